//! What the script sees of a response, and what is withheld from it altogether.

use crate::support::{self, Json, OTHER, PAGE, answer, from_page, json, outcome, readable_names, verdict, with};

/// The readable header names of a cross-origin response with these headers.
fn exposed(credentials: &str, expose: &[&str]) -> Vec<String> {
    let mut headers = vec![
        ("Access-Control-Allow-Origin", "https://a.test"),
        ("Access-Control-Allow-Credentials", "true"),
        ("Set-Cookie", "a=1"),
        ("Set-Cookie2", "a=1"),
        ("X-A", "1"),
        ("ETag", "x"),
        ("Cache-Control", "c"),
        ("Content-Language", "c"),
        ("Content-Length", "1"),
        ("Content-Type", "a/b"),
        ("Expires", "0"),
        ("Last-Modified", "0"),
        ("Pragma", "p"),
        ("*", "star"),
    ];
    headers.extend(expose.iter().map(|value| ("Access-Control-Expose-Headers", *value)));
    readable_names(&verdict(&from_page(json!({ "url": OTHER, "credentials": credentials }), answer(200, &headers))))
}

const SEVEN: [&str; 7] =
    ["cache-control", "content-language", "content-length", "content-type", "expires", "last-modified", "pragma"];

fn seven_and(more: &[&str]) -> Vec<String> {
    let mut names: Vec<String> = SEVEN.iter().chain(more).map(ToString::to_string).collect();
    names.sort();
    names
}

#[test]
fn cors_exposes_seven_headers_and_those_that_are_listed() {
    for (expose, more) in [
        (&[][..], &[][..]),
        (&[""], &[]),
        (&["x-a"], &["x-a"]),
        (&["X-A, etag"], &["etag", "x-a"]),
        (&["X-A", "ETag"], &["etag", "x-a"]),
        (&["Set-Cookie, set-cookie2, X-A"], &["x-a"]),
        (&["X-Absent"], &[]),
        (&["X A"], &[]),
        (&["X-A, X B"], &[]),
        (&["X-A; ETag"], &[]),
    ] {
        assert_eq!(exposed("omit", expose), seven_and(more), "{expose:?}");
        assert_eq!(exposed("include", expose), seven_and(more), "{expose:?}");
    }
}

#[test]
fn a_star_exposes_all_but_set_cookie_and_only_without_credentials() {
    let all = seven_and(&[
        "*",
        "access-control-allow-credentials",
        "access-control-allow-origin",
        "access-control-expose-headers",
        "etag",
        "x-a",
    ]);
    for credentials in ["omit", "same-origin"] {
        assert_eq!(exposed(credentials, &["*"]), all);
        assert_eq!(exposed(credentials, &["x-a, *"]), all);
    }
    assert_eq!(exposed("include", &["*"]), seven_and(&["*"]), "there it is the name *");
    assert_eq!(exposed("include", &["X-A, *"]), seven_and(&["*", "x-a"]));
}

#[test]
fn a_basic_response_hides_cookies_only() {
    let headers = [("Set-Cookie", "a=1"), ("set-cookie2", "b"), ("X-A", "2"), ("x-a", "1"), ("ETag", "e")];
    let response = verdict(&from_page(json!("/x#f"), answer(201, &headers))).response.unwrap();
    assert_eq!((response.response_type.as_str(), response.status), ("basic", 201));
    assert_eq!((response.url.as_str(), response.redirected, response.body_readable), ("https://a.test/x", false, true));
    let readable: Vec<String> = response.headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    assert_eq!(readable, ["etag: e", "x-a: 2, 1"]);
    assert_eq!(hidden(&response), ["set-cookie: a=1 (forbidden)", "set-cookie2: b (forbidden)"]);
}

/// `name: value (why)` of each header that the script cannot see.
fn hidden(response: &corslab::verdict::Response) -> Vec<String> {
    response.hidden_headers.iter().map(|(name, value, because)| format!("{name}: {value} ({because})")).collect()
}

#[test]
fn each_hidden_header_says_why() {
    let response = |request: Json, headers: &[(&str, &str)]| {
        let all = [
            &[
                ("Access-Control-Allow-Origin", PAGE.trim_end_matches('/')),
                ("Access-Control-Allow-Credentials", "true"),
                ("X-A", "1"),
                ("X-B", "2"),
                ("Set-Cookie", "s"),
            ],
            headers,
        ]
        .concat();
        let hidden = hidden(&verdict(&from_page(request, answer(200, &all))).response.unwrap());
        hidden.into_iter().filter(|line| !line.starts_with("access-control-")).collect::<Vec<_>>()
    };
    let expose = |value| ("Access-Control-Expose-Headers", value);
    let include = json!({ "url": OTHER, "credentials": "include" });
    // Fetch: not CORS-safelisted and not among the CORS-exposed header names; Set-Cookie is forbidden even if it is.
    assert_eq!(
        response(json!(OTHER), &[]),
        ["set-cookie: s (forbidden)", "x-a: 1 (not-exposed)", "x-b: 2 (not-exposed)"]
    );
    assert_eq!(
        response(json!(OTHER), &[expose("X-A, Set-Cookie")]),
        ["set-cookie: s (forbidden)", "x-b: 2 (not-exposed)"]
    );
    assert_eq!(response(json!(OTHER), &[expose("*")]), ["set-cookie: s (forbidden)"]);
    // With credentials * exposes a header of that name, and no other.
    assert_eq!(response(include, &[expose("*, X-A")]), ["set-cookie: s (forbidden)", "x-b: 2 (literal-wildcard)"]);
    let no_cors = json!({ "url": OTHER, "mode": "no-cors" });
    assert_eq!(response(no_cors, &[]), ["set-cookie: s (opaque)", "x-a: 1 (opaque)", "x-b: 2 (opaque)"]);
}

#[test]
fn nothing_gives_a_script_the_headers_of_a_document() {
    for initiator in ["navigation", "form", "iframe"] {
        for url in ["/x", OTHER] {
            let request = json!({ "url": url, "initiator": initiator });
            let response =
                verdict(&from_page(request, answer(200, &[("Content-Type", "text/html")]))).response.unwrap();
            assert!(response.headers.is_empty(), "{initiator} {url}");
            assert_eq!(hidden(&response), ["content-type: text/html (document)"], "{initiator} {url}");
            assert_eq!(response.body_readable, url == "/x", "{initiator} {url}");
        }
    }
}

#[test]
fn an_opaque_response_shows_nothing() {
    let request = json!({ "url": OTHER, "mode": "no-cors" });
    let response = verdict(&from_page(request, answer(404, &[("X-A", "1"), ("Access-Control-Allow-Origin", "*")])))
        .response
        .unwrap();
    assert_eq!((response.response_type.as_str(), response.status, response.url.as_str()), ("opaque", 0, ""));
    assert!(response.headers.is_empty() && !response.body_readable && !response.redirected);
    assert_eq!(response.hidden_headers.len(), 2);
}

#[test]
fn hidden_and_readable_headers_are_all_the_headers() {
    let headers = [
        ("Access-Control-Allow-Origin", "*"),
        ("X-A", "1"),
        ("Content-Type", "a/b"),
        ("Set-Cookie", "a"),
        ("Set-Cookie", "b"),
    ];
    let response = verdict(&from_page(json!(OTHER), answer(200, &headers))).response.unwrap();
    assert_eq!((response.headers.len(), response.hidden_headers.len()), (1, 4));
    assert_eq!(response.response_type.as_str(), "cors");
    assert_eq!(response.url, OTHER);
}

/// An element's request, same-origin, with these response headers.
fn element(initiator: &str, headers: &[(&str, &str)]) -> &'static str {
    outcome(&from_page(json!({ "url": "/x", "initiator": initiator }), answer(200, headers)))
}

#[test]
fn nosniff_blocks_scripts_and_styles_of_another_type() {
    let vectors: &[(&str, &[&str], &str, &str)] = &[
        ("script", &["text/javascript"], "nosniff", "readable"),
        ("script", &["application/ecmascript; a=b"], "nosniff", "readable"),
        ("script", &["text/plain"], "nosniff", "nosniff"),
        ("script", &["application/json"], "NoSniff, x", "nosniff"),
        ("script", &["text/plain"], "x, nosniff", "readable"),
        ("script", &["text/plain"], "", "readable"),
        ("script", &[], "nosniff", "nosniff"),
        ("script", &["text/plain", "text/javascript"], "nosniff", "readable"),
        ("stylesheet", &["text/css"], "nosniff", "readable"),
        ("stylesheet", &["text/plain"], "nosniff", "nosniff"),
        ("stylesheet", &["text/plain"], "", "mime-type"),
        ("stylesheet", &["TEXT/CSS;charset=utf-8"], "", "readable"),
        ("stylesheet", &[], "", "readable"),
        ("stylesheet", &["image/png"], "", "mime-type"),
        ("img", &["text/plain"], "nosniff", "readable"),
        ("font", &["text/plain"], "nosniff", "readable"),
        ("fetch", &["text/plain"], "nosniff", "readable"),
        ("eventsource", &["text/event-stream"], "nosniff", "readable"),
    ];
    for (initiator, types, nosniff, expected) in vectors {
        let mut headers = vec![("X-Content-Type-Options", *nosniff)];
        headers.extend(types.iter().map(|value| ("Content-Type", *value)));
        assert_eq!(element(initiator, &headers), *expected, "{initiator} {types:?} {nosniff:?}");
    }
}

#[test]
fn scripts_and_stylesheets_need_an_ok_status() {
    for (initiator, content_type, needs_ok) in [
        ("script", "text/javascript", true),
        ("module", "text/javascript", true),
        ("stylesheet", "text/css", true),
        ("img", "image/png", false),
        ("font", "font/woff2", false),
        ("fetch", "text/plain", false),
        ("xhr", "text/plain", false),
    ] {
        for (status, is_ok) in [(200, true), (206, true), (299, true), (300, false), (404, false), (500, false)] {
            let headers = [("Access-Control-Allow-Origin", "*"), ("Content-Type", content_type)];
            let request = json!({ "url": OTHER, "initiator": initiator, "crossorigin": "anonymous" });
            let json = support::from_page(request, answer(status, &headers));
            let expected = if needs_ok && !is_ok { "not-ok-status" } else { "readable" };
            assert_eq!(support::outcome(&json), expected, "{initiator} {status}");
        }
    }
}

#[test]
fn images_audio_video_and_csv_are_never_scripts() {
    for (content_type, expected) in [
        ("image/png", "mime-type"),
        ("IMAGE/svg+xml", "mime-type"),
        ("audio/mpeg", "mime-type"),
        ("video/mp4; codecs=x", "mime-type"),
        ("text/csv", "mime-type"),
        ("text/html", "readable"),
        ("application/octet-stream", "readable"),
        ("text/javascript", "readable"),
        ("garbage", "readable"),
    ] {
        assert_eq!(element("script", &[("Content-Type", content_type)]), expected, "{content_type}");
        assert_eq!(element("fetch", &[("Content-Type", content_type)]), "readable", "{content_type}");
    }
}

#[test]
fn a_module_needs_a_javascript_type_and_an_event_stream_its_own() {
    for (content_type, module, stream) in [
        ("text/javascript", "readable", "event-stream-type"),
        ("Text/JavaScript;x=y", "readable", "event-stream-type"),
        ("application/json", "mime-type", "event-stream-type"),
        ("text/plain", "mime-type", "event-stream-type"),
        ("text/event-stream", "mime-type", "readable"),
        ("text/EVENT-stream; charset=utf-8", "mime-type", "readable"),
    ] {
        assert_eq!(element("module", &[("Content-Type", content_type)]), module, "{content_type}");
        assert_eq!(element("eventsource", &[("Content-Type", content_type)]), stream, "{content_type}");
    }
    assert_eq!(element("module", &[]), "mime-type");
    for (status, expected) in
        [(200, "readable"), (201, "event-stream-type"), (204, "event-stream-type"), (404, "event-stream-type")]
    {
        let server = answer(status, &[("Content-Type", "text/event-stream")]);
        assert_eq!(
            outcome(&from_page(json!({ "url": "/x", "initiator": "eventsource" }), server)),
            expected,
            "{status}"
        );
    }
}

#[test]
fn integrity_needs_a_body_that_the_page_may_see() {
    let run = |request: Json, status: u16| {
        let request = with(request, json!({ "integrity": "sha256-AAAA" }));
        outcome(&from_page(request, answer(status, &[("Access-Control-Allow-Origin", "*")])))
    };
    assert_eq!(run(json!({ "url": OTHER, "mode": "no-cors" }), 200), "integrity-opaque");
    assert_eq!(run(json!({ "url": OTHER, "initiator": "script" }), 200), "integrity-opaque");
    assert_eq!(run(json!({ "url": OTHER, "initiator": "script", "crossorigin": "anonymous" }), 200), "readable");
    assert_eq!(run(json!({ "url": OTHER }), 200), "readable");
    assert_eq!(run(json!({ "url": "/x", "mode": "no-cors" }), 200), "readable", "same-origin is basic in any mode");
    assert_eq!(run(json!({ "url": OTHER, "method": "HEAD" }), 200), "integrity-no-body");
    for status in [204, 205, 304] {
        assert_eq!(run(json!({ "url": PAGE }), status), "integrity-no-body", "{status}");
    }
    assert_eq!(run(json!({ "url": PAGE }), 206), "readable");
}

#[test]
fn the_cors_check_comes_before_everything_else_about_the_response() {
    let request = json!({ "url": OTHER, "initiator": "module" });
    let verdict = verdict(&from_page(
        request,
        answer(200, &[("Content-Type", "image/png"), ("X-Content-Type-Options", "nosniff")]),
    ));
    let codes = support::problem_codes(&verdict);
    assert_eq!(codes[0], "missing-allow-origin");
    assert!(codes.contains(&"mime-type") && codes.contains(&"nosniff"));
}

/// The hashes of "hello", by Python's hashlib.
const HELLO: [&str; 3] = [
    "sha256-LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=",
    "sha384-WeF0h3dEjGnea4ANejO7+5/xtGPkQ1TDVTvNucZm+pASWjx5+QOXvfX2oT3oKGhP",
    "sha512-m3HSJL1i83hdltRq0+o9czGb+8KJDKra4t/3JRlnPKcjI8PZm6XBHXx6zG4UuMXaDEZjR1wuXDre9G9zvN7AQw==",
];

#[test]
fn the_body_must_have_one_of_the_strongest_hashes_that_are_asked_for() {
    let [sha256, sha384, sha512] = HELLO;
    let url_safe = sha256.replace('+', "-").replace('/', "_");
    let other = "sha512-AAAA";
    for (metadata, expected) in [
        (sha256.to_owned(), "readable"),
        (sha256.to_uppercase().replace("SHA256-", "sha256-"), "integrity-mismatch"),
        (url_safe.replace("sha256_", "sha256-"), "readable"),
        (sha256.trim_end_matches('=').to_owned(), "readable"),
        (format!("{sha256}?option"), "readable"),
        (format!("{other} {sha512}"), "readable"),
        (format!("{other} {sha256} {sha384}"), "integrity-mismatch"),
        (format!("sha256-AAAA {sha384}"), "readable"),
        (format!("SHA384-{}", sha384.trim_start_matches("sha384-")), "readable"),
        ("md5-AAAA nonsense sha256- sha512-!".to_owned(), "readable"),
        ("sha256-AAAA".to_owned(), "integrity-mismatch"),
    ] {
        let server = json!({ "response": { "bodyHashes": HELLO } });
        assert_eq!(outcome(&from_page(json!({ "url": PAGE, "integrity": metadata }), server)), expected, "{metadata}");
    }
    assert_eq!(outcome(&from_page(json!({ "url": PAGE, "integrity": "sha256-AAAA" }), answer(200, &[]))), "readable");
}
