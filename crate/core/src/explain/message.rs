//! What a cause says, in one or two plain sentences.

use std::borrow::Cow;

use super::codes::CauseCode;
use super::observed::Observed;
use super::origin_hint::origin_hint;
use crate::bytes::ByteString;
use crate::fetch::Failure;
use crate::fetch::enums::Initiator;
use crate::verdict::Phase;

/// Words with something put in.
macro_rules! words {
    ($($words:tt)*) => { Cow::Owned(format!($($words)*)) };
}

/// The message of a failure that goes by the name `code`.
pub(crate) fn message(failure: &Failure, code: CauseCode, observed: &Observed<'_>) -> Cow<'static, str> {
    let words = Words { failure, observed };
    match failure.phase {
        _ if code != failure.code => words.diagnosis(code),
        Phase::Request => words.request(code),
        _ => words.response(code),
    }
}

struct Words<'a> {
    failure: &'a Failure,
    observed: &'a Observed<'a>,
}

impl Words<'_> {
    fn received(&self) -> Cow<'_, str> {
        self.failure.received.as_ref().map(ByteString::isomorphic_decode).unwrap_or_default()
    }

    fn expected(&self) -> Cow<'_, str> {
        self.failure.expected.as_ref().map(ByteString::isomorphic_decode).unwrap_or_default()
    }

    fn status(&self) -> u16 {
        self.observed.reply(self.failure.phase, self.failure.hop).map_or(0, |reply| reply.status)
    }

    fn host(&self) -> &str {
        self.observed.url(self.failure.hop).host_str().unwrap_or("the server")
    }

    /// "The preflight response" or "The response", with its place in a redirect chain.
    fn which(&self) -> Cow<'static, str> {
        let what = match self.failure.phase {
            Phase::Preflight => "The preflight response",
            Phase::Redirect => "The redirect response",
            Phase::Request | Phase::Response => "The response",
        };
        if self.failure.hop == 0 {
            what.into()
        } else {
            [what, " of ", self.observed.url(self.failure.hop).as_str()].concat().into()
        }
    }

    fn diagnosis(&self, code: CauseCode) -> Cow<'static, str> {
        let (status, which) = (self.status(), self.which());
        match code {
            CauseCode::ServerError => words!(
                "The server failed: {} has status {status}. Error answers often bypass the code that adds CORS headers, so the browser reports a missing Access-Control-Allow-Origin; look at the server's log first.{}",
                lower_first(&which),
                if (502..=504).contains(&status) { " With this status it is usually a proxy or gateway that answers." } else { "" }
            ),
            CauseCode::ErrorWithoutCorsHeaders => words!(
                "The server refused the request with status {status}, and its error answer has no Access-Control-Allow-Origin header, so the page cannot even see that status."
            ),
            CauseCode::RedirectToLogin if self.failure.phase == Phase::Preflight => {
                "The preflight is redirected to a login page: the server asks for a login before it answers OPTIONS, but a preflight never carries cookies or an Authorization header.".into()
            }
            CauseCode::RedirectToLogin => {
                "The request is redirected to a login page, which is meant for people and does not speak CORS: the session is missing or has expired.".into()
            }
            _ => self.preflight_status(code),
        }
    }

    fn preflight_status(&self, code: CauseCode) -> Cow<'static, str> {
        let status = self.status();
        match code {
            CauseCode::PreflightRedirect => words!(
                "The preflight is answered with a redirect ({status}), and a preflight may not be redirected. Request the final URL{}.",
                self.redirect_target()
            ),
            CauseCode::PreflightRequiresAuth => words!(
                "The server answers OPTIONS with status {status}: it asks for authentication, but a preflight never carries cookies or an Authorization header. OPTIONS must be answered before authentication."
            ),
            CauseCode::PreflightNotHandled => words!(
                "The server answers OPTIONS with status {status}: nothing handles OPTIONS at this URL, so the preflight fails."
            ),
            _ if status == 403 => "The server answers OPTIONS with status 403: its CORS filter, a firewall or a gateway refuses this origin, method or header, or OPTIONS as such.".into(),
            _ => words!("The preflight response has status {status}; only 200 to 299 will do."),
        }
    }

    fn redirect_target(&self) -> Cow<'static, str> {
        self.observed
            .redirect_target(self.failure.phase, self.failure.hop)
            .map_or(Cow::Borrowed(""), |url| words!(" ({url}) directly"))
    }

    fn request(&self, code: CauseCode) -> Cow<'static, str> {
        let (received, expected) = (self.received(), self.expected());
        match code {
            CauseCode::InvalidUrl => words!("\"{received}\" cannot be parsed as a URL."),
            CauseCode::UrlIncludesCredentials => {
                "The URL has a user name or password in it, and fetch() refuses such URLs; send an Authorization header instead.".into()
            }
            CauseCode::InvalidMethod => words!("\"{received}\" is not a valid HTTP method."),
            CauseCode::ForbiddenMethod => words!("The method {received} is forbidden to scripts."),
            CauseCode::NoCorsMethod => words!("mode \"no-cors\" allows only GET, HEAD and POST, not {received}."),
            CauseCode::NavigateMode => "mode \"navigate\" is only for the browser's own navigations.".into(),
            CauseCode::InvalidHeader => words!("\"{received}\" is not a valid header: its name must be a token, its value one line of bytes up to U+00FF."),
            CauseCode::BodyNotAllowed => words!("A {received} request cannot have a body."),
            CauseCode::OnlyIfCachedMode => "cache \"only-if-cached\" works only with mode \"same-origin\".".into(),
            CauseCode::InvalidReferrer => words!("The referrer \"{received}\" cannot be parsed as a URL."),
            CauseCode::KeepaliveStreamBody => "A request with keepalive cannot have a stream as its body.".into(),
            CauseCode::StreamBodyDuplex => "A stream body needs duplex: \"half\".".into(),
            CauseCode::StreamBodyMode => words!("A stream body needs mode \"cors\" or \"same-origin\", not \"{received}\"."),
            CauseCode::StreamBodyUnsupported => "This browser cannot send a ReadableStream as a request's body.".into(),
            CauseCode::KeepaliveLimit => self.keepalive_limit(),
            CauseCode::UnsupportedScheme => words!("{received} has a scheme that cannot be fetched."),
            CauseCode::InvalidDataUrl => "The data: URL is malformed.".into(),
            CauseCode::BlobNotAvailable => "The blob: URL belongs to another origin, or the method is not GET.".into(),
            CauseCode::BadPort => words!("Port {received} is blocked by browsers: it belongs to another protocol."),
            CauseCode::MixedContent => words!(
                "The page is secure and asks for an insecure resource: {received} is blocked as mixed content before anything is sent. This is not a CORS problem."
            ),
            CauseCode::SameOriginMode => words!("mode is \"same-origin\", but the URL's origin {received} is not the page's origin {expected}."),
            CauseCode::NoCorsRedirectMode => words!("mode \"no-cors\" to another origin needs redirect \"follow\", not \"{received}\"."),
            CauseCode::CorsScheme => words!("Cross-origin requests work only over http and https, not {received}:."),
            _ => self.response(code),
        }
    }

    fn keepalive_limit(&self) -> Cow<'static, str> {
        let what = if self.observed.question.scenario.request.initiator == Initiator::Beacon {
            "sendBeacon() returns false"
        } else {
            "a keepalive request fails"
        };
        words!("The body has {} bytes; above 64 KiB (65536) {what}.", self.received())
    }

    fn response(&self, code: CauseCode) -> Cow<'static, str> {
        let (received, which) = (self.received(), self.which());
        match code {
            CauseCode::ServerUnreachable => words!(
                "{} did not answer{}: DNS, TLS certificate, refused connection, or a block on the way. This is not a CORS problem.",
                self.host(),
                if self.failure.phase == Phase::Preflight { " the preflight" } else { "" }
            ),
            CauseCode::PreflightRedirect
            | CauseCode::PreflightStatus
            | CauseCode::PreflightRequiresAuth
            | CauseCode::PreflightNotHandled => self.preflight_status(code),
            CauseCode::MissingAllowOrigin => self.missing_allow_origin(),
            CauseCode::DuplicateAllowOrigin => words!(
                "{which} has more than one Access-Control-Allow-Origin header; together they read \"{received}\", which is no origin. Often an application and a proxy both add it."
            ),
            CauseCode::MultipleAllowOrigin => words!(
                "Access-Control-Allow-Origin is \"{received}\": the header takes one origin or *, never a list. The server must choose the one that the Origin header names."
            ),
            CauseCode::WildcardWithCredentials => words!(
                "{which} has Access-Control-Allow-Origin: *, but the request's credentials mode is include; then the header must name the origin {}.",
                self.expected()
            ),
            CauseCode::AllowOriginMismatch => self.allow_origin_mismatch(),
            CauseCode::MissingAllowCredentials => words!(
                "The request's credentials mode is include, and {} has no Access-Control-Allow-Credentials: true.",
                lower_first(&which)
            ),
            CauseCode::InvalidAllowCredentials => words!(
                "Access-Control-Allow-Credentials is \"{received}\"; it must be exactly true, in lower case and once."
            ),
            _ => self.lists_redirects_and_policies(code),
        }
    }

    fn missing_allow_origin(&self) -> Cow<'static, str> {
        let which = self.which();
        if let Some(tainted) = self.tainted() {
            return words!("{which} has no Access-Control-Allow-Origin header, and {tainted}");
        }
        let origin = self.observed.page_origin();
        let redirect = match self.failure.phase {
            Phase::Redirect => " A redirect needs the header too, before it is followed.",
            _ => "",
        };
        [
            &which,
            " has no Access-Control-Allow-Origin header, so the page's origin ",
            &origin,
            " may not read it.",
            redirect,
        ]
        .concat()
        .into()
    }

    /// Where a redirect has made the request's origin opaque.
    fn tainted(&self) -> Option<Cow<'static, str>> {
        let star = if self.observed.includes_credentials() { "" } else { "* or " };
        (self.expected() != self.observed.page_origin()).then(|| words!(
            "after a redirect from a foreign origin to another one the request's origin is \"null\": only {star}null would pass. Better request the final URL directly, or redirect within one origin."
        ))
    }

    fn allow_origin_mismatch(&self) -> Cow<'static, str> {
        let (received, expected) = (self.received(), self.expected());
        let page = self.observed.page_origin();
        if let Some(tainted) = self.tainted() {
            return words!("Access-Control-Allow-Origin is \"{received}\", but {tainted}");
        }
        let hint = origin_hint(&received, &expected);
        let why_null = if page == "null" { " (the page is sandboxed, or a file or data: URL)" } else { "" };
        words!(
            "Access-Control-Allow-Origin is \"{received}\", not the page's origin \"{expected}\"{why_null}: {}.",
            hint.words()
        )
    }

    fn lists_redirects_and_policies(&self, code: CauseCode) -> Cow<'static, str> {
        let (received, expected) = (self.received(), self.expected());
        match code {
            CauseCode::InvalidAllowMethods => words!("Access-Control-Allow-Methods is \"{received}\", which is not a comma-separated list of methods; the whole preflight fails."),
            CauseCode::InvalidAllowHeaders => words!("Access-Control-Allow-Headers is \"{received}\", which is not a comma-separated list of header names; the whole preflight fails."),
            CauseCode::MethodNotAllowed => self.method_not_allowed(),
            CauseCode::HeaderNotAllowed => self.not_listed("header"),
            CauseCode::AuthorizationNotListed => "Access-Control-Allow-Headers is *, and * does not cover Authorization: it must be listed by name. (Without credentials browsers still let it pass, with a warning; the standard does not.)".into(),
            CauseCode::RedirectModeError => words!("The server redirects (status {received}), and the request's redirect mode is \"error\"."),
            CauseCode::ConflictingHeaders => words!("The response has several {} headers with different values (\"{received}\"): the browser cannot know which one holds.", self.failure.header.unwrap_or_default()),
            CauseCode::UnexpectedProxyAuth => "The server answers with status 407, which only a proxy may; the browser throws the response away.".into(),
            CauseCode::OpaqueResponseBlocking => words!("The response has the type {received}, which no element can use; the browser keeps such data from pages of other origins."),
            CauseCode::InvalidLocation => words!("The redirect's Location \"{received}\" is not one valid URL."),
            CauseCode::RedirectScheme => words!("The redirect leads to a {received}: URL; a request may only be redirected to http or https."),
            CauseCode::TooManyRedirects => words!("There are more than {} redirects.", self.expected()),
            CauseCode::RedirectIncludesCredentials => words!("The redirect leads to {received}, which has a user name or password in it; across origins that is refused."),
            CauseCode::RedirectStreamBody => "The request's body is a stream, which cannot be sent a second time after the redirect.".into(),
            CauseCode::ResourcePolicy => words!("Cross-Origin-Resource-Policy is \"{received}\", which does not let {} embed it.", self.observed.page_origin()),
            CauseCode::EmbedderPolicy => words!(
                "The page's Cross-Origin-Embedder-Policy ({}) demands that the resource opts in by Cross-Origin-Resource-Policy or by CORS, and it does not.",
                self.observed.finished.client.embedder_policy
            ),
            CauseCode::Nosniff => words!("X-Content-Type-Options is nosniff, and the Content-Type \"{received}\" does not fit; expected {expected}."),
            CauseCode::MimeType => words!("The Content-Type \"{received}\" does not fit; expected {expected}."),
            CauseCode::NotOkStatus => words!("The status is {received}: a script or stylesheet is used only with a status from 200 to 299."),
            CauseCode::IntegrityOpaque => "Integrity metadata needs a response that the page may read: add crossorigin (or mode \"cors\"), and let the server allow it.".into(),
            CauseCode::IntegrityNoBody => "Integrity metadata needs a response with a body.".into(),
            CauseCode::IntegrityMismatch => words!("The body is not the one that the integrity metadata describes: its hash is {received}."),
            CauseCode::EventStreamType => words!("An EventSource needs status 200 and Content-Type text/event-stream; it got status {} and \"{received}\".", self.status()),
            _ => self.request_at_redirect(code),
        }
    }

    /// Gates of main fetch that close at a later hop.
    fn request_at_redirect(&self, code: CauseCode) -> Cow<'static, str> {
        let received = self.received();
        match code {
            CauseCode::BadPort => words!("The redirect leads to port {received}, which browsers block."),
            CauseCode::MixedContent => words!(
                "The redirect leads to {received}, an insecure resource of a secure page: blocked as mixed content."
            ),
            CauseCode::SameOriginMode => {
                words!("mode is \"same-origin\", and the redirect leads to another origin, {received}.")
            }
            CauseCode::NoCorsRedirectMode => "mode \"no-cors\" to another origin needs redirect \"follow\".".into(),
            CauseCode::KeepaliveLimit => self.keepalive_limit(),
            other => words!("The request fails: {other}."),
        }
    }

    fn method_not_allowed(&self) -> Cow<'static, str> {
        let (received, method) = (self.received(), self.expected());
        let upper = method.to_ascii_uppercase();
        if upper != method && is_listed(&received, &upper) {
            return words!(
                "The method {method} is not allowed: {upper} is listed, but browsers upper-case only DELETE, GET, HEAD, OPTIONS, POST and PUT, and the comparison is case-sensitive. Write method: \"{upper}\"."
            );
        }
        self.not_listed("method")
    }

    /// A method or request header that the preflight response does not list.
    fn not_listed(&self, what: &str) -> Cow<'static, str> {
        let (received, name) = (self.received(), self.expected());
        let header = self.failure.header.unwrap_or_default();
        let why: Cow<'_, str> = match &self.failure.received {
            None => words!("the preflight response has no {header} header"),
            Some(_) if received.is_empty() => words!("{header} is empty"),
            Some(_) if self.observed.includes_credentials() && is_listed(&received, "*") => {
                words!("with credentials mode include, * is only a {what} named *")
            }
            Some(_) => words!("{header} lists {received}"),
        };
        let kind = if what == "header" { "request " } else { "" };
        words!("The {kind}{what} {name} is not allowed: {why}.")
    }
}

/// Whether a comma-separated list has this item.
fn is_listed(list: &str, item: &str) -> bool {
    list.split(',').any(|one| one.trim() == item)
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_ascii_lowercase().to_string() + chars.as_str())
}
