//! What Firefox prints of each hop, whether or not the request succeeds.

use super::super::super::codes::CauseCode as C;
use super::super::facts::{Facts, essence, is_cors};
use super::super::template::Filled;
use super::super::wording::*;
use crate::cookie::{is_foreign_frame, schemelessly_same_site};
use crate::fetch::Failure;
use crate::fetch::enums::{CredentialsMode, Initiator, ReferrerPolicy};
use crate::http::{extract_mime_type, extract_token_list};
use crate::verdict::{Exchange, ExchangeKind, Phase};

/// What is said of each hop, whether or not it succeeds.
pub(super) fn each_hop(facts: &mut Facts<'_>) {
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
        if !told_nothing(facts, hop) {
            referrer_policy(facts, asked, foreign, policy_ignored);
        }
        upgrade(facts, before);
        policy_ignored = foreign;
        cookies(facts, hop, foreign || is_foreign_frame(&finished.client));
    }
    // The next channel is made before the CORS check of the redirect.
    if let Some(failure) = facts.failure().filter(|failure| failure.phase == Phase::Redirect && is_cors(failure.code))
        && let Some(target) = facts.target(failure).filter(|target| matches!(target.scheme(), "http" | "https"))
        && facts.redirects(failure)
        && !told_nothing(facts, failure.hop + 1)
    {
        let foreign = finished.client.origin.is_opaque() || !schemelessly_same_site(&finished.client.url, &target);
        referrer_policy(facts, target.as_str(), foreign, policy_ignored);
    }
    upgraded.iter().filter(|(_, at, _)| *at >= hops).for_each(|each| upgrade(facts, Some(each)));
}

/// Whether the URL before was told no referrer, so that no policy matters any more.
fn told_nothing(facts: &Facts<'_>, hop: usize) -> bool {
    let before = |exchange: &Exchange| exchange.kind == ExchangeKind::Actual && exchange.hop + 1 == hop;
    let has = |exchange: &Exchange| exchange.request.headers.iter().any(|(name, _)| *name == "Referer");
    facts.observed.finished.exchanges.iter().any(|exchange| before(exchange) && !has(exchange))
}

pub(super) fn upgrade(facts: &mut Facts<'_>, upgraded: Option<&(bool, usize, String)>) {
    if let Some((by_policy, _, url)) = upgraded {
        let wording = if *by_policy { &F_UPGRADED_BY_POLICY } else { &F_UPGRADED };
        facts.print(wording, &Filled { url, ..Filled::default() });
    }
}

/// A policy that would tell another site more than by default is ignored; after a URL where it was not, twice.
pub(super) fn referrer_policy(facts: &mut Facts<'_>, url: &str, foreign: bool, ignored_before: bool) {
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
pub(super) fn cookies(facts: &mut Facts<'_>, hop: usize, foreign: bool) {
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

/// `Access-Control-Allow-Headers: *` covers `Authorization`, for the time being.
pub(super) fn wildcard_warning(facts: &mut Facts<'_>) {
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

/// A script runs although its type is none of a script's.
pub(super) fn script_type_warning(facts: &mut Facts<'_>) {
    let Some(reply) = facts.last_reply().filter(|_| facts.initiator() == Initiator::Script) else { return };
    if extract_mime_type(&reply.headers).is_some_and(|mime| mime.is_javascript()) {
        return;
    }
    let value = essence(Some(reply));
    let url = facts.observed.finished.request.current_url().as_str();
    facts.print(&F_TYPE_WARNING, &Filled { url, value: &value, ..Filled::default() });
}
