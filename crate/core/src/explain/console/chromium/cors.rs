//! The CORS errors of Chromium.

use std::borrow::Cow;

use url::Url;

use super::super::super::codes::CauseCode as C;
use super::super::facts::{Facts, text};
use super::super::template::{Filled, write};
use super::super::wording::*;
use super::header_order;
use super::redirect::invalid_location;
use super::{bare, kind};
use crate::fetch::Failure;
use crate::fetch::enums::Initiator;
use crate::http::header_list::sorted_lowercase_set;
use crate::http::is_redirect_status;
use crate::origin::secure_context::is_url_potentially_trustworthy;
use crate::scenario::Reply;
use crate::verdict::Phase;

/// The `CorsError` that the network service reports: at a preflight a redirect counts before anything else.
pub(super) fn cors(facts: &mut Facts<'_>) {
    let Some(mut failure) = facts.failure() else { return };
    if failure.phase == Phase::Preflight && facts.reply(failure).is_some_and(leads_elsewhere) {
        if facts.observed.redirect_target(failure.phase, failure.hop).is_none() {
            return invalid_location(facts, failure);
        }
        return blocked(facts, failure.hop, None, &C_PREFLIGHT_REDIRECT, C_PREFLIGHT.text, "");
    }
    if failure.code == C::HeaderNotAllowed {
        failure = first_header(facts).unwrap_or(failure);
    }
    let preflight = failure.phase == Phase::Preflight;
    let prefix = if preflight { C_PREFLIGHT.text } else { "" };
    let fetch = facts.initiator() == Initiator::Fetch;
    let hint = if fetch { C_FETCH_HINT.text } else { "" };
    let xhr_hint = if facts.initiator() == Initiator::Xhr { C_XHR_HINT.text } else { "" };
    let (expected, value) = (text(failure.expected.as_ref()), text(failure.received.as_ref()));
    let value = escaped(&value);
    let filled = Filled { value: &value, header: &expected, method: &expected, ..Filled::default() };
    let (reason, prefix, suffix) = match failure.code {
        C::MissingAllowOrigin => (&C_MISSING, prefix, ""),
        C::WildcardWithCredentials => (&C_WILDCARD, prefix, xhr_hint),
        C::MissingAllowCredentials | C::InvalidAllowCredentials => (&C_CREDENTIALS, prefix, xhr_hint),
        C::MethodNotAllowed => (&C_METHOD, "", ""),
        C::HeaderNotAllowed | C::AuthorizationNotListed => (&C_HEADER, "", ""),
        C::InvalidAllowMethods => (&C_METHODS, "", ""),
        C::InvalidAllowHeaders => (&C_HEADERS, "", ""),
        C::DuplicateAllowOrigin | C::MultipleAllowOrigin | C::AllowOriginMismatch => {
            (allow_origin(failure.received.as_deref().unwrap_or_default()), prefix, hint)
        }
        _ => (&C_STATUS, prefix, ""),
    };
    blocked_with(facts, failure.hop, None, (reason, &filled), prefix, suffix);
}

/// A CORS error, and the failure of the load.
pub(super) fn blocked(
    facts: &mut Facts<'_>,
    hop: usize,
    at: Option<&str>,
    reason: &Wording,
    prefix: &str,
    suffix: &str,
) {
    let filled = Filled::default();
    blocked_with(facts, hop, at, (reason, &filled), prefix, suffix);
}

pub(super) fn blocked_with(
    facts: &mut Facts<'_>,
    hop: usize,
    at: Option<&str>,
    (reason, parts): (&Wording, &Filled<'_>),
    prefix: &str,
    suffix: &str,
) {
    let text = |hop| {
        let url = facts.observed.url(hop);
        if facts.initiator() == Initiator::Xhr { url.as_str().into() } else { bare(url) }
    };
    let (from, url) = (text(0), at.map_or_else(|| text(hop), Cow::Borrowed));
    let frame = if from == url { &C_BLOCKED } else { &C_REDIRECTED };
    let filled =
        Filled { kind: kind(facts.initiator()), url: &url, from: &from, origin: &facts.origin, ..Filled::default() };
    let line = [&write(frame.text, &filled), prefix, &write(reason.text, parts), suffix].concat();
    facts.lines.push(line);
    facts.print(&C_NET_FAILED, &Filled::default());
}

pub(super) fn leads_elsewhere(reply: &Reply) -> bool {
    is_redirect_status(reply.status) && reply.headers.contains("Location")
}

/// Of several headers that are not allowed, the one that the browser's own table lists first.
pub(super) fn first_header<'a>(facts: &Facts<'a>) -> Option<&'a Failure> {
    let request = &facts.observed.finished.request;
    // The default `Accept` is added later, on the way to the network.
    let asked = &facts.observed.question.scenario.request.headers;
    let accept = asked.iter().any(|(name, _)| name.eq_ignore_ascii_case("accept"));
    let headers = request.headers.iter().map(|header| &header.name);
    let headers: Vec<_> = headers.filter(|name| accept || !name.eq_ignore_ascii_case(b"accept")).collect();
    let names: Vec<Vec<u8>> = sorted_lowercase_set(&headers).iter().map(|name| name.as_bytes().to_vec()).collect();
    // The table is filled for the first URL.
    let secure = is_url_potentially_trustworthy(facts.observed.url(0));
    let order = header_order::in_table_order(&names, secure);
    // In the order of their names.
    let refused: Vec<&Failure> = facts.failures_there().filter(|failure| failure.code == C::HeaderNotAllowed).collect();
    let with_name = |name: &Vec<u8>| {
        let place = refused.binary_search_by(|failure| failure.expected.as_deref().cmp(&Some(name))).ok()?;
        refused.get(place).copied()
    };
    order.iter().find_map(with_name).or_else(|| refused.first().copied())
}

/// Which of three things is wrong with an `Access-Control-Allow-Origin`.
pub(super) fn allow_origin(value: &[u8]) -> &'static Wording {
    if value.iter().any(|byte| matches!(byte, b' ' | b',')) {
        &C_MULTIPLE
    // Chromium lets an escaped space pass in a host.
    } else if value != b"null" && Url::parse(&String::from_utf8_lossy(value).replace("%20", "")).is_err() {
        &C_INVALID
    } else {
        &C_MISMATCH
    }
}

/// Bytes that are not printable ASCII are printed as `\u00E9`.
pub(super) fn escaped(value: &str) -> Cow<'_, str> {
    if value.bytes().all(|byte| matches!(byte, 0x20..=0x7E)) {
        return value.into();
    }
    let mut text = String::new();
    for character in value.chars() {
        if matches!(character, ' '..='~') {
            text.push(character);
        } else {
            text.push_str(&format!("\\u{:04X}", u32::from(character)));
        }
    }
    text.into()
}
