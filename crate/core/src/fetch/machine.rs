//! The state machine. It asks for one HTTP exchange at a time and is told the reply; it never performs one.

use std::ops::ControlFlow;

use serde::Serialize;
use url::Url;

use super::client::Client;
use super::construct::{Dropped, construct};
use super::decisions::{Decisions, Failure, Stage, distinct};
use super::enums::{Initiator, ResponseTainting};
use super::fetch_metadata::SiteSoFar;
use super::preflight_cache::PreflightCache;
use super::preflight_need::PreflightNeed;
use super::receive::{repeats_allow_origin, understood};
use super::redirect_fetch::DroppedOnRedirect;
use super::request::Request;
use crate::bytes::ByteString;
use crate::cookie::is_kept;
use crate::engine::{ClearedBy, Profile};
use crate::explain::CauseCode;
use crate::http::{HeaderList, UnsafeHeader};
use crate::origin::OpaqueOrigins;
use crate::scenario::{CacheEntry, Cookie, Page, Reply, RequestInit};
use crate::trace::{Moment, Trace};
use crate::verdict::{
    Exchange, ExchangeKind, ExchangeReply, ExchangeRequest, ExchangeResult, Phase, Response, WithheldCookie,
};

/// What a fetch starts from.
#[derive(Clone, Copy, Debug)]
pub struct Setup<'a> {
    /// The page.
    pub page: &'a Page,
    /// Its request.
    pub request: &'a RequestInit,
    /// The browser's cookies.
    pub cookies: &'a [Cookie],
    /// The CORS-preflight cache.
    pub preflight_cache: &'a [CacheEntry],
    /// The time, in milliseconds since the Unix epoch.
    pub now: i64,
    /// Whose behaviour.
    pub profile: &'static Profile,
}

/// An HTTP exchange that the fetch waits for.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Ask {
    /// What for.
    pub kind: ExchangeKind,
    /// At which hop.
    pub hop: usize,
    /// What to send.
    pub request: ExchangeRequest,
    /// Whether the request's body goes with it.
    pub body: bool,
}

/// A running fetch.
///
/// To its caller it ends with the first check that fails, as a browser's does. What it can still learn after that (from
/// the reply it has, and in [`simulate`](crate::simulate()) from the answers that are there) only adds problems.
///
/// ```
/// use corslab::fetch::{Fetch, Setup};
/// use corslab::scenario::{Page, Reply, RequestInit};
/// use corslab::{HeaderList, Profile};
///
/// let page = Page::new("https://app.example.com/".parse()?);
/// let request = RequestInit::fetch("https://api.example.com/items");
/// let mut fetch = Fetch::start(&Setup {
///     page: &page,
///     request: &request,
///     cookies: &[],
///     preflight_cache: &[],
///     now: 0,
///     profile: &Profile::STANDARD,
/// });
/// let ask = fetch.exchange().ok_or("a GET to another origin is sent")?;
/// assert_eq!(ask.request.url, "https://api.example.com/items");
/// fetch.respond(&Reply::new(200, HeaderList::new()), 0);
/// assert!(fetch.exchange().is_none());
/// assert_eq!(fetch.finish().failures[0].code.as_str(), "missing-allow-origin");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Fetch {
    pub(crate) client: Client,
    pub(crate) request: Request,
    pub(crate) profile: &'static Profile,
    pub(crate) cookies: Vec<Cookie>,
    /// Those of them that the request at hand goes without.
    pub(crate) withheld_cookies: Vec<WithheldCookie>,
    pub(crate) cache: PreflightCache,
    pub(crate) now: i64,
    pub(crate) decisions: Decisions,
    /// The value of `Referer`, which main fetch determines at each hop.
    pub(crate) referer: Option<ByteString>,
    /// The CORS-unsafe request-headers at this hop.
    pub(crate) unsafe_headers: Vec<UnsafeHeader>,
    pub(crate) preflight_needs: Vec<(usize, PreflightNeed)>,
    pub(crate) made_cors_preflight: bool,
    pub(crate) site_so_far: SiteSoFar,
    /// The current URL before the page's policy made it https.
    pub(crate) upgraded_from: Option<Url>,
    /// What the last redirect left, where an engine taints by that.
    pub(crate) left: Option<Url>,
    /// The headers that were unsafe at the first URL, for engines that remember them.
    pub(crate) remembered_headers: Vec<UnsafeHeader>,
    /// The headers that the last preflight was needed for, if there was one, for the same engines.
    pub(crate) last_unsafe_headers: Option<Vec<UnsafeHeader>>,
    /// The value of `Referer` at the first URL.
    pub(crate) first_referer: Option<ByteString>,
    /// A redirect that the engine judges a second time, the origin it must name, and its headers.
    pub(crate) to_judge_again: Option<(Stage, ByteString, HeaderList)>,
    /// The last `Origin` that was sent.
    pub(crate) sent_origin: Option<ByteString>,
    /// Whether a redirect has dropped `Authorization`, for engines that bring other headers back.
    pub(crate) authorization_dropped: bool,
    /// Whether a redirect has dropped the headers of the body, for such engines.
    pub(crate) body_headers_dropped: bool,
    /// A redirect to a URL with a user name, and its failure, where the engine looks at that late.
    pub(crate) late_credentials: Option<(Stage, Failure)>,
    /// Whether some hop needed a preflight.
    pub(crate) needed_preflight: bool,
    /// Whether the body, and not the script, says the `Content-Type` of an XMLHttpRequest.
    pub(crate) type_is_implied: bool,
    /// The headers before any redirect, from the first redirect on.
    pub(crate) first_headers: HeaderList,
    /// Whether what fails now fails after the HTTP fetch.
    http_fetch_left: bool,
    /// Whether the last redirect dropped the headers of the body, and `Authorization`.
    pub(crate) dropped_on_redirect: DroppedOnRedirect,
    dropped: Vec<Dropped>,
    pending: Option<Ask>,
    exchanges: Vec<Exchange>,
    response: Option<Response>,
    failure_noted: bool,
    /// Whether the reply at hand has `Access-Control-Allow-Origin` several times, for engines that count.
    pub(crate) repeats_allow_origin: bool,
    /// The method before any redirect.
    pub(crate) method: ByteString,
}

/// A fetch that has come to its end.
#[derive(Debug)]
pub struct Finished {
    /// The page.
    pub client: Client,
    /// The request as it was in the end.
    pub request: Request,
    /// Its method before any redirect.
    pub method: ByteString,
    /// What the script gets, unless it is a network error.
    pub response: Option<Response>,
    /// The exchanges, in order.
    pub exchanges: Vec<Exchange>,
    /// Why preflights were needed, and at which hop.
    pub preflight_needs: Vec<(usize, PreflightNeed)>,
    /// The headers that the browser did not let the script set.
    pub dropped: Vec<Dropped>,
    /// The checks that failed. The first decided.
    pub failures: Vec<Failure>,
    /// Every decision.
    pub trace: Trace,
    /// The preflight cache.
    pub cache: Vec<CacheEntry>,
}

impl Fetch {
    /// Starts a fetch.
    #[must_use]
    pub fn start(setup: &Setup<'_>) -> Self {
        let mut fetch = Self::construct(setup);
        fetch.run();
        fetch
    }

    /// The fetch as its script or element asks for it. Nothing has happened yet.
    pub(crate) fn construct(setup: &Setup<'_>) -> Self {
        let mut decisions = Decisions::new();
        let mut client = Client::of_page(setup.page, &mut OpaqueOrigins::new());
        client.embedder_policy = client.obtain_embedder_policy(setup.profile);
        let mut dropped = Vec::new();
        let constructed = construct(setup.request, &client, setup.profile, &mut decisions, &mut dropped);
        // Where no request came to be, the page's own URL stands in, and nothing is sent.
        let request = constructed.unwrap_or_else(|| Request::new(client.url.clone(), setup.request.initiator));
        let mut fetch = Self {
            client,
            method: request.method.clone(),
            request,
            profile: setup.profile,
            cookies: setup.cookies.to_vec(),
            withheld_cookies: Vec::new(),
            cache: PreflightCache::new(setup.preflight_cache.to_vec(), &setup.profile.cache),
            now: setup.now,
            decisions,
            referer: None,
            unsafe_headers: Vec::new(),
            preflight_needs: Vec::new(),
            made_cors_preflight: false,
            site_so_far: SiteSoFar::START,
            upgraded_from: None,
            left: None,
            remembered_headers: Vec::new(),
            last_unsafe_headers: None,
            first_referer: None,
            to_judge_again: None,
            sent_origin: None,
            authorization_dropped: false,
            body_headers_dropped: false,
            late_credentials: None,
            needed_preflight: false,
            type_is_implied: false,
            first_headers: HeaderList::new(),
            http_fetch_left: false,
            dropped_on_redirect: DroppedOnRedirect::default(),
            dropped,
            pending: None,
            exchanges: Vec::new(),
            response: None,
            failure_noted: false,
            repeats_allow_origin: false,
        };
        let is_type = |(name, _): &(String, String)| name.eq_ignore_ascii_case("content-type");
        fetch.type_is_implied = setup.request.initiator == Initiator::Xhr && !setup.request.headers.iter().any(is_type);
        fetch
    }

    /// Starts what was constructed, unless that was refused.
    pub(crate) fn run(&mut self) {
        self.cache.remove_expired(self.now);
        if !self.decisions.has_failed() {
            let flow = self.main_fetch();
            self.settle(flow);
        }
    }

    /// What the script gets, once the fetch has ended well.
    #[must_use]
    pub const fn response(&self) -> Option<&Response> {
        if self.decisions.has_failed() { None } else { self.response.as_ref() }
    }

    /// Whether a browser keeps a cookie that comes with the reply to the exchange that the fetch waits for. What its
    /// other attributes ask for is left to the cookie jar.
    #[must_use]
    pub fn keeps_cookie(&self, cookie: &Cookie) -> bool {
        self.exchange().is_some_and(|ask| ask.request.credentials)
            && is_kept(cookie, &self.request, &self.client, self.profile)
    }

    /// The exchange that the fetch waits for; none once it has ended.
    #[must_use]
    pub const fn exchange(&self) -> Option<&Ask> {
        if self.decisions.has_failed() { None } else { self.pending.as_ref() }
    }

    /// The exchange that a fetch whose checks had all passed would wait for.
    pub(crate) const fn surveyed_exchange(&self) -> Option<&Ask> {
        self.pending.as_ref()
    }

    /// Tells the reply to the exchange, and the time (milliseconds since the Unix epoch). Does nothing when the fetch
    /// waits for none.
    pub fn respond(&mut self, reply: &Reply, now: i64) {
        if self.exchange().is_none() {
            return;
        }
        self.now = now;
        self.cache.remove_expired(now);
        self.survey(reply);
    }

    /// Takes the reply to the exchange, whether or not a check has failed before.
    pub(crate) fn survey(&mut self, reply: &Reply) {
        let Some(Ask { kind, hop, request, .. }) = self.pending.take() else { return };
        let understood = understood(reply, &self.profile.response);
        self.repeats_allow_origin = self.profile.response.counts_allow_origins && repeats_allow_origin(&reply.headers);
        let reply = &*understood;
        let credentials = request.credentials;
        let recorded = (!self.decisions.has_failed()).then(|| self.record(kind, hop, request, reply));
        self.decisions.moment = Moment::Response;
        let flow = match kind {
            ExchangeKind::Preflight => self.preflight_reply(reply),
            ExchangeKind::Actual => self.actual_reply(reply, credentials),
        };
        if let Some(index) = recorded {
            self.mark(index, hop);
        }
        self.settle(flow);
    }

    /// Notes the exchange, and gives its place.
    fn record(&mut self, kind: ExchangeKind, hop: usize, request: ExchangeRequest, reply: &Reply) -> usize {
        let (received, result) = if reply.network_failure {
            (None, ExchangeResult::NetworkFailure)
        } else {
            let headers = reply.headers.iter().map(|header| (header.name.clone(), header.value.clone())).collect();
            (Some(ExchangeReply { status: reply.status, headers }), ExchangeResult::Accepted)
        };
        let withheld_cookies = match kind {
            ExchangeKind::Preflight => Vec::new(),
            ExchangeKind::Actual => std::mem::take(&mut self.withheld_cookies),
        };
        self.exchanges.push(Exchange { kind, hop, request, withheld_cookies, reply: received, result, cause: None });
        self.exchanges.len() - 1
    }

    /// Notes on the exchange how the browser took its reply.
    fn mark(&mut self, index: usize, hop: usize) {
        let failure = self.decisions.failures.first().filter(|failure| failure.hop == hop);
        let redirected = self.decisions.hop > hop;
        if let Some(exchange) = self.exchanges.get_mut(index) {
            exchange.cause = failure.map(|failure| failure.code);
            if exchange.result == ExchangeResult::Accepted {
                exchange.result = match failure {
                    Some(_) => ExchangeResult::Rejected,
                    None if redirected => ExchangeResult::Redirected,
                    None => ExchangeResult::Accepted,
                };
            }
        }
    }

    fn settle(&mut self, flow: ControlFlow<()>) {
        if flow.is_break() {
            self.pending = None;
        }
        self.note_failure();
    }

    /// Main fetch clears the preflight cache when an HTTP fetch with a preflight flag fails. To be called before the
    /// request changes.
    pub(crate) fn note_failure(&mut self) {
        if self.failure_noted || !self.decisions.has_failed() {
            return;
        }
        self.failure_noted = true;
        let clears = match self.profile.cache.cleared_by {
            ClearedBy::FailureWithPreflight => self.made_cors_preflight,
            ClearedBy::AnyFailure => {
                let by_mode =
                    self.decisions.failures.iter().any(|failure| failure.code == CauseCode::RedirectModeError);
                self.request.response_tainting == ResponseTainting::Cors && !self.http_fetch_left && !by_mode
            }
            ClearedBy::Nothing => false,
        };
        if clears {
            self.cache.clear(&self.request, &self.client);
        }
    }

    /// The HTTP fetch has succeeded, or failed before.
    pub(crate) fn leave_http_fetch(&mut self) {
        self.note_failure();
        self.made_cors_preflight = false;
        self.http_fetch_left = true;
    }

    pub(crate) fn wait_for(&mut self, kind: ExchangeKind, request: ExchangeRequest) {
        self.decisions.phase = match kind {
            ExchangeKind::Preflight => Phase::Preflight,
            ExchangeKind::Actual => Phase::Response,
        };
        let body = kind == ExchangeKind::Actual && self.request.body.is_some();
        self.pending = Some(Ask { kind, hop: self.decisions.hop, request, body });
    }

    pub(crate) fn hand_over(&mut self, response: Response) {
        self.response = Some(response);
    }

    /// What came out.
    #[must_use]
    pub fn finish(self) -> Finished {
        let Decisions { mut trace, failures, .. } = self.decisions;
        trace.forget_unsent(self.exchanges.len());
        let failures = distinct(failures);
        Finished {
            client: self.client,
            request: self.request,
            method: self.method,
            response: if failures.is_empty() { self.response } else { None },
            exchanges: self.exchanges,
            preflight_needs: self.preflight_needs,
            dropped: self.dropped,
            failures,
            trace,
            cache: self.cache.into_entries(),
        }
    }
}
