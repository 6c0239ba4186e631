//! Mixed content: what Chromium upgrades, lets pass and blocks.

use std::borrow::Cow;

use super::super::super::codes::CauseCode as C;
use super::super::facts::{Facts, text};
use super::super::template::Filled;
use super::super::wording::*;
use super::{elided, kind, leaves_origin};
use crate::fetch::enums::Initiator;
use crate::fetch::{Failure, is_local, prohibits_mixed_content};
use crate::origin::secure_context::is_url_potentially_trustworthy;
use crate::origin::urls_same_site;

/// An image on a loopback host or in the local network is left alone, and reported all the same.
pub(super) fn upgraded_loopback(facts: &mut Facts<'_>) {
    let (client, url) = (&facts.observed.finished.client, facts.observed.url(0));
    let secure = prohibits_mixed_content(client, facts.observed.question.profile) && !client.upgrade_insecure_requests;
    let spared = is_url_potentially_trustworthy(url) || is_local(url);
    if is_media(facts.initiator()) && secure && url.scheme() == "http" && spared {
        let has_name = matches!(url.host(), Some(url::Host::Domain(_)));
        let filled = Filled { url: &elided(url.as_str()), page: &elided(facts.page()), ..Filled::default() };
        facts.print(if has_name { &C_LOCAL_NOT_UPGRADED } else { &C_NOT_UPGRADED }, &filled);
    }
}

/// What is neither upgraded nor blocked: images after a redirect, and anything in the local network.
pub(super) fn passive_content(facts: &mut Facts<'_>) {
    let finished = facts.observed.finished;
    if !prohibits_mixed_content(&finished.client, facts.observed.question.profile) {
        return;
    }
    let blocked = facts
        .failure()
        .filter(|failure| failure.code == C::BadPort && !leaves_origin(facts, failure))
        .map(|failure| failure.hop);
    let hops = finished.exchanges.iter().map(|exchange| exchange.hop).chain(blocked);
    let mut last = None;
    for hop in hops {
        let url = facts.observed.url(hop);
        let reported = is_local(url) || (is_media(facts.initiator()) && hop > 0);
        if last != Some(hop) && url.scheme() == "http" && reported && !is_url_potentially_trustworthy(url) {
            print_mixed(facts, &C_PASSIVE, hop, url.as_str());
        }
        last = Some(hop);
    }
}

pub(super) fn mixed_content(facts: &mut Facts<'_>, failure: &Failure) {
    let url = text(failure.received.as_ref());
    if is_media(facts.initiator()) && failure.hop == 0 {
        let filled = Filled { page: &elided(facts.page()), url: &elided(&url), ..Filled::default() };
        facts.print(&C_NOT_UPGRADED, &filled);
    }
    print_mixed(facts, &C_MIXED, failure.hop, &url);
}

pub(super) fn print_mixed(facts: &mut Facts<'_>, wording: &Wording, hop: usize, url: &str) {
    let what = match facts.initiator() {
        Initiator::Xhr => "XMLHttpRequest endpoint",
        Initiator::EventSource => "EventSource endpoint",
        Initiator::Beacon => "Beacon endpoint",
        Initiator::Stylesheet => "stylesheet",
        Initiator::Fetch => "resource",
        Initiator::Iframe => "frame",
        initiator => kind(initiator),
    };
    // After a redirect the fragment stays.
    let url = if hop > 0 { url } else { url.split('#').next().unwrap_or_default() };
    // The outermost secure page is named; one of another site, which lives in another process, by its origin.
    let client = &facts.observed.finished.client;
    let top = client.top_level.as_ref().filter(|top| top.scheme() == "https");
    let page = top.map_or(facts.page().into(), |top| {
        if urls_same_site(top, &client.url) {
            top.as_str().into()
        } else {
            [&*top.origin().ascii_serialization(), "/"].concat().into()
        }
    });
    let page: Cow<'_, str> = page;
    facts.print(wording, &Filled { page: &elided(&page), url: &elided(url), kind: what, ..Filled::default() });
}

pub(super) const fn is_media(initiator: Initiator) -> bool {
    matches!(initiator, Initiator::Img | Initiator::Audio | Initiator::Video)
}
