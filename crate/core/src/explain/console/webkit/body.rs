//! What WebKit says of a body.

use super::super::facts::{Facts, header};
use super::super::template::{Filled, write};
use super::super::wording::*;
use super::http_status;
use crate::bytes::isomorphic_decode;
use crate::fetch::enums::{Initiator, RedirectMode};
use crate::fetch::{understood, without_fragment};
use crate::http::{is_null_body_status, is_redirect_status};

/// The length of the body is what the header says of it: no scenario tells more.
pub(super) fn integrity(facts: &mut Facts<'_>) {
    http_status(facts);
    let reply = facts.last_reply();
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
