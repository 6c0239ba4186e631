//! [`compare_engines`]: where the engines disagree about a scenario, and which one does what.

use serde::Serialize;

use crate::bytes::ByteString;
use crate::engine::Profile;
use crate::fetch::enums::Engine;
use crate::keyword::keywords;
use crate::scenario::Scenario;
use crate::simulate::simulate;
use crate::verdict::Verdict;

keywords! {
    /// What engines can disagree about.
    pub enum DisagreementAbout {
        /// What the script gets.
        Outcome = "outcome",
        /// Whether a preflight is sent.
        Preflight = "preflight",
        /// What the script can read of the response.
        Response = "response",
        /// The requests as sent.
        Exchanges = "exchanges",
    }
}

/// A point on which not all engines, and the standard, say the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Disagreement {
    /// What it is about.
    pub about: DisagreementAbout,
    /// What each does, the standard first.
    pub engines: Vec<EngineAnswer>,
}

/// What one engine does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct EngineAnswer {
    /// Which one.
    pub engine: Engine,
    /// The version that was observed; for the standard the date of its text.
    pub version: &'static str,
    /// What it does, a fact a line.
    pub answer: String,
}

const ENGINES: [Engine; 4] = [Engine::Standard, Engine::Chromium, Engine::Firefox, Engine::Webkit];

/// A point, and what a verdict says on it.
type Point = (DisagreementAbout, fn(&Verdict) -> String);

const POINTS: [Point; 4] = [
    (DisagreementAbout::Outcome, |verdict| verdict.outcome.as_str().to_owned()),
    (DisagreementAbout::Preflight, |verdict| verdict.preflight.decision.as_str().to_owned()),
    (DisagreementAbout::Response, response),
    (DisagreementAbout::Exchanges, exchanges),
];

/// Where Chromium, Firefox, WebKit and the standard disagree about `scenario`; empty where they all agree. The
/// scenario's own `engine` does not matter.
///
/// It runs four simulations, which is why a verdict does not have it. An engine for which the scenario lacks an answer,
/// because only that one follows a redirect, is left out.
///
/// ```
/// use corslab::{Scenario, compare_engines};
///
/// let scenario = Scenario::read(&serde_json::from_str(r#"{
///     "page": "https://app.example.com/",
///     "request": { "url": "https://api.example.com/", "headers": { "DPR": "2" } },
///     "server": { "response": { "headers": { "Access-Control-Allow-Origin": "*" } } }
/// }"#)?)?;
/// let disagreements = compare_engines(&scenario);
/// let answers = disagreements[0].engines.iter().map(|engine| engine.answer.as_str());
/// assert_eq!(answers.collect::<Vec<_>>(), ["network-error", "readable", "network-error", "network-error"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn compare_engines(scenario: &Scenario) -> Vec<Disagreement> {
    let mut scenario = scenario.clone();
    let verdicts: Vec<(Engine, Verdict)> = ENGINES
        .into_iter()
        .filter_map(|engine| {
            scenario.engine = engine;
            simulate(&scenario).ok().map(|verdict| (engine, verdict))
        })
        .collect();
    let points = POINTS.into_iter().map(|(about, answer)| Disagreement {
        about,
        engines: verdicts
            .iter()
            .map(|(engine, verdict)| EngineAnswer {
                engine: *engine,
                version: Profile::of(*engine).version,
                answer: answer(verdict),
            })
            .collect(),
    });
    points.filter(is_disagreement).collect()
}

fn is_disagreement(point: &Disagreement) -> bool {
    point.engines.windows(2).any(|pair| matches!(pair, [a, b] if a.answer != b.answer))
}

fn response(verdict: &Verdict) -> String {
    let Some(response) = &verdict.response else { return String::new() };
    let mut text = response.response_type.as_str().to_owned();
    for part in [" ", &response.status.to_string(), " ", &response.url] {
        text.push_str(part);
    }
    text.push_str(if response.redirected { " redirected" } else { "" });
    append_headers(&response.headers, &mut text);
    text
}

fn exchanges(verdict: &Verdict) -> String {
    let mut text = String::new();
    for exchange in &verdict.exchanges {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&exchange.request.method.to_text());
        text.push(' ');
        text.push_str(&exchange.request.url);
        append_headers(&exchange.request.headers, &mut text);
    }
    text
}

fn append_headers(headers: &[(ByteString, ByteString)], text: &mut String) {
    for (name, value) in headers {
        for part in ["\n  ", &name.to_text(), ": ", &value.to_text()] {
            text.push_str(part);
        }
    }
}
