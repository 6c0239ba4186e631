//! What Firefox prints about failures that have to do with other rules than CORS, and what elements add.

use super::super::super::codes::CauseCode as C;
use super::super::facts::{Facts, essence, text};
use super::super::template::Filled;
use super::super::wording::*;
use super::hops::script_type_warning;
use super::{blocked, did_not_succeed, is_mixed, misfit, principal};
use crate::fetch::enums::{Initiator, Mode};
use crate::fetch::{Failure, NEVER_SNIFFED, NOSNIFF_MARKUP, PARTIAL_MARKUP, is_usable, without_credentials};
use crate::http::{MimeType, extract_mime_type, is_never_script, is_null_body_status, is_ok_status};
use crate::verdict::Phase;

const NEVER: &str = "mimeType is an opaque-blocklisted-never-sniffed MIME type";
const STATUS: &str = "after sniff: status code is not in allowed range";

/// Opaque Response Blocking, which looks at status and body, too. (A stylesheet's body is taken to be one.)
fn opaque_blocking(facts: &mut Facts<'_>, failure: &Failure) -> bool {
    let Some(reply) = facts.reply(failure).filter(|_| facts.is_opaque()) else { return false };
    let mime = extract_mime_type(&reply.headers);
    let spared = facts.observed.question.profile.response.opaque_blocking.spared;
    if mime.as_ref().is_some_and(|mime| spared.contains(&mime.essence())) {
        return false;
    }
    let media = facts.initiator() == Initiator::Stylesheet && mime.as_ref().is_some_and(MimeType::is_audio_or_video);
    let reason = match failure.code {
        C::OpaqueResponseBlocking if *failure.rule == NEVER_SNIFFED => NEVER,
        C::OpaqueResponseBlocking if *failure.rule == PARTIAL_MARKUP => {
            "response's status is 206 and mimeType is an opaque-blocklisted MIME type"
        }
        C::OpaqueResponseBlocking if *failure.rule == NOSNIFF_MARKUP => {
            "nosniff is true and mimeType is an opaque-blocklisted MIME type or its essence is 'text/plain'"
        }
        C::OpaqueResponseBlocking => "response status is 206 and not first partial response",
        C::NotOkStatus | C::MimeType if !media && mime.as_ref().is_some_and(is_usable) => return false,
        C::NotOkStatus => STATUS,
        C::MimeType if facts.initiator() != Initiator::Stylesheet || mime.is_none() => return false,
        C::MimeType if mime.as_ref().is_some_and(|mime| matches!(mime.type_(), "audio" | "image" | "video")) => {
            "after sniff: content-type declares image/video/audio, but sniffing fails"
        }
        C::MimeType if !is_null_body_status(reply.status) => "Javascript validation failed",
        _ => return false,
    };
    let url = without_credentials(facts.observed.url(failure.hop));
    facts.print(&F_ORB, &Filled { url: url.as_str(), value: reason, ..Filled::default() });
    if failure.code == C::OpaqueResponseBlocking && is_ok_status(reply.status) {
        script_type_warning(facts);
    }
    if !facts.observed.finished.request.is_redirected() {
        facts.print(&F_ORB_ALSO, &Filled::default());
    }
    true
}

/// What has to do with other rules than CORS.
pub(super) fn other(facts: &mut Facts<'_>, failure: &Failure) {
    let received = text(failure.received.as_ref());
    let url = facts.observed.url(failure.hop).as_str();
    let at_redirect = failure.phase == Phase::Redirect;
    let reply = facts.reply(failure);
    let mime =
        if url.starts_with("data:") { received.split(';').next().unwrap_or_default().into() } else { essence(reply) };
    let page = principal(facts);
    let filled = Filled { url, value: &mime, page: &page, ..Filled::default() };
    if opaque_blocking(facts, failure) {
        return;
    }
    let keepalive = facts.observed.question.scenario.request.keepalive;
    match failure.code {
        C::MixedContent if keepalive => {}
        C::MixedContent => facts.print(&F_MIXED, &Filled { url: &received, ..filled }),
        C::InvalidUrl if matches!(facts.initiator(), Initiator::Script | Initiator::Module) => {
            let url = facts.observed.question.scenario.request.url.as_str();
            facts.print(&F_SCRIPT_SRC, &Filled { url, ..filled });
        }
        C::SameOriginMode => facts.print(&F_SAME_ORIGIN, &filled),
        C::CorsScheme | C::UnsupportedScheme | C::BlobNotAvailable => scheme(facts, url),
        C::RedirectScheme => redirect_scheme(facts, failure),
        C::ResourcePolicy | C::EmbedderPolicy => facts.print(&F_CORP, &filled),
        C::IntegrityOpaque => facts.print(&F_INTEGRITY, &filled),
        C::Nosniff if facts.initiator() == Initiator::Module => mime_type(facts, &filled),
        C::Nosniff => facts.print(&F_NOSNIFF, &filled),
        C::MimeType if facts.initiator() == Initiator::Module && reply.is_none() => {}
        C::MimeType => mime_type(facts, &filled),
        _ => {}
    }
    match failure.code {
        C::ServerUnreachable if facts.has_crossed(failure.hop) => {
            did_not_succeed(facts, failure.hop);
            if failure.phase == Phase::Preflight && facts.is_foreign(facts.observed.url(failure.hop)) {
                did_not_succeed(facts, failure.hop);
            }
        }
        C::Nosniff if facts.has_crossed(failure.hop) => did_not_succeed(facts, failure.hop),
        C::MixedContent | C::BadPort if at_redirect => {
            let before = failure.hop.saturating_sub(1);
            left_over(facts, before, failure.code);
            let crosses = failure.code == C::BadPort && facts.has_crossed(failure.hop);
            if crosses || facts.has_crossed(before) {
                did_not_succeed(facts, before);
            }
        }
        C::RedirectIncludesCredentials => {
            let target = facts.target(failure).filter(|target| is_mixed(facts, target));
            let mixed = target.is_some();
            if let Some(url) = target.filter(|_| !keepalive) {
                facts.print(&F_MIXED, &Filled { url: url.as_str(), ..Filled::default() });
            }
            left_over(facts, failure.hop, failure.code);
            if !mixed || facts.has_crossed(failure.hop) {
                did_not_succeed(facts, failure.hop);
            }
        }
        C::RedirectScheme | C::InvalidLocation | C::ConflictingHeaders | C::TooManyRedirects
            if facts.has_crossed(failure.hop) =>
        {
            did_not_succeed(facts, failure.hop);
        }
        _ => {}
    }
}

/// What is said about the redirect response itself when it may not be followed.
pub(super) fn left_over(facts: &mut Facts<'_>, hop: usize, code: C) {
    let reply = facts.observed.reply(Phase::Redirect, hop).filter(|_| code != C::BadPort);
    let Some(reply) = reply else { return };
    let (url, value) = (facts.observed.url(hop).as_str(), essence(Some(reply)));
    let filled = Filled { url, value: &value, ..Filled::default() };
    let usable = extract_mime_type(&reply.headers).is_some_and(|mime| is_usable(&mime));
    match facts.initiator() {
        initiator if let Some(wording) = misfit(initiator, reply) => facts.print(wording, &filled),
        Initiator::Script | Initiator::Stylesheet if facts.is_opaque() && code == C::MixedContent && !usable => {
            let reason = if facts.observed.question.profile.response.opaque_blocking.never_sniffs(&value) {
                NEVER
            } else {
                STATUS
            };
            facts.print(&F_ORB, &Filled { value: reason, ..filled });
            if hop == 0 {
                facts.print(&F_ORB_ALSO, &filled);
            }
        }
        _ => {}
    }
}

/// A scheme that no request of a page can have.
fn scheme(facts: &mut Facts<'_>, url: &str) {
    let page = principal(facts);
    let filled = Filled { url, page: &page, ..Filled::default() };
    let scheme = url.split(':').next().unwrap_or_default();
    let own = facts.page().split(':').next() == Some(scheme);
    let cors = facts.mode() == Mode::Cors;
    match (scheme, facts.initiator()) {
        (_, Initiator::EventSource | Initiator::Beacon) | ("ws" | "wss" | "chrome" | "moz-extension", _) => {}
        ("file" | "resource" | "view-source", _) if !own => facts.print(&F_LINK, &filled),
        ("file" | "view-source", _) => {}
        ("blob", _) if facts.observed.finished.method == "GET" => facts.print(&F_SAME_ORIGIN, &filled),
        ("blob", _) => {}
        ("about", _) if cors => blocked(facts, url, &F_SCHEME, &Filled::default(), None),
        (_, Initiator::Stylesheet) => {}
        _ if cors => blocked(facts, url, &F_SCHEME, &Filled::default(), None),
        _ => {}
    }
}

fn redirect_scheme(facts: &mut Facts<'_>, failure: &Failure) {
    let Some(target) = facts.target(failure) else { return };
    let page = principal(facts);
    let names_itself = facts.mode() == Mode::Cors && facts.initiator() != Initiator::Xhr;
    let page = if names_itself { facts.observed.url(failure.hop).as_str() } else { &page };
    let filled = Filled { url: target.as_str(), value: target.as_str(), page, ..Filled::default() };
    match target.scheme() {
        "data" => facts.print(&F_DATA, &filled),
        "ws" | "wss" => {}
        _ if facts.mode() == Mode::SameOrigin => facts.print(&F_SAME_ORIGIN, &filled),
        "file" | "resource" | "view-source" => facts.print(&F_LINK, &filled),
        "blob" => facts.print(&F_SAME_ORIGIN, &filled),
        "javascript" | "chrome" | "moz-extension" => {}
        _ if facts.mode() == Mode::Cors => {
            blocked(facts, target.as_str(), &F_SCHEME, &Filled::default(), None);
            left_over(facts, failure.hop, failure.code);
        }
        _ => {}
    }
}

pub(super) fn mime_type(facts: &mut Facts<'_>, filled: &Filled<'_>) {
    match facts.initiator() {
        Initiator::Stylesheet => {
            let url = facts.url(0).to_owned();
            let value = if filled.value.is_empty() { "text/plain" } else { filled.value };
            facts.print(&F_STYLE_TYPE, &Filled { url: &url, value, ..*filled });
        }
        Initiator::Module if !is_never_script(filled.value) => facts.print(&F_MODULE_TYPE, filled),
        _ => facts.print(&F_SCRIPT_TYPE, filled),
    }
}

/// What the element or API adds about its own failure.
pub(super) fn tail(facts: &mut Facts<'_>, failure: &Failure) {
    let last = facts.lines.last().map(String::as_str).unwrap_or_default();
    let mixed = failure.code == C::MixedContent && failure.phase == Phase::Redirect;
    let refused = facts.lines.iter().any(|line| line.starts_with("Cross-Origin Request Blocked")) || mixed;
    let uri = refused
        || (last.starts_with("Security Error")
            && (failure.phase != Phase::Redirect || facts.initiator() != Initiator::Module));
    let asked = facts.url(0).to_owned();
    let filled = Filled { url: &asked, value: FONT, ..Filled::default() };
    match facts.initiator() {
        _ if matches!(failure.code, C::IntegrityOpaque | C::InvalidUrl) => {}
        Initiator::Script => facts.print(if uri { &F_SCRIPT_URI } else { &F_SCRIPT_FAILED }, &filled),
        Initiator::Module => facts.print(if uri { &F_MODULE_URI } else { &F_MODULE_FAILED }, &filled),
        Initiator::Font if failure.hop == 0 && is_scheme(failure.code) => facts.print(&F_FONT_SCHEME, &filled),
        Initiator::Font if refused => facts.print(&F_FONT, &filled),
        Initiator::Font => font(facts, failure, &filled),
        Initiator::EventSource if refused || failure.code != C::ServerUnreachable => {
            // A permanent redirect changes where an event source connects the next time, and so does an upgrade.
            let upgraded = facts.upgraded();
            let moved = |hop: &usize| {
                let reply = hop.checked_sub(1).and_then(|before| facts.observed.reply(Phase::Redirect, before));
                reply.is_some_and(|reply| matches!(reply.status, 301 | 308))
                    || upgraded.iter().any(|(_, at, _)| at == hop)
            };
            // What is refused has not moved yet.
            let refused = failure.phase == Phase::Redirect && matches!(failure.code, C::MixedContent | C::BadPort);
            let last = failure.hop - usize::from(refused && failure.hop > 0);
            let url = (0..=last).rev().find(moved).map_or(filled.url, |hop| facts.observed.url(hop).as_str());
            facts.print(&F_EVENT_SOURCE, &Filled { url, ..Filled::default() });
        }
        _ => {}
    }
}

/// No scenario knows a font's name.
const FONT: &str = "\"corslab\" style:normal weight:400 stretch:100 src index:0";

const fn is_scheme(code: C) -> bool {
    matches!(code, C::CorsScheme | C::UnsupportedScheme | C::BlobNotAvailable)
}

fn font(facts: &mut Facts<'_>, failure: &Failure, filled: &Filled<'_>) {
    match failure.code {
        C::MixedContent if failure.hop == 0 => facts.print(&F_FONT_MIXED, filled),
        C::BadPort if failure.hop == 0 => facts.print(&F_FONT_PORT, filled),
        // NS_ERROR_CORRUPTED_CONTENT
        C::RedirectScheme => facts.print(&F_FONT_STATUS, &Filled { status: "2152398877", ..*filled }),
        // NS_ERROR_NET_RESET, NS_ERROR_NOT_AVAILABLE
        C::ServerUnreachable => facts.print(&F_FONT_STATUS, &Filled { status: "2152398868", ..*filled }),
        C::NotOkStatus => facts.print(&F_FONT_STATUS, &Filled { status: "2147746065", ..*filled }),
        _ => {}
    }
}
