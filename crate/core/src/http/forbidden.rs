//! Forbidden headers: those that only the browser may set or read.
//!
//! Fetch: <https://fetch.spec.whatwg.org/#forbidden-request-header>

use super::is_one_of;
use super::method::forbidden_method;
use super::split::split_header_value;

/// Why a header is a [forbidden request-header](https://fetch.spec.whatwg.org/#forbidden-request-header).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForbiddenReason {
    /// The name is on the list.
    Name,
    /// The name starts with this reserved prefix, `proxy-` or `sec-`.
    Prefix(&'static str),
    /// The header overrides the method with this forbidden one, such as `X-HTTP-Method: TRACE`.
    MethodOverride(&'static str),
}

/// Why the header (`name`, `value`) is a
/// [forbidden request-header](https://fetch.spec.whatwg.org/#forbidden-request-header), or `None` when it is not.
#[must_use]
pub fn forbidden_request_header_reason(name: &[u8], value: &[u8]) -> Option<ForbiddenReason> {
    if is_one_of(name, &FORBIDDEN_REQUEST_HEADERS) {
        return Some(ForbiddenReason::Name);
    }
    if let Some(prefix) = FORBIDDEN_PREFIXES.into_iter().find(|prefix| starts_with(name, prefix)) {
        return Some(ForbiddenReason::Prefix(prefix));
    }
    if is_one_of(name, &METHOD_OVERRIDES) {
        return split_header_value(value).find_map(forbidden_method).map(ForbiddenReason::MethodOverride);
    }
    None
}

/// Whether (`name`, `value`) is a
/// [forbidden request-header](https://fetch.spec.whatwg.org/#forbidden-request-header).
#[must_use]
pub fn is_forbidden_request_header(name: &[u8], value: &[u8]) -> bool {
    forbidden_request_header_reason(name, value).is_some()
}

/// Whether `name` is a
/// [forbidden response-header name](https://fetch.spec.whatwg.org/#forbidden-response-header-name).
#[must_use]
pub fn is_forbidden_response_header_name(name: &[u8]) -> bool {
    is_one_of(name, &["Set-Cookie", "Set-Cookie2"])
}

fn starts_with(name: &[u8], prefix: &str) -> bool {
    name.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix.as_bytes()))
}

const FORBIDDEN_PREFIXES: [&str; 2] = ["proxy-", "sec-"];

const METHOD_OVERRIDES: [&str; 3] = ["X-HTTP-Method", "X-HTTP-Method-Override", "X-Method-Override"];

const FORBIDDEN_REQUEST_HEADERS: [&str; 21] = [
    "Accept-Charset",
    "Accept-Encoding",
    "Access-Control-Request-Headers",
    "Access-Control-Request-Method",
    "Connection",
    "Content-Length",
    "Cookie",
    "Cookie2",
    "Date",
    "DNT",
    "Expect",
    "Host",
    "Keep-Alive",
    "Origin",
    "Referer",
    "Set-Cookie",
    "TE",
    "Trailer",
    "Transfer-Encoding",
    "Upgrade",
    "Via",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_forbidden_in_any_case() {
        let names = "accept-charset accept-encoding access-control-request-headers access-control-request-method \
                     connection content-length cookie cookie2 date dnt expect host keep-alive origin referer \
                     set-cookie te trailer transfer-encoding upgrade via";
        assert_eq!(names.split_whitespace().count(), 21);
        for name in names.split_whitespace() {
            for name in [name.to_owned(), name.to_uppercase()] {
                assert_eq!(
                    forbidden_request_header_reason(name.as_bytes(), b""),
                    Some(ForbiddenReason::Name),
                    "{name}"
                );
            }
        }
    }

    #[test]
    fn neighbours_of_the_names_are_allowed() {
        for name in [
            "User-Agent",
            "Authorization",
            "Accept",
            "X-Origin",
            "Cookie3",
            "Set-Cookie2",
            "Content-Type",
            "Cache-Control",
            "Access-Control-Request-Private-Network",
            "Referrer",
            "T",
            "",
        ] {
            assert!(!is_forbidden_request_header(name.as_bytes(), b"TRACE"), "{name}");
        }
    }

    #[test]
    fn two_prefixes_are_reserved() {
        for (name, prefix) in
            [("Proxy-Authorization", "proxy-"), ("PROXY-", "proxy-"), ("sec-", "sec-"), ("Sec-Fetch-Site", "sec-")]
        {
            let reason = forbidden_request_header_reason(name.as_bytes(), b"x");
            assert_eq!(reason, Some(ForbiddenReason::Prefix(prefix)), "{name}");
        }
        for name in ["Proxy", "Sec", "Section", "X-Sec-A", "proxies-", "se-c"] {
            assert!(!is_forbidden_request_header(name.as_bytes(), b""), "{name}");
        }
    }

    #[test]
    fn method_overrides_are_forbidden_by_value() {
        for name in ["x-http-method", "X-HTTP-METHOD-OVERRIDE", "X-Method-Override"] {
            for (value, method) in [
                ("TRACE", Some("TRACE")),
                ("track", Some("TRACK")),
                (" Connect ", Some("CONNECT")),
                ("GET, trace", Some("TRACE")),
                ("GET,track ", Some("TRACK")),
                ("\"GET, trace\"", None),
                ("TRACE/1", None),
                ("GET", None),
                ("", None),
            ] {
                let expected = method.map(ForbiddenReason::MethodOverride);
                assert_eq!(forbidden_request_header_reason(name.as_bytes(), value.as_bytes()), expected, "{value}");
                assert_eq!(is_forbidden_request_header(name.as_bytes(), value.as_bytes()), method.is_some());
            }
        }
        assert!(!is_forbidden_request_header(b"X-HTTP-Methods", b"TRACE"));
    }

    #[test]
    fn two_response_headers_are_forbidden() {
        assert!(is_forbidden_response_header_name(b"set-cookie") && is_forbidden_response_header_name(b"SET-COOKIE2"));
        for name in ["Cookie", "Set-Cookie3", "Set-Cookie-", "X-Set-Cookie", ""] {
            assert!(!is_forbidden_response_header_name(name.as_bytes()), "{name}");
        }
    }
}
