//! `compare_origins`: the facts, the parts and the reasons.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use corslab::origin::compare::Side;
use corslab::origin::{OriginComparison, compare_origins};
use serde_json::{Value, json};

fn compare(a: &str, b: &str) -> OriginComparison {
    compare_origins(a, b).unwrap()
}

/// The reasons as `code: message`.
fn because(a: &str, b: &str) -> Vec<String> {
    let code = |code| serde_json::to_value(code).unwrap().as_str().unwrap().to_owned();
    compare(a, b).because.iter().map(|reason| format!("{}: {}", code(reason.code), reason.message)).collect()
}

#[test]
fn the_json_is_the_public_contract() {
    let compared = serde_json::to_value(compare("https://app.example.com/x", "http://api.example.com:8443")).unwrap();
    let facts = |origin: &str, site: &str, trustworthy: bool| {
        json!({
            "origin": origin, "opaque": false, "site": site, "registrableDomain": "example.com",
            "publicSuffix": "com", "publicSuffixSection": "icann", "potentiallyTrustworthy": trustworthy,
        })
    };
    let expected = json!({
        "sameOrigin": false,
        "sameSite": false,
        "schemelesslySameSite": true,
        "a": facts("https://app.example.com", "https://example.com", true),
        "b": facts("http://api.example.com:8443", "http://example.com", false),
        "parts": {
            "scheme": { "a": "https", "b": "http", "equal": false },
            "host": { "a": "app.example.com", "b": "api.example.com", "equal": false },
            "port": {
                "a": { "number": 443, "isDefault": true },
                "b": { "number": 8443, "isDefault": false },
                "equal": false,
            },
        },
        "because": [
            { "code": "schemes-differ", "which": null, "message": "schemes differ: https and http" },
            { "code": "hosts-differ", "which": null, "message": "hosts differ: app.example.com and api.example.com" },
            { "code": "ports-differ", "which": null, "message": "ports differ: 443 (default of https) and 8443" },
            {
                "code": "same-registrable-domain", "which": null,
                "message": "both hosts have the registrable domain example.com",
            },
            {
                "code": "schemes-make-sites", "which": null,
                "message": "https and http are different sites: a site has a scheme",
            },
        ],
    });
    assert_eq!(compared, expected);
}

#[test]
fn an_opaque_origin_has_no_parts() {
    let compared = serde_json::to_value(compare("https://example.com", "data:,x")).unwrap();
    assert_eq!(compared["parts"], Value::Null);
    assert_eq!(
        compared["b"],
        json!({
            "origin": "null", "opaque": true, "site": "null", "registrableDomain": null, "publicSuffix": null,
            "publicSuffixSection": null, "potentiallyTrustworthy": true,
        })
    );
    assert_eq!(compared["because"][0]["which"], "b");
}

#[test]
fn same_origin_despite_other_spelling() {
    let compared = compare("HTTPS://user@EXAMPLE.com:443/a", "https://example.com/b");
    assert!(compared.same_origin && compared.same_site && compared.schemelessly_same_site);
    assert_eq!(
        because("https://example.com:443", "https://example.com/b"),
        ["all-parts-equal: scheme, host and port are equal: https://example.com"]
    );
}

#[test]
fn reasons_in_plain_words() {
    let table: &[(&str, &str, &[&str])] = &[
        (
            "https://a.example",
            "https://a.example:8443",
            &["ports-differ: ports differ: 443 (default of https) and 8443"],
        ),
        (
            "http://a.example",
            "ws://a.example",
            &[
                "schemes-differ: schemes differ: http and ws",
                "schemes-make-sites: http and ws are different sites: a site has a scheme",
            ],
        ),
        (
            "ftp://a.example",
            "wss://a.example:21",
            &[
                "schemes-differ: schemes differ: ftp and wss",
                "schemes-make-sites: ftp and wss are different sites: a site has a scheme",
            ],
        ),
        (
            "https://example.com",
            "https://example.com.",
            &[
                "trailing-dot: hosts differ: example.com and example.com.; a trailing dot makes another host",
                "registrable-domains-differ: registrable domains differ: example.com and example.com.",
            ],
        ),
        (
            "https://user.github.io",
            "https://example.com",
            &[
                "hosts-differ: hosts differ: user.github.io and example.com",
                "registrable-domains-differ: registrable domains differ: user.github.io and example.com",
                "private-suffix: user.github.io is its own site: github.io is a public suffix (private section)",
            ],
        ),
        (
            "https://github.io",
            "https://co.uk",
            &[
                "hosts-differ: hosts differ: github.io and co.uk",
                "host-is-public-suffix: github.io is itself a public suffix (private section): \
                 it is the same site only with itself",
                "host-is-public-suffix: co.uk is itself a public suffix (ICANN section): \
                 it is the same site only with itself",
            ],
        ),
        (
            "http://localhost",
            "http://127.0.0.1",
            &[
                "hosts-differ: hosts differ: localhost and 127.0.0.1",
                "host-is-public-suffix: localhost is itself a public suffix (by the default rule for unlisted top-level \
                 labels): it is the same site only with itself",
                "ip-address: 127.0.0.1 is an IP address: it is the same site only with itself",
            ],
        ),
        ("http://a..b", "http://a.b", &["hosts-differ: hosts differ: a..b and a.b"]),
        (
            "data:,x",
            "blob:null/1",
            &[
                "opaque-origin: a has an opaque origin: data: URLs never share an origin, not even with themselves",
                "opaque-origin: b has an opaque origin: the URL inside this blob: URL has no origin that it could share",
            ],
        ),
        (
            "file:///x",
            "blob:https://a.example/1",
            &[
                "opaque-origin: a has an opaque origin: browsers treat every file: URL as an origin of its own",
                "blob-url: b is a blob: URL: its origin is that of the URL inside it, https://a.example/1",
            ],
        ),
    ];
    for (a, b, expected) in table {
        assert_eq!(because(a, b), *expected, "{a} {b}");
    }
}

#[test]
fn says_which_url_is_invalid() {
    let error = compare_origins("example.com", "https://example.com").unwrap_err();
    assert_eq!((error.which, error.value.as_str()), (Side::A, "example.com"));
    assert_eq!(error.to_string(), "a: \"example.com\" is not an absolute URL: relative URL without a base");
    let error = compare_origins("https://example.com", "https://exa mple.com").unwrap_err();
    assert_eq!(error.which, Side::B);
    assert!(error.to_string().starts_with("b: \"https://exa mple.com\" is not an absolute URL: "));
    let json = serde_json::to_value(compare_origins("https://a", "null").unwrap_err()).unwrap();
    assert_eq!(json, json!({ "which": "b", "value": "null", "message": "relative URL without a base" }));
}
