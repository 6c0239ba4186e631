//! Methods.
//!
//! Fetch: <https://fetch.spec.whatwg.org/#methods>

use super::token::is_token;
use crate::ByteString;

const FORBIDDEN: [&str; 3] = ["CONNECT", "TRACE", "TRACK"];
const NORMALIZED: [&str; 6] = ["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"];

/// Whether `bytes` is a [method](https://fetch.spec.whatwg.org/#concept-method): any token.
#[must_use]
pub fn is_method(bytes: &[u8]) -> bool {
    is_token(bytes)
}

/// Whether `method` is a [CORS-safelisted method](https://fetch.spec.whatwg.org/#cors-safelisted-method).
///
/// Byte-exact: ask after [normalizing](normalize_method).
#[must_use]
pub fn is_cors_safelisted_method(method: &[u8]) -> bool {
    matches!(method, b"GET" | b"HEAD" | b"POST")
}

/// Whether `method` is a [forbidden method](https://fetch.spec.whatwg.org/#forbidden-method), in any case.
#[must_use]
pub fn is_forbidden_method(method: &[u8]) -> bool {
    forbidden_method(method).is_some()
}

/// The forbidden method that `method` is, in upper case.
pub(crate) fn forbidden_method(method: &[u8]) -> Option<&'static str> {
    canonical(method, &FORBIDDEN)
}

/// [Normalize](https://fetch.spec.whatwg.org/#concept-method-normalize) a method: six well-known ones are
/// byte-uppercased, anything else (`patch`!) stays as it is.
#[must_use]
pub fn normalize_method(method: ByteString) -> ByteString {
    canonical(&method, &NORMALIZED).map_or(method, ByteString::from_static)
}

fn canonical(method: &[u8], names: &[&'static str]) -> Option<&'static str> {
    names.iter().copied().find(|name| method.eq_ignore_ascii_case(name.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_token_is_a_method() {
        assert!(is_method(b"GET") && is_method(b"chicken") && is_method(b"M-SEARCH"));
        assert!(!is_method(b"") && !is_method(b"GET ") && !is_method(b"G\xcbT"));
    }

    #[test]
    fn the_safelist_is_byte_exact() {
        for method in ["GET", "HEAD", "POST"] {
            assert!(is_cors_safelisted_method(method.as_bytes()), "{method}");
        }
        for method in ["get", "Get", "head", "post", "PUT", "DELETE", "PATCH", "OPTIONS", "GETT", ""] {
            assert!(!is_cors_safelisted_method(method.as_bytes()), "{method}");
        }
    }

    #[test]
    fn three_methods_are_forbidden_in_any_case() {
        for method in ["CONNECT", "connect", "TRACE", "tRaCe", "TRACK", "track"] {
            assert!(is_forbidden_method(method.as_bytes()), "{method}");
        }
        for method in ["GET", "TRAC", "TRACKS", "OPTIONS", ""] {
            assert!(!is_forbidden_method(method.as_bytes()), "{method}");
        }
    }

    #[test]
    fn six_methods_are_normalized_and_no_other() {
        for (method, expected) in [
            ("delete", "DELETE"),
            ("gEt", "GET"),
            ("head", "HEAD"),
            ("options", "OPTIONS"),
            ("post", "POST"),
            ("put", "PUT"),
            ("GET", "GET"),
            ("patch", "patch"),
            ("connect", "connect"),
            ("get ", "get "),
            ("chicken", "chicken"),
        ] {
            assert_eq!(normalize_method(ByteString::from_static(method)), expected);
        }
    }
}
