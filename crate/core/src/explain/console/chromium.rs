//! What Chromium prints. The wordings' sources are named in the table.

mod header_order;

use std::borrow::Cow;

use url::Url;

use super::super::codes::CauseCode as C;
use super::facts::{Facts, header, is_cors, text};
use super::status_text::status_text;
use super::template::{Filled, write};
use super::wording::*;
use crate::fetch::enums::{Initiator, Mode};
use crate::fetch::{Failure, is_local, prohibits_mixed_content, without_credentials};
use crate::http::header_list::sorted_lowercase_set;
use crate::http::{MimeType, determine_nosniff, extract_mime_type, is_never_script, is_redirect_status};
use crate::origin::secure_context::is_url_potentially_trustworthy;
use crate::origin::urls_same_site;
use crate::scenario::Reply;
use crate::verdict::Phase;

pub(super) fn print(facts: &mut Facts<'_>) {
    if facts.is_document() {
        return;
    }
    for (by_policy, hop, url) in facts.upgraded() {
        if !by_policy && hop == 0 {
            let page = facts.page();
            facts.print(&C_UPGRADED, &Filled { url: &url, page, ..Filled::default() });
        }
    }
    if facts.initiator() == Initiator::Beacon && was_refused(facts) {
        return;
    }
    upgraded_loopback(facts);
    facts.print_forbidden_headers(&C_FORBIDDEN_HEADER);
    passive_content(facts);
    let Some(failure) = facts.failure() else {
        http_status(facts);
        return integrity_syntax(facts);
    };
    if leaves_origin(facts, failure) {
        return same_origin_mode(facts, failure);
    }
    if is_cors(failure.code) {
        return cors(facts);
    }
    match failure.code {
        C::MixedContent => mixed_content(facts, failure),
        C::CorsScheme | C::UnsupportedScheme | C::BlobNotAvailable => refused_scheme(facts, failure),
        C::SameOriginMode => same_origin_mode(facts, failure),
        C::NoCorsRedirectMode => {
            let url = facts.url(failure.hop).to_owned();
            facts.print(&C_NO_CORS_REDIRECT, &Filled { url: &elided(&url), ..Filled::default() });
        }
        C::RedirectIncludesCredentials if failure.header.is_some() => userinfo(facts, failure),
        // The load is refused, not the redirect.
        C::RedirectIncludesCredentials => {
            let url = facts.observed.url(failure.hop);
            if facts.mode() == Mode::SameOrigin && facts.is_foreign(url) {
                unsafe_attempt(facts, url.as_str());
            }
        }
        C::RedirectScheme => redirect_scheme(facts, failure),
        C::InvalidLocation => invalid_location(facts, failure),
        C::ServerUnreachable => {
            let line = write(C_CONNECTION.text, &Filled { value: "RESET", ..Filled::default() });
            facts.lines.push(["Failed to load resource: ", &line].concat());
        }
        C::UnexpectedProxyAuth => facts.print(&C_PROXY, &Filled::default()),
        C::ConflictingHeaders => {
            let name = failure.header.unwrap_or_default().replace('-', "_").to_ascii_uppercase();
            let value = ["RESPONSE_HEADERS_MULTIPLE_", &name].concat();
            facts.print(&C_NET, &Filled { value: &value, ..Filled::default() });
        }
        C::BadPort => facts.print(&C_PORT, &Filled::default()),
        C::TooManyRedirects => facts.print(&C_REDIRECTS, &Filled::default()),
        C::RedirectModeError if has_forbidden_credentials(facts, failure) => userinfo(facts, failure),
        C::RedirectModeError => {
            let unsafe_target = facts.target(failure).is_some_and(|target| is_unsafe(&target));
            facts.print(if unsafe_target { &C_UNSAFE_REDIRECT } else { &C_NET_FAILED }, &Filled::default());
        }
        C::InvalidDataUrl => facts.print(&C_INVALID_URL, &Filled::default()),
        C::ResourcePolicy => {
            let policy = header(facts.reply(failure), "Cross-Origin-Resource-Policy");
            let value = if policy == b"same-site" { "NotSameSite" } else { "NotSameOrigin" };
            facts.print(&C_CORP, &Filled { value, ..Filled::default() });
        }
        C::EmbedderPolicy => facts.print(&C_CORP_COEP, &Filled::default()),
        C::IntegrityOpaque => integrity(facts),
        C::Nosniff | C::MimeType | C::NotOkStatus | C::EventStreamType => unfit(facts, failure),
        // Thrown, or silent.
        _ => {}
    }
}

/// An image on a loopback host or in the local network is left alone, and reported all the same.
fn upgraded_loopback(facts: &mut Facts<'_>) {
    let (client, url) = (&facts.observed.finished.client, facts.observed.url(0));
    let secure = prohibits_mixed_content(client, facts.observed.question.profile) && !client.upgrade_insecure_requests;
    let spared = is_url_potentially_trustworthy(url) || is_local(url);
    if is_media(facts.initiator()) && secure && url.scheme() == "http" && spared {
        let has_name = matches!(url.host(), Some(url::Host::Domain(_)));
        let filled = Filled { url: &elided(url.as_str()), page: &elided(facts.page()), ..Filled::default() };
        facts.print(if has_name { &C_LOCAL_NOT_UPGRADED } else { &C_NOT_UPGRADED }, &filled);
    }
}

const fn is_media(initiator: Initiator) -> bool {
    matches!(initiator, Initiator::Img | Initiator::Audio | Initiator::Video)
}

/// Whether the page has dropped a beacon, which goes on without it, for a user name in a redirect.
fn was_refused(facts: &Facts<'_>) -> bool {
    facts.observed.finished.request.url_list().skip(1).any(|url| bare(url) != url.as_str())
}

/// What is neither upgraded nor blocked: images after a redirect, and anything in the local network.
fn passive_content(facts: &mut Facts<'_>) {
    let finished = facts.observed.finished;
    if !prohibits_mixed_content(&finished.client, facts.observed.question.profile) {
        return;
    }
    let blocked = facts
        .failure()
        .filter(|failure| failure.code == C::BadPort && !leaves_origin(facts, failure))
        .map(|failure| failure.hop);
    let hops = finished.exchanges.iter().map(|exchange| exchange.hop).chain(blocked);
    let mut last = None;
    for hop in hops {
        let url = facts.observed.url(hop);
        let reported = is_local(url) || (is_media(facts.initiator()) && hop > 0);
        if last != Some(hop) && url.scheme() == "http" && reported && !is_url_potentially_trustworthy(url) {
            print_mixed(facts, &C_PASSIVE, hop, url.as_str());
        }
        last = Some(hop);
    }
}

fn print_mixed(facts: &mut Facts<'_>, wording: &Wording, hop: usize, url: &str) {
    let what = match facts.initiator() {
        Initiator::Xhr => "XMLHttpRequest endpoint",
        Initiator::EventSource => "EventSource endpoint",
        Initiator::Beacon => "Beacon endpoint",
        Initiator::Stylesheet => "stylesheet",
        Initiator::Fetch => "resource",
        Initiator::Iframe => "frame",
        initiator => kind(initiator),
    };
    // After a redirect the fragment stays.
    let url = if hop > 0 { url } else { url.split('#').next().unwrap_or_default() };
    // The outermost secure page is named; one of another site, which lives in another process, by its origin.
    let client = &facts.observed.finished.client;
    let top = client.top_level.as_ref().filter(|top| top.scheme() == "https");
    let page = top.map_or(facts.page().into(), |top| {
        if urls_same_site(top, &client.url) {
            top.as_str().into()
        } else {
            [&*top.origin().ascii_serialization(), "/"].concat().into()
        }
    });
    let page: Cow<'_, str> = page;
    facts.print(wording, &Filled { page: &elided(&page), url: &elided(url), kind: what, ..Filled::default() });
}

/// Whether a redirect leads where mode same-origin may not go, which comes before ports and mixed content.
fn leaves_origin(facts: &Facts<'_>, failure: &Failure) -> bool {
    failure.hop > 0
        && facts.mode() == Mode::SameOrigin
        && matches!(failure.code, C::BadPort | C::MixedContent)
        && facts.is_foreign(facts.observed.url(failure.hop))
}

/// What Chromium calls the thing that asks.
const fn kind(initiator: Initiator) -> &'static str {
    match initiator {
        Initiator::Fetch => "fetch",
        Initiator::Xhr => "XMLHttpRequest",
        Initiator::Img => "image",
        Initiator::Audio => "audio",
        Initiator::Video => "video",
        Initiator::Script | Initiator::Module => "script",
        Initiator::Stylesheet => "CSS stylesheet",
        Initiator::Font => "font",
        _ => "resource",
    }
}

/// A URL without user name and password.
fn bare(url: &Url) -> Cow<'_, str> {
    if url.username().is_empty() && url.password().is_none() {
        return url.as_str().into();
    }
    String::from(without_credentials(url)).into()
}

/// A CORS error, and the failure of the load.
fn blocked(facts: &mut Facts<'_>, hop: usize, at: Option<&str>, reason: &Wording, prefix: &str, suffix: &str) {
    let filled = Filled::default();
    blocked_with(facts, hop, at, (reason, &filled), prefix, suffix);
}

fn blocked_with(
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

/// The `CorsError` that the network service reports: at a preflight a redirect counts before anything else.
fn cors(facts: &mut Facts<'_>) {
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

fn leads_elsewhere(reply: &Reply) -> bool {
    is_redirect_status(reply.status) && reply.headers.contains("Location")
}

fn invalid_location(facts: &mut Facts<'_>, failure: &Failure) {
    let locations = facts.reply(failure).map_or(0, |reply| reply.headers.values("Location").count());
    facts.print(if locations > 1 { &C_LOCATIONS } else { &C_LOCATION }, &Filled::default());
}

/// Of several headers that are not allowed, the one that the browser's own table lists first.
fn first_header<'a>(facts: &Facts<'a>) -> Option<&'a Failure> {
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
fn allow_origin(value: &[u8]) -> &'static Wording {
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
fn escaped(value: &str) -> Cow<'_, str> {
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

fn mixed_content(facts: &mut Facts<'_>, failure: &Failure) {
    let url = text(failure.received.as_ref());
    if is_media(facts.initiator()) && failure.hop == 0 {
        let first = url.split('#').next().unwrap_or_default();
        let filled = Filled { page: &elided(facts.page()), url: &elided(first), ..Filled::default() };
        facts.print(&C_NOT_UPGRADED, &filled);
    }
    print_mixed(facts, &C_MIXED, failure.hop, &url);
}

fn refused_scheme(facts: &mut Facts<'_>, failure: &Failure) {
    let url = facts.observed.url(failure.hop);
    let text = elided(url.as_str());
    let filled = Filled { url: &text, value: url.scheme(), ..Filled::default() };
    let own = facts.observed.finished.client.url.scheme() == url.scheme();
    match (url.scheme(), facts.initiator()) {
        (_, Initiator::Beacon) => {}
        ("file", _) if !own => facts.print(&C_LOCAL, &filled),
        ("file", _) => blocked(facts, failure.hop, None, &C_SCHEME, "", ""),
        (_, Initiator::Fetch) if url.scheme() != "blob" || facts.mode() != Mode::NoCors => {
            facts.print(&C_FETCH_SCHEME, &filled);
        }
        // A blob is only read.
        ("blob", Initiator::Xhr) if facts.observed.finished.request.method != "GET" => {}
        ("blob" | "chrome" | "view-source", _) => facts.print(&C_LOCAL, &filled),
        ("ftp", Initiator::Xhr) => facts.print(&C_FTP, &filled),
        _ if facts.mode() == Mode::Cors => blocked(facts, failure.hop, None, &C_SCHEME, "", ""),
        _ => facts.print(&C_UNKNOWN_SCHEME, &filled),
    }
}

fn same_origin_mode(facts: &mut Facts<'_>, failure: &Failure) {
    // An upgrade comes after the first look.
    if failure.hop > 0 || !facts.asks_foreign() {
        return unsafe_attempt(facts, facts.observed.url(failure.hop).as_str());
    }
    let url = facts.url(0).to_owned();
    let origin = facts.origin.clone().into_owned();
    facts.print(&C_SAME_ORIGIN, &Filled { url: &elided(&url), origin: &origin, ..Filled::default() });
}

/// A redirect leaves the page's origin, which mode same-origin forbids. The line ends with a line break.
fn unsafe_attempt(facts: &mut Facts<'_>, url: &str) {
    let filled = Filled { url: &elided(url), page: &elided(facts.page()), ..Filled::default() };
    let line = write(C_UNSAFE.text, &filled) + "\n";
    facts.lines.push(line);
}

/// The location is left out, whatever the template says.
fn userinfo(facts: &mut Facts<'_>, failure: &Failure) {
    blocked(facts, failure.hop, None, &C_USERINFO, "", "");
}

/// Whether a redirect could not be followed anyway.
fn has_forbidden_credentials(facts: &Facts<'_>, failure: &Failure) -> bool {
    facts.target(failure).is_some_and(|target| {
        let crosses = facts.is_foreign(&target) || facts.has_crossed(failure.hop);
        facts.mode() == Mode::Cors && crosses && bare(&target) != target.as_str()
    })
}

/// What no redirect may lead to.
fn is_unsafe(target: &Url) -> bool {
    matches!(target.scheme(), "data" | "about" | "blob" | "file" | "filesystem" | "chrome")
}

/// A redirect to another scheme than http(s).
fn redirect_scheme(facts: &mut Facts<'_>, failure: &Failure) {
    let Some(target) = facts.target(failure) else { return };
    if is_unsafe(&target) {
        facts.print(&C_UNSAFE_REDIRECT, &Filled::default());
    } else if facts.mode() == Mode::SameOrigin {
        unsafe_attempt(facts, target.as_str());
    } else if facts.mode() == Mode::Cors {
        blocked(facts, failure.hop, Some(target.as_str()), &C_SCHEME, "", "");
    } else {
        facts.print(&C_UNKNOWN_SCHEME, &Filled::default());
    }
}

fn integrity(facts: &mut Facts<'_>) {
    let url = facts.observed.finished.request.current_url().as_str();
    let filled = Filled { url, ..Filled::default() };
    if facts.initiator() == Initiator::Fetch {
        http_status(facts);
        integrity_syntax(facts);
        facts.print(&C_FETCH_INTEGRITY, &filled);
        facts.print(&C_INTEGRITY_FAILED, &filled);
    } else {
        facts.print(&C_INTEGRITY, &filled);
    }
}

/// What `fetch()` cannot read in its integrity metadata is said once there is a response.
fn integrity_syntax(facts: &mut Facts<'_>) {
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
fn unfit(facts: &mut Facts<'_>, failure: &Failure) {
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
    let value = mime_type.as_ref().map(MimeType::essence).unwrap_or_default();
    let filled = Filled { url, value, ..Filled::default() };
    if (facts.initiator(), failure.code) == (Initiator::Stylesheet, C::Nosniff) {
        return facts.print(&C_STYLE_NOSNIFF, &filled);
    }
    http_status(facts);
    let nosniff = reply.is_some_and(|reply| determine_nosniff(&reply.headers));
    match (facts.initiator(), failure.code) {
        (Initiator::Script, _) if status >= 400 && !is_never_script(value) => {}
        (Initiator::Script, _) if nosniff => facts.print(&C_SCRIPT_NOSNIFF, &filled),
        (Initiator::Script, C::MimeType | C::NotOkStatus) => facts.print(&C_SCRIPT_TYPE, &filled),
        _ if status >= 400 => {}
        (Initiator::Module, C::MimeType | C::Nosniff) => facts.print(&C_MODULE_TYPE, &filled),
        (Initiator::EventSource, _) if matches!(status, 0 | 200) => {
            let charset = mime_type.as_ref().and_then(|mime_type| mime_type.parameter("charset"));
            match charset.filter(|_| value == "text/event-stream") {
                Some(charset) => {
                    facts.print(&C_EVENT_CHARSET, &Filled { value: &charset.to_ascii_lowercase(), ..filled });
                }
                None => {
                    let value = if mime_type.is_none() { "text/plain" } else { value };
                    facts.print(&C_EVENT_STREAM, &Filled { value, ..filled });
                }
            }
        }
        _ => {}
    }
}

/// An error status is reported, readable or not.
fn http_status(facts: &mut Facts<'_>) {
    let Some(reply) = facts.last_reply().filter(|reply| reply.status >= 400) else { return };
    let status = reply.status.to_string();
    facts.print(&C_HTTP_STATUS, &Filled { status: &status, value: status_text(reply.status), ..Filled::default() });
}

/// Long URLs lose their middle.
fn elided(url: &str) -> Cow<'_, str> {
    const LONGEST: usize = 1024;
    let end = url.len().saturating_sub(510);
    match (url.get(..511), url.get(end..)) {
        (Some(start), Some(end)) if url.len() > LONGEST => [start, "...", end].concat().into(),
        _ => url.into(),
    }
}
