//! The CORS safelists: which headers a page may send, and read, without the server's permission.
//!
//! Fetch: <https://fetch.spec.whatwg.org/#cors-safelisted-request-header>

use super::forbidden::is_forbidden_response_header_name;
use super::header_list::{Header, HeaderList};
use super::is_one_of;
use super::mime::essence_is_one_of;
use super::range::{RangeValue, parse_single_range};
use crate::ByteString;
use crate::engine::switches;
use crate::order::sort;
use std::borrow::Cow;

switches! {
/// The parts of the request-header safelist in which browsers differ from the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SafelistRules {
    /// The most bytes that all safelisted values may have together.
    pub total_limit: Option<usize>,
    /// The most bytes that one safelisted value may have.
    pub value_limit: usize,
    /// More names that are safelisted, in lower case, with the value that they need.
    pub hints: &'static [(&'static str, HintValue)],
    /// Whether headers of one name are judged as one, their values joined.
    pub joins_repeated: bool,
    /// Whether a name that stands in several unsafe headers is listed for each. By the text it is listed once.
    pub lists_repeated: bool,
    /// Whether bytes above 0x7F are CORS-unsafe request-header bytes, too.
    pub high_bytes_unsafe: bool,
    /// Whether a comma makes a `Content-Type` unsafe. By the text it can be part of a parameter.
    pub comma_unsafe_in_type: bool,
    /// Whether `Range: BYTES=0-` passes as `bytes=0-` does.
    pub range_case_insensitive: bool,
    /// The greatest number that a simple `Range` may have. By the text there is none.
    pub range_limit: Option<u64>,
    /// A number in a `Range` may have a plus sign, and vertical tabs and form feeds around it.
    pub range_numbers_have_signs: bool,
}
}

impl SafelistRules {
    /// The rules of the [Fetch Standard](https://fetch.spec.whatwg.org/#cors-safelisted-request-header).
    pub const STANDARD: Self = Self {
        total_limit: Some(1024),
        value_limit: 128,
        hints: &[],
        joins_repeated: false,
        lists_repeated: false,
        high_bytes_unsafe: false,
        comma_unsafe_in_type: false,
        range_case_insensitive: false,
        range_limit: None,
        range_numbers_have_signs: false,
    };
}

/// The values that a safelisted client hint may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HintValue {
    /// Any.
    Any,
    /// Digits.
    Integer,
    /// Digits, perhaps a point and more digits.
    Decimal,
    /// `on`, in any case.
    On,
    /// A [type of connection](https://wicg.github.io/netinfo/#effectiveconnectiontype-enum).
    ConnectionType,
}

impl HintValue {
    fn allows(self, value: &[u8]) -> bool {
        let is_integer = |digits: &[u8]| !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
        match self {
            Self::Any => true,
            Self::Integer => is_integer(value),
            Self::Decimal => value.splitn(2, |&byte| byte == b'.').all(is_integer),
            Self::On => value.eq_ignore_ascii_case(b"on"),
            Self::ConnectionType => matches!(value, b"slow-2g" | b"2g" | b"3g" | b"4g"),
        }
    }
}

impl Default for SafelistRules {
    fn default() -> Self {
        Self::STANDARD
    }
}

/// Why a header needs the server's permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnsafeReason {
    /// The name is not on the safelist, whatever the value.
    NotSafelistedName,
    /// The value has more than 128 bytes.
    ValueTooLong,
    /// The value has this [CORS-unsafe request-header byte](https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte).
    UnsafeByte(u8),
    /// The value has this byte, which `Accept-Language` and `Content-Language` may not have.
    LanguageByte(u8),
    /// The `Content-Type` is not one of the three that a form can send.
    ContentTypeEssence,
    /// The `Range` is not a simple one with a start.
    RangeNotSimple,
    /// The header is safe by itself, but all safe values together have more than 1024 bytes.
    TotalTooLong,
}

/// A header that is not safe, by its lower-case name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnsafeHeader {
    /// The byte-lowercased name, as `Access-Control-Request-Headers` lists it.
    pub name: ByteString,
    /// Why the first such header is not safe.
    pub reason: UnsafeReason,
}

/// Why (`name`, `value`) is not a
/// [CORS-safelisted request-header](https://fetch.spec.whatwg.org/#cors-safelisted-request-header), or `None` when it
/// is one.
#[must_use]
pub fn cors_unsafe_reason(name: &[u8], value: &[u8], rules: &SafelistRules) -> Option<UnsafeReason> {
    let value_reason: fn(&[u8], &SafelistRules) -> Option<UnsafeReason> = if name.eq_ignore_ascii_case(b"accept") {
        unsafe_byte
    } else if is_one_of(name, &["accept-language", "content-language"]) {
        |value, _| language_byte(value)
    } else if name.eq_ignore_ascii_case(b"content-type") {
        |value, rules| unsafe_byte(value, rules).or_else(|| content_type(value, rules))
    } else if name.eq_ignore_ascii_case(b"range") {
        range
    } else {
        // The standard looks at the length first. The result is the same and the name is the better reason.
        return if hint_allows(name, value, rules) { None } else { Some(UnsafeReason::NotSafelistedName) };
    };
    if value.len() > rules.value_limit { Some(UnsafeReason::ValueTooLong) } else { value_reason(value, rules) }
}

/// Whether (`name`, `value`) is a
/// [CORS-safelisted request-header](https://fetch.spec.whatwg.org/#cors-safelisted-request-header).
#[must_use]
pub fn is_cors_safelisted_request_header(name: &[u8], value: &[u8], rules: &SafelistRules) -> bool {
    cors_unsafe_reason(name, value, rules).is_none()
}

fn hint_allows(name: &[u8], value: &[u8], rules: &SafelistRules) -> bool {
    let hint = rules.hints.iter().find(|(hint, _)| name.eq_ignore_ascii_case(hint.as_bytes()));
    hint.is_some_and(|(_, values)| values.allows(value)) && value.len() <= rules.value_limit
}

fn unsafe_byte(value: &[u8], rules: &SafelistRules) -> Option<UnsafeReason> {
    let is_unsafe =
        |byte: u8| is_cors_unsafe_request_header_byte(byte) || (rules.high_bytes_unsafe && !byte.is_ascii());
    value.iter().copied().find(|&byte| is_unsafe(byte)).map(UnsafeReason::UnsafeByte)
}

fn language_byte(value: &[u8]) -> Option<UnsafeReason> {
    value.iter().copied().find(|&byte| !is_language_byte(byte)).map(UnsafeReason::LanguageByte)
}

const fn is_language_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'*' | b',' | b'-' | b'.' | b';' | b'=')
}

/// The whole value is one MIME type here: a combined `application/json, text/plain` must not pass.
fn content_type(value: &[u8], rules: &SafelistRules) -> Option<UnsafeReason> {
    let safe = essence_is_one_of(value, &["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"])
        && !(rules.comma_unsafe_in_type && value.contains(&b','));
    (!safe).then_some(UnsafeReason::ContentTypeEssence)
}

fn range(value: &[u8], rules: &SafelistRules) -> Option<UnsafeReason> {
    let mut value =
        if rules.range_case_insensitive { Cow::Owned(value.to_ascii_lowercase()) } else { Cow::Borrowed(value) };
    if rules.range_numbers_have_signs {
        value = Cow::Owned(without_signs(&value));
    }
    let safe = parse_single_range(&value, false).is_some_and(|range| range.start.is_some() && is_within(&range, rules));
    (!safe).then_some(UnsafeReason::RangeNotSimple)
}

/// The value with its numbers written plainly.
fn without_signs(value: &[u8]) -> Vec<u8> {
    let plain = |part: &[u8]| {
        let is_space = |byte: &u8| matches!(byte, 0x0B | 0x0C);
        let start = part.iter().position(|byte| !is_space(byte)).unwrap_or(0);
        let end = part.iter().rposition(|byte| !is_space(byte)).map_or(part.len(), |last| last + 1);
        let number = part.get(start..end).unwrap_or_default();
        let digits = number.strip_prefix(b"+").filter(|digits| !digits.is_empty());
        digits.unwrap_or(number).to_vec()
    };
    let Some(numbers) = value.strip_prefix(b"bytes=") else { return value.to_vec() };
    let parts: Vec<Vec<u8>> = numbers.split(|byte| *byte == b'-').map(plain).collect();
    [&b"bytes="[..], &parts.join(&b'-')].concat()
}

/// Whether the engine can read the numbers.
pub(crate) fn is_within(range: &RangeValue, rules: &SafelistRules) -> bool {
    rules.range_limit.is_none_or(|limit| !range.is_beyond && range.start.max(range.end) <= Some(limit))
}

/// Whether `byte` is a
/// [CORS-unsafe request-header byte](https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte).
#[must_use]
pub const fn is_cors_unsafe_request_header_byte(byte: u8) -> bool {
    matches!(byte,
        0x00..=0x08 | 0x0A..=0x1F | b'"' | b'(' | b')' | b':' | b'<' | b'>' | b'?' | b'@'
        | b'[' | b'\\' | b']' | b'{' | b'}' | 0x7F)
}

/// [CORS-unsafe request-header names](https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names), each with its
/// reason: lower case, unique, in byte order.
#[must_use]
pub fn cors_unsafe_request_headers(headers: &HeaderList, rules: &SafelistRules) -> Vec<UnsafeHeader> {
    if rules.joins_repeated && headers.may_repeat_a_name() {
        let rules = SafelistRules { joins_repeated: false, ..*rules };
        return cors_unsafe_request_headers(&headers.sort_and_combine(), &rules);
    }
    let mut found = Vec::new();
    let mut safelist_value_size = 0_usize;
    for header in headers {
        match cors_unsafe_reason(&header.name, &header.value, rules) {
            Some(reason) => found.push(unsafe_header(header, reason)),
            None => safelist_value_size = safelist_value_size.saturating_add(header.value.len()),
        }
    }
    if rules.total_limit.is_some_and(|limit| safelist_value_size > limit) {
        let safe = |header: &&Header| is_cors_safelisted_request_header(&header.name, &header.value, rules);
        found.extend(headers.iter().filter(safe).map(|header| unsafe_header(header, UnsafeReason::TotalTooLong)));
    }
    // A stable sort, so that a header's own reason comes before the common one.
    sort(&mut found, &mut |left, right| left.name.cmp(&right.name));
    if !rules.lists_repeated {
        found.dedup_by(|later, first| later.name == first.name);
    }
    found
}

fn unsafe_header(header: &Header, reason: UnsafeReason) -> UnsafeHeader {
    UnsafeHeader { name: header.name.to_byte_lowercase(), reason }
}

/// [CORS-unsafe request-header names](https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names).
#[must_use]
pub fn cors_unsafe_request_header_names(headers: &HeaderList, rules: &SafelistRules) -> Vec<ByteString> {
    cors_unsafe_request_headers(headers, rules).into_iter().map(|header| header.name).collect()
}

/// Whether `name` is a
/// [CORS non-wildcard request-header name](https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name).
#[must_use]
pub fn is_cors_non_wildcard_request_header_name(name: &[u8]) -> bool {
    name.eq_ignore_ascii_case(b"authorization")
}

/// The [privileged no-CORS request-header names](https://fetch.spec.whatwg.org/#privileged-no-cors-request-header-name).
pub const PRIVILEGED_NO_CORS_REQUEST_HEADER_NAMES: [&str; 1] = ["Range"];

/// Whether `name` is a
/// [privileged no-CORS request-header name](https://fetch.spec.whatwg.org/#privileged-no-cors-request-header-name).
#[must_use]
pub fn is_privileged_no_cors_request_header_name(name: &[u8]) -> bool {
    is_one_of(name, &PRIVILEGED_NO_CORS_REQUEST_HEADER_NAMES)
}

/// Whether `name` is a
/// [no-CORS-safelisted request-header name](https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header-name).
#[must_use]
pub fn is_no_cors_safelisted_request_header_name(name: &[u8]) -> bool {
    is_one_of(name, &["Accept", "Accept-Language", "Content-Language", "Content-Type"])
}

/// Why (`name`, `value`) is not a
/// [no-CORS-safelisted request-header](https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header), or `None`
/// when it is one.
#[must_use]
pub fn no_cors_unsafe_reason(name: &[u8], value: &[u8], rules: &SafelistRules) -> Option<UnsafeReason> {
    if is_no_cors_safelisted_request_header_name(name) {
        cors_unsafe_reason(name, value, rules)
    } else {
        Some(UnsafeReason::NotSafelistedName)
    }
}

/// Whether (`name`, `value`) is a
/// [no-CORS-safelisted request-header](https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header).
#[must_use]
pub fn is_no_cors_safelisted_request_header(name: &[u8], value: &[u8], rules: &SafelistRules) -> bool {
    no_cors_unsafe_reason(name, value, rules).is_none()
}

/// Whether `name` is a
/// [CORS-safelisted response-header name](https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name) given
/// the CORS-exposed header-name list `exposed`.
#[must_use]
pub fn is_cors_safelisted_response_header_name<T: AsRef<[u8]>>(name: &[u8], exposed: &[T]) -> bool {
    is_one_of(name, &SAFELISTED_RESPONSE_HEADERS)
        || (exposed.iter().any(|item| name.eq_ignore_ascii_case(item.as_ref()))
            && !is_forbidden_response_header_name(name))
}

const SAFELISTED_RESPONSE_HEADERS: [&str; 7] =
    ["Cache-Control", "Content-Language", "Content-Length", "Content-Type", "Expires", "Last-Modified", "Pragma"];

/// Whether `name` is a [request-body-header name](https://fetch.spec.whatwg.org/#request-body-header-name): dropped
/// when a redirect turns the request into one without a body.
#[must_use]
pub fn is_request_body_header_name(name: &[u8]) -> bool {
    is_one_of(name, &["Content-Encoding", "Content-Language", "Content-Location", "Content-Type"])
}
