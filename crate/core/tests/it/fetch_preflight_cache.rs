//! The CORS-preflight cache: what makes a preflight unnecessary, for how long, and what clears it.

use crate::support::{self, Json, OTHER, PAGE, from_page, json, lines, open, redirect, reply, verdict, with};

const NOW: i64 = 1_000_000;

/// An entry for `https://a.test` and `OTHER`, one minute old of two.
fn entry(changes: Json) -> Json {
    let base = json!({ "origin": "https://a.test", "url": OTHER, "stored": NOW - 60_000, "maxAge": 120, "credentials": false });
    with(base, changes)
}

/// What becomes of a request to `OTHER` with these entries in the cache.
fn decision(request: Json, entries: &[Json]) -> &'static str {
    let json = from_page(with(json!({ "url": OTHER }), request), open());
    verdict(&with(json, json!({ "preflightCache": entries, "now": NOW }))).preflight.decision.as_str()
}

fn put() -> Json {
    json!({ "method": "PUT" })
}

fn custom() -> Json {
    json!({ "headers": { "X-A": "1" } })
}

#[test]
fn an_entry_for_the_method_and_for_each_header_is_needed() {
    let (method, header) = (entry(json!({ "method": "PUT" })), entry(json!({ "headerName": "x-a" })));
    let both = json!({ "method": "PUT", "headers": { "X-A": "1" } });
    assert_eq!(decision(put(), &[]), "sent");
    assert_eq!(decision(put(), std::slice::from_ref(&method)), "cached");
    assert_eq!(decision(put(), std::slice::from_ref(&header)), "sent");
    assert_eq!(decision(custom(), std::slice::from_ref(&header)), "cached", "GET needs no entry");
    assert_eq!(decision(both.clone(), std::slice::from_ref(&method)), "sent");
    assert_eq!(decision(both.clone(), std::slice::from_ref(&header)), "sent");
    assert_eq!(decision(both, &[method, header.clone()]), "cached");
    assert_eq!(decision(json!({ "headers": { "X-A": "1", "X-B": "1" } }), &[header]), "sent");
}

#[test]
fn methods_match_byte_for_byte_and_header_names_in_any_case() {
    for (granted, asked, expected) in
        [("patch", "patch", "cached"), ("PATCH", "patch", "sent"), ("patch", "PATCH", "sent"), ("put", "PUT", "sent")]
    {
        assert_eq!(
            decision(json!({ "method": asked }), &[entry(json!({ "method": granted }))]),
            expected,
            "{granted} {asked}"
        );
    }
    assert_eq!(decision(custom(), &[entry(json!({ "headerName": "X-a" }))]), "cached");
    assert_eq!(decision(custom(), &[entry(json!({ "headerName": "x-ab" }))]), "sent");
}

#[test]
fn a_star_without_credentials_matches_all_but_authorization() {
    let star = |name: &str, credentials: bool| entry(json!({ name: "*", "credentials": credentials }));
    let authorization = json!({ "headers": { "Authorization": "x" } });
    assert_eq!(decision(put(), &[star("method", false)]), "cached");
    assert_eq!(decision(custom(), &[star("headerName", false)]), "cached");
    assert_eq!(decision(authorization.clone(), &[star("headerName", false)]), "sent");
    assert_eq!(decision(authorization, &[entry(json!({ "headerName": "AUTHORIZATION" }))]), "cached");
    // With credentials the star was a plain name when it was granted.
    assert_eq!(decision(put(), &[star("method", true)]), "sent");
    assert_eq!(decision(custom(), &[star("headerName", true)]), "sent");
    assert_eq!(decision(json!({ "method": "*" }), &[star("method", true)]), "cached");
}

#[test]
fn origin_and_url_must_be_the_same_but_for_the_fragment() {
    let granted = |changes: Json| entry(with(json!({ "method": "PUT" }), changes));
    for (changes, expected) in [
        (json!({}), "cached"),
        (json!({ "origin": "https://c.test" }), "sent"),
        (json!({ "origin": "null" }), "sent"),
        (json!({ "origin": "https://a.test/" }), "sent"),
        (json!({ "url": "https://b.test/" }), "sent"),
        (json!({ "url": "https://b.test/x?q" }), "sent"),
        (json!({ "url": "http://b.test/x" }), "sent"),
    ] {
        assert_eq!(decision(put(), &[granted(changes.clone())]), expected, "{changes}");
    }
    assert_eq!(decision(json!({ "url": "https://b.test/x#f", "method": "PUT" }), &[granted(json!({}))]), "cached");
    let sandboxed = json!({ "page": { "url": PAGE, "sandboxed": true }, "preflightCache": [granted(json!({ "origin": "null" }))], "now": NOW });
    let json = with(from_page(with(json!({ "url": OTHER }), put()), open()), sandboxed);
    assert_eq!(verdict(&json).preflight.decision.as_str(), "cached");
}

#[test]
fn a_credentialed_grant_serves_anonymous_requests_and_not_the_reverse() {
    let granted = |credentials: bool| entry(json!({ "method": "PUT", "credentials": credentials }));
    for (credentials, with_entry, expected) in [
        ("omit", false, "cached"),
        ("omit", true, "cached"),
        ("same-origin", true, "cached"),
        ("include", true, "cached"),
        ("include", false, "sent"),
    ] {
        let request = json!({ "method": "PUT", "credentials": credentials });
        assert_eq!(decision(request, &[granted(with_entry)]), expected, "{credentials} {with_entry}");
    }
}

#[test]
fn an_entry_holds_for_its_max_age() {
    for (stored, max_age, expected) in [
        (NOW, 1, "cached"),
        (NOW - 999, 1, "cached"),
        (NOW - 1000, 1, "sent"),
        (NOW - 1001, 1, "sent"),
        (NOW, 0, "sent"),
        (NOW - 86_400_000, 86_401, "cached"),
        (NOW - 86_400_000, 86_400, "sent"),
        (0, 9_007_199_254_740_991_u64, "cached"),
    ] {
        let granted = entry(json!({ "method": "PUT", "stored": stored, "maxAge": max_age }));
        let json = with(
            from_page(with(json!({ "url": OTHER }), put()), open()),
            json!({ "preflightCache": [granted], "now": NOW }),
        );
        let verdict = verdict(&json);
        assert_eq!(verdict.preflight.decision.as_str(), expected, "{stored} {max_age}");
    }
}

#[test]
fn with_an_upload_listener_even_post_needs_an_entry() {
    let upload = json!({ "initiator": "xhr", "method": "POST", "uploadListener": true });
    assert_eq!(decision(upload.clone(), &[entry(json!({ "method": "PUT" }))]), "sent");
    assert_eq!(decision(upload, &[entry(json!({ "method": "POST" }))]), "cached");
}

/// What the cache holds after a PUT with X-A whose preflight has these headers besides ACAO, ACAM and ACAH.
fn stored(engine: &str, headers: &[(&str, &str)]) -> Vec<(String, u64)> {
    let mut preflight = vec![
        ("Access-Control-Allow-Origin", "*"),
        ("Access-Control-Allow-Methods", "PUT, DELETE"),
        ("Access-Control-Allow-Headers", "X-A,x-b"),
    ];
    preflight.extend_from_slice(headers);
    let server =
        json!({ "preflight": reply(204, &preflight), "response": reply(200, &[("Access-Control-Allow-Origin", "*")]) });
    let request = json!({ "url": OTHER, "method": "PUT", "headers": { "X-A": "1" } });
    let verdict = verdict(&with(from_page(request, server), json!({ "engine": engine, "now": NOW })));
    assert_eq!(verdict.outcome.as_str(), "readable");
    let entries = verdict.preflight_cache.iter();
    entries
        .map(|entry| {
            assert_eq!((entry.origin.to_string(), entry.url.as_str()), ("https://a.test".to_owned(), OTHER));
            assert!(!entry.credentials && entry.stored == NOW);
            assert_ne!(entry.method.is_some(), entry.header_name.is_some());
            (entry.method.as_ref().or(entry.header_name.as_ref()).unwrap().to_string(), entry.max_age)
        })
        .collect()
}

#[test]
fn everything_that_is_listed_is_kept_and_not_only_what_was_asked_for() {
    let names: Vec<String> = stored("standard", &[]).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["PUT", "DELETE", "X-A", "x-b"]);
}

#[test]
fn max_age_is_five_seconds_unless_it_is_one_number() {
    const NAME: &str = "Access-Control-Max-Age";
    for (headers, expected) in [
        (&[][..], 5),
        (&[(NAME, "600")], 600),
        (&[(NAME, "1")], 1),
        (&[(NAME, "5, 5")], 5),
        (&[(NAME, "-x")], 5),
        (&[(NAME, "-1"), (NAME, "-1")], 5),
        (&[(NAME, "1.5")], 5),
        (&[(NAME, "abc")], 5),
        (&[(NAME, "")], 5),
        (&[(NAME, "600"), (NAME, "600")], 5),
    ] {
        let stored = stored("standard", headers);
        assert!(!stored.is_empty() && stored.iter().all(|(_, max_age)| *max_age == expected), "{headers:?}");
    }
    // The text says 5 of a negative number; all browsers and web-platform-tests say none.
    for none in ["0", "-1"] {
        assert!(stored("standard", &[(NAME, none)]).is_empty(), "nothing is kept for {none} seconds");
    }
}

#[test]
fn engines_limit_max_age() {
    for (engine, limit) in [("chromium", 7200), ("firefox", 86_400), ("webkit", 600)] {
        let entries = stored(engine, &[("Access-Control-Max-Age", "99999999")]);
        assert!(!entries.is_empty() && entries.iter().all(|(_, max_age)| *max_age == limit), "{engine}");
    }
}

#[test]
fn a_new_grant_replaces_the_old_one_of_the_same_credentials() {
    let old = [
        entry(json!({ "method": "PUT", "maxAge": 61 })),
        entry(json!({ "method": "PUT", "maxAge": 61, "credentials": true, "url": "https://b.test/other" })),
        entry(json!({ "headerName": "X-a", "maxAge": 61 })),
        entry(json!({ "headerName": "x-a", "maxAge": 61, "credentials": true })),
    ];
    let preflight = reply(
        204,
        &[
            ("Access-Control-Allow-Origin", "*"),
            ("Access-Control-Allow-Methods", "PUT"),
            ("Access-Control-Allow-Headers", "x-A, x-new"),
        ],
    );
    let server = json!({ "preflight": preflight, "response": reply(200, &[("Access-Control-Allow-Origin", "*")]) });
    let request = json!({ "url": OTHER, "method": "PUT", "headers": { "X-A": "1", "X-New": "1" } });
    let verdict = verdict(&with(from_page(request, server), json!({ "preflightCache": old, "now": NOW })));
    let left: Vec<_> = verdict
        .preflight_cache
        .iter()
        .map(|entry| {
            let name = entry.method.as_ref().or(entry.header_name.as_ref()).unwrap().to_string();
            (name, entry.max_age, entry.credentials)
        })
        .collect();
    let expected = [("PUT", 61, true), ("x-a", 61, true), ("PUT", 5, false), ("x-A", 5, false), ("x-new", 5, false)];
    assert_eq!(left, expected.map(|(name, max_age, credentials)| (name.to_owned(), max_age, credentials)));
}

#[test]
fn a_failure_after_a_preflight_clears_the_entries_of_that_origin_and_url() {
    let entries = [
        entry(json!({ "method": "PUT", "credentials": true })),
        entry(json!({ "method": "PUT", "url": "https://b.test/other" })),
        entry(json!({ "method": "PUT", "origin": "https://c.test" })),
    ];
    let run = |server: Json| {
        let json = from_page(with(json!({ "url": OTHER }), put()), server);
        let verdict = verdict(&with(json, json!({ "preflightCache": entries, "now": NOW })));
        let kept = verdict.preflight_cache.iter().map(|entry| format!("{} {}", entry.origin, entry.url));
        kept.collect::<Vec<_>>()
    };
    let [this, url, origin] =
        ["https://a.test https://b.test/x", "https://a.test https://b.test/other", "https://c.test https://b.test/x"];
    assert_eq!(run(open()), [this, url, origin]);
    assert_eq!(run(json!({ "response": reply(200, &[]) })), [url, origin], "whatever the credentials");
    assert_eq!(run(json!({ "response": { "networkFailure": true } })), [url, origin]);
    // At a later hop the URL is another one.
    assert_eq!(run(json!([redirect(307, "https://b.test/other"), { "response": reply(200, &[]) }])), [this, origin]);
}

#[test]
fn what_would_have_been_granted_after_a_failure_is_not_kept() {
    let refused = json!({
        "preflight": open()["response"],
        "response": reply(307, &[("Location", "https://c.test/y")]),
    });
    let verdict = verdict(&with(
        from_page(with(json!({ "url": OTHER }), put()), json!([refused, open()])),
        json!({ "now": NOW }),
    ));
    assert_eq!(support::word(&verdict), "missing-allow-origin");
    assert_eq!((verdict.exchanges.len(), verdict.preflight_cache.len()), (2, 0));
}

#[test]
fn a_failure_without_need_of_a_preflight_clears_nothing() {
    let json = from_page(json!(OTHER), json!({ "response": reply(200, &[]) }));
    let verdict = verdict(&with(json, json!({ "preflightCache": [entry(json!({ "method": "PUT" }))], "now": NOW })));
    assert_eq!(verdict.preflight_cache.len(), 1);
}

#[test]
fn what_fails_after_the_http_fetch_clears_nothing() {
    // Integrity is judged at the end of main fetch, when the preflighted HTTP fetch has already succeeded.
    let request = json!({ "url": OTHER, "method": "PUT", "integrity": "sha256-AAAA" });
    let null_body =
        json!({ "preflight": open()["response"], "response": reply(204, &[("Access-Control-Allow-Origin", "*")]) });
    let verdict = verdict(&with(from_page(request, null_body), json!({ "now": NOW })));
    assert_eq!(support::word(&verdict), "integrity-no-body");
    assert_eq!(verdict.preflight_cache.len(), 3, "the method * and the names * and Authorization");
}

#[test]
fn the_result_of_one_fetch_spares_the_next_its_preflight() {
    let request = with(json!({ "url": OTHER }), put());
    let first = verdict(&with(from_page(request.clone(), open()), json!({ "now": NOW })));
    let cache = serde_json::to_value(&first.preflight_cache).unwrap();
    for (later, expected) in
        [(4999, vec!["PUT https://b.test/x"]), (5000, vec!["OPTIONS https://b.test/x", "PUT https://b.test/x"])]
    {
        let second =
            verdict(&with(from_page(request.clone(), open()), json!({ "now": NOW + later, "preflightCache": cache })));
        assert_eq!(lines(&second), expected);
    }
}

#[test]
fn a_redirect_to_the_same_url_finds_the_grant_of_the_first_hop() {
    let mut first = redirect(307, OTHER);
    first["preflight"] = open()["response"].clone();
    let verdict = verdict(&from_page(with(json!({ "url": OTHER }), put()), json!([first, open()])));
    assert_eq!(lines(&verdict), ["OPTIONS https://b.test/x", "PUT https://b.test/x", "PUT https://b.test/x"]);
}
