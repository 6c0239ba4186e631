//! The platform's own objects where a scenario has plain data: `Headers`, `Request`, `Response`, `URL`, `Map`, bodies.

use corslab::scenario::Value;
use js_sys::{Array, ArrayBuffer, Object, Reflect, try_iter};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, FormData, ReadableStream, Request, Response, Url, UrlSearchParams};

use crate::report;

type Plain = Result<JsValue, JsValue>;

/// A scenario as plain data.
pub(crate) fn scenario(value: &JsValue) -> Result<Value, JsValue> {
    let plain = with_plain(value, &[("page", page), ("request", request), ("server", server)])?;
    to_value(&plain, "scenario")
}

/// A reply as plain data.
pub(crate) fn reply_value(value: &JsValue) -> Result<Value, JsValue> {
    to_value(&reply(value)?, "reply")
}

fn to_value(plain: &JsValue, field: &str) -> Result<Value, JsValue> {
    serde_wasm_bindgen::from_value(plain.clone()).map_err(|error| report::of_data(field, &error.to_string()))
}

/// A string, or a `URL`.
pub(crate) fn url_text(field: &str, value: &JsValue) -> Result<String, JsValue> {
    let text = url(value)?.as_string();
    text.ok_or_else(|| report::of_data(field, "something that is neither a string nor a URL"))
}

fn url(value: &JsValue) -> Plain {
    Ok(value.dyn_ref::<Url>().map_or_else(|| value.clone(), |url| url.href().into()))
}

fn page(value: &JsValue) -> Plain {
    if value.is_instance_of::<Url>() {
        return url(value);
    }
    with_plain(value, &[("url", url), ("topLevel", url)])
}

fn request(value: &JsValue) -> Plain {
    if value.is_instance_of::<Url>() {
        return url(value);
    }
    if let Some(request) = value.dyn_ref::<Request>() {
        return of_request(request);
    }
    with_plain(value, &[("url", url), ("headers", headers), ("body", body)])
}

/// Its body cannot be measured without waiting for it; what decides is its `Content-Type`, which is a header by now.
fn of_request(request: &Request) -> Plain {
    let plain = Object::new();
    for field in FIELDS_OF_REQUEST {
        let key = JsValue::from_str(field);
        Reflect::set(&plain, &key, &Reflect::get(request, &key)?)?;
    }
    Reflect::set(&plain, &"headers".into(), &headers(&request.headers().into())?)?;
    // Node and Firefox have no `body` getter on every Request.
    let body = Reflect::get(request, &"body".into())?;
    if body.is_object() {
        Reflect::set(&plain, &"body".into(), &described("buffer", 0.0)?)?;
    }
    Ok(plain.into())
}

const FIELDS_OF_REQUEST: [&str; 10] = [
    "url",
    "method",
    "mode",
    "credentials",
    "redirect",
    "cache",
    "referrer",
    "referrerPolicy",
    "integrity",
    "keepalive",
];

fn server(value: &JsValue) -> Plain {
    let Some(answers) = value.dyn_ref::<Array>() else { return answer(value) };
    let plain = Array::new();
    for item in answers.iter() {
        plain.push(&answer(&item)?);
    }
    Ok(plain.into())
}

fn answer(value: &JsValue) -> Plain {
    with_plain(value, &[("preflight", reply), ("response", reply)])
}

fn reply(value: &JsValue) -> Plain {
    let Some(response) = value.dyn_ref::<Response>() else { return with_plain(value, &[("headers", headers)]) };
    let plain = Object::new();
    Reflect::set(&plain, &"status".into(), &response.status().into())?;
    Reflect::set(&plain, &"headers".into(), &headers(&response.headers().into())?)?;
    Ok(plain.into())
}

/// Whatever can be iterated gives its pairs: `Headers` of any realm or library, `Map`, `URLSearchParams`.
fn headers(value: &JsValue) -> Plain {
    if !value.is_object() || Array::is_array(value) {
        return Ok(value.clone());
    }
    let Some(pairs) = try_iter(value)? else { return Ok(value.clone()) };
    let plain = Array::new();
    for pair in pairs {
        plain.push(&pair?);
    }
    Ok(plain.into())
}

fn body(value: &JsValue) -> Plain {
    if !value.is_object() {
        return Ok(value.clone());
    }
    if let Some(params) = value.dyn_ref::<UrlSearchParams>() {
        return described("url-search-params", text_length(&String::from(params.to_string())));
    }
    if value.is_instance_of::<FormData>() {
        return described("form-data", 0.0);
    }
    if let Some(blob) = value.dyn_ref::<Blob>() {
        let plain = described("blob", blob.size())?;
        Reflect::set(&plain, &"contentType".into(), &blob.type_().into())?;
        return Ok(plain);
    }
    if value.is_instance_of::<ReadableStream>() {
        return described("stream", 0.0);
    }
    if value.is_instance_of::<ArrayBuffer>() || ArrayBuffer::is_view(value) {
        let length = Reflect::get(value, &"byteLength".into())?;
        return described("buffer", length.as_f64().unwrap_or(0.0));
    }
    Ok(value.clone())
}

#[allow(clippy::cast_precision_loss, reason = "no text is that long")]
fn text_length(text: &str) -> f64 {
    text.len() as f64
}

fn described(kind: &str, length: f64) -> Plain {
    let plain = Object::new();
    Reflect::set(&plain, &"kind".into(), &kind.into())?;
    Reflect::set(&plain, &"length".into(), &length.into())?;
    Ok(plain.into())
}

/// The same object when its fields are plain already, else a copy with plain fields.
fn with_plain(value: &JsValue, fields: &[(&str, fn(&JsValue) -> Plain)]) -> Plain {
    if !value.is_object() || Array::is_array(value) {
        return Ok(value.clone());
    }
    let mut copy: Option<Object> = None;
    for (name, to_plain) in fields {
        let key = JsValue::from_str(name);
        let field = Reflect::get(value, &key)?;
        let plain = to_plain(&field)?;
        if !Object::is(&plain, &field) {
            let copy = copy.get_or_insert_with(|| Object::assign(&Object::new(), value.unchecked_ref()));
            Reflect::set(copy, &key, &plain)?;
        }
    }
    Ok(copy.map_or_else(|| value.clone(), Into::into))
}
