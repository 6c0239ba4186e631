//! What Firefox prints of each hop, whether or not the request succeeds.

use url::Url;

use super::super::super::codes::CauseCode as C;
use super::super::facts::{Facts, essence, is_cors};
use super::super::template::Filled;
use super::super::wording::*;
use crate::cookie::{is_foreign_frame, schemelessly_same_site};
use crate::fetch::enums::{CredentialsMode, Initiator, ReferrerPolicy};
use crate::fetch::{Failure, parse_referrer_policy};
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
    // A blocked port is noticed before the upgrade.
    let blocked = facts.failure().filter(|failure| failure.code == C::BadPort).map(|failure| failure.hop);
    let is_told = |(_, at, _): &&(bool, usize, String)| Some(*at) != blocked;
    let mut referrer = Policy::at_first(facts);
    for (hop, url) in finished.request.url_list().take(hops).enumerate() {
        let foreign = is_foreign_site(facts, url);
        let before = upgraded.iter().find(|(_, at, _)| *at == hop);
        let asked = before.map_or(url.as_str(), |(_, _, asked)| asked);
        referrer.print(facts, hop, asked, foreign);
        upgrade(facts, before.filter(is_told));
        cookies(facts, hop, foreign || is_foreign_frame(&finished.client));
        referrer.redirected(facts, hop);
    }
    if let Some(target) = next_channel(facts) {
        let foreign = is_foreign_site(facts, &target);
        referrer.print(facts, hops, target.as_str(), foreign);
    }
    upgraded.iter().filter(is_told).filter(|(_, at, _)| *at >= hops).for_each(|each| upgrade(facts, Some(each)));
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

/// The URL to which a refused redirect leads: where the next channel is made before the redirect is judged.
fn next_channel(facts: &Facts<'_>) -> Option<Url> {
    let failure = facts.failure().filter(|failure| failure.phase == Phase::Redirect)?;
    let target = match failure.code {
        C::MixedContent | C::BadPort => facts.observed.redirect_target(Phase::Redirect, failure.hop.checked_sub(1)?)?,
        C::RedirectIncludesCredentials => facts.target(failure)?,
        code if is_cors(code) && facts.redirects(failure) => facts.target(failure)?,
        _ => return None,
    };
    matches!(target.scheme(), "http" | "https").then_some(target)
}

fn is_foreign_site(facts: &Facts<'_>, url: &Url) -> bool {
    let client = &facts.observed.finished.client;
    client.origin.is_opaque() || !schemelessly_same_site(&client.url, url)
}

/// The referrer policy on its way: one that would tell another site more than by default is ignored.
struct Policy {
    policy: ReferrerPolicy,
    /// Whether it was ignored at the URL before: then this is said once, else twice.
    ignored: bool,
}

impl Policy {
    fn at_first(facts: &Facts<'_>) -> Self {
        let scenario = facts.observed.question.scenario;
        let own = scenario.request.referrer_policy.filter(|policy| *policy != ReferrerPolicy::Empty);
        let none = scenario.request.referrer.as_deref() == Some("");
        let policy = if none { ReferrerPolicy::NoReferrer } else { own.unwrap_or(scenario.page.referrer_policy) };
        Self { policy, ignored: true }
    }

    fn print(&mut self, facts: &mut Facts<'_>, hop: usize, url: &str, foreign: bool) {
        // A request that may outlive its page tells the page of its first channel only.
        let once = hop == 0 || !facts.observed.question.scenario.request.keepalive;
        let times = usize::from(once) + usize::from(!self.ignored);
        if foreign && self.policy.is_relaxed() && !told_nothing(facts, hop) {
            for _ in 0..times {
                facts.print(&F_REFERRER, &Filled { url, value: self.policy.as_str(), ..Filled::default() });
            }
        }
        self.ignored = foreign;
    }

    /// The redirect at `hop` may bring another policy.
    fn redirected(&mut self, facts: &Facts<'_>, hop: usize) {
        let reply = facts.observed.reply(Phase::Redirect, hop);
        let policy = reply.map_or(ReferrerPolicy::Empty, |reply| parse_referrer_policy(&reply.headers));
        if policy != ReferrerPolicy::Empty {
            *self = Self { policy, ignored: false };
        }
    }
}

/// A preflight's redirect is refused when its channel is made, and that has a policy only if the redirect brings one.
pub(super) fn preflight_policy(facts: &mut Facts<'_>, failure: &Failure, target: Option<&Url>) {
    let policy = facts.reply(failure).map_or(ReferrerPolicy::Empty, |reply| parse_referrer_policy(&reply.headers));
    let Some(target) = target.filter(|target| policy.is_relaxed() && is_foreign_site(facts, target)) else { return };
    facts.print(&F_REFERRER, &Filled { url: target.as_str(), value: policy.as_str(), ..Filled::default() });
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
    let asked = |exchange: &Exchange| {
        let names = exchange.request.headers.iter().find(|(name, _)| *name == "Access-Control-Request-Headers");
        names.map_or(0, |(_, names)| names.split(|byte| *byte == b',').filter(|name| *name == b"authorization").count())
    };
    let warned = finished.exchanges.iter().find(|exchange| {
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
        exchange.kind == ExchangeKind::Preflight && judged && asked(exchange) > 0 && reply.is_some_and(listed)
    });
    if let Some(exchange) = warned {
        for _ in 0..asked(exchange) {
            let url = facts.observed.url(exchange.hop).as_str();
            facts.print(&F_WARNING, &Filled { url, ..Filled::default() });
        }
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
