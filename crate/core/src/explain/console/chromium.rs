//! What Chromium prints. The wordings' sources are named in the table.

mod cors;
mod header_order;
mod mixed_content;
mod redirect;
mod response;

use std::borrow::Cow;

use url::Url;

use super::super::codes::CauseCode as C;
use super::facts::{Facts, header, is_cors};
use super::template::{Filled, write};
use super::wording::*;
use crate::fetch::enums::{Initiator, Mode};
use crate::fetch::{Failure, without_credentials};
use cors::cors;
use mixed_content::{mixed_content, passive_content, upgraded_loopback};
use redirect::{
    has_forbidden_credentials, invalid_location, is_unsafe, redirect_scheme, refused_scheme, same_origin_mode,
    unsafe_attempt, userinfo,
};
use response::{http_status, integrity, integrity_syntax, unfit};

pub(super) fn print(facts: &mut Facts<'_>) {
    if facts.is_document() {
        return;
    }
    for (by_policy, hop, url) in facts.upgraded() {
        if !by_policy && hop == 0 {
            let page = facts.page();
            facts.print(&C_UPGRADED, &Filled { url: &url, page, ..Filled::default() });
        }
    }
    if facts.initiator() == Initiator::Beacon && was_refused(facts) {
        return passive_content(facts);
    }
    upgraded_loopback(facts);
    facts.print_forbidden_headers(&C_FORBIDDEN_HEADER);
    passive_content(facts);
    match facts.failure() {
        None => {
            http_status(facts);
            integrity_syntax(facts);
        }
        Some(failure) if leaves_origin(facts, failure) => same_origin_mode(facts, failure),
        Some(failure) if is_cors(failure.code) => cors(facts),
        Some(failure) => failed(facts, failure),
    }
}

fn failed(facts: &mut Facts<'_>, failure: &Failure) {
    match failure.code {
        C::MixedContent => mixed_content(facts, failure),
        C::CorsScheme | C::UnsupportedScheme | C::BlobNotAvailable => refused_scheme(facts, failure),
        C::SameOriginMode => same_origin_mode(facts, failure),
        C::NoCorsRedirectMode => {
            let url = facts.url(failure.hop).to_owned();
            facts.print(&C_NO_CORS_REDIRECT, &Filled { url: &elided(&url), ..Filled::default() });
        }
        C::RedirectIncludesCredentials if failure.header.is_some() => userinfo(facts, failure),
        // The load is refused, not the redirect.
        C::RedirectIncludesCredentials => {
            let url = facts.observed.url(failure.hop);
            if facts.mode() == Mode::SameOrigin && facts.is_foreign(url) {
                unsafe_attempt(facts, url.as_str());
            }
        }
        C::RedirectScheme => redirect_scheme(facts, failure),
        C::InvalidLocation => invalid_location(facts, failure),
        C::RedirectModeError if has_forbidden_credentials(facts, failure) => userinfo(facts, failure),
        C::RedirectModeError => {
            let unsafe_target = facts.target(failure).is_some_and(|target| is_unsafe(&target));
            facts.print(if unsafe_target { &C_UNSAFE_REDIRECT } else { &C_NET_FAILED }, &Filled::default());
        }
        C::IntegrityOpaque => integrity(facts),
        C::Nosniff | C::MimeType | C::NotOkStatus | C::EventStreamType => unfit(facts, failure),
        _ => net_error(facts, failure),
    }
}

/// The load fails with a code of the network; other failures are thrown, or silent.
fn net_error(facts: &mut Facts<'_>, failure: &Failure) {
    match failure.code {
        C::ServerUnreachable => {
            let line = write(C_CONNECTION.text, &Filled { value: "RESET", ..Filled::default() });
            facts.lines.push(["Failed to load resource: ", &line].concat());
        }
        C::UnexpectedProxyAuth => facts.print(&C_PROXY, &Filled::default()),
        C::ConflictingHeaders => {
            let name = failure.header.unwrap_or_default().replace('-', "_").to_ascii_uppercase();
            let value = ["RESPONSE_HEADERS_MULTIPLE_", &name].concat();
            facts.print(&C_NET, &Filled { value: &value, ..Filled::default() });
        }
        C::BadPort => facts.print(&C_PORT, &Filled::default()),
        C::TooManyRedirects => facts.print(&C_REDIRECTS, &Filled::default()),
        C::InvalidDataUrl => facts.print(&C_INVALID_URL, &Filled::default()),
        C::ResourcePolicy => {
            let policy = header(facts.reply(failure), "Cross-Origin-Resource-Policy");
            let value = if policy == b"same-site" { "NotSameSite" } else { "NotSameOrigin" };
            facts.print(&C_CORP, &Filled { value, ..Filled::default() });
        }
        C::EmbedderPolicy => facts.print(&C_CORP_COEP, &Filled::default()),
        _ => {}
    }
}

/// Whether the page has dropped a beacon, which goes on without it, for a user name in a redirect.
fn was_refused(facts: &Facts<'_>) -> bool {
    let reached = facts.failure().map_or(usize::MAX, |failure| failure.hop);
    let urls = facts.observed.finished.request.url_list().enumerate().skip(1);
    urls.take_while(|(hop, _)| *hop <= reached).any(|(_, url)| bare(url) != url.as_str())
}

/// Whether a redirect leads where mode same-origin may not go, which comes before ports and mixed content.
fn leaves_origin(facts: &Facts<'_>, failure: &Failure) -> bool {
    failure.hop > 0
        && facts.mode() == Mode::SameOrigin
        && matches!(failure.code, C::BadPort | C::MixedContent)
        && facts.is_foreign(facts.observed.url(failure.hop))
}

/// What Chromium calls the thing that asks.
const fn kind(initiator: Initiator) -> &'static str {
    match initiator {
        Initiator::Fetch => "fetch",
        Initiator::Xhr => "XMLHttpRequest",
        Initiator::Img => "image",
        Initiator::Audio => "audio",
        Initiator::Video => "video",
        Initiator::Script | Initiator::Module => "script",
        Initiator::Stylesheet => "CSS stylesheet",
        Initiator::Font => "font",
        _ => "resource",
    }
}

/// A URL without user name and password.
fn bare(url: &Url) -> Cow<'_, str> {
    if url.username().is_empty() && url.password().is_none() {
        return url.as_str().into();
    }
    String::from(without_credentials(url)).into()
}

/// Long URLs lose their middle.
fn elided(url: &str) -> Cow<'_, str> {
    const LONGEST: usize = 1024;
    let end = url.len().saturating_sub(510);
    match (url.get(..511), url.get(end..)) {
        (Some(start), Some(end)) if url.len() > LONGEST => [start, "...", end].concat().into(),
        _ => url.into(),
    }
}
