//! [Requests](https://fetch.spec.whatwg.org/#concept-request).

use url::Url;

use super::client::Client;
use super::enums::{
    CacheMode, CredentialsMode, Destination, Initiator, Mode, RedirectMode, RedirectTaint, ReferrerPolicy,
    ResponseTainting,
};
use crate::bytes::ByteString;
use crate::http::HeaderList;
use crate::origin::{Origin, urls_same_origin, urls_same_site};
use crate::scenario::Body;

/// [Referrer](https://fetch.spec.whatwg.org/#concept-request-referrer).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Referrer {
    /// No referrer.
    NoReferrer,
    /// The client's URL.
    Client,
    /// A URL of the client's origin.
    Url(Url),
}

/// A request, with the fields of the standard that decide anything here.
#[derive(Clone, Debug)]
pub struct Request {
    /// Method.
    pub method: ByteString,
    /// Header list.
    pub headers: HeaderList,
    /// Unsafe-request flag: a script chose method and headers.
    pub unsafe_request: bool,
    /// Body.
    pub body: Option<Body>,
    /// Keepalive.
    pub keepalive: bool,
    /// What made it; decides the destination.
    pub initiator: Initiator,
    /// Destination.
    pub destination: Destination,
    /// Mode.
    pub mode: Mode,
    /// Use-CORS-preflight flag.
    pub use_cors_preflight: bool,
    /// Credentials mode.
    pub credentials_mode: CredentialsMode,
    /// Cache mode.
    pub cache_mode: CacheMode,
    /// Redirect mode.
    pub redirect_mode: RedirectMode,
    /// Integrity metadata.
    pub integrity: String,
    /// Referrer.
    pub referrer: Referrer,
    /// Referrer policy.
    pub referrer_policy: ReferrerPolicy,
    /// User-activation flag.
    pub user_activation: bool,
    /// Redirect count.
    pub redirect_count: usize,
    /// Response tainting.
    pub response_tainting: ResponseTainting,
    /// Timing allow failed flag.
    pub timing_allow_failed: bool,
    earlier_urls: Vec<Url>,
    current_url: Url,
    taint: RedirectTaint,
    taint_before: RedirectTaint,
}

impl Request {
    /// A request with the standard's defaults.
    #[must_use]
    pub fn new(url: Url, initiator: Initiator) -> Self {
        Self {
            method: ByteString::from_static("GET"),
            headers: HeaderList::new(),
            unsafe_request: false,
            body: None,
            keepalive: false,
            initiator,
            destination: initiator.destination(),
            mode: Mode::NoCors,
            use_cors_preflight: false,
            credentials_mode: CredentialsMode::SameOrigin,
            cache_mode: CacheMode::Default,
            redirect_mode: RedirectMode::Follow,
            integrity: String::new(),
            referrer: Referrer::Client,
            referrer_policy: ReferrerPolicy::Empty,
            user_activation: false,
            redirect_count: 0,
            response_tainting: ResponseTainting::Basic,
            timing_allow_failed: false,
            earlier_urls: Vec::new(),
            current_url: url,
            taint: RedirectTaint::SameOrigin,
            taint_before: RedirectTaint::SameOrigin,
        }
    }

    /// [Current URL](https://fetch.spec.whatwg.org/#concept-request-current-url): the last of the URL list.
    #[must_use]
    pub fn current_url(&self) -> &Url {
        &self.current_url
    }

    /// [URL list](https://fetch.spec.whatwg.org/#concept-request-url-list).
    pub fn url_list(&self) -> impl DoubleEndedIterator<Item = &Url> {
        self.earlier_urls.iter().chain(std::iter::once(&self.current_url))
    }

    /// Whether it was redirected.
    #[must_use]
    pub fn is_redirected(&self) -> bool {
        !self.earlier_urls.is_empty()
    }

    /// Appends to the URL list.
    pub(crate) fn redirect_to(&mut self, location: Url, client: &Client) {
        let left = std::mem::replace(&mut self.current_url, location);
        self.taint_before = self.taint;
        self.taint = hop_taint(self.taint, &left, &self.current_url, &client.origin);
        self.earlier_urls.push(left);
    }

    /// Judges the last redirect anew, as one from `left` to `url`.
    pub(crate) fn taint_as(&mut self, left: &Url, url: &Url, client: &Client) {
        self.taint = hop_taint(self.taint_before, left, url, &client.origin);
    }

    /// Rewrites the current URL in place, as if nobody noticed.
    pub(crate) fn replace_current_url(&mut self, url: Url) {
        self.current_url = url;
    }

    /// Rewrites the current URL in place, as an upgrade to https does, and its redirect-taint with it.
    pub(crate) fn set_current_url(&mut self, url: Url, client: &Client) {
        self.current_url = url;
        self.taint = redirect_taint(self.url_list(), &client.origin);
    }

    /// [Redirect-taint](https://fetch.spec.whatwg.org/#concept-request-tainted-origin), kept up to date hop by hop.
    #[must_use]
    pub const fn redirect_taint(&self) -> RedirectTaint {
        self.taint
    }

    /// [Byte-serialize the request origin](https://fetch.spec.whatwg.org/#byte-serializing-a-request-origin).
    #[must_use]
    pub fn serialized_origin(&self, client: &Client) -> ByteString {
        if self.taint == RedirectTaint::SameOrigin {
            client.serialized_origin.clone()
        } else {
            ByteString::from_static("null")
        }
    }

    /// Whether it is a [navigation request](https://fetch.spec.whatwg.org/#navigation-request).
    #[must_use]
    pub const fn is_navigation(&self) -> bool {
        matches!(self.destination, Destination::Document | Destination::Iframe)
    }

    /// [Script-like](https://fetch.spec.whatwg.org/#request-destination-script-like).
    #[must_use]
    pub const fn is_script_like(&self) -> bool {
        matches!(self.destination, Destination::Script)
    }
}

/// The [redirect-taint](https://fetch.spec.whatwg.org/#concept-request-tainted-origin) of a URL list.
pub fn redirect_taint<'a>(url_list: impl Iterator<Item = &'a Url>, origin: &Origin) -> RedirectTaint {
    let mut taint = RedirectTaint::SameOrigin;
    let mut last: Option<&Url> = None;
    for url in url_list {
        if let Some(left) = last {
            taint = hop_taint(taint, left, url, origin);
        }
        last = Some(url);
    }
    taint
}

/// One turn of that algorithm's loop: a hop that leaves a foreign origin towards another one taints.
fn hop_taint(taint: RedirectTaint, left: &Url, url: &Url, origin: &Origin) -> RedirectTaint {
    if taint == RedirectTaint::CrossSite || urls_same_origin(url, left) {
        return taint;
    }
    if !urls_same_site(url, left) && !origin.is_same_site_with_url(left) {
        return RedirectTaint::CrossSite;
    }
    if origin.is_same_origin_with_url(left) { taint } else { RedirectTaint::SameSite }
}

impl Initiator {
    /// The [destination](https://fetch.spec.whatwg.org/#concept-request-destination) that its specification sets.
    #[must_use]
    pub const fn destination(self) -> Destination {
        match self {
            Self::Fetch | Self::Xhr | Self::EventSource | Self::Beacon => Destination::Empty,
            Self::Img => Destination::Image,
            Self::Audio => Destination::Audio,
            Self::Video => Destination::Video,
            Self::Script | Self::Module => Destination::Script,
            Self::Stylesheet => Destination::Style,
            Self::Font => Destination::Font,
            Self::Form | Self::Navigation => Destination::Document,
            Self::Iframe => Destination::Iframe,
        }
    }

    /// Whether it loads a document rather than a resource.
    #[must_use]
    pub const fn navigates(self) -> bool {
        matches!(self, Self::Form | Self::Navigation | Self::Iframe)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::origin::OpaqueOrigins;

    const A: &str = "https://a.test/";
    const A2: &str = "https://x.a.test/";
    const AH: &str = "http://a.test/";
    const B: &str = "https://b.test/";
    const B2: &str = "https://y.b.test/";
    const C: &str = "https://c.test/";

    fn taints(list: &[&str]) -> (&'static str, &'static str) {
        let urls: Vec<Url> = list.iter().map(|url| Url::parse(url).unwrap()).collect();
        let mut opaque = OpaqueOrigins::new();
        let tuple = Origin::of_url(&Url::parse(A).unwrap(), &mut opaque);
        let sandboxed = Origin::Opaque(opaque.mint());
        (redirect_taint(urls.iter(), &tuple).as_str(), redirect_taint(urls.iter(), &sandboxed).as_str())
    }

    /// The vectors of the standard's algorithm, worked out by hand: (URL list, requester A, opaque requester).
    #[test]
    fn redirect_taint_by_url_list() {
        let vectors: &[(&[&str], &str, &str)] = &[
            (&[A], "same-origin", "same-origin"),
            (&[B], "same-origin", "same-origin"),
            (&[B, B], "same-origin", "same-origin"),
            (&[A2, A2], "same-origin", "same-origin"),
            (&[A, B], "same-origin", "cross-site"),
            (&[A, AH], "same-origin", "cross-site"),
            (&[AH, A], "cross-site", "cross-site"),
            (&[B, A], "cross-site", "cross-site"),
            (&[A, B, A], "cross-site", "cross-site"),
            (&[A, B, C], "cross-site", "cross-site"),
            (&[B2, B, A], "cross-site", "cross-site"),
            (&[B, B2], "same-site", "same-site"),
            (&[A2, A], "same-site", "same-site"),
            (&[A, A2, A], "same-site", "same-site"),
            (&[A2, C], "same-site", "cross-site"),
            (&[A, A2, C], "same-site", "cross-site"),
        ];
        for (list, tuple, opaque) in vectors {
            assert_eq!(taints(list), (*tuple, *opaque), "{list:?}");
        }
    }
}
