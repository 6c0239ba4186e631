//! The reasons of a comparison, in plain words.

use std::fmt::Display;

use serde::Serialize;
use url::Host;

use super::{Compared, EffectivePort, Section, Side, TupleOrigin, effective_port, suffix_of, tuple_url};
use crate::origin::Origin;
use crate::origin::public_suffix::registrable_domain;

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
    reasons.about_url(Side::A, a);
    reasons.about_url(Side::B, b);
    if let (Some(a), Some(b)) = (a.origin.as_tuple(), b.origin.as_tuple()) {
        reasons.about_origins(a, b);
        if a.host() != b.host() {
            reasons.about_sites(a, b);
        }
        let schemes_make_sites = a.scheme() != b.scheme() && are_schemelessly_same_site(a, b);
        if schemes_make_sites {
            let message = format!("{} and {} are different sites: a site has a scheme", a.scheme(), b.scheme());
            reasons.add(Code::SchemesMakeSites, None, message);
        }
    }
    reasons.0
}

fn are_schemelessly_same_site(a: &TupleOrigin, b: &TupleOrigin) -> bool {
    Origin::Tuple(a.clone()).is_schemelessly_same_site(&Origin::Tuple(b.clone()))
}

struct Reasons(Vec<OriginReason>);

impl Reasons {
    fn add(&mut self, code: Code, which: Option<Side>, message: String) {
        self.0.push(OriginReason { code, which, message });
    }

    /// What a URL's own form says of its origin.
    fn about_url(&mut self, side: Side, compared: &Compared<'_>) {
        let Compared { url, origin } = compared;
        if origin.is_opaque() {
            let why = why_opaque(url.scheme());
            let message = format!("{side} has an opaque origin: {why}");
            self.add(Code::OpaqueOrigin, Some(side), message);
        } else if let Some(inner) = tuple_url(url).filter(|_| url.scheme() == "blob") {
            let message = format!("{side} is a blob: URL: its origin is that of the URL inside it, {inner}");
            self.add(Code::BlobUrl, Some(side), message);
        }
    }

    /// Why two tuple origins are the same or are not.
    fn about_origins(&mut self, a: &TupleOrigin, b: &TupleOrigin) {
        let before = self.0.len();
        if a.scheme() != b.scheme() {
            self.add(Code::SchemesDiffer, None, format!("schemes differ: {} and {}", a.scheme(), b.scheme()));
        }
        if a.host() != b.host() {
            let (host_a, host_b) = (a.host().to_string(), b.host().to_string());
            if host_a.trim_end_matches('.') == host_b.trim_end_matches('.') {
                let message = format!("hosts differ: {host_a} and {host_b}; a trailing dot makes another host");
                self.add(Code::TrailingDot, None, message);
            } else {
                self.add(Code::HostsDiffer, None, format!("hosts differ: {host_a} and {host_b}"));
            }
        }
        let (port_a, port_b) = (effective_port(a), effective_port(b));
        if port_a.number != port_b.number {
            let message = format!("ports differ: {} and {}", port(port_a, a.scheme()), port(port_b, b.scheme()));
            self.add(Code::PortsDiffer, None, message);
        }
        if self.0.len() == before {
            let message = format!("scheme, host and port are equal: {}", Origin::Tuple(a.clone()));
            self.add(Code::AllPartsEqual, None, message);
        }
    }

    /// Why two different hosts are in one site or are not.
    fn about_sites(&mut self, a: &TupleOrigin, b: &TupleOrigin) {
        let (host_a, host_b) = (a.host_ref(), b.host_ref());
        match (registrable_domain(&host_a), registrable_domain(&host_b)) {
            (Some(domain_a), Some(domain_b)) if domain_a == domain_b => {
                let message = format!("both hosts have the registrable domain {domain_a}");
                self.add(Code::SameRegistrableDomain, None, message);
                return;
            }
            (Some(domain_a), Some(domain_b)) => {
                let message = format!("registrable domains differ: {domain_a} and {domain_b}");
                self.add(Code::RegistrableDomainsDiffer, None, message);
            }
            _ => {}
        }
        self.about_own_site(Side::A, a);
        self.about_own_site(Side::B, b);
    }

    /// Why a host is a site of its own, where that may surprise.
    fn about_own_site(&mut self, side: Side, tuple: &TupleOrigin) {
        let host = tuple.host_ref();
        if !matches!(host, Host::Domain(_)) {
            let message = format!("{host} is an IP address: it is the same site only with itself");
            return self.add(Code::IpAddress, Some(side), message);
        }
        let Some(suffix) = suffix_of(tuple) else { return };
        match (registrable_domain(&host), suffix.section()) {
            (None, section) => {
                let listed = listed(section);
                let message =
                    format!("{host} is itself a public suffix ({listed}): it is the same site only with itself");
                self.add(Code::HostIsPublicSuffix, Some(side), message);
            }
            (Some(domain), Some(Section::Private)) => {
                let suffix = suffix.as_str();
                let message = format!("{domain} is its own site: {suffix} is a public suffix (private section)");
                self.add(Code::PrivateSuffix, Some(side), message);
            }
            _ => {}
        }
    }
}

/// Why URLs of a scheme have opaque origins.
fn why_opaque(scheme: &str) -> String {
    match scheme {
        "blob" => "the URL inside this blob: URL has no origin that it could share".to_owned(),
        "file" => "browsers treat every file: URL as an origin of its own".to_owned(),
        _ => format!("{scheme}: URLs never share an origin, not even with themselves"),
    }
}

fn listed(section: Option<Section>) -> &'static str {
    match section {
        Some(Section::Icann) => "ICANN section",
        Some(Section::Private) => "private section",
        None => "by the default rule for unlisted top-level labels",
    }
}

fn port(port: EffectivePort, scheme: &str) -> impl Display {
    if port.is_default { format!("{} (default of {scheme})", port.number) } else { port.number.to_string() }
}
