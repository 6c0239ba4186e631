//! [`compare_engines`]: where the engines disagree about a scenario, and which one does what.

use serde::Serialize;

use crate::engine::Profile;
use crate::fetch::enums::Engine;
use crate::keyword::keywords;
use crate::scenario::Scenario;
use crate::simulate::as_far_as_it_goes;
use crate::verdict::{ExchangeRequest, Outcome, PreflightDecision, Response, Verdict};

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
    /// What it does: of an `outcome` and a `preflight` the verdict's own word, of a `response` what the verdict has there,
    /// of `exchanges` each request that is sent. An engine that goes where the others do not, and where the scenario has
    /// no answer, has no outcome and no response yet: instead there is what it asks for.
    pub answer: EngineDecision,
}

/// What an engine does, as data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum EngineDecision {
    /// What the script gets.
    Outcome(Outcome),
    /// Whether a preflight is sent.
    Preflight(PreflightDecision),
    /// What the script can read; nothing of a network error.
    Response(Option<Response>),
    /// The requests as sent.
    Exchanges(Vec<ExchangeRequest>),
    /// The scenario does not answer this one.
    Unanswered(Unanswered),
}

/// A request for which the scenario has no answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Unanswered {
    /// At which hop: it is `server[hop]` that is missing.
    pub hop: usize,
    /// Where it goes.
    pub url: String,
}

const ENGINES: [Engine; 4] = [Engine::Standard, Engine::Chromium, Engine::Firefox, Engine::Webkit];

/// Where Chromium, Firefox, WebKit and the standard disagree about `scenario`; empty where they all agree. The
/// scenario's own `engine` does not matter.
///
/// It runs four simulations, which is why a verdict does not have it.
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
/// let answers = serde_json::to_value(&disagreements[0].engines)?;
/// assert_eq!((&answers[0]["engine"], &answers[0]["answer"]), (&"standard".into(), &"network-error".into()));
/// assert_eq!((&answers[1]["engine"], &answers[1]["answer"]), (&"chromium".into(), &"readable".into()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn compare_engines(scenario: &Scenario) -> Vec<Disagreement> {
    let verdicts = ENGINES.map(|engine| as_far_as_it_goes(scenario, Profile::of(engine)));
    let points = DisagreementAbout::ALL.iter().map(|about| Disagreement {
        about: *about,
        engines: verdicts
            .iter()
            .map(|(verdict, unanswered)| EngineAnswer {
                engine: verdict.engine,
                version: verdict.engine_version,
                answer: answer(*about, verdict, unanswered.as_ref()),
            })
            .collect(),
    });
    points.filter(is_disagreement).collect()
}

fn is_disagreement(point: &Disagreement) -> bool {
    point.engines.windows(2).any(|pair| matches!(pair, [a, b] if a.answer != b.answer))
}

fn answer(about: DisagreementAbout, verdict: &Verdict, unanswered: Option<&Unanswered>) -> EngineDecision {
    match (about, unanswered) {
        (DisagreementAbout::Preflight, _) => EngineDecision::Preflight(verdict.preflight.decision),
        (DisagreementAbout::Exchanges, _) => {
            EngineDecision::Exchanges(verdict.exchanges.iter().map(|exchange| exchange.request.clone()).collect())
        }
        (_, Some(unanswered)) => EngineDecision::Unanswered(unanswered.clone()),
        (DisagreementAbout::Outcome, None) => EngineDecision::Outcome(verdict.outcome),
        (DisagreementAbout::Response, None) => EngineDecision::Response(verdict.response.clone()),
    }
}
