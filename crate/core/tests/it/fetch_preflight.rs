//! When a preflight is sent, what it says, and which answers let the request through.

#![allow(clippy::type_complexity, reason = "tables of vectors")]

use crate::support::{
    self, Json, OTHER, PAGE, answer, from_page, json, lines, open, outcome, problem_codes, redirect, reply, sent,
    verdict, with,
};

/// The preflight's decision for a request to another origin.
fn decision(request: Json) -> &'static str {
    verdict(&from_page(with(request, json!({ "url": OTHER })), open())).preflight.decision.as_str()
}

/// A request whose preflight gets this reply; the request itself is allowed.
fn judged(request: Json, status: u16, headers: &[(&str, &str)]) -> &'static str {
    let include = request["credentials"] == "include";
    let mut preflight = vec![
        ("Access-Control-Allow-Origin", "https://a.test"),
        ("Access-Control-Allow-Credentials", if include { "true" } else { "-" }),
    ];
    preflight.extend_from_slice(headers);
    let allow = [("Access-Control-Allow-Origin", "https://a.test"), ("Access-Control-Allow-Credentials", "true")];
    let server = json!({ "preflight": reply(status, &preflight), "response": reply(200, &allow) });
    outcome(&from_page(with(request, json!({ "url": OTHER })), server))
}

#[test]
fn only_safelisted_methods_go_without() {
    for method in ["GET", "get", "HEAD", "POST", "pOsT"] {
        assert_eq!(decision(json!({ "method": method })), "not-needed", "{method}");
    }
    for method in ["PUT", "put", "DELETE", "OPTIONS", "PATCH", "patch", "CHICKEN", "GETT"] {
        assert_eq!(decision(json!({ "method": method })), "sent", "{method}");
    }
}

#[test]
fn safelisted_headers_go_without() {
    let (long, longer) = ("a".repeat(128), "a".repeat(129));
    for (name, value, expected) in [
        ("Accept", "a/b", "not-needed"),
        ("Accept", "\"x\"", "sent"),
        ("Accept", long.as_str(), "not-needed"),
        ("Accept", longer.as_str(), "sent"),
        ("Accept-Language", "en;q=0.5", "not-needed"),
        ("Accept-Language", "en_US", "sent"),
        ("Content-Language", "de-CH, en", "not-needed"),
        ("Content-Type", "text/plain; a=b", "not-needed"),
        ("Content-Type", "TEXT/PLAIN", "not-needed"),
        ("Content-Type", "text/plain; x=\"y\"", "sent"),
        ("Content-Type", "text/plain,", "sent"),
        ("Content-Type", "application/json", "sent"),
        ("Content-Type", "application/json, text/plain", "sent"),
        ("Content-Type", "", "sent"),
        ("Range", "bytes=0-", "not-needed"),
        ("Range", "bytes=0-0", "not-needed"),
        ("Range", "bytes=-1", "sent"),
        ("Range", "bytes=0-1,3-4", "sent"),
        ("Range", "items=0-", "sent"),
        ("DPR", "2", "sent"),
        ("Save-Data", "on", "sent"),
        ("X-A", "", "sent"),
        ("User-Agent", "x", "sent"),
        ("Cache-Control", "no-cache", "sent"),
        ("If-None-Match", "x", "sent"),
        ("Authorization", "x", "sent"),
        ("Access-Control-Allow-Origin", "*", "sent"),
        // Forbidden headers never leave the constructor.
        ("Cookie", "a=1", "not-needed"),
        ("Sec-A", "1", "not-needed"),
        ("Origin", "https://c.test", "not-needed"),
    ] {
        assert_eq!(decision(json!({ "headers": [[name, value]] })), expected, "{name}: {value}");
    }
}

#[test]
fn safelisted_values_are_unsafe_together_above_1024_bytes() {
    let accept = "a".repeat(128);
    let mut headers: Vec<(&str, &str)> = vec![("Accept", &accept); 8];
    assert_eq!(decision(json!({ "headers": headers })), "not-needed");
    headers.push(("Accept-Language", "a"));
    let verdict = verdict(&from_page(json!({ "url": OTHER, "headers": headers }), open()));
    assert_eq!(
        sent(&verdict.exchanges[0], "Access-Control-Request-Headers").as_deref(),
        Some("accept,accept-language")
    );
}

#[test]
fn a_body_brings_a_content_type_that_may_need_one() {
    for (body, expected) in [
        (json!("text"), "not-needed"),
        (json!({ "kind": "url-search-params", "text": "a=b" }), "not-needed"),
        (json!({ "kind": "form-data" }), "not-needed"),
        (json!({ "kind": "blob" }), "not-needed"),
        (json!({ "kind": "blob", "contentType": "text/plain" }), "not-needed"),
        (json!({ "kind": "blob", "contentType": "application/json" }), "sent"),
        (json!({ "kind": "buffer", "length": 9 }), "not-needed"),
    ] {
        assert_eq!(decision(json!({ "method": "POST", "body": body })), expected, "{body}");
    }
    let stream = json!({ "method": "POST", "body": { "kind": "stream" }, "duplex": "half" });
    assert_eq!(decision(stream), "sent", "use-CORS-preflight is set, whatever the method");
    assert_eq!(decision(json!({ "initiator": "xhr", "uploadListener": true })), "sent");
    assert_eq!(decision(json!({ "initiator": "xhr", "method": "POST", "body": "x" })), "not-needed");
}

#[test]
fn it_asks_with_the_method_and_the_sorted_lower_case_names() {
    let headers = [["X-B", "1"], ["x-a", "2"], ["Content-Type", "application/json"], ["Accept", "*/*"], ["X-b", "3"]];
    let request = json!({ "url": OTHER, "method": "post", "headers": headers, "body": "{}", "credentials": "include" });
    let verdict = verdict(&with(
        from_page(request, open()),
        json!({ "cookies": [{ "name": "a", "domain": "b.test", "sameSite": "none", "secure": true }] }),
    ));
    let preflight = &verdict.exchanges[0];
    assert_eq!(preflight.request.method.to_string(), "OPTIONS");
    for (name, expected) in [
        ("Access-Control-Request-Method", Some("POST")),
        ("Access-Control-Request-Headers", Some("content-type,x-a,x-b")),
        ("Accept", Some("*/*")),
        ("Origin", Some("https://a.test")),
        ("Sec-Fetch-Mode", Some("cors")),
        ("Sec-Fetch-Site", Some("cross-site")),
        ("Sec-Fetch-Dest", Some("empty")),
        ("Referer", Some("https://a.test/")),
        ("Cookie", None),
        ("Content-Type", None),
        ("Content-Length", None),
        ("X-A", None),
    ] {
        assert_eq!(sent(preflight, name).as_deref(), expected, "{name}");
    }
    assert!(!preflight.request.credentials);
}

#[test]
fn the_request_method_is_always_told_and_the_headers_only_when_there_are_any() {
    let with_header = verdict(&from_page(json!({ "url": OTHER, "headers": { "X-A": "1" } }), open()));
    assert_eq!(sent(&with_header.exchanges[0], "Access-Control-Request-Method").as_deref(), Some("GET"));
    let without = verdict(&from_page(json!({ "url": OTHER, "method": "DELETE" }), open()));
    assert_eq!(sent(&without.exchanges[0], "Access-Control-Request-Headers"), None);
}

#[test]
fn the_method_must_be_listed_byte_for_byte() {
    let vectors: &[(Json, &[(&str, &str)], &str)] = &[
        (json!({ "method": "patch" }), &[("Access-Control-Allow-Methods", "PATCH")], "method-not-allowed"),
        (json!({ "method": "patch" }), &[("Access-Control-Allow-Methods", "PATCH, patch")], "readable"),
        (json!({ "method": "put" }), &[("Access-Control-Allow-Methods", "PUT")], "readable"),
        (json!({ "method": "PUT" }), &[("Access-Control-Allow-Methods", "put")], "method-not-allowed"),
        (json!({ "method": "PUT" }), &[], "method-not-allowed"),
        (json!({ "method": "PUT" }), &[("Access-Control-Allow-Methods", "")], "method-not-allowed"),
        (json!({ "method": "PUT" }), &[("Access-Control-Allow-Methods", "*")], "readable"),
        (json!({ "method": "PUT", "credentials": "omit" }), &[("Access-Control-Allow-Methods", "*")], "readable"),
        (
            json!({ "method": "PUT", "credentials": "include" }),
            &[("Access-Control-Allow-Methods", "*")],
            "method-not-allowed",
        ),
        (json!({ "method": "*", "credentials": "include" }), &[("Access-Control-Allow-Methods", "*")], "readable"),
        (
            json!({ "method": "PUT" }),
            &[("Access-Control-Allow-Methods", "GET"), ("Access-Control-Allow-Methods", "PUT")],
            "readable",
        ),
        (json!({ "method": "PUT" }), &[("Access-Control-Allow-Methods", ",, PUT\t,")], "readable"),
        (json!({ "method": "PUT" }), &[("Access-Control-Allow-Methods", "GET PUT")], "invalid-allow-methods"),
        (json!({ "method": "PUT" }), &[("Access-Control-Allow-Methods", "\"PUT\"")], "invalid-allow-methods"),
        // A safelisted method needs no listing, but a list that cannot be parsed fails it, too.
        (
            json!({ "method": "POST", "headers": { "X-A": "1" } }),
            &[("Access-Control-Allow-Methods", "GET"), ("Access-Control-Allow-Headers", "x-a")],
            "readable",
        ),
        (
            json!({ "headers": { "X-A": "1" } }),
            &[("Access-Control-Allow-Methods", "GET POST"), ("Access-Control-Allow-Headers", "x-a")],
            "invalid-allow-methods",
        ),
    ];
    for (request, headers, expected) in vectors {
        assert_eq!(judged(request.clone(), 200, headers), *expected, "{request} {headers:?}");
    }
}

#[test]
fn each_unsafe_header_must_be_listed_in_any_case() {
    const NAME: &str = "Access-Control-Allow-Headers";
    let custom = json!({ "headers": { "X-A": "1" } });
    let include = json!({ "headers": { "X-A": "1" }, "credentials": "include" });
    let vectors: &[(&Json, &[(&str, &str)], &str)] = &[
        (&custom, &[(NAME, "x-A")], "readable"),
        (&custom, &[(NAME, "*")], "readable"),
        (&custom, &[(NAME, "X-B, *")], "readable"),
        (&custom, &[], "header-not-allowed"),
        (&custom, &[(NAME, "X-B")], "header-not-allowed"),
        (&custom, &[(NAME, "X-*")], "header-not-allowed"),
        (&custom, &[(NAME, "X-B"), (NAME, "X-A")], "readable"),
        (&custom, &[(NAME, "X-A, X B")], "invalid-allow-headers"),
        (&custom, &[(NAME, "X-A; X-B")], "invalid-allow-headers"),
        (&include, &[(NAME, "*")], "header-not-allowed"),
        (&include, &[(NAME, "*, x-a")], "readable"),
    ];
    for (request, headers, expected) in vectors {
        assert_eq!(judged((*request).clone(), 200, headers), *expected, "{request} {headers:?}");
    }
    let literal = json!({ "headers": { "*": "1" }, "credentials": "include" });
    assert_eq!(judged(literal, 200, &[(NAME, "*")]), "readable", "the header * is allowed by the name *");
}

#[test]
fn authorization_must_be_listed_by_name() {
    for (credentials, value, expected) in [
        ("omit", "*", "authorization-not-listed"),
        ("same-origin", "*", "authorization-not-listed"),
        ("include", "*", "authorization-not-listed"),
        ("omit", "*, authorization", "readable"),
        ("include", "AUTHORIZATION", "readable"),
        ("omit", "x-a", "header-not-allowed"),
    ] {
        let request = json!({ "headers": { "Authorization": "Bearer x" }, "credentials": credentials });
        assert_eq!(judged(request, 200, &[("Access-Control-Allow-Headers", value)]), expected, "{credentials} {value}");
    }
    // What engines do: the star covers it without credentials.
    for engine in ["chromium", "firefox", "webkit"] {
        let request = json!({ "url": OTHER, "headers": { "Authorization": "x" } });
        let star = answer(200, &[("Access-Control-Allow-Origin", "*"), ("Access-Control-Allow-Headers", "*")]);
        assert_eq!(outcome(&with(from_page(request, star), json!({ "engine": engine }))), "readable", "{engine}");
    }
}

#[test]
fn only_an_ok_status_will_do() {
    let put = json!({ "method": "PUT" });
    for (status, expected) in [
        (200, "readable"),
        (204, "readable"),
        (206, "readable"),
        (299, "readable"),
        (300, "preflight-status"),
        (301, "preflight-redirect"),
        (302, "preflight-redirect"),
        (303, "preflight-redirect"),
        (307, "preflight-redirect"),
        (308, "preflight-redirect"),
        (304, "preflight-status"),
        (400, "preflight-status"),
        (401, "preflight-requires-auth"),
        (403, "preflight-status"),
        (407, "preflight-requires-auth"),
        (404, "preflight-not-handled"),
        (405, "preflight-not-handled"),
        (501, "preflight-not-handled"),
        (500, "preflight-status"),
        (999, "preflight-status"),
    ] {
        assert_eq!(judged(put.clone(), status, &[("Access-Control-Allow-Methods", "PUT")]), expected, "{status}");
    }
}

#[test]
fn the_preflight_response_is_cors_checked_with_the_request_s_credentials_mode() {
    let request = json!({ "url": OTHER, "method": "PUT", "credentials": "include" });
    let allow = [("Access-Control-Allow-Origin", "https://a.test"), ("Access-Control-Allow-Credentials", "true")];
    for (preflight, expected) in [
        (&[("Access-Control-Allow-Origin", "*")][..], "wildcard-with-credentials"),
        (&[("Access-Control-Allow-Origin", "https://a.test")], "missing-allow-credentials"),
        (&[], "missing-allow-origin"),
    ] {
        let server = json!({ "preflight": reply(200, preflight), "response": reply(200, &allow) });
        let verdict = verdict(&from_page(request.clone(), server));
        let cause = verdict.cause.as_ref().unwrap();
        assert_eq!((cause.code.as_str(), cause.phase.as_str()), (expected, "preflight"));
        assert!(!verdict.reached_server, "the request itself is never sent");
        assert!(problem_codes(&verdict).contains(&"method-not-allowed"), "every problem is told");
    }
}

#[test]
fn both_the_preflight_and_the_response_need_the_origin() {
    let preflight = reply(204, &[("Access-Control-Allow-Origin", "*"), ("Access-Control-Allow-Methods", "PUT")]);
    let server = json!({ "preflight": preflight, "response": reply(200, &[]) });
    let verdict = verdict(&from_page(json!({ "url": OTHER, "method": "PUT" }), server));
    assert_eq!(verdict.cause.as_ref().unwrap().phase.as_str(), "response");
    assert!(verdict.reached_server);
    assert_eq!(lines(&verdict), ["OPTIONS https://b.test/x", "PUT https://b.test/x"]);
}

#[test]
fn no_answer_to_the_preflight_is_not_a_cors_problem() {
    let server = json!({ "preflight": { "networkFailure": true }, "response": reply(200, &[("Access-Control-Allow-Origin", "*")]) });
    let verdict = verdict(&from_page(json!({ "url": OTHER, "method": "PUT" }), server));
    let cause = verdict.cause.unwrap();
    assert_eq!((cause.code.as_str(), cause.phase.as_str()), ("server-unreachable", "preflight"));
    assert!(!verdict.reached_server && verdict.exchanges[0].reply.is_none());
}

#[test]
fn with_an_upload_listener_no_list_of_methods_means_this_method() {
    let upload = |headers: &[(&str, &str)], method: &str| {
        judged(json!({ "initiator": "xhr", "uploadListener": true, "method": method }), 200, headers)
    };
    assert_eq!(upload(&[], "PUT"), "readable");
    assert_eq!(upload(&[], "POST"), "readable");
    assert_eq!(upload(&[("Access-Control-Allow-Methods", "")], "PUT"), "method-not-allowed");
    assert_eq!(upload(&[("Access-Control-Allow-Methods", "POST")], "PUT"), "method-not-allowed");
}

#[test]
fn each_hop_is_preflighted_anew_and_a_redirect_may_be_the_first_to_need_it() {
    let request = json!({ "url": OTHER, "headers": { "X-A": "1" } });
    let verdict = verdict(&from_page(request.clone(), json!([redirect(307, "https://c.test/"), open()])));
    // The preflight at hop 0 gets the redirect's status, unless it is answered apart.
    assert_eq!(verdict.cause.unwrap().code.as_str(), "preflight-redirect");

    let mut first = redirect(307, "https://c.test/");
    first["preflight"] = open()["response"].clone();
    let followed = support::verdict(&from_page(request, json!([first, open()])));
    assert_eq!(
        lines(&followed),
        ["OPTIONS https://b.test/x", "GET https://b.test/x", "OPTIONS https://c.test/", "GET https://c.test/"]
    );
    assert_eq!(sent(&followed.exchanges[2], "Origin").as_deref(), Some("null"), "the URL list was cloned");

    let home = answer(307, &[("Location", OTHER)]);
    let from_home =
        support::verdict(&from_page(json!({ "url": PAGE, "headers": { "X-A": "1" } }), json!([home, open()])));
    assert_eq!(lines(&from_home), ["GET https://a.test/", "OPTIONS https://b.test/x", "GET https://b.test/x"]);
}

#[test]
fn requests_of_elements_are_never_preflighted() {
    for initiator in ["img", "script", "module", "stylesheet", "font", "eventsource", "video", "audio"] {
        let request = json!({ "url": OTHER, "initiator": initiator, "crossorigin": "use-credentials" });
        assert_eq!(verdict(&from_page(request, open())).preflight.decision.as_str(), "not-needed", "{initiator}");
    }
}

const STAR: (&str, &str) = ("Access-Control-Allow-Origin", "*");

#[test]
fn a_malformed_list_is_told_with_what_it_was_meant_to_be() {
    for (value, meant) in [("GET  PUT", "GET, PUT"), ("PUT;", "PUT"), ("(PUT)", "PUT"), ("\"PUT\" POST", "PUT, POST")] {
        let server = json!({ "response": reply(200, &[STAR, ("Access-Control-Allow-Methods", value)]) });
        let cause = verdict(&from_page(json!({ "url": OTHER, "method": "PUT" }), server)).cause.unwrap();
        assert_eq!((cause.code.as_str(), cause.expected.as_deref()), ("invalid-allow-methods", Some(meant)), "{value}");
    }
}

#[test]
fn authorization_is_judged_by_its_own_step_and_only_there() {
    let request = json!({ "url": OTHER, "headers": { "Authorization": "x", "X-A": "1" } });
    let listed = [STAR, ("Access-Control-Allow-Headers", "x-a, authorization")];
    let verdict = verdict(&from_page(request, json!({ "response": reply(200, &listed) })));
    let judged = |words: &str| {
        let steps = verdict.trace.steps().iter().filter(|step| step.rule.standard().step.contains(words));
        steps.map(|step| step.value.as_ref().unwrap().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(judged("non-wildcard request-header name"), ["Authorization"]);
    assert_eq!(judged("the CORS-unsafe header name is listed"), ["x-a"]);
}
