//! The door between the corslab core and JavaScript. It decides nothing.
//!
//! Scenarios and verdicts cross it as JSON text: for objects of this size that is several times faster, and smaller,
//! than building them property by property from here.

#![forbid(unsafe_code)]

mod json;
mod platform;
mod report;
mod session;

use corslab::Scenario;
use corslab::trace::Trace;
use wasm_bindgen::prelude::*;

pub use platform::plain;
pub use session::Session;

/// Half the code of the standard library's allocator.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// How the JSON of a verdict ends that has no step in its trace.
const EMPTY_TRACE: &str = ",\"trace\":[]}";

/// The verdict on a scenario, without `trace`.
///
/// # Errors
/// A report, which the package turns into a `CorslabError`, when the scenario is malformed.
#[wasm_bindgen]
pub fn simulate(scenario: &str) -> Result<String, JsValue> {
    let mut verdict = run(scenario)?;
    verdict.trace = Trace::default();
    let mut text = report::json(&verdict)?;
    if let Some(rest) = text.strip_suffix(EMPTY_TRACE) {
        text.truncate(rest.len());
        text.push('}');
    }
    Ok(text)
}

/// The trace of the verdict on the same scenario. Few callers look at it, and it is longer than all the rest.
///
/// # Errors
/// As [`simulate`].
#[wasm_bindgen]
pub fn trace(scenario: &str) -> Result<String, JsValue> {
    report::json(&run(scenario)?.trace)
}

/// Where the engines disagree about a scenario.
///
/// # Errors
/// As [`simulate`].
#[wasm_bindgen(js_name = compareEngines)]
pub fn compare_engines(scenario: &str) -> Result<String, JsValue> {
    let scenario = Scenario::read(&report::value("scenario", scenario)?).map_err(report::of_scenario)?;
    report::json(&corslab::compare_engines(&scenario))
}

fn run(scenario: &str) -> Result<corslab::Verdict, JsValue> {
    let scenario = Scenario::read(&report::value("scenario", scenario)?).map_err(report::of_scenario)?;
    corslab::simulate(&scenario).map_err(report::of_scenario)
}

/// Whether two URLs are same origin and same site, part by part.
///
/// # Errors
/// A report when one of them is not a URL.
#[wasm_bindgen(js_name = compareOrigins)]
pub fn compare_origins(a: &str, b: &str) -> Result<String, JsValue> {
    report::json(&corslab::compare_origins(a, b).map_err(|error| report::of_url(&error))?)
}

/// What a pasted console line means; `null` when `text` has none.
///
/// # Errors
/// None: any text has an answer.
#[wasm_bindgen(js_name = explainConsoleMessage)]
pub fn explain_console_message(text: &str) -> Result<String, JsValue> {
    report::json(&corslab::explain_console_message(text))
}

/// The date of the Public Suffix List inside, as `YYYY-MM-DD`.
#[wasm_bindgen(js_name = publicSuffixSnapshot)]
#[must_use]
pub fn public_suffix_snapshot() -> String {
    corslab::origin::public_suffix::SNAPSHOT_DATE.to_owned()
}

/// The version of the package.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
