//! The true cause first, in words that name what to change.

use crate::support::{self, Json, OTHER, answer, from_page, json, open, redirect, reply, verdict, with};

const ORIGIN: (&str, &str) = ("Access-Control-Allow-Origin", "https://a.test");
const STAR: (&str, &str) = ("Access-Control-Allow-Origin", "*");

fn summary(request: Json, server: Json) -> String {
    let verdict = verdict(&from_page(request, server));
    if let Some(cause) = &verdict.cause {
        assert_eq!(cause.message, verdict.summary);
    }
    verdict.summary.into_owned()
}

#[test]
fn an_error_without_cors_headers_is_told_as_the_error() {
    for (status, expected) in [
        (400, "error-without-cors-headers"),
        (401, "error-without-cors-headers"),
        (499, "error-without-cors-headers"),
        (500, "server-error"),
        (501, "server-error"),
        (599, "server-error"),
        (399, "missing-allow-origin"),
        (200, "missing-allow-origin"),
        (600, "missing-allow-origin"),
    ] {
        let verdict = verdict(&from_page(json!(OTHER), answer(status, &[])));
        let cause = verdict.cause.unwrap();
        assert_eq!(cause.code.as_str(), expected, "{status}");
        assert_eq!(cause.received.is_some(), expected != "missing-allow-origin", "the status is what was received");
    }
    for (status, expected) in [
        (302, "preflight-redirect"),
        (401, "preflight-requires-auth"),
        (403, "preflight-status"),
        (407, "preflight-requires-auth"),
        (404, "preflight-not-handled"),
        (405, "preflight-not-handled"),
        (501, "preflight-not-handled"),
        (500, "server-error"),
        (502, "server-error"),
        (400, "preflight-status"),
        (204, "missing-allow-origin"),
        (299, "missing-allow-origin"),
        (300, "preflight-status"),
    ] {
        let server = json!({ "preflight": reply(status, &[]), "response": reply(200, &[STAR]) });
        let verdict = verdict(&from_page(json!({ "url": OTHER, "method": "PUT" }), server));
        assert_eq!(support::word(&verdict), expected, "{status}");
        assert!(
            verdict.summary.contains(&status.to_string()) == (expected != "missing-allow-origin"),
            "{}",
            verdict.summary
        );
    }
    assert!(summary(json!(OTHER), answer(503, &[])).contains("gateway"));
    assert!(!summary(json!(OTHER), answer(505, &[])).contains("gateway"));
    assert!(!summary(json!(OTHER), answer(501, &[])).contains("gateway"));
}

#[test]
fn a_redirect_to_a_login_page_is_told_as_one() {
    let to = |location: &str, last: Json| {
        support::outcome(&from_page(json!(OTHER), json!([answer(302, &[("Location", location)]), last])))
    };
    assert_eq!(to("/login?next=x", open()), "redirect-to-login");
    assert_eq!(to("https://accounts.c.test/", open()), "redirect-to-login");
    assert_eq!(to("/elsewhere", open()), "missing-allow-origin");
    // Names that many an API has for its resources.
    assert_eq!(to("/accounts/", open()), "missing-allow-origin");
    assert_eq!(to("/v2/auth/token", open()), "missing-allow-origin");
    let other = answer(302, &[("Access-Control-Allow-Origin", "https://portal.test"), ("Location", "/login")]);
    assert_eq!(support::outcome(&from_page(json!(OTHER), json!([other, open()]))), "redirect-to-login");
    let preflight = verdict(&from_page(
        json!({ "url": OTHER, "method": "PUT" }),
        json!({ "preflight": reply(302, &[STAR, ("Location", "https://login.c.test/signin")]), "response": reply(200, &[]) }),
    ));
    assert_eq!(support::word(&preflight), "redirect-to-login");
    assert!(preflight.summary.contains("before it answers OPTIONS"), "{}", preflight.summary);
    assert_eq!(preflight.fixes[0].status, Some(204));
    let inside = json!([redirect(302, "https://b.test/login/2"), answer(200, &[])]);
    let from_login = from_page(json!("https://b.test/login"), inside);
    assert_eq!(support::outcome(&from_login), "missing-allow-origin", "from one login page to another");
    let second = json!([redirect(302, "/login"), answer(200, &[])]);
    assert_eq!(support::outcome(&from_page(json!(OTHER), second)), "redirect-to-login");
    let second = json!([redirect(302, "/other"), answer(200, &[])]);
    assert_eq!(support::outcome(&from_page(json!(OTHER), second)), "missing-allow-origin");
    // The page itself may be called so.
    assert_eq!(support::outcome(&from_page(json!("https://b.test/login"), answer(200, &[]))), "missing-allow-origin");
}

#[test]
fn where_a_status_tells_the_cause_no_header_is_named() {
    let cause = verdict(&from_page(json!(OTHER), answer(502, &[]))).cause.unwrap();
    assert_eq!((cause.code.as_str(), cause.header, cause.received.as_deref()), ("server-error", None, Some("502")));
    assert_eq!(cause.expected, None);
    let put = json!({ "url": OTHER, "method": "PUT" });
    let cause = verdict(&from_page(put, answer(401, &[]))).cause.unwrap();
    let received = (cause.received.as_deref(), cause.expected.as_deref());
    assert_eq!((cause.code.as_str(), cause.header), ("preflight-requires-auth", None));
    assert_eq!(received, (Some("401"), Some("200-299")));
}

#[test]
fn a_message_names_the_slip() {
    for (value, words) in [
        ("https://a.test/", "trailing slash"),
        ("https://a.test:443", "default port"),
        ("https://A.test", "upper case"),
        ("https://*.test", "* only works alone"),
        ("a.test", "starts with its scheme"),
        ("http://a.test", "http and https are different origins"),
        ("https://a.test:8443", "another port"),
        ("https://www.a.test", "www."),
        ("null", "null is what sandboxed"),
        ("\"https://a.test\"", "quotation marks"),
        ("", "it is empty"),
        ("https://c.test", "it is another origin"),
    ] {
        let text = summary(json!(OTHER), answer(200, &[("Access-Control-Allow-Origin", value)]));
        assert!(text.contains(words), "{value}: {text}");
    }
}

#[test]
fn each_cause_says_what_was_received_or_where() {
    let put = |headers: &[(&str, &str)]| {
        summary(json!({ "url": OTHER, "method": "patch", "headers": { "X-A": "1" } }), answer(200, headers))
    };
    assert!(put(&[STAR]).contains("the preflight response has no Access-Control-Allow-Methods header."));
    assert!(put(&[STAR, ("Access-Control-Allow-Methods", "")]).contains("Access-Control-Allow-Methods is empty."));
    assert!(put(&[STAR, ("Access-Control-Allow-Methods", "PATCH")]).contains("Write method: \"PATCH\""));
    assert!(put(&[STAR, ("Access-Control-Allow-Methods", "GET, PUT")]).contains("lists GET, PUT"));
    assert!(
        put(&[STAR, ("Access-Control-Allow-Methods", "*")]).contains("has no Access-Control-Allow-Headers header.")
    );
    assert!(
        put(&[STAR, ("Access-Control-Allow-Methods", "*"), ("Access-Control-Allow-Headers", "X-B")])
            .contains("lists X-B")
    );
    let include = |headers: &[(&str, &str)]| {
        let mut all = vec![ORIGIN, ("Access-Control-Allow-Credentials", "true")];
        all.extend_from_slice(headers);
        summary(
            json!({ "url": OTHER, "method": "PUT", "headers": { "X-A": "1" }, "credentials": "include" }),
            answer(200, &all),
        )
    };
    assert!(include(&[("Access-Control-Allow-Methods", "*")]).contains("only a method named *"));
    assert!(
        include(&[("Access-Control-Allow-Methods", "PUT"), ("Access-Control-Allow-Headers", "x, *")])
            .contains("only a header named *")
    );

    for (request, server, words) in [
        (json!(OTHER), answer(200, &[]), vec!["The response has no Access-Control-Allow-Origin", "https://a.test"]),
        (
            json!(OTHER),
            json!([answer(302, &[("Location", "/y")]), open()]),
            vec!["The redirect response has no", "before it is followed"],
        ),
        (json!(OTHER), json!([redirect(302, "/y"), answer(200, &[])]), vec!["The response of https://b.test/y has no"]),
        (json!({ "url": OTHER, "method": "PUT" }), answer(200, &[]), vec!["The preflight response has no"]),
        (
            json!({ "url": OTHER, "method": "PUT" }),
            answer(302, &[STAR, ("Location", "/final")]),
            vec!["https://b.test/final", "may not be redirected"],
        ),
        (
            json!(OTHER),
            json!([redirect(302, "https://c.test/"), answer(200, &[ORIGIN])]),
            vec!["after a redirect", "\"null\""],
        ),
        (
            json!(OTHER),
            json!({ "response": { "networkFailure": true } }),
            vec!["b.test did not answer", "not a CORS problem"],
        ),
        (json!("http://b.test/"), open(), vec!["http://b.test/", "mixed content"]),
        (json!(OTHER), json!([redirect(302, "http://c.test/"), open()]), vec!["The redirect leads to http://c.test/"]),
        (json!(OTHER), json!([redirect(302, "https://c.test:25/"), open()]), vec!["The redirect leads to port 25"]),
        (json!(OTHER), json!([redirect(302, "data:,x"), open()]), vec!["to a data: URL"]),
        (
            json!({ "url": "/x", "mode": "same-origin" }),
            json!([redirect(302, OTHER), open()]),
            vec!["leads to another origin, https://b.test"],
        ),
        (json!({ "url": "/x", "mode": "no-cors", "redirect": "manual" }), open(), vec!["may read the response"]),
        (
            json!({ "url": OTHER, "mode": "no-cors", "redirect": "manual" }),
            open(),
            vec!["redirect \"follow\", not \"manual\""],
        ),
        (
            json!({ "url": OTHER, "method": "POST", "keepalive": true, "body": { "kind": "buffer", "length": 70_000 } }),
            open(),
            vec!["70000", "keepalive"],
        ),
        (
            json!({ "url": OTHER, "initiator": "beacon", "body": { "kind": "buffer", "length": 70_000 } }),
            open(),
            vec!["sendBeacon() returns false"],
        ),
        (
            json!({ "url": "/x", "initiator": "eventsource" }),
            answer(404, &[("Content-Type", "a/b")]),
            vec!["status 404", "\"a/b\""],
        ),
        (
            json!({ "url": "/x", "initiator": "module" }),
            answer(200, &[("Content-Type", "a/b")]),
            vec!["\"a/b\" does not fit", "text/javascript"],
        ),
        (json!({ "url": "https://u:p@b.test/" }), open(), vec!["user name or password"]),
        (
            json!({ "url": OTHER, "headers": { "Authorization": "x" } }),
            answer(200, &[STAR, ("Access-Control-Allow-Headers", "*")]),
            vec!["does not cover Authorization"],
        ),
    ] {
        let text = summary(request.clone(), server);
        for words in words {
            assert!(text.contains(words), "{request}: {text}");
        }
    }
}

#[test]
fn success_is_told_in_one_sentence_too() {
    assert!(summary(json!("/x"), answer(200, &[])).contains("own origin"));
    assert!(summary(json!(OTHER), open()).contains("the server allows it"));
    assert!(
        summary(json!({ "url": OTHER, "method": "PUT" }), open())
            .contains("the preflight and the response both allow it")
    );
    assert!(summary(json!({ "url": OTHER, "mode": "no-cors" }), open()).contains("opaque"));
    assert!(summary(json!({ "url": OTHER, "initiator": "navigation" }), open()).contains("shows the document"));
    assert!(summary(json!({ "url": "/x", "redirect": "manual" }), redirect(302, "/y")).contains("redirects"));
}

#[test]
fn reasons_for_a_preflight_are_told_one_by_one() {
    let because = |request: Json| {
        let verdict = verdict(&from_page(with(json!({ "url": OTHER }), request), open()));
        let reasons = verdict.preflight.because.iter();
        reasons
            .map(|reason| (reason.code.as_str(), reason.name.clone().unwrap_or_default(), reason.message.clone()))
            .collect::<Vec<_>>()
    };
    let long = "a".repeat(129);
    for (request, code, name, words) in [
        (json!({ "method": "PUT" }), "method", "PUT", "GET, HEAD and POST"),
        (json!({ "headers": { "X-A": "1" } }), "header", "x-a", "not CORS-safelisted"),
        (json!({ "headers": { "Accept": long } }), "header", "accept", "more than 128 bytes"),
        (json!({ "headers": { "Accept": "(" } }), "header", "accept", "the byte ( in"),
        (json!({ "headers": { "Accept-Language": "\u{e9}" } }), "header", "accept-language", "0xE9"),
        (
            json!({ "headers": { "Content-Type": "a/b" } }),
            "header",
            "content-type",
            "is not application/x-www-form-urlencoded",
        ),
        (json!({ "headers": { "Range": "x" } }), "header", "range", "single range"),
        (json!({ "initiator": "xhr", "uploadListener": true }), "upload-listener", "", "upload"),
        (json!({ "method": "POST", "body": { "kind": "stream" }, "duplex": "half" }), "stream-body", "", "stream"),
    ] {
        let reasons = because(request.clone());
        assert_eq!(reasons.len(), 1, "{request}");
        assert_eq!((reasons[0].0, reasons[0].1.as_str()), (code, name));
        assert!(reasons[0].2.contains(words), "{}", reasons[0].2);
    }
    for (credentials, expected) in [("omit", false), ("same-origin", false), ("include", true)] {
        let request = json!({ "url": OTHER, "method": "PUT", "credentials": credentials });
        // Refused or not: it is the request that carries them.
        assert_eq!(verdict(&from_page(request, answer(404, &[]))).preflight.credentials, expected, "{credentials}");
        let simple = json!({ "url": OTHER, "credentials": credentials });
        assert!(!verdict(&from_page(simple, open())).preflight.credentials);
    }
    let accept = "a".repeat(128);
    let many = vec![["Accept", accept.as_str()]; 9];
    assert!(because(json!({ "headers": many }))[0].2.contains("1024 bytes together"));
}

#[test]
fn a_list_that_is_missing_has_no_received_value() {
    let request = json!({ "url": OTHER, "method": "PUT", "headers": { "X-A": "1", "Authorization": "b" } });
    for (value, received) in
        [(None, None), (Some(""), Some("")), (Some("X-B,X-C"), Some("X-B,X-C")), (Some("X-A; X-B"), Some("X-A; X-B"))]
    {
        let mut headers = vec![STAR];
        headers.extend(value.map(|value| ("Access-Control-Allow-Headers", value)));
        headers.extend(value.map(|value| ("Access-Control-Allow-Methods", value)));
        let problems = verdict(&from_page(request.clone(), answer(204, &headers))).problems;
        let refused: Vec<_> =
            problems.iter().filter(|problem| problem.code.as_str().ends_with("-not-allowed")).collect();
        assert_eq!(refused.len(), 3, "{value:?}: {problems:?}");
        for problem in refused {
            assert_eq!(problem.received.as_deref(), received, "{}", problem.message);
        }
    }
    let dropped =
        verdict(&from_page(json!({ "url": OTHER, "mode": "no-cors", "headers": { "X-A": "1" } }), answer(200, &[])));
    let [warning] = &*dropped.warnings else { panic!("{:?}", dropped.warnings) };
    assert_eq!((warning.code.as_str(), warning.header.as_deref()), ("no-cors-header-dropped", Some("X-A")));
    assert_eq!(warning.received, None);
}

#[test]
fn a_preflight_s_status_is_refused_by_the_rule_about_it() {
    let put = || json!({ "url": OTHER, "method": "PUT" });
    let of_preflight = |status, headers: &[(&str, &str)]| {
        let server = json!({ "preflight": reply(status, headers), "response": reply(200, &[STAR]) });
        verdict(&from_page(put(), server))
    };
    let location = ("Location", "https://login.c.test/");
    for (status, headers, code) in [
        (404, &[][..], "preflight-not-handled"),
        (401, &[], "preflight-requires-auth"),
        (403, &[], "preflight-status"),
        (500, &[], "server-error"),
        (302, &[("Location", "/x/")], "preflight-redirect"),
        (302, &[location], "redirect-to-login"),
        (302, &[location, STAR], "redirect-to-login"),
    ] {
        let verdict = of_preflight(status, headers);
        let cause = verdict.cause.as_ref().unwrap();
        let rule = (cause.standard.algorithm, cause.standard.url);
        assert_eq!((cause.code.as_str(), cause.hop), (code, 0));
        assert_eq!(rule, ("CORS-preflight fetch", "https://fetch.spec.whatwg.org/#cors-preflight-fetch-0"), "{status}");
        assert!(cause.standard.step.contains("ok status"), "{}", cause.standard.step);
        // The status is told once.
        let told = verdict.problems.iter().filter(|problem| problem.standard == cause.standard).count();
        assert_eq!(told, 1, "{status}: {:?}", verdict.problems);
        let missing = verdict.problems.iter().find(|problem| problem.code.as_str() == "missing-allow-origin");
        assert_eq!(
            missing.map(|problem| problem.standard.algorithm),
            (!headers.contains(&STAR)).then_some("CORS check")
        );
    }
    // An error that answers the request itself is refused by nothing but the CORS check.
    let cause = verdict(&from_page(json!(OTHER), answer(500, &[]))).cause.unwrap();
    assert_eq!((cause.code.as_str(), cause.standard.algorithm), ("server-error", "CORS check"));
}

#[test]
fn an_origin_that_a_redirect_made_null_is_named_so() {
    for (credentials, words) in [("same-origin", "only * or null would pass"), ("include", "only null would pass")] {
        for headers in [&[][..], &[("Access-Control-Allow-Origin", "https://c.test")]] {
            let first =
                answer(302, &[ORIGIN, ("Access-Control-Allow-Credentials", "true"), ("Location", "https://c.test/y")]);
            let request = json!({ "url": OTHER, "credentials": credentials });
            let verdict = verdict(&from_page(request, json!([first, answer(200, headers)])));
            let cause = verdict.cause.as_ref().unwrap();
            assert_eq!(cause.expected.as_deref(), Some("null"));
            assert!(cause.message.contains(words) && cause.message.contains("after a redirect"), "{}", cause.message);
            assert!(cause.message.contains("redirect within one origin"), "{}", cause.message);
            assert!(!cause.message.contains("page's origin"), "{}", cause.message);
        }
    }
}

#[test]
fn what_an_element_does_with_an_opaque_response_is_told() {
    for (initiator, words) in [
        ("img", "The image is shown, but"),
        ("audio", "It plays, but"),
        ("video", "It plays, but"),
        ("script", "The script runs"),
        ("stylesheet", "The styles apply"),
        ("beacon", "The request is sent"),
        ("fetch", "The request succeeds"),
    ] {
        let mode = if initiator == "fetch" { json!({ "mode": "no-cors" }) } else { json!({}) };
        let text = summary(
            with(json!({ "url": OTHER, "initiator": initiator }), mode),
            answer(200, &[("Content-Type", if initiator == "stylesheet" { "text/css" } else { "text/javascript" })]),
        );
        assert!(
            text.starts_with(words) && text.contains("the response is opaque: JavaScript cannot read"),
            "{initiator}: {text}"
        );
    }
    for (url, words) in [(OTHER, "cannot read it"), ("/x", "has the page's own origin")] {
        let text = summary(json!({ "url": url, "initiator": "navigation" }), answer(200, &[]));
        assert!(text.starts_with("The browser shows the document") && text.contains(words), "{text}");
    }
}
