//! Requests that are not `fetch()`: which mode and credentials markup has, and what the page learns.

use crate::support::{
    self, Json, OTHER, PAGE, answer, from_page, json, last, open, outcome, redirect, sent, verdict, warning_codes, with,
};

/// Media, classic scripts and style sheets: a potential-CORS request.
const POTENTIAL: [&str; 5] = ["img", "audio", "video", "script", "stylesheet"];

fn run(request: Json, server: Json) -> corslab::Verdict {
    verdict(&from_page(with(json!({ "url": OTHER }), request), server))
}

/// CORS headers that pass with credentials, and the types that the consumers want.
fn credentialed(content_type: &str) -> Json {
    answer(
        200,
        &[
            ("Access-Control-Allow-Origin", "https://a.test"),
            ("Access-Control-Allow-Credentials", "true"),
            ("Content-Type", content_type),
        ],
    )
}

#[test]
fn without_crossorigin_an_element_is_no_cors_with_credentials() {
    for initiator in POTENTIAL {
        let verdict = run(json!({ "initiator": initiator }), answer(200, &[]));
        assert_eq!(verdict.outcome.as_str(), "opaque", "{initiator}");
        assert!(last(&verdict).request.credentials);
    }
}

#[test]
fn crossorigin_makes_it_a_cors_request() {
    for initiator in POTENTIAL {
        for (attribute, credentials, star) in
            [("anonymous", false, "readable"), ("use-credentials", true, "wildcard-with-credentials")]
        {
            let request = json!({ "initiator": initiator, "crossorigin": attribute });
            assert_eq!(support::word(&run(request.clone(), answer(200, &[]))), "missing-allow-origin");
            assert_eq!(support::word(&run(request.clone(), open())), star, "{initiator} {attribute}");
            let verdict = run(request.clone(), credentialed("text/css"));
            assert_eq!(verdict.outcome.as_str(), "readable");
            assert_eq!(last(&verdict).request.credentials, credentials);
            // At home an anonymous request has its credentials.
            let home = run(with(request, json!({ "url": "/x" })), credentialed("text/css"));
            assert!(last(&home).request.credentials);
        }
    }
}

#[test]
fn mode_and_credentials_say_the_same_as_the_attribute() {
    for (same, attribute) in [
        (json!({ "mode": "cors" }), Some("anonymous")),
        (json!({ "mode": "cors", "credentials": "include" }), Some("use-credentials")),
        (json!({ "mode": "no-cors" }), None),
        (json!({ "credentials": "include" }), None),
    ] {
        let by_fields = run(with(json!({ "initiator": "img" }), same.clone()), credentialed("a/b"));
        let by_attribute = match attribute {
            Some(value) => run(json!({ "initiator": "img", "crossorigin": value }), credentialed("a/b")),
            None => run(json!({ "initiator": "img" }), credentialed("a/b")),
        };
        assert_eq!(by_fields.outcome, by_attribute.outcome, "{same}");
        assert_eq!(last(&by_fields).request, last(&by_attribute).request, "{same}");
    }
}

#[test]
fn modules_and_fonts_are_always_cors() {
    let module = |changes: Json| with(json!({ "initiator": "module" }), changes);
    assert_eq!(
        support::word(&run(module(json!({})), answer(200, &[("Content-Type", "text/javascript")]))),
        "missing-allow-origin"
    );
    for (changes, credentials) in [
        (json!({}), false),
        (json!({ "crossorigin": "anonymous" }), false),
        (json!({ "crossorigin": "use-credentials" }), true),
        (json!({ "credentials": "include" }), true),
    ] {
        let verdict = run(module(changes.clone()), credentialed("text/javascript"));
        assert_eq!(
            (verdict.outcome.as_str(), last(&verdict).request.credentials),
            ("readable", credentials),
            "{changes}"
        );
    }
    for changes in [json!({}), json!({ "crossorigin": "use-credentials" }), json!({ "credentials": "include" })] {
        let verdict = run(with(json!({ "initiator": "font" }), changes.clone()), open());
        assert_eq!((verdict.outcome.as_str(), last(&verdict).request.credentials), ("readable", false), "{changes}");
    }
}

#[test]
fn an_event_source_is_cors_and_with_credentials_on_demand() {
    for (changes, credentials) in [
        (json!({}), false),
        (json!({ "credentials": "include" }), true),
        (json!({ "credentials": "same-origin" }), false),
        (json!({ "crossorigin": "use-credentials" }), true),
    ] {
        let verdict =
            run(with(json!({ "initiator": "eventsource" }), changes.clone()), credentialed("text/event-stream"));
        assert_eq!(
            (verdict.outcome.as_str(), last(&verdict).request.credentials),
            ("readable", credentials),
            "{changes}"
        );
    }
    let invalid = run(json!({ "initiator": "eventsource", "url": "https://[" }), open());
    assert_eq!((support::word(&invalid), &*invalid.javascript), ("invalid-url", "SyntaxError"));
}

#[test]
fn markup_chooses_neither_method_nor_headers() {
    let request = json!({ "initiator": "img", "method": "PUT", "headers": { "X-A": "1" }, "body": "x", "redirect": "error", "cache": "reload", "keepalive": true, "referrer": "", "uploadListener": true });
    let verdict = run(request, answer(200, &[]));
    assert_eq!(verdict.outcome.as_str(), "opaque");
    assert_eq!(last(&verdict).request.method.to_string(), "GET");
    assert_eq!((sent(last(&verdict), "X-A"), sent(last(&verdict), "Content-Length")), (None, None));
    assert_eq!(warning_codes(&verdict).iter().filter(|code| **code == "field-without-effect").count(), 8);
    let plain = run(json!({ "initiator": "img", "method": "GET" }), answer(200, &[]));
    assert!(!warning_codes(&plain).contains(&"field-without-effect"));
}

#[test]
fn navigations_and_forms_are_not_asked_for_cors() {
    for initiator in ["navigation", "form", "iframe"] {
        let across = run(json!({ "initiator": initiator }), answer(200, &[]));
        assert_eq!(across.outcome.as_str(), "opaque", "{initiator}");
        assert!(last(&across).request.credentials);
        assert!(!across.response.unwrap().body_readable);
        let home = run(json!({ "initiator": initiator, "url": "/x" }), answer(200, &[]));
        assert_eq!(home.outcome.as_str(), "readable", "{initiator}");
        // HTML follows their redirects.
        let moved = run(
            json!({ "initiator": initiator }),
            json!([answer(302, &[("Location", "https://c.test/")]), answer(200, &[])]),
        );
        assert_eq!(moved.exchanges.len(), 2);
    }
}

#[test]
fn a_form_has_two_methods_and_three_types() {
    let form = |changes: Json| run(with(json!({ "initiator": "form" }), changes), answer(200, &[]));
    for (method, expected) in [("get", "GET"), ("POST", "POST"), ("put", "GET")] {
        assert_eq!(last(&form(json!({ "method": method }))).request.method.to_string(), expected);
    }
    for (body, expected) in [
        (json!({ "kind": "url-search-params" }), "application/x-www-form-urlencoded"),
        (json!({ "kind": "text" }), "text/plain"),
    ] {
        let verdict = form(json!({ "method": "post", "body": body }));
        assert_eq!(sent(last(&verdict), "Content-Type").as_deref(), Some(expected));
    }
    let multipart = form(json!({ "method": "post", "body": { "kind": "form-data" } }));
    assert!(sent(last(&multipart), "Content-Type").unwrap().starts_with("multipart/form-data; boundary="));
    assert_eq!(sent(last(&form(json!({ "method": "get", "body": "x" }))), "Content-Type"), None);
    assert_eq!(form(json!({ "method": "post" })).preflight.decision.as_str(), "not-needed");
}

#[test]
fn a_redirected_post_form_loses_its_origin() {
    let request = json!({ "url": OTHER, "initiator": "form", "method": "post", "body": "x" });
    let verdict = verdict(&from_page(request, json!([redirect(307, "https://c.test/"), answer(200, &[])])));
    let origins: Vec<_> = verdict.exchanges.iter().map(|exchange| sent(exchange, "Origin").unwrap()).collect();
    assert_eq!(origins, ["https://a.test", "null"]);
}

#[test]
fn what_the_page_observes() {
    let ok = || credentialed("text/javascript");
    for (request, server, expected) in [
        (json!({}), open(), "a Response: type \"cors\", status 200, ok true"),
        (
            json!({}),
            answer(404, &[("Access-Control-Allow-Origin", "*")]),
            "a Response: type \"cors\", status 404, ok false",
        ),
        (json!({ "mode": "no-cors" }), open(), "a Response: type \"opaque\", status 0, ok false"),
        (json!({}), answer(200, &[]), "TypeError: Failed to fetch"),
        (json!({ "initiator": "xhr" }), open(), "load event; xhr.status is 200"),
        (json!({ "initiator": "xhr" }), answer(200, &[]), "error event; xhr.status is 0"),
        (json!({ "initiator": "img" }), ok(), "load event; shown, but a canvas that it is drawn on becomes tainted"),
        (
            json!({ "initiator": "img", "crossorigin": "anonymous" }),
            ok(),
            "load event; a canvas that it is drawn on can be read",
        ),
        (json!({ "initiator": "img", "crossorigin": "anonymous" }), answer(200, &[]), "error event, without detail"),
        (
            json!({ "initiator": "script" }),
            ok(),
            "load event; the script runs, and its errors are reported as \"Script error.\"",
        ),
        (json!({ "initiator": "module" }), ok(), "load event; the script runs"),
        (
            json!({ "initiator": "stylesheet" }),
            credentialed("text/css"),
            "load event; the styles apply, and reading sheet.cssRules throws a SecurityError",
        ),
        (
            json!({ "initiator": "stylesheet", "crossorigin": "anonymous" }),
            credentialed("text/css"),
            "load event; the styles apply",
        ),
        (json!({ "initiator": "font" }), ok(), "the font is used"),
        (
            json!({ "initiator": "font" }),
            answer(200, &[]),
            "the font is not used; document.fonts.load() rejects with a NetworkError",
        ),
        (json!({ "initiator": "eventsource" }), credentialed("text/event-stream"), "open event; messages arrive"),
        (json!({ "initiator": "iframe" }), ok(), "the frame shows the document; frame.contentDocument is null"),
        (
            json!({ "initiator": "iframe", "url": "/x" }),
            ok(),
            "the frame shows the document; frame.contentDocument can be read",
        ),
        (json!({ "initiator": "form" }), ok(), "the browser leaves the page and shows the new document"),
        (json!({ "initiator": "navigation", "url": "https://b.test:25/" }), ok(), "the browser shows an error page"),
    ] {
        assert_eq!(run(request.clone(), server).javascript, expected, "{request}");
    }
    for (engine, expected) in [
        ("standard", "TypeError: Failed to fetch"),
        ("chromium", "TypeError: Failed to fetch"),
        ("firefox", "TypeError: NetworkError when attempting to fetch resource."),
        ("webkit", "TypeError: Load failed"),
    ] {
        let json = with(from_page(json!(OTHER), answer(200, &[])), json!({ "engine": engine }));
        assert_eq!(verdict(&json).javascript, expected);
    }
}

#[test]
fn sandboxed_pages_have_no_own_origin() {
    let json = json!({ "page": { "url": PAGE, "sandboxed": true }, "request": "https://a.test/x", "server": answer(200, &[]) });
    assert_eq!(outcome(&json), "missing-allow-origin");
    let frame = with(json, json!({ "request": { "url": "https://a.test/x", "initiator": "iframe" } }));
    assert_eq!(outcome(&frame), "opaque");
}
