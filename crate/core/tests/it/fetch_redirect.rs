//! HTTP-redirect fetch: where it goes, what changes on the way, and what ends it.

use crate::support::{
    self, Json, OTHER, PAGE, answer, from_page, json, last, lines, open, outcome, redirect, sent, verdict, with,
};

#[test]
fn the_method_changes_as_the_standard_says() {
    for (status, method, expected) in [
        (301, "GET", "GET"),
        (301, "POST", "GET"),
        (301, "PUT", "PUT"),
        (302, "POST", "GET"),
        (302, "PUT", "PUT"),
        (302, "DELETE", "DELETE"),
        (302, "HEAD", "HEAD"),
        (302, "post", "GET"),
        (303, "POST", "GET"),
        (303, "PUT", "GET"),
        (303, "PATCH", "GET"),
        (303, "HEAD", "HEAD"),
        (303, "GET", "GET"),
        (307, "POST", "POST"),
        (307, "PUT", "PUT"),
        (308, "POST", "POST"),
        (308, "DELETE", "DELETE"),
    ] {
        let mut first = redirect(status, "/y");
        first["preflight"] = open()["response"].clone();
        let verdict = verdict(&from_page(json!({ "url": OTHER, "method": method }), json!([first, open()])));
        assert_eq!(last(&verdict).request.method.to_string(), expected, "{status} {method}");
        assert_eq!(last(&verdict).request.url, "https://b.test/y");
    }
}

#[test]
fn other_statuses_are_no_redirects_and_no_location_means_no_redirect() {
    for status in [200, 201, 300, 304, 305, 306, 309, 404] {
        assert_eq!(lines(&verdict(&from_page(json!(OTHER), redirect(status, "/y")))).len(), 1, "{status}");
    }
    let verdict = verdict(&from_page(json!(OTHER), answer(302, &[("Access-Control-Allow-Origin", "*")])));
    let response = verdict.response.unwrap();
    assert_eq!((response.status, response.redirected), (302, false));
}

#[test]
fn a_change_to_get_drops_the_body_and_its_headers_only() {
    let headers = json!({
        "Content-Type": "text/plain", "Content-Language": "en", "Content-Encoding": "br",
        "Content-Location": "/l", "X-Foo": "1", "Accept": "a/b"
    });
    let request = json!({ "url": PAGE, "method": "POST", "headers": headers, "body": "text" });
    let run =
        |status: u16| verdict(&from_page(request.clone(), json!([answer(status, &[("Location", "/y")]), open()])));
    for (status, kept) in [(302, false), (303, false), (307, true)] {
        let verdict = run(status);
        let exchange = last(&verdict);
        for name in ["Content-Type", "Content-Language", "Content-Encoding", "Content-Location", "Content-Length"] {
            assert_eq!(sent(exchange, name).is_some(), kept, "{status} {name}");
        }
        for name in ["X-Foo", "Accept"] {
            assert!(sent(exchange, name).is_some(), "{status} {name}");
        }
    }
}

/// The values of a header on each actual request along a chain, `-` where it is absent.
fn along(name: &str, page: &str, urls: &[&str], headers: Json) -> Vec<String> {
    let mut answers: Vec<Json> = urls[1..].iter().map(|url| redirect(307, url)).collect();
    answers.push(open());
    for answer in &mut answers {
        answer["preflight"] = open()["response"].clone();
    }
    let json = json!({ "page": page, "request": { "url": urls[0], "headers": headers }, "server": answers });
    let verdict = verdict(&json);
    assert_eq!(verdict.outcome.as_str(), "readable", "{urls:?}: {}", verdict.summary);
    let actual = verdict.exchanges.iter().filter(|exchange| exchange.kind.as_str() == "actual");
    actual.map(|exchange| sent(exchange, name).unwrap_or_else(|| "-".to_owned())).collect()
}

#[test]
fn authorization_is_dropped_where_the_origin_changes_for_good() {
    let headers = || json!({ "Authorization": "x", "X-API-Key": "k" });
    let chain = ["https://a.test/", "https://b.test/", "https://a.test/"];
    assert_eq!(along("Authorization", PAGE, &chain, headers()), ["x", "-", "-"]);
    assert_eq!(along("X-API-Key", PAGE, &chain, headers()), ["k", "k", "k"], "other headers are forwarded");
    assert_eq!(along("Authorization", PAGE, &["https://b.test/", "https://b.test/2"], headers()), ["x", "x"]);
    assert_eq!(along("Authorization", PAGE, &["https://b.test/", "https://b.test:8443/"], headers()), ["x", "-"]);
    assert_eq!(along("Authorization", "http://a.test/", &["http://a.test/", "https://a.test/"], headers()), ["x", "-"]);
}

#[test]
fn origin_is_null_once_a_foreign_origin_was_left() {
    let a = "https://a.test";
    let vectors: &[(&[&str], &[&str])] = &[
        (&["https://a.test/", "https://b.test/"], &["-", a]),
        (&["https://b.test/", "https://b.test/2"], &[a, a]),
        (&["https://b.test/", "https://a.test/"], &[a, "null"]),
        (&["https://a.test/", "https://b.test/", "https://a.test/"], &["-", a, "null"]),
        (&["https://b.test/", "https://c.test/", "https://b.test/"], &[a, "null", "null"]),
        (&["https://x.a.test/", "https://a.test/"], &[a, "null"]),
        (&["https://b.test/", "https://y.b.test/"], &[a, "null"]),
        (&["https://b.test/", "https://b.test:8443/"], &[a, "null"]),
        (&["https://a.test/", "https://x.a.test/", "https://c.test/"], &["-", a, "null"]),
    ];
    for (urls, expected) in vectors {
        assert_eq!(along("Origin", PAGE, urls, json!({})), *expected, "{urls:?}");
    }
    let http = &["http://b.test/", "https://b.test/"][..];
    assert_eq!(along("Origin", "http://a.test/", http, json!({})), ["http://a.test", "null"]);
}

#[test]
fn twenty_redirects_are_followed_and_the_next_is_not() {
    let chain = |redirects: usize| {
        let mut answers: Vec<Json> = (0..redirects).map(|n| redirect(302, &format!("/{n}"))).collect();
        answers.push(open());
        verdict(&from_page(json!(OTHER), Json::Array(answers)))
    };
    assert_eq!(chain(20).outcome.as_str(), "readable");
    assert_eq!(chain(20).exchanges.len(), 21);
    let failed = chain(21);
    let cause = failed.cause.unwrap();
    assert_eq!((cause.code.as_str(), cause.phase.as_str(), cause.hop), ("too-many-redirects", "redirect", 20));
    assert_eq!(failed.exchanges.len(), 21);
}

/// `KeepAliveURLLoader` counts its redirects itself; Firefox makes no difference. Observed: "Twenty redirects of a
/// keepalive request" in `tests/oracle/answers/minimal.jsonl`.
#[test]
fn chromium_follows_one_redirect_less_where_the_request_outlives_its_page() {
    let cause = |engine: &str, redirects: usize| {
        let mut answers: Vec<Json> = (0..redirects).map(|n| redirect(302, &format!("/{n}"))).collect();
        answers.push(open());
        let request = json!({ "url": OTHER, "keepalive": true });
        verdict(&with(from_page(request, Json::Array(answers)), json!({ "engine": engine }))).cause
    };
    assert_eq!(cause("chromium", 19), None);
    assert_eq!(cause("firefox", 20), None);
    for (engine, most) in [("chromium", 19), ("firefox", 20)] {
        let cause = cause(engine, most + 1).unwrap();
        assert_eq!((cause.code.as_str(), cause.hop), ("too-many-redirects", most), "{engine}");
        assert_eq!(
            (cause.received, cause.expected),
            (Some((most + 1).to_string()), Some(most.to_string())),
            "{engine}"
        );
        assert_eq!(cause.message, format!("There are more than {most} redirects."));
    }
}

#[test]
fn only_http_and_one_valid_location_can_be_followed() {
    for (location, expected) in [
        ("data:text/plain,x", "redirect-scheme"),
        ("blob:https://a.test/1", "redirect-scheme"),
        ("about:blank", "redirect-scheme"),
        ("file:///etc/passwd", "redirect-scheme"),
        ("ftp://b.test/", "redirect-scheme"),
        ("mailto:a@b.test", "redirect-scheme"),
        ("https://", "invalid-location"),
        ("https://b.test:99999/", "invalid-location"),
        ("https://b.test:25/", "bad-port"),
        ("http://b.test/", "mixed-content"),
        ("//c.test/", "readable"),
        ("?q", "readable"),
        ("", "readable"),
        ("  /y\t", "readable"),
        ("/\u{e9}", "readable"),
    ] {
        assert_eq!(
            outcome(&from_page(json!(OTHER), json!([redirect(302, location), open()]))),
            expected,
            "{location:?}"
        );
    }
    let mut two = redirect(302, "/y");
    two["response"]["headers"].as_array_mut().unwrap().push(json!(["location", "/y"]));
    assert_eq!(outcome(&from_page(json!(OTHER), json!([two, open()]))), "invalid-location");
}

#[test]
fn the_location_is_relative_to_the_current_url_and_inherits_the_fragment() {
    let end = |url: &str, location: &str| {
        let verdict = verdict(&from_page(json!(url), json!([redirect(302, location), open()])));
        (last(&verdict).request.url.clone(), verdict.response.unwrap())
    };
    for (location, expected) in [
        ("y", "https://b.test/dir/y"),
        ("../y", "https://b.test/y"),
        ("?q", "https://b.test/dir/x?q"),
        ("//c.test", "https://c.test/"),
        ("/caf\u{e9}", "https://b.test/caf%E9"),
        ("/caf\u{c3}\u{a9}", "https://b.test/caf%C3%A9"),
        ("/\u{c3}\u{a9}\u{e9}?\u{ff}", "https://b.test/%C3%A9%E9?%FF"),
    ] {
        let (url, response) = end("https://b.test/dir/x#f", location);
        assert_eq!(url, expected, "{location:?}");
        assert_eq!((response.url.as_str(), response.redirected), (expected, true));
    }
}

#[test]
fn user_names_in_the_location_are_refused_across_origins() {
    let from = |first: Json, location: &str, mode: &str| {
        let request = with(first, json!({ "mode": mode }));
        outcome(&from_page(request, json!([redirect(302, location), open()])))
    };
    let home = || json!({ "url": PAGE });
    let other = || json!({ "url": OTHER });
    for url in ["https://u@c.test/", "https://u:p@c.test/", "https://:p@c.test/"] {
        assert_eq!(from(home(), url, "cors"), "redirect-includes-credentials", "{url}");
        assert_eq!(from(other(), url, "cors"), "redirect-includes-credentials", "{url}");
        assert_eq!(from(other(), url, "no-cors"), "opaque", "{url}");
    }
    assert_eq!(from(home(), "https://u:p@a.test/", "cors"), "readable", "the own origin may, before any other");
    assert_eq!(from(home(), "https://u:p@a.test/", "same-origin"), "readable");
    assert_eq!(
        from(other(), "https://u:p@a.test/", "cors"),
        "redirect-includes-credentials",
        "tainted, so not back home"
    );
    assert_eq!(from(home(), "https://@c.test/", "cors"), "readable", "nothing before the @ is no user name");
}

#[test]
fn a_stream_cannot_be_sent_again() {
    let request = json!({ "url": OTHER, "method": "POST", "body": { "kind": "stream" }, "duplex": "half" });
    for (status, expected) in [
        (301, "redirect-stream-body"),
        (302, "redirect-stream-body"),
        (307, "redirect-stream-body"),
        (308, "redirect-stream-body"),
        (303, "readable"),
    ] {
        let mut first = redirect(status, "/y");
        first["preflight"] = open()["response"].clone();
        assert_eq!(outcome(&from_page(request.clone(), json!([first, open()]))), expected, "{status}");
    }
    let text = json!({ "url": OTHER, "method": "POST", "body": "x" });
    assert_eq!(outcome(&from_page(text, json!([redirect(307, "/y"), open()]))), "readable");
}

#[test]
fn redirect_error_and_manual_end_the_chain() {
    let run = |url: &str, mode: &str, answer: Json| {
        verdict(&from_page(json!({ "url": url, "redirect": mode }), json!([answer, open()])))
    };
    for url in [PAGE, OTHER] {
        let refused = run(url, "error", redirect(302, "/y"));
        assert_eq!(support::word(&refused), "redirect-mode-error");
        assert_eq!(run(url, "error", open()).outcome.as_str(), "readable");

        let manual = run(url, "manual", redirect(302, "https://c.test/"));
        assert_eq!(manual.outcome.as_str(), "opaque-redirect");
        let response = manual.response.unwrap();
        assert_eq!(
            (response.response_type.as_str(), response.status, response.url.as_str()),
            ("opaqueredirect", 0, url)
        );
        assert!(response.headers.is_empty() && !response.body_readable && !response.redirected);
        assert_eq!(manual.exchanges.len(), 1);
        assert_eq!(run(url, "manual", open()).outcome.as_str(), "readable");
    }
    // A redirect status without Location is a redirect all the same to these two.
    let bare = || answer(302, &[("Access-Control-Allow-Origin", "*")]);
    assert_eq!(run(OTHER, "manual", bare()).outcome.as_str(), "opaque-redirect");
    assert_eq!(support::word(&run(OTHER, "error", bare())), "redirect-mode-error");
    // The CORS check comes first.
    let unchecked = run(OTHER, "manual", answer(302, &[("Location", "/y")]));
    assert_eq!(support::word(&unchecked), "missing-allow-origin");
}

#[test]
fn an_opaque_redirect_has_no_body_for_integrity() {
    let request = json!({ "url": PAGE, "redirect": "manual", "integrity": "sha256-AAAA" });
    assert_eq!(outcome(&from_page(request, redirect(302, "/y"))), "integrity-no-body");
}

#[test]
fn modes_are_judged_at_every_hop() {
    let to = |request: Json, location: &str| outcome(&from_page(request, json!([redirect(302, location), open()])));
    assert_eq!(to(json!({ "url": PAGE, "mode": "same-origin" }), OTHER), "same-origin-mode");
    assert_eq!(to(json!({ "url": PAGE, "mode": "same-origin" }), "/y"), "readable");
    assert_eq!(outcome(&from_page(json!({ "url": OTHER, "mode": "same-origin" }), open())), "same-origin-mode");
    assert_eq!(to(json!({ "url": PAGE, "mode": "no-cors" }), OTHER), "opaque");
    assert_eq!(to(json!({ "url": OTHER, "mode": "no-cors" }), PAGE), "opaque", "once opaque, always opaque");
}

#[test]
fn the_redirect_may_change_the_referrer_policy() {
    let run = |policies: &[&str]| {
        let mut first = redirect(302, "https://b.test/y");
        for policy in policies {
            first["response"]["headers"].as_array_mut().unwrap().push(json!(["Referrer-Policy", policy]));
        }
        let verdict = verdict(&json!({ "page": "https://a.test/p?q", "request": "/x", "server": [first, open()] }));
        sent(last(&verdict), "Referer")
    };
    let (origin, full) = (Some("https://a.test/"), Some("https://a.test/p?q"));
    assert_eq!(run(&[]).as_deref(), origin);
    assert_eq!(run(&["unsafe-url"]).as_deref(), full);
    assert_eq!(run(&["UNSAFE-URL"]).as_deref(), full);
    assert_eq!(run(&["no-referrer"]).as_deref(), None);
    assert_eq!(run(&["no-referrer, unsafe-url"]).as_deref(), full, "the last known one counts");
    assert_eq!(run(&["no-referrer", "unsafe-url, new-policy"]).as_deref(), full);
    assert_eq!(run(&["new-policy"]).as_deref(), origin);
}

#[test]
fn the_trace_tells_when_a_redirect_taints_the_request() {
    let taints = |locations: &[&str]| {
        let redirects = locations.iter().map(|location| redirect(302, location));
        let server: Vec<Json> = redirects.chain([open()]).collect();
        let verdict = verdict(&from_page(json!("/x"), json!(server)));
        let steps = verdict.trace.steps().iter().filter(|step| step.rule.standard().algorithm == "redirect-taint");
        steps.map(|step| (step.place.hop, step.value.as_ref().unwrap().to_string())).collect::<Vec<_>>()
    };
    let [cross, same] = ["cross-site", "same-site"].map(str::to_owned);
    assert_eq!(taints(&["/y", "https://b.test/"]), []);
    assert_eq!(taints(&["https://b.test/", "https://c.test/", "https://d.test/"]), [(1, cross.clone())]);
    assert_eq!(taints(&["https://x.a.test/", PAGE, "/z"]), [(1, same.clone())]);
    assert_eq!(taints(&["https://x.a.test/", PAGE, "https://b.test/", PAGE]), [(1, same), (3, cross)]);
}
