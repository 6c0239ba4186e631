//! The cross-origin resource policy check and the TAO check.

use crate::support::{
    Json, OTHER, PAGE, answer, from_page, json, last, open, outcome, redirect, results, sent, verdict, with,
};
use corslab::trace::StepResult;

/// An `<img>` on `page`, whose response has these `Cross-Origin-Resource-Policy` headers.
fn img(page: Json, url: &str, policies: &[&str]) -> &'static str {
    let headers: Vec<_> = policies.iter().map(|value| ("Cross-Origin-Resource-Policy", *value)).collect();
    outcome(&json!({ "page": page, "request": { "url": url, "initiator": "img" }, "server": answer(200, &headers) }))
}

#[test]
fn same_origin_same_site_and_cross_origin() {
    let https = "https://a.test/";
    let http = "http://a.test/";
    let vectors: &[(&str, &str, &str, &str)] = &[
        (https, "https://b.test/", "cross-origin", "opaque"),
        (https, "https://b.test/", "same-site", "resource-policy"),
        (https, "https://b.test/", "same-origin", "resource-policy"),
        (https, "https://x.a.test/", "same-site", "opaque"),
        (https, "https://x.a.test/", "same-origin", "resource-policy"),
        (https, "https://a.test:8443/", "same-site", "opaque"),
        (https, "https://a.test:8443/", "same-origin", "resource-policy"),
        (https, "https://a.test/x", "same-origin", "readable"),
        // Same site is schemeless here, but http may not embed what https guards.
        (http, "https://x.a.test/", "same-site", "resource-policy"),
        (http, "https://a.test/", "same-site", "resource-policy"),
        (http, "http://x.a.test/", "same-site", "opaque"),
        (http, "http://x.a.test/", "same-origin", "resource-policy"),
    ];
    for (page, url, policy, expected) in vectors {
        assert_eq!(img(json!(page), url, &[policy]), *expected, "{page} {url} {policy}");
    }
    // An https page may embed an http resource of its site: a script on the loopback host is not mixed content.
    let script = json!({ "url": "http://localhost:8080/", "initiator": "script" });
    let server = answer(200, &[("Cross-Origin-Resource-Policy", "same-site")]);
    assert_eq!(outcome(&json!({ "page": "https://localhost/", "request": script, "server": server })), "opaque");
}

#[test]
fn a_suffix_has_no_site_in_common() {
    assert_eq!(img(json!("https://a.github.io/"), "https://b.github.io/", &["same-site"]), "resource-policy");
    assert_eq!(img(json!("https://127.0.0.1/"), "https://127.0.0.1:8443/", &["same-site"]), "opaque");
    assert_eq!(img(json!("https://127.0.0.1/"), "https://127.0.0.2/", &["same-site"]), "resource-policy");
    assert_eq!(img(json!({ "url": PAGE, "sandboxed": true }), "https://a.test/", &["same-site"]), "resource-policy");
}

#[test]
fn anything_but_one_exact_keyword_is_ignored() {
    for policies in [
        &[][..],
        &[""],
        &["Same-Origin"],
        &["SAME-SITE"],
        &["same-origin;"],
        &["none"],
        &["same-origin, same-origin"],
        &["same-origin", "same-origin"],
        &["cross-origin", "same-origin"],
    ] {
        assert_eq!(img(json!(PAGE), OTHER, policies), "opaque", "{policies:?}");
        let demanding = json!({ "url": PAGE, "embedderPolicy": "require-corp" });
        assert_eq!(img(demanding, OTHER, policies), "embedder-policy", "ignored means same-origin there: {policies:?}");
    }
}

#[test]
fn require_corp_and_credentialless_demand_an_opt_in() {
    let page = |policy: &str| json!({ "url": PAGE, "embedderPolicy": policy });
    for (policy, value, expected) in [
        ("require-corp", "cross-origin", "opaque"),
        ("require-corp", "same-site", "resource-policy"),
        ("credentialless", "same-origin", "resource-policy"),
        ("credentialless", "cross-origin", "opaque"),
        ("unsafe-none", "cross-origin", "opaque"),
    ] {
        assert_eq!(img(page(policy), OTHER, &[value]), expected, "{policy} {value}");
    }
    assert_eq!(img(page("require-corp"), OTHER, &[]), "embedder-policy");
    assert_eq!(img(page("require-corp"), "https://x.a.test/", &[]), "embedder-policy");
    assert_eq!(img(page("require-corp"), "https://x.a.test/", &["same-site"]), "opaque");
    assert_eq!(img(page("require-corp"), "/x", &[]), "readable");
    assert_eq!(img(page("credentialless"), OTHER, &[]), "opaque", "it went without credentials");
}

#[test]
fn credentialless_takes_the_cookies_off_cross_origin_no_cors_requests() {
    let cookies = json!([
        { "name": "b", "domain": "b.test", "sameSite": "none", "secure": true },
        { "name": "a", "domain": "a.test", "sameSite": "none", "secure": true }
    ]);
    let cookie = |policy: &str, request: Json, server: Json| {
        let page = json!({ "url": PAGE, "embedderPolicy": policy });
        let verdict = verdict(&json!({ "page": page, "request": request, "server": server, "cookies": cookies }));
        (sent(last(&verdict), "Cookie"), last(&verdict).request.credentials)
    };
    let img = |url: &str| json!({ "url": url, "initiator": "img" });
    assert_eq!(cookie("unsafe-none", img(OTHER), open()), (Some("b=".to_owned()), true));
    assert_eq!(cookie("credentialless", img(OTHER), open()), (None, false));
    assert_eq!(cookie("credentialless", img("/x"), open()), (Some("a=".to_owned()), true));
    let cors = json!({ "url": OTHER, "credentials": "include" });
    assert_eq!(cookie("credentialless", cors, open()), (Some("b=".to_owned()), true), "mode is not no-cors");
    // Back at home after a foreign hop the request is tainted: no credentials either.
    let answers = json!([redirect(302, "https://a.test/back"), open()]);
    assert_eq!(cookie("credentialless", img(OTHER), answers), (None, false));
}

#[test]
fn cors_requests_are_not_asked_and_every_hop_of_an_opaque_one_is() {
    let strict = [("Access-Control-Allow-Origin", "*"), ("Cross-Origin-Resource-Policy", "same-origin")];
    assert_eq!(outcome(&from_page(json!(OTHER), answer(200, &strict))), "readable");
    let page = json!({ "url": PAGE, "embedderPolicy": "require-corp" });
    assert_eq!(outcome(&json!({ "page": page, "request": OTHER, "server": open() })), "readable");

    let first = answer(302, &[("Location", "https://c.test/"), ("Cross-Origin-Resource-Policy", "same-origin")]);
    let blocked = verdict(&from_page(json!({ "url": OTHER, "mode": "no-cors" }), json!([first, open()])));
    let cause = blocked.cause.unwrap();
    assert_eq!((cause.code.as_str(), cause.phase.as_str(), cause.hop), ("resource-policy", "redirect", 0));
}

#[test]
fn a_frame_is_asked_only_when_the_page_demands_it() {
    let frame = |policy: &str, initiator: &str, headers: &[(&str, &str)]| {
        let page = json!({ "url": PAGE, "embedderPolicy": policy });
        outcome(
            &json!({ "page": page, "request": { "url": OTHER, "initiator": initiator }, "server": answer(200, headers) }),
        )
    };
    let strict = [("Cross-Origin-Resource-Policy", "same-origin")];
    assert_eq!(frame("unsafe-none", "iframe", &strict), "opaque");
    assert_eq!(frame("require-corp", "iframe", &strict), "resource-policy");
    assert_eq!(frame("require-corp", "iframe", &[]), "embedder-policy");
    assert_eq!(
        frame("credentialless", "iframe", &[]),
        "embedder-policy",
        "for a navigation the credentials do not matter"
    );
    assert_eq!(frame("require-corp", "iframe", &[("Cross-Origin-Resource-Policy", "cross-origin")]), "opaque");
    assert_eq!(frame("require-corp", "navigation", &strict), "opaque", "a top-level page is embedded nowhere");
}

/// How the TAO check came out at each hop where it has something to tell.
fn timing(request: Json, answers: Json) -> Vec<StepResult> {
    results(&verdict(&from_page(request, answers)), "TAO check")
}

#[test]
fn timing_is_shared_with_listed_origins_and_no_others() {
    let shares = |value: &str| {
        let headers = [("Access-Control-Allow-Origin", "*"), ("Timing-Allow-Origin", value)];
        timing(json!(OTHER), answer(200, &headers))
    };
    for value in ["*", "https://a.test", "https://c.test, https://a.test", "x, *"] {
        assert_eq!(shares(value), [StepResult::Yes], "{value}");
    }
    for value in ["", "null", "https://A.test", "https://a.test/", "https://c.test", "\"*\""] {
        assert_eq!(shares(value), [StepResult::No], "{value}");
    }
    assert_eq!(timing(json!(OTHER), open()), [StepResult::No]);
    assert_eq!(timing(json!("/x"), open()), [], "of one's own origin there is nothing to tell");
}

#[test]
fn one_hop_that_hides_its_timing_hides_the_rest() {
    let with_timing = |mut answer: Json| {
        answer["response"]["headers"].as_array_mut().unwrap().push(json!(["Timing-Allow-Origin", "*"]));
        answer
    };
    assert_eq!(
        timing(json!(OTHER), json!([redirect(302, "/y"), with_timing(open())])),
        [StepResult::No, StepResult::No]
    );
    assert_eq!(
        timing(json!(OTHER), json!([with_timing(redirect(302, "/y")), with_timing(open())])),
        [StepResult::Yes, StepResult::Yes]
    );
    // After a foreign hop the origin is null.
    let mut listed = open();
    listed["response"]["headers"].as_array_mut().unwrap().push(json!(["Timing-Allow-Origin", "null"]));
    let chain = json!([with_timing(redirect(302, "https://c.test/")), listed]);
    assert_eq!(timing(json!(OTHER), chain), [StepResult::Yes, StepResult::Yes]);
    let frame = with(json!({ "url": OTHER }), json!({ "initiator": "iframe" }));
    assert_eq!(timing(frame, open()), [StepResult::No], "a navigation to another origin");
}
