//! The header list of a `Headers` object, which JavaScript keeps as text: names and values in turn, with a [`SEPARATOR`]
//! between them. So nothing of it lives here that could be lost or leak.

use corslab::ByteString;
use corslab::http::{self, Header, HeaderList, HeadersGuard, HeadersTypeError};
use wasm_bindgen::prelude::*;

use crate::report;

/// The first character that no byte stands for.
const SEPARATOR: char = '\u{100}';

/// The list after `change` (`append`, `set` or `delete`) was made with each header of `given`, by the rules of `guard`.
///
/// # Errors
/// A report when a browser throws a `TypeError`.
#[wasm_bindgen(js_name = changeHeaders)]
pub fn change_headers(guard: &str, change: &str, list: &str, given: &str) -> Result<String, JsValue> {
    let (guard, mut list, given) = (guard_of(guard), read(list), read(given));
    let changed = if change == "append" {
        guard.fill(&mut list, &given)
    } else {
        given.iter().try_for_each(|header| {
            let changed = match change {
                "set" => guard.set(&mut list, header.name.clone(), header.value.clone()),
                _ => guard.delete(&mut list, &header.name),
            };
            changed.map(drop).map_err(|error| (header.clone(), error))
        })
    };
    changed.map(|()| write(&list)).map_err(|(header, error)| refusal(&header, error))
}

/// The values of `name` in `list`, combined.
///
/// # Errors
/// A report when `name` is not a header name.
#[wasm_bindgen(js_name = getHeader)]
pub fn get_header(list: &str, name: &str) -> Result<Option<String>, JsValue> {
    let header = Header { name: ByteString::from_text(name), value: ByteString::from_static("") };
    if http::is_header_name(&header.name) {
        Ok(read(list).get(name).map(|value| corslab::bytes::isomorphic_decode(&value).into_owned()))
    } else {
        Err(refusal(&header, HeadersTypeError::InvalidName))
    }
}

/// The list as a script sees it when it iterates over it.
#[wasm_bindgen(js_name = sortHeaders)]
#[must_use]
pub fn sort_headers(list: &str) -> String {
    write(&read(list).sort_and_combine())
}

/// The MIME type that the list gives a body, if any.
#[wasm_bindgen(js_name = extractMimeType)]
#[must_use]
pub fn extract_mime_type(list: &str) -> Option<String> {
    http::extract_mime_type(&read(list)).map(|mime_type| mime_type.to_string())
}

fn guard_of(guard: &str) -> HeadersGuard {
    match guard {
        "request" => HeadersGuard::Request,
        "request-no-cors" => HeadersGuard::RequestNoCors,
        "response" => HeadersGuard::Response,
        "immutable" => HeadersGuard::Immutable,
        _ => HeadersGuard::None,
    }
}

fn read(list: &str) -> HeaderList {
    let mut headers = HeaderList::new();
    let mut parts = list.split(SEPARATOR).map(ByteString::from_text);
    while let (Some(name), Some(value)) = (parts.next(), parts.next()) {
        headers.push(name, value);
    }
    headers
}

fn write(list: &HeaderList) -> String {
    let mut text = String::with_capacity(1024);
    for Header { name, value } in list {
        for part in [name, value] {
            if !text.is_empty() {
                text.push(SEPARATOR);
            }
            text.push_str(&part.isomorphic_decode());
        }
    }
    text
}

fn refusal(header: &Header, error: HeadersTypeError) -> JsValue {
    let quoted = |part: &ByteString| ["\"", &*part.isomorphic_decode(), "\""].concat();
    match error {
        HeadersTypeError::InvalidName => report::of("name", &quoted(&header.name), "a header name, which is a token"),
        HeadersTypeError::InvalidValue => report::of("value", &quoted(&header.value), "one line without U+0000"),
        HeadersTypeError::Immutable => report::of("headers", "a change", "none: they are immutable"),
    }
}
