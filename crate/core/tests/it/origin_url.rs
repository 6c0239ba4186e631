//! Origins of URLs and how they compare.

use corslab::origin::{OpaqueOrigins, Origin, Site, urls_same_origin, urls_same_site};
use proptest::prelude::*;
use url::{Host, Url};

/// A URL and its origin's serialization, by <https://url.spec.whatwg.org/#concept-url-origin>.
const ORIGINS: &[(&str, &str)] = &[
    ("http://example.com/", "http://example.com"),
    ("http://example.com", "http://example.com"),
    ("https://example.com/a/b?c#d", "https://example.com"),
    ("HTTPS://EXAMPLE.COM/", "https://example.com"),
    ("https://user:password@example.com/", "https://example.com"),
    ("http://example.com:80/", "http://example.com"),
    ("http://example.com:443/", "http://example.com:443"),
    ("https://example.com:443/", "https://example.com"),
    ("https://example.com:80/", "https://example.com:80"),
    ("https://example.com:0443/", "https://example.com"),
    ("https://example.com:/", "https://example.com"),
    ("https://example.com:0/", "https://example.com:0"),
    ("https://example.com:65535/", "https://example.com:65535"),
    ("http:example.com", "http://example.com"),
    ("http:\\\\example.com\\x", "http://example.com"),
    ("http:////example.com", "http://example.com"),
    (" \t\nhttps://example.com ", "https://example.com"),
    ("ht\ntps://exam\tple.com/", "https://example.com"),
    ("https://example.com./", "https://example.com."),
    ("https://ex%61mple.com/", "https://example.com"),
    ("https://b\u{fc}cher.example/", "https://xn--bcher-kva.example"),
    ("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example"),
    ("https://fa\u{df}.example/", "https://xn--fa-hia.example"),
    ("https://\u{98df}\u{72ee}.\u{4e2d}\u{56fd}/", "https://xn--85x722f.xn--fiqs8s"),
    ("https://\u{ff27}\u{ff4f}.com/", "https://go.com"),
    ("https://example\u{3002}com/", "https://example.com"),
    ("http://0x7f.1/", "http://127.0.0.1"),
    ("http://127.1/", "http://127.0.0.1"),
    ("http://2130706433/", "http://127.0.0.1"),
    ("http://0300.168.0.0xF0/", "http://192.168.0.240"),
    ("http://127.0.0.1./", "http://127.0.0.1"),
    ("http://127.0.0.1:3000/", "http://127.0.0.1:3000"),
    ("http://[::1]/", "http://[::1]"),
    ("http://[0:0:0:0:0:0:0:1]:8080/", "http://[::1]:8080"),
    ("http://[1:0::]", "http://[1::]"),
    ("http://[::127.0.0.1]/", "http://[::7f00:1]"),
    ("http://localhost/", "http://localhost"),
    ("http://a_b.example/", "http://a_b.example"),
    ("ws://example.com/", "ws://example.com"),
    ("ws://example.com:80/", "ws://example.com"),
    ("wss://example.com:443/", "wss://example.com"),
    ("wss://example.com:80/", "wss://example.com:80"),
    ("ftp://example.com:21/", "ftp://example.com"),
    ("ftp://example.com:80/", "ftp://example.com:80"),
    ("blob:https://example.com:443/", "https://example.com"),
    ("blob:https://example.com/1c8a6b0e-0b7a-4e8e-9a43-3b0b3a8c0001", "https://example.com"),
    ("blob:http://example.com:8000/x#y", "http://example.com:8000"),
    ("blob:ftp://example.com/", "null"),
    ("blob:ws://example.com/", "null"),
    ("blob:wss://example.com/", "null"),
    ("blob:file:///x", "null"),
    ("blob:data:text/plain,x", "null"),
    ("blob:blob:https://example.com/", "null"),
    ("blob:blob:", "null"),
    ("blob:null/uuid", "null"),
    ("blob:", "null"),
    ("blob:d3958f5c-0777-0845-9dcf-2cb28783acaf", "null"),
    ("file:///C:/a", "null"),
    ("file://server/share", "null"),
    ("data:text/html,x", "null"),
    ("about:blank", "null"),
    ("about:srcdoc", "null"),
    ("javascript:1", "null"),
    ("mailto:a@example.com", "null"),
    ("gopher://example.com/", "null"),
    ("non-special://example.com:80/", "null"),
    ("chrome-extension://abcdef/", "null"),
    ("urn:x", "null"),
];

fn url(text: &str) -> Url {
    Url::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn origin(text: &str) -> Origin {
    Origin::of_url(&url(text), &mut OpaqueOrigins::new())
}

#[test]
fn origins_of_urls() {
    assert!(ORIGINS.len() >= 60);
    for (text, expected) in ORIGINS {
        let origin = origin(text);
        assert_eq!(origin.serialize(), *expected, "{text}");
        assert_eq!(origin.is_opaque(), *expected == "null", "{text}");
        assert_eq!(origin.as_tuple().is_none(), *expected == "null", "{text}");
    }
}

#[test]
fn a_tuple_has_its_parts() {
    let origin = origin("wss://user@a.example:8443/x");
    let tuple = origin.as_tuple().unwrap();
    assert_eq!((tuple.scheme(), tuple.port(), tuple.domain()), ("wss", Some(8443), None));
    assert_eq!(tuple.host(), &Host::Domain("a.example".to_owned()));
    assert_eq!(origin.effective_domain(), Some(&Host::Domain("a.example".to_owned())));
}

#[test]
fn opaque_origins_are_equal_to_themselves_only() {
    let mut opaque = OpaqueOrigins::default();
    let data = url("data:,x");
    let (first, second) = (Origin::of_url(&data, &mut opaque), Origin::of_url(&data, &mut opaque));
    let tuple = origin("https://example.com");
    assert!(first.is_same_origin(&first.clone()) && first.is_same_origin_domain(&first) && first.is_same_site(&first));
    for other in [&second, &tuple] {
        assert!(!first.is_same_origin(other) && !other.is_same_origin(&first));
        assert!(!first.is_same_origin_domain(other) && !other.is_same_origin_domain(&first));
        assert!(!first.is_same_site(other) && !other.is_same_site(&first));
        assert!(!first.is_schemelessly_same_site(other) && !other.is_schemelessly_same_site(&first));
    }
    assert!(!first.is_same_origin_with_url(&data) && !first.is_same_site_with_url(&data));
    assert!(!urls_same_origin(&data, &data) && !urls_same_site(&data, &data));
    assert_eq!(first.effective_domain(), None);
    let mut unchanged = first.clone();
    unchanged.set_domain(Host::Domain("example.com".to_owned()));
    assert!(unchanged.is_same_origin_domain(&first) && unchanged.effective_domain().is_none());
}

/// Two URLs; same origin, same site, schemelessly same site.
const PAIRS: &[(&str, &str, [bool; 3])] = &[
    ("https://example.com/a", "https://example.com:443/b", [true, true, true]),
    ("https://example.com", "https://example.com:8443", [false, true, true]),
    ("https://example.com", "http://example.com", [false, false, true]),
    ("https://example.com", "wss://example.com", [false, false, true]),
    ("https://a.example.com", "https://b.example.com", [false, true, true]),
    ("https://a.b.c.example.co.uk", "https://example.co.uk", [false, true, true]),
    ("https://example.com", "https://example.org", [false, false, false]),
    ("https://example.com", "https://notexample.com", [false, false, false]),
    ("https://a.co.uk", "https://b.co.uk", [false, false, false]),
    ("https://a.github.io", "https://b.github.io", [false, false, false]),
    ("https://a.github.io", "https://x.a.github.io", [false, true, true]),
    ("https://github.io", "https://a.github.io", [false, false, false]),
    ("https://github.io", "https://github.io:8443", [false, true, true]),
    ("https://example.com", "https://example.com.", [false, false, false]),
    ("https://a.example.com.", "https://b.example.com.", [false, true, true]),
    ("http://localhost:3000", "http://localhost:8000", [false, true, true]),
    ("http://localhost", "http://127.0.0.1", [false, false, false]),
    ("http://a.localhost", "http://b.localhost", [false, false, false]),
    ("http://x.a.localhost", "http://a.localhost", [false, true, true]),
    ("http://127.0.0.1:1", "http://127.0.0.1:2", [false, true, true]),
    ("http://127.0.0.1", "http://127.0.0.2", [false, false, false]),
    ("http://0x7f.1", "http://127.0.0.1", [true, true, true]),
    ("http://[::1]:1", "https://[::1]:1", [false, false, true]),
    ("http://[::1]", "http://[::2]", [false, false, false]),
    ("https://www.ck", "https://a.www.ck", [false, true, true]),
    ("https://a.foo.ck", "https://b.foo.ck", [false, false, false]),
    ("https://a.amazonaws.com", "https://b.amazonaws.com", [false, true, true]),
    ("https://a.amazonaws.com", "https://b.s3.amazonaws.com", [false, false, false]),
    ("blob:https://a.example/1", "https://a.example/2", [true, true, true]),
    ("blob:https://a.example/1", "blob:https://b.a.example/2", [false, true, true]),
    ("blob:https://a.site.example/1", "blob:https://b.site.example/2", [false, true, true]),
    ("blob:https://a.example/1", "blob:https://b.example/2", [false, false, false]),
    ("data:,x", "data:,x", [false, false, false]),
    ("file:///a", "file:///a", [false, false, false]),
    ("about:blank", "https://example.com", [false, false, false]),
];

#[test]
fn pairs_compare() {
    for (a, b, expected) in PAIRS {
        for (a, b) in [(a, b), (b, a)] {
            let (url_a, url_b) = (url(a), url(b));
            let mut opaque = OpaqueOrigins::new();
            let (origin_a, origin_b) = (Origin::of_url(&url_a, &mut opaque), Origin::of_url(&url_b, &mut opaque));
            let [same_origin, same_site, schemelessly] = *expected;
            assert_eq!(origin_a.is_same_origin(&origin_b), same_origin, "{a} {b}");
            assert_eq!(origin_a.is_same_origin_domain(&origin_b), same_origin, "{a} {b}");
            assert_eq!(origin_a.is_same_site(&origin_b), same_site, "{a} {b}");
            assert_eq!(origin_a.is_schemelessly_same_site(&origin_b), schemelessly, "{a} {b}");
            assert_eq!(origin_a.is_same_origin_with_url(&url_b), same_origin, "{a} {b}");
            assert_eq!(origin_a.is_same_site_with_url(&url_b), same_site, "{a} {b}");
            assert_eq!(origin_a.is_schemelessly_same_site_with_url(&url_b), schemelessly, "{a} {b}");
            assert_eq!(urls_same_origin(&url_a, &url_b), same_origin, "{a} {b}");
            assert_eq!(urls_same_site(&url_a, &url_b), same_site, "{a} {b}");
            assert_eq!(Site::obtain(&origin_a) == Site::obtain(&origin_b), same_site, "{a} {b}");
        }
    }
}

#[test]
fn sites_serialize() {
    for (text, site) in [
        ("https://a.b.example.com:8443/", "https://example.com"),
        ("http://example.co.uk./", "http://example.co.uk."),
        ("https://user.github.io/x", "https://user.github.io"),
        ("https://github.io", "https://github.io"),
        ("ws://[::1]:8080/", "ws://[::1]"),
        ("http://10.0.0.1/", "http://10.0.0.1"),
        ("data:,", "null"),
    ] {
        assert_eq!(Site::obtain(&origin(text)).serialize(), site, "{text}");
    }
}

/// URLs whose parts collide often.
fn any_url() -> impl Strategy<Value = Url> {
    let scheme =
        prop::sample::select(vec!["http", "https", "ws", "wss", "ftp", "blob:https", "blob:http", "file", "x"]);
    let host = prop::sample::select(vec![
        "example.com",
        "a.example.com",
        "b.example.com",
        "example.com.",
        "example.org",
        "co.uk",
        "a.co.uk",
        "b.co.uk",
        "x.a.co.uk",
        "github.io",
        "a.github.io",
        "www.ck",
        "a.www.ck",
        "foo.ck",
        "a.foo.ck",
        "localhost",
        "a.localhost",
        "127.0.0.1",
        "[::1]",
        "a..b",
        "com",
        "b.c.kobe.jp",
        "city.kobe.jp",
        "a.city.kobe.jp",
    ]);
    let port = prop::sample::select(vec!["", ":80", ":443", ":8080"]);
    (scheme, host, port)
        .prop_filter_map("no URL", |(scheme, host, port)| Url::parse(&format!("{scheme}://{host}{port}/x")).ok())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn shortcuts_equal_the_definitions(a in any_url(), b in any_url()) {
        let mut opaque = OpaqueOrigins::new();
        let (origin_a, origin_b) = (Origin::of_url(&a, &mut opaque), Origin::of_url(&b, &mut opaque));
        let same_origin = origin_a.is_same_origin(&origin_b);
        let same_site = Site::obtain(&origin_a) == Site::obtain(&origin_b);
        prop_assert_eq!(origin_a.is_same_site(&origin_b), same_site);
        prop_assert_eq!(origin_a.is_same_origin_with_url(&b), same_origin);
        prop_assert_eq!(origin_a.is_same_site_with_url(&b), same_site);
        prop_assert_eq!(urls_same_origin(&a, &b), same_origin);
        prop_assert_eq!(urls_same_site(&a, &b), same_site);
    }

    #[test]
    fn same_origin_is_an_equivalence(a in any_url(), b in any_url(), c in any_url()) {
        let mut opaque = OpaqueOrigins::new();
        let [a, b, c] = [a, b, c].map(|url| Origin::of_url(&url, &mut opaque));
        prop_assert!(a.is_same_origin(&a));
        prop_assert_eq!(a.is_same_origin(&b), b.is_same_origin(&a));
        prop_assert!(!(a.is_same_origin(&b) && b.is_same_origin(&c)) || a.is_same_origin(&c));
        prop_assert!(!a.is_same_origin(&b) || a.is_same_site(&b));
        prop_assert!(!a.is_same_site(&b) || a.is_schemelessly_same_site(&b));
        prop_assert_eq!(a.is_same_origin(&b), !a.is_opaque() && a.serialize() == b.serialize());
    }

    #[test]
    fn a_serialization_parses_to_the_same_origin(url in any_url()) {
        let origin = Origin::of_url(&url, &mut OpaqueOrigins::new());
        prop_assume!(!origin.is_opaque());
        let again = Url::parse(&origin.serialize()).unwrap();
        prop_assert!(origin.is_same_origin_with_url(&again));
    }

    #[test]
    fn nothing_panics(a in ".*", b in ".*", host in "[a-z0-9.*!-]{0,40}") {
        let _ = corslab::origin::compare_origins(&a, &b);
        let _ = corslab::origin::compare_origins(&format!("http://{a}"), &format!("blob:{b}"));
        let _ = corslab::origin::sandbox::parse_sandboxing_directive(&a);
        let _ = corslab::origin::public_suffix::public_suffix(&host);
        let _ = corslab::origin::public_suffix::public_suffix(&a);
        let _ = corslab::origin::public_suffix::registrable_domain(&Host::Domain(&host));
        let _ = corslab::origin::document_domain::is_registrable_domain_suffix_of_or_equal_to(&a, &Host::Domain(&host));
    }
}
