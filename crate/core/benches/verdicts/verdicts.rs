//! Rows of whole verdicts: of each case, of all in turn, from and to JSON, and the fetch without the explanation.

use std::error::Error;
use std::hint::black_box;

use corslab::fetch::{Fetch, Setup};
use corslab::scenario::{Answer, Value};
use corslab::verdict::ExchangeKind;
use corslab::{Profile, Scenario, simulate};

use crate::Row;
use crate::corpus::Case;

const VERDICTS: &str = "full verdict: simulate(&scenario)";
const MACHINE: &str = "the fetch alone, without problems, fixes and warnings";
const JSON: &str = "JSON to scenario to verdict to JSON";

/// The rows, after a look whether every verdict is the browsers'.
pub(crate) fn rows(cases: &[Case]) -> Result<Vec<Row<'_>>, Box<dyn Error>> {
    cases.iter().try_for_each(check)?;
    let mut rows = each(VERDICTS, cases, |case| drop(black_box(simulate(black_box(&case.scenario)))));
    rows.extend(each(MACHINE, cases, |case| fetch_alone(black_box(&case.scenario))));
    rows.extend(each(JSON, cases, |case| drop(black_box(through_json(black_box(&case.json))))));
    Ok(rows)
}

/// A row for each case, and one for all of them in turn.
fn each<'a>(group: &'static str, cases: &'a [Case], run: fn(&Case)) -> Vec<Row<'a>> {
    let mut rows: Vec<Row<'a>> = cases.iter().map(|case| Row::new(group, case.title, move || run(case))).collect();
    let mix = Row::new(group, format!("the mix of these {}", cases.len()), move || cases.iter().for_each(run));
    rows.push(Row { yields: u32::try_from(cases.len()).unwrap_or(u32::MAX), ..mix });
    rows
}

fn check(case: &Case) -> Result<(), Box<dyn Error>> {
    let outcome = simulate(&case.scenario)?.outcome;
    if outcome.as_str() != case.outcome {
        return Err(
            format!("{}: the verdict is {}, browsers say {}", case.title, outcome.as_str(), case.outcome).into()
        );
    }
    through_json(&case.json).map(|_| ())
}

fn fetch_alone(scenario: &Scenario) {
    let mut fetch = Fetch::start(&Setup {
        page: &scenario.page,
        request: &scenario.request,
        cookies: &scenario.cookies,
        preflight_cache: &scenario.preflight_cache,
        now: scenario.now,
        profile: Profile::of(scenario.engine),
    });
    while let Some(ask) = fetch.exchange() {
        let Some(Answer { preflight, response }) = scenario.server.get(ask.hop) else { break };
        let reply = match ask.kind {
            ExchangeKind::Preflight => preflight.as_ref().unwrap_or(response),
            ExchangeKind::Actual => response,
        };
        fetch.respond(reply, scenario.now);
    }
    black_box(fetch.finish());
}

fn through_json(text: &str) -> Result<String, Box<dyn Error>> {
    let scenario = Scenario::read(&serde_json::from_str::<Value>(text)?)?;
    Ok(serde_json::to_string(&simulate(&scenario)?)?)
}
