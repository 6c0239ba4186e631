//! MIME types: parsing, serializing, the groups, and extraction from a header list.

use corslab::http::{HeaderList, MimeType, extract_mime_type, mime::essence_is_one_of};

/// Input and serialization of what it parses to; `None` is failure.
const VECTORS: &[(&str, Option<&str>)] = &[
    // Type and subtype.
    ("text/html", Some("text/html")),
    ("TEXT/Html", Some("text/html")),
    (" \t\r\ntext/html\n\r\t ", Some("text/html")),
    ("text/html ;", Some("text/html")),
    ("text/html\t\n;a=b", Some("text/html;a=b")),
    ("*/*", Some("*/*")),
    ("a/b", Some("a/b")),
    ("image/svg+xml", Some("image/svg+xml")),
    ("!#$%&'*+-.^_`|~09AZaz/!#$%&'*+-.^_`|~09AZaz", Some("!#$%&'*+-.^_`|~09azaz/!#$%&'*+-.^_`|~09azaz")),
    ("", None),
    ("\t", None),
    ("/", None),
    ("a/", None),
    ("a/ ", None),
    ("a/;x=y", None),
    ("/b", None),
    ("plain", None),
    ("plain;a=b", None),
    ("a/b/c", None),
    ("a/b/;", None),
    ("a /b", None),
    ("a/ b", None),
    ("a/b c", None),
    ("a;/b", None),
    ("a,b/c", None),
    ("text/plain,", None),
    (",text/plain", None),
    ("text/plain, a/b", None),
    ("text/plain(;a=b", None),
    ("{/}", None),
    ("\u{b}text/html", None),
    ("text/html\u{c}", None),
    ("t\u{e9}xt/html", None),
    ("text/htm\u{131}", None),
    ("\u{100}/\u{100}", None),
    // Parameters.
    ("text/html;charset=gbk", Some("text/html;charset=gbk")),
    ("text/html;CHARSET=GBK", Some("text/html;charset=GBK")),
    ("text/html; \t\r\ncharset=gbk", Some("text/html;charset=gbk")),
    ("text/html;charset=gbk ", Some("text/html;charset=gbk")),
    ("text/html;charset=gbk \t;a=b", Some("text/html;charset=gbk;a=b")),
    ("text/html;b=1;a=2", Some("text/html;b=1;a=2")),
    ("text/html;a=1;a=2;A=3", Some("text/html;a=1")),
    ("text/html;a=(;a=2", Some("text/html;a=\"(\"")),
    ("text/html;a=\u{7f};a=2", Some("text/html;a=2")),
    ("text/html;charset =gbk", Some("text/html")),
    ("text/html;charset= gbk", Some("text/html;charset=\" gbk\"")),
    ("text/html;test;charset=gbk", Some("text/html;charset=gbk")),
    ("text/html;test=;charset=gbk", Some("text/html;charset=gbk")),
    ("text/html;test= ;charset=gbk", Some("text/html;charset=gbk")),
    ("text/html;test", Some("text/html")),
    ("text/html;test=", Some("text/html")),
    ("text/html;=x;a=b", Some("text/html;a=b")),
    ("text/html;;; ;a=b;;", Some("text/html;a=b")),
    ("text/html;\";a=b", Some("text/html;a=b")),
    ("text/html;';a=b", Some("text/html;a=b")),
    ("text/html;a=b=c", Some("text/html;a=\"b=c\"")),
    ("text/html;a='b'", Some("text/html;a='b'")),
    ("text/html;a={b}", Some("text/html;a=\"{b}\"")),
    ("text/html;\u{e9}=x;a=b", Some("text/html;a=b")),
    ("text/html;a=\u{ff}", Some("text/html;a=\"\u{ff}\"")),
    ("text/html;a=\u{80}", Some("text/html;a=\"\u{80}\"")),
    ("text/html;a=\u{100};b=c", Some("text/html;b=c")),
    ("text/html;a=\u{1}", Some("text/html")),
    // Quoted values.
    ("text/html;a=\"b\"", Some("text/html;a=b")),
    ("text/html;a=\"b", Some("text/html;a=b")),
    ("text/html;a=\"\"", Some("text/html;a=\"\"")),
    ("text/html;a=\"", Some("text/html;a=\"\"")),
    ("text/html;a=b\"", Some("text/html;a=\"b\\\"\"")),
    ("text/html;a=\" b \"", Some("text/html;a=\" b \"")),
    ("text/html;a=\"b;c\"", Some("text/html;a=\"b;c\"")),
    ("text/html;a=\"b\"garbage=\"x;c=d", Some("text/html;a=b;c=d")),
    ("text/html;a=\"\\b\\c\"", Some("text/html;a=bc")),
    ("text/html;a=\"b\\\"c\"", Some("text/html;a=\"b\\\"c\"")),
    ("text/html;a=\"\\\\\"", Some("text/html;a=\"\\\\\"")),
    ("text/html;a=\"\\", Some("text/html;a=\"\\\\\"")),
    ("text/html;a=b\\c", Some("text/html;a=\"b\\\\c\"")),
    ("text/html;a=\"\t~\"", Some("text/html;a=\"\t~\"")),
    ("text/html;a=\"x\u{7f}\";b=c", Some("text/html;b=c")),
    ("text/html;a=\"shift_jis\"iso-2022-jp", Some("text/html;a=shift_jis")),
    ("text/html;a=\"b\\", Some("text/html;a=\"b\\\\\"")),
];

#[test]
fn parse_and_serialize() {
    assert!(VECTORS.len() > 75);
    for &(input, expected) in VECTORS {
        let parsed = MimeType::parse(input);
        assert_eq!(parsed.as_ref().map(ToString::to_string).as_deref(), expected, "{input:?}");
        if let Some(expected) = expected {
            assert_eq!(MimeType::parse(expected), parsed, "{expected:?} does not round-trip");
        }
    }
}

#[test]
fn long_names_are_fine() {
    let long = "0123456789".repeat(13);
    let input = format!("{long}/{long};{long}={long}");
    assert_eq!(MimeType::parse(&input).unwrap().to_string(), input);
}

#[test]
fn every_byte_as_type_subtype_parameter_name_and_value() {
    let token = b"!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    for byte in 0..=255_u8 {
        let is_token = token.contains(&byte);
        assert_eq!(MimeType::parse_bytes(&[b'x', byte, b'x', b'/', b'y']).is_some(), is_token, "{byte:#x}");
        let subtype = MimeType::parse_bytes(&[b'x', b'/', b'y', byte, b'y']);
        assert_eq!(subtype.is_some(), is_token || byte == b';', "{byte:#x}");
        let name = MimeType::parse_bytes(&[b'x', b'/', b'y', b';', b'a', byte, b'a', b'=', b'b']).unwrap();
        assert_eq!(name.parameters().count(), usize::from(is_token || byte == b';' || byte == b'='), "{byte:#x}");
        let value = MimeType::parse_bytes(&[b'x', b'/', b'y', b';', b'a', b'=', b'b', byte, b'b']).unwrap();
        let is_value = byte == 9 || (32..=126).contains(&byte) || byte >= 128;
        assert_eq!(value.parameter("a").is_some(), is_value, "{byte:#x}");
    }
}

#[test]
fn the_parts_of_a_mime_type() {
    let mime_type = MimeType::parse("Text/X-Y;A=1;b=\"2 3\"").unwrap();
    assert_eq!((mime_type.essence(), mime_type.type_(), mime_type.subtype()), ("text/x-y", "text", "x-y"));
    assert_eq!(mime_type.parameters().collect::<Vec<_>>(), [("a", "1"), ("b", "2 3")]);
    assert_eq!((mime_type.parameter("b"), mime_type.parameter("A")), (Some("2 3"), None));
    assert_eq!(MimeType::parse_bytes(b"a/b;c=\xe9").unwrap().parameter("c"), Some("\u{e9}"));
}

type Group = (char, fn(&MimeType) -> bool);

const GROUPS: [Group; 7] = [
    ('J', MimeType::is_javascript),
    ('j', MimeType::is_json),
    ('X', MimeType::is_xml),
    ('H', MimeType::is_html),
    ('C', MimeType::is_css),
    ('I', MimeType::is_image),
    ('A', MimeType::is_audio_or_video),
];

/// The letters of the groups that `essence` is in.
fn groups(essence: &str) -> String {
    let mime_type = MimeType::parse(essence);
    GROUPS.iter().filter(|(_, test)| mime_type.as_ref().is_some_and(test)).map(|(letter, _)| letter).collect()
}

#[test]
fn the_groups() {
    let javascript = "application/ecmascript application/javascript application/x-ecmascript application/x-javascript \
                      text/ecmascript text/javascript text/javascript1.0 text/javascript1.1 text/javascript1.2 \
                      text/javascript1.3 text/javascript1.4 text/javascript1.5 text/jscript text/livescript \
                      text/x-ecmascript text/x-javascript";
    assert_eq!(javascript.split_whitespace().count(), 16);
    for essence in javascript.split_whitespace() {
        assert_eq!(groups(essence), "J", "{essence}");
    }
    for (essence, expected) in [
        ("text/javascript1.6", ""),
        ("text/javascript;charset=x", "J"),
        ("application/json", "j"),
        ("text/json", "j"),
        ("image/x+json", "jI"),
        ("text/jsonp", ""),
        ("x/json", ""),
        ("text/xml", "X"),
        ("application/xml", "X"),
        ("image/svg+xml", "XI"),
        ("x/xml", ""),
        ("text/html", "H"),
        ("application/xhtml+xml", "X"),
        ("TEXT/CSS", "C"),
        ("image/png", "I"),
        ("images/png", ""),
        ("audio/x", "A"),
        ("video/x", "A"),
        ("application/ogg", "A"),
        ("x/ogg", ""),
        ("font/woff", ""),
        ("text/plain", ""),
    ] {
        assert_eq!(groups(essence), expected, "{essence}");
    }
}

#[test]
fn extraction_takes_the_last_that_parses_and_carries_the_charset() {
    let cases: &[(&[&'static str], Option<&str>)] = &[
        (&[], None),
        (&[""], None),
        (&["*/*"], None),
        (&["nonsense"], None),
        (&["", "text/plain"], Some("text/plain")),
        (&["text/plain", ""], Some("text/plain")),
        (&["text/html", "cannot-parse"], Some("text/html")),
        (&["text/html", "*/*"], Some("text/html")),
        (&["*/*", "text/html"], Some("text/html")),
        (&["text/html", "*/*;charset=gbk"], Some("text/html")),
        (&["text/html", "text/plain"], Some("text/plain")),
        (&["text/plain;charset=gbk, text/html"], Some("text/html")),
        (&["text/plain;charset=gbk", "text/html;charset=x"], Some("text/html;charset=x")),
        (&["text/plain;charset=gbk", "text/plain"], Some("text/plain;charset=gbk")),
        (&["text/plain;charset=gbk", "text/plain;charset=x"], Some("text/plain;charset=x")),
        (&["text/plain;charset=gbk", "text/plain;charset=x", "text/plain"], Some("text/plain;charset=gbk")),
        (&["text/html;charset=gbk;a=b, text/html;x=y"], Some("text/html;x=y;charset=gbk")),
        (&["text/html;charset=gbk;a=b", "TEXT/HTML;x=y"], Some("text/html;x=y;charset=gbk")),
        (&["text/html;charset=gbk", "x/x", "text/html;x=y"], Some("text/html;x=y")),
        (&["text/html;charset=gbk", "*/*", "bad", "text/html"], Some("text/html;charset=gbk")),
        (&["text/html;charset=gbk", "text/html;x=\",text/plain"], Some("text/html;x=\",text/plain\";charset=gbk")),
        (&["text/html;x=\"", "text/plain"], Some("text/html;x=\", text/plain\"")),
        (&["text/html;\"", "text/plain"], Some("text/html")),
        (&["text/html;\"", "\\\"", "text/plain"], Some("text/html")),
        (&["text/html;\"", "\\\"", "text/plain", "\";charset=gbk"], Some("text/html;charset=gbk")),
    ];
    for (values, expected) in cases {
        let list: HeaderList = values.iter().map(|&value| ("content-type", value)).collect();
        assert_eq!(extract_mime_type(&list).as_ref().map(ToString::to_string).as_deref(), *expected, "{values:?}");
    }
}

#[test]
fn the_essence_test_needs_both_halves() {
    for (input, expected) in [
        ("text/plain", true),
        (" Text/PLAIN ; \"", true),
        ("multipart/form-data;x", true),
        ("text/form-data", false),
        ("multipart/plain", false),
        ("text/plain,", false),
        ("text/ plain", false),
        ("text/html", false),
        ("", false),
    ] {
        assert_eq!(essence_is_one_of(input.as_bytes(), &["multipart/form-data", "text/plain"]), expected, "{input}");
    }
}
