//! The CORS check, for every spelling of its two headers, at every place where it runs.

use crate::support::{OTHER, PAGE, answer, from_page, json, open, outcome, redirect, reply, verdict, with};

const ORIGIN: &str = "https://a.test";

/// A GET from `https://a.test` with this credentials mode, answered with these headers.
fn check(credentials: &str, headers: &[(&str, &str)]) -> &'static str {
    outcome(&from_page(json!({ "url": OTHER, "credentials": credentials }), answer(200, headers)))
}

#[test]
fn without_credentials_the_origin_or_a_lone_star_passes() {
    for credentials in ["omit", "same-origin"] {
        assert_eq!(check(credentials, &[]), "missing-allow-origin");
        for value in ["*", ORIGIN, " \t* ", "  https://a.test\t"] {
            assert_eq!(check(credentials, &[("Access-Control-Allow-Origin", value)]), "readable", "{value:?}");
        }
        for value in ["true", "false", "", "True", "maybe"] {
            let headers = [("Access-Control-Allow-Origin", "*"), ("Access-Control-Allow-Credentials", value)];
            assert_eq!(check(credentials, &headers), "readable", "allow-credentials is not asked for");
        }
    }
}

#[test]
fn with_credentials_the_origin_and_exactly_true_are_needed() {
    const NAME: &str = "Access-Control-Allow-Origin";
    let vectors: &[(&[(&str, &str)], &str)] = &[
        (&[], "missing-allow-origin"),
        (&[(NAME, "*")], "wildcard-with-credentials"),
        (&[(NAME, "*"), ("Access-Control-Allow-Credentials", "true")], "wildcard-with-credentials"),
        (&[(NAME, ORIGIN)], "missing-allow-credentials"),
        (&[(NAME, ORIGIN), ("Access-Control-Allow-Credentials", "true")], "readable"),
        (&[(NAME, ORIGIN), ("access-control-ALLOW-credentials", "\ttrue ")], "readable"),
        (&[(NAME, ORIGIN), ("Access-Control-Allow-Credentials", "True")], "invalid-allow-credentials"),
        (&[(NAME, ORIGIN), ("Access-Control-Allow-Credentials", "TRUE")], "invalid-allow-credentials"),
        (&[(NAME, ORIGIN), ("Access-Control-Allow-Credentials", "1")], "invalid-allow-credentials"),
        (&[(NAME, ORIGIN), ("Access-Control-Allow-Credentials", "")], "invalid-allow-credentials"),
        (&[(NAME, ORIGIN), ("Access-Control-Allow-Credentials", "\"true\"")], "invalid-allow-credentials"),
        (&[(NAME, ORIGIN), ("Access-Control-Allow-Credentials", "true, true")], "invalid-allow-credentials"),
        (
            &[
                (NAME, ORIGIN),
                ("Access-Control-Allow-Credentials", "true"),
                ("Access-Control-Allow-Credentials", "true"),
            ],
            "invalid-allow-credentials",
        ),
    ];
    for (headers, expected) in vectors {
        assert_eq!(check("include", headers), *expected, "{headers:?}");
    }
}

#[test]
fn anything_but_the_serialized_origin_fails_in_every_credentials_mode() {
    for credentials in ["omit", "same-origin", "include"] {
        for (value, code) in [
            ("https://a.test/", "allow-origin-mismatch"),
            ("https://A.test", "allow-origin-mismatch"),
            ("HTTPS://a.test", "allow-origin-mismatch"),
            ("https://a.test:443", "allow-origin-mismatch"),
            ("a.test", "allow-origin-mismatch"),
            ("https://*.test", "allow-origin-mismatch"),
            ("http://a.test", "allow-origin-mismatch"),
            ("https://a.test:8443", "allow-origin-mismatch"),
            ("null", "allow-origin-mismatch"),
            ("", "allow-origin-mismatch"),
            ("**", "allow-origin-mismatch"),
            ("https://a.test\u{a0}", "allow-origin-mismatch"),
            ("https://a.test, https://b.test", "multiple-allow-origin"),
            ("https://b.test https://a.test", "multiple-allow-origin"),
            ("*, https://a.test", "multiple-allow-origin"),
            ("https://a.test,", "multiple-allow-origin"),
        ] {
            let headers = [("Access-Control-Allow-Origin", value), ("Access-Control-Allow-Credentials", "true")];
            assert_eq!(check(credentials, &headers), code, "{value:?} {credentials}");
        }
    }
}

#[test]
fn two_headers_fail_even_when_they_are_equal() {
    const NAME: &str = "Access-Control-Allow-Origin";
    for (first, second, joined) in
        [("*", "*", "*, *"), (ORIGIN, ORIGIN, "https://a.test, https://a.test"), (ORIGIN, "", "https://a.test, ")]
    {
        let json = from_page(json!(OTHER), answer(200, &[(NAME, first), ("access-control-allow-origin", second)]));
        let verdict = verdict(&json);
        let cause = verdict.cause.unwrap();
        assert_eq!(cause.code.as_str(), "duplicate-allow-origin");
        assert_eq!(cause.received.as_deref(), Some(joined));
        assert_eq!(cause.expected.as_deref(), Some(ORIGIN));
        assert_eq!(cause.header, Some(NAME));
        assert_eq!(cause.standard.url, "https://fetch.spec.whatwg.org/#concept-cors-check");
    }
}

#[test]
fn an_opaque_origin_is_null_and_only_null_or_star_match_it() {
    let from = |page: serde_json::Value, value: &str, credentials: &str| {
        let headers = [("Access-Control-Allow-Origin", value), ("Access-Control-Allow-Credentials", "true")];
        let request = json!({ "url": OTHER, "credentials": credentials });
        outcome(&json!({ "page": page, "request": request, "server": answer(200, &headers) }))
    };
    for page in [json!({ "url": PAGE, "sandboxed": true }), json!("data:text/html,x"), json!("file:///tmp/x.html")] {
        assert_eq!(from(page.clone(), "null", "omit"), "readable");
        assert_eq!(from(page.clone(), "null", "include"), "readable");
        assert_eq!(from(page.clone(), "*", "omit"), "readable");
        assert_eq!(from(page.clone(), "*", "include"), "wildcard-with-credentials");
        assert_eq!(from(page.clone(), "NULL", "omit"), "allow-origin-mismatch");
        assert_eq!(from(page, ORIGIN, "omit"), "allow-origin-mismatch");
    }
}

#[test]
fn the_origin_is_serialized_with_its_port_and_in_ascii() {
    for (page, value) in [
        ("http://a.test:8080/p?q#f", "http://a.test:8080"),
        ("https://a.test:443/", "https://a.test"),
        ("https://b\u{fc}cher.test/", "https://xn--bcher-kva.test"),
        ("http://[::1]:3000/", "http://[::1]:3000"),
        ("http://0x7f.1/", "http://127.0.0.1"),
        ("https://a.test./", "https://a.test."),
    ] {
        let json = json!({ "page": page, "request": "https://c.test/", "server": answer(200, &[("Access-Control-Allow-Origin", value)]) });
        assert_eq!(outcome(&json), "readable", "{page}");
    }
}

#[test]
fn the_status_does_not_matter_and_the_headers_do() {
    for (status, without) in [
        (200, "missing-allow-origin"),
        (204, "missing-allow-origin"),
        (206, "missing-allow-origin"),
        (304, "missing-allow-origin"),
        (400, "error-without-cors-headers"),
        (404, "error-without-cors-headers"),
        (500, "server-error"),
        (503, "server-error"),
        (999, "missing-allow-origin"),
    ] {
        let allow = answer(status, &[("Access-Control-Allow-Origin", "*")]);
        let verdict = verdict(&from_page(json!(OTHER), allow));
        assert_eq!(verdict.response.unwrap().status, status);
        assert_eq!(outcome(&from_page(json!(OTHER), answer(status, &[]))), without, "{status}");
    }
}

#[test]
fn a_same_origin_response_is_not_asked_for_cors_headers() {
    for credentials in ["omit", "same-origin", "include"] {
        let request = json!({ "url": "/x", "method": "PUT", "credentials": credentials, "headers": { "X-A": "1" } });
        let verdict = verdict(&from_page(request, answer(200, &[])));
        assert_eq!(verdict.response.unwrap().response_type.as_str(), "basic");
        assert_eq!(verdict.preflight.decision.as_str(), "not-needed");
    }
}

#[test]
fn each_hop_is_checked_by_itself_the_redirect_too() {
    let bare = answer(302, &[("Location", "https://c.test/")]);
    let blocked = verdict(&from_page(json!(OTHER), json!([bare, open()])));
    let cause = blocked.cause.unwrap();
    assert_eq!((cause.code.as_str(), cause.phase.as_str(), cause.hop), ("missing-allow-origin", "redirect", 0));
    assert_eq!(blocked.exchanges.len(), 1, "the redirect is not followed");

    let blocked = verdict(&from_page(json!(OTHER), json!([redirect(302, "/y"), answer(200, &[])])));
    let cause = blocked.cause.unwrap();
    assert_eq!((cause.code.as_str(), cause.phase.as_str(), cause.hop), ("missing-allow-origin", "response", 1));
}

#[test]
fn after_a_foreign_hop_the_origin_is_null() {
    // The second of two hops: which values pass there?
    let second = |location: &str, value: &str| {
        let to = answer(200, &[("Access-Control-Allow-Origin", value)]);
        outcome(&from_page(json!(OTHER), json!([redirect(307, location), to])))
    };
    for elsewhere in ["https://c.test/", "https://y.b.test/", "http://localhost:9/x"] {
        if elsewhere.contains(":9/") {
            assert_eq!(second(elsewhere, "*"), "bad-port");
            continue;
        }
        assert_eq!(second(elsewhere, "null"), "readable");
        assert_eq!(second(elsewhere, "*"), "readable");
        assert_eq!(second(elsewhere, ORIGIN), "allow-origin-mismatch", "{elsewhere}");
    }
    // Back at home the request stays tainted: the page's own server has to allow `null`.
    assert_eq!(second(PAGE, "null"), "readable");
    assert_eq!(second(PAGE, ORIGIN), "allow-origin-mismatch");
    // Within one foreign origin nothing is tainted.
    assert_eq!(second("/other", ORIGIN), "readable");
    assert_eq!(second("/other", "null"), "allow-origin-mismatch");
    // Leaving the own origin does not taint either.
    let from_home = |value: &str| {
        let home = answer(302, &[("Location", OTHER)]);
        outcome(&from_page(json!("/go"), json!([home, answer(200, &[("Access-Control-Allow-Origin", value)])])))
    };
    assert_eq!(from_home(ORIGIN), "readable");
    assert_eq!(from_home("null"), "allow-origin-mismatch");
}

#[test]
fn the_check_compares_raw_bytes() {
    for value in ["https://a.test\u{0}", "\u{e9}", "\u{20ac}", "https://a.tes\u{ff}"] {
        assert_eq!(check("omit", &[("Access-Control-Allow-Origin", value)]), "allow-origin-mismatch", "{value:?}");
    }
}

#[test]
fn every_engine_runs_the_same_check() {
    for engine in ["standard", "chromium", "firefox", "webkit"] {
        for (headers, expected) in [
            (&[("Access-Control-Allow-Origin", "*")][..], "readable"),
            (&[("Access-Control-Allow-Origin", "https://a.test/")], "allow-origin-mismatch"),
            (&[], "missing-allow-origin"),
        ] {
            let json =
                with(from_page(json!(OTHER), json!({ "response": reply(200, headers) })), json!({ "engine": engine }));
            assert_eq!(outcome(&json), expected, "{engine}");
        }
    }
}
