//! The CORS safelists: request headers, their sum, and response headers.

use UnsafeReason::{
    ContentTypeEssence, LanguageByte, NotSafelistedName, RangeNotSimple, TotalTooLong, UnsafeByte, ValueTooLong,
};
use corslab::ByteString;
use corslab::http::{HeaderList, HintValue, SafelistRules, UnsafeHeader, UnsafeReason};
use corslab::http::{
    cors_unsafe_reason, cors_unsafe_request_header_names, cors_unsafe_request_headers,
    is_cors_non_wildcard_request_header_name, is_cors_safelisted_request_header,
    is_cors_safelisted_response_header_name, is_cors_unsafe_request_header_byte, is_no_cors_safelisted_request_header,
    is_no_cors_safelisted_request_header_name, is_privileged_no_cors_request_header_name, is_request_body_header_name,
    no_cors_unsafe_reason,
};

const STANDARD: SafelistRules = SafelistRules::STANDARD;
const SAFE: Option<UnsafeReason> = None;

/// Name, value, and why it is not safe.
const VECTORS: &[(&str, &str, Option<UnsafeReason>)] = &[
    ("Accept", "a/b", SAFE),
    ("ACCEPT", "text/html, */*;q=0.8\t", SAFE),
    ("Accept", "", SAFE),
    ("Accept", "\"x\"", Some(UnsafeByte(b'"'))),
    ("Accept", "a:(", Some(UnsafeByte(b':'))),
    ("Accept-Language", "en;q=0.5", SAFE),
    ("accept-language", "*, de-CH.x = 1", SAFE),
    ("Accept-Language", "en_US", Some(LanguageByte(b'_'))),
    ("Accept-Language", "en_US(", Some(LanguageByte(b'_'))),
    ("Content-Language", "en\t", Some(LanguageByte(b'\t'))),
    ("CONTENT-LANGUAGE", "de", SAFE),
    ("Content-Type", "text/plain; a=b", SAFE),
    ("Content-Type", "TEXT/PLAIN", SAFE),
    ("Content-Type", "text/plain;charset=utf-8", SAFE),
    ("Content-Type", "text/plain;", SAFE),
    ("Content-Type", "text/plain;garbage", SAFE),
    ("Content-Type", "text/plain;\u{e9}", SAFE),
    ("Content-Type", " \ttext/plain\t ", SAFE),
    ("Content-Type", "multipart/form-data", SAFE),
    ("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8", SAFE),
    ("Content-Type", "text/plain; x=\"y\"", Some(UnsafeByte(b'"'))),
    ("Content-Type", "text/plain;\u{1}", Some(UnsafeByte(1))),
    ("Content-Type", "text/plain\u{b}", Some(UnsafeByte(0xb))),
    ("Content-Type", "text/plain;\u{7f}", Some(UnsafeByte(0x7f))),
    ("Content-Type", "application/json;a=(", Some(UnsafeByte(b'('))),
    ("Content-Type", "text/plain,", Some(ContentTypeEssence)),
    ("Content-Type", ",text/plain", Some(ContentTypeEssence)),
    ("Content-Type", "text/plain,text/plain", Some(ContentTypeEssence)),
    ("Content-Type", "application/json, text/plain", Some(ContentTypeEssence)),
    ("Content-Type", "application/json", Some(ContentTypeEssence)),
    ("Content-Type", "application/www-form-urlencoded", Some(ContentTypeEssence)),
    ("Content-Type", "text /plain", Some(ContentTypeEssence)),
    ("Content-Type", "text\t/\tplain", Some(ContentTypeEssence)),
    ("Content-Type", "", Some(ContentTypeEssence)),
    ("Range", "bytes=0-", SAFE),
    ("range", "bytes=0-0", SAFE),
    ("Range", "bytes=100-200", SAFE),
    ("Range", "bytes=-200", Some(RangeNotSimple)),
    ("Range", "bytes=200-100", Some(RangeNotSimple)),
    ("Range", "bytes=0-1,3-4", Some(RangeNotSimple)),
    ("Range", "bytes =0-", Some(RangeNotSimple)),
    ("Range", "bytes=0- 1", Some(RangeNotSimple)),
    ("Range", "items=0-", Some(RangeNotSimple)),
    ("Range", "Bytes=0-", Some(RangeNotSimple)),
    ("Range", "", Some(RangeNotSimple)),
    ("DPR", "2", Some(NotSafelistedName)),
    ("Save-Data", "on", Some(NotSafelistedName)),
    ("X-A", "", Some(NotSafelistedName)),
    ("Accept-", "", Some(NotSafelistedName)),
    ("Last-Event-ID", "1", Some(NotSafelistedName)),
    ("Authorization", "x", Some(NotSafelistedName)),
    ("", "", Some(NotSafelistedName)),
];

#[test]
fn safelisted_request_headers() {
    for &(name, value, expected) in VECTORS {
        let value = ByteString::isomorphic_encode(value).unwrap();
        assert_eq!(cors_unsafe_reason(name.as_bytes(), &value, &STANDARD), expected, "{name}: {value}");
        let safe = is_cors_safelisted_request_header(name.as_bytes(), &value, &STANDARD);
        assert_eq!(safe, expected.is_none(), "{name}: {value}");
    }
    assert_eq!(SafelistRules::default(), STANDARD);
}

#[test]
fn a_value_has_at_most_128_bytes() {
    for (name, start) in
        [("accept", ""), ("accept-language", ""), ("content-language", ""), ("content-type", "text/plain;")]
    {
        let of_length = |length: usize| format!("{start}{}", "a".repeat(length - start.len()));
        let reason = |length| cors_unsafe_reason(name.as_bytes(), of_length(length).as_bytes(), &STANDARD);
        assert_eq!((reason(127), reason(128), reason(129)), (None, None, Some(ValueTooLong)), "{name}");
    }
    let range = |digits: usize| format!("bytes=1{}-", "0".repeat(digits));
    assert_eq!(cors_unsafe_reason(b"range", range(120).as_bytes(), &STANDARD), None);
    assert_eq!(cors_unsafe_reason(b"range", range(121).as_bytes(), &STANDARD), Some(ValueTooLong));
    assert_eq!(cors_unsafe_reason(b"x-a", &[b'a'; 129], &STANDARD), Some(NotSafelistedName));
    assert_eq!(cors_unsafe_reason(b"accept", &[b'"'; 129], &STANDARD), Some(ValueTooLong));
}

#[test]
fn every_byte_in_every_kind_of_value() {
    let mut unsafe_bytes: Vec<u8> = (0x00..0x20).filter(|&byte| byte != 0x09).collect();
    unsafe_bytes.extend(b"\"():<>?@[\\]{}\x7f");
    assert_eq!(unsafe_bytes.len(), 45);
    let language = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz *,-.;=";
    for byte in 0..=255_u8 {
        let is_unsafe = unsafe_bytes.contains(&byte);
        assert_eq!(is_cors_unsafe_request_header_byte(byte), is_unsafe, "{byte:#x}");
        let unsafe_reason = is_unsafe.then_some(UnsafeByte(byte));
        assert_eq!(cors_unsafe_reason(b"accept", &[b'a', byte], &STANDARD), unsafe_reason, "{byte:#x}");
        let content_type = [b"text/plain;", &[byte][..]].concat();
        assert_eq!(cors_unsafe_reason(b"content-type", &content_type, &STANDARD), unsafe_reason, "{byte:#x}");
        let language_reason = (!language.contains(&byte)).then_some(LanguageByte(byte));
        for name in [&b"accept-language"[..], b"content-language"] {
            assert_eq!(cors_unsafe_reason(name, &[b'e', byte], &STANDARD), language_reason, "{byte:#x}");
        }
    }
}

#[test]
fn rules_are_data() {
    let lax = SafelistRules {
        total_limit: None,
        value_limit: 10,
        hints: &[("dpr", HintValue::Any), ("save-data", HintValue::Any)],
        range_case_insensitive: true,
        ..STANDARD
    };
    for (name, value, expected) in [
        ("dpr", "\"()\"", None),
        ("Save-Data", "0123456789", None),
        ("Save-Data", "0123456789a", Some(NotSafelistedName)),
        ("accept", "0123456789a", Some(ValueTooLong)),
        ("range", "BYTES=0-1", None),
        ("range", "bYtes=0-", None),
        ("range", "BYTES=-1", Some(RangeNotSimple)),
        ("width", "1", Some(NotSafelistedName)),
    ] {
        assert_eq!(cors_unsafe_reason(name.as_bytes(), value.as_bytes(), &lax), expected, "{name}: {value}");
    }
    let many: HeaderList = (0..2000).map(|_| ("accept", "0123456789")).collect();
    assert_eq!(cors_unsafe_request_header_names(&many, &lax), [] as [ByteString; 0]);
}

fn accepts(count: usize) -> HeaderList {
    (0..count).map(|_| ("Accept", vec![b'a'; 128])).collect()
}

#[test]
fn all_safelisted_values_have_at_most_1024_bytes() {
    let mut list = accepts(8);
    list.append("Accept-Language", "");
    assert_eq!(cors_unsafe_request_header_names(&list, &STANDARD), [] as [ByteString; 0]);
    list.set("Accept-Language", "a");
    let reason = TotalTooLong;
    let expected = ["accept", "accept-language"].map(|name| UnsafeHeader { name: name.into(), reason });
    assert_eq!(cors_unsafe_request_headers(&list, &STANDARD), expected);
}

#[test]
fn unsafe_values_do_not_count_towards_the_sum() {
    let mut list = accepts(8);
    list.append("X-A", "a");
    list.append("Content-Type", "application/json");
    assert_eq!(cors_unsafe_request_header_names(&list, &STANDARD), ["content-type", "x-a"].map(ByteString::from));
}

#[test]
fn a_headers_own_reason_comes_before_the_sum() {
    let mut list = accepts(9);
    list.append("ACCEPT", "(");
    list.append("Content-Type", "text/plain");
    let expected = [("accept", UnsafeByte(b'(')), ("content-type", TotalTooLong)];
    let expected = expected.map(|(name, reason)| UnsafeHeader { name: name.into(), reason });
    assert_eq!(cors_unsafe_request_headers(&list, &STANDARD), expected);
}

#[test]
fn unsafe_names_are_lower_case_unique_and_in_byte_order() {
    let list: HeaderList = [
        ("X-B", "1"),
        ("x-a", "2"),
        ("Content-Type", "application/json"),
        ("Accept", "*/*"),
        ("x-b", "3"),
        ("X_", "4"),
        ("Range", "bytes=-1"),
    ]
    .into_iter()
    .collect();
    let expected = ["content-type", "range", "x-a", "x-b", "x_"].map(ByteString::from);
    assert_eq!(cors_unsafe_request_header_names(&list, &STANDARD), expected);
    assert_eq!(cors_unsafe_request_header_names(&HeaderList::new(), &STANDARD), [] as [ByteString; 0]);
}

#[test]
fn no_cors_allows_four_names_with_safelisted_values() {
    for (name, value, expected) in [
        ("ACCEPT", "a", None),
        ("accept-language", "en", None),
        ("Content-Language", "en", None),
        ("content-type", "text/plain", None),
        ("Content-Type", "application/json", Some(ContentTypeEssence)),
        ("Accept", "(", Some(UnsafeByte(b'('))),
        ("Range", "bytes=0-", Some(NotSafelistedName)),
        ("X-A", "a", Some(NotSafelistedName)),
    ] {
        let (name, value) = (name.as_bytes(), value.as_bytes());
        assert_eq!(no_cors_unsafe_reason(name, value, &STANDARD), expected);
        assert_eq!(is_no_cors_safelisted_request_header(name, value, &STANDARD), expected.is_none());
        let in_names = !name.eq_ignore_ascii_case(b"range") && name != b"X-A";
        assert_eq!(is_no_cors_safelisted_request_header_name(name), in_names);
    }
}

#[test]
fn single_names() {
    assert!(is_cors_non_wildcard_request_header_name(b"AUTHORIZATION"));
    assert!(!is_cors_non_wildcard_request_header_name(b"Proxy-Authorization"));
    assert!(is_privileged_no_cors_request_header_name(b"rAnge"));
    assert!(!is_privileged_no_cors_request_header_name(b"If-Range"));
    for name in ["content-encoding", "Content-Language", "CONTENT-LOCATION", "content-type"] {
        assert!(is_request_body_header_name(name.as_bytes()), "{name}");
    }
    for name in ["content-length", "content", "x-content-type", "location"] {
        assert!(!is_request_body_header_name(name.as_bytes()), "{name}");
    }
}

#[test]
fn safelisted_response_headers() {
    let none: [&str; 0] = [];
    for name in "cache-control Content-Language CONTENT-LENGTH Content-Type expires last-modified pragma".split(' ') {
        assert!(is_cors_safelisted_response_header_name(name.as_bytes(), &none), "{name}");
    }
    for name in ["ETag", "Date", "Location", "Content-Encoding", "X-A", "Set-Cookie", "*", ""] {
        assert!(!is_cors_safelisted_response_header_name(name.as_bytes(), &none), "{name}");
    }
    let exposed = ["x-A", "set-cookie", "Set-Cookie2", "*"];
    for (name, expected) in
        [("X-a", true), ("x-b", false), ("Set-Cookie", false), ("set-cookie2", false), ("*", true), ("Expires", true)]
    {
        assert_eq!(is_cors_safelisted_response_header_name(name.as_bytes(), &exposed), expected, "{name}");
    }
}
