//! What WebKit says of a response that a script or an element may have.

use super::super::super::codes::CauseCode as C;
use super::super::facts::{Facts, essence, header, text};
use super::super::template::{Filled, write};
use super::super::wording::*;
use super::http_status;
use crate::bytes::isomorphic_decode;
use crate::fetch::enums::{Initiator, RedirectMode};
use crate::fetch::{understood, with_type_of, without_fragment};
use crate::http::{is_null_body_status, is_ok_status, is_redirect_status};
use crate::scenario::Reply;

/// What an element makes of a response that it may have.
pub(super) fn element(facts: &mut Facts<'_>) {
    // What a data: URL gives has no status.
    let is_data = facts.failure().is_some_and(|failure| facts.observed.url(failure.hop).scheme() == "data");
    let typed = facts.last_reply().filter(|_| !is_data);
    // A script is judged by its first type, but told by the one that counts for others.
    let initiator = if facts.initiator() == Initiator::Script { Initiator::Module } else { facts.initiator() };
    let rules = &facts.observed.question.profile.response;
    let understood = typed.map(|reply| understood(reply, rules));
    let typed = understood.as_deref().map(|reply| with_type_of(reply, rules, initiator));
    let reply = typed.as_deref();
    http_status(facts);
    let codes: Vec<C> = facts.failures_there().map(|failure| failure.code).collect();
    // The resource keeps the URL that it was asked by.
    let url = facts.shown(&without_fragment(facts.observed.url(0)));
    let is_good = reply.is_none_or(|reply| reply.status < 400);
    let kind = shown_type(facts, reply);
    let filled = Filled { url: &url, value: &kind, ..Filled::default() };
    match facts.initiator() {
        Initiator::Script if codes.contains(&C::Nosniff) => facts.print(&W_NOSNIFF, &filled),
        Initiator::Script if codes.contains(&C::MimeType) => facts.print(&W_SCRIPT_TYPE, &filled),
        Initiator::Module if is_good => {
            // What has no type is taken for text.
            let value = if kind.contains('/') { &kind } else { "text/plain" };
            facts.print(&W_MODULE_TYPE, &Filled { value, ..filled });
        }
        Initiator::Stylesheet if is_good && reply.is_none_or(|reply| is_ok_status(reply.status)) => {
            facts.print(&W_STYLE_TYPE, &filled);
        }
        Initiator::EventSource if reply.is_some_and(|reply| reply.status == 200) => {
            let value = header(reply, "Content-Type");
            let value = isomorphic_decode(&value);
            let value = value.split(';').next().unwrap_or_default().trim();
            let value = if value.is_empty() { "application/octet-stream" } else { value };
            facts.print(&W_EVENT_STREAM, &Filled { value, ..filled });
        }
        _ => {}
    }
}

/// The type as it is told: as it stands, if it cannot be read.
fn shown_type(facts: &Facts<'_>, reply: Option<&Reply>) -> String {
    if reply.is_none() {
        let received = facts.failure().and_then(|failure| failure.received.as_ref());
        return text(received).split(';').next().unwrap_or_default().to_owned();
    }
    let kind = essence(reply);
    if kind.is_empty() { isomorphic_decode(&header(reply, "Content-Type")).into_owned() } else { kind }
}

/// The length of the body is what the header says of it: no scenario tells more.
pub(super) fn integrity(facts: &mut Facts<'_>) {
    http_status(facts);
    let reply = facts.last_reply();
    if !facts.names_api() && reply.is_some_and(|reply| reply.status >= 400) {
        return;
    }
    let request = &facts.observed.finished.request;
    let length = isomorphic_decode(&header(reply, "Content-Length")).trim().parse::<u64>().unwrap_or(0);
    let is_manual = request.redirect_mode == RedirectMode::Manual;
    let has_none = |status| is_null_body_status(status) || (is_manual && is_redirect_status(status));
    let is_empty = length == 0 || request.method == "HEAD" || reply.is_some_and(|reply| has_none(reply.status));
    let expected = length.to_string();
    let content = if is_empty { "(no content)" } else { &expected };
    let length = write(W_LENGTH.text, &Filled { value: content, ..Filled::default() });
    let what = [W_INTEGRITY.text, &length, ", Expected content length: ", &expected, ", Expected metadata: "].concat();
    let what = what + &request.integrity;
    let url = facts.shown(&without_fragment(facts.observed.url(0)));
    let before = match facts.initiator() {
        Initiator::Script | Initiator::Module => "Cannot load script ",
        Initiator::Stylesheet => "Cannot load stylesheet ",
        _ => W_INTEGRITY.text,
    };
    facts.lines.push([before, &url, ". ", &what].concat());
    if facts.names_api() {
        facts.api(&url, "");
    }
}

/// An event stream is UTF-8 whatever it says.
pub(super) fn charset(facts: &mut Facts<'_>) {
    if facts.initiator() != Initiator::EventSource {
        return;
    }
    let rules = &facts.observed.question.profile.response;
    let reply = facts.last_reply().map(|reply| understood(reply, rules));
    let last = reply.as_deref().and_then(|reply| reply.headers.values("Content-Type").last());
    let Some(value) = last.map(|value| isomorphic_decode(value)) else { return };
    let Some(charset) = charset_in(&value).filter(|charset| !charset.eq_ignore_ascii_case("utf-8")) else { return };
    facts.print(&W_CHARSET, &Filled { value: charset, ..Filled::default() });
}

/// What follows the first `charset=`, which quotes and spaces may surround.
fn charset_in(value: &str) -> Option<&str> {
    const NAME: &str = "charset";
    let is_space = |character: char| character <= ' ';
    let lower = value.to_ascii_lowercase();
    let begins = |(at, _): &(usize, &str)| value.get(..*at).is_some_and(|before| before.ends_with([' ', '\t', ';']));
    let found = lower.match_indices(NAME).filter(begins);
    let mut values =
        found.filter_map(|(at, _)| value.get(at + NAME.len()..)?.trim_start_matches(is_space).strip_prefix('='));
    let rest = values.next()?.trim_start_matches(|character| is_space(character) || matches!(character, '"' | '\''));
    let charset = rest.split(|character| is_space(character) || matches!(character, '"' | '\'' | ';')).next()?;
    (!charset.is_empty()).then_some(charset)
}
