//! Where Chromium does not go: schemes, origins and user names.

use url::Url;

use super::super::facts::Facts;
use super::super::template::{Filled, write};
use super::super::wording::*;
use super::cors::blocked;
use super::{bare, elided};
use crate::fetch::Failure;
use crate::fetch::enums::{Initiator, Mode};

pub(super) fn refused_scheme(facts: &mut Facts<'_>, failure: &Failure) {
    let url = facts.observed.url(failure.hop);
    let text = elided(url.as_str());
    let filled = Filled { url: &text, value: url.scheme(), ..Filled::default() };
    let own = facts.observed.finished.client.url.scheme() == url.scheme();
    match (url.scheme(), facts.initiator()) {
        (_, Initiator::Beacon) => {}
        ("file", _) if !own => facts.print(&C_LOCAL, &filled),
        ("file", _) => blocked(facts, failure.hop, None, &C_SCHEME, "", ""),
        (_, Initiator::Fetch) if url.scheme() != "blob" || facts.mode() != Mode::NoCors => {
            facts.print(&C_FETCH_SCHEME, &filled);
        }
        // A blob is only read.
        ("blob", Initiator::Xhr) if facts.observed.finished.request.method != "GET" => {}
        ("blob" | "chrome" | "view-source", _) => facts.print(&C_LOCAL, &filled),
        ("ftp", Initiator::Xhr) => facts.print(&C_FTP, &filled),
        _ if facts.mode() == Mode::Cors => blocked(facts, failure.hop, None, &C_SCHEME, "", ""),
        _ => facts.print(&C_UNKNOWN_SCHEME, &filled),
    }
}

/// A redirect to another scheme than http(s).
pub(super) fn redirect_scheme(facts: &mut Facts<'_>, failure: &Failure) {
    let Some(target) = facts.target(failure) else { return };
    if is_unsafe(&target) {
        facts.print(&C_UNSAFE_REDIRECT, &Filled::default());
    } else if facts.mode() == Mode::SameOrigin {
        unsafe_attempt(facts, target.as_str());
    } else if facts.mode() == Mode::Cors {
        blocked(facts, failure.hop, Some(target.as_str()), &C_SCHEME, "", "");
    } else {
        facts.print(&C_UNKNOWN_SCHEME, &Filled::default());
    }
}

pub(super) fn same_origin_mode(facts: &mut Facts<'_>, failure: &Failure) {
    // An upgrade comes after the first look.
    if failure.hop > 0 || !facts.asks_foreign() {
        return unsafe_attempt(facts, facts.observed.url(failure.hop).as_str());
    }
    let url = facts.url(0).to_owned();
    let origin = facts.origin.clone().into_owned();
    facts.print(&C_SAME_ORIGIN, &Filled { url: &elided(&url), origin: &origin, ..Filled::default() });
}

/// A redirect leaves the page's origin, which mode same-origin forbids. The line ends with a line break.
pub(super) fn unsafe_attempt(facts: &mut Facts<'_>, url: &str) {
    let filled = Filled { url: &elided(url), page: &elided(facts.page()), ..Filled::default() };
    let line = write(C_UNSAFE.text, &filled) + "\n";
    facts.lines.push(line);
}

/// The location is left out, whatever the template says.
pub(super) fn userinfo(facts: &mut Facts<'_>, failure: &Failure) {
    blocked(facts, failure.hop, None, &C_USERINFO, "", "");
}

/// Whether a redirect could not be followed anyway.
pub(super) fn has_forbidden_credentials(facts: &Facts<'_>, failure: &Failure) -> bool {
    facts.target(failure).is_some_and(|target| {
        let crosses = facts.is_foreign(&target) || facts.has_crossed(failure.hop);
        facts.mode() == Mode::Cors && crosses && bare(&target) != target.as_str()
    })
}

/// What no redirect may lead to.
pub(super) fn is_unsafe(target: &Url) -> bool {
    matches!(target.scheme(), "data" | "about" | "blob" | "file" | "filesystem" | "chrome")
}

pub(super) fn invalid_location(facts: &mut Facts<'_>, failure: &Failure) {
    let locations = facts.reply(failure).map_or(0, |reply| reply.headers.values("Location").count());
    facts.print(if locations > 1 { &C_LOCATIONS } else { &C_LOCATION }, &Filled::default());
}
