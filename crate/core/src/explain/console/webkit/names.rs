//! Which header WebKit names, and how it spells it: `HTTPHeaderMap` holds the names that it knows before the others.

use super::super::super::codes::CauseCode as C;
use super::super::facts::Facts;
use crate::bytes::isomorphic_decode;

/// The names that a script can set, of
/// [HTTPHeaderNames.in](https://github.com/WebKit/WebKit/blob/main/Source/WebCore/platform/network/HTTPHeaderNames.in).
static KNOWN: &str = "Accept Accept-Language Accept-Ranges Access-Control-Allow-Credentials \
    Access-Control-Allow-Headers Access-Control-Allow-Methods Access-Control-Allow-Origin \
    Access-Control-Expose-Headers Access-Control-Max-Age Age Authorization Cache-Control Content-Disposition \
    Content-Encoding Content-Language Content-Location Content-Range Content-Security-Policy \
    Content-Security-Policy-Report-Only Content-Type Cross-Origin-Embedder-Policy Cross-Origin-Opener-Policy \
    Cross-Origin-Resource-Policy Default-Style ETag Expires If-Match If-Modified-Since If-None-Match If-Range \
    If-Unmodified-Since Last-Event-ID Last-Modified Link Location Ping-From Ping-To Pragma Range \
    Referrer-Policy Refresh Report-To Server Server-Timing Service-Worker Service-Worker-Allowed SourceMap \
    Timing-Allow-Origin Upgrade-Insecure-Requests User-Agent Vary X-Content-Type-Options X-DNS-Prefetch-Control \
    X-Frame-Options X-SourceMap X-XSS-Protection";

/// The first header that the preflight did not allow.
pub(super) fn first_refused(facts: &Facts<'_>) -> String {
    // In the order of their names.
    let refused: Vec<String> = facts
        .failures_there()
        .filter(|failure| matches!(failure.code, C::HeaderNotAllowed | C::AuthorizationNotListed))
        .filter_map(|failure| Some(isomorphic_decode(failure.expected.as_ref()?).to_ascii_lowercase()))
        .collect();
    let given = facts.observed.question.scenario.request.headers.iter().map(|(name, _)| name.as_str());
    // The type of the body comes last.
    let given = || given.clone().chain(std::iter::once("Content-Type"));
    let is_refused = |name: &str| refused.binary_search(&name.to_ascii_lowercase()).is_ok();
    let known = |name: &str| KNOWN.split_ascii_whitespace().find(|known| known.eq_ignore_ascii_case(name));
    let first = given().filter(|name| is_refused(name)).find_map(known);
    let first = first.or_else(|| given().find(|name| is_refused(name)));
    first.map(str::to_owned).unwrap_or_else(|| refused.into_iter().next().unwrap_or_default())
}
