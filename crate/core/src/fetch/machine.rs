//! The state machine. It asks for one HTTP exchange at a time and is told the reply; it never performs one.

use std::ops::ControlFlow;

use serde::Serialize;

use super::client::Client;
use super::construct::{Dropped, construct};
use super::decisions::{Decisions, Failure};
use super::preflight_cache::PreflightCache;
use super::preflight_need::PreflightNeed;
use super::request::Request;
use crate::engine::Profile;
use crate::http::UnsafeHeader;
use crate::origin::OpaqueOrigins;
use crate::scenario::{CacheEntry, Cookie, Page, Reply, RequestInit};
use crate::trace::Trace;
use crate::verdict::{Exchange, ExchangeKind, ExchangeReply, ExchangeRequest, ExchangeResult, Phase, Response};

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
}

/// A running fetch.
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
    pub(crate) cache: PreflightCache,
    pub(crate) now: i64,
    pub(crate) decisions: Decisions,
    /// The value of `Referer`, which main fetch determines at each hop.
    pub(crate) referer: Option<String>,
    /// The CORS-unsafe request-headers at this hop.
    pub(crate) unsafe_headers: Vec<UnsafeHeader>,
    pub(crate) preflight_needs: Vec<(usize, PreflightNeed)>,
    pub(crate) made_cors_preflight: bool,
    dropped: Vec<Dropped>,
    pending: Option<Ask>,
    exchanges: Vec<Exchange>,
    response: Option<Response>,
}

/// A fetch that has come to its end.
#[derive(Debug)]
pub struct Finished {
    /// The page.
    pub client: Client,
    /// The request as it was in the end.
    pub request: Request,
    /// What the script gets, unless it is a network error.
    pub response: Option<Response>,
    /// The exchanges, in order.
    pub exchanges: Vec<Exchange>,
    /// Why preflights were needed, and at which hop.
    pub preflight_needs: Vec<(usize, PreflightNeed)>,
    /// The headers that the browser did not let the script set.
    pub dropped: Vec<Dropped>,
    /// The checks that failed: at most one when deciding.
    pub failures: Vec<Failure>,
    /// Every decision.
    pub trace: Trace,
    /// The preflight cache.
    pub cache: Vec<CacheEntry>,
}

impl Fetch {
    /// Starts a fetch that ends at its first failure, as a browser's does.
    #[must_use]
    pub fn start(setup: &Setup<'_>) -> Self {
        Self::new(setup, Decisions::deciding())
    }

    /// Starts a fetch that goes on after a failure as if the check had passed, to find every independent problem.
    #[must_use]
    pub fn survey(setup: &Setup<'_>) -> Self {
        Self::new(setup, Decisions::surveying())
    }

    fn new(setup: &Setup<'_>, mut decisions: Decisions) -> Self {
        let client = Client::of_page(setup.page, &mut OpaqueOrigins::new());
        let mut dropped = Vec::new();
        let constructed = construct(setup.request, &client, setup.profile, &mut decisions, &mut dropped);
        let (request, refused) = match constructed {
            ControlFlow::Continue(request) => (request, !decisions.failures.is_empty()),
            // No request came to be; the page's own URL stands in, and nothing is sent.
            ControlFlow::Break(()) => (Request::new(client.url.clone(), setup.request.initiator), true),
        };
        let mut fetch = Self {
            client,
            request,
            profile: setup.profile,
            cookies: setup.cookies.to_vec(),
            cache: PreflightCache::new(setup.preflight_cache.to_vec()),
            now: setup.now,
            decisions,
            referer: None,
            unsafe_headers: Vec::new(),
            preflight_needs: Vec::new(),
            made_cors_preflight: false,
            dropped,
            pending: None,
            exchanges: Vec::new(),
            response: None,
        };
        fetch.cache.remove_expired(fetch.now);
        if !refused {
            let flow = fetch.main_fetch();
            fetch.settle(flow);
        }
        fetch
    }

    /// The exchange that the fetch waits for; none once it has ended.
    #[must_use]
    pub const fn exchange(&self) -> Option<&Ask> {
        self.pending.as_ref()
    }

    /// Tells the reply to the exchange, and the time (milliseconds since the Unix epoch). Does nothing when the fetch
    /// waits for none.
    pub fn respond(&mut self, reply: &Reply, now: i64) {
        let Some(Ask { kind, hop, request }) = self.pending.take() else { return };
        self.now = now;
        self.cache.remove_expired(now);
        let credentials = request.credentials;
        let (received, result) = if reply.network_failure {
            (None, ExchangeResult::NetworkFailure)
        } else {
            let headers = reply.headers.iter().map(|header| (header.name.clone(), header.value.clone())).collect();
            (Some(ExchangeReply { status: reply.status, headers }), ExchangeResult::Accepted)
        };
        let failures = self.decisions.failures.len();
        let index = self.exchanges.len();
        self.exchanges.push(Exchange { kind, hop, request, reply: received, result, cause: None });
        let flow = match kind {
            ExchangeKind::Preflight => self.preflight_reply(reply),
            ExchangeKind::Actual => self.actual_reply(reply, credentials),
        };
        self.mark(index, hop, failures);
        self.settle(flow);
    }

    /// Notes on the exchange how the browser took its reply.
    fn mark(&mut self, index: usize, hop: usize, failures_before: usize) {
        let failure = self.decisions.failures.get(failures_before).filter(|failure| failure.hop == hop);
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

    /// Ends the fetch when nothing more can come, and clears the preflight cache after a failure.
    fn settle(&mut self, flow: ControlFlow<()>) {
        if flow.is_break() {
            self.pending = None;
            self.response = None;
        }
        let failed = self.pending.is_none() && !self.decisions.failures.is_empty();
        if failed && self.made_cors_preflight {
            self.cache.clear(&self.request, &self.client);
        }
    }

    pub(crate) fn wait_for(&mut self, kind: ExchangeKind, request: ExchangeRequest) {
        self.decisions.phase = match kind {
            ExchangeKind::Preflight => Phase::Preflight,
            ExchangeKind::Actual => Phase::Response,
        };
        self.pending = Some(Ask { kind, hop: self.decisions.hop, request });
    }

    pub(crate) fn hand_over(&mut self, response: Response) {
        self.response = Some(response);
    }

    /// What came out.
    #[must_use]
    pub fn finish(self) -> Finished {
        let Decisions { trace, failures, .. } = self.decisions;
        Finished {
            client: self.client,
            request: self.request,
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
