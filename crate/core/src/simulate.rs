//! [`simulate`]: scripted answers, fed to the state machine; [`Session`]: the answers of whoever performs the exchanges.

use crate::disagreement::Unanswered;
use crate::engine::Profile;
use crate::explain::{Question, explain};
use crate::fetch::{Ask, Fetch, Setup};
use crate::scenario::{Answer, CacheEntry, Cookie, Reply, Scenario, ScenarioError};
use crate::verdict::{ExchangeKind, Response, Verdict};

/// What a browser decides about `scenario`.
///
/// ```
/// use corslab::{Scenario, simulate};
///
/// let scenario: Scenario = Scenario::read(&serde_json::from_str(r#"{
///     "page": "https://app.example.com/",
///     "request": "https://api.example.com/items",
///     "server": { "response": { "headers": { "Access-Control-Allow-Origin": "https://app.example.com/" } } }
/// }"#)?)?;
/// let verdict = simulate(&scenario)?;
/// assert_eq!(verdict.outcome.as_str(), "network-error");
/// assert!(verdict.summary.contains("trailing slash"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When a redirect leads to a hop for which the scenario has no answer; the error's field names it.
pub fn simulate(scenario: &Scenario) -> Result<Verdict, ScenarioError> {
    simulate_as(scenario, Profile::of(scenario.engine))
}

/// What a browser with this profile decides about `scenario`, whatever its `engine`: an older version of one, or one that
/// never was.
///
/// ```
/// use corslab::engine::{CHROMIUM_156, Profile, RedirectRules};
/// use corslab::{Scenario, simulate_as};
///
/// static CHROMIUM_157: Profile = Profile {
///     version: "157",
///     redirects: RedirectRules { many_statuses: true, ..CHROMIUM_156.redirects },
///     ..CHROMIUM_156
/// };
/// let scenario = Scenario::read(&serde_json::from_str(r#"{
///     "page": "https://app.example.com/",
///     "request": "/old",
///     "server": [{ "response": { "status": 309, "headers": { "Location": "/new" } } }, { "response": {} }]
/// }"#)?)?;
/// let status = |profile| Ok::<_, corslab::ScenarioError>(simulate_as(&scenario, profile)?.response.map(|it| it.status));
/// assert_eq!((status(&CHROMIUM_156)?, status(&CHROMIUM_157)?), (Some(309), Some(200)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// As [`simulate`].
pub fn simulate_as(scenario: &Scenario, profile: &'static Profile) -> Result<Verdict, ScenarioError> {
    match as_far_as_it_goes(scenario, profile) {
        (verdict, None) => Ok(verdict),
        (_, Some(missing)) => Err(missing_answer(missing)),
    }
}

/// The verdict, and the request for which there is no answer: the verdict is that on a failed connection then.
pub(crate) fn as_far_as_it_goes(scenario: &Scenario, profile: &'static Profile) -> (Verdict, Option<Unanswered>) {
    let mut fetch = Fetch::start(&setup(scenario, profile));
    let mut missing = None;
    while let Some(ask) = fetch.exchange() {
        match scripted(scenario, ask) {
            Some(reply) => fetch.respond(reply, scenario.now),
            None => {
                missing.get_or_insert(Unanswered { hop: ask.hop, url: ask.request.url.clone() });
                fetch.respond(&Reply::failure(), scenario.now);
            }
        }
    }
    while let Some(reply) = fetch.surveyed_exchange().and_then(|ask| scripted(scenario, ask)) {
        fetch.survey(reply);
    }
    (conclude(fetch, scenario, profile), missing)
}

/// What a browser keeps from one fetch of a page to the next.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Browser {
    /// Its cookies.
    pub cookies: Vec<Cookie>,
    /// Its CORS-preflight cache.
    pub preflight_cache: Vec<CacheEntry>,
}

/// A fetch whose caller performs the exchanges itself, and that ends in the same verdict as [`simulate`].
#[derive(Debug)]
pub struct Session {
    /// Its `server` holds the replies so far.
    scenario: Scenario,
    fetch: Fetch,
}

impl Session {
    /// Starts the fetch. The answers in `scenario.server` are left aside.
    #[must_use]
    pub fn start(mut scenario: Scenario) -> Self {
        scenario.server.clear();
        let fetch = Fetch::start(&setup(&scenario, Profile::of(scenario.engine)));
        Self { scenario, fetch }
    }

    /// Starts the fetch in a browser that has fetched before. The scenario's own cookies and cache are left aside.
    #[must_use]
    pub fn start_in(browser: &mut Browser, mut scenario: Scenario) -> Self {
        scenario.server.clear();
        scenario.cookies.clear();
        scenario.preflight_cache.clear();
        let fetch = Fetch::construct(&setup(&scenario, Profile::of(scenario.engine)));
        let mut session = Self { scenario, fetch };
        session.within(browser, |session| session.fetch.run());
        session
    }

    /// Tells the reply, as [`respond`](Self::respond) does. `browser` is that of [`start_in`](Self::start_in).
    pub fn respond_in(&mut self, browser: &mut Browser, reply: Reply, now: i64) {
        self.within(browser, |session| session.respond(reply, now));
    }

    /// The verdict, as [`finish`](Self::finish) gives it.
    #[must_use]
    pub fn finish_in(mut self, browser: &Browser) -> Verdict {
        self.fetch.cache.borrow(&mut browser.preflight_cache.clone());
        self.finish()
    }

    /// Between two steps of this fetch others may change what the browser keeps.
    fn within(&mut self, browser: &mut Browser, step: impl FnOnce(&mut Self)) {
        std::mem::swap(&mut self.fetch.cookies, &mut browser.cookies);
        self.fetch.cache.borrow(&mut browser.preflight_cache);
        step(self);
        self.fetch.cache.give_back(&mut browser.preflight_cache);
        std::mem::swap(&mut self.fetch.cookies, &mut browser.cookies);
    }

    /// Whether the browser keeps a cookie that comes with the reply to the exchange: see [`Fetch::keeps_cookie`].
    #[must_use]
    pub fn keeps_cookie(&self, cookie: &Cookie) -> bool {
        self.fetch.keeps_cookie(cookie)
    }

    /// What the script gets; none while an exchange is waited for, and where the fetch has failed.
    #[must_use]
    pub const fn response(&self) -> Option<&Response> {
        self.fetch.response()
    }

    /// The exchange to perform next; none once the fetch has ended.
    #[must_use]
    pub const fn exchange(&self) -> Option<&Ask> {
        self.fetch.exchange()
    }

    /// Tells the reply, and the time in milliseconds since the Unix epoch. Does nothing once the fetch has ended.
    pub fn respond(&mut self, reply: Reply, now: i64) {
        let Some(&Ask { kind, hop, .. }) = self.fetch.exchange() else { return };
        self.fetch.respond(&reply, now);
        if self.scenario.server.len() == hop {
            self.scenario.server.push(Answer { preflight: None, response: Reply::failure() });
        }
        if let Some(answer) = self.scenario.server.last_mut() {
            match kind {
                ExchangeKind::Preflight => answer.preflight = Some(reply),
                ExchangeKind::Actual => answer.response = reply,
            }
        }
    }

    /// The verdict. A fetch that still waits is judged as one whose connection failed there.
    #[must_use]
    pub fn finish(mut self) -> Verdict {
        while self.fetch.exchange().is_some() {
            self.respond(Reply::failure(), self.scenario.now);
        }
        conclude(self.fetch, &self.scenario, Profile::of(self.scenario.engine))
    }
}

fn conclude(fetch: Fetch, scenario: &Scenario, profile: &'static Profile) -> Verdict {
    explain(fetch.finish(), &Question { scenario, answers: &scenario.server, profile })
}

fn setup<'a>(scenario: &'a Scenario, profile: &'static Profile) -> Setup<'a> {
    Setup {
        page: &scenario.page,
        request: &scenario.request,
        cookies: &scenario.cookies,
        preflight_cache: &scenario.preflight_cache,
        now: scenario.now,
        profile,
    }
}

fn scripted<'a>(scenario: &'a Scenario, ask: &Ask) -> Option<&'a Reply> {
    let Answer { preflight, response } = scenario.server.get(ask.hop)?;
    Some(match ask.kind {
        ExchangeKind::Preflight => preflight.as_ref().unwrap_or(response),
        ExchangeKind::Actual => response,
    })
}

fn missing_answer(Unanswered { hop, url }: Unanswered) -> ScenarioError {
    ScenarioError {
        field: format!("server[{hop}]"),
        value: "nothing".to_owned(),
        allowed: format!("an answer for hop {hop}: the redirect before it leads to {url}"),
    }
}
