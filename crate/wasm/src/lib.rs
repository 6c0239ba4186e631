//! The door between the corslab core and JavaScript. It decides nothing.
//!
//! Scenarios and verdicts cross it as JSON text: for objects of this size that is several times faster, and smaller,
//! than building them property by property from here.

#![forbid(unsafe_code)]

mod headers;
mod json;
mod platform;
mod report;
mod session;

use corslab::Scenario;
use corslab::origin::compare::{Document, compare_documents};
use corslab::trace::Trace;
use wasm_bindgen::prelude::*;

pub use headers::{change_headers, extract_mime_type, get_header, sort_headers};
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

/// What `new Request()` makes of a scenario's request, as `{ request }`; where it throws, `{ verdict }`.
///
/// # Errors
/// As [`simulate`].
#[wasm_bindgen(js_name = constructRequest)]
pub fn construct_request(scenario: &str) -> Result<String, JsValue> {
    let scenario = Scenario::read_without_server(&report::value("scenario", scenario)?).map_err(report::of_scenario)?;
    Ok(match corslab::construct_request(scenario) {
        Ok(request) => ["{\"request\":", &report::json(&request)?, "}"].concat(),
        Err(verdict) => ["{\"verdict\":", &report::json(&*verdict)?, "}"].concat(),
    })
}

/// Whether the documents at two URLs, sandboxed or not, are same origin and same site, part by part.
///
/// # Errors
/// A report when one of them is not a URL.
#[wasm_bindgen(js_name = compareOrigins)]
pub fn compare_origins(a: &str, a_sandboxed: bool, b: &str, b_sandboxed: bool) -> Result<String, JsValue> {
    let (a, b) = (Document { url: a, sandboxed: a_sandboxed }, Document { url: b, sandboxed: b_sandboxed });
    report::json(&compare_documents(a, b).map_err(|error| report::of_url(&error))?)
}

/// What a pasted console line means; `null` when `text` has none.
///
/// # Errors
/// None: any text has an answer.
#[wasm_bindgen(js_name = explainConsoleMessage)]
pub fn explain_console_message(text: &str) -> Result<String, JsValue> {
    report::json(&corslab::explain_console_message(text))
}

/// The bytes of a `data:` URL; `undefined` when it cannot be processed.
#[wasm_bindgen(js_name = dataUrlBody)]
#[must_use]
pub fn data_url_body(url: &str) -> Option<Vec<u8>> {
    corslab::fetch::data_url_body(url)
}

/// Whether a response with this status has no body.
#[wasm_bindgen(js_name = isNullBodyStatus)]
#[must_use]
pub fn is_null_body_status(status: u16) -> bool {
    corslab::http::is_null_body_status(status)
}

/// Whether a response with this status is a success.
#[wasm_bindgen(js_name = isOkStatus)]
#[must_use]
pub fn is_ok_status(status: u16) -> bool {
    corslab::http::is_ok_status(status)
}

/// Whether a response with this status leads elsewhere.
#[wasm_bindgen(js_name = isRedirectStatus)]
#[must_use]
pub fn is_redirect_status(status: u16) -> bool {
    corslab::http::is_redirect_status(status)
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
