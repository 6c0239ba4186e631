//! Before anything is sent: schemes, ports, mixed content, upgrades.

use crate::support::{
    Json, OTHER, PAGE, answer, from_page, json, last, lines, open, outcome, redirect, sent, verdict, with,
};

fn fetch(page: &str, request: Json) -> &'static str {
    outcome(&json!({ "page": page, "request": request, "server": open() }))
}

#[test]
fn data_urls_are_basic_from_anywhere_and_in_any_mode_but_same_origin_is_no_obstacle() {
    for page in [json!(PAGE), json!({ "url": PAGE, "sandboxed": true })] {
        for mode in ["cors", "no-cors", "same-origin"] {
            let verdict = verdict(
                &json!({ "page": page, "request": { "url": "data:text/css,a", "mode": mode }, "server": open() }),
            );
            let response = verdict.response.unwrap();
            assert_eq!((response.response_type.as_str(), response.status), ("basic", 200), "{mode}");
            assert_eq!(response.headers[0].1.to_string(), "text/css");
            assert!(verdict.exchanges.is_empty() && !verdict.reached_server);
        }
    }
    for (url, expected) in [
        ("data:,x", "readable"),
        ("data:text/plain;base64,YQ==", "readable"),
        ("data:text/plain;base64,%", "invalid-data-url"),
        ("data:text/plain", "invalid-data-url"),
    ] {
        assert_eq!(fetch(PAGE, json!(url)), expected, "{url}");
    }
    assert_eq!(fetch(PAGE, json!({ "url": "data:,x", "method": "PUT" })), "readable", "any method will do");
    assert_eq!(fetch(PAGE, json!({ "url": "data:text/csv,x", "initiator": "script" })), "mime-type");
}

#[test]
fn blob_urls_belong_to_the_origin_that_made_them() {
    for (url, mode, method, expected) in [
        ("blob:https://a.test/1-2", "cors", "GET", "readable"),
        ("blob:https://a.test/1-2", "same-origin", "GET", "readable"),
        ("blob:https://a.test/1-2", "cors", "POST", "blob-not-available"),
        ("blob:https://b.test/1-2", "cors", "GET", "cors-scheme"),
        ("blob:https://b.test/1-2", "no-cors", "GET", "blob-not-available"),
        ("blob:https://b.test/1-2", "same-origin", "GET", "same-origin-mode"),
        ("blob:null/1-2", "cors", "GET", "cors-scheme"),
    ] {
        assert_eq!(
            fetch(PAGE, json!({ "url": url, "mode": mode, "method": method })),
            expected,
            "{url} {mode} {method}"
        );
    }
}

#[test]
fn cors_is_for_http_only() {
    for (url, cors, no_cors) in [
        ("about:blank", "cors-scheme", "opaque"),
        ("about:srcdoc", "cors-scheme", "unsupported-scheme"),
        ("ftp://b.test/", "cors-scheme", "unsupported-scheme"),
        ("file:///x", "cors-scheme", "unsupported-scheme"),
        ("mailto:a@b.test", "cors-scheme", "unsupported-scheme"),
        ("javascript:1", "cors-scheme", "unsupported-scheme"),
    ] {
        // Whether or not the page is secure: only http could be mixed.
        assert_eq!(fetch("http://a.test/", json!(url)), cors, "{url}");
        assert_eq!(fetch(PAGE, json!(url)), cors, "{url}");
        assert_eq!(fetch(PAGE, json!({ "url": url, "mode": "no-cors" })), no_cors, "{url}");
    }
    assert_eq!(fetch("http://a.test/", json!({ "url": "ftp://b.test/", "initiator": "img" })), "unsupported-scheme");
    assert_eq!(fetch(PAGE, json!({ "url": "about:blank", "initiator": "iframe" })), "opaque");
}

#[test]
fn bad_ports_are_blocked_before_all_else() {
    for (url, expected) in [
        ("https://b.test:25/", "bad-port"),
        ("https://a.test:6000/", "bad-port"),
        ("https://b.test:0/", "bad-port"),
        ("http://b.test:22/", "bad-port"),
        ("https://b.test:8080/", "readable"),
        ("https://b.test:443/", "readable"),
    ] {
        assert_eq!(fetch(PAGE, json!(url)), expected, "{url}");
    }
    let blocked = verdict(&from_page(json!("https://b.test:25/"), open()));
    assert_eq!(blocked.cause.unwrap().phase.as_str(), "request");
    let redirected = verdict(&from_page(json!(OTHER), json!([redirect(302, "https://c.test:25/"), open()])));
    let cause = redirected.cause.unwrap();
    assert_eq!((cause.phase.as_str(), cause.hop, cause.received.as_deref()), ("redirect", 1, Some("25")));
}

#[test]
fn a_secure_page_asks_for_secure_resources_only() {
    let http = "http://b.test/";
    for (page, url, expected) in [
        ("https://a.test/", http, "mixed-content"),
        ("https://a.test/", "http://a.test/", "mixed-content"),
        ("http://a.test/", http, "readable"),
        ("https://a.test/", "http://localhost/", "readable"),
        ("https://a.test/", "http://127.0.0.1:8080/", "readable"),
        ("https://a.test/", "http://[::1]/", "readable"),
        ("https://a.test/", "http://x.localhost./", "readable"),
        ("https://a.test/", "http://192.168.0.1/", "mixed-content"),
    ] {
        assert_eq!(fetch(page, json!(url)), expected, "{page} {url}");
    }
    for initiator in ["xhr", "script", "module", "stylesheet", "font", "eventsource", "iframe", "beacon"] {
        assert_eq!(fetch(PAGE, json!({ "url": http, "initiator": initiator })), "mixed-content", "{initiator}");
    }
    for initiator in ["navigation", "form"] {
        assert_eq!(fetch(PAGE, json!({ "url": http, "initiator": initiator })), "opaque", "{initiator}");
    }
}

#[test]
fn a_frame_is_as_secure_as_the_page_around_it() {
    let page = |page: Json| outcome(&json!({ "page": page, "request": "http://b.test/", "server": open() }));
    assert_eq!(page(json!({ "url": "http://a.test/", "topLevel": "https://c.test/" })), "mixed-content");
    assert_eq!(page(json!({ "url": "http://a.test/", "topLevel": "http://c.test/" })), "readable");
    assert_eq!(page(json!({ "url": "https://a.test/", "sandboxed": true })), "mixed-content");
    assert_eq!(page(json!({ "url": "http://a.test/", "sandboxed": true })), "readable");
}

#[test]
fn media_of_a_secure_page_are_upgraded_unless_an_address() {
    for (initiator, url, expected) in [
        ("img", "http://b.test/x?q", "https://b.test/x?q"),
        ("audio", "http://b.test/", "https://b.test/"),
        ("video", "http://b.test:80/", "https://b.test/"),
        ("img", "http://b.test:8080/", "https://b.test:8080/"),
        ("img", "http://localhost/", "http://localhost/"),
    ] {
        let verdict = verdict(&from_page(json!({ "url": url, "initiator": initiator }), open()));
        assert_eq!(last(&verdict).request.url, expected, "{initiator} {url}");
    }
    assert_eq!(fetch(PAGE, json!({ "url": "http://192.0.2.1/", "initiator": "img" })), "mixed-content");
    let insecure = verdict(
        &json!({ "page": "http://a.test/", "request": { "url": "http://b.test/", "initiator": "img" }, "server": open() }),
    );
    assert_eq!(last(&insecure).request.url, "http://b.test/");
    // An upgraded request may have become same-origin.
    let home = verdict(&from_page(json!({ "url": "http://a.test/x", "initiator": "img" }), answer(200, &[])));
    assert_eq!(home.response.unwrap().response_type.as_str(), "basic");
}

#[test]
fn upgrade_insecure_requests_upgrades_subresources_and_links_to_the_own_host() {
    let page = json!({ "url": "https://a.test/", "upgradeInsecureRequests": true });
    for (initiator, url, expected) in [
        ("fetch", "http://b.test/", "https://b.test/"),
        ("script", "http://b.test/", "https://b.test/"),
        ("iframe", "http://b.test/", "https://b.test/"),
        ("form", "http://b.test/?", "https://b.test/?"),
        ("navigation", "http://b.test/", "http://b.test/"),
        ("navigation", "http://a.test/", "https://a.test/"),
        ("fetch", "http://localhost/", "http://localhost/"),
        ("fetch", "https://b.test/", "https://b.test/"),
    ] {
        let json = json!({ "page": page, "request": { "url": url, "initiator": initiator }, "server": open() });
        assert_eq!(last(&verdict(&json)).request.url, expected, "{initiator} {url}");
    }
    // At a later hop, too.
    let json = json!({ "page": page, "request": OTHER, "server": [redirect(302, "http://c.test/"), open()] });
    assert_eq!(lines(&verdict(&json)), ["GET https://b.test/x", "GET https://c.test/"]);
}

#[test]
fn an_upgrade_along_the_way_decides_about_the_taint() {
    // http://b.test would be another origin; upgraded it is the one that is left, and nothing is tainted.
    let page = json!({ "url": PAGE, "upgradeInsecureRequests": true });
    let json = json!({ "page": page, "request": OTHER, "server": [redirect(302, "http://b.test/y"), open()] });
    assert_eq!(sent(last(&verdict(&json)), "Origin").as_deref(), Some("https://a.test"));
    let json = with(json, json!({ "server": [redirect(302, "http://c.test/y"), open()] }));
    assert_eq!(sent(last(&verdict(&json)), "Origin").as_deref(), Some("null"));
}
