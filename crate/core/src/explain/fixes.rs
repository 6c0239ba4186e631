//! What would make it work: who changes what, as a header diff, with its risk.
//!
//! Applying every fix of a verdict to the servers' answers makes the response readable wherever a server can do that; a
//! test holds this.

use std::borrow::Cow;

use super::codes::CauseCode;
use super::observed::{Observed, target};
use crate::bytes::ByteString;
use crate::fetch::{includes_credentials, without_credentials};
use crate::http::{HeaderList, extract_token_list, is_ok_status, is_redirect_status};
use crate::order::firsts;
use crate::verdict::{Cause, Fix, FixTarget, HeaderChange, Party, Phase};

const ALLOW_ORIGIN: &str = "Access-Control-Allow-Origin";
const ALLOW_CREDENTIALS: &str = "Access-Control-Allow-Credentials";
const ALLOW_METHODS: &str = "Access-Control-Allow-Methods";
const ALLOW_HEADERS: &str = "Access-Control-Allow-Headers";

const IN_HEADER: &str = "fetch() takes no URL with credentials; the header needs a preflight that allows it.";
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

    /// Answer OPTIONS, with everything that this preflight asks for.
    fn preflight_status(&self) -> Fix {
        let title = match self.problem.code {
            CauseCode::PreflightRequiresAuth | CauseCode::RedirectToLogin => {
                "Answer OPTIONS with 204 before any authentication"
            }
            CauseCode::PreflightRedirect => "Answer OPTIONS with 204 instead of a redirect",
            _ => "Answer OPTIONS with 204",
        };
        let missing_origin = self.headers().is_none_or(|headers| !headers.contains(ALLOW_ORIGIN));
        let headers = if missing_origin { self.origin_changes(&self.request_origin()) } else { Vec::new() };
        let mut fix = self.server(
            title.into(),
            headers,
            "A preflight succeeds only with a status from 200 to 299 and its own CORS headers.",
            "OPTIONS itself reveals nothing and changes nothing; the request that follows is still authenticated.",
        );
        fix.status = Some(204);
        fix
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

    fn listed(&self, name: &str) -> Vec<String> {
        let tokens =
            self.headers().and_then(|headers| extract_token_list(headers, name).ok().flatten()).unwrap_or_default();
        let wildcard_counts = !self.observed.includes_credentials();
        tokens
            .iter()
            .map(|token| String::from_utf8_lossy(token).into_owned())
            .filter(|token| token != "*" || wildcard_counts)
            .collect()
    }

    /// What was listed, or what a malformed list was meant to be, with what is missing.
    fn completed(&self, name: &str, wanted: &[CauseCode]) -> String {
        let here = |problem: &&Cause| (problem.phase, problem.hop) == self.place;
        let mut items = self.listed(name);
        for problem in self.problems.iter().filter(here).filter(|problem| problem.header == Some(name)) {
            let expected = problem.expected.iter().flat_map(|text| text.split(", ")).filter(|item| !item.is_empty());
            if wanted.contains(&problem.code) {
                items.extend(expected.map(str::to_owned));
            }
        }
        let mut firsts = firsts(items.len(), &mut |a, b| items.get(a).cmp(&items.get(b))).into_iter().enumerate();
        items.retain(|_| firsts.next().is_some_and(|(at, first)| at == first));
        items.join(", ")
    }

    fn allow_methods(&self) -> Fix {
        let value = self.completed(ALLOW_METHODS, &[CauseCode::InvalidAllowMethods, CauseCode::MethodNotAllowed]);
        self.send(
            vec![self.change(ALLOW_METHODS, &value)],
            "The preflight response must list the method, byte for byte; GET, HEAD and POST need no listing.",
            "Allowed origins may send this method; the server still has to authorize each request.",
        )
    }

    fn allow_headers(&self) -> Fix {
        let codes = [CauseCode::InvalidAllowHeaders, CauseCode::HeaderNotAllowed, CauseCode::AuthorizationNotListed];
        let value = self.completed(ALLOW_HEADERS, &codes);
        self.send(
            vec![self.change(ALLOW_HEADERS, &value)],
            "The preflight response must list every header that is not CORS-safelisted; upper and lower case do not matter.",
            "Allowed origins may send these headers; do not take them as proof of anything by themselves.",
        )
    }

    /// `patch`, where the server lists `PATCH`.
    fn is_listed_in_upper_case(&self) -> bool {
        let method = self.problem.expected.as_deref().unwrap_or_default();
        let upper = method.to_ascii_uppercase();
        method != upper && self.listed(ALLOW_METHODS).contains(&upper)
    }

    /// `Access-Control-Allow-Origin` in the request.
    fn is_response_header(&self) -> bool {
        self.problem.expected.as_deref().is_some_and(super::warnings::is_cors_response_header)
    }

    fn remove_response_header(&self) -> Fix {
        let name = self.problem.expected.as_deref().unwrap_or_default();
        let why = "It is a response header: in the request it allows nothing, and makes a preflight necessary.";
        self.client(["Remove the header ", name, " from the request"].concat().into(), why)
    }

    fn method_in_upper_case(&self) -> Fix {
        let upper = self.problem.expected.as_deref().unwrap_or_default().to_ascii_uppercase();
        let why = "Methods are case-sensitive, and browsers upper-case only DELETE, GET, HEAD, OPTIONS, POST and PUT.";
        self.client(["Write method: \"", &upper, "\""].concat().into(), why)
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

    /// Where a redirect is in the way, the page can go where it leads.
    fn request_the_target(&self) -> Option<Fix> {
        let (phase, hop) = (self.problem.phase, self.problem.hop);
        if matches!(self.problem.code, CauseCode::RedirectToLogin | CauseCode::RedirectModeError)
            || self.observed.leads_to_login(phase, hop)
        {
            return None;
        }
        if self.problem.code == CauseCode::RedirectIncludesCredentials {
            return Some(self.client("Request the final URL directly, with an Authorization header".into(), IN_HEADER));
        }
        let here = || self.is_tainted().then(|| self.observed.url(hop).clone());
        let target = self.observed.redirect_target(phase, hop).or_else(here)?;
        let why = "Without the redirect there is nothing to be allowed on the way, and no origin becomes null.";
        Some(self.client(["Request ", target.as_str(), " directly"].concat().into(), why))
    }

    /// The redirect leads to the same URL without credentials. Some engines look at them only when they request it.
    fn location_without_credentials(&self) -> Fix {
        let at = |hop| self.observed.redirect_target(Phase::Redirect, hop).filter(includes_credentials);
        let hop = self.problem.hop;
        let (hop, url) = match at(hop) {
            Some(url) => (hop, url),
            None => (hop.saturating_sub(1), self.observed.url(hop).clone()),
        };
        let there = Fixer { place: (Phase::Redirect, hop), ..*self };
        there.server(
            "Leave user name and password out of Location".into(),
            vec![there.change("Location", without_credentials(&url).as_str())],
            "A redirect may lead to any other origin without them.",
            "The target must learn in another way who asks.",
        )
    }

    /// The server that redirects answers 401; what the login page says is its own affair.
    fn answer_instead_of_login(&self) -> Fix {
        let redirects = self.observed.reply(Phase::Redirect, self.problem.hop);
        let hop = match redirects {
            Some(reply) if is_redirect_status(reply.status) => self.problem.hop,
            _ => self.problem.hop.saturating_sub(1),
        };
        let there = Fixer { place: (Phase::Redirect, hop), ..*self };
        // Of its own origin the page reads every answer.
        let changes = there.refused_origin().map(|origin| there.origin_changes(&origin)).unwrap_or_default();
        let mut fix = there.server(
            "Answer 401 instead of redirecting to the login page".into(),
            changes,
            "The page then sees that the session is missing, and can send the user to the login page itself.",
            "None: the answer says no more than the redirect did.",
        );
        fix.status = Some(401);
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

    fn client_or_network(&self) -> Fix {
        let (title, why) = client_words(self.problem.code);
        let mut fix = self.client(title.into(), why);
        if matches!(
            self.problem.code,
            CauseCode::ServerUnreachable | CauseCode::ConflictingHeaders | CauseCode::UnexpectedProxyAuth
        ) {
            (fix.who, fix.target, fix.risk) = (Party::Infrastructure, FixTarget::Network, "None.");
        }
        fix
    }
}

/// What to change in the page, and why it works.
const fn client_words(code: CauseCode) -> (&'static str, &'static str) {
    match code {
        CauseCode::ServerUnreachable => (
            "Make the server reachable: check DNS, port, certificate and proxies",
            "Without an answer there is nothing that CORS could check; opening the URL in a tab shows the real error.",
        ),
        CauseCode::ConflictingHeaders => {
            ("Send the header once", "Often an application and a proxy both add it; one value leaves no doubt.")
        }
        CauseCode::UnexpectedProxyAuth => {
            ("Answer with status 401 or 403", "Only a proxy may ask for credentials by 407.")
        }
        CauseCode::OpaqueResponseBlocking => (
            "Request it by fetch() in mode cors, or serve the type that the element expects",
            "Only data that no element can use is kept away.",
        ),
        CauseCode::StreamBodyUnsupported => ("Send a Blob or a string", "Only some browsers can send streams."),
        CauseCode::MixedContent => ("Request the https: URL", "A secure page may only use secure resources."),
        CauseCode::BadPort => ("Serve from another port", "The port stays blocked in every browser."),
        CauseCode::SameOriginMode => ("Drop mode: \"same-origin\"", "That mode exists to refuse other origins."),
        CauseCode::NoCorsMethod | CauseCode::StreamBodyMode => {
            ("Drop mode: \"no-cors\"", "With mode cors the server can allow the request by a preflight.")
        }
        CauseCode::NoCorsRedirectMode => {
            ("Drop mode: \"no-cors\" or redirect", "An opaque request has to follow redirects.")
        }
        CauseCode::UrlIncludesCredentials => {
            ("Move user name and password from the URL into an Authorization header", IN_HEADER)
        }
        CauseCode::KeepaliveLimit => ("Send at most 64 KiB", "All keepalive requests of a page share this limit."),
        CauseCode::RedirectModeError => {
            ("Request the final URL, or use redirect: \"follow\"", "The redirect mode forbids redirects.")
        }
        CauseCode::InvalidLocation | CauseCode::RedirectScheme => {
            ("Request the final URL directly", "Without the redirect there is nothing to refuse.")
        }
        CauseCode::TooManyRedirects => ("Request the final URL directly", "Browsers follow at most 20 redirects."),
        CauseCode::RedirectStreamBody => {
            ("Send the body as a Blob or string, or request the final URL", "A stream can be read only once.")
        }
        CauseCode::StreamBodyDuplex => ("Add duplex: \"half\"", "A stream body needs it."),
        CauseCode::KeepaliveStreamBody => ("Drop keepalive, or send a Blob", "A stream has no known length."),
        CauseCode::IntegrityOpaque => (
            "Add crossorigin (or mode: \"cors\"), and let the server send Access-Control-Allow-Origin",
            "Integrity can only be checked on a body that the page may read.",
        ),
        CauseCode::IntegrityNoBody => ("Drop the integrity metadata", "There is no body to check."),
        CauseCode::IntegrityMismatch => (
            "Correct the integrity metadata, if the new body is the right one",
            "It has to be that of the bytes as served.",
        ),
        CauseCode::BodyNotAllowed => ("Drop the body, or use POST", "GET and HEAD have none."),
        CauseCode::OnlyIfCachedMode => ("Add mode: \"same-origin\"", "only-if-cached works only with it."),
        CauseCode::ForbiddenMethod | CauseCode::InvalidMethod => {
            ("Use another method", "Scripts cannot send this one.")
        }
        CauseCode::InvalidHeader => {
            ("Correct the header's name or value", "Names are tokens, values one line of bytes up to U+00FF.")
        }
        CauseCode::NavigateMode => ("Drop mode: \"navigate\"", "Navigate with location.href or a form instead."),
        CauseCode::InvalidUrl | CauseCode::InvalidReferrer => ("Correct the URL", "It cannot be parsed."),
        CauseCode::UnsupportedScheme | CauseCode::CorsScheme => {
            ("Serve it over https", "Only http and https can be requested across origins.")
        }
        CauseCode::InvalidDataUrl => ("Correct the data: URL", "It needs a comma and valid base64 where it says so."),
        CauseCode::BlobNotAvailable => {
            ("Make the blob: URL on this page, and use GET", "Blob URLs belong to the origin that made them.")
        }
        _ => ("Change the request", "As it stands it cannot succeed."),
    }
}
