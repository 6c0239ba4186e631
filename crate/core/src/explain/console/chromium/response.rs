//! Responses of which Chromium makes nothing.

use super::super::super::codes::CauseCode as C;
use super::super::facts::{Facts, header, text};
use super::super::status_text::status_text;
use super::super::template::{Filled, write};
use super::super::wording::*;
use crate::bytes::isomorphic_decode;
use crate::fetch::Failure;
use crate::fetch::enums::Initiator;
use crate::http::{MimeType, determine_nosniff, extract_mime_type, is_never_script};
use crate::scenario::Reply;

pub(super) fn integrity(facts: &mut Facts<'_>) {
    let url = facts.observed.finished.request.current_url().as_str();
    let filled = Filled { url, ..Filled::default() };
    if facts.initiator() == Initiator::Fetch {
        http_status(facts);
        integrity_syntax(facts);
        facts.print(&C_FETCH_INTEGRITY, &filled);
        let asked = facts.url(0).to_owned();
        facts.print(&C_INTEGRITY_FAILED, &Filled { url: &asked, ..Filled::default() });
    } else if facts.last_reply().is_some_and(|reply| reply.status >= 400) {
        http_status(facts);
    } else {
        facts.print(&C_INTEGRITY, &filled);
    }
}

/// What `fetch()` cannot read in its integrity metadata is said once there is a response.
pub(super) fn integrity_syntax(facts: &mut Facts<'_>) {
    let finished = facts.observed.finished;
    if facts.initiator() != Initiator::Fetch {
        return;
    }
    let is_code = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_' | b'=');
    for token in finished.request.integrity.split_ascii_whitespace() {
        let known = ["sha256-", "sha384-", "sha512-", "sha-256-", "sha-384-", "sha-512-", "ed25519-"];
        let digest = known.iter().find_map(|name| token.strip_prefix(name)).map(|rest| rest.split('?').next());
        let wording = match digest.flatten() {
            Some(digest) if !digest.is_empty() && digest.bytes().all(is_code) => continue,
            Some(_) => &C_INTEGRITY_DIGEST,
            None if token.contains('-') => &C_INTEGRITY_UNKNOWN,
            None => &C_INTEGRITY_SYNTAX,
        };
        facts.lines.push(write(wording.text, &Filled { value: &finished.request.integrity, ..Filled::default() }));
    }
}

/// The response arrives, and cannot be used for what it was asked for.
pub(super) fn unfit(facts: &mut Facts<'_>, failure: &Failure) {
    // Opaque Response Blocking withholds it before anybody looks, and silently.
    let withheld = facts.failures_there().any(|failure| failure.code == C::OpaqueResponseBlocking);
    if withheld {
        return;
    }
    let reply = facts.reply(failure);
    let status = reply.map_or(0, |reply| reply.status);
    let url = facts.observed.url(failure.hop).as_str();
    let mime_type = match reply {
        Some(reply) => extract_mime_type(&reply.headers),
        None => MimeType::parse(&text(failure.received.as_ref())),
    };
    let raw = raw_type(reply).filter(|_| mime_type.is_none());
    let value = mime_type.as_ref().map(MimeType::essence).or(raw.as_deref()).unwrap_or_default();
    let filled = Filled { url, value, ..Filled::default() };
    if (facts.initiator(), failure.code) == (Initiator::Stylesheet, C::Nosniff) {
        return facts.print(&C_STYLE_NOSNIFF, &filled);
    }
    http_status(facts);
    let nosniff = reply.is_some_and(|reply| determine_nosniff(&reply.headers));
    match (facts.initiator(), failure.code) {
        (Initiator::Script, _) if nosniff && !mime_type.as_ref().is_some_and(MimeType::is_javascript) => {
            facts.print(&C_SCRIPT_NOSNIFF, &filled);
        }
        (Initiator::Script, _) if status >= 400 && !is_never_script(value) => {}
        (Initiator::Script, C::MimeType | C::NotOkStatus) => facts.print(&C_SCRIPT_TYPE, &filled),
        _ if status >= 400 => {}
        // The status is looked at first.
        (Initiator::Module, _) if !matches!(status, 0 | 200..=299) => {}
        (Initiator::Module, C::MimeType | C::Nosniff) => facts.print(&C_MODULE_TYPE, &filled),
        (Initiator::EventSource, _) if matches!(status, 0 | 200) => unfit_stream(facts, mime_type.as_ref(), &filled),
        _ => {}
    }
}

/// An event stream of another type or charset.
pub(super) fn unfit_stream(facts: &mut Facts<'_>, mime_type: Option<&MimeType>, filled: &Filled<'_>) {
    let charset = mime_type.and_then(|mime_type| mime_type.parameter("charset"));
    match charset.filter(|_| filled.value == "text/event-stream") {
        Some(charset) => facts.print(&C_EVENT_CHARSET, &Filled { value: &charset.to_ascii_lowercase(), ..*filled }),
        None if filled.value.is_empty() => facts.print(&C_EVENT_STREAM, &Filled { value: "text/plain", ..*filled }),
        None => facts.print(&C_EVENT_STREAM, filled),
    }
}

/// What stands for the type in a `Content-Type` that cannot be read.
pub(super) fn raw_type(reply: Option<&Reply>) -> Option<String> {
    let value = header(reply, "Content-Type");
    let start = value.split(|byte| matches!(byte, b' ' | b'\t' | b';' | b'(' | b',')).next()?;
    (start.contains(&b'/') && start != b"*/*").then(|| isomorphic_decode(start).to_ascii_lowercase())
}

/// An error status is reported, readable or not.
pub(super) fn http_status(facts: &mut Facts<'_>) {
    let Some(reply) = facts.last_reply().filter(|reply| reply.status >= 400) else { return };
    let status = reply.status.to_string();
    facts.print(&C_HTTP_STATUS, &Filled { status: &status, value: status_text(reply.status), ..Filled::default() });
}
