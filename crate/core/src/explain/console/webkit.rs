//! What WebKit prints. The wordings' sources are named in the table.
//!
//! A load that the network process refuses is told in the order reason, API, "Failed to load resource"; one that the
//! page's process refuses, in the order reason, "Failed to load resource", API.

mod body;
mod names;
mod redirect;

use url::Url;

use super::super::codes::CauseCode as C;
use super::facts::{Facts, header, is_cors, text};
use super::status_text::status_text;
use super::template::{Filled, write};
use super::wording::*;
use crate::bytes::isomorphic_decode;
use crate::fetch::enums::{CredentialsMode, Destination, Initiator, Mode, RedirectMode};
use crate::fetch::{Dropped, Failure, normalized, prohibits_mixed_content, understood, without_fragment};
use crate::http::{IgnoredReason, is_ok_status};
use crate::origin::secure_context::is_host_loopback;
use crate::verdict::Phase;

/// Who refuses a load, and so in which order it is told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Network,
    Page,
}

const FAILED: &str = "Failed to load resource: ";

pub(super) fn print(facts: &mut Facts<'_>) {
    unsafe_headers(facts);
    images(facts);
    match facts.failure() {
        None => {
            http_status(facts);
            body::charset(facts);
        }
        Some(failure) => failed(facts, failure),
    }
}

fn failed(facts: &mut Facts<'_>, failure: &Failure) {
    let at = facts.observed.url(failure.hop);
    if redirect::is_ftp(facts, failure) {
        let first = facts.observed.url(0);
        return facts.told(By::Network, Some(W_FTP.text), W_FTP.text, first.as_str());
    }
    let redirect_mode = facts.observed.finished.request.redirect_mode;
    let stays = facts.mode() == Mode::NoCors
        && redirect_mode != RedirectMode::Follow
        && facts.is_foreign(at)
        && failure.hop == 0;
    let leaves_origin = facts.mode() == Mode::SameOrigin && facts.is_foreign(at) && failure.hop == 0;
    match failure.code {
        C::MixedContent | C::BadPort | C::SameOriginMode if leaves_origin => {
            facts.print(&W_FETCH, &Filled { url: at.as_str(), ..Filled::default() });
        }
        C::MixedContent | C::BadPort | C::NoCorsRedirectMode if stays => {
            refused_at_once(facts, at, W_NO_CORS_REDIRECT.text.to_owned())
        }
        C::InvalidDataUrl if failure.hop > 0 => facts.lines.push([FAILED, W_DATA.text].concat()),
        C::InvalidDataUrl if facts.initiator() == Initiator::Fetch => {
            facts.print(&W_FETCH, &Filled { url: at.as_str(), ..Filled::default() });
            facts.lines.push([FAILED, W_DATA.text].concat());
        }
        C::MixedContent if failure.hop == 0 => refused_as_mixed(facts, at),
        C::MixedContent => {
            let line = mixed(facts, at);
            facts.lines.push(line);
            let before = facts.observed.url(failure.hop - 1);
            facts.told(By::Page, None, W_NO_REDIRECT.text, before.as_str());
        }
        C::BadPort if failure.phase == Phase::Preflight => {
            facts.told(By::Network, Some(W_BLOCKED.text), W_BLOCKED.text, at.as_str());
        }
        C::BadPort => {
            let port = at.port().unwrap_or_default().to_string();
            let first = failure.hop == 0;
            let url = if first { facts.shown(&without_fragment(at)) } else { without_credentials(at.as_str()) };
            facts.print(&W_PORT, &Filled { value: &port, url: &url, ..Filled::default() });
            if facts.initiator() == Initiator::Beacon {
                facts.lines.push(beacon(at.as_str(), "Not allowed to use restricted network port"));
            }
        }
        C::SameOriginMode if failure.hop == 0 => {
            facts.print(&W_FETCH, &Filled { url: at.as_str(), ..Filled::default() });
        }
        C::CorsScheme | C::UnsupportedScheme | C::BlobNotAvailable => unsupported(facts, at),
        C::KeepaliveLimit => {
            facts.lines.push(W_KEEPALIVE.text.to_owned());
            facts.api(at.as_str(), "");
        }
        C::RedirectScheme | C::InvalidLocation => redirect::refused(facts, failure),
        C::ServerUnreachable if failure.phase != Phase::Preflight => facts.lines.push([FAILED, W_RESET.text].concat()),
        C::MimeType | C::Nosniff | C::NotOkStatus | C::EventStreamType => body::element(facts),
        C::IntegrityOpaque | C::IntegrityNoBody => body::integrity(facts),
        _ => by_reason(facts, failure),
    }
}

fn by_reason(facts: &mut Facts<'_>, failure: &Failure) {
    let Some(mut reason) = reason(facts, failure) else { return };
    let at = facts.observed.url(failure.hop);
    let is_redirect = redirect::leads(facts, failure);
    let url = if is_redirect || failure.code == C::ServerUnreachable {
        normalized(at.as_str())
    } else {
        at.as_str().to_owned()
    };
    let judges = is_cors(failure.code) || is_policy(failure.code) || failure.code == C::RedirectIncludesCredentials;
    if is_redirect && judges {
        reason = redirect::frame(facts, failure) + &reason;
    }
    let request = &facts.observed.finished.request;
    let is_consent =
        matches!(failure.code, C::WildcardWithCredentials | C::MissingAllowCredentials | C::InvalidAllowCredentials);
    let by_page = match failure.code {
        C::RedirectIncludesCredentials => !facts.has_crossed(failure.hop),
        _ if failure.phase == Phase::Preflight => false,
        _ if is_consent && request.credentials_mode == CredentialsMode::SameOrigin => true,
        _ => is_cors(failure.code) && facts.reply(failure).is_some_and(|reply| reply.status == 304),
    };
    let by = if by_page { By::Page } else { By::Network };
    facts.told(by, Some(&reason), &reason, if by_page { at.as_str() } else { &url });
}

const fn is_policy(code: C) -> bool {
    matches!(code, C::ResourcePolicy | C::EmbedderPolicy)
}

/// What the check itself says.
fn reason(facts: &Facts<'_>, failure: &Failure) -> Option<String> {
    let reply = facts.reply(failure);
    let status = reply.map_or(0, |reply| reply.status);
    let status_text = status.to_string();
    let after = write(W_AFTER_STATUS.text, &Filled { status: &status_text, ..Filled::default() });
    if failure.phase == Phase::Preflight && is_cors(failure.code) && !is_ok_status(status) {
        return Some([W_STATUS.text, ".", &after].concat());
    }
    let allow_origin = facts.value(failure, "Access-Control-Allow-Origin");
    let (expected, received) = (text(failure.expected.as_ref()), text(failure.received.as_ref()));
    let at = facts.observed.url(failure.hop);
    let sent = normalized(at.as_str());
    let origin = failure.expected.as_ref().map_or(facts.origin.clone(), |_| expected.clone());
    let filled = Filled { origin: &origin, value: &received, method: &expected, url: &sent, ..Filled::default() };
    Some(match failure.code {
        C::MissingAllowOrigin | C::DuplicateAllowOrigin | C::MultipleAllowOrigin | C::AllowOriginMismatch => {
            if allow_origin.contains(&b',') {
                W_MULTIPLE.text.to_owned()
            } else {
                [&write(W_ORIGIN.text, &filled), &*after].concat()
            }
        }
        C::WildcardWithCredentials => W_WILDCARD.text.to_owned(),
        C::MissingAllowCredentials | C::InvalidAllowCredentials => W_CREDENTIALS.text.to_owned(),
        C::MethodNotAllowed => write(W_METHOD.text, &filled),
        C::HeaderNotAllowed | C::AuthorizationNotListed => {
            write(W_HEADER.text, &Filled { header: &names::first_refused(facts), ..filled })
        }
        C::InvalidAllowMethods => {
            let value = facts.value(failure, "Access-Control-Allow-Methods");
            write(W_METHODS.text, &Filled { value: &isomorphic_decode(&value), ..filled })
        }
        C::InvalidAllowHeaders => {
            let value = facts.value(failure, "Access-Control-Allow-Headers");
            write(W_HEADERS.text, &Filled { value: &isomorphic_decode(&value), ..filled })
        }
        C::SameOriginMode => {
            write(W_UNSAFE.text, &Filled { url: &without_credentials(at.as_str()), origin: &facts.origin, ..filled })
        }
        C::RedirectIncludesCredentials => {
            write(W_USERINFO.text, &Filled { value: &redirect::location(facts, failure), ..filled })
        }
        C::RedirectModeError => write(W_REDIRECT_ERROR.text, &filled),
        C::TooManyRedirects => W_REDIRECTS.text.to_owned(),
        C::ResourcePolicy | C::EmbedderPolicy => write(W_POLICY.text, &filled),
        C::ServerUnreachable => W_RESET.text.to_owned(),
        _ => return None,
    })
}

/// XMLHttpRequest says which headers it does not let a script set; `fetch()` does not.
fn unsafe_headers(facts: &mut Facts<'_>) {
    if facts.initiator() != Initiator::Xhr {
        return;
    }
    let failure = facts.failure();
    if failure.is_some_and(|failure| matches!(failure.code, C::InvalidMethod | C::ForbiddenMethod | C::InvalidUrl)) {
        return;
    }
    // Nothing is read after the first that is no header.
    let invalid =
        failure.filter(|failure| failure.code == C::InvalidHeader).and_then(|failure| failure.received.as_ref());
    let mut dropped = facts.observed.finished.dropped.iter();
    for (name, value) in &facts.observed.question.scenario.request.headers {
        if invalid.is_some_and(|invalid| *invalid == crate::ByteString::from([name.as_str(), ": ", value].concat())) {
            return;
        }
        let is_this = |dropped: &&Dropped| match dropped {
            Dropped::Header { name: dropped, reason: IgnoredReason::ForbiddenRequestHeader(_) } => dropped == name,
            _ => false,
        };
        if dropped.clone().next().is_some_and(|next| is_this(&next)) {
            dropped.next();
            facts.lines.push(write(W_REFUSED_HEADER.text, &Filled { header: name, ..Filled::default() }));
        }
    }
}

/// Mixed content that is let through.
fn images(facts: &mut Facts<'_>) {
    let page = facts.page();
    let is_image = facts.observed.finished.request.destination == Destination::Image;
    if !is_image || !is_secure(facts) {
        return;
    }
    let mut lines: Vec<(usize, bool, String)> = Vec::new();
    for (by_policy, hop, url) in facts.upgraded() {
        if !by_policy {
            let stays = Url::parse(&url).is_ok_and(|url| is_loopback(&url));
            lines.push((hop, stays, url));
        }
    }
    let hops = facts.observed.finished.request.url_list().count();
    let last = facts.failure().map_or(hops, |failure| failure.hop + 1);
    for hop in 0..hops.min(last) {
        let Ok(url) = Url::parse(facts.url(hop)) else { continue };
        if stays_local(&url) && !lines.iter().any(|(upgraded, ..)| *upgraded == hop) {
            lines.push((hop, true, url.into()));
        }
    }
    lines.sort_by_key(|(hop, ..)| *hop);
    for (hop, stays, url) in lines {
        let shown = if hop == 0 { url.split('#').next().unwrap_or_default() } else { &url };
        let shown = if hop == 0 { facts.shown(shown) } else { without_credentials(shown) };
        let wording = if stays { &W_NOT_UPGRADED } else { &W_UPGRADED };
        facts.print(wording, &Filled { page, url: &shown, ..Filled::default() });
    }
}

/// Whether an image there is let alone.
fn stays_local(url: &Url) -> bool {
    (url.scheme() == "http" && is_loopback(url)) || url.scheme() == "file"
}

fn is_loopback(url: &Url) -> bool {
    // A name that ends in a dot is not taken for one of this machine.
    url.host().is_some_and(|host| is_host_loopback(&host)) && !url.host_str().is_some_and(|host| host.ends_with('.'))
}

/// Whether the page refuses what is not secure.
fn is_secure(facts: &Facts<'_>) -> bool {
    prohibits_mixed_content(&facts.observed.finished.client, facts.observed.question.profile)
}

fn mixed(facts: &Facts<'_>, url: &Url) -> String {
    let wording = if is_loopback(url) { &W_MIXED_LOCAL } else { &W_MIXED };
    // What a redirect leads to is told as it stands.
    let is_first = url == facts.observed.url(0);
    let url = if is_first { facts.shown(&without_fragment(url)) } else { without_credentials(url.as_str()) };
    write(wording.text, &Filled { url: &url, page: facts.page(), ..Filled::default() }) + "\n"
}

fn refused_as_mixed(facts: &mut Facts<'_>, url: &Url) {
    let line = mixed(facts, url);
    refused_at_once(facts, url, line);
}

/// What the page's loader refuses before anything is asked of the network.
fn refused_at_once(facts: &mut Facts<'_>, url: &Url, line: String) {
    facts.lines.push(line);
    if facts.names_api() {
        if facts.initiator() != Initiator::Beacon {
            facts.lines.push(W_NOT_ALLOWED.text.to_owned());
        }
        facts.api(&without_fragment(url), W_NOT_ALLOWED.text);
    }
}

/// A scheme that no request may have.
fn unsupported(facts: &mut Facts<'_>, url: &Url) {
    if facts.initiator() == Initiator::Beacon {
        return;
    }
    let is_about = url.scheme() == "about";
    let by_script = matches!(facts.initiator(), Initiator::Fetch | Initiator::Xhr | Initiator::EventSource);
    if by_script && facts.failure().is_some_and(|failure| failure.code == C::CorsScheme) {
        facts.lines.push(W_SCHEME.text.to_owned());
        facts.api(url.as_str(), "");
    } else if is_about {
        facts.lines.push([FAILED, W_NOT_SHOWN.text].concat());
    } else if matches!(url.scheme(), "file" | "blob") {
        let line = write(W_LOCAL.text, &Filled { url: url.as_str(), ..Filled::default() });
        refused_at_once(facts, url, line);
    } else if url.scheme() == "ftp" && !is_secure(facts) {
        facts.told(By::Network, Some(W_FTP.text), W_FTP.text, url.as_str());
    } else if is_secure(facts) {
        if facts.observed.finished.request.destination == Destination::Image {
            let page = facts.page();
            facts.print(&W_UPGRADED, &Filled { page, url: url.as_str(), ..Filled::default() });
        }
        refused_as_mixed(facts, url);
    } else {
        facts.lines.push([FAILED, W_NOT_SHOWN.text].concat());
    }
}

/// An error status, whether or not a script may see it.
fn http_status(facts: &mut Facts<'_>) {
    let is_silent = facts.is_document() || facts.initiator() == Initiator::EventSource;
    let Some(status) = facts.last_reply().map(|reply| reply.status).filter(|status| *status >= 400 && !is_silent)
    else {
        return;
    };
    let number = status.to_string();
    let line = write(W_HTTP_STATUS.text, &Filled { status: &number, value: status_text(status), ..Filled::default() });
    facts.lines.push([FAILED, &line].concat());
}

fn without_credentials(url: &str) -> String {
    let Ok(parsed) = Url::parse(url) else { return url.to_owned() };
    let has_none = parsed.username().is_empty() && parsed.password().is_none();
    if has_none || !matches!(parsed.scheme(), "http" | "https") {
        return url.to_owned();
    }
    crate::fetch::without_credentials(&parsed).into()
}

fn beacon(url: &str, reason: &str) -> String {
    ["Beacon API cannot load ", url, ". ", reason].concat()
}

impl Facts<'_> {
    /// A header of the reply that a failure is about, as the engine reads it.
    fn value(&self, failure: &Failure, name: &str) -> Vec<u8> {
        let rules = &self.observed.question.profile.response;
        self.reply(failure).map(|reply| header(Some(&*understood(reply, rules)), name)).unwrap_or_default()
    }

    /// A first URL as it is asked for.
    fn shown(&self, url: &str) -> String {
        if self.mode() == Mode::Cors { without_credentials(url) } else { url.to_owned() }
    }

    fn names_api(&self) -> bool {
        matches!(self.initiator(), Initiator::Fetch | Initiator::Xhr | Initiator::EventSource | Initiator::Beacon)
    }

    /// The line of the API that asked.
    fn api(&mut self, url: &str, reason: &str) {
        let url = &if self.initiator() == Initiator::Beacon { url.to_owned() } else { without_credentials(url) };
        let api = match self.initiator() {
            Initiator::Fetch => "Fetch API",
            Initiator::Xhr => "XMLHttpRequest",
            Initiator::EventSource => "EventSource",
            Initiator::Beacon => return self.lines.push(beacon(url, reason)),
            Initiator::Img => {
                let url = without_credentials(&without_fragment(self.observed.url(0)));
                return self.print(&W_IMAGE, &Filled { url: &url, ..Filled::default() });
            }
            _ => return,
        };
        self.lines.push([api, &write(W_CHECKS.text, &Filled { url, ..Filled::default() })].concat());
    }

    /// A load that failed an access control check.
    fn told(&mut self, by: By, first: Option<&str>, reason: &str, url: &str) {
        self.lines.extend(first.map(str::to_owned));
        if by == By::Network {
            self.api(url, reason);
        }
        self.lines.push([FAILED, reason].concat());
        if by == By::Page {
            self.api(url, reason);
        }
        if self.initiator() == Initiator::Script {
            self.lines.push(W_SCRIPT.text.to_owned());
        }
    }
}
