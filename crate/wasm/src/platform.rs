//! The platform's own objects where a scenario has plain data: `Headers`, `Request`, `Response`, `URL`, `Map`, bodies.

use js_sys::{Array, Object, Reflect, Symbol, try_iter};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, Request, Response, Url};

use crate::report;

type Plain = Result<JsValue, JsValue>;

/// A scenario as plain data.
pub(crate) fn scenario(value: &JsValue) -> Plain {
    with_plain(value, &[("page", page), ("request", request), ("server", server)])
}

/// A string, or a `URL`.
pub(crate) fn url_text(field: &str, value: &JsValue) -> Result<String, JsValue> {
    let text = url(value)?.as_string();
    text.ok_or_else(|| report::of(field, "something else", "a string or a URL"))
}

/// The platform's name for what `value` is; empty for plain data. `instanceof` would make Node load its whole `fetch`,
/// and does not hold across realms and libraries.
fn platform_name(value: &JsValue) -> String {
    if !value.is_object() {
        return String::new();
    }
    let tag = Reflect::get(value, &Symbol::to_string_tag());
    tag.ok().and_then(|tag| tag.as_string()).unwrap_or_default()
}

fn url(value: &JsValue) -> Plain {
    Ok(match platform_name(value).as_str() {
        "URL" => value.unchecked_ref::<Url>().href().into(),
        _ => value.clone(),
    })
}

fn page(value: &JsValue) -> Plain {
    if platform_name(value) == "URL" {
        return url(value);
    }
    with_plain(value, &[("url", url), ("topLevel", url)])
}

fn request(value: &JsValue) -> Plain {
    match platform_name(value).as_str() {
        "URL" => url(value),
        "Request" => of_request(value.unchecked_ref()),
        _ => with_plain(value, &[("url", url), ("headers", headers), ("body", body)]),
    }
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
    if !Array::is_array(value) {
        return answer(value);
    }
    let plain = Array::new();
    for item in value.unchecked_ref::<Array>().iter() {
        plain.push(&answer(&item)?);
    }
    Ok(plain.into())
}

fn answer(value: &JsValue) -> Plain {
    with_plain(value, &[("preflight", reply), ("response", reply)])
}

pub(crate) fn reply(value: &JsValue) -> Plain {
    if platform_name(value) != "Response" {
        return with_plain(value, &[("headers", headers)]);
    }
    let response: &Response = value.unchecked_ref();
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
    match platform_name(value).as_str() {
        "URLSearchParams" => described("url-search-params", text_length(&text(value))),
        "FormData" => described("form-data", 0.0),
        "ReadableStream" => described("stream", 0.0),
        "Blob" | "File" => {
            let blob: &Blob = value.unchecked_ref();
            let plain = described("blob", blob.size())?;
            Reflect::set(&plain, &"contentType".into(), &blob.type_().into())?;
            Ok(plain)
        }
        name if name.ends_with("Array") || name.ends_with("ArrayBuffer") || name == "DataView" => {
            let length = Reflect::get(value, &"byteLength".into())?;
            described("buffer", length.as_f64().unwrap_or(0.0))
        }
        _ => Ok(value.clone()),
    }
}

fn text(value: &JsValue) -> String {
    value.unchecked_ref::<Object>().to_string().into()
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
