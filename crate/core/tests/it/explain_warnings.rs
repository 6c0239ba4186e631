//! What works but should not stay so, or does not do what was meant.

use crate::support::{Json, OTHER, PAGE, answer, from_page, json, open, redirect, reply, verdict, warning_codes};

const ORIGIN: (&str, &str) = ("Access-Control-Allow-Origin", "https://a.test");
const STAR: (&str, &str) = ("Access-Control-Allow-Origin", "*");

fn warned(request: Json, server: Json) -> Vec<&'static str> {
    warning_codes(&verdict(&from_page(request, server)))
}

#[test]
fn unsafe_or_useless_origins_are_warned_about() {
    const NAME: &str = "Access-Control-Allow-Origin";
    let credentials = ("Access-Control-Allow-Credentials", "true");
    let vary = ("Vary", "Accept, origin");
    for (headers, expected) in [
        (&[STAR][..], &[][..]),
        (&[STAR, credentials], &["wildcard-with-credentials"]),
        (&[ORIGIN, vary], &[]),
        (&[ORIGIN, ("Vary", "*")], &[]),
        (&[ORIGIN], &["missing-vary-origin"]),
        (&[ORIGIN, ("Vary", "Origins")], &["missing-vary-origin"]),
        (&[ORIGIN, vary, credentials], &["reflected-origin-with-credentials"]),
        (&[(NAME, "null"), vary], &["null-origin"]),
        (&[(NAME, "null")], &["null-origin"]),
        (&[STAR, STAR], &["duplicate-allow-origin"]),
        (&[(NAME, "https://a.test, https://b.test")], &["multiple-origins"]),
        (&[(NAME, "https://*.a.test")], &["wildcard-subdomain"]),
        (&[(NAME, "https://a.test/")], &["origin-trailing-slash"]),
        (&[(NAME, "https://a.test:443")], &["origin-default-port"]),
        (&[(NAME, "https://A.test")], &["origin-upper-case"]),
        (&[(NAME, "https://c.test/")], &["origin-trailing-slash"]),
        (&[(NAME, "https://c.test:443")], &["origin-default-port"]),
        (&[(NAME, "https://C.test")], &["origin-upper-case"]),
        (&[(NAME, "https://c.test")], &[]),
        (&[(NAME, "http://c.test")], &["insecure-origin"]),
        (&[(NAME, "http://localhost:3000")], &[]),
        (&[(NAME, "x")], &[]),
    ] {
        assert_eq!(warned(json!(OTHER), answer(200, headers)), expected, "{headers:?}");
    }
    let http = |url: &str| json!({ "page": "http://a.test/", "request": url, "server": answer(200, &[(NAME, "http://a.test"), vary]) });
    assert_eq!(warning_codes(&verdict(&http("https://b.test/"))), ["insecure-origin"]);
    assert_eq!(warning_codes(&verdict(&http("http://b.test/"))), [""; 0]);
}

#[test]
fn only_an_answer_that_equals_the_origin_that_was_sent_can_depend_on_it() {
    const NAME: &str = "Access-Control-Allow-Origin";
    let credentials = ("Access-Control-Allow-Credentials", "true");
    // A GET to the page's own origin, or without CORS, has no Origin header.
    for request in
        [json!("/x"), json!({ "url": OTHER, "mode": "no-cors" }), json!({ "url": OTHER, "initiator": "img" })]
    {
        assert_eq!(warned(request.clone(), answer(200, &[ORIGIN, credentials])), [""; 0], "{request}");
    }
    let sandboxed = json!({ "page": { "url": PAGE, "sandboxed": true }, "request": OTHER, "server": answer(200, &[(NAME, "null")]) });
    assert_eq!(warning_codes(&verdict(&sandboxed)), ["null-origin", "missing-vary-origin"]);
    // After the redirect the Origin is null, and the answer is the same as ever.
    let redirected = json!([answer(302, &[STAR, ("Location", "https://c.test/")]), answer(200, &[ORIGIN])]);
    assert_eq!(warned(json!(OTHER), redirected), [""; 0]);
    let both = json!([answer(302, &[ORIGIN, ("Location", "https://c.test/")]), answer(200, &[(NAME, "null")])]);
    assert_eq!(warned(json!(OTHER), both), ["missing-vary-origin", "null-origin", "missing-vary-origin"]);
}

#[test]
fn headers_of_no_effect_are_warned_about() {
    let put = || json!({ "url": OTHER, "method": "PUT" });
    let with_star = |more: &[(&'static str, &'static str)]| [&[STAR], more].concat();
    let pair = |preflight: &[(&'static str, &'static str)], response: &[(&'static str, &'static str)]| {
        let mut preflight = with_star(preflight);
        preflight.push(("Access-Control-Allow-Methods", "PUT"));
        json!({ "preflight": reply(204, &preflight), "response": reply(200, &with_star(response)) })
    };
    for (preflight, response, expected) in [
        (&[][..], &[][..], &[][..]),
        (&[("Access-Control-Max-Age", "600")], &[], &[]),
        (&[("Access-Control-Max-Age", "86400")], &[], &[]),
        (&[("Access-Control-Max-Age", "86401")], &[], &["long-max-age"]),
        (&[("Access-Control-Max-Age", "-1")], &[], &["invalid-max-age"]),
        (&[("Access-Control-Expose-Headers", "x")], &[], &["response-only-header"]),
        (&[], &[("Access-Control-Expose-Headers", "x y")], &["invalid-expose-headers"]),
        (&[], &[("Access-Control-Allow-Methods", "PUT")], &["preflight-only-header"]),
        (
            &[],
            &[("Access-Control-Allow-Headers", "x"), ("Access-Control-Max-Age", "x")],
            &["preflight-only-header", "preflight-only-header"],
        ),
        (&[("Access-Control-Allow-Headers", "*")], &[], &["authorization-under-wildcard"]),
        (&[("Access-Control-Allow-Headers", "*, AUTHORIZATION")], &[], &[]),
    ] {
        assert_eq!(warned(put(), pair(preflight, response)), expected, "{preflight:?} {response:?}");
    }
    // A server that answers everything alike cannot put a header in the wrong place.
    let alike = answer(200, &[STAR, ("Access-Control-Allow-Methods", "PUT"), ("Access-Control-Expose-Headers", "x")]);
    assert_eq!(warned(put(), alike), [""; 0]);
    let include = json!({ "url": OTHER, "credentials": "include" });
    let literal = answer(
        200,
        &[
            ORIGIN,
            ("Vary", "Origin"),
            ("Access-Control-Allow-Credentials", "true"),
            ("Access-Control-Expose-Headers", "*"),
        ],
    );
    assert_eq!(warned(include, literal), ["reflected-origin-with-credentials", "wildcard-is-literal"]);
}

#[test]
fn the_client_s_own_slips_are_warned_about() {
    let header = json!({ "url": OTHER, "headers": { "Access-Control-Allow-Origin": "*" } });
    assert!(warned(header, open()).contains(&"response-header-in-request"));
    assert!(warned(json!({ "url": OTHER, "crossorigin": "anonymous" }), open()).contains(&"field-without-effect"));
    let success = json!([redirect(302, "/y"), answer(404, &[])]);
    assert!(warned(json!(OTHER), success).contains(&"errors-without-cors-headers"));
    assert!(!warned(json!(OTHER), answer(404, &[])).contains(&"errors-without-cors-headers"), "no success was seen");
}

#[test]
fn a_line_of_the_request_s_headers_that_is_no_header_is_told() {
    let server = || json!({ "preflight": open()["response"], "response": reply(200, &[STAR]) });
    let of = |headers: Json| {
        let warnings = verdict(&from_page(json!({ "url": OTHER, "headers": headers }), server())).warnings;
        warnings.into_iter().filter(|warning| warning.target.as_str() == "request").collect::<Vec<_>>()
    };
    for (text, line, why) in [
        ("X-A: 1\nnonsense\n: 2", "Line 2 ", "no colon"),
        ("\nNa me: 1", "Line 2 ", "a character that header names cannot have"),
        ("X-A : 1", "Line 1 ", "no space between the name and the colon"),
    ] {
        let warnings = of(json!(text));
        let [warning] = &*warnings else { panic!("{text:?}: {warnings:?}") };
        assert_eq!((warning.code.as_str(), warning.target.as_str()), ("header-line-dropped", "request"));
        assert!(warning.message.starts_with(line) && warning.message.contains(why), "{}", warning.message);
    }
    for headers in [json!("X-A: 1\r\n\r\n"), json!({ "X-A": "1" }), json!([["X-A", "1"]])] {
        assert!(of(headers.clone()).is_empty(), "{headers}");
    }
}

#[test]
fn every_warning_has_words_and_a_place() {
    let server = answer(
        200,
        &[
            ("Access-Control-Allow-Origin", PAGE),
            ("Access-Control-Allow-Methods", "PUT"),
            ("Access-Control-Max-Age", "x"),
        ],
    );
    let verdict = verdict(&from_page(json!({ "url": OTHER, "headers": { "Cookie": "a" } }), server));
    assert!(verdict.warnings.len() >= 4);
    for warning in &verdict.warnings {
        assert!(warning.message.len() > 20 && warning.url.starts_with("https://") && warning.url.contains('#'));
    }
    let places: Vec<_> =
        verdict.warnings.iter().map(|warning| (warning.code.as_str(), warning.target.as_str())).collect();
    assert!(
        places.contains(&("forbidden-header-dropped", "request"))
            && places.contains(&("origin-trailing-slash", "response"))
    );
}

#[test]
fn only_an_origin_that_others_can_pose_as_is_insecure() {
    for (value, is_insecure) in [
        ("http://a.test", true),
        ("http://localhost.evil.test", true),
        ("http://localhostile.test", true),
        ("http://localhost", false),
        ("http://localhost:3000", false),
        ("http://app.localhost:3000", false),
        ("http://127.0.0.2", false),
        ("http://[::1]:8080", false),
        ("http://a.test/", false),
        ("https://a.test", false),
    ] {
        let verdict = verdict(&from_page(json!(OTHER), answer(200, &[("Access-Control-Allow-Origin", value)])));
        assert_eq!(warning_codes(&verdict).contains(&"insecure-origin"), is_insecure, "{value}");
    }
}
