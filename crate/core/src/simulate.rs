//! [`simulate`]: scripted answers, fed to the state machine.

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
    let failures =
        if finished.failures.is_empty() { Vec::new() } else { survey(&setup, |ask| scripted(scenario, ask)) };
    Ok(explain(finished, failures, &Question { scenario, answers: &scenario.server, profile: setup.profile }))
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
