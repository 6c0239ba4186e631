//! JSON text in and out, and reports of what was malformed.

use corslab::ScenarioError;
use corslab::origin::compare::InvalidUrl;
use corslab::scenario::Value;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::json;

const PLAIN_DATA: &str = "plain data: strings, numbers, booleans, arrays and objects";

pub(crate) fn json(value: &impl Serialize) -> Result<String, JsValue> {
    // Nothing that the core serializes can fail.
    json::text(value).map_err(|_| of("verdict", "what JSON cannot say", PLAIN_DATA))
}

pub(crate) fn value<'a>(field: &str, text: &'a str) -> Result<Value<'a>, JsValue> {
    // js/text.js has written it; to tell a slip of others in detail would be a hundredth of the download.
    serde_json::from_str(text).map_err(|_| of(field, "text that is no JSON, or is nested too deeply", PLAIN_DATA))
}

pub(crate) fn of_scenario(error: ScenarioError) -> JsValue {
    of(&error.field, &error.value, &error.allowed)
}

pub(crate) fn of_url(error: &InvalidUrl) -> JsValue {
    let allowed = format!("an absolute URL ({})", error.message);
    of(&error.which.to_string(), &format!("\"{}\"", error.value), &allowed)
}

/// The report that the package turns into a `CorslabError`: the field, what was found there, what is allowed.
pub(crate) fn of(field: &str, value: &str, allowed: &str) -> JsValue {
    // Three strings always have a JSON form.
    json::text(&[field, value, allowed]).unwrap_or_default().into()
}
