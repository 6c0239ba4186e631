//! Where each rule stands in the standards: the link that every decision, cause and fix carries.

use serde::Serialize;

/// An algorithm of a standard.
#[derive(Debug, PartialEq, Eq)]
pub struct Algorithm {
    /// Its name in the standard.
    pub name: &'static str,
    /// Its URL with anchor.
    pub url: &'static str,
}

/// One decision that an algorithm makes, named by what it decides: step numbers go stale.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// The algorithm that decides.
    pub algorithm: &'static Algorithm,
    /// What is decided, as a statement that holds or not.
    pub step: &'static str,
    /// The header that it reads or writes.
    pub header: Option<&'static str>,
}

/// The public form of a [`Rule`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Standard {
    /// The algorithm's name in its standard.
    pub algorithm: &'static str,
    /// What the step decides.
    pub step: &'static str,
    /// The algorithm's URL.
    pub url: &'static str,
}

impl Rule {
    /// A rule of `algorithm`.
    #[must_use]
    pub const fn new(algorithm: &'static Algorithm, step: &'static str) -> Self {
        Self { algorithm, step, header: None }
    }

    /// The rule, as one that reads or writes this header.
    #[must_use]
    pub const fn about(mut self, header: &'static str) -> Self {
        self.header = Some(header);
        self
    }

    /// The public form.
    #[must_use]
    pub const fn standard(&self) -> Standard {
        Standard { algorithm: self.algorithm.name, step: self.step, url: self.algorithm.url }
    }
}

macro_rules! algorithms {
    ($($NAME:ident = $name:literal, $url:literal;)+) => {
        $(#[doc = concat!("<", $url, ">")] pub const $NAME: Algorithm = Algorithm { name: $name, url: $url };)+
        /// Every algorithm that a trace can name.
        pub const ALGORITHMS: &[&Algorithm] = &[$(&$NAME),+];
    };
}

algorithms! {
    REQUEST_CONSTRUCTOR = "new Request(input, init)", "https://fetch.spec.whatwg.org/#dom-request";
    FETCH_METHOD = "fetch(input, init)", "https://fetch.spec.whatwg.org/#fetch-method";
    HEADERS_APPEND = "append to a Headers object", "https://fetch.spec.whatwg.org/#concept-headers-append";
    XHR_OPEN = "XMLHttpRequest open()", "https://xhr.spec.whatwg.org/#the-open()-method";
    XHR_SET_REQUEST_HEADER = "XMLHttpRequest setRequestHeader()", "https://xhr.spec.whatwg.org/#the-setrequestheader()-method";
    XHR_SEND = "XMLHttpRequest send()", "https://xhr.spec.whatwg.org/#the-send()-method";
    SEND_BEACON = "sendBeacon()", "https://w3c.github.io/beacon/#sendbeacon-method";
    EVENT_SOURCE = "EventSource", "https://html.spec.whatwg.org/multipage/server-sent-events.html#server-sent-events";
    POTENTIAL_CORS_REQUEST = "create a potential-CORS request", "https://html.spec.whatwg.org/multipage/urls-and-fetching.html#create-a-potential-cors-request";
    MODULE_SCRIPT = "fetch a single module script", "https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-single-module-script";
    ELEMENT_RESOURCE = "fetch a script or a linked resource", "https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-classic-script";
    LINKED_STYLESHEET = "process a linked stylesheet", "https://html.spec.whatwg.org/multipage/links.html#link-type-stylesheet";
    FONT_FETCH = "fetch a font", "https://drafts.csswg.org/css-fonts/#font-fetching-requirements";
    FORM_SUBMISSION = "form submission algorithm", "https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#form-submission-algorithm";
    NAVIGATION = "create navigation params by fetching", "https://html.spec.whatwg.org/multipage/browsing-the-web.html#create-navigation-params-by-fetching";
    MAIN_FETCH = "main fetch", "https://fetch.spec.whatwg.org/#concept-main-fetch";
    BAD_PORT = "block bad port", "https://fetch.spec.whatwg.org/#block-bad-port";
    UPGRADE_INSECURE = "upgrade request to a potentially trustworthy URL", "https://www.w3.org/TR/upgrade-insecure-requests/#upgrade-request";
    MIXED_CONTENT_UPGRADE = "upgrade a mixed content request", "https://www.w3.org/TR/mixed-content/#upgrade-algorithm";
    MIXED_CONTENT_BLOCK = "should fetching request be blocked as mixed content", "https://www.w3.org/TR/mixed-content/#should-block-fetch";
    DETERMINE_REFERRER = "determine request's referrer", "https://www.w3.org/TR/referrer-policy/#determine-requests-referrer";
    SCHEME_FETCH = "scheme fetch", "https://fetch.spec.whatwg.org/#concept-scheme-fetch";
    HTTP_FETCH = "HTTP fetch", "https://fetch.spec.whatwg.org/#concept-http-fetch";
    REDIRECT_FETCH = "HTTP-redirect fetch", "https://fetch.spec.whatwg.org/#concept-http-redirect-fetch";
    LOCATION_URL = "location URL", "https://fetch.spec.whatwg.org/#concept-response-location-url";
    REDIRECT_TAINT = "redirect-taint", "https://fetch.spec.whatwg.org/#concept-request-tainted-origin";
    NETWORK_OR_CACHE = "HTTP-network-or-cache fetch", "https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch";
    NETWORK_FETCH = "HTTP-network fetch", "https://fetch.spec.whatwg.org/#concept-http-network-fetch";
    ORIGIN_HEADER = "append a request `Origin` header", "https://fetch.spec.whatwg.org/#append-a-request-origin-header";
    FETCH_METADATA = "append the Fetch metadata headers", "https://w3c.github.io/webappsec-fetch-metadata/#abstract-opdef-append-the-fetch-metadata-headers-for-a-request";
    COOKIE_HEADER = "append a request `Cookie` header", "https://fetch.spec.whatwg.org/#append-a-request-cookie-header";
    COEP_CREDENTIALS = "Cross-Origin-Embedder-Policy allows credentials", "https://fetch.spec.whatwg.org/#cross-origin-embedder-policy-allows-credentials";
    PREFLIGHT_FETCH = "CORS-preflight fetch", "https://fetch.spec.whatwg.org/#cors-preflight-fetch-0";
    PREFLIGHT_CACHE = "CORS-preflight cache", "https://fetch.spec.whatwg.org/#concept-cache";
    CORS_CHECK = "CORS check", "https://fetch.spec.whatwg.org/#concept-cors-check";
    TAO_CHECK = "TAO check", "https://fetch.spec.whatwg.org/#concept-tao-check";
    CORP_CHECK = "cross-origin resource policy check", "https://fetch.spec.whatwg.org/#cross-origin-resource-policy-check";
    FILTERED_RESPONSE = "filtered response", "https://fetch.spec.whatwg.org/#concept-filtered-response";
    NOSNIFF = "should response to request be blocked due to nosniff?", "https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-nosniff?";
    MIME_TYPE = "should response to request be blocked due to its MIME type?", "https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-mime-type?";
    INTEGRITY = "do bytes match metadataList?", "https://w3c.github.io/webappsec-subresource-integrity/#does-response-match-metadatalist";
}

#[cfg(test)]
mod tests {
    use super::ALGORITHMS;

    #[test]
    fn every_algorithm_has_a_name_of_its_own_and_an_anchor() {
        let mut names: Vec<_> = ALGORITHMS.iter().map(|algorithm| algorithm.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ALGORITHMS.len());
        assert!(
            ALGORITHMS.iter().all(|algorithm| algorithm.url.starts_with("https://") && algorithm.url.contains('#'))
        );
    }
}
