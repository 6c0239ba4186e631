//! What Firefox prints. The wordings' sources are named in the table.

mod failure;
mod hops;

use std::borrow::Cow;

use url::Url;

use super::super::codes::CauseCode as C;
use super::facts::{Facts, essence, header, is_cors, is_origin_check, text};
use super::template::{Filled, write};
use super::wording::*;
use crate::fetch::Failure;
use crate::fetch::enums::{Initiator, Mode, RedirectMode};
use crate::http::{MimeType, determine_nosniff, extract_mime_type, is_never_script, is_ok_status, is_redirect_status};
use crate::origin::secure_context::is_url_potentially_trustworthy;
use crate::origin::urls_same_origin;
use crate::scenario::Reply;
use crate::verdict::Phase;
use failure::{left_over, other, tail};
use hops::{each_hop, preflight_policy, script_type_warning, wildcard_warning};

pub(super) fn print(facts: &mut Facts<'_>) {
    if facts.is_document() {
        return;
    }
    // fetch() refuses this before it asks anybody.
    let follows = facts.observed.finished.request.redirect_mode == RedirectMode::Follow;
    if facts.mode() == Mode::NoCors && !follows && facts.is_foreign(facts.observed.url(0)) {
        return;
    }
    facts.print_forbidden_headers(&F_FORBIDDEN_HEADER);
    each_hop(facts);
    wildcard_warning(facts);
    let Some(failure) = facts.failure() else { return script_type_warning(facts) };
    if facts.refuses_origin() {
        let url = facts.url(0).to_owned();
        let page = principal(facts);
        return facts.print(&F_SAME_ORIGIN, &Filled { url: &url, page: &page, ..Filled::default() });
    }
    let failure = looked_at_first(facts, failure);
    if is_unfit(facts, failure) {
        unfit(facts, failure);
    } else if is_cors(failure.code) {
        cors(facts, failure);
    } else {
        other(facts, failure);
    }
    tail(facts, failure);
}

/// The page, as the lines of the security manager call it. The number of a null principal is random: here it is 0.
fn principal<'a>(facts: &Facts<'a>) -> Cow<'a, str> {
    let client = &facts.observed.finished.client;
    if !client.origin.is_opaque() {
        return facts.page().into();
    }
    let origin = client.url.origin().ascii_serialization();
    ["moz-nullprincipal:{00000000-0000-0000-0000-000000000000}?", &origin].concat().into()
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
    let reply = facts.reply(failure);
    let redirects = reply.is_some_and(|reply| is_redirect_status(reply.status) && reply.headers.contains("Location"));
    let follows = facts.observed.finished.request.redirect_mode == RedirectMode::Follow;
    if failure.phase == Phase::Preflight && redirects && follows {
        preflight_redirect(facts, failure);
    } else {
        if failure.phase == Phase::Response && reply.is_some_and(|reply| is_ok_status(reply.status)) {
            script_type_warning(facts);
        }
        reason(facts, method_first(facts, failure));
        if facts.redirects(failure) {
            left_over(facts, failure.hop, failure.code);
        }
        if failure.phase == Phase::Preflight || facts.redirects(failure) {
            did_not_succeed(facts, failure.hop);
        }
    }
}

fn is_mixed(facts: &Facts<'_>, url: &Url) -> bool {
    facts.page().starts_with("https:") && url.scheme() == "http" && !is_url_potentially_trustworthy(url)
}

/// Where a redirect leads is looked at before the CORS check of the redirect itself.
fn looked_at_first<'a>(facts: &Facts<'a>, failure: &'a Failure) -> &'a Failure {
    let leads_astray = |other: &&Failure| match other.code {
        _ if failure.phase != Phase::Redirect || !is_cors(failure.code) => false,
        C::MixedContent => other.hop == failure.hop + 1,
        C::InvalidLocation | C::TooManyRedirects => other.hop == failure.hop,
        C::RedirectScheme if other.hop == failure.hop => {
            let target = facts.target(other);
            let schemes = [
                "data",
                "file",
                "blob",
                "ws",
                "wss",
                "javascript",
                "chrome",
                "moz-extension",
                "resource",
                "view-source",
            ];
            target.is_some_and(|target| schemes.contains(&target.scheme()))
        }
        _ => false,
    };
    facts.observed.finished.failures.iter().find(leads_astray).unwrap_or(failure)
}

/// A script's type, and `nosniff`, are looked at before the CORS check.
fn is_unfit(facts: &Facts<'_>, failure: &Failure) -> bool {
    let other = matches!(failure.code, C::IntegrityOpaque | C::ConflictingHeaders);
    if failure.phase != Phase::Response || other || facts.is_opaque() {
        return false;
    }
    facts.reply(failure).is_some_and(|reply| misfit(facts.initiator(), reply).is_some())
}

/// The line about a type that the element cannot use, whatever else there is to say.
fn misfit(initiator: Initiator, reply: &Reply) -> Option<&'static Wording> {
    let mime = extract_mime_type(&reply.headers);
    let is_script = mime.as_ref().is_some_and(MimeType::is_javascript);
    let never = mime.as_ref().is_some_and(|mime| is_never_script(mime.essence()));
    let blocked = |fits: bool| !fits && determine_nosniff(&reply.headers);
    match initiator {
        Initiator::Module | Initiator::Script if never => Some(&F_SCRIPT_TYPE),
        Initiator::Module if !is_script => Some(&F_MODULE_TYPE),
        Initiator::Script if blocked(is_script) => Some(&F_NOSNIFF),
        Initiator::Stylesheet if blocked(mime.as_ref().is_some_and(MimeType::is_css)) => Some(&F_NOSNIFF),
        _ => None,
    }
}

/// The type, even if it is none by its characters.
fn shown_type(reply: &Reply) -> String {
    let raw = header(Some(reply), "Content-Type");
    let first = raw.split(|byte| *byte == b';').next().filter(|first| first.contains(&b'/'));
    let essence = essence(Some(reply));
    if !essence.is_empty() { essence } else { String::from_utf8_lossy(first.unwrap_or_default()).into_owned() }
}

fn unfit(facts: &mut Facts<'_>, failure: &Failure) {
    let url = facts.observed.url(failure.hop).as_str();
    let Some(reply) = facts.reply(failure) else { return };
    let value = shown_type(reply);
    if let Some(wording) = misfit(facts.initiator(), reply) {
        facts.print(wording, &Filled { url, value: &value, ..Filled::default() });
    }
    if facts.has_crossed(failure.hop) {
        did_not_succeed(facts, failure.hop);
    }
}

/// The method is looked for before the list of header names is read.
fn method_first<'a>(facts: &Facts<'a>, failure: &'a Failure) -> &'a Failure {
    let method = facts.failures_there().find(|failure| failure.code == C::MethodNotAllowed);
    method.filter(|_| failure.code == C::InvalidAllowHeaders).unwrap_or(failure)
}

/// A preflight that is redirected fails twice: the redirect, and then the response that is left over. By then the
/// channel may have taken the redirect for a change of origin: what matched no longer does.
fn preflight_redirect(facts: &mut Facts<'_>, failure: &Failure) {
    let url = facts.observed.url(failure.hop);
    let target = facts.observed.redirect_target(failure.phase, failure.hop);
    preflight_policy(facts, failure, target.as_ref());
    let origin_check = facts.failures_there().find(|failure| is_origin_check(failure.code));
    match (&target, origin_check) {
        (None, _) => did_not_succeed(facts, failure.hop),
        (Some(target), _) if target.scheme() == "data" => {
            facts.print(&F_DATA, &Filled { value: target.as_str(), ..Filled::default() });
            did_not_succeed(facts, failure.hop);
        }
        (Some(target), _) if is_mixed(facts, target) => {
            facts.print(&F_MIXED, &Filled { url: target.as_str(), ..Filled::default() });
            did_not_succeed(facts, failure.hop);
        }
        (_, Some(failure)) => {
            reason(facts, failure);
            did_not_succeed(facts, failure.hop);
        }
        (Some(target), None) if !matches!(target.scheme(), "http" | "https") || !target.username().is_empty() => {
            did_not_succeed(facts, failure.hop);
        }
        (Some(target), None) => {
            blocked(facts, url.as_str(), &F_REDIRECT, &Filled::default(), None);
            let value = header(facts.reply(failure), "Access-Control-Allow-Origin");
            let status = facts.reply(failure).map_or(0, |reply| reply.status).to_string();
            if urls_same_origin(url, target) || value == b"*" || value == b"null" {
                blocked(facts, url.as_str(), &F_STATUS, &Filled::default(), Some(&status));
            } else if facts.reply(failure).is_some_and(|reply| !reply.headers.contains("Access-Control-Allow-Origin")) {
                blocked(facts, url.as_str(), &F_MISSING, &Filled::default(), Some(&status));
            } else {
                let value = String::from_utf8_lossy(&value);
                blocked(facts, url.as_str(), &F_MISMATCH, &Filled { value: &value, ..Filled::default() }, None);
            }
        }
    }
    did_not_succeed(facts, failure.hop);
}

fn reason(facts: &mut Facts<'_>, failure: &Failure) {
    let url = facts.observed.url(failure.hop).as_str();
    let reply = facts.reply(failure);
    let status = reply.map_or(0, |reply| reply.status).to_string();
    // It counts the lines whose name is spelt like this.
    let lines = reply.into_iter().flat_map(|reply| reply.headers.iter());
    let several = lines.filter(|header| header.name.as_bytes() == b"Access-Control-Allow-Origin").count() > 1;
    let received = failure.received.as_deref().unwrap_or_default();
    let value = String::from_utf8_lossy(received);
    let expected = text(failure.expected.as_ref());
    let quoted = ["‘", url, "’"].concat();
    let token = invalid_token(received);
    let (url, wording, filled, status) = match failure.code {
        C::MissingAllowOrigin => (url, &F_MISSING, Filled::default(), Some(status.as_str())),
        C::DuplicateAllowOrigin if several => (url, &F_MULTIPLE, Filled::default(), None),
        C::DuplicateAllowOrigin | C::MultipleAllowOrigin | C::AllowOriginMismatch => {
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
