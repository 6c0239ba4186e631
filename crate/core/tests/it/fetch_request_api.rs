//! What the constructors throw, in their order, and what they silently leave out.

use crate::support::{
    self, Json, OTHER, PAGE, answer, from_page, json, last, open, outcome, sent, verdict, warning_codes, with,
};
use corslab::Scenario;

const fn stream() -> &'static str {
    r#"{ "kind": "stream" }"#
}

fn fetch(init: Json) -> &'static str {
    outcome(&from_page(with(json!({ "url": OTHER }), init), open()))
}

#[test]
fn the_constructor_throws_its_errors_in_its_order() {
    // Each step's offence; every later offence is there too, so the first must be the one that is told.
    let offences = [
        ("invalid-url", json!({ "url": "https://b.test:x/" })),
        ("url-includes-credentials", json!({ "url": "https://u:p@b.test/" })),
        ("invalid-referrer", json!({ "referrer": "https://" })),
        ("navigate-mode", json!({ "mode": "navigate" })),
        ("only-if-cached-mode", json!({ "cache": "only-if-cached" })),
        ("invalid-method", json!({ "method": "A B" })),
        ("invalid-header", json!({ "headers": [["A B", "1"]] })),
    ];
    for (first, (expected, _)) in offences.iter().enumerate() {
        let all = offences[first..]
            .iter()
            .rev()
            .fold(json!({ "url": OTHER }), |init, (_, offence)| with(init, offence.clone()));
        let verdict = verdict(&from_page(all, open()));
        assert_eq!(support::word(&verdict), *expected);
        let cause = verdict.cause.unwrap();
        assert_eq!(cause.phase.as_str(), "request");
        assert!(verdict.exchanges.is_empty() && !verdict.reached_server);
        assert_eq!(verdict.javascript, format!("TypeError: {}", cause.message));
    }
}

#[test]
fn bodies_are_judged_after_headers_and_streams_by_keepalive_duplex_and_mode() {
    let stream: Json = serde_json::from_str(stream()).unwrap();
    for (init, expected) in [
        (json!({ "headers": [["A B", "1"]], "body": "x" }), "invalid-header"),
        (json!({ "body": "x" }), "body-not-allowed"),
        (json!({ "method": "head", "body": "" }), "body-not-allowed"),
        (json!({ "method": "GET", "body": stream, "keepalive": true }), "body-not-allowed"),
        (json!({ "method": "POST", "body": stream, "keepalive": true }), "keepalive-stream-body"),
        (json!({ "method": "POST", "body": stream, "mode": "no-cors" }), "stream-body-duplex"),
        (json!({ "method": "POST", "body": stream, "mode": "no-cors", "duplex": "half" }), "stream-body-mode"),
        (json!({ "method": "POST", "body": stream, "mode": "same-origin", "duplex": "half", "url": "/x" }), "readable"),
        (json!({ "method": "POST", "body": stream, "duplex": "half" }), "readable"),
        (json!({ "method": "DELETE", "body": "x" }), "readable"),
        (json!({ "body": null }), "readable"),
    ] {
        assert_eq!(fetch(init.clone()), expected, "{init}");
    }
}

#[test]
fn methods_are_tokens_and_three_are_forbidden_in_any_case() {
    for (method, expected) in [
        ("", "invalid-method"),
        ("GET ", "invalid-method"),
        ("\u{e9}", "invalid-method"),
        ("CONNECT", "forbidden-method"),
        ("trace", "forbidden-method"),
        ("Track", "forbidden-method"),
        ("connecT", "forbidden-method"),
        ("QUERY", "readable"),
    ] {
        assert_eq!(fetch(json!({ "method": method })), expected, "{method:?}");
    }
    for (method, expected) in [
        ("get", "opaque"),
        ("POST", "opaque"),
        ("HEAD", "opaque"),
        ("PUT", "no-cors-method"),
        ("OPTIONS", "no-cors-method"),
    ] {
        assert_eq!(fetch(json!({ "method": method, "mode": "no-cors" })), expected, "{method}");
    }
    assert_eq!(
        fetch(json!({ "method": "PUT", "mode": "no-cors", "headers": [["A B", ""]] })),
        "no-cors-method",
        "before the headers"
    );
}

#[test]
fn six_methods_are_upper_cased() {
    for (given, expected) in [
        ("get", "GET"),
        ("delete", "DELETE"),
        ("Options", "OPTIONS"),
        ("put", "PUT"),
        ("patch", "patch"),
        ("Patch", "Patch"),
        ("chicken", "chicken"),
    ] {
        let verdict = verdict(&from_page(json!({ "url": "/x", "method": given }), open()));
        assert_eq!(last(&verdict).request.method.to_string(), expected);
        let warned = warning_codes(&verdict).contains(&"method-case");
        assert_eq!(warned, given.eq_ignore_ascii_case("patch"), "{given}");
    }
}

#[test]
fn only_if_cached_needs_mode_same_origin() {
    assert_eq!(fetch(json!({ "cache": "only-if-cached", "mode": "no-cors" })), "only-if-cached-mode");
    assert_eq!(fetch(json!({ "cache": "only-if-cached", "mode": "same-origin", "url": "/x" })), "readable");
}

#[test]
fn forbidden_headers_are_dropped_without_a_word() {
    for (name, value, sent_as) in [
        ("Cookie", "a=1", None),
        ("DNT", "1", None),
        ("Host", "c.test", None),
        ("Origin", "https://c.test", Some("https://a.test")),
        ("Referer", "https://c.test/", Some("https://a.test/")),
        ("Sec-Fetch-Site", "none", Some("cross-site")),
        ("Proxy-X", "1", None),
        ("X-HTTP-Method-Override", "GET, TRACE", None),
        ("X-HTTP-Method-Override", "PUT", Some("PUT")),
        ("User-Agent", "x", Some("x")),
        ("X-Forwarded-For", "::1", Some("::1")),
    ] {
        let verdict = verdict(&from_page(json!({ "url": OTHER, "headers": [[name, value]] }), open()));
        assert_eq!(sent(last(&verdict), name).as_deref(), sent_as, "{name}: {value}");
        let warned = warning_codes(&verdict).contains(&"forbidden-header-dropped");
        assert_eq!(warned, sent_as != Some(value), "{name}");
    }
}

#[test]
fn no_cors_lets_four_headers_with_safe_values_through() {
    for (name, value, passes) in [
        ("Accept", "a/b", true),
        ("Accept-Language", "en", true),
        ("Content-Language", "en", true),
        ("Content-Type", "text/plain", true),
        ("Content-Type", "application/json", false),
        ("Accept", "\"", false),
        ("Range", "bytes=0-", false),
        ("X-A", "1", false),
        ("Authorization", "x", false),
    ] {
        let request = json!({ "url": OTHER, "mode": "no-cors", "headers": [[name, value]] });
        let verdict = verdict(&from_page(request, open()));
        let expected = if passes {
            Some(value)
        } else if name == "Accept" {
            Some("*/*")
        } else {
            None
        };
        assert_eq!(sent(last(&verdict), name).as_deref(), expected, "{name}: {value}");
        assert_eq!(warning_codes(&verdict).contains(&"no-cors-header-dropped"), !passes, "{name}: {value}");
    }
}

#[test]
fn no_cors_judges_what_a_header_would_become() {
    let part = "a".repeat(64);
    let headers = json!([["Accept", part], ["accept", part], ["Accept", "b"]]);
    let verdict = verdict(&from_page(json!({ "url": OTHER, "mode": "no-cors", "headers": headers }), open()));
    let values: Vec<_> =
        last(&verdict).request.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case(b"accept")).collect();
    // 64 + 2 + 64 is above 128; 64 + 2 + 1 is not.
    assert_eq!(values.len(), 2, "{values:?}");
    assert_eq!((values[0].1.to_string(), values[1].1.to_string()), (part, "b".to_owned()));
}

#[test]
fn no_cors_sends_a_blob_without_its_type() {
    let body = json!({ "kind": "blob", "contentType": "application/json", "length": 2 });
    let verdict =
        verdict(&from_page(json!({ "url": OTHER, "mode": "no-cors", "method": "POST", "body": body }), open()));
    assert_eq!(verdict.outcome.as_str(), "opaque");
    assert_eq!(sent(last(&verdict), "Content-Type"), None);
    assert_eq!(sent(last(&verdict), "Content-Length").as_deref(), Some("2"));
}

#[test]
fn header_names_are_tokens_and_values_are_bytes_without_newlines() {
    for (name, value, valid) in [
        ("X-A", "\u{e9}\u{ff}", true),
        ("X-A", " \ttrimmed\r\n", true),
        ("X-A", "a\tb", true),
        ("X-A", "\u{100}", false),
        ("X-A", "a\nb", false),
        ("X-A", "a\rb", false),
        ("X-A", "a\0b", false),
        ("", "1", false),
        ("X A", "1", false),
        ("X:A", "1", false),
        ("\u{e9}", "1", false),
    ] {
        for initiator in ["fetch", "xhr"] {
            let request = json!({ "url": "/x", "initiator": initiator, "headers": [[name, value]] });
            let expected = if valid { "readable" } else { "invalid-header" };
            assert_eq!(outcome(&from_page(request, open())), expected, "{initiator} {name:?}: {value:?}");
        }
    }
    let trimmed = verdict(&from_page(json!({ "url": "/x", "headers": [["X-A", " \ttrimmed\r\n"]] }), open()));
    assert_eq!(sent(last(&trimmed), "X-A").as_deref(), Some("trimmed"));
}

#[test]
fn the_body_implies_a_content_type_unless_one_is_given() {
    for (body, expected) in [
        (json!("x"), Some("text/plain;charset=UTF-8")),
        (json!({ "kind": "text", "text": "x" }), Some("text/plain;charset=UTF-8")),
        (json!({ "kind": "url-search-params" }), Some("application/x-www-form-urlencoded;charset=UTF-8")),
        (json!({ "kind": "blob", "contentType": "a/b" }), Some("a/b")),
        (json!({ "kind": "blob", "contentType": "" }), None),
        (json!({ "kind": "buffer" }), None),
        (
            json!({ "kind": "form-data", "contentType": "multipart/form-data; boundary=B" }),
            Some("multipart/form-data; boundary=B"),
        ),
    ] {
        for initiator in ["fetch", "xhr"] {
            let request = json!({ "url": "/x", "initiator": initiator, "method": "POST", "body": body });
            let implied = verdict(&from_page(request.clone(), open()));
            assert_eq!(sent(last(&implied), "Content-Type").as_deref(), expected, "{initiator} {body}");
            let given = verdict(&from_page(with(request, json!({ "headers": { "content-TYPE": "c/d" } })), open()));
            assert_eq!(sent(last(&given), "Content-Type").as_deref(), Some("c/d"), "{initiator} {body}");
        }
    }
    let form = verdict(&from_page(json!({ "url": "/x", "method": "POST", "body": { "kind": "form-data" } }), open()));
    assert!(sent(last(&form), "Content-Type").unwrap().starts_with("multipart/form-data; boundary="));
}

#[test]
fn a_request_object_holds_what_the_constructor_makes() {
    let construct = |request: Json, engine: &str| {
        let scenario = json!({ "page": PAGE, "request": request, "engine": engine }).to_string();
        let scenario = Scenario::read_without_server(&serde_json::from_str(&scenario).unwrap()).unwrap();
        corslab::construct_request(scenario).map(|request| serde_json::to_value(request).unwrap())
    };
    let plain = construct(json!({ "url": "x#y", "initiator": "img" }), "standard").unwrap();
    let expected = json!({
        "method": "GET", "url": "https://a.test/x#y", "headers": [], "mode": "cors", "credentials": "same-origin",
        "cache": "default", "redirect": "follow", "referrer": "about:client", "referrerPolicy": "", "body": null,
    });
    assert_eq!(plain, expected);
    let all = json!({
        "url": OTHER, "method": "post", "headers": [["X-b", "1"], ["Cookie", "c"], ["x-B", "2"]], "mode": "no-cors",
        "credentials": "include", "cache": "reload", "redirect": "manual", "referrer": "/r", "referrerPolicy": "origin",
        "body": "text",
    });
    let constructed = construct(with(all.clone(), json!({ "mode": "cors" })), "standard").unwrap();
    let expected = json!({
        "method": "POST", "url": OTHER, "mode": "cors", "credentials": "include", "cache": "reload",
        "headers": [["X-b", "1"], ["X-b", "2"], ["Content-Type", "text/plain;charset=UTF-8"]], "redirect": "manual",
        "referrer": "https://a.test/r", "referrerPolicy": "origin", "body": "text",
    });
    assert_eq!(constructed, expected);
    assert_eq!(construct(all, "standard").unwrap()["headers"], json!([["Content-Type", "text/plain;charset=UTF-8"]]));
    let stream =
        json!({ "url": "/x", "method": "POST", "referrer": "", "body": { "kind": "stream" }, "duplex": "half" });
    assert_eq!(construct(stream.clone(), "standard").unwrap()["referrer"], "");
    for (engine, kind) in [("standard", "stream"), ("chromium", "stream"), ("firefox", "text")] {
        assert_eq!(construct(stream.clone(), engine).unwrap()["body"], kind, "{engine}");
    }
    for (engine, code) in [("webkit", "stream-body-unsupported"), ("standard", "stream-body-duplex")] {
        let refused = construct(with(stream.clone(), json!({ "duplex": null })), engine).unwrap_err();
        assert_eq!(support::word(&refused), code);
        assert!(refused.exchanges.is_empty());
    }
}

#[test]
fn a_header_given_twice_is_two_lines_to_fetch_and_one_to_xhr() {
    for (initiator, expected) in [("fetch", "1 | 2"), ("xhr", "1, 2")] {
        let request = json!({ "url": "/x", "initiator": initiator, "headers": [["X-A", "1"], ["x-a", "2"]] });
        assert_eq!(sent(last(&verdict(&from_page(request, open()))), "X-A").as_deref(), Some(expected));
    }
}

#[test]
fn xhr_throws_dom_exceptions_and_has_no_body_with_get() {
    for (init, code, javascript) in [
        (json!({ "method": "A B" }), "invalid-method", "SyntaxError"),
        (json!({ "method": "trace" }), "forbidden-method", "SecurityError"),
        (json!({ "method": "trace", "url": "https://b.test:x/" }), "forbidden-method", "SecurityError"),
        (json!({ "url": "https://b.test:x/" }), "invalid-url", "SyntaxError"),
        (json!({ "headers": [["A B", ""]] }), "invalid-header", "SyntaxError"),
    ] {
        let verdict = verdict(&from_page(with(json!({ "url": OTHER, "initiator": "xhr" }), init), open()));
        assert_eq!((support::word(&verdict), &*verdict.javascript), (code, javascript));
    }
    let get = verdict(&from_page(json!({ "url": "/x", "initiator": "xhr", "body": "text" }), open()));
    assert_eq!(get.outcome.as_str(), "readable");
    assert_eq!((sent(last(&get), "Content-Type"), sent(last(&get), "Content-Length")), (None, None));
    let with_user = json!({ "url": "https://u:p@b.test/", "initiator": "xhr" });
    assert_eq!(outcome(&from_page(with_user, open())), "readable", "xhr lets the URL have credentials");
}

#[test]
fn xhr_knows_two_credentials_modes_and_cors_only() {
    let credentialed =
        [("Access-Control-Allow-Origin", "https://a.test"), ("Access-Control-Allow-Credentials", "true")];
    for (credentials, star) in
        [("omit", "readable"), ("same-origin", "readable"), ("include", "wildcard-with-credentials")]
    {
        let request = json!({ "url": OTHER, "initiator": "xhr", "credentials": credentials });
        assert_eq!(outcome(&from_page(request.clone(), open())), star);
        assert_eq!(outcome(&from_page(request, answer(200, &credentialed))), "readable");
    }
    let stray = json!({ "url": OTHER, "initiator": "xhr", "mode": "no-cors", "redirect": "manual", "cache": "reload", "integrity": "sha256-x", "keepalive": true, "referrer": "", "referrerPolicy": "origin", "crossorigin": "anonymous", "credentials": "omit" });
    let verdict = verdict(&from_page(stray, open()));
    assert_eq!(verdict.outcome.as_str(), "readable");
    assert_eq!(warning_codes(&verdict).iter().filter(|code| **code == "field-without-effect").count(), 9);
}

#[test]
fn keepalive_bodies_have_at_most_64_kib() {
    let body = |length: u64| json!({ "kind": "buffer", "length": length });
    for (length, expected) in [(65_536, "readable"), (65_537, "keepalive-limit")] {
        assert_eq!(fetch(json!({ "method": "POST", "keepalive": true, "body": body(length) })), expected);
        assert_eq!(fetch(json!({ "method": "POST", "body": body(length) })), "readable");
    }
}

#[test]
fn beacons_are_posts_with_credentials_and_preflighted_for_unsafe_types() {
    let beacon = |body: Json| verdict(&from_page(json!({ "url": OTHER, "initiator": "beacon", "body": body }), open()));
    let simple = beacon(json!("x"));
    assert_eq!((simple.outcome.as_str(), simple.preflight.decision.as_str()), ("opaque", "not-needed"));
    assert_eq!(last(&simple).request.method.to_string(), "POST");
    assert!(last(&simple).request.credentials);
    assert_eq!(simple.javascript, "sendBeacon() returns true; the response is ignored");

    let json = beacon(json!({ "kind": "blob", "contentType": "application/json", "length": 2 }));
    assert_eq!(support::word(&json), "wildcard-with-credentials", "a star will not do with credentials");
    assert_eq!(json.cause.unwrap().phase.as_str(), "preflight");

    for (length, expected) in [(65_536, "opaque"), (65_537, "keepalive-limit")] {
        assert_eq!(support::word(&beacon(json!({ "kind": "buffer", "length": length }))), expected);
    }
    let too_long = beacon(json!({ "kind": "buffer", "length": 65_537 }));
    assert_eq!(too_long.javascript, "sendBeacon() returns false");
    for (url, code) in [("data:,x", "unsupported-scheme"), ("https://b.test:x/", "invalid-url")] {
        let verdict = verdict(&from_page(json!({ "url": url, "initiator": "beacon" }), open()));
        assert_eq!((support::word(&verdict), &*verdict.javascript), (code, "TypeError"), "{url}");
    }
    let empty = beacon(Json::Null);
    assert_eq!(sent(last(&empty), "Content-Type"), None);
    assert_eq!(sent(last(&empty), "Content-Length").as_deref(), Some("0"));
}

#[test]
fn the_page_s_url_resolves_relative_ones() {
    for (url, expected) in [
        ("x", "https://a.test/dir/x"),
        ("/x", "https://a.test/x"),
        ("//c.test", "https://c.test/"),
        ("?q#f", "https://a.test/dir/p?q"),
        ("", "https://a.test/dir/p"),
    ] {
        let verdict = verdict(&json!({ "page": "https://a.test/dir/p", "request": url, "server": open() }));
        assert_eq!(last(&verdict).request.url, expected);
    }
    assert_eq!(outcome(&json!({ "page": PAGE, "request": "https://[::1", "server": open() })), "invalid-url");
}
