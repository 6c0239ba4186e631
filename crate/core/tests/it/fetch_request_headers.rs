//! What the browser adds to a request: Origin, Referer, Sec-Fetch-*, Content-Length, cache control, Accept.

use crate::support::{Json, OTHER, PAGE, from_page, json, last, open, redirect, sent, verdict, with};

/// A header of the last request that a scenario sends.
fn last_sent(json: &Json, name: &str) -> Option<String> {
    sent(last(&verdict(json)), name)
}

fn of(request: Json, name: &str) -> Option<String> {
    last_sent(&from_page(request, open()), name)
}

#[test]
fn origin_goes_with_cors_and_with_every_method_but_get_and_head() {
    let a = Some("https://a.test");
    for (request, expected) in [
        (json!({ "url": "/x" }), None),
        (json!({ "url": "/x", "method": "HEAD" }), None),
        (json!({ "url": "/x", "method": "POST" }), a),
        (json!({ "url": "/x", "method": "PUT" }), a),
        (json!({ "url": "/x", "method": "OPTIONS" }), a),
        (json!({ "url": OTHER }), a),
        (json!({ "url": OTHER, "method": "HEAD" }), a),
        (json!({ "url": OTHER, "mode": "no-cors" }), None),
        (json!({ "url": OTHER, "mode": "no-cors", "method": "HEAD" }), None),
        (json!({ "url": OTHER, "mode": "no-cors", "method": "POST" }), a),
        (json!({ "url": OTHER, "initiator": "img" }), None),
        (json!({ "url": OTHER, "initiator": "img", "crossorigin": "anonymous" }), a),
        (json!({ "url": OTHER, "initiator": "navigation" }), None),
        (json!({ "url": OTHER, "initiator": "form", "method": "post" }), a),
        (json!({ "url": "/x", "initiator": "form", "method": "POST" }), a),
        (json!({ "url": OTHER, "initiator": "form", "method": "get" }), None),
        (json!({ "url": OTHER, "initiator": "beacon" }), a),
    ] {
        assert_eq!(of(request.clone(), "Origin").as_deref(), expected, "{request}");
    }
}

#[test]
fn a_referrer_policy_hides_the_origin_outside_cors() {
    let origin = |page: &str, url: &str, policy: &str, mode: &str| {
        let request = json!({ "url": url, "method": "POST", "mode": mode, "referrerPolicy": policy });
        last_sent(&json!({ "page": page, "request": request, "server": open() }), "Origin")
    };
    let (a, null) = (Some("https://a.test".to_owned()), Some("null".to_owned()));
    for policy in [
        "",
        "no-referrer",
        "no-referrer-when-downgrade",
        "same-origin",
        "origin",
        "strict-origin",
        "origin-when-cross-origin",
        "strict-origin-when-cross-origin",
        "unsafe-url",
    ] {
        // Cross-origin over https, no-cors; then to http (only the loopback host is not mixed content).
        let across = if matches!(policy, "no-referrer" | "same-origin") { &null } else { &a };
        assert_eq!(origin(PAGE, OTHER, policy, "no-cors"), *across, "{policy}");
        let downgrades = matches!(
            policy,
            "" | "no-referrer"
                | "no-referrer-when-downgrade"
                | "strict-origin"
                | "strict-origin-when-cross-origin"
                | "same-origin"
        );
        let down = if downgrades { &null } else { &a };
        assert_eq!(origin(PAGE, "http://localhost/", policy, "no-cors"), *down, "{policy}");
        // Never for mode cors.
        assert_eq!(origin(PAGE, OTHER, policy, "cors"), a, "{policy}");
        assert_eq!(origin(PAGE, "/x", policy, "cors"), a, "{policy}");
        let home = if policy == "no-referrer" { &null } else { &a };
        assert_eq!(origin(PAGE, "/x", policy, "same-origin"), *home, "{policy}");
        // An http page downgrades nothing.
        let from_http = if matches!(policy, "no-referrer" | "same-origin") {
            null.clone()
        } else {
            Some("http://a.test".to_owned())
        };
        assert_eq!(origin("http://a.test/", "http://b.test/", policy, "no-cors"), from_http, "{policy}");
    }
}

#[test]
fn the_page_s_referrer_policy_is_the_default() {
    let page = json!({ "url": "https://a.test/p?q#f", "referrerPolicy": "no-referrer" });
    let run = |request: Json| last_sent(&json!({ "page": page, "request": request, "server": open() }), "Referer");
    assert_eq!(run(json!(OTHER)), None);
    assert_eq!(run(json!({ "url": OTHER, "referrerPolicy": "unsafe-url" })).as_deref(), Some("https://a.test/p?q"));
    assert_eq!(run(json!({ "url": OTHER, "referrerPolicy": "" })), None);
}

#[test]
fn the_referrer_may_be_chosen_within_the_own_origin() {
    let run = |referrer: &str| of(json!({ "url": "/x", "referrer": referrer }), "Referer");
    assert_eq!(run("/other?q#f").as_deref(), Some("https://a.test/other?q"));
    assert_eq!(run(""), None);
    assert_eq!(run("about:client").as_deref(), Some("https://a.test/"));
    assert_eq!(run("https://c.test/").as_deref(), Some("https://a.test/"), "of another origin: the page's");
    let sandboxed = json!({ "page": { "url": PAGE, "sandboxed": true }, "request": OTHER, "server": open() });
    assert_eq!(last_sent(&sandboxed, "Referer"), None);
    assert_eq!(last_sent(&json!({ "page": "data:text/html,x", "request": OTHER, "server": open() }), "Referer"), None);
}

#[test]
fn sec_fetch_site_remembers_every_hop() {
    for (urls, expected) in [
        (&["https://a.test/"][..], "same-origin"),
        (&["https://x.a.test/"], "same-site"),
        (&["https://a.test:8443/"], "same-site"),
        (&["https://b.test/"], "cross-site"),
        (&["https://a.test/", "https://x.a.test/"], "same-site"),
        (&["https://x.a.test/", "https://a.test/"], "same-site"),
        (&["https://b.test/", "https://a.test/"], "cross-site"),
        (&["https://x.a.test/", "https://b.test/", "https://a.test/"], "cross-site"),
    ] {
        let mut answers: Vec<Json> = urls[1..].iter().map(|url| redirect(302, url)).collect();
        answers.push(open());
        let json = from_page(json!(urls[0]), Json::Array(answers));
        assert_eq!(last_sent(&json, "Sec-Fetch-Site").as_deref(), Some(expected), "{urls:?}");
    }
    let http = json!({ "page": "http://a.test/", "request": "https://a.test/", "server": open() });
    assert_eq!(last_sent(&http, "Sec-Fetch-Site").as_deref(), Some("cross-site"), "sites have schemes");
    let sandboxed =
        json!({ "page": { "url": PAGE, "sandboxed": true }, "request": "https://a.test/", "server": open() });
    assert_eq!(last_sent(&sandboxed, "Sec-Fetch-Site").as_deref(), Some("cross-site"));
}

#[test]
fn fetch_metadata_goes_to_trustworthy_urls_only() {
    for (url, expected) in [
        ("http://b.test/", false),
        ("https://b.test/", true),
        ("http://localhost/", true),
        ("http://127.0.0.1/", true),
        ("http://[::1]/", true),
        ("http://x.localhost/", true),
    ] {
        let json = json!({ "page": "http://a.test/", "request": url, "server": open() });
        for name in ["Sec-Fetch-Site", "Sec-Fetch-Mode", "Sec-Fetch-Dest"] {
            assert_eq!(last_sent(&json, name).is_some(), expected, "{name} to {url}");
        }
    }
}

#[test]
fn mode_destination_and_user_tell_who_asks() {
    for (request, mode, dest, user) in [
        (json!({}), "cors", "empty", None),
        (json!({ "mode": "no-cors" }), "no-cors", "empty", None),
        (json!({ "mode": "same-origin", "url": "/x" }), "same-origin", "empty", None),
        (json!({ "initiator": "img" }), "no-cors", "image", None),
        (json!({ "initiator": "img", "crossorigin": "anonymous" }), "cors", "image", None),
        (json!({ "initiator": "script" }), "no-cors", "script", None),
        (json!({ "initiator": "module" }), "cors", "script", None),
        (json!({ "initiator": "stylesheet" }), "no-cors", "style", None),
        (json!({ "initiator": "font" }), "cors", "font", None),
        (json!({ "initiator": "audio" }), "no-cors", "audio", None),
        (json!({ "initiator": "video" }), "no-cors", "video", None),
        (json!({ "initiator": "eventsource" }), "cors", "empty", None),
        (json!({ "initiator": "iframe" }), "navigate", "iframe", None),
        (json!({ "initiator": "navigation" }), "navigate", "document", None),
        (json!({ "initiator": "navigation", "userActivation": true }), "navigate", "document", Some("?1")),
        (json!({ "initiator": "iframe", "userActivation": true }), "navigate", "iframe", Some("?1")),
        (json!({ "initiator": "fetch", "userActivation": true }), "cors", "empty", None),
    ] {
        let request = with(json!({ "url": OTHER }), request);
        assert_eq!(of(request.clone(), "Sec-Fetch-Mode").as_deref(), Some(mode), "{request}");
        assert_eq!(of(request.clone(), "Sec-Fetch-Dest").as_deref(), Some(dest), "{request}");
        assert_eq!(of(request.clone(), "Sec-Fetch-User").as_deref(), user, "{request}");
    }
}

#[test]
fn content_length_is_that_of_the_body_and_zero_for_a_bare_post_or_put() {
    for (request, expected) in [
        (json!({ "method": "POST" }), Some("0")),
        (json!({ "method": "PUT" }), Some("0")),
        (json!({ "method": "DELETE" }), None),
        (json!({ "method": "GET" }), None),
        (json!({ "method": "POST", "body": "caf\u{e9}" }), Some("5")),
        (json!({ "method": "DELETE", "body": "x" }), Some("1")),
        (json!({ "method": "POST", "body": { "kind": "buffer", "length": 7, "text": "ignored" } }), Some("7")),
        (json!({ "method": "POST", "body": { "kind": "stream", "length": 7 }, "duplex": "half" }), None),
    ] {
        assert_eq!(
            of(with(json!({ "url": "/x" }), request.clone()), "Content-Length").as_deref(),
            expected,
            "{request}"
        );
    }
}

#[test]
fn the_cache_mode_adds_headers_after_the_preflight_decision() {
    for (request, control, pragma) in [
        (json!({}), None, None),
        (json!({ "cache": "no-cache" }), Some("max-age=0"), None),
        (json!({ "cache": "no-store" }), Some("no-cache"), Some("no-cache")),
        (json!({ "cache": "reload" }), Some("no-cache"), Some("no-cache")),
        (json!({ "cache": "force-cache" }), None, None),
        (json!({ "cache": "reload", "headers": { "cache-control": "x" } }), Some("x"), Some("no-cache")),
        (json!({ "cache": "reload", "headers": { "pragma": "x" } }), Some("no-cache"), Some("x")),
        (json!({ "cache": "no-cache", "headers": { "cache-control": "x" } }), Some("x"), None),
        (json!({ "headers": { "If-None-Match": "x" } }), Some("no-cache"), Some("no-cache")),
        (json!({ "headers": { "if-range": "x" } }), Some("no-cache"), Some("no-cache")),
        (json!({ "headers": { "If-Modified-Since": "x" } }), Some("no-cache"), Some("no-cache")),
        (json!({ "headers": { "If-Unmodified-Since": "x" } }), Some("no-cache"), Some("no-cache")),
        (json!({ "headers": { "If-Match": "x" } }), Some("no-cache"), Some("no-cache")),
        (json!({ "cache": "force-cache", "headers": { "If-Match": "x" } }), None, None),
        (json!({ "initiator": "eventsource" }), Some("no-cache"), Some("no-cache")),
    ] {
        let same_origin = with(json!({ "url": "/x" }), request.clone());
        assert_eq!(of(same_origin.clone(), "Cache-Control").as_deref(), control, "{request}");
        assert_eq!(of(same_origin, "Pragma").as_deref(), pragma, "{request}");
    }
    let across = verdict(&from_page(json!({ "url": OTHER, "cache": "no-store" }), open()));
    assert_eq!(across.preflight.decision.as_str(), "not-needed");
}

#[test]
fn a_range_asks_for_identity() {
    assert_eq!(
        of(json!({ "url": OTHER, "headers": { "Range": "bytes=0-" } }), "Accept-Encoding").as_deref(),
        Some("identity")
    );
    assert_eq!(of(json!({ "url": OTHER }), "Accept-Encoding"), None);
}

#[test]
fn accept_is_that_of_the_destination_unless_given() {
    for (request, expected) in [
        (json!({}), "*/*"),
        (json!({ "headers": { "accept": "a/b" } }), "a/b"),
        (json!({ "initiator": "img" }), "image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5"),
        (json!({ "initiator": "stylesheet" }), "text/css,*/*;q=0.1"),
        (json!({ "initiator": "script" }), "*/*"),
        (json!({ "initiator": "eventsource" }), "text/event-stream"),
        (json!({ "initiator": "navigation" }), "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
        (json!({ "initiator": "iframe" }), "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
    ] {
        assert_eq!(
            of(with(json!({ "url": OTHER }), request.clone()), "Accept").as_deref(),
            Some(expected),
            "{request}"
        );
    }
}

#[test]
fn the_fragment_never_leaves() {
    let verdict = verdict(&from_page(json!({ "url": "https://b.test/x?q#secret", "method": "PUT" }), open()));
    assert!(verdict.exchanges.iter().all(|exchange| exchange.request.url == "https://b.test/x?q"));
}
