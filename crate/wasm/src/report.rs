//! What goes back to JavaScript: plain objects, and reports of what was malformed.

use corslab::ScenarioError;
use corslab::origin::compare::InvalidUrl;
use js_sys::{Object, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

/// A plain object, as `JSON.parse` would make it.
pub(crate) fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    value.serialize(&Serializer::json_compatible()).map_err(JsValue::from)
}

/// The report that the package turns into a `CorslabError`.
pub(crate) fn of_scenario(error: ScenarioError) -> JsValue {
    report(&error.to_string(), &error.field, &error.value, &error.allowed)
}

/// A report about something that is not plain data at all.
pub(crate) fn of_data(field: &str, found: &str) -> JsValue {
    let allowed = "plain data: strings, numbers, booleans, arrays and objects";
    report(&format!("{field}: {found} is not allowed here; expected {allowed}"), field, found, allowed)
}

pub(crate) fn of_url(error: &InvalidUrl) -> JsValue {
    report(&error.to_string(), &error.which.to_string(), &error.value, "an absolute URL")
}

fn report(message: &str, field: &str, value: &str, allowed: &str) -> JsValue {
    let report = Object::new();
    for (key, text) in [("message", message), ("field", field), ("value", value), ("allowed", allowed)] {
        // A fresh object takes every property.
        let _ = Reflect::set(&report, &key.into(), &text.into());
    }
    report.into()
}
