//! MIME types.
//!
//! MIME Sniffing: <https://mimesniff.spec.whatwg.org/#understanding-mime-types>;
//! Fetch: <https://fetch.spec.whatwg.org/#content-type-header>

use super::header_list::HeaderList;
use super::is_one_of;
use super::quoted_string::extract_quoted_string;
use super::split::split_header_value;
use super::token::{is_token, normalize_value};
use crate::bytes::isomorphic_decode;
use std::fmt;

/// A [MIME type record](https://mimesniff.spec.whatwg.org/#mime-type).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MimeType {
    essence: String,
    parameters: Vec<(String, String)>,
}

impl MimeType {
    /// [Parse a MIME type](https://mimesniff.spec.whatwg.org/#parse-a-mime-type). `None` is failure.
    #[must_use]
    pub fn parse(input: &str) -> Option<Self> {
        let input = input.trim_matches(HTTP_WHITESPACE);
        let (kind, subtype) = parse_essence(input.as_bytes())?;
        let essence = [kind, b"/", subtype].concat().to_ascii_lowercase();
        let mut mime_type = Self { essence: isomorphic_decode(&essence).into_owned(), parameters: Vec::new() };
        if let Some(semicolon) = input.find(';') {
            mime_type.parse_parameters(input.split_at(semicolon).1);
        }
        Some(mime_type)
    }

    /// [Parse a MIME type from bytes](https://mimesniff.spec.whatwg.org/#parse-a-mime-type-from-bytes).
    #[must_use]
    pub fn parse_bytes(input: &[u8]) -> Option<Self> {
        Self::parse(&isomorphic_decode(input))
    }

    /// The loop of *parse a MIME type*; `rest` is empty or at a semicolon.
    fn parse_parameters(&mut self, mut rest: &str) {
        while let Some(input) = rest.strip_prefix(';') {
            let (name, input) = split_before(input.trim_start_matches(HTTP_WHITESPACE), &[';', '=']);
            let Some(input) = input.strip_prefix('=') else {
                rest = input;
                continue;
            };
            if input.starts_with('"') {
                let (value, garbage) = extract_quoted_string(input);
                rest = split_before(garbage, &[';']).1;
                self.add_parameter(name, value);
            } else {
                let (value, after) = split_before(input, &[';']);
                rest = after;
                let value = value.trim_end_matches(HTTP_WHITESPACE);
                if !value.is_empty() {
                    self.add_parameter(name, value.to_owned());
                }
            }
        }
    }

    /// Sets a parameter if it is well-formed and new.
    fn add_parameter(&mut self, name: &str, value: String) {
        let name = name.to_ascii_lowercase();
        if is_token(name.as_bytes()) && value.chars().all(is_quoted_string_token) && self.parameter(&name).is_none() {
            self.parameters.push((name, value));
        }
    }

    /// The [essence](https://mimesniff.spec.whatwg.org/#mime-type-essence): `type/subtype` in lower case.
    #[must_use]
    pub fn essence(&self) -> &str {
        &self.essence
    }

    /// The [type](https://mimesniff.spec.whatwg.org/#type): the part of the essence before the slash.
    #[must_use]
    pub fn type_(&self) -> &str {
        self.essence.split_once('/').map_or("", |(kind, _)| kind)
    }

    /// The [subtype](https://mimesniff.spec.whatwg.org/#subtype): the part of the essence after the slash.
    #[must_use]
    pub fn subtype(&self) -> &str {
        self.essence.split_once('/').map_or("", |(_, subtype)| subtype)
    }

    /// The [parameters](https://mimesniff.spec.whatwg.org/#parameters), in order.
    pub fn parameters(&self) -> impl Iterator<Item = (&str, &str)> {
        self.parameters.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The value of the parameter called `name`, which is in lower case.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters().find(|&(candidate, _)| candidate == name).map(|(_, value)| value)
    }

    /// Sets a `charset` right that is not `charset`, and tells whether it did.
    pub(crate) fn correct_charset(&mut self, charset: &str) -> bool {
        let found = self.parameters.iter_mut().find(|(name, _)| name == "charset");
        let wrong = found.filter(|(_, value)| !value.eq_ignore_ascii_case(charset));
        wrong.map(|(_, value)| charset.clone_into(value)).is_some()
    }

    /// Whether this is a [JavaScript MIME type](https://mimesniff.spec.whatwg.org/#javascript-mime-type).
    #[must_use]
    pub fn is_javascript(&self) -> bool {
        is_one_of(self.essence.as_bytes(), &JAVASCRIPT)
    }

    /// Whether this is a [JSON MIME type](https://mimesniff.spec.whatwg.org/#json-mime-type).
    #[must_use]
    pub fn is_json(&self) -> bool {
        self.essence.ends_with("+json") || matches!(self.essence(), "application/json" | "text/json")
    }

    /// Whether this is an [XML MIME type](https://mimesniff.spec.whatwg.org/#xml-mime-type).
    #[must_use]
    pub fn is_xml(&self) -> bool {
        self.essence.ends_with("+xml") || matches!(self.essence(), "application/xml" | "text/xml")
    }

    /// Whether this is an [HTML MIME type](https://mimesniff.spec.whatwg.org/#html-mime-type).
    #[must_use]
    pub fn is_html(&self) -> bool {
        self.essence == "text/html"
    }

    /// Whether the essence is `text/css`, as
    /// [stylesheets](https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-nosniff?) need.
    #[must_use]
    pub fn is_css(&self) -> bool {
        self.essence == "text/css"
    }

    /// Whether this is an [image MIME type](https://mimesniff.spec.whatwg.org/#image-mime-type).
    #[must_use]
    pub fn is_image(&self) -> bool {
        self.type_() == "image"
    }

    /// Whether this is an [audio or video MIME type](https://mimesniff.spec.whatwg.org/#audio-or-video-mime-type).
    #[must_use]
    pub fn is_audio_or_video(&self) -> bool {
        matches!(self.type_(), "audio" | "video") || self.essence == "application/ogg"
    }
}

/// Whether a response of this type is
/// [never a script](https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-mime-type?).
pub(crate) fn is_never_script(essence: &str) -> bool {
    essence == "text/csv" || ["image/", "audio/", "video/"].iter().any(|start| essence.starts_with(start))
}

impl fmt::Display for MimeType {
    /// [Serialize a MIME type](https://mimesniff.spec.whatwg.org/#serialize-a-mime-type).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.essence)?;
        for (name, value) in self.parameters() {
            write!(f, ";{name}=")?;
            if is_token(value.as_bytes()) {
                f.write_str(value)?;
            } else {
                write!(f, "\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))?;
            }
        }
        Ok(())
    }
}

/// [Extract a MIME type](https://fetch.spec.whatwg.org/#concept-header-extract-mime-type) from a header list: the last
/// `Content-Type` item that parses, with the charset of the earlier ones of the same essence. `None` is failure.
#[must_use]
pub fn extract_mime_type(headers: &HeaderList) -> Option<MimeType> {
    let mut extracted: Option<MimeType> = None;
    let mut charset: Option<String> = None;
    for value in split_header_value(&headers.get("Content-Type")?) {
        let Some(mut mime_type) = MimeType::parse_bytes(value).filter(|mime_type| mime_type.essence != "*/*") else {
            continue;
        };
        if extracted.as_ref().is_none_or(|previous| previous.essence != mime_type.essence) {
            charset = mime_type.parameter("charset").map(str::to_owned);
        } else if let Some(charset) = &charset
            && mime_type.parameter("charset").is_none()
        {
            mime_type.parameters.push(("charset".to_owned(), charset.clone()));
        }
        extracted = Some(mime_type);
    }
    extracted
}

/// Whether [`MimeType::parse_bytes`] of `input` succeeds with one of `essences`, which are in lower case. Does not
/// allocate, since parameters cannot make parsing fail.
#[must_use]
pub fn essence_is_one_of(input: &[u8], essences: &[&str]) -> bool {
    let Some((kind, subtype)) = parse_essence(normalize_value(input)) else { return false };
    essences.iter().filter_map(|essence| essence.split_once('/')).any(|(wanted_kind, wanted_subtype)| {
        kind.eq_ignore_ascii_case(wanted_kind.as_bytes()) && subtype.eq_ignore_ascii_case(wanted_subtype.as_bytes())
    })
}

/// The type and subtype of *parse a MIME type*, in their original case. Leading and trailing whitespace of `input` is
/// gone already.
fn parse_essence(input: &[u8]) -> Option<(&[u8], &[u8])> {
    let slash = input.iter().position(|&byte| byte == b'/')?;
    let (kind, rest) = input.split_at(slash);
    let subtype = normalize_end(rest.strip_prefix(b"/")?.split(|&byte| byte == b';').next()?);
    (is_token(kind) && is_token(subtype)).then_some((kind, subtype))
}

/// Strips trailing HTTP whitespace; whitespace at the start must stay to make the subtype fail.
fn normalize_end(bytes: &[u8]) -> &[u8] {
    let kept = bytes.iter().rposition(|byte| !HTTP_WHITESPACE.contains(&char::from(*byte))).map_or(0, |last| last + 1);
    bytes.split_at(kept).0
}

/// Splits before the first of `delimiters`, or at the end.
fn split_before<'a>(input: &'a str, delimiters: &[char]) -> (&'a str, &'a str) {
    input.split_at(input.find(delimiters).unwrap_or(input.len()))
}

/// An [HTTP quoted-string token code point](https://mimesniff.spec.whatwg.org/#http-quoted-string-token-code-point).
const fn is_quoted_string_token(code_point: char) -> bool {
    matches!(code_point, '\t' | ' '..='~' | '\u{80}'..='\u{ff}')
}

const HTTP_WHITESPACE: [char; 4] = ['\t', '\n', '\r', ' '];

const JAVASCRIPT: [&str; 16] = [
    "text/javascript",
    "application/javascript",
    "application/x-javascript",
    "application/ecmascript",
    "application/x-ecmascript",
    "text/ecmascript",
    "text/javascript1.0",
    "text/javascript1.1",
    "text/javascript1.2",
    "text/javascript1.3",
    "text/javascript1.4",
    "text/javascript1.5",
    "text/jscript",
    "text/livescript",
    "text/x-ecmascript",
    "text/x-javascript",
];

#[cfg(test)]
mod tests {
    use super::is_never_script;

    #[test]
    fn images_media_and_csv_are_never_scripts() {
        let never = ["image/png", "image/svg+xml", "audio/mpeg", "video/mp4", "text/csv"];
        assert!(never.iter().all(|essence| is_never_script(essence)));
        let others = ["application/ogg", "text/csv-schema", "text/plain", "application/json", ""];
        assert!(!others.iter().any(|essence| is_never_script(essence)));
    }
}
