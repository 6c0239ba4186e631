//! Warnings about `Access-Control-Allow-Origin` and what goes with it.

use super::{CACHES, CREDENTIALS, Notes, SYNTAX, varies_by_origin};
use crate::bytes::isomorphic_decode;
use crate::explain::codes::WarningCode;
use crate::explain::origin_hint::{OriginHint, origin_hint};
use crate::http::HeaderList;
use crate::origin::secure_context::is_url_potentially_trustworthy;
use crate::verdict::{Exchange, Severity};

const NAME: &str = "Access-Control-Allow-Origin";

impl Notes<'_> {
    pub(super) fn allow_origin(&mut self, exchange: &Exchange, headers: &HeaderList) {
        let Some(value) = headers.get(NAME) else { return };
        // Where no such Origin was sent, the value does not come from the request.
        let is_reflected = exchange.request.headers.iter().any(|(name, sent)| *name == "Origin" && **sent == *value);
        let credentials = headers.get("Access-Control-Allow-Credentials").is_some_and(|value| *value == *b"true");
        if headers.values(NAME).nth(1).is_some() {
            self.about(WarningCode::DuplicateAllowOrigin, Severity::Fragile, SYNTAX, &value, "There is more than one Access-Control-Allow-Origin header. Find out which of application, framework and proxy adds it, and leave it to one.");
        } else if value.contains(&b',') || value.contains(&b' ') {
            self.about(WarningCode::MultipleOrigins, Severity::Fragile, SYNTAX, &value, "Access-Control-Allow-Origin takes one origin. Keep a list on the server, and answer with the entry that equals the request's Origin.");
        } else if *value == *b"*" {
            self.wildcard(&value, credentials);
        } else if *value == *b"null" {
            self.about(WarningCode::NullOrigin, Severity::Danger, SYNTAX, &value, "The origin null is shared by every sandboxed frame and data: URL of every site: whoever wants to can have it. Do not allow it.");
            self.vary(headers, &value, is_reflected);
        } else {
            self.one_origin(headers, &value, credentials, is_reflected);
        }
    }

    fn about(&mut self, code: WarningCode, severity: Severity, url: &'static str, value: &[u8], message: &'static str) {
        self.add_about(code, severity, url, Some((NAME.into(), Some(value))), message.into());
    }

    fn wildcard(&mut self, value: &[u8], credentials: bool) {
        if credentials {
            self.about(WarningCode::WildcardWithCredentials, Severity::Useless, CREDENTIALS, value, "* together with Access-Control-Allow-Credentials: true allows nothing: browsers refuse it for every request with credentials. Do not \"repair\" it by echoing any origin.");
        }
    }

    fn one_origin(&mut self, headers: &HeaderList, value: &[u8], credentials: bool, is_reflected: bool) {
        let page = self.observed.page_origin();
        let decoded = isomorphic_decode(value);
        if decoded == page {
            if credentials && is_reflected {
                self.about(WarningCode::ReflectedOriginWithCredentials, Severity::Danger, CREDENTIALS, value, "The response names this very origin and allows credentials. That is right if the server looked it up in a list of its own; if it echoes whatever Origin it is sent, every site can read the user's data.");
            }
            self.vary(headers, value, is_reflected);
            self.insecure_origin(value);
            return;
        }
        // Seen from another origin the value may be quite right, so only slips of writing are told: those that show
        // beside the page's origin, or whatever that is.
        let own = || url::Url::parse(&decoded).ok().map(|url| url.origin().ascii_serialization());
        if let Some((code, message)) = slip(&decoded, &page).or_else(|| slip(&decoded, &own()?)) {
            self.about(code, Severity::Useless, SYNTAX, value, message);
        }
        self.insecure_origin(value);
    }

    fn vary(&mut self, headers: &HeaderList, value: &[u8], is_reflected: bool) {
        if is_reflected && !varies_by_origin(headers) {
            self.about(WarningCode::MissingVaryOrigin, Severity::Fragile, CACHES, value, "This is the request's own Origin. A server that picks the value by it must send Vary: Origin too, or a cache can give one origin's answer to another. A fixed value needs no Vary.");
        }
    }

    fn insecure_origin(&mut self, value: &[u8]) {
        let secure_api = self.observed.url(self.hop).scheme() == "https";
        if secure_api && value.starts_with(b"http://") && is_untrustworthy_origin(&isomorphic_decode(value)) {
            self.about(WarningCode::InsecureOrigin, Severity::Danger, SYNTAX, value, "An http origin may read this https API: whoever sits in the network can change that page and read the data. Allow the https origin only.");
        }
    }
}

/// A slip of writing in a value that was meant to be `origin`.
fn slip(value: &str, origin: &str) -> Option<(WarningCode, &'static str)> {
    Some(match origin_hint(value, origin) {
        OriginHint::WildcardPattern => (
            WarningCode::WildcardSubdomain,
            "* is only a wildcard by itself: this value is compared as it stands and matches no origin. Match the pattern on the server, anchored at both ends, and answer with the origin.",
        ),
        OriginHint::UpperCase if value != origin => {
            (WarningCode::OriginUpperCase, "Origins are lower-case; this value never matches.")
        }
        OriginHint::TrailingSlash => {
            (WarningCode::OriginTrailingSlash, "An origin has no trailing slash and no path; this value never matches.")
        }
        OriginHint::DefaultPort => (
            WarningCode::OriginDefaultPort,
            "An origin never names its scheme's default port; this value never matches.",
        ),
        _ => return None,
    })
}

/// Whether `value` is an origin, as browsers write it, that anybody in the network could pose as.
fn is_untrustworthy_origin(value: &str) -> bool {
    let Ok(url) = url::Url::parse(value) else { return false };
    url.origin().ascii_serialization() == value && !is_url_potentially_trustworthy(&url)
}
