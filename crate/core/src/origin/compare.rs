//! Two URLs side by side: are they same origin, same site, and why?
//!
//! HTML: <https://html.spec.whatwg.org/multipage/browsers.html#same-origin>,
//! <https://html.spec.whatwg.org/multipage/browsers.html#same-site>

use std::fmt;

use serde::Serialize;
use url::Url;

use super::public_suffix::{PublicSuffix, Section, public_suffix, registrable_domain};
use super::tuple::{TupleOrigin, tuple_url};
use super::{OpaqueOrigins, Origin, Site};

mod because;
mod pieces;

pub use because::{OriginReason, OriginReasonCode};
pub use pieces::{UrlPart, UrlPiece, UrlRewrite};

/// A document whose origin is compared.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// Its URL.
    pub url: &'a str,
    /// Whether it is sandboxed without `allow-same-origin`: its origin is opaque.
    pub sandboxed: bool,
}

/// One of the two URLs that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The first.
    A,
    /// The second.
    B,
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::A => "a",
            Self::B => "b",
        })
    }
}

/// A string that [URL parsing](https://url.spec.whatwg.org/#concept-url-parser) refuses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct InvalidUrl {
    /// Which argument.
    pub which: Side,
    /// What it was.
    pub value: String,
    /// What is wrong with it.
    pub message: String,
}

impl fmt::Display for InvalidUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: \"{}\" is not an absolute URL: {}", self.which, self.value, self.message)
    }
}

impl std::error::Error for InvalidUrl {}

/// How the [origins](https://url.spec.whatwg.org/#concept-url-origin) of two URLs compare.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct OriginComparison {
    /// [Same origin](https://html.spec.whatwg.org/multipage/browsers.html#same-origin).
    pub same_origin: bool,
    /// [Same site](https://html.spec.whatwg.org/multipage/browsers.html#same-site): with the scheme.
    pub same_site: bool,
    /// [Schemelessly same site](https://html.spec.whatwg.org/multipage/browsers.html#schemelessly-same-site).
    pub schemelessly_same_site: bool,
    /// The first URL's origin.
    pub a: OriginFacts,
    /// The second URL's origin.
    pub b: OriginFacts,
    /// Part by part; null when one of them is opaque and has no parts.
    pub parts: Option<OriginParts>,
    /// What both documents could set `document.domain` to, to become
    /// [same origin-domain](https://html.spec.whatwg.org/multipage/browsers.html#same-origin-domain) where a browser
    /// still lets them; null: nothing would do.
    pub document_domain: Option<String>,
    /// What decided, in plain words.
    pub because: Vec<OriginReason>,
}

/// An [origin](https://html.spec.whatwg.org/multipage/browsers.html#concept-origin) and what follows from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct OriginFacts {
    /// The [serialization](https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin).
    pub origin: String,
    /// Whether the origin is opaque: serialized as `null`.
    pub opaque: bool,
    /// The [site's serialization](https://html.spec.whatwg.org/multipage/browsers.html#serialization-of-a-site).
    pub site: String,
    /// The [registrable domain](https://url.spec.whatwg.org/#host-registrable-domain) of the host.
    pub registrable_domain: Option<String>,
    /// The [public suffix](https://url.spec.whatwg.org/#host-public-suffix) of the host.
    pub public_suffix: Option<String>,
    /// Where the public suffix is listed; null when no rule is about it.
    pub public_suffix_section: Option<Section>,
    /// Whether the URL is
    /// [potentially trustworthy](https://w3c.github.io/webappsec-secure-contexts/#is-url-trustworthy).
    pub potentially_trustworthy: bool,
    /// The URL as it was parsed, piece by piece, and what parsing changed.
    pub pieces: Vec<UrlPiece>,
}

/// The parts of two tuple origins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct OriginParts {
    /// The [schemes](https://html.spec.whatwg.org/multipage/browsers.html#concept-origin-scheme).
    pub scheme: ComparedText,
    /// The [hosts](https://html.spec.whatwg.org/multipage/browsers.html#concept-origin-host), serialized.
    pub host: ComparedText,
    /// The [ports](https://html.spec.whatwg.org/multipage/browsers.html#concept-origin-port).
    pub port: ComparedPort,
}

/// A scheme or a host of two origins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ComparedText {
    /// The first origin's.
    pub a: String,
    /// The second origin's.
    pub b: String,
    /// Whether they are identical.
    pub equal: bool,
}

/// The port of two origins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ComparedPort {
    /// The first origin's.
    pub a: EffectivePort,
    /// The second origin's.
    pub b: EffectivePort,
    /// Whether the port numbers are identical.
    pub equal: bool,
}

/// The port that a connection would use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct EffectivePort {
    /// The number.
    pub number: u16,
    /// Whether it is the scheme's [default port](https://url.spec.whatwg.org/#default-port), which an origin leaves
    /// out.
    pub is_default: bool,
}

/// Compares the origins of two URLs, or of two serialized origins.
pub fn compare_origins(a: &str, b: &str) -> Result<OriginComparison, InvalidUrl> {
    compare_documents(Document { url: a, sandboxed: false }, Document { url: b, sandboxed: false })
}

/// Compares the origins of two documents.
pub fn compare_documents(a: Document<'_>, b: Document<'_>) -> Result<OriginComparison, InvalidUrl> {
    let (url_a, url_b) = (parse(Side::A, a.url)?, parse(Side::B, b.url)?);
    let mut opaque = OpaqueOrigins::new();
    let (origin_a, origin_b) = (origin_of(a, &url_a, &mut opaque), origin_of(b, &url_b, &mut opaque));
    let a = Compared { document: a, url: &url_a, origin: &origin_a };
    let b = Compared { document: b, url: &url_b, origin: &origin_b };
    Ok(OriginComparison {
        same_origin: origin_a.is_same_origin(&origin_b),
        same_site: origin_a.is_same_site(&origin_b),
        schemelessly_same_site: origin_a.is_schemelessly_same_site(&origin_b),
        a: facts(&a),
        b: facts(&b),
        parts: origin_a.as_tuple().zip(origin_b.as_tuple()).map(|(a, b)| parts(a, b)),
        document_domain: document_domain(&origin_a, &origin_b),
        because: because::reasons(&a, &b),
    })
}

/// A document, its URL and its origin.
struct Compared<'a> {
    document: Document<'a>,
    url: &'a Url,
    origin: &'a Origin,
}

fn parse(which: Side, value: &str) -> Result<Url, InvalidUrl> {
    Url::parse(value).map_err(|error| InvalidUrl { which, value: value.to_owned(), message: error.to_string() })
}

fn origin_of(document: Document<'_>, url: &Url, opaque: &mut OpaqueOrigins) -> Origin {
    if document.sandboxed { Origin::Opaque(opaque.mint()) } else { Origin::of_url(url, opaque) }
}

fn facts(Compared { document, url, origin }: &Compared<'_>) -> OriginFacts {
    let suffix = origin.as_tuple().and_then(suffix_of);
    OriginFacts {
        origin: origin.serialize(),
        opaque: origin.is_opaque(),
        site: Site::obtain(origin).serialize(),
        registrable_domain: origin
            .as_tuple()
            .and_then(|tuple| registrable_domain(&tuple.host_ref()))
            .map(str::to_owned),
        public_suffix: suffix.map(|suffix| suffix.as_str().to_owned()),
        public_suffix_section: suffix.and_then(|suffix| suffix.section()),
        potentially_trustworthy: super::secure_context::is_url_potentially_trustworthy(url),
        pieces: pieces::pieces(document.url, url),
    }
}

/// What two documents may both set as their `document.domain`: the host of both, or their registrable domain.
fn document_domain(a: &Origin, b: &Origin) -> Option<String> {
    let (a_tuple, b_tuple) = (a.as_tuple()?, b.as_tuple()?);
    if !a.is_same_site(b) || !a_tuple.scheme().starts_with("http") {
        return None;
    }
    if a_tuple.host() == b_tuple.host() {
        return Some(a_tuple.host().to_string());
    }
    registrable_domain(&a_tuple.host_ref()).map(str::to_owned)
}

/// The public suffix of an origin's host.
fn suffix_of(tuple: &TupleOrigin) -> Option<PublicSuffix<'_>> {
    match tuple.host() {
        url::Host::Domain(domain) => public_suffix(domain),
        _ => None,
    }
}

fn parts(a: &TupleOrigin, b: &TupleOrigin) -> OriginParts {
    let (port_a, port_b) = (effective_port(a), effective_port(b));
    OriginParts {
        scheme: text(a.scheme(), b.scheme()),
        host: text(&a.host().to_string(), &b.host().to_string()),
        port: ComparedPort { a: port_a, b: port_b, equal: port_a.number == port_b.number },
    }
}

fn text(a: &str, b: &str) -> ComparedText {
    ComparedText { a: a.to_owned(), b: b.to_owned(), equal: a == b }
}

/// The origin's port or the scheme's [default](https://url.spec.whatwg.org/#default-port).
fn effective_port(tuple: &TupleOrigin) -> EffectivePort {
    let default = match tuple.scheme() {
        "http" | "ws" => 80,
        "ftp" => 21,
        _ => 443,
    };
    EffectivePort { number: tuple.port().unwrap_or(default), is_default: tuple.port().is_none() }
}
