//! The door between the corslab core and JavaScript. It decides nothing.
//!
//! Scenarios and verdicts cross it as JSON text: for objects of this size that is several times faster, and smaller,
//! than building them property by property from here.

#![forbid(unsafe_code)]

mod platform;
mod report;
mod session;

use corslab::Scenario;
use corslab::trace::Trace;
use wasm_bindgen::prelude::*;

pub use session::Session;

/// The verdict on a scenario, without its trace. Both are JSON text.
///
/// # Errors
/// A report, which the package turns into a `CorslabError`, when the scenario is malformed.
#[wasm_bindgen]
pub fn simulate(scenario: &str) -> Result<String, JsValue> {
    let mut verdict = run(scenario)?;
    verdict.trace = Trace::default();
    report::json(&verdict)
}

/// The trace of the verdict on the same scenario. Few callers look at it, and it is longer than all the rest.
///
/// # Errors
/// As [`simulate`].
#[wasm_bindgen]
pub fn trace(scenario: &str) -> Result<String, JsValue> {
    report::json(&run(scenario)?.trace)
}

fn run(scenario: &str) -> Result<corslab::Verdict, JsValue> {
    let scenario = Scenario::read(&report::value("scenario", scenario)?).map_err(report::of_scenario)?;
    corslab::simulate(&scenario).map_err(report::of_scenario)
}

/// A scenario in which the platform's own objects (`Headers`, `Request`, `Response`, `URL`, bodies) have become plain
/// data.
///
/// # Errors
/// What a getter or iterator of the caller's objects throws.
#[wasm_bindgen]
pub fn plain(scenario: &JsValue) -> Result<JsValue, JsValue> {
    platform::scenario(scenario)
}

/// The same for a reply.
///
/// # Errors
/// As [`plain`].
#[wasm_bindgen(js_name = plainReply)]
pub fn plain_reply(reply: &JsValue) -> Result<JsValue, JsValue> {
    platform::reply(reply)
}

/// Whether two URLs are same origin and same site, part by part, as JSON text.
///
/// # Errors
/// A report when one of them is not a URL.
#[wasm_bindgen(js_name = compareOrigins)]
pub fn compare_origins(a: &JsValue, b: &JsValue) -> Result<String, JsValue> {
    let (a, b) = (platform::url_text("a", a)?, platform::url_text("b", b)?);
    let comparison = corslab::compare_origins(&a, &b).map_err(|error| report::of_url(&error))?;
    report::json(&comparison)
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
