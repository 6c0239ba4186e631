//! Laws that hold for any bytes.

use corslab::ByteString;
use corslab::http::mime::essence_is_one_of;
use corslab::http::{
    HeaderList, HeadersGuard, MimeType, SafelistRules, cors_unsafe_request_header_names, cors_unsafe_request_headers,
    determine_nosniff, extract_delta_seconds, extract_location, extract_mime_type, extract_token_list,
    forbidden_request_header_reason, get_decode_and_split, is_header_name, is_header_value, normalize_method,
    normalize_value, parse_raw_headers, parse_single_range, split_header_value,
};
use proptest::prelude::*;

/// Bytes that the parsers treat specially, some letters, and anything.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let special = prop::sample::select(b"\t\n\r \",/;=\\:()-0159abytesBTEX*\x00\x7f\xe9".to_vec());
    prop::collection::vec(prop_oneof![4 => special, 1 => any::<u8>()], 0..24)
}

/// Pieces from which MIME types are made, so that many parse.
fn mime_text() -> impl Strategy<Value = Vec<u8>> {
    let pieces = ["text", "plain", "TEXT", "/", "/", ";", "=", "\"", "\\", " ", "\t", ",", "multipart/form-data", "x"];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..9).prop_map(|pieces| pieces.concat().into_bytes())
}

fn name() -> impl Strategy<Value = &'static str> {
    prop::sample::select(
        [
            "Accept",
            "accept",
            "Content-Type",
            "CONTENT-TYPE",
            "Range",
            "Set-Cookie",
            "set-cookie",
            "X-A",
            "x-a",
            "X-HTTP-Method",
            "Location",
            "X-Content-Type-Options",
            "a b",
        ]
        .to_vec(),
    )
}

fn headers() -> impl Strategy<Value = HeaderList> {
    prop::collection::vec((name(), prop_oneof![bytes(), mime_text()]), 0..8)
        .prop_map(|pairs| pairs.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_fast_essence_test_equals_the_full_parse(input in prop_oneof![bytes(), mime_text()]) {
        let essences = ["text/plain", "multipart/form-data", "x/x"];
        let full = MimeType::parse_bytes(&input).is_some_and(|mime_type| essences.contains(&mime_type.essence()));
        prop_assert_eq!(essence_is_one_of(&input, &essences), full);
    }

    #[test]
    fn a_serialized_mime_type_parses_to_itself(input in prop_oneof![bytes(), mime_text()]) {
        if let Some(mime_type) = MimeType::parse_bytes(&input) {
            prop_assert_eq!(MimeType::parse(&mime_type.to_string()), Some(mime_type));
        }
    }

    #[test]
    fn splitting_loses_only_commas_and_outer_whitespace(value in bytes()) {
        let items: Vec<&[u8]> = split_header_value(&value).collect();
        prop_assert!(!items.is_empty());
        prop_assert_eq!(items.len(), get_decode_and_split(&value).len());
        let strip = |bytes: &[u8]| -> Vec<u8> {
            bytes.iter().copied().filter(|byte| !matches!(byte, b'\t' | b' ')).collect()
        };
        prop_assert_eq!(strip(&items.join(&b',')), strip(&value));
        if !value.contains(&b'"') {
            prop_assert_eq!(items.len(), value.split(|&byte| byte == b',').count());
        }
    }

    #[test]
    fn normalizing_is_idempotent_and_gives_no_whitespace_at_the_ends(value in bytes()) {
        let normalized = normalize_value(&value);
        prop_assert_eq!(normalize_value(normalized), normalized);
        let inside_is_clean = !normalized.iter().any(|byte| matches!(byte, 0 | b'\r' | b'\n'));
        prop_assert_eq!(is_header_value(normalized), inside_is_clean);
        prop_assert_eq!(&*normalize_method(ByteString::from(&*value)).to_ascii_lowercase(), &*value.to_ascii_lowercase());
    }

    #[test]
    fn sort_and_combine_is_idempotent_sorted_and_keeps_every_value(list in headers()) {
        let combined = list.sort_and_combine();
        prop_assert_eq!(&combined.sort_and_combine(), &combined);
        let names: Vec<&[u8]> = combined.iter().map(|header| header.name.as_bytes()).collect();
        prop_assert!(names.is_sorted());
        for name in &names {
            prop_assert_eq!(name.to_ascii_lowercase(), name.to_vec());
            let name = std::str::from_utf8(name).unwrap();
            prop_assert_eq!(combined.get(name), list.get(name));
            if name != "set-cookie" {
                prop_assert_eq!(combined.values(name).count(), 1);
            }
        }
        prop_assert!(list.iter().all(|header| combined.contains(std::str::from_utf8(&header.name).unwrap())));
    }

    #[test]
    fn set_then_get_and_delete_then_absent(mut list in headers(), name in name(), value in bytes()) {
        let others = |list: &HeaderList| -> Vec<_> {
            list.iter().filter(|header| !header.name.eq_ignore_ascii_case(name.as_bytes())).cloned().collect()
        };
        let before = others(&list);
        list.set(name, value.clone());
        prop_assert_eq!(list.values(name).collect::<Vec<_>>(), [&ByteString::from(&*value)]);
        list.combine(name, "x");
        prop_assert_eq!(list.get(name).unwrap().into_owned(), [&*value, b", x"].concat());
        prop_assert_eq!(others(&list), before.clone());
        list.delete(name);
        prop_assert!(!list.contains(name) && list.get(name).is_none());
        prop_assert_eq!(others(&list), before);
    }

    #[test]
    fn unsafe_names_are_a_sorted_lower_case_set_of_names_in_the_list(list in headers()) {
        let names = cors_unsafe_request_header_names(&list, &SafelistRules::STANDARD);
        prop_assert!(names.windows(2).all(|pair| pair[0] < pair[1]));
        prop_assert!(names.iter().all(|name| list.iter().any(|header| header.name.to_byte_lowercase() == *name)));
        prop_assert_eq!(names.len(), cors_unsafe_request_headers(&list, &SafelistRules::STANDARD).len());
        prop_assert!(!list.contains("x-a") || names.contains(&ByteString::from("x-a")));
    }

    #[test]
    fn extracted_tokens_are_header_names(list in headers()) {
        for name in ["x-a", "accept", "range"] {
            match extract_token_list(&list, name) {
                Ok(None) => prop_assert!(!list.contains(name)),
                Ok(Some(tokens)) => prop_assert!(tokens.into_iter().all(is_header_name)),
                Err(failure) => prop_assert!(list.values(name).any(|value| *value == failure.value)),
            }
        }
    }

    #[test]
    fn no_guard_stores_what_is_not_a_header(mut list in headers(), name in bytes(), value in bytes()) {
        list.retain(|header| is_header_name(&header.name) && is_header_value(&header.value));
        for guard in [HeadersGuard::None, HeadersGuard::Request, HeadersGuard::RequestNoCors, HeadersGuard::Response] {
            _ = guard.append(&mut list, ByteString::from(&*name), ByteString::from(&*value));
            _ = guard.set(&mut list, ByteString::from(&*name), ByteString::from(&*value));
            prop_assert!(list.iter().all(|header| is_header_name(&header.name) && is_header_value(&header.value)));
            _ = guard.delete(&mut list, &name);
        }
    }

    #[test]
    fn every_raw_line_is_a_header_part_of_one_or_an_issue(text in "([A-Za: \t\r\n\u{0}é☃]|HTTP/|1|200 ){0,40}") {
        let raw = parse_raw_headers(&text);
        prop_assert!(raw.headers.iter().all(|header| is_header_name(&header.name) && is_header_value(&header.value)));
        let lines: Vec<&str> = text.split('\n').collect();
        for issue in &raw.issues {
            prop_assert_eq!(lines[issue.line - 1].strip_suffix('\r').unwrap_or(lines[issue.line - 1]), &issue.text);
        }
        prop_assert!(raw.issues.windows(2).all(|pair| pair[0].line < pair[1].line));
        let used = raw.headers.len() + raw.issues.len() + usize::from(raw.status.is_some());
        prop_assert!(used <= lines.len());
    }

    #[test]
    fn printed_headers_read_back(pairs in prop::collection::vec(("[A-Za-z-]{1,8}", "[!-~é]([ -~é]{0,9}[!-~é])?"), 0..6)) {
        let text: String = pairs.iter().map(|(name, value)| format!("{name}:  {value}\t\r\n")).collect();
        let expected = pairs.iter().map(|(name, value)| (name.clone(), ByteString::isomorphic_encode(value).unwrap()));
        let raw = parse_raw_headers(&text);
        prop_assert_eq!(raw.headers, expected.collect());
        prop_assert_eq!(raw.issues, []);
    }

    #[test]
    fn a_printed_range_reads_back(start in any::<u64>(), end in any::<u64>()) {
        let parsed = parse_single_range(format!("bytes={start}-{end}").as_bytes(), false);
        prop_assert_eq!(parsed.map(|range| (range.start, range.end)), (start <= end).then_some((Some(start), Some(end))));
    }

    #[test]
    fn nothing_panics(list in headers(), value in bytes(), text in any::<String>()) {
        _ = (extract_mime_type(&list), determine_nosniff(&list), extract_location(&list));
        _ = (extract_delta_seconds(&list, "X-A"), parse_single_range(&value, true), MimeType::parse(&text));
        _ = (forbidden_request_header_reason(&value, &value), parse_raw_headers(&text));
    }
}
