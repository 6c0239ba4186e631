//! [Mixed Content](https://www.w3.org/TR/mixed-content/) and
//! [Upgrade Insecure Requests](https://www.w3.org/TR/upgrade-insecure-requests/).

use std::ops::ControlFlow;

use url::{Host, Url};

use super::client::Client;
use super::decisions::Failure;
use super::enums::{Destination, Initiator};
use super::machine::Fetch;
use crate::engine::Profile;
use crate::explain::CauseCode;
use crate::origin::secure_context::{is_host_loopback, is_url_potentially_trustworthy};
use crate::standard::{MIXED_CONTENT_BLOCK, MIXED_CONTENT_UPGRADE, Rule, UPGRADE_INSECURE};

static UPGRADED_BY_POLICY: Rule =
    Rule::new(&UPGRADE_INSECURE, "the page upgrades insecure requests: http becomes https");
static UPGRADED: Rule =
    Rule::new(&MIXED_CONTENT_UPGRADE, "image, audio and video of a secure page: http becomes https");
static NOT_MIXED: Rule =
    Rule::new(&MIXED_CONTENT_BLOCK, "the URL is trustworthy, or the page is not, or it navigates the top level");

impl Fetch {
    /// [Upgrade request](https://www.w3.org/TR/upgrade-insecure-requests/#upgrade-request), if the page's policy says so.
    pub(crate) fn upgrade_insecure_request(&mut self) {
        let url = self.request.current_url();
        let upgrades = self.client.upgrade_insecure_requests && url.scheme() == "http";
        let covers_loopback = self.profile.mixed_content.policy_upgrades_loopback || self.upgrades_anywhere();
        let spares = !covers_loopback && is_trusted(url, self.profile);
        if upgrades && !spares && self.policy_covers_navigation() {
            self.upgrade_to_https(&UPGRADED_BY_POLICY);
        }
    }

    const fn upgrades_anywhere(&self) -> bool {
        self.profile.mixed_content.redirects_upgrade_anywhere && self.decisions.hop > 0
    }

    /// What began at an IP address or in the local network is not upgraded later, unless the page's policy says so.
    fn stays_mixed(&self) -> bool {
        let Some(first) = self.request.url_list().next() else { return false };
        let is_near = is_local(first) || first.host().is_some_and(|host| is_host_loopback(&host));
        let spared = self.profile.mixed_content.local_network_may_mix && is_near;
        self.upgrades_anywhere() && (spared || !matches!(first.host(), Some(Host::Domain(_))))
    }

    /// What a page on a loopback host shows is left alone.
    fn spares_media(&self) -> bool {
        let host = self.client.url.host();
        self.profile.mixed_content.loopback_page_shows_mixed && host.is_some_and(|host| is_host_loopback(&host))
    }

    /// Links to other hosts are exempt; subresources, frames and forms are not.
    fn policy_covers_navigation(&self) -> bool {
        self.request.initiator != Initiator::Navigation
            || self.request.current_url().host_str() == self.client.url.host_str()
    }

    /// [Upgrade a mixed content request](https://www.w3.org/TR/mixed-content/#upgrade-algorithm).
    pub(crate) fn upgrade_mixed_content(&mut self) {
        let media = self.asks_media();
        let url = self.request.current_url();
        let has_name = matches!(url.host(), Some(Host::Domain(_)));
        let rules = &self.profile.mixed_content;
        let meant = self.upgrades_anywhere()
            || ((has_name || rules.upgrades_ip_addresses) && !is_trusted(url, self.profile))
            || (rules.upgrades_ipv6_addresses && matches!(url.host(), Some(Host::Ipv6(_))));
        let exempt = self.stays_mixed() || self.spares_media() || (self.decisions.hop == 0 && self.is_local_exempt());
        let meant = meant && !exempt;
        if media && url.scheme() == "http" && meant && prohibits_mixed_content(&self.client, self.profile) {
            self.upgrade_to_https(&UPGRADED);
        }
    }

    fn upgrade_to_https(&mut self, rule: &'static Rule) {
        let mut url = self.request.current_url().clone();
        if url.set_scheme("https").is_ok() {
            self.decisions.set(rule, url.as_str().to_owned());
            self.upgraded_from = Some(self.request.current_url().clone());
            if let Some(left) = &self.left {
                if *rule == UPGRADED_BY_POLICY {
                    self.request.taint_as(left, &url, &self.client);
                }
                self.request.replace_current_url(url);
            } else if self.profile.mixed_content.upgrade_stays_cross_origin {
                self.request.replace_current_url(url);
            } else {
                self.request.set_current_url(url, &self.client);
            }
        }
    }

    const fn asks_media(&self) -> bool {
        matches!(self.request.destination, Destination::Image | Destination::Audio | Destination::Video)
    }

    fn is_local_exempt(&self) -> bool {
        self.profile.mixed_content.local_network_may_mix && is_local(self.request.current_url())
    }

    /// [Should fetching request be blocked as mixed content](https://www.w3.org/TR/mixed-content/#should-block-fetch)?
    pub(crate) fn block_mixed_content(&mut self) -> ControlFlow<()> {
        let url = self.request.current_url();
        let media = self.asks_media();
        let trusts_loopback = (media && self.decisions.hop == 0) || !self.profile.mixed_content.loopback_is_mixed;
        // Other schemes are judged, and mostly refused, by what comes after.
        if url.scheme() != "http"
            || !prohibits_mixed_content(&self.client, self.profile)
            || (trusts_loopback && is_trusted(url, self.profile))
            || self.request.destination == Destination::Document
            || self.is_local_exempt()
            || (media && self.stays_mixed() && matches!(url.host(), Some(Host::Domain(_))))
            || (media && self.spares_media())
        {
            return ControlFlow::Continue(());
        }
        let failure = Failure::new(CauseCode::MixedContent, &NOT_MIXED).received(url.as_str().to_owned());
        self.decisions.stop(failure.expected(https_form(url)))
    }
}

/// Whether the engine trusts the channel to a URL.
pub(crate) fn is_trusted(url: &Url, profile: &Profile) -> bool {
    is_url_potentially_trustworthy(url)
        && !(profile.mixed_content.dot_ends_trust
            && url.scheme() == "http"
            && url.host_str().is_some_and(|host| host.ends_with('.')))
}

/// Whether a URL's host is in the [local network](https://wicg.github.io/local-network-access/#ip-address-space-section)
/// for certain.
pub(crate) fn is_local(url: &Url) -> bool {
    let v4 = |[a, b, ..]: [u8; 4]| {
        matches!((a, b), (0 | 10 | 127, _) | (100, 64..=127) | (169, 254) | (172, 16..=31) | (192, 168))
    };
    match url.host() {
        Some(Host::Ipv4(address)) => v4(address.octets()),
        Some(Host::Ipv6(address)) => match (address.to_ipv4_mapped(), address.segments()) {
            (Some(mapped), _) => v4(mapped.octets()),
            (_, [0, 0, 0, 0, 0, 0, 0, 0 | 1]) => true,
            (_, [a, b, ..]) => {
                matches!(a, 0xFC00..=0xFDFF | 0xFE80..=0xFEFF) || matches!((a, b), (0x2001, 0xDB8) | (0x3FFF, ..0x1000))
            }
        },
        Some(Host::Domain(name)) => {
            let name = name.strip_suffix('.').unwrap_or(name);
            name.strip_suffix("local").is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        }
        None => false,
    }
}

fn https_form(url: &Url) -> String {
    let mut upgraded = url.clone();
    let _ = upgraded.set_scheme("https");
    upgraded.into()
}

/// [Does settings prohibit mixed security contexts](https://www.w3.org/TR/mixed-content/#categorize-settings-object)?
pub(crate) fn prohibits_mixed_content(client: &Client, profile: &Profile) -> bool {
    let prohibits = |url: &Url| {
        is_trusted(url, profile) && !(profile.mixed_content.loopback_page_may_mix && url.scheme() == "http")
    };
    let own = !client.origin.is_opaque() && prohibits(&client.url);
    own || client.top_level.as_ref().is_some_and(prohibits)
        // A sandboxed page without a frame around it keeps the security of its URL.
        || (client.origin.is_opaque() && client.url.scheme() == "https")
}
