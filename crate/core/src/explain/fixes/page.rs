//! What the page, or the network between, has to change where no server's header would help.

use super::Fixer;
use crate::explain::codes::CauseCode;
use crate::verdict::{Fix, FixTarget, Party};

pub(super) const IN_HEADER: &str =
    "fetch() takes no URL with credentials; the header needs a preflight that allows it.";

impl Fixer<'_> {
    pub(super) fn client_or_network(&self) -> Fix {
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
