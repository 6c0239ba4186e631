//! The platform's own objects (`Headers`, `Request`, `Response`, `URL`, bodies) as the plain data of a scenario.
//!
//! All that runs the caller's code goes through `Reflect` and `call`, which hand over what it throws. An exception that
//! flies through from elsewhere leaves the stack of the WebAssembly as it was at that moment.

use js_sys::{Function, Object, Reflect, Symbol};
use wasm_bindgen::prelude::*;
use web_sys::{Request, Response};

/// What stands in a scenario for `object`, which was found there as `key`; the object itself where that is nothing
/// else.
///
/// # Errors
/// What a getter of the object throws.
#[wasm_bindgen]
pub fn plain(object: &JsValue, key: &str) -> Result<JsValue, JsValue> {
    let name = platform_name(object)?;
    if key == "body" {
        return of_body(object, &name);
    }
    match name.as_str() {
        "URL" => Reflect::get(object, &"href".into()),
        "Request" => of_request(object.unchecked_ref()),
        "Response" => of_response(object.unchecked_ref()),
        _ => Ok(object.clone()),
    }
}

/// The platform's own name for what `value` is. Unlike `instanceof` it needs no global (asking for one makes Node load
/// its whole `fetch`), and it holds across realms and libraries.
fn platform_name(value: &JsValue) -> Result<String, JsValue> {
    Ok(Reflect::get(value, &Symbol::to_string_tag())?.as_string().unwrap_or_default())
}

const FIELDS_OF_REQUEST: [&str; 11] = [
    "url",
    "method",
    "headers",
    "mode",
    "credentials",
    "redirect",
    "cache",
    "referrer",
    "referrerPolicy",
    "integrity",
    "keepalive",
];

/// Its body cannot be measured without waiting for it; what decides is its `Content-Type`, which is a header by now.
fn of_request(request: &Request) -> Result<JsValue, JsValue> {
    let plain = copy(request, &FIELDS_OF_REQUEST)?;
    if Reflect::get(request, &"body".into())?.is_object() {
        set(&plain, "body", Body::of("buffer").plain()?)?;
    }
    Ok(plain.into())
}

fn of_response(response: &Response) -> Result<JsValue, JsValue> {
    if Reflect::get(response, &"type".into())? == "error" {
        let plain = Object::new();
        set(&plain, "networkFailure", true)?;
        return Ok(plain.into());
    }
    Ok(copy(response, &["status", "headers"])?.into())
}

fn copy(from: &JsValue, fields: &[&str]) -> Result<Object, JsValue> {
    let plain = Object::new();
    for field in fields {
        let key = JsValue::from_str(field);
        Reflect::set(&plain, &key, &Reflect::get(from, &key)?)?;
    }
    Ok(plain)
}

fn set(object: &Object, key: &str, value: impl Into<JsValue>) -> Result<(), JsValue> {
    Reflect::set(object, &key.into(), &value.into()).map(drop)
}

/// What a scenario says of a body.
struct Body {
    kind: &'static str,
    length: f64,
    content_type: Option<String>,
}

impl Body {
    const fn of(kind: &'static str) -> Self {
        Self { kind, length: 0.0, content_type: None }
    }

    fn plain(&self) -> Result<JsValue, JsValue> {
        let plain = Object::new();
        set(&plain, "kind", self.kind)?;
        set(&plain, "length", self.length)?;
        set(&plain, "contentType", self.content_type.as_deref().map_or(JsValue::UNDEFINED, JsValue::from_str))?;
        Ok(plain.into())
    }
}

fn of_body(object: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    let body = match name {
        "URLSearchParams" => {
            let to_string: Function = Reflect::get(object, &"toString".into())?.unchecked_into();
            let text = to_string.call0(object)?.as_string().unwrap_or_default();
            Body { length: u32::try_from(text.len()).unwrap_or(u32::MAX).into(), ..Body::of("url-search-params") }
        }
        "FormData" => Body::of("form-data"),
        "ReadableStream" => Body::of("stream"),
        "Blob" | "File" => {
            let content_type = Reflect::get(object, &"type".into())?.as_string();
            Body { length: number(object, "size")?, content_type, ..Body::of("blob") }
        }
        name if name.ends_with("Array") || name.ends_with("ArrayBuffer") || name == "DataView" => {
            Body { length: number(object, "byteLength")?, ..Body::of("buffer") }
        }
        _ => return Ok(object.clone()),
    };
    body.plain()
}

fn number(object: &JsValue, key: &str) -> Result<f64, JsValue> {
    Ok(Reflect::get(object, &key.into())?.as_f64().unwrap_or(0.0))
}
