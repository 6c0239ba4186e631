//! What would make it work: who changes what, as a header diff, with its risk.
//!
//! Applying every fix of a verdict to the servers' answers makes the response readable wherever a server can do that; a
//! test holds this.

mod page;
mod preflight;
mod redirect;

use std::borrow::Cow;

use super::codes::CauseCode;
use super::observed::{Observed, target};
use crate::bytes::ByteString;
use crate::http::{HeaderList, is_ok_status};
use crate::verdict::{Cause, Fix, FixTarget, HeaderChange, Party, Phase};

const ALLOW_ORIGIN: &str = "Access-Control-Allow-Origin";
const ALLOW_CREDENTIALS: &str = "Access-Control-Allow-Credentials";
const ALLOW_METHODS: &str = "Access-Control-Allow-Methods";
const ALLOW_HEADERS: &str = "Access-Control-Allow-Headers";

const COMPARED: &str = "The CORS check compares the header with the request's Origin byte for byte. If several origins are allowed, Vary keeps caches from mixing the answers.";

/// A fix for each problem; problems that one change removes share it.
pub(crate) fn fixes(observed: &Observed<'_>, problems: &[Cause]) -> Vec<Fix> {
    let mut fixes: Vec<Fix> = Vec::new();
    for problem in problems {
        // One change completes a list: it would be worked out once for each name that is missing.
        if fixes.iter().any(|known| completes(known, problem) || stops_before(known, problem)) {
            continue;
        }
        let fixer = Fixer { observed, problem, problems, place: (problem.phase, problem.hop) };
        let at = fixes.len();
        let fix = fixer.fix();
        if !fixes.iter().any(|known| covers(known, &fix)) {
            fixes.push(fix);
        }
        if let Some(fix) = fixer.request_the_target().filter(|fix| !fixes.iter().any(|known| covers(known, fix))) {
            // An origin that a redirect made null is better avoided than allowed.
            fixes.insert(if fixer.is_tainted() { at } else { fixes.len() }, fix);
        }
    }
    fixes
}

/// Whether `known` completes the list that `problem` is about.
fn completes(known: &Fix, problem: &Cause) -> bool {
    let is_list = matches!(problem.header, Some(ALLOW_METHODS | ALLOW_HEADERS));
    is_list
        && (known.target, known.hop) == (target(problem.phase), problem.hop)
        && known.headers.iter().any(|change| Some(change.name) == problem.header)
}

/// Whether with `known` no redirect leads to where `problem` is.
fn stops_before(known: &Fix, problem: &Cause) -> bool {
    known.status == Some(401) && known.hop < problem.hop
}

/// Whether `fix` changes nothing that `known` does not change in the same way.
fn covers(known: &Fix, fix: &Fix) -> bool {
    known.target == fix.target
        && (known.hop == fix.hop || fix.target == FixTarget::Request)
        && (fix.status.is_none() || fix.status == known.status)
        && fix.headers.iter().all(|change| known.headers.contains(change))
        && (!fix.headers.is_empty() || fix.status.is_some() || known.title == fix.title)
}

struct Fixer<'a> {
    observed: &'a Observed<'a>,
    problem: &'a Cause,
    problems: &'a [Cause],
    /// The reply that is to change.
    place: (Phase, usize),
}

impl Fixer<'_> {
    fn fix(&self) -> Fix {
        let (phase, hop) = (self.problem.phase, self.problem.hop);
        match self.problem.code {
            CauseCode::MissingAllowOrigin | CauseCode::AllowOriginMismatch
                if phase == Phase::Redirect && self.observed.leads_to_login(phase, hop) =>
            {
                self.answer_instead_of_login()
            }
            CauseCode::MissingAllowOrigin
            | CauseCode::DuplicateAllowOrigin
            | CauseCode::MultipleAllowOrigin
            | CauseCode::AllowOriginMismatch
            | CauseCode::WildcardWithCredentials => self.allow_origin(),
            CauseCode::MissingAllowCredentials | CauseCode::InvalidAllowCredentials => self.allow_credentials(),
            CauseCode::PreflightRedirect
            | CauseCode::PreflightStatus
            | CauseCode::PreflightRequiresAuth
            | CauseCode::PreflightNotHandled => self.preflight_status(),
            CauseCode::MethodNotAllowed if self.is_listed_in_upper_case() => self.method_in_upper_case(),
            CauseCode::InvalidAllowMethods | CauseCode::MethodNotAllowed => self.allow_methods(),
            CauseCode::HeaderNotAllowed if self.is_response_header() => self.remove_response_header(),
            CauseCode::InvalidAllowHeaders | CauseCode::HeaderNotAllowed | CauseCode::AuthorizationNotListed => {
                self.allow_headers()
            }
            CauseCode::ServerError | CauseCode::ErrorWithoutCorsHeaders => self.error_answer(),
            CauseCode::RedirectToLogin if self.problem.phase == Phase::Preflight => self.preflight_status(),
            CauseCode::RedirectToLogin => self.answer_instead_of_login(),
            CauseCode::RedirectIncludesCredentials => self.location_without_credentials(),
            CauseCode::NotOkStatus => self.ok_status(),
            CauseCode::ResourcePolicy | CauseCode::EmbedderPolicy => self.resource_policy(),
            CauseCode::Nosniff | CauseCode::MimeType | CauseCode::EventStreamType => self.content_type(),
            _ => self.client_or_network(),
        }
    }

    #[inline(never)]
    fn server(
        &self,
        title: Cow<'static, str>,
        headers: Vec<HeaderChange>,
        why: &'static str,
        risk: &'static str,
    ) -> Fix {
        let (code, (phase, hop)) = (self.problem.code, self.place);
        Fix { code, who: Party::Server, target: target(phase), hop, title, headers, status: None, why, risk }
    }

    /// The first of the headers is the title.
    fn send(&self, headers: Vec<HeaderChange>, why: &'static str, risk: &'static str) -> Fix {
        let title = match headers.first() {
            Some(HeaderChange { name, after: Some(after), .. }) => ["Send ", name, ": ", after].concat(),
            _ => String::new(),
        };
        self.server(title.into(), headers, why, risk)
    }

    #[inline(never)]
    fn client(&self, title: Cow<'static, str>, why: &'static str) -> Fix {
        let mut fix = self.server(title, Vec::new(), why, "None for the server; the page's code changes.");
        (fix.who, fix.target) = (Party::Client, FixTarget::Request);
        fix
    }

    fn headers(&self) -> Option<&HeaderList> {
        self.observed.reply(self.place.0, self.place.1).map(|reply| &reply.headers)
    }

    /// Whether a redirect has made the origin null that the server would have to allow.
    fn is_tainted(&self) -> bool {
        self.problem.header == Some(ALLOW_ORIGIN)
            && self.problem.expected.as_deref() == Some("null")
            && self.observed.page_origin() != "null"
    }

    #[inline(never)]
    fn change(&self, name: &'static str, after: &str) -> HeaderChange {
        let before = self.headers().map(|headers| headers.values(name).map(ByteString::to_text).collect());
        HeaderChange { name, before: before.unwrap_or_default(), after: Some(after.to_owned()) }
    }

    /// The origin to name, with `Vary` so that no cache gives one origin's answer to another. Who has the origin null is
    /// not known: where `*` will do, it says so.
    fn origin_changes(&self, origin: &str) -> Vec<HeaderChange> {
        if origin == "null" && !self.observed.includes_credentials() {
            return vec![self.change(ALLOW_ORIGIN, "*")];
        }
        let mut changes = vec![self.change(ALLOW_ORIGIN, origin)];
        if let Some(vary) = self.vary() {
            changes.push(vary);
        }
        if self.observed.includes_credentials() && !self.allows_credentials() {
            changes.push(self.change(ALLOW_CREDENTIALS, "true"));
        }
        changes
    }

    fn allows_credentials(&self) -> bool {
        self.headers().and_then(|headers| headers.get(ALLOW_CREDENTIALS)).is_some_and(|value| *value == *b"true")
    }

    fn vary(&self) -> Option<HeaderChange> {
        let headers = self.headers()?;
        if super::warnings::varies_by_origin(headers) {
            return None;
        }
        let vary = headers.get("Vary").map(|value| String::from_utf8_lossy(&value).into_owned());
        let vary = vary.filter(|value| !value.is_empty()).map_or("Origin".to_owned(), |value| value + ", Origin");
        Some(self.change("Vary", &vary))
    }

    fn allow_origin(&self) -> Fix {
        let origin = self.problem.expected.clone().unwrap_or_else(|| self.observed.page_origin().into_owned());
        let changes = self.origin_changes(&origin);
        let value = changes.first().and_then(|change| change.after.as_deref()).unwrap_or_default();
        let (why, risk) = match value {
            "*" => (
                "Without credentials, * allows every origin, null too.",
                "Every page can then read the response: only for public data.",
            ),
            "null" => (
                COMPARED,
                "Any sandboxed frame of any site sends the origin null: never allow it where cookies or secrets count. Better avoid the redirect, or serve the page from a real origin.",
            ),
            _ if self.observed.includes_credentials() => (
                COMPARED,
                "Scripts of that origin read what the signed-in user may read. Take the origin from a list that you keep; never echo whatever the request says.",
            ),
            _ => (
                COMPARED,
                "Scripts of that origin can read the response. For public data, * without credentials is simpler.",
            ),
        };
        let mut fix = self.send(changes, why, risk);
        if self.problem.code == CauseCode::DuplicateAllowOrigin {
            fix.title = "Send Access-Control-Allow-Origin once".into();
        }
        fix
    }

    fn allow_credentials(&self) -> Fix {
        self.send(
            vec![self.change(ALLOW_CREDENTIALS, "true")],
            "A request whose credentials mode is include may only be read with this header, even if no cookie travels.",
            "The page reads responses as the signed-in user. If it needs no cookies, drop credentials: \"include\" instead.",
        )
    }

    fn request_origin(&self) -> String {
        self.refused_origin().unwrap_or_else(|| self.observed.page_origin().into_owned())
    }

    /// The origin that the reply at hand should have allowed.
    fn refused_origin(&self) -> Option<String> {
        let here =
            |problem: &&Cause| problem.header == Some(ALLOW_ORIGIN) && (problem.phase, problem.hop) == self.place;
        self.problems.iter().find(here)?.expected.clone()
    }

    fn error_answer(&self) -> Fix {
        let mut fix = self.server(
            "Repair the error itself, and send the CORS headers on error answers too".into(),
            self.origin_changes(&self.request_origin()),
            "With the headers on every answer the page sees the real status instead of a network error.",
            "The allowed origins can read error bodies; keep secrets out of them.",
        );
        let reply_status = self.observed.reply(self.problem.phase, self.problem.hop).map_or(0, |reply| reply.status);
        if self.problem.phase == Phase::Preflight && !is_ok_status(reply_status) {
            fix.status = Some(204);
        }
        fix
    }

    fn resource_policy(&self) -> Fix {
        self.send(
            vec![self.change("Cross-Origin-Resource-Policy", "cross-origin")],
            "The header lets other origins embed the resource.",
            "Any page can embed it (not read it). same-site is enough within one site.",
        )
    }

    fn ok_status(&self) -> Fix {
        let why = "The body of an error is never run or applied, whatever its type.";
        let mut fix = self.server("Serve the file under this URL, with status 200".into(), Vec::new(), why, "None.");
        fix.status = Some(200);
        fix
    }

    fn content_type(&self) -> Fix {
        let wanted = self.problem.expected.as_deref().unwrap_or_default();
        let mut fix = self.send(
            vec![self.change("Content-Type", wanted)],
            "The browser judges the resource by its MIME type.",
            "None, if that is what the body is.",
        );
        if self.problem.code == CauseCode::EventStreamType {
            fix.status = Some(200);
        }
        fix
    }
}
