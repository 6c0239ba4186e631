//! What WebKit prints. The wordings' sources are named in the table.

use super::super::codes::CauseCode as C;
use super::facts::{Facts, header, is_cors, text};
use super::template::{Filled, write};
use super::wording::*;
use crate::bytes::isomorphic_decode;
use crate::fetch::Failure;
use crate::fetch::enums::Initiator;
use crate::http::is_ok_status;
use crate::verdict::Phase;

pub(super) fn print(facts: &mut Facts<'_>) {
    let Some(failure) = facts.failure() else { return };
    let Some(mut reason) = reason(facts, failure) else { return };
    if failure.code == C::MixedContent {
        reason.push('\n');
        facts.lines.push(reason);
        return;
    }
    let redirect = facts.redirects(failure);
    if let Some(target) =
        facts.target(failure).filter(|_| redirect && (is_cors(failure.code) || is_refused(failure.code)))
    {
        reason = write(W_REDIRECT.text, &Filled { url: target.as_str(), ..Filled::default() }) + &reason;
    }
    facts.lines.push(reason.clone());
    let api = match facts.initiator() {
        Initiator::Fetch => "Fetch API",
        Initiator::Xhr => "XMLHttpRequest",
        Initiator::EventSource => "EventSource",
        Initiator::Beacon => "Beacon API",
        _ => "",
    };
    if !api.is_empty() {
        let url = facts.observed.url(failure.hop).as_str();
        facts.lines.push([api, &write(W_CHECKS.text, &Filled { url, ..Filled::default() })].concat());
    }
    if failure.phase != Phase::Request {
        facts.lines.push(["Failed to load resource: ", &reason].concat());
    }
}

const fn is_refused(code: C) -> bool {
    matches!(code, C::RedirectScheme | C::RedirectIncludesCredentials)
}

fn reason(facts: &Facts<'_>, failure: &Failure) -> Option<String> {
    let reply = facts.reply(failure);
    let status = reply.map_or(0, |reply| reply.status);
    let status_text = status.to_string();
    let after = write(W_AFTER_STATUS.text, &Filled { status: &status_text, ..Filled::default() });
    if failure.phase == Phase::Preflight && is_cors(failure.code) && !is_ok_status(status) {
        return Some([W_STATUS.text, ".", &after].concat());
    }
    let list = match failure.code {
        C::InvalidAllowMethods => header(reply, "Access-Control-Allow-Methods"),
        C::InvalidAllowHeaders => header(reply, "Access-Control-Allow-Headers"),
        _ => header(reply, "Access-Control-Allow-Origin"),
    };
    let (expected, received, value) =
        (text(failure.expected.as_ref()), text(failure.received.as_ref()), isomorphic_decode(&list));
    let url = facts.observed.url(failure.hop).as_str();
    let origin = failure.expected.as_ref().map_or(facts.origin.clone(), |_| expected.clone());
    let filled =
        Filled { origin: &origin, value: &value, header: &expected, method: &expected, url, ..Filled::default() };
    let origin_line = || [&write(W_ORIGIN.text, &filled), &*after].concat();
    Some(match failure.code {
        C::MissingAllowOrigin => origin_line(),
        C::DuplicateAllowOrigin | C::MultipleAllowOrigin | C::AllowOriginMismatch => {
            if list.contains(&b',') {
                W_MULTIPLE.text.to_owned()
            } else {
                origin_line()
            }
        }
        C::WildcardWithCredentials => W_WILDCARD.text.to_owned(),
        C::MissingAllowCredentials | C::InvalidAllowCredentials => W_CREDENTIALS.text.to_owned(),
        C::MethodNotAllowed => write(W_METHOD.text, &filled),
        C::HeaderNotAllowed | C::AuthorizationNotListed => write(W_HEADER.text, &filled),
        C::InvalidAllowMethods => write(W_METHODS.text, &filled),
        C::InvalidAllowHeaders => write(W_HEADERS.text, &filled),
        C::SameOriginMode => W_SAME_ORIGIN.text.to_owned(),
        C::CorsScheme => W_SCHEME.text.to_owned(),
        C::RedirectScheme => W_REDIRECT_SCHEME.text.to_owned(),
        C::RedirectIncludesCredentials => write(W_USERINFO.text, &Filled { value: &received, ..filled }),
        C::RedirectModeError => write(W_REDIRECT_ERROR.text, &filled),
        C::TooManyRedirects => W_REDIRECTS.text.to_owned(),
        C::MixedContent => write(W_MIXED.text, &Filled { url: &received, page: facts.page(), ..Filled::default() }),
        _ => return None,
    })
}
