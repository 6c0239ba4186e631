//! Tuple origins, owned and as they lie in a URL.
//!
//! HTML: <https://html.spec.whatwg.org/multipage/browsers.html#concept-origin-tuple>

use std::borrow::Cow;

use url::{Host, Url};

/// A [tuple origin](https://html.spec.whatwg.org/multipage/browsers.html#concept-origin-tuple).
#[derive(Clone, Debug)]
pub struct TupleOrigin {
    scheme: &'static str,
    host: Host<String>,
    port: Option<u16>,
    domain: Option<Host<String>>,
}

impl TupleOrigin {
    /// The tuple of a URL that [`tuple_url`] returned.
    pub(super) fn of(url: &Url) -> Option<Self> {
        let host = url.host()?.to_owned();
        Some(Self { scheme: tuple_scheme(url.scheme())?, host, port: url.port(), domain: None })
    }

    /// The [scheme](https://html.spec.whatwg.org/multipage/browsers.html#concept-origin-scheme), without a colon.
    #[must_use]
    pub const fn scheme(&self) -> &'static str {
        self.scheme
    }

    /// The [host](https://html.spec.whatwg.org/multipage/browsers.html#concept-origin-host).
    #[must_use]
    pub const fn host(&self) -> &Host<String> {
        &self.host
    }

    /// The [port](https://html.spec.whatwg.org/multipage/browsers.html#concept-origin-port); `None` is the scheme's
    /// default.
    #[must_use]
    pub const fn port(&self) -> Option<u16> {
        self.port
    }

    /// The [domain](https://html.spec.whatwg.org/multipage/browsers.html#concept-origin-domain) that a script chose
    /// through `document.domain`.
    #[must_use]
    pub const fn domain(&self) -> Option<&Host<String>> {
        self.domain.as_ref()
    }

    pub(super) fn set_domain(&mut self, domain: Host<String>) {
        self.domain = Some(domain);
    }

    /// Scheme, host and port as text.
    pub(super) fn serialize(&self) -> String {
        let mut text = String::with_capacity(40);
        text.push_str(self.scheme);
        text.push_str("://");
        match &self.host {
            Host::Domain(domain) => text.push_str(domain),
            address => text.push_str(&address.to_string()),
        }
        if let Some(port) = self.port {
            text.push(':');
            text.push_str(&port.to_string());
        }
        text
    }

    /// The host, borrowed.
    pub(crate) fn host_ref(&self) -> Host<&str> {
        borrow(&self.host)
    }

    /// Whether scheme, host and port are identical.
    pub(super) fn is_same_origin(&self, other: &Self) -> bool {
        self.scheme == other.scheme && self.host == other.host && self.port == other.port
    }

    /// Whether scheme, host and port are those of a URL that [`tuple_url`] returned.
    pub(super) fn is_of(&self, url: &Url) -> bool {
        self.scheme == url.scheme() && self.port == url.port() && url.host() == Some(self.host_ref())
    }
}

/// A host that borrows its domain.
pub(super) fn borrow(host: &Host<String>) -> Host<&str> {
    match host {
        Host::Domain(domain) => Host::Domain(domain),
        Host::Ipv4(address) => Host::Ipv4(*address),
        Host::Ipv6(address) => Host::Ipv6(*address),
    }
}

/// The schemes whose URLs have a tuple [origin](https://url.spec.whatwg.org/#concept-url-origin).
fn tuple_scheme(scheme: &str) -> Option<&'static str> {
    ["https", "http", "wss", "ws", "ftp"].into_iter().find(|known| *known == scheme)
}

/// The URL whose scheme, host and port are the [origin](https://url.spec.whatwg.org/#concept-url-origin) of `url`:
/// itself, or the one in the path of a `blob:` URL. `None` when the origin is opaque.
///
/// The standard leaves `file:` to the implementation and advises an opaque origin; so do browsers, for scripts.
pub(super) fn tuple_url(url: &Url) -> Option<Cow<'_, Url>> {
    if tuple_scheme(url.scheme()).is_some() {
        return Some(Cow::Borrowed(url));
    }
    if url.scheme() != "blob" {
        return None;
    }
    let inner = Url::parse(url.path()).ok()?;
    matches!(inner.scheme(), "http" | "https").then_some(Cow::Owned(inner))
}

/// Whether two URLs have the [same origin](https://html.spec.whatwg.org/multipage/browsers.html#same-origin), without
/// building the origins.
///
/// False for a URL with an opaque origin, even compared with itself: it gets a new one each time.
#[must_use]
pub fn urls_same_origin(a: &Url, b: &Url) -> bool {
    let (Some(a), Some(b)) = (tuple_url(a), tuple_url(b)) else { return false };
    a.scheme() == b.scheme() && a.port() == b.port() && a.host() == b.host()
}
