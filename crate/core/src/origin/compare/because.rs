//! The reasons of a comparison, in plain words.

use serde::Serialize;
use url::{Host, Url};

use super::{Compared, EffectivePort, Section, Side, TupleOrigin, effective_port, suffix_of, tuple_url};
use crate::origin::public_suffix::registrable_domain;
use crate::origin::sandbox::{matches_about_blank, matches_about_srcdoc};

/// Something that decided whether two origins are same origin or same site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct OriginReason {
    /// Stable, for programs.
    pub code: OriginReasonCode,
    /// Which of the two it is about; null when it is about both.
    pub which: Option<Side>,
    /// A plain sentence, for people.
    pub message: String,
}

/// The kinds of [`OriginReason`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum OriginReasonCode {
    /// Scheme, host and port are identical.
    AllPartsEqual,
    /// A `blob:` URL has the origin of the URL in its path.
    BlobUrl,
    /// The origin is opaque.
    OpaqueOrigin,
    /// The document is sandboxed: its origin is opaque, whatever its URL.
    Sandboxed,
    /// A document at the URL does not have the URL's origin, but that of another document.
    InheritedOrigin,
    /// The schemes differ.
    SchemesDiffer,
    /// The hosts differ.
    HostsDiffer,
    /// The hosts differ in a trailing dot only.
    TrailingDot,
    /// The ports differ.
    PortsDiffer,
    /// The registrable domains are equal.
    SameRegistrableDomain,
    /// The registrable domains differ.
    RegistrableDomainsDiffer,
    /// Equal hosts or registrable domains under two schemes make two sites.
    SchemesMakeSites,
    /// An IP address is same site only with itself.
    IpAddress,
    /// The host is a public suffix and same site only with itself.
    HostIsPublicSuffix,
    /// The host is one label below a public suffix that its owner had listed, and so a site of its own.
    PrivateSuffix,
}

use OriginReasonCode as Code;

/// Everything that decided, origins first and sites second.
pub(super) fn reasons(a: &Compared<'_>, b: &Compared<'_>) -> Vec<OriginReason> {
    let mut reasons = Reasons(Vec::new());
    reasons.about_document("a", Side::A, a);
    reasons.about_document("b", Side::B, b);
    if let (Some(tuple_a), Some(tuple_b)) = (a.origin.as_tuple(), b.origin.as_tuple()) {
        reasons.about_origins(tuple_a, tuple_b);
        if tuple_a.host() != tuple_b.host() {
            reasons.about_sites(tuple_a, tuple_b);
        }
        let (scheme_a, scheme_b) = (tuple_a.scheme(), tuple_b.scheme());
        if scheme_a != scheme_b && a.origin.is_schemelessly_same_site(b.origin) {
            let message = &[scheme_a, " and ", scheme_b, " are different sites: a site has a scheme"];
            reasons.add(Code::SchemesMakeSites, None, message);
        }
    }
    reasons.0
}

struct Reasons(Vec<OriginReason>);

impl Reasons {
    fn add(&mut self, code: Code, which: Option<Side>, message: &[&str]) {
        self.0.push(OriginReason { code, which, message: message.concat() });
    }

    /// What a document, or its URL's own form, says of its origin.
    fn about_document(&mut self, name: &str, side: Side, Compared { document, url, origin }: &Compared<'_>) {
        let which = Some(side);
        if document.sandboxed {
            self.add(Code::Sandboxed, which, &[name, " is sandboxed without allow-same-origin: its origin is opaque"]);
        } else if origin.is_opaque() {
            let (subject, why) = why_opaque(url.scheme());
            self.add(Code::OpaqueOrigin, which, &[name, " has an opaque origin: ", subject, why]);
            if inherits_origin(url) {
                self.add(Code::InheritedOrigin, which, &["its document inherits the origin of another one"]);
            }
        } else if let Some(inner) = tuple_url(url).filter(|_| url.scheme() == "blob") {
            let is = " is a blob: URL: its origin is that of the URL inside it, ";
            self.add(Code::BlobUrl, which, &[name, is, inner.as_str()]);
        }
    }

    /// Why two tuple origins are the same or are not.
    fn about_origins(&mut self, a: &TupleOrigin, b: &TupleOrigin) {
        let before = self.0.len();
        if a.scheme() != b.scheme() {
            self.add(Code::SchemesDiffer, None, &["schemes differ: ", a.scheme(), " and ", b.scheme()]);
        }
        if a.host() != b.host() {
            let (host_a, host_b) = (&*a.host().to_string(), &*b.host().to_string());
            let (code, more) = if host_a.trim_end_matches('.') == host_b.trim_end_matches('.') {
                (Code::TrailingDot, "; a trailing dot makes another host")
            } else {
                (Code::HostsDiffer, "")
            };
            self.add(code, None, &["hosts differ: ", host_a, " and ", host_b, more]);
        }
        let (port_a, port_b) = (effective_port(a), effective_port(b));
        if port_a.number != port_b.number {
            let (port_a, port_b) = (port(port_a, a.scheme()), port(port_b, b.scheme()));
            self.add(Code::PortsDiffer, None, &["ports differ: ", &port_a, " and ", &port_b]);
        }
        if self.0.len() == before {
            self.add(Code::AllPartsEqual, None, &["scheme, host and port are equal: ", &a.serialize()]);
        }
    }

    /// Why two different hosts are in one site or are not.
    fn about_sites(&mut self, a: &TupleOrigin, b: &TupleOrigin) {
        if let (Some(a), Some(b)) = (registrable_domain(&a.host_ref()), registrable_domain(&b.host_ref())) {
            if a == b {
                return self.add(Code::SameRegistrableDomain, None, &["both hosts have the registrable domain ", a]);
            }
            self.add(Code::RegistrableDomainsDiffer, None, &["registrable domains differ: ", a, " and ", b]);
        }
        self.about_own_site(Side::A, a);
        self.about_own_site(Side::B, b);
    }

    /// Why a host is a site of its own, where that may surprise.
    fn about_own_site(&mut self, side: Side, tuple: &TupleOrigin) {
        let (which, host) = (Some(side), tuple.host_ref());
        let Host::Domain(name) = host else {
            let message = " is an IP address: it is the same site only with itself";
            return self.add(Code::IpAddress, which, &[&host.to_string(), message]);
        };
        let Some(suffix) = suffix_of(tuple) else { return };
        match (registrable_domain(&host), suffix.section()) {
            (None, section) => {
                let (is, only) = (" is itself a public suffix (", "): it is the same site only with itself");
                self.add(Code::HostIsPublicSuffix, which, &[name, is, listed(section), only]);
            }
            (Some(domain), Some(Section::Private)) => {
                let (is, private) = (" is its own site: ", " is a public suffix (private section)");
                self.add(Code::PrivateSuffix, which, &[domain, is, suffix.as_str(), private]);
            }
            _ => {}
        }
    }
}

/// Whether a document at a URL
/// [gets](https://html.spec.whatwg.org/multipage/document-sequences.html#determining-the-origin) the origin of the one
/// that opened it, that it is in or whose script runs, and not the URL's.
fn inherits_origin(url: &Url) -> bool {
    url.scheme() == "javascript" || matches_about_srcdoc(url) || matches_about_blank(url)
}

/// Why URLs of a scheme have opaque origins.
fn why_opaque(scheme: &str) -> (&str, &'static str) {
    match scheme {
        "blob" => ("the URL inside this blob: URL", " has no origin that it could share"),
        "file" => ("browsers", " treat every file: URL as an origin of its own"),
        _ => (scheme, ": URLs never share an origin, not even with themselves"),
    }
}

fn listed(section: Option<Section>) -> &'static str {
    match section {
        Some(Section::Icann) => "ICANN section",
        Some(Section::Private) => "private section",
        None => "by the default rule for unlisted top-level labels",
    }
}

fn port(port: EffectivePort, scheme: &str) -> String {
    let number = port.number.to_string();
    if port.is_default { [&number, " (default of ", scheme, ")"].concat() } else { number }
}
