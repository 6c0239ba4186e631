//! What may be trusted to come over a channel that nobody tampers with.
//!
//! Secure Contexts: <https://w3c.github.io/webappsec-secure-contexts/>

use std::net::Ipv6Addr;

use url::{Host, Url};

use super::Origin;
use super::sandbox::{matches_about_blank, matches_about_srcdoc};
use super::tuple::tuple_url;

/// [Is origin potentially trustworthy?](https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy)
#[must_use]
pub fn is_origin_potentially_trustworthy(origin: &Origin) -> bool {
    origin.as_tuple().is_some_and(|tuple| is_tuple_trustworthy(tuple.scheme(), &tuple.host_ref()))
}

/// [Is url potentially trustworthy?](https://w3c.github.io/webappsec-secure-contexts/#is-url-trustworthy)
///
/// `file:` counts as trustworthy, as the standard says of such origins and browsers do, although its origin is opaque
/// here. Like browsers, this ignores a fragment on `about:blank` and `about:srcdoc`.
#[must_use]
pub fn is_url_potentially_trustworthy(url: &Url) -> bool {
    match url.scheme() {
        "https" | "wss" | "data" | "file" => true,
        "about" => matches_about_blank(url) || matches_about_srcdoc(url),
        _ => {
            let Some(url) = tuple_url(url) else { return false };
            url.host().is_some_and(|host| is_tuple_trustworthy(url.scheme(), &host))
        }
    }
}

fn is_tuple_trustworthy(scheme: &str, host: &Host<&str>) -> bool {
    matches!(scheme, "https" | "wss") || is_host_loopback(host)
}

/// Whether a host can only be this machine: 127.0.0.0/8, ::1 and the
/// [localhost names](https://www.rfc-editor.org/rfc/rfc6761#section-6.3).
#[must_use]
pub fn is_host_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => *address == Ipv6Addr::LOCALHOST,
        Host::Domain(domain) => {
            let name = domain.strip_suffix('.').unwrap_or(domain);
            name == "localhost" || name.ends_with(".localhost")
        }
    }
}
