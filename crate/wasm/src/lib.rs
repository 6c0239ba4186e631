//! The door between the corslab core and JavaScript. It decides nothing.

#![forbid(unsafe_code)]

mod fetch;
mod platform;
mod report;

use corslab::Scenario;
use wasm_bindgen::prelude::*;

/// What a browser would decide about `scenario`.
///
/// # Errors
/// A report, which the package turns into a `CorslabError`, when the scenario is malformed.
#[wasm_bindgen]
pub fn simulate(scenario: &JsValue) -> Result<JsValue, JsValue> {
    let scenario = Scenario::read(&platform::scenario(scenario)?).map_err(report::of_scenario)?;
    let verdict = corslab::simulate(&scenario).map_err(report::of_scenario)?;
    report::to_js(&verdict)
}

/// Whether two URLs are same origin and same site, part by part.
///
/// # Errors
/// A report when one of them is not a URL.
#[wasm_bindgen(js_name = compareOrigins)]
pub fn compare_origins(a: &JsValue, b: &JsValue) -> Result<JsValue, JsValue> {
    let (a, b) = (platform::url_text("a", a)?, platform::url_text("b", b)?);
    let comparison = corslab::compare_origins(&a, &b).map_err(|error| report::of_url(&error))?;
    report::to_js(&comparison)
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
