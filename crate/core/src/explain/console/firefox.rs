//! What Firefox prints. The wordings' sources are named in the table.

use std::borrow::Cow;

use super::super::codes::CauseCode as C;
use super::facts::{Facts, essence, header, is_cors, text};
use super::template::{Filled, write};
use super::wording::*;
use crate::fetch::Failure;
use crate::fetch::enums::{CredentialsMode, Initiator};
use crate::http::{extract_mime_type, extract_token_list, is_redirect_status};
use crate::verdict::{ExchangeKind, Phase};

pub(super) fn print(facts: &mut Facts<'_>) {
    for (by_policy, _, url) in facts.upgraded() {
        let wording = if by_policy { &F_UPGRADED_BY_POLICY } else { &F_UPGRADED };
        facts.print(wording, &Filled { url: &url, ..Filled::default() });
    }
    wildcard_warning(facts);
    let Some(failure) = facts.failure() else { return script_type_warning(facts) };
    if is_cors(failure.code) {
        cors(facts, failure);
    } else {
        other(facts, failure);
    }
    tail(facts, failure);
}

/// A line about a cross-origin request.
fn blocked(facts: &mut Facts<'_>, url: &str, reason: &Wording, filled: &Filled<'_>, status: Option<&str>) {
    let frame = write(F_BLOCKED.text, &Filled { url, ..Filled::default() });
    let after = status.map(|status| write(F_AFTER_STATUS.text, &Filled { status, ..Filled::default() }));
    facts.lines.push([&frame, &*write(reason.text, filled), after.as_deref().unwrap_or_default()].concat());
}

/// The channel fails, whatever the reason: the line that has none.
fn did_not_succeed(facts: &mut Facts<'_>, hop: usize) {
    let url = facts.observed.url(hop).as_str();
    blocked(facts, url, &F_FAILED, &Filled::default(), Some("(null)"));
}

fn cors(facts: &mut Facts<'_>, failure: &Failure) {
    let url = facts.observed.url(failure.hop).as_str();
    let reply = facts.reply(failure);
    let status = reply.map_or(0, |reply| reply.status);
    let redirect = failure.phase == Phase::Preflight && is_redirect_status(status);
    if redirect && header_is_there(facts, failure) {
        preflight_redirect(facts, failure);
    } else {
        reason(facts, failure, url, status);
        if redirect {
            did_not_succeed(facts, failure.hop);
        }
    }
    if failure.phase == Phase::Preflight || facts.redirects(failure) {
        did_not_succeed(facts, failure.hop);
    }
}

/// Whether the answer to the preflight leads elsewhere, and passes the CORS check.
fn header_is_there(facts: &Facts<'_>, failure: &Failure) -> bool {
    facts.observed.redirect_target(failure.phase, failure.hop).is_some()
        && facts.failures_there().all(|failure| !is_origin_check(failure.code))
}

const fn is_origin_check(code: C) -> bool {
    matches!(
        code,
        C::MissingAllowOrigin
            | C::DuplicateAllowOrigin
            | C::MultipleAllowOrigin
            | C::AllowOriginMismatch
            | C::WildcardWithCredentials
            | C::MissingAllowCredentials
            | C::InvalidAllowCredentials
    )
}

/// It is refused after the channel has taken the redirect's origin for its own: the answer no longer matches.
fn preflight_redirect(facts: &mut Facts<'_>, failure: &Failure) {
    let url = facts.observed.url(failure.hop);
    blocked(facts, url.as_str(), &F_REDIRECT, &Filled::default(), None);
    let value = header(facts.reply(failure), "Access-Control-Allow-Origin");
    let leaves = facts
        .observed
        .redirect_target(failure.phase, failure.hop)
        .is_some_and(|target| !crate::origin::urls_same_origin(url, &target));
    if leaves && value != b"*" {
        let value = String::from_utf8_lossy(&value);
        blocked(facts, url.as_str(), &F_MISMATCH, &Filled { value: &value, ..Filled::default() }, None);
    } else {
        let status = facts.reply(failure).map_or(0, |reply| reply.status).to_string();
        blocked(facts, url.as_str(), &F_STATUS, &Filled::default(), Some(&status));
    }
}

fn reason(facts: &mut Facts<'_>, failure: &Failure, url: &str, status: u16) {
    let status = status.to_string();
    let received = failure.received.as_deref().unwrap_or_default();
    let value = String::from_utf8_lossy(received);
    let expected = text(failure.expected.as_ref());
    let quoted = ["‘", url, "’"].concat();
    let token = invalid_token(received);
    let (url, wording, filled, status) = match failure.code {
        C::MissingAllowOrigin => (url, &F_MISSING, Filled::default(), Some(status.as_str())),
        C::DuplicateAllowOrigin => (url, &F_MULTIPLE, Filled::default(), None),
        C::MultipleAllowOrigin | C::AllowOriginMismatch => {
            (url, &F_MISMATCH, Filled { value: &value, ..Filled::default() }, None)
        }
        C::WildcardWithCredentials => (&*quoted, &F_WILDCARD, Filled::default(), None),
        C::MissingAllowCredentials | C::InvalidAllowCredentials => (url, &F_CREDENTIALS, Filled::default(), None),
        C::MethodNotAllowed => (url, &F_METHOD, Filled::default(), None),
        C::HeaderNotAllowed | C::AuthorizationNotListed => {
            (url, &F_HEADER, Filled { header: &expected, ..Filled::default() }, None)
        }
        C::InvalidAllowMethods => (url, &F_METHODS, Filled { value: &token, ..Filled::default() }, None),
        C::InvalidAllowHeaders => (url, &F_HEADERS, Filled { value: &token, ..Filled::default() }, None),
        _ => (url, &F_STATUS, Filled::default(), Some(status.as_str())),
    };
    blocked(facts, url, wording, &filled, status);
}

/// The first item of a list that is no token.
fn invalid_token(list: &[u8]) -> Cow<'_, str> {
    let items = list.split(|byte| *byte == b',').map(<[u8]>::trim_ascii);
    let mut invalid = items.filter(|item| !item.iter().all(|byte| crate::http::token::is_token_byte(*byte)));
    invalid.next().map(String::from_utf8_lossy).unwrap_or_default()
}

/// What has to do with other rules than CORS.
fn other(facts: &mut Facts<'_>, failure: &Failure) {
    let received = text(failure.received.as_ref());
    let url = facts.observed.url(failure.hop).as_str();
    let at_redirect = failure.phase == Phase::Redirect;
    let reply = facts.reply(failure);
    let mime = essence(reply);
    let filled = Filled { url, value: &mime, page: facts.page(), ..Filled::default() };
    match failure.code {
        C::MixedContent => facts.print(&F_MIXED, &Filled { url: &received, ..filled }),
        C::SameOriginMode => facts.print(&F_SAME_ORIGIN, &filled),
        C::CorsScheme | C::UnsupportedScheme | C::BlobNotAvailable => scheme(facts, url),
        C::RedirectScheme => redirect_scheme(facts, failure),
        C::ResourcePolicy | C::EmbedderPolicy => facts.print(&F_CORP, &filled),
        C::IntegrityOpaque => facts.print(&F_INTEGRITY, &filled),
        C::Nosniff => facts.print(&F_NOSNIFF, &filled),
        C::MimeType => mime_type(facts, &filled),
        _ => {}
    }
    match failure.code {
        C::ServerUnreachable if facts.has_crossed(failure.hop) => {
            did_not_succeed(facts, failure.hop);
            if failure.phase == Phase::Preflight {
                did_not_succeed(facts, failure.hop);
            }
        }
        C::Nosniff if facts.has_crossed(failure.hop) => did_not_succeed(facts, failure.hop),
        C::MixedContent | C::BadPort if at_redirect => {
            let before = failure.hop.saturating_sub(1);
            let crosses = failure.code == C::BadPort && facts.has_crossed(failure.hop);
            if crosses || facts.has_crossed(before) {
                did_not_succeed(facts, before);
            }
        }
        C::RedirectIncludesCredentials => did_not_succeed(facts, failure.hop),
        C::RedirectScheme | C::TooManyRedirects | C::InvalidLocation if facts.has_crossed(failure.hop) => {
            did_not_succeed(facts, failure.hop);
        }
        _ => {}
    }
}

/// A scheme that no request of a page can have.
fn scheme(facts: &mut Facts<'_>, url: &str) {
    let filled = Filled { url, page: facts.page(), ..Filled::default() };
    let of_page = |scheme: &str| facts.observed.finished.client.url.scheme() == scheme;
    if url.starts_with("file:") {
        if !of_page("file") {
            facts.print(&F_LINK, &filled);
        }
    } else if url.starts_with("blob:") {
        facts.print(&F_SAME_ORIGIN, &filled);
    } else {
        blocked(facts, url, &F_SCHEME, &Filled::default(), None);
    }
}

fn redirect_scheme(facts: &mut Facts<'_>, failure: &Failure) {
    let Some(target) = facts.target(failure) else { return };
    match target.scheme() {
        "data" => facts.print(&F_DATA, &Filled { value: target.as_str(), ..Filled::default() }),
        _ if facts.mode() == crate::fetch::enums::Mode::Cors => {
            blocked(facts, target.as_str(), &F_SCHEME, &Filled::default(), None);
        }
        _ => {}
    }
}

fn mime_type(facts: &mut Facts<'_>, filled: &Filled<'_>) {
    let never = ["image/", "audio/", "video/", "text/csv"].iter().any(|start| filled.value.starts_with(start));
    match facts.initiator() {
        Initiator::Stylesheet => facts.print(&F_STYLE_TYPE, filled),
        Initiator::Module if !never => facts.print(&F_MODULE_TYPE, filled),
        _ => facts.print(&F_SCRIPT_TYPE, filled),
    }
}

/// What the element or API adds about its own failure.
fn tail(facts: &mut Facts<'_>, failure: &Failure) {
    let refused = facts.lines.last().is_some_and(|line| line.starts_with("Cross-Origin Request Blocked"));
    let asked = facts.url(0).to_owned();
    let filled = Filled { url: &asked, ..Filled::default() };
    match facts.initiator() {
        _ if failure.code == C::IntegrityOpaque => {}
        Initiator::Script => facts.print(if refused { &F_SCRIPT_URI } else { &F_SCRIPT_FAILED }, &filled),
        Initiator::Module => facts.print(if refused { &F_MODULE_URI } else { &F_MODULE_FAILED }, &filled),
        Initiator::Font if refused => facts.print(&F_FONT, &filled),
        Initiator::EventSource if refused || failure.code != C::ServerUnreachable => {
            facts.print(&F_EVENT_SOURCE, &filled);
        }
        _ => {}
    }
}

/// A script runs although its type is none of a script's.
fn script_type_warning(facts: &mut Facts<'_>) {
    let Some(reply) = facts.last_reply().filter(|_| facts.initiator() == Initiator::Script) else { return };
    if extract_mime_type(&reply.headers).is_some_and(|mime| mime.is_javascript()) {
        return;
    }
    let value = essence(Some(reply));
    let url = facts.observed.finished.request.current_url().as_str();
    facts.print(&F_TYPE_WARNING, &Filled { url, value: &value, ..Filled::default() });
}

/// `Access-Control-Allow-Headers: *` covers `Authorization`, for the time being.
fn wildcard_warning(facts: &mut Facts<'_>) {
    let finished = facts.observed.finished;
    if finished.request.credentials_mode == CredentialsMode::Include {
        return;
    }
    let warned = finished.exchanges.iter().find(|exchange| {
        let asks = exchange.request.headers.iter().any(|(name, value)| {
            *name == "Access-Control-Request-Headers"
                && value.split(|byte| *byte == b',').any(|name| name == b"authorization")
        });
        let reply = facts.observed.reply(Phase::Preflight, exchange.hop);
        let listed = |reply: &crate::scenario::Reply| {
            let names = extract_token_list(&reply.headers, "Access-Control-Allow-Headers").ok().flatten();
            let names = names.unwrap_or_default();
            names.contains(&&b"*"[..]) && !names.iter().any(|name| name.eq_ignore_ascii_case(b"authorization"))
        };
        let judged = !facts.failure().is_some_and(|failure| {
            (failure.phase, failure.hop) == (Phase::Preflight, exchange.hop)
                && !matches!(failure.code, C::HeaderNotAllowed | C::AuthorizationNotListed)
        });
        exchange.kind == ExchangeKind::Preflight && asks && judged && reply.is_some_and(listed)
    });
    if let Some(exchange) = warned {
        facts.print(&F_WARNING, &Filled { url: &exchange.request.url, ..Filled::default() });
    }
}
