//! Redirects that lead nowhere.

use url::Url;

use super::super::super::codes::CauseCode as C;
use super::super::facts::Facts;
use super::super::template::{Filled, write};
use super::super::wording::*;
use super::{By, FAILED, is_secure, mixed};
use crate::bytes::isomorphic_decode;
use crate::carets::encode_carets;
use crate::fetch::enums::{Destination, Initiator, Mode};
use crate::fetch::{Failure, normalized};
use crate::http::is_redirect_status;
use crate::verdict::Phase;

/// Whether the reply that a failure is about is a redirect.
pub(super) fn leads(facts: &Facts<'_>, failure: &Failure) -> bool {
    let is_redirect = |status| is_redirect_status(status) || matches!(status, 307..=399);
    failure.phase == Phase::Redirect
        && facts.reply(failure).is_some_and(|reply| is_redirect(reply.status))
        && !facts.value(failure, "Location").is_empty()
}

/// What it is relative to: the URL as it was sent.
fn base(facts: &Facts<'_>, failure: &Failure) -> Option<Url> {
    Url::parse(&normalized(facts.observed.url(failure.hop).as_str())).ok()
}

/// The URL that it names.
pub(super) fn location(facts: &Facts<'_>, failure: &Failure) -> String {
    let location = facts.value(failure, "Location");
    base(facts, failure)
        .and_then(|base| base.join(&isomorphic_decode(&location)).ok())
        .map(String::from)
        .unwrap_or_default()
}

/// Where it leads, as far as that can be read.
fn target(facts: &Facts<'_>, failure: &Failure) -> (String, Option<Url>) {
    let location = facts.value(failure, "Location");
    let location = isomorphic_decode(&location);
    let at = facts.observed.url(failure.hop);
    let Some(mut url) = base(facts, failure).and_then(|base| base.join(&location).ok()).map(encode_carets) else {
        return (location.trim().to_owned(), None);
    };
    if url.fragment().is_none() {
        url.set_fragment(at.fragment());
    }
    (crate::fetch::without_credentials(&url).into(), Some(url))
}

/// Whether it leads to where no request goes, which is seen before anything else.
pub(super) fn is_ftp(facts: &Facts<'_>, failure: &Failure) -> bool {
    leads(facts, failure) && target(facts, failure).1.is_some_and(|url| url.scheme() == "ftp")
}

/// What stands before a reason.
pub(super) fn frame(facts: &Facts<'_>, failure: &Failure) -> String {
    write(W_REDIRECT.text, &Filled { url: &target(facts, failure).0, ..Filled::default() })
}

/// A scheme that cannot be followed, or no URL at all.
pub(super) fn refused(facts: &mut Facts<'_>, failure: &Failure) {
    let at = facts.observed.url(failure.hop);
    let sent = normalized(at.as_str());
    let (_, url) = target(facts, failure);
    let is_cors = facts.mode() == Mode::Cors;
    let framed = frame(facts, failure) + W_REDIRECT_SCHEME.text;
    let scheme = url.as_ref().map(|url| url.scheme().to_owned()).unwrap_or_default();
    let scheme = scheme.as_str();
    if facts.value(failure, "Location").is_empty() {
        return;
    }
    if facts.has_crossed(failure.hop) {
        return facts.told(By::Network, Some(&framed), &framed, &sent);
    }
    let Some(url) = url.filter(|_| failure.code != C::InvalidLocation) else {
        return facts.lines.push([FAILED, W_NOT_SHOWN.text].concat());
    };
    let own_blob = scheme == "blob" && !facts.is_foreign(&url);
    match scheme {
        "file" | "blob" if !own_blob => {
            if scheme == "file" && is_secure(facts) && facts.observed.finished.request.destination == Destination::Image
            {
                facts.print(&W_NOT_UPGRADED, &Filled { page: facts.page(), url: url.as_str(), ..Filled::default() });
            }
            facts.print(&W_LOCAL, &Filled { url: url.as_str(), ..Filled::default() });
            facts.told(By::Page, None, W_NO_REDIRECT.text, at.as_str());
        }
        _ if facts.mode() == Mode::SameOrigin && !own_blob => {
            let unsafe_attempt = Filled { url: url.as_str(), origin: &facts.origin, ..Filled::default() };
            let line = write(W_UNSAFE.text, &unsafe_attempt);
            facts.lines.push(line);
            facts.told(By::Page, None, W_NO_REDIRECT.text, at.as_str());
        }
        "blob" if facts.initiator() != Initiator::Fetch => not_http(facts, &url),
        "about" | "data" | "blob" => match facts.initiator() {
            Initiator::Fetch if !is_cors || own_blob => {
                facts.lines.push(W_BAD_SCHEME.text.to_owned());
                facts.api(url.as_str(), "");
            }
            _ if is_cors => facts.told(By::Page, Some(&framed), &framed, at.as_str()),
            _ if scheme == "about" => facts.lines.push([FAILED, W_NOT_SHOWN.text].concat()),
            _ => {}
        },
        _ if is_secure(facts) => {
            if facts.observed.finished.request.destination == Destination::Image {
                let page = facts.page();
                facts.print(&W_UPGRADED, &Filled { page, url: url.as_str(), ..Filled::default() });
            }
            let line = mixed(facts, &url);
            facts.lines.push(line);
            facts.told(By::Page, None, W_NO_REDIRECT.text, at.as_str());
        }
        _ if is_cors => facts.told(By::Page, Some(&framed), &framed, at.as_str()),
        _ if facts.initiator() != Initiator::Fetch => not_http(facts, &url),
        _ => {
            facts.lines.push(W_BAD_SCHEME.text.to_owned());
            facts.api(url.as_str(), "");
        }
    }
}

fn not_http(facts: &mut Facts<'_>, url: &Url) {
    let reason = W_BAD_SCHEME.text.trim_end_matches('.');
    facts.told(By::Network, Some(reason), reason, url.as_str());
}
