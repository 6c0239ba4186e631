//! [Fetch Metadata](https://w3c.github.io/webappsec-fetch-metadata/): the `Sec-Fetch-*` headers.

use url::{Host, Url};

use super::enums::Mode;
use super::machine::Fetch;
use super::mixed_content::is_trusted;
use crate::engine::Profile;
use crate::http::HeaderList;
use crate::origin::secure_context::is_host_loopback;
use crate::origin::{Origin, urls_same_origin};
use crate::standard::{FETCH_METADATA, Rule};
use crate::verdict::ExchangeKind;

static TRUSTWORTHY: Rule =
    Rule::new(&FETCH_METADATA, "the URL is potentially trustworthy: Sec-Fetch-* are sent").about("Sec-Fetch-Site");
static SITE: Rule =
    Rule::new(&FETCH_METADATA, "Sec-Fetch-Site, over every URL of the redirect chain").about("Sec-Fetch-Site");

impl Fetch {
    /// Appends `Sec-Fetch-Dest`, `-Mode`, `-Site` and `-User` of the request or of its preflight.
    pub(crate) fn append_fetch_metadata(&mut self, kind: ExchangeKind, headers: &mut HeaderList) {
        let mode = if kind == ExchangeKind::Preflight { Mode::Cors } else { self.request.mode };
        if !is_trusted(self.request.current_url(), self.profile) {
            let origin = self.request.current_url().origin().ascii_serialization();
            self.decisions.holds_of(&TRUSTWORTHY, false, origin);
            return;
        }
        let is_dropped = self.profile.headers.redirect_drops_fetch_metadata && kind == ExchangeKind::Actual;
        if is_dropped && self.request.mode == Mode::Cors && self.has_changed_origin() {
            return;
        }
        let began_in_clear = || self.request.url_list().next().is_some_and(|first| !is_trusted(first, self.profile));
        if self.profile.preflight.follows_first_request && kind == ExchangeKind::Preflight && began_in_clear() {
            return;
        }
        let destination = self.request.destination.as_str();
        headers.push("Sec-Fetch-Dest", if destination.is_empty() { "empty" } else { destination });
        headers.push("Sec-Fetch-Mode", mode.as_str());
        let forgets = self.profile.headers.preflight_forgets_redirects && kind == ExchangeKind::Preflight;
        let by_origin = self.profile.preflight.null_origin_is_cross_site && kind == ExchangeKind::Preflight;
        let site = if by_origin && self.request.serialized_origin(&self.client) == "null" {
            "cross-site"
        } else if forgets || by_origin {
            self.own_site()
        } else {
            self.site()
        };
        self.decisions.set(&SITE, site);
        headers.push("Sec-Fetch-Site", site);
        if self.request.user_activation && self.request.is_navigation() && !self.profile.headers.omits_fetch_user {
            headers.push("Sec-Fetch-User", "?1");
        }
    }

    /// Whether the last redirect led to another origin.
    pub(crate) fn has_changed_origin(&self) -> bool {
        let mut urls = self.request.url_list();
        let last = urls.next_back();
        urls.next_back().is_some_and(|before| last.is_some_and(|last| !urls_same_origin(before, last)))
    }

    /// The value for a request that was never anywhere else.
    fn own_site(&self) -> &'static str {
        farther(SiteSoFar::START.value, self.request.current_url(), &self.client.origin, self.profile)
    }

    /// [Set `Sec-Fetch-Site`](https://w3c.github.io/webappsec-fetch-metadata/#abstract-opdef-set-site). The URLs of
    /// earlier exchanges are not looked at again.
    fn site(&mut self) -> &'static str {
        let SiteSoFar { urls, value } = self.site_so_far;
        let mut value = self
            .request
            .url_list()
            .skip(urls)
            .fold(value, |value, url| farther(value, url, &self.client.origin, self.profile));
        let has_no_domain = self.client.url.domain().is_none_or(|domain| !domain.contains('.'));
        let came_by_http = || self.request.url_list().rev().skip(1).any(|url| url.scheme() == "http");
        let ends = self.profile.headers.redirect_ends_loopback_site && has_no_domain && came_by_http();
        if ends && value == "same-site" {
            value = "cross-site";
        }
        self.site_so_far = SiteSoFar { urls: self.request.url_list().count(), value };
        value
    }
}

/// What `Sec-Fetch-Site` was for the first URLs of the URL list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SiteSoFar {
    urls: usize,
    value: &'static str,
}

impl SiteSoFar {
    /// Before any URL.
    pub(crate) const START: Self = Self { urls: 0, value: "same-origin" };
}

/// The value that one more URL leads to.
fn farther(value: &'static str, url: &Url, origin: &Origin, profile: &Profile) -> &'static str {
    let is_ipv6 = matches!(url.host(), Some(Host::Ipv6(_)));
    let has_no_site = profile.headers.ipv6_addresses_have_no_site
        && is_ipv6
        && origin.as_tuple().is_some_and(|origin| origin.scheme() == "http");
    let ignores_scheme = profile.headers.loopback_site_ignores_scheme;
    let is_same_loopback = || {
        let host = url.host().map(|host| is_host_loopback(&host));
        host == Some(true) && origin.as_tuple().is_some_and(|origin| Some(origin.host_ref()) == url.host())
    };
    if value == "cross-site" || origin.is_same_origin_with_url(url) {
        value
    } else if !has_no_site && (origin.is_same_site_with_url(url) || (ignores_scheme && is_same_loopback())) {
        "same-site"
    } else {
        "cross-site"
    }
}
