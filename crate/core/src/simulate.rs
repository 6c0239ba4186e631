//! [`simulate`]: scripted answers, fed to the state machine; [`Session`]: the answers of whoever performs the exchanges.

use crate::engine::Profile;
use crate::explain::{Question, explain};
use crate::fetch::{Ask, Failure, Fetch, Finished, Setup};
use crate::scenario::{Answer, Reply, Scenario, ScenarioError};
use crate::verdict::{ExchangeKind, Verdict};

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
    let setup = setup(scenario);
    let finished = decide(Fetch::start(&setup), scenario)?;
    Ok(conclude(finished, scenario, &setup, |ask| scripted(scenario, ask)))
}

/// A fetch whose caller performs the exchanges itself, and that ends in the same verdict as [`simulate`].
#[derive(Debug)]
pub struct Session {
    /// Its `server` holds the replies so far.
    scenario: Scenario,
    fetch: Fetch,
    answered: Vec<(ExchangeKind, usize)>,
}

impl Session {
    /// Starts the fetch. The answers in `scenario.server` are left aside.
    #[must_use]
    pub fn start(mut scenario: Scenario) -> Self {
        scenario.server.clear();
        let fetch = Fetch::start(&setup(&scenario));
        Self { scenario, fetch, answered: Vec::new() }
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
        self.answered.push((kind, hop));
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
        let known = |ask: &Ask| {
            let answered = self.answered.contains(&(ask.kind, ask.hop));
            answered.then(|| scripted(&self.scenario, ask)).flatten()
        };
        conclude(self.fetch.finish(), &self.scenario, &setup(&self.scenario), known)
    }
}

fn conclude<'a>(
    finished: Finished,
    scenario: &Scenario,
    setup: &Setup<'_>,
    reply_to: impl Fn(&Ask) -> Option<&'a Reply>,
) -> Verdict {
    let failures = if finished.failures.is_empty() { Vec::new() } else { survey(setup, reply_to) };
    explain(finished, failures, &Question { scenario, answers: &scenario.server, profile: setup.profile })
}

fn setup(scenario: &Scenario) -> Setup<'_> {
    Setup {
        page: &scenario.page,
        request: &scenario.request,
        cookies: &scenario.cookies,
        preflight_cache: &scenario.preflight_cache,
        now: scenario.now,
        profile: Profile::of(scenario.engine),
    }
}

fn decide(mut fetch: Fetch, scenario: &Scenario) -> Result<Finished, ScenarioError> {
    while let Some(ask) = fetch.exchange() {
        let Some(reply) = scripted(scenario, ask) else { return Err(missing_answer(ask)) };
        fetch.respond(reply, scenario.now);
    }
    Ok(fetch.finish())
}

/// Every independent problem: the same run, going on after each failure for as long as there are answers.
fn survey<'a>(setup: &Setup<'_>, reply_to: impl Fn(&Ask) -> Option<&'a Reply>) -> Vec<Failure> {
    let mut fetch = Fetch::survey(setup);
    while let Some(reply) = fetch.exchange().and_then(&reply_to) {
        fetch.respond(reply, setup.now);
    }
    fetch.finish().failures
}

fn scripted<'a>(scenario: &'a Scenario, ask: &Ask) -> Option<&'a Reply> {
    let Answer { preflight, response } = scenario.server.get(ask.hop)?;
    Some(match ask.kind {
        ExchangeKind::Preflight => preflight.as_ref().unwrap_or(response),
        ExchangeKind::Actual => response,
    })
}

fn missing_answer(ask: &Ask) -> ScenarioError {
    ScenarioError {
        field: format!("server[{}]", ask.hop),
        value: "nothing".to_owned(),
        allowed: format!("an answer for hop {}: the redirect before it leads to {}", ask.hop, ask.request.url),
    }
}
