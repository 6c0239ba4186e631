//! Which cookies travel with a request: the retrieval model of
//! [RFC 6265bis](https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#name-retrieval-algorithm).

use url::{Host, Url};

use crate::bytes::ByteString;
use crate::engine::{CookieRules, Profile, ThirdPartyCookies};
use crate::fetch::Client;
use crate::fetch::Request;
use crate::fetch::enums::{Destination, SameSite};
use crate::order::sort;
use crate::origin::secure_context::is_url_potentially_trustworthy;
use crate::origin::urls_same_site;
use crate::scenario::Cookie;
use crate::verdict::{WithheldBecause, WithheldCookie};

/// How close a request is to the page's site.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Context {
    SameSite,
    /// Cross-site, but a top-level navigation with a safe method.
    CrossSiteTopLevelSafe,
    /// Cross-site, a top-level navigation with another method.
    CrossSiteTopLevelUnsafe,
    CrossSite,
}

/// The value of `Cookie`, or `None` when no cookie travels; and the cookies that stay. `refused` is what keeps all of them
/// from the request.
pub(crate) fn cookie_header(
    cookies: &[Cookie],
    request: &Request,
    client: &Client,
    profile: &Profile,
    now: i64,
    refused: Option<WithheldBecause>,
) -> (Option<ByteString>, Vec<WithheldCookie>) {
    let refused =
        refused.or_else(|| is_partitioned(request, client, &profile.cookies).then_some(WithheldBecause::ThirdParty));
    let context = context(request, client, profile);
    let mut withheld = Vec::new();
    let mut travelling: Vec<&Cookie> = Vec::new();
    for cookie in cookies {
        match why_withheld(cookie, request.current_url(), context, &profile.cookies, now, refused) {
            None => travelling.push(cookie),
            Some(because) => withheld.push(WithheldCookie { name: cookie.name.clone(), because }),
        }
    }
    if travelling.is_empty() {
        return (None, withheld);
    }
    // Longer paths first, then older cookies first; the sort is stable.
    sort(&mut travelling, &mut |a, b| {
        let age = |cookie: &Cookie| cookie.created.unwrap_or(0);
        b.path.len().cmp(&a.path.len()).then(age(a).cmp(&age(b)))
    });
    let mut value = Vec::with_capacity(64);
    for cookie in travelling {
        append(cookie, &mut value);
    }
    (Some(ByteString::from(value)), withheld)
}

fn why_withheld(
    cookie: &Cookie,
    url: &Url,
    context: Context,
    rules: &CookieRules,
    now: i64,
    refused: Option<WithheldBecause>,
) -> Option<WithheldBecause> {
    if !domain_matches(cookie, url.host_str().unwrap_or_default()) {
        Some(WithheldBecause::Domain)
    } else if refused.is_some() {
        refused
    } else if !path_matches(url.path(), &cookie.path) {
        Some(WithheldBecause::Path)
    } else if cookie.secure && !is_secure(url, rules) {
        Some(WithheldBecause::Secure)
    } else if cookie.expires.is_some_and(|expires| now >= expires) {
        Some(WithheldBecause::Expired)
    } else if !same_site_allows(cookie, context, rules, now) {
        Some(WithheldBecause::SameSite)
    } else {
        None
    }
}

/// Whether a cookie that comes with the reply to `request` is kept, by what its `Secure` and `SameSite` ask for:
/// [storage model](https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#name-storage-model).
pub(crate) fn is_kept(cookie: &Cookie, request: &Request, client: &Client, profile: &Profile) -> bool {
    let rules = &profile.cookies;
    let is_default = cookie.same_site == SameSite::Default;
    !is_partitioned(request, client, rules)
        && (!cookie.secure || is_secure(request.current_url(), rules))
        && match if is_default { rules.default_same_site } else { cookie.same_site } {
            SameSite::None => cookie.secure || is_default || !rules.none_needs_secure,
            SameSite::Lax | SameSite::Strict | SameSite::Default => {
                context(request, client, profile) != Context::CrossSite
            }
        }
}

fn is_secure(url: &Url, rules: &CookieRules) -> bool {
    if rules.secure_needs_https { url.scheme() == "https" } else { is_url_potentially_trustworthy(url) }
}

/// Whether a host is `localhost` or a name below it.
pub(crate) fn is_local(host: Option<Host<&str>>) -> bool {
    matches!(host, Some(Host::Domain(name)) if name.rsplit('.').next() == Some("localhost"))
}

fn append(cookie: &Cookie, value: &mut Vec<u8>) {
    if !value.is_empty() {
        value.extend_from_slice(b"; ");
    }
    value.extend_from_slice(&cookie.name);
    if !cookie.name.is_empty() {
        value.push(b'=');
    }
    value.extend_from_slice(&cookie.value);
}

fn domain_matches(cookie: &Cookie, host: &str) -> bool {
    if host == cookie.domain {
        return true;
    }
    cookie.include_subdomains
        && host.strip_suffix(&cookie.domain).is_some_and(|rest| rest.ends_with('.'))
        && !host.ends_with(']')
        && host.parse::<std::net::Ipv4Addr>().is_err()
}

/// [Path-match](https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#name-paths-and-path-match).
fn path_matches(request_path: &str, cookie_path: &str) -> bool {
    request_path
        .strip_prefix(cookie_path)
        .is_some_and(|rest| rest.is_empty() || cookie_path.ends_with('/') || rest.starts_with('/'))
}

/// [Same-site and cross-site requests](https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#name-same-site-and-cross-site-re).
/// Fetch's own "determine the same-site mode" contradicts every browser; redirects on the way are ignored, as there.
fn context(request: &Request, client: &Client, profile: &Profile) -> Context {
    let same_site = |a: &Url, b: &Url| {
        if profile.cookies.localhost_is_one_site && is_local(a.host()) && is_local(b.host()) {
            true
        } else if profile.cookies.schemeful {
            urls_same_site(a, b)
        } else {
            schemelessly_same_site(a, b)
        }
    };
    let url = request.current_url();
    let top_level_navigation = request.destination == Destination::Document;
    let site_for_cookies = client.top_level_url();
    let from = if top_level_navigation { &client.url } else { site_for_cookies };
    let rules = &profile.cookies;
    let is_frame = rules.frames_have_top_level_site && client.top_level.is_some();
    let is_sandboxed = client.origin.is_opaque()
        && !is_frame
        && (rules.sandbox_is_cross_site || (rules.sandbox_has_its_host && url.host() != client.url.host()));
    let came_from_elsewhere = profile.cookies.redirects_count && !request.url_list().all(|url| same_site(from, url));
    let may_be_elsewhere = rules.detours_leave_host && !top_level_navigation && url.host() != from.host();
    let came_from_elsewhere =
        came_from_elsewhere || (may_be_elsewhere && !request.url_list().all(|url| same_site(from, url)));
    let is_same_site = !is_sandboxed
        && !came_from_elsewhere
        && same_site(from, url)
        && (same_site(from, &client.url) || (is_frame && url.host() == from.host()));
    let safe = matches!(request.method.as_bytes(), b"GET" | b"HEAD" | b"OPTIONS" | b"TRACE");
    match (is_same_site, top_level_navigation) {
        (true, _) => Context::SameSite,
        (false, true) if safe => Context::CrossSiteTopLevelSafe,
        (false, true) => Context::CrossSiteTopLevelUnsafe,
        (false, false) => Context::CrossSite,
    }
}

/// Whether the jar is one that only this top-level site has.
fn is_partitioned(request: &Request, client: &Client, rules: &CookieRules) -> bool {
    rules.third_party == ThirdPartyCookies::Partitioned
        && request.destination != Destination::Document
        && (client.origin.is_opaque()
            || !schemelessly_same_site(client.top_level_url(), request.current_url())
            || is_foreign_frame(client))
}

/// Whether the page is a frame in a page of another site.
pub(crate) fn is_foreign_frame(client: &Client) -> bool {
    client.top_level.as_ref().is_some_and(|top| client.origin.is_opaque() || !schemelessly_same_site(top, &client.url))
}

/// Whether two URLs are same site when http and https are not told apart.
pub(crate) fn schemelessly_same_site(a: &Url, b: &Url) -> bool {
    let with_https = |url: &Url| {
        let mut url = url.clone();
        let _ = url.set_scheme("https");
        url
    };
    urls_same_site(&with_https(a), &with_https(b))
}

fn same_site_allows(cookie: &Cookie, context: Context, rules: &CookieRules, now: i64) -> bool {
    let is_default = cookie.same_site == SameSite::Default;
    let same_site = if is_default { rules.default_same_site } else { cookie.same_site };
    let grace = i64::from(rules.lax_unsafe_seconds) * 1000;
    let is_new = || is_default && cookie.created.is_some_and(|created| now.saturating_sub(created) <= grace);
    match same_site {
        // It is refused when it is set, so such a cookie is not there.
        SameSite::None => cookie.secure || is_default || !rules.none_needs_secure,
        SameSite::Lax if context == Context::CrossSiteTopLevelUnsafe => grace > 0 && is_new(),
        SameSite::Lax => context != Context::CrossSite,
        SameSite::Strict | SameSite::Default => context == Context::SameSite,
    }
}
