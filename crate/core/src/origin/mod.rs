//! The origin of a URL, of a document, and how two of them compare.
//!
//! HTML: <https://html.spec.whatwg.org/multipage/browsers.html#origin>;
//! URL: <https://url.spec.whatwg.org/#origin>.

use std::fmt;

use url::{Host, Url};

pub mod compare;
pub mod document_domain;
pub mod public_suffix;
pub mod sandbox;
pub mod secure_context;
pub mod site;
mod tuple;

pub use compare::{OriginComparison, compare_origins};
pub use sandbox::{SandboxFlags, determine_the_origin};
pub use site::{Site, urls_same_site};
pub use tuple::{TupleOrigin, urls_same_origin};

use site::are_hosts_same_site;
use tuple::tuple_url;

/// An [opaque origin](https://html.spec.whatwg.org/multipage/browsers.html#concept-origin-opaque): nothing but an
/// identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpaqueOrigin(u64);

/// Mints opaque origins, each equal to itself only.
///
/// The caller owns it, so that a simulation gives the same result every time. Origins of two of these must not meet.
#[derive(Debug, Default)]
pub struct OpaqueOrigins {
    minted: u64,
}

impl OpaqueOrigins {
    /// No origin minted yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { minted: 0 }
    }

    /// A new opaque origin.
    pub const fn mint(&mut self) -> OpaqueOrigin {
        self.minted = self.minted.wrapping_add(1);
        OpaqueOrigin(self.minted)
    }
}

/// An [origin](https://html.spec.whatwg.org/multipage/browsers.html#concept-origin).
///
/// There is no `==`: the standard has several comparisons, and each use must say which it means.
#[derive(Clone, Debug)]
pub enum Origin {
    /// An identity without parts; serialized as `null`.
    Opaque(OpaqueOrigin),
    /// Scheme, host, port and domain.
    Tuple(TupleOrigin),
}

impl Origin {
    /// The [origin of a URL](https://url.spec.whatwg.org/#concept-url-origin).
    ///
    /// An opaque one is new every time. For a `blob:` URL this is the origin in its path: the blob URL store is not
    /// looked at.
    pub fn of_url(url: &Url, opaque: &mut OpaqueOrigins) -> Self {
        match tuple_url(url).and_then(|url| TupleOrigin::of(&url)) {
            Some(tuple) => Self::Tuple(tuple),
            None => Self::Opaque(opaque.mint()),
        }
    }

    /// The [serialization](https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin) of
    /// an origin, as in the `Origin` header.
    #[must_use]
    pub fn serialize(&self) -> String {
        match self {
            Self::Opaque(_) => "null".to_owned(),
            Self::Tuple(tuple) => tuple.serialize(),
        }
    }

    /// Whether this is an [opaque origin](https://html.spec.whatwg.org/multipage/browsers.html#concept-origin-opaque).
    #[must_use]
    pub const fn is_opaque(&self) -> bool {
        matches!(self, Self::Opaque(_))
    }

    /// The parts of a tuple origin.
    #[must_use]
    pub const fn as_tuple(&self) -> Option<&TupleOrigin> {
        match self {
            Self::Opaque(_) => None,
            Self::Tuple(tuple) => Some(tuple),
        }
    }

    /// The [effective domain](https://html.spec.whatwg.org/multipage/browsers.html#concept-origin-effective-domain).
    #[must_use]
    pub fn effective_domain(&self) -> Option<&Host<String>> {
        let tuple = self.as_tuple()?;
        Some(tuple.domain().unwrap_or(tuple.host()))
    }

    /// Sets the [domain](https://html.spec.whatwg.org/multipage/browsers.html#concept-origin-domain) of a tuple
    /// origin; [`document_domain::set_document_domain`] is the setter with its checks.
    pub fn set_domain(&mut self, domain: Host<String>) {
        if let Self::Tuple(tuple) = self {
            tuple.set_domain(domain);
        }
    }

    /// [Same origin](https://html.spec.whatwg.org/multipage/browsers.html#same-origin); ignores the domain.
    #[must_use]
    pub fn is_same_origin(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Opaque(a), Self::Opaque(b)) => a == b,
            (Self::Tuple(a), Self::Tuple(b)) => a.is_same_origin(b),
            _ => false,
        }
    }

    /// [Same origin-domain](https://html.spec.whatwg.org/multipage/browsers.html#same-origin-domain): who may touch
    /// whose document.
    #[must_use]
    pub fn is_same_origin_domain(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Opaque(a), Self::Opaque(b)) => a == b,
            (Self::Tuple(a), Self::Tuple(b)) => match (a.domain(), b.domain()) {
                (Some(domain_a), Some(domain_b)) => a.scheme() == b.scheme() && domain_a == domain_b,
                (None, None) => a.is_same_origin(b),
                _ => false,
            },
            _ => false,
        }
    }

    /// [Schemelessly same site](https://html.spec.whatwg.org/multipage/browsers.html#schemelessly-same-site).
    #[must_use]
    pub fn is_schemelessly_same_site(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Opaque(a), Self::Opaque(b)) => a == b,
            (Self::Tuple(a), Self::Tuple(b)) => are_hosts_same_site(&a.host_ref(), &b.host_ref()),
            _ => false,
        }
    }

    /// [Same site](https://html.spec.whatwg.org/multipage/browsers.html#same-site), with the scheme.
    #[must_use]
    pub fn is_same_site(&self, other: &Self) -> bool {
        let schemes_differ = matches!((self, other), (Self::Tuple(a), Self::Tuple(b)) if a.scheme() != b.scheme());
        !schemes_differ && self.is_schemelessly_same_site(other)
    }

    /// Whether this and the origin of a URL are
    /// [same origin](https://html.spec.whatwg.org/multipage/browsers.html#same-origin), without building the latter.
    #[must_use]
    pub fn is_same_origin_with_url(&self, url: &Url) -> bool {
        let Self::Tuple(tuple) = self else { return false };
        tuple_url(url).is_some_and(|url| tuple.is_of(&url))
    }

    /// Whether this and the origin of a URL are
    /// [same site](https://html.spec.whatwg.org/multipage/browsers.html#same-site), without building the latter.
    #[must_use]
    pub fn is_same_site_with_url(&self, url: &Url) -> bool {
        self.is_schemelessly_same_site_if(url, |tuple, url| tuple.scheme() == url.scheme())
    }

    /// Whether this and the origin of a URL are
    /// [schemelessly same site](https://html.spec.whatwg.org/multipage/browsers.html#schemelessly-same-site).
    #[must_use]
    pub fn is_schemelessly_same_site_with_url(&self, url: &Url) -> bool {
        self.is_schemelessly_same_site_if(url, |_, _| true)
    }

    fn is_schemelessly_same_site_if(&self, url: &Url, condition: fn(&TupleOrigin, &Url) -> bool) -> bool {
        let Self::Tuple(tuple) = self else { return false };
        let Some(url) = tuple_url(url) else { return false };
        condition(tuple, &url) && url.host().is_some_and(|host| are_hosts_same_site(&tuple.host_ref(), &host))
    }

    /// Whether this is a
    /// [potentially trustworthy origin](https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy).
    #[must_use]
    pub fn is_potentially_trustworthy(&self) -> bool {
        secure_context::is_origin_potentially_trustworthy(self)
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.serialize())
    }
}
