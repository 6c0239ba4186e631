//! Sites: wider than origins, and not origins.
//!
//! HTML: <https://html.spec.whatwg.org/multipage/browsers.html#sites>

use std::fmt;

use url::{Host, Url};

use super::public_suffix::{have_same_registrable_domain, registrable_domain};
use super::tuple::tuple_url;
use super::{OpaqueOrigin, Origin};

/// A [site](https://html.spec.whatwg.org/multipage/browsers.html#site): an opaque origin, or a scheme and a host.
///
/// Its serialization looks like an origin's, which is why it has a type of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Site {
    /// An opaque origin is its own site.
    Opaque(OpaqueOrigin),
    /// A [scheme-and-host](https://html.spec.whatwg.org/multipage/browsers.html#scheme-and-host).
    SchemeAndHost {
        /// The origin's scheme.
        scheme: &'static str,
        /// The registrable domain of the origin's host or, for want of one, the host.
        host: Host<String>,
    },
}

impl Site {
    /// [Obtain a site](https://html.spec.whatwg.org/multipage/browsers.html#obtain-a-site) from an origin.
    #[must_use]
    pub fn obtain(origin: &Origin) -> Self {
        match origin {
            Origin::Opaque(opaque) => Self::Opaque(*opaque),
            Origin::Tuple(tuple) => {
                let host = tuple.host_ref();
                let host = registrable_domain(&host).map_or_else(|| host.to_owned(), |name| Host::Domain(name.into()));
                Self::SchemeAndHost { scheme: tuple.scheme(), host }
            }
        }
    }

    /// The [serialization](https://html.spec.whatwg.org/multipage/browsers.html#serialization-of-a-site) of a site.
    #[must_use]
    pub fn serialize(&self) -> String {
        self.to_string()
    }
}

impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Opaque(_) => f.write_str("null"),
            Self::SchemeAndHost { scheme, host } => write!(f, "{scheme}://{host}"),
        }
    }
}

/// Whether two hosts of tuple origins are
/// [schemelessly same site](https://html.spec.whatwg.org/multipage/browsers.html#schemelessly-same-site).
///
/// Also what "same site" asks of the hosts: a public suffix is never the registrable domain of another host, so
/// comparing sites by their host part gives the same answer.
pub(super) fn are_hosts_same_site(a: &Host<&str>, b: &Host<&str>) -> bool {
    let (Host::Domain(domain_a), Host::Domain(domain_b)) = (a, b) else { return a == b };
    if domain_a == domain_b {
        return true;
    }
    // Equal registrable domains have equal last labels: this spares most look-ups in the list.
    if last_label(domain_a) != last_label(domain_b) {
        return false;
    }
    have_same_registrable_domain(domain_a, domain_b)
}

/// The last label of a domain, with its trailing dot.
fn last_label(domain: &str) -> &str {
    let name = domain.strip_suffix('.').unwrap_or(domain);
    name.rfind('.').and_then(|dot| domain.get(dot..)).unwrap_or(domain)
}

/// Whether the origins of two URLs are [same site](https://html.spec.whatwg.org/multipage/browsers.html#same-site),
/// without building them.
#[must_use]
pub fn urls_same_site(a: &Url, b: &Url) -> bool {
    let (Some(a), Some(b)) = (tuple_url(a), tuple_url(b)) else { return false };
    let (Some(host_a), Some(host_b)) = (a.host(), b.host()) else { return false };
    a.scheme() == b.scheme() && are_hosts_same_site(&host_a, &host_b)
}
