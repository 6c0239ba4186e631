//! Each decision of the trace says which exchange it is about, when it is made, which header it reads or writes, and what it
//! looked at.

use crate::support::{Json, OTHER, PAGE, answer, from_page, json, lines, open, redirect, reply, verdict, with};
use corslab::trace::{Moment, Place, Step, StepResult};
use corslab::{ByteString, Verdict};

/// The places of the trace, each once, with the algorithms that decide there: `0 request: main fetch, …`.
fn places(verdict: &Verdict) -> Vec<String> {
    let mut places: Vec<String> = Vec::new();
    let mut before: Option<(Place, &str)> = None;
    for Step { rule, place, .. } in verdict.trace.steps() {
        let algorithm = rule.standard().algorithm;
        match before {
            Some(same) if same == (*place, algorithm) => {}
            Some((same, _)) if same == *place => places.last_mut().unwrap().push_str(&format!(", {algorithm}")),
            _ => places.push(format!("{}: {algorithm}", name(place))),
        }
        before = Some((*place, algorithm));
    }
    places
}

fn name(Place { exchange, moment, .. }: &Place) -> String {
    format!("{} {}", exchange.map_or("-".to_owned(), |exchange| exchange.to_string()), moment.as_str())
}

/// The decisions of one algorithm: `0 response pass Access-Control-Allow-Origin`.
fn decisions(verdict: &Verdict, algorithm: &str) -> Vec<String> {
    let steps = verdict.trace.steps().iter().filter(|step| step.rule.standard().algorithm == algorithm);
    steps.map(|step| format!("{} {} {}", name(&step.place), step.result.as_str(), step.header.unwrap_or("-"))).collect()
}

fn put(server: Json) -> Verdict {
    verdict(&from_page(put_request(), server))
}

fn put_request() -> Json {
    json!({ "url": OTHER, "method": "PUT", "headers": { "X-A": "1" } })
}

#[test]
fn a_preflight_is_decided_on_sent_and_judged_before_its_request() {
    let verdict = put(open());
    assert_eq!(lines(&verdict), ["OPTIONS https://b.test/x", "PUT https://b.test/x"]);
    assert_eq!(
        places(&verdict),
        [
            "0 request: determine request's referrer, main fetch, HTTP fetch, CORS-preflight fetch, append the Fetch metadata headers",
            "0 response: CORS check, CORS-preflight fetch",
            "1 request: HTTP-network-or-cache fetch, append a request `Origin` header, append the Fetch metadata headers",
            "1 response: CORS check, TAO check, filtered response",
        ]
    );
    assert_eq!(
        decisions(&verdict, "CORS-preflight fetch"),
        [
            "0 request set Access-Control-Request-Method",
            "0 request set Access-Control-Request-Headers",
            "0 response pass -",
            "0 response pass Access-Control-Allow-Methods",
            "0 response pass Access-Control-Allow-Headers",
            "0 response set Access-Control-Max-Age",
        ]
    );
    let from_both = ["0 response pass Access-Control-Allow-Origin", "1 response pass Access-Control-Allow-Origin"];
    assert_eq!(decisions(&verdict, "CORS check"), from_both);
}

#[test]
fn after_a_preflight_that_fails_nothing_is_about_the_request() {
    let verdict =
        put(json!({ "preflight": reply(403, &[("Access-Control-Allow-Origin", "*")]), "response": reply(200, &[]) }));
    assert_eq!(places(&verdict)[1..], ["0 response: CORS check, CORS-preflight fetch"]);
    assert_eq!(
        verdict.trace.steps().last().unwrap().place,
        Place { hop: 0, exchange: Some(0), ..last_place(&verdict) }
    );
}

fn last_place(verdict: &Verdict) -> Place {
    verdict.trace.steps().last().unwrap().place
}

#[test]
fn a_remembered_preflight_leaves_only_the_request() {
    let entry = json!({ "origin": "https://a.test", "url": OTHER, "stored": 0, "maxAge": 60, "credentials": false, "method": "PUT" });
    let request = json!({ "url": OTHER, "method": "PUT" });
    let verdict = verdict(&with(from_page(request, open()), json!({ "preflightCache": [entry], "now": 1 })));
    assert_eq!(lines(&verdict), ["PUT https://b.test/x"]);
    assert_eq!(decisions(&verdict, "HTTP fetch"), ["0 request no -"]);
    assert_eq!(decisions(&verdict, "CORS check"), ["0 response pass Access-Control-Allow-Origin"]);
}

#[test]
fn a_redirect_is_judged_with_the_reply_and_leads_to_the_next_request() {
    let server = json!([redirect(302, "https://c.test/y"), answer(200, &[])]);
    let verdict = verdict(&from_page(json!({ "url": OTHER }), server));
    assert_eq!(
        places(&verdict),
        [
            "0 request: determine request's referrer, main fetch, HTTP-network-or-cache fetch, append a request `Origin` header, append the Fetch metadata headers",
            "0 response: CORS check, TAO check, HTTP fetch, HTTP-redirect fetch, redirect-taint",
            "1 request: determine request's referrer, main fetch, HTTP-network-or-cache fetch, append a request `Origin` header, append the Fetch metadata headers",
            "1 response: CORS check",
        ]
    );
    assert_eq!(decisions(&verdict, "HTTP-redirect fetch"), ["0 response set Location"]);
    assert_eq!(
        decisions(&verdict, "append a request `Origin` header"),
        ["0 request set Origin", "1 request set Origin"]
    );
    assert_eq!(decisions(&verdict, "CORS check")[1..], ["1 response fail Access-Control-Allow-Origin"]);
    assert_eq!(verdict.trace.steps().iter().map(|step| step.place.hop).max(), Some(1));
}

#[test]
fn what_is_never_sent_has_no_exchange() {
    let mixed = verdict(&from_page(json!({ "url": "http://b.test/x" }), open()));
    assert_eq!(places(&mixed), ["- request: should fetching request be blocked as mixed content"]);
    let server = json!([redirect(302, "http://c.test/y"), answer(200, &[])]);
    let later = verdict(&from_page(json!({ "url": OTHER }), server));
    assert_eq!(places(&later)[2..], ["- request: should fetching request be blocked as mixed content"]);
    assert_eq!(last_place(&later).hop, 1);
    let forbidden = verdict(&from_page(json!({ "url": OTHER, "method": "TRACE" }), open()));
    assert_eq!(places(&forbidden), ["- request: new Request(input, init)"]);
}

#[test]
fn a_response_that_needs_no_network_has_no_exchange() {
    let verdict = verdict(&from_page(json!({ "url": "data:text/plain,x" }), open()));
    assert_eq!(
        places(&verdict),
        ["- request: determine request's referrer, main fetch, scheme fetch", "- response: filtered response"]
    );
}

#[test]
fn what_an_engine_judges_late_is_about_the_exchange_that_it_came_with() {
    let webkit = |server| with(from_page(json!({ "url": "/start" }), server), json!({ "engine": "webkit" }));
    // As if with credentials, which * does not allow, once the redirect has been followed.
    let again = verdict(&webkit(json!([redirect(302, OTHER), redirect(302, "https://c.test/y"), open()])));
    let first = Place { hop: 1, exchange: Some(1), moment: Moment::Response };
    assert_eq!(again.exchanges.len(), 2);
    assert_eq!((last_place(&again), again.trace.steps().last().unwrap().result), (first, StepResult::Fail));
    let late = verdict(&webkit(json!([redirect(302, "https://user@b.test/x"), open()])));
    let first = Place { hop: 0, exchange: Some(0), moment: Moment::Response };
    assert_eq!(late.exchanges.len(), 1);
    assert_eq!((last_place(&late), late.trace.steps().last().unwrap().result), (first, StepResult::Fail));
}

#[test]
fn the_public_form_is_flat() {
    let verdict = verdict(&from_page(json!({ "url": OTHER }), answer(200, &[])));
    let trace = serde_json::to_value(&verdict.trace).unwrap();
    assert_eq!(
        trace.as_array().unwrap().last().unwrap(),
        &json!({
            "algorithm": "CORS check",
            "step": "the response has an Access-Control-Allow-Origin header",
            "url": "https://fetch.spec.whatwg.org/#concept-cors-check",
            "hop": 0,
            "exchange": 0,
            "moment": "response",
            "header": "Access-Control-Allow-Origin",
            "result": "fail",
            "expected": "https://a.test",
        })
    );
}

/// What was looked at, and with what it was compared: `main fetch no: https://b.test | https://a.test`.
fn bytes(verdict: &Verdict) -> Vec<String> {
    let text = |bytes: &Option<ByteString>| bytes.as_ref().map_or("-".to_owned(), ToString::to_string);
    let steps = verdict.trace.steps().iter();
    steps
        .map(|Step { rule, result, value, expected, .. }| {
            let algorithm = rule.standard().algorithm;
            format!("{algorithm} {}: {} | {}", result.as_str(), text(value), text(expected))
        })
        .collect()
}

#[test]
fn each_decision_says_what_it_looked_at() {
    assert_eq!(
        bytes(&put(open())),
        [
            "determine request's referrer set: https://a.test/ | -",
            "main fetch no: https://b.test | https://a.test",
            "main fetch yes: PUT, x-a | -",
            "main fetch set: cors | -",
            "HTTP fetch yes: PUT, x-a | -",
            "CORS-preflight fetch set: PUT | -",
            "CORS-preflight fetch set: x-a | -",
            "append the Fetch metadata headers set: cross-site | -",
            "CORS check pass: * | *",
            "CORS-preflight fetch pass: 200 | -",
            "CORS-preflight fetch pass: * | PUT",
            "CORS-preflight fetch pass: * | x-a",
            "CORS-preflight fetch set: 5 | -",
            "HTTP-network-or-cache fetch no: cors | basic",
            "append a request `Origin` header set: https://a.test | -",
            "append the Fetch metadata headers set: cross-site | -",
            "CORS check pass: * | *",
            "TAO check no: - | https://a.test",
            "filtered response set: cors | -",
        ]
    );
}

#[test]
fn where_the_origins_are_the_same_again_the_tainting_decides() {
    let back = json!([redirect(302, OTHER), redirect(302, "https://a.test/y"), open()]);
    let bytes = bytes(&verdict(&from_page(json!("/x"), back)));
    let main: Vec<_> = bytes.iter().filter(|step| step.starts_with("main fetch")).collect();
    assert_eq!(
        main,
        [
            "main fetch yes: https://a.test | https://a.test",
            "main fetch no: https://b.test | https://a.test",
            "main fetch no: GET | -",
            "main fetch set: cors | -",
            "main fetch no: cors | basic",
            "main fetch no: GET | -",
            "main fetch set: cors | -",
        ]
    );
}

/// What the steps of a rule say that has these words: `no: https://b.test | https://a.test`.
fn said(verdict: &Verdict, rule: &str) -> Vec<String> {
    let steps = verdict.trace.steps().iter().zip(bytes(verdict));
    let steps = steps.filter(|(step, _)| step.rule.step.contains(rule));
    steps.map(|(step, bytes)| bytes.replacen(step.rule.standard().algorithm, "", 1).trim().to_owned()).collect()
}

#[test]
fn a_step_looks_at_what_decides_it() {
    let by = |engine: &str, request: Json, server: Json| with(from_page(request, server), json!({ "engine": engine }));
    let to = |location: &str| json!([redirect(302, location), open()]);
    let file = json!({ "page": "file:///home/index.html", "request": "file:///home/data.json", "server": open() });
    let image = json!({ "url": "http://a.test/x.png", "initiator": "img" });
    let framing = json!({ "page": { "url": PAGE, "embedderPolicy": "credentialless" }, "server": open(),
        "request": { "url": OTHER, "mode": "no-cors", "credentials": "include" } });
    let token = json!({ "url": "/x", "headers": { "Authorization": "Bearer one" } });
    let listening = json!({ "url": OTHER, "method": "POST", "initiator": "xhr", "uploadListener": true });
    let post = json!({ "url": "/x", "method": "POST" });
    let timed = reply(200, &[("Access-Control-Allow-Origin", "*"), ("Timing-Allow-Origin", "*")]);
    for (scenario, rule, expected) in [
        (file, "same origin", "no: file: | null"),
        (by("firefox", image, open()), "same origin", "no: http://a.test | https://a.test"),
        (from_page(json!("data:text/css,x"), open()), "can be processed", "pass: data:text/css | -"),
        (from_page(json!("https://a.test:8443/"), open()), "bad port", "yes: 8443 | -"),
        (from_page(json!({ "url": "/x", "redirect": "manual" }), to("/y")), "is manual: an opaque", "yes: manual | -"),
        (from_page(json!({ "url": "/x", "initiator": "form" }), to("/y")), "HTML follows", "yes: navigate | -"),
        (from_page(token, to(OTHER)), "Authorization is removed", "yes: https://b.test | https://a.test"),
        (from_page(listening, open()), "use-CORS-preflight, or", "yes: use-CORS-preflight, POST | -"),
        (framing, "not credentialless", "no: https://b.test | https://a.test"),
        (from_page(json!(OTHER), open()), "mode is same-origin", "no: cors | basic"),
        (from_page(put_request(), open()), "the method is listed", "pass: * | PUT"),
        (by("chromium", json!("/x"), redirect(302, "")), "has a Location", "no:  | -"),
        (by("webkit", post, json!([redirect(303, "/y"), open()])), "keeps the Origin", "set: https://a.test | -"),
        (
            from_page(json!(OTHER), json!([redirect(302, "https://b.test/y"), { "response": timed }])),
            "kept its timing to itself",
            "no: - | -",
        ),
    ] {
        assert_eq!(said(&verdict(&scenario), rule), [expected], "{scenario}");
    }
}

#[test]
fn what_is_not_there_is_compared_too() {
    let embedded = verdict(&from_page(json!({ "url": OTHER, "mode": "no-cors" }), answer(200, &[])));
    assert_eq!(said(&embedded, "Timing-Allow-Origin"), ["no: - | https://a.test"]);
    assert_eq!(said(&embedded, "lets this origin embed it"), ["pass: - | -"]);
}
