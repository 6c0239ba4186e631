//! The smallest scenario in which a browser prints a given line. Its verdict has the words and the fixes: they are
//! written in one place only.

use std::borrow::Cow;

use url::Url;

use super::super::codes::CauseCode as C;
use super::super::observed::target;
use crate::fetch::enums::{CredentialsMode, CrossOrigin, EmbedderPolicy, Engine, Initiator, Mode, RedirectMode};
use crate::http::HeaderList;
use crate::scenario::{Answer, Page, Reply, RequestInit, Scenario};
use crate::verdict::{Cause, Fix, FixTarget};

const PAGE: &str = "https://page.example/";
const SERVER: &str = "https://server.example/";

/// What a line names.
#[derive(Clone)]
pub(super) struct Parts {
    pub(super) engine: Engine,
    pub(super) kind: Option<String>,
    pub(super) url: Option<String>,
    pub(super) from: Option<String>,
    pub(super) origin: Option<String>,
    pub(super) header: Option<String>,
    pub(super) value: Option<String>,
    pub(super) method: Option<String>,
    pub(super) status: Option<u16>,
    pub(super) preflight: bool,
    /// Whether it is about a redirect, and where that leads.
    pub(super) redirect: bool,
    pub(super) to: Option<String>,
    /// The engine's own words.
    pub(super) detail: Option<String>,
}

/// The cause and the fixes of a request that fails by `code`; `None` when the parts do not go together.
pub(super) fn situation(code: C, parts: &Parts) -> Option<(Cause, Vec<Fix>)> {
    [false, true].into_iter().find_map(|detour| {
        let scenario = scenario(code, parts, detour)?;
        let verdict = crate::simulate(&scenario).ok()?;
        let cause = verdict.cause.filter(|cause| is_near(cause.code, code))?;
        let fixes = verdict.fixes.into_iter().filter(|fix| removes(fix, &cause)).collect();
        Some((cause, fixes))
    })
}

/// The line is about one thing; what else the made-up server lacks is nobody's problem.
fn removes(fix: &Fix, cause: &Cause) -> bool {
    let is_server = matches!(fix.target, FixTarget::Preflight | FixTarget::Response);
    fix.code == cause.code && (!is_server || fix.target == target(cause.phase))
}

/// A status may tell more than the missing header.
const fn is_near(found: C, wanted: C) -> bool {
    let diagnosed = matches!(
        found,
        C::ServerError
            | C::ErrorWithoutCorsHeaders
            | C::RedirectToLogin
            | C::PreflightStatus
            | C::PreflightRequiresAuth
            | C::PreflightNotHandled
            | C::PreflightRedirect
    );
    found as u8 == wanted as u8 || diagnosed
}

fn scenario(code: C, parts: &Parts, detour: bool) -> Option<Scenario> {
    let mut page = Page::new(Url::parse(PAGE).ok()?);
    // A secure page could not even ask for an insecure URL.
    let insecure = parts.from.iter().chain(&parts.url).any(|url| url.starts_with("http:"));
    if insecure && code != C::MixedContent {
        let _ = page.url.set_scheme("http");
    }
    match parts.origin.as_deref() {
        Some("null") => page.sandboxed = true,
        Some(origin) => page.url = Url::parse(origin).ok().filter(|url| url.has_host()).unwrap_or(page.url),
        None => {}
    }
    let url = parts.url.clone().unwrap_or_else(|| SERVER.to_owned());
    let mut builder = Builder {
        origin: if page.sandboxed { "null".to_owned() } else { page.url.origin().ascii_serialization() },
        request: RequestInit::fetch(parts.from.as_deref().unwrap_or(&url)),
        preflight: None,
        response: Reply::new(200, HeaderList::new()),
        parts,
    };
    builder.request.initiator = initiator(parts.kind.as_deref());
    builder.set_the_stage(code, &mut page);
    let mut server = Vec::new();
    if parts.from.is_some() {
        let between = "https://redirect.example/";
        server.extend(detour.then(|| builder.redirect(between)));
        server.push(builder.redirect(&url));
    }
    if code == C::TooManyRedirects {
        server.extend((0..20).map(|_| builder.redirect(SERVER)));
    }
    server.push(Answer { preflight: builder.preflight, response: builder.response });
    Some(Scenario {
        page,
        request: builder.request,
        server,
        cookies: Vec::new(),
        preflight_cache: Vec::new(),
        now: 0,
        // The standard has no such rule yet.
        engine: if code == C::OpaqueResponseBlocking { Engine::Chromium } else { Engine::Standard },
    })
}

fn initiator(kind: Option<&str>) -> Initiator {
    match kind {
        Some("XMLHttpRequest") => Initiator::Xhr,
        _ => Initiator::Fetch,
    }
}

struct Builder<'a> {
    origin: String,
    request: RequestInit,
    preflight: Option<Reply>,
    response: Reply,
    parts: &'a Parts,
}

impl Builder<'_> {
    /// A redirect that is allowed.
    fn redirect(&self, to: &str) -> Answer {
        let mut headers = HeaderList::new();
        let origin = if self.request.credentials.is_some() { &self.origin } else { "*" };
        headers.push("Access-Control-Allow-Origin", origin.to_owned());
        headers.push("Access-Control-Allow-Credentials", "true");
        headers.push("Location", to.to_owned());
        let preflight = Reply::new(204, self.open(&headers));
        Answer { preflight: Some(preflight), response: Reply::new(307, headers) }
    }

    /// The headers with everything allowed.
    fn open(&self, headers: &HeaderList) -> HeaderList {
        let mut open = headers.clone();
        open.push("Access-Control-Allow-Methods", self.request.method.clone().unwrap_or_else(|| "PUT".to_owned()));
        open.push("Access-Control-Allow-Headers", self.parts.header.clone().unwrap_or_else(|| "X-Header".to_owned()));
        open
    }

    fn value(&self) -> String {
        self.parts.value.clone().unwrap_or_default()
    }

    /// The reply that fails, with these headers.
    fn fail(&mut self, preflight: bool, default_status: u16, headers: &[(&'static str, String)]) {
        let mut list = HeaderList::new();
        for (name, value) in headers {
            list.push(*name, crate::ByteString::from_text(value));
        }
        let leads = self.parts.redirect && !preflight && !list.contains("Location");
        if leads {
            list.push("Location", self.parts.to.clone().unwrap_or_else(|| SERVER.to_owned()));
        }
        let status = self.parts.status.unwrap_or(if leads { 302 } else { default_status });
        let reply = Reply::new(status, list);
        if preflight {
            let method = self.parts.method.as_deref().unwrap_or("PUT");
            self.request.method = Some(method.to_owned()).filter(|_| self.parts.header.is_none());
            self.preflight = Some(reply);
        } else {
            self.response = reply;
        }
    }

    fn set_the_stage(&mut self, code: C, page: &mut Page) {
        let preflight = self.parts.preflight;
        let status = if preflight { 204 } else { 200 };
        let origin = self.origin.clone();
        let value = self.value();
        let own = ("Access-Control-Allow-Origin", origin.clone());
        let allow = |value: &str| ("Access-Control-Allow-Origin", value.to_owned());
        match code {
            C::MissingAllowOrigin => self.fail(preflight, status, &[]),
            C::DuplicateAllowOrigin => self.fail(preflight, status, &[own.clone(), own]),
            C::MultipleAllowOrigin if value.is_empty() => {
                let list = [&origin, ", ", &origin].concat();
                self.fail(preflight, status, &[allow(&list)]);
            }
            C::MultipleAllowOrigin | C::AllowOriginMismatch => self.fail(preflight, status, &[allow(&value)]),
            C::WildcardWithCredentials => {
                self.request.credentials = Some(CredentialsMode::Include);
                self.fail(preflight, status, &[allow("*"), ("Access-Control-Allow-Credentials", "true".to_owned())]);
            }
            C::MissingAllowCredentials => {
                self.request.credentials = Some(CredentialsMode::Include);
                self.fail(preflight, status, &[own]);
            }
            C::InvalidAllowCredentials => {
                self.request.credentials = Some(CredentialsMode::Include);
                self.fail(preflight, status, &[own, ("Access-Control-Allow-Credentials", value)]);
            }
            C::PreflightStatus => self.fail(true, 400, &[own]),
            C::PreflightRedirect => self.fail(true, 302, &[own]),
            C::MethodNotAllowed => self.fail(true, 204, &[own]),
            C::HeaderNotAllowed => {
                let name = self.parts.header.clone().unwrap_or_else(|| "X-Header".to_owned());
                self.request.headers.push((name, "?".to_owned()));
                self.fail(true, 204, &[own]);
            }
            C::InvalidAllowMethods => {
                let list = if value.is_empty() { "GET PUT".to_owned() } else { value };
                self.fail(true, 204, &[own, ("Access-Control-Allow-Methods", list)]);
            }
            C::InvalidAllowHeaders => {
                let list = if value.is_empty() { "X-A X-B".to_owned() } else { value };
                self.fail(
                    true,
                    204,
                    &[own, ("Access-Control-Allow-Methods", "PUT".to_owned()), ("Access-Control-Allow-Headers", list)],
                );
            }
            C::ServerUnreachable => self.response = Reply::failure(),
            _ => self.set_another_stage(code, page),
        }
    }

    /// What has to do with other rules than CORS.
    fn set_another_stage(&mut self, code: C, page: &mut Page) {
        let value = self.value();
        let location = |to: &str| [("Access-Control-Allow-Origin", "*".to_owned()), ("Location", to.to_owned())];
        match code {
            C::SameOriginMode => self.request.mode = Some(Mode::SameOrigin),
            C::NoCorsRedirectMode => {
                self.request.mode = Some(Mode::NoCors);
                self.request.redirect = Some(RedirectMode::Manual);
            }
            C::RedirectModeError => {
                self.request.redirect = Some(RedirectMode::Error);
                self.fail(false, 302, &location(PAGE));
            }
            C::RedirectScheme => self.fail(false, 302, &location(if value.contains(':') { &value } else { "app:" })),
            C::InvalidLocation => self.fail(false, 302, &location("https://")),
            C::TooManyRedirects => self.fail(false, 302, &location(SERVER)),
            C::RedirectIncludesCredentials => {
                let known = value.contains("://");
                self.fail(false, 302, &location(if known { &value } else { "https://user@server.example/" }));
            }
            C::ResourcePolicy | C::EmbedderPolicy => {
                self.request.mode = Some(Mode::NoCors);
                if code == C::EmbedderPolicy {
                    page.embedder_policy = EmbedderPolicy::RequireCorp;
                } else {
                    let site = self.parts.detail.as_ref().is_some_and(|detail| detail.starts_with("NotSameSite"));
                    let policy = if site { "same-site" } else { "same-origin" };
                    self.fail(false, 200, &[("Cross-Origin-Resource-Policy", policy.to_owned())]);
                }
            }
            C::Nosniff | C::OpaqueResponseBlocking => {
                self.request.initiator = if code == C::Nosniff { Initiator::Script } else { Initiator::Img };
                let value = if value.is_empty() { "text/html".to_owned() } else { value };
                let nosniff = ("X-Content-Type-Options", "nosniff".to_owned());
                self.fail(false, 200, &[("Content-Type", value), nosniff]);
            }
            C::MimeType => {
                let never = crate::http::is_never_script(&value);
                self.request.initiator = if never { Initiator::Script } else { Initiator::Module };
                self.request.cross_origin = Some(CrossOrigin::Anonymous);
                self.fail(false, 200, &[("Access-Control-Allow-Origin", "*".to_owned()), ("Content-Type", value)]);
            }
            C::EventStreamType => {
                self.request.initiator = Initiator::EventSource;
                self.fail(false, 200, &[("Access-Control-Allow-Origin", "*".to_owned()), ("Content-Type", value)]);
            }
            C::IntegrityOpaque => {
                self.request.mode = Some(Mode::NoCors);
                self.request.integrity = "sha256-".to_owned();
            }
            C::InvalidDataUrl => self.request.url = "data:".to_owned(),
            C::BadPort if self.parts.url.is_none() => self.request.url = "https://server.example:6000/".to_owned(),
            _ => {}
        }
    }
}

/// What to say where the line tells less than the verdict's words would claim.
pub(super) fn words(code: C, parts: &Parts) -> Option<Cow<'static, str>> {
    let name = |part: &Option<String>| part.as_ref().map(|name| [" ", name].concat()).unwrap_or_default();
    let unknown = parts.value.as_ref().is_none_or(String::is_empty);
    Some(match code {
        C::MissingAllowOrigin if parts.engine == Engine::Webkit => {
            let origin = parts.origin.as_deref().unwrap_or("the page's origin");
            ["The response has no Access-Control-Allow-Origin header, or one that is neither * nor ", origin, "."].concat().into()
        }
        C::DuplicateAllowOrigin => "There is more than one Access-Control-Allow-Origin header. Often an application and a proxy both add it.".into(),
        C::MultipleAllowOrigin if unknown => "Access-Control-Allow-Origin has several origins: the header takes one origin or *, never a list.".into(),
        C::InvalidAllowCredentials if unknown => "The request's credentials mode is include, and Access-Control-Allow-Credentials is missing or not exactly true.".into(),
        C::PreflightStatus if parts.status.is_none() => "The preflight is answered with an error status; only 200 to 299 will do. The network panel shows which, at the OPTIONS request.".into(),
        C::PreflightRedirect => "The preflight is answered with a redirect, and a preflight may not be redirected. Request the final URL.".into(),
        C::MethodNotAllowed => ["The method", &name(&parts.method), " is not listed in the preflight response's Access-Control-Allow-Methods. (* covers it only without credentials.)"].concat().into(),
        C::HeaderNotAllowed => ["The request header", &name(&parts.header), " is not listed in the preflight response's Access-Control-Allow-Headers. (* covers it only without credentials.)"].concat().into(),
        C::InvalidAllowMethods if unknown => "Access-Control-Allow-Methods is not a comma-separated list of methods; the whole preflight fails.".into(),
        C::InvalidAllowHeaders if unknown => "Access-Control-Allow-Headers is not a comma-separated list of header names; the whole preflight fails.".into(),
        C::ResourcePolicy if parts.engine == Engine::Firefox => "Cross-Origin-Resource-Policy does not let the page embed it; or the page's Cross-Origin-Embedder-Policy demands that header, and it is missing.".into(),
        C::OpaqueResponseBlocking if unknown => "The response is HTML, JSON, a PDF or the like, often a page that reports an error; the browser keeps such data from pages of other origins.".into(),
        C::RedirectIncludesCredentials if unknown => "The redirect leads to a URL with a user name or password in it; across origins that is refused.".into(),
        C::RedirectScheme => "The redirect leads to a URL that is neither http nor https.".into(),
        C::RedirectModeError => "The server redirects, and the request's redirect mode is \"error\".".into(),
        C::InvalidLocation => "The redirect's Location is not one valid URL.".into(),
        C::NoCorsRedirectMode => "mode \"no-cors\" to another origin needs redirect \"follow\".".into(),
        C::BadPort if parts.url.is_none() => "The port is blocked by browsers: it belongs to another protocol.".into(),
        C::MixedContent if parts.url.is_none() => "The page is secure and asks for an insecure resource.".into(),
        C::CorsScheme => "Requests across origins work only over http and https; a page opened as a file can read no other file.".into(),
        C::ServerUnreachable if parts.url.is_none() => "No answer came: DNS, TLS certificate, refused connection, or a block on the way. This is not a CORS problem.".into(),
        _ => return None,
    })
}
