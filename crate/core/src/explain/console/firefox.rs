//! What Firefox prints. The wordings' sources are named in the table.

use std::borrow::Cow;

use super::super::codes::CauseCode as C;
use super::facts::{Facts, essence, header, is_cors, text};
use super::template::{Filled, write};
use super::wording::*;
use crate::cookie::{is_foreign_frame, schemelessly_same_site};
use crate::fetch::Failure;
use crate::fetch::enums::{CredentialsMode, Initiator, Mode, RedirectMode, ReferrerPolicy};
use crate::fetch::{is_markup, is_never_sniffed, is_usable};
use crate::http::{
    MimeType, determine_nosniff, extract_mime_type, extract_token_list, is_null_body_status, is_ok_status,
    is_redirect_status,
};
use crate::origin::urls_same_origin;
use crate::scenario::Reply;
use crate::verdict::{Exchange, ExchangeKind, Phase};

pub(super) fn print(facts: &mut Facts<'_>) {
    if facts.is_document() {
        return;
    }
    facts.print_forbidden_headers(&F_FORBIDDEN_HEADER);
    hops(facts);
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

/// Where a redirect leads is looked at before the CORS check of the redirect itself.
fn looked_at_first<'a>(facts: &Facts<'a>, failure: &'a Failure) -> &'a Failure {
    let leads_astray = |other: &&Failure| match other.code {
        C::MixedContent => other.hop == failure.hop + 1,
        C::InvalidLocation | C::TooManyRedirects => other.hop == failure.hop,
        C::RedirectScheme if other.hop == failure.hop => {
            let target = facts.target(other);
            target.is_some_and(|target| matches!(target.scheme(), "data" | "file" | "blob"))
        }
        _ => false,
    };
    let other = facts.observed.finished.failures.iter().find(leads_astray);
    other.filter(|_| failure.phase == Phase::Redirect && is_cors(failure.code)).unwrap_or(failure)
}

/// A script's type, and `nosniff`, are looked at before the CORS check.
fn is_unfit(facts: &Facts<'_>, failure: &Failure) -> bool {
    if failure.phase != Phase::Response || failure.code == C::IntegrityOpaque || facts.is_opaque() {
        return false;
    }
    let Some(reply) = facts.reply(failure) else { return false };
    let mime = extract_mime_type(&reply.headers);
    let is_script = mime.as_ref().is_some_and(MimeType::is_javascript);
    match facts.initiator() {
        Initiator::Module => !is_script,
        Initiator::Script => mime.is_some_and(|mime| never_script(mime.essence())) || blocks_type(reply, is_script),
        Initiator::Stylesheet => blocks_type(reply, mime.as_ref().is_some_and(MimeType::is_css)),
        _ => false,
    }
}

fn blocks_type(reply: &Reply, fits: bool) -> bool {
    !fits && determine_nosniff(&reply.headers)
}

fn never_script(essence: &str) -> bool {
    ["image/", "audio/", "video/", "text/csv"].iter().any(|start| essence.starts_with(start))
}

fn unfit(facts: &mut Facts<'_>, failure: &Failure) {
    let url = facts.observed.url(failure.hop).as_str();
    let value = essence(facts.reply(failure));
    let filled = Filled { url, value: &value, ..Filled::default() };
    match facts.initiator() {
        Initiator::Script if never_script(&value) => mime_type(facts, &filled),
        Initiator::Script | Initiator::Stylesheet => facts.print(&F_NOSNIFF, &filled),
        _ => mime_type(facts, &filled),
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

/// A preflight that is redirected fails twice: the redirect, and then the response that is left over. By then the
/// channel may have taken the redirect for a change of origin: what matched no longer does.
fn preflight_redirect(facts: &mut Facts<'_>, failure: &Failure) {
    let url = facts.observed.url(failure.hop);
    let target = facts.observed.redirect_target(failure.phase, failure.hop);
    let origin_check = facts.failures_there().find(|failure| is_origin_check(failure.code));
    match (&target, origin_check) {
        (None, _) => did_not_succeed(facts, failure.hop),
        (Some(target), _) if target.scheme() == "data" => {
            facts.print(&F_DATA, &Filled { value: target.as_str(), ..Filled::default() });
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
            if urls_same_origin(url, target) || value == b"*" {
                let status = facts.reply(failure).map_or(0, |reply| reply.status).to_string();
                blocked(facts, url.as_str(), &F_STATUS, &Filled::default(), Some(&status));
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

/// What has to do with other rules than CORS.
fn other(facts: &mut Facts<'_>, failure: &Failure) {
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
    match failure.code {
        C::MixedContent if facts.observed.question.scenario.request.keepalive => {}
        C::MixedContent => facts.print(&F_MIXED, &Filled { url: &received, ..filled }),
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
            if failure.phase == Phase::Preflight {
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
        C::RedirectIncludesCredentials => did_not_succeed(facts, failure.hop),
        C::RedirectScheme | C::InvalidLocation | C::ConflictingHeaders | C::TooManyRedirects
            if facts.has_crossed(failure.hop) =>
        {
            did_not_succeed(facts, failure.hop);
        }
        _ => {}
    }
}

/// Opaque Response Blocking, which looks at status and body, too. (A stylesheet's body is taken to be one.)
fn opaque_blocking(facts: &mut Facts<'_>, failure: &Failure) -> bool {
    let Some(reply) = facts.reply(failure).filter(|_| facts.is_opaque()) else { return false };
    let mime = extract_mime_type(&reply.headers);
    let reason = match failure.code {
        C::OpaqueResponseBlocking if is_never_sniffed(&essence(Some(reply))) => {
            "mimeType is an opaque-blocklisted-never-sniffed MIME type"
        }
        C::OpaqueResponseBlocking if is_markup(mime.as_ref()) && reply.status == 206 => {
            "response's status is 206 and mimeType is an opaque-blocklisted MIME type"
        }
        C::OpaqueResponseBlocking if is_markup(mime.as_ref()) => {
            "nosniff is true and mimeType is an opaque-blocklisted MIME type or its essence is 'text/plain'"
        }
        C::OpaqueResponseBlocking => "response status is 206 and not first partial response",
        C::NotOkStatus | C::MimeType if mime.as_ref().is_some_and(is_usable) => return false,
        C::NotOkStatus => "after sniff: status code is not in allowed range",
        C::MimeType if facts.initiator() != Initiator::Stylesheet => return false,
        C::MimeType if mime.as_ref().is_some_and(MimeType::is_image) => {
            "after sniff: content-type declares image/video/audio, but sniffing fails"
        }
        C::MimeType if !is_null_body_status(reply.status) => "Javascript validation failed",
        _ => return false,
    };
    let url = facts.observed.url(failure.hop).as_str();
    facts.print(&F_ORB, &Filled { url, value: reason, ..Filled::default() });
    if failure.code == C::OpaqueResponseBlocking && is_ok_status(reply.status) {
        script_type_warning(facts);
    }
    if !facts.observed.finished.request.is_redirected() {
        facts.print(&F_ORB_ALSO, &Filled::default());
    }
    true
}

/// What is said about the redirect response itself when it may not be followed.
fn left_over(facts: &mut Facts<'_>, hop: usize, code: C) {
    let reply = facts.observed.reply(Phase::Redirect, hop);
    let (url, value) = (facts.observed.url(hop).as_str(), essence(reply));
    let filled = Filled { url, value: &value, ..Filled::default() };
    match facts.initiator() {
        Initiator::Module if code != C::BadPort => facts.print(&F_MODULE_TYPE, &filled),
        Initiator::Script | Initiator::Stylesheet if facts.is_opaque() && code == C::MixedContent => {
            facts.print(&F_ORB, &Filled { value: "after sniff: status code is not in allowed range", ..filled });
            facts.print(&F_ORB_ALSO, &filled);
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
        (_, Initiator::EventSource | Initiator::Beacon) | ("ws" | "wss" | "chrome", _) => {}
        ("file" | "view-source", _) if !own => facts.print(&F_LINK, &filled),
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
        "file" => facts.print(&F_LINK, &filled),
        "blob" => facts.print(&F_SAME_ORIGIN, &filled),
        "javascript" | "chrome" => {}
        _ if facts.mode() == Mode::Cors => {
            blocked(facts, target.as_str(), &F_SCHEME, &Filled::default(), None);
            left_over(facts, failure.hop, failure.code);
        }
        _ => {}
    }
}

fn mime_type(facts: &mut Facts<'_>, filled: &Filled<'_>) {
    match facts.initiator() {
        Initiator::Stylesheet => {
            let url = facts.url(0).to_owned();
            facts.print(&F_STYLE_TYPE, &Filled { url: &url, ..*filled });
        }
        Initiator::Module if !never_script(filled.value) => facts.print(&F_MODULE_TYPE, filled),
        _ => facts.print(&F_SCRIPT_TYPE, filled),
    }
}

/// What the element or API adds about its own failure.
fn tail(facts: &mut Facts<'_>, failure: &Failure) {
    let last = facts.lines.last().map(String::as_str).unwrap_or_default();
    let mixed = failure.code == C::MixedContent && last == F_ORB_ALSO.text;
    let refused = facts.lines.iter().any(|line| line.starts_with("Cross-Origin Request Blocked")) || mixed;
    let uri = refused
        || (last.starts_with("Security Error")
            && (failure.phase != Phase::Redirect || facts.initiator() != Initiator::Module));
    let asked = facts.url(0).to_owned();
    let filled = Filled { url: &asked, ..Filled::default() };
    match facts.initiator() {
        _ if failure.code == C::IntegrityOpaque => {}
        Initiator::Script => facts.print(if uri { &F_SCRIPT_URI } else { &F_SCRIPT_FAILED }, &filled),
        Initiator::Module => facts.print(if uri { &F_MODULE_URI } else { &F_MODULE_FAILED }, &filled),
        Initiator::Font if failure.hop == 0 && is_scheme(failure.code) => facts.print(&F_FONT_SCHEME, &filled),
        Initiator::Font if refused => facts.print(&F_FONT, &filled),
        Initiator::Font => font(facts, failure, &filled),
        Initiator::EventSource if refused || failure.code != C::ServerUnreachable => {
            let url = facts.observed.url(failure.hop).as_str();
            let url = if failure.phase == Phase::Response { url } else { filled.url };
            facts.print(&F_EVENT_SOURCE, &Filled { url, ..Filled::default() });
        }
        _ => {}
    }
}

const fn is_scheme(code: C) -> bool {
    matches!(code, C::CorsScheme | C::UnsupportedScheme | C::BlobNotAvailable)
}

fn font(facts: &mut Facts<'_>, failure: &Failure, filled: &Filled<'_>) {
    match failure.code {
        C::MixedContent if failure.hop == 0 => facts.print(&F_FONT_MIXED, filled),
        C::BadPort if failure.hop == 0 => facts.print(&F_FONT_PORT, filled),
        // NS_ERROR_CORRUPTED_CONTENT
        C::RedirectScheme => facts.print(&F_FONT_STATUS, &Filled { value: "2152398877", ..*filled }),
        // NS_ERROR_NET_RESET, NS_ERROR_NOT_AVAILABLE
        C::ServerUnreachable => facts.print(&F_FONT_STATUS, &Filled { value: "2152398868", ..*filled }),
        C::NotOkStatus => facts.print(&F_FONT_STATUS, &Filled { value: "2147746065", ..*filled }),
        _ => {}
    }
}

/// What is said of each hop, whether or not it succeeds.
fn hops(facts: &mut Facts<'_>) {
    let finished = facts.observed.finished;
    let sheet = facts.initiator() == Initiator::Stylesheet;
    let opened = |failure: &Failure| {
        failure.hop == 0
            && (matches!(failure.code, C::SameOriginMode | C::BadPort) || (failure.code == C::MixedContent && !sheet))
    };
    let opened = usize::from(facts.failure().is_some_and(opened));
    let hops = finished.exchanges.last().map_or(opened, |exchange| exchange.hop + 1);
    let upgraded = facts.upgraded();
    let mut policy_ignored = true;
    for (hop, url) in finished.request.url_list().take(hops).enumerate() {
        let foreign = finished.client.origin.is_opaque() || !schemelessly_same_site(&finished.client.url, url);
        let before = upgraded.iter().find(|(_, at, _)| *at == hop);
        let asked = before.map_or(url.as_str(), |(_, _, asked)| asked);
        referrer_policy(facts, asked, foreign, policy_ignored);
        upgrade(facts, before);
        policy_ignored = foreign;
        cookies(facts, hop, foreign || is_foreign_frame(&finished.client));
    }
    // The next channel is made before the CORS check of the redirect.
    if let Some(failure) = facts.failure().filter(|failure| failure.phase == Phase::Redirect && is_cors(failure.code))
        && let Some(target) = facts.target(failure).filter(|target| target.has_host())
        && facts.redirects(failure)
    {
        let foreign = finished.client.origin.is_opaque() || !schemelessly_same_site(&finished.client.url, &target);
        referrer_policy(facts, target.as_str(), foreign, true);
    }
    upgraded.iter().filter(|(_, at, _)| *at >= hops).for_each(|each| upgrade(facts, Some(each)));
}

fn upgrade(facts: &mut Facts<'_>, upgraded: Option<&(bool, usize, String)>) {
    if let Some((by_policy, _, url)) = upgraded {
        let wording = if *by_policy { &F_UPGRADED_BY_POLICY } else { &F_UPGRADED };
        facts.print(wording, &Filled { url, ..Filled::default() });
    }
}

/// A policy that would tell another site more than by default is ignored; after a URL where it was not, twice.
fn referrer_policy(facts: &mut Facts<'_>, url: &str, foreign: bool, ignored_before: bool) {
    let scenario = facts.observed.question.scenario;
    let own = scenario.request.referrer_policy.filter(|policy| *policy != ReferrerPolicy::Empty);
    let policy = own.unwrap_or(scenario.page.referrer_policy);
    if !foreign || !policy.is_relaxed() || scenario.request.referrer.as_deref() == Some("") {
        return;
    }
    for _ in 0..=usize::from(!ignored_before) {
        facts.print(&F_REFERRER, &Filled { url, value: policy.as_str(), ..Filled::default() });
    }
}

/// What becomes of the cookies that the reply at `hop` sets.
fn cookies(facts: &mut Facts<'_>, hop: usize, foreign: bool) {
    let actual = |exchange: &&Exchange| exchange.kind == ExchangeKind::Actual && exchange.hop == hop;
    let exchange = facts.observed.finished.exchanges.iter().find(actual);
    let Some(reply) = exchange.filter(|exchange| exchange.request.credentials) else { return };
    let headers = reply.reply.iter().flat_map(|reply| &reply.headers);
    for (_, value) in headers.filter(|(name, _)| name.eq_ignore_ascii_case(b"set-cookie")) {
        let cookie = String::from_utf8_lossy(value);
        let mut parts = cookie.split(';').map(str::trim);
        let name = parts.next().and_then(|pair| pair.split('=').next()).unwrap_or_default();
        let has = |attribute: &str| parts.clone().any(|part| part.eq_ignore_ascii_case(attribute));
        let wording = if has("SameSite=None") && !has("Secure") {
            &F_COOKIE_INSECURE
        } else if foreign && (has("SameSite=Lax") || has("SameSite=Strict")) {
            &F_COOKIE_CROSS_SITE
        } else if foreign && !has("Partitioned") {
            &F_COOKIE_FOREIGN
        } else {
            continue;
        };
        facts.print(wording, &Filled { header: name.trim(), ..Filled::default() });
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
