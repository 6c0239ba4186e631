//! Fixes really fix: applied to the servers' answers, they let the request through.

use crate::generate;
use crate::support::{self, Json, OTHER, PAGE, answer, from_page, json, read, reply, scenario, verdict, with};
use corslab::scenario::Reply;
use corslab::verdict::{Fix, FixTarget, Party};
use corslab::{HeaderList, Scenario, Verdict, simulate};
use proptest::prelude::*;

fn apply_to(reply: &mut Reply, fix: &Fix) {
    if let Some(status) = fix.status {
        reply.status = status;
    }
    for change in &fix.headers {
        let before: Vec<String> = reply.headers.values(change.name).map(ToString::to_string).collect();
        reply.headers.delete(change.name);
        if let Some(after) = &change.after {
            reply.headers.push(corslab::ByteString::from_text(change.name), corslab::ByteString::from_text(after));
        }
        // Another fix may have made the same change already.
        assert!(before == change.before || before.as_slice() == change.after.as_slice(), "{before:?} {change:?}");
    }
}

/// The scenario with every fix applied to its answers; the reply to `OPTIONS` is written out.
fn fixed(scenario: &Scenario, verdict: &Verdict) -> Scenario {
    let mut scenario = scenario.clone();
    for answer in &mut scenario.server {
        answer.preflight.get_or_insert_with(|| answer.response.clone());
    }
    for fix in verdict.fixes.iter().filter(|fix| fix.who == Party::Server) {
        let answer = &mut scenario.server[fix.hop];
        match fix.target {
            FixTarget::Preflight => apply_to(answer.preflight.as_mut().unwrap(), fix),
            FixTarget::Response => apply_to(&mut answer.response, fix),
            FixTarget::Request | FixTarget::Network => panic!("not for a server: {fix:?}"),
        }
    }
    scenario
}

fn is_for_servers(verdict: &Verdict) -> bool {
    // Where the page could do something instead, a server's fix stands before it.
    let is_server_s = |fix: &Fix| fix.who == Party::Server;
    let has_one = |fix: &Fix| verdict.fixes.iter().any(|other| is_server_s(other) && other.code == fix.code);
    !verdict.fixes.is_empty() && verdict.fixes.iter().all(|fix| is_server_s(fix) || has_one(fix))
}

/// A script, font or stream cannot be had from the 401 that should stand in a login redirect's place.
fn wants_a_type(json: &Json) -> bool {
    ["module", "script", "stylesheet", "font", "eventsource"].contains(&json["request"]["initiator"].as_str().unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_fixes_of_server_problems_let_the_request_through(json in generate::refused_by_servers()) {
        let scenario = read(&json).unwrap();
        let before = simulate(&scenario).unwrap();
        if is_for_servers(&before) && !(wants_a_type(&json) && before.fixes.iter().any(|fix| fix.status == Some(401))) {
            let after = simulate(&fixed(&scenario, &before)).unwrap();
            prop_assert!(after.cause.is_none(), "{}\nfixes: {:#?}\nleft: {:#?}", json, before.fixes, after.problems);
        }
    }
}

#[test]
fn each_problem_of_a_server_has_a_fix_that_works() {
    let put = || json!({ "url": OTHER, "method": "PUT", "headers": { "X-A": "1", "Authorization": "x" } });
    let include = |request: Json| with(request, json!({ "credentials": "include" }));
    let star = ("Access-Control-Allow-Origin", "*");
    let cases = [
        from_page(json!(OTHER), answer(200, &[])),
        from_page(json!(OTHER), answer(200, &[star, star])),
        from_page(include(json!({ "url": OTHER })), answer(200, &[star])),
        from_page(put(), answer(404, &[])),
        from_page(put(), answer(204, &[star, ("Access-Control-Allow-Headers", "*")])),
        from_page(put(), json!([answer(302, &[("Location", "/login")]), answer(200, &[])])),
        from_page(put(), json!({ "preflight": reply(500, &[]), "response": reply(200, &[star]) })),
        from_page(
            include(put()),
            json!({ "preflight": reply(204, &[star, ("Access-Control-Allow-Headers", "X-A; X-B")]), "response": reply(500, &[]) }),
        ),
        from_page(
            json!({ "url": OTHER, "initiator": "module" }),
            answer(200, &[("Content-Type", "image/png"), ("X-Content-Type-Options", "nosniff")]),
        ),
        from_page(json!({ "url": OTHER, "initiator": "eventsource" }), answer(204, &[])),
        json!({ "page": { "url": PAGE, "embedderPolicy": "require-corp" }, "request": { "url": OTHER, "initiator": "img" }, "server": answer(200, &[]) }),
        json!({ "page": { "url": PAGE, "sandboxed": true }, "request": OTHER, "server": answer(200, &[("Access-Control-Allow-Origin", PAGE)]) }),
    ];
    for json in cases {
        let before = verdict(&json);
        assert!(is_for_servers(&before), "{json}: {:?}", before.fixes);
        let after = simulate(&fixed(&scenario(&json), &before)).unwrap();
        assert!(after.cause.is_none(), "{json}\nleft: {:#?}", after.problems);
        assert!(before.fixes.iter().all(|fix| !fix.title.is_empty() && !fix.why.is_empty() && !fix.risk.is_empty()));
    }
}

#[test]
fn an_upload_s_method_is_in_the_repaired_list() {
    // The survey must not take a list that does not parse for a list that is not there.
    let request = json!({ "url": OTHER, "initiator": "xhr", "method": "PUT", "uploadListener": true });
    let json = from_page(
        request,
        answer(200, &[("Access-Control-Allow-Origin", "*"), ("Access-Control-Allow-Methods", "GET POST")]),
    );
    let before = verdict(&json);
    let after = simulate(&fixed(&scenario(&json), &before)).unwrap();
    assert!(after.cause.is_none(), "left: {:#?}", after.problems);
}

#[test]
fn an_origin_is_named_with_vary_and_kept_when_it_varies_already() {
    for (vary, expected) in [
        (&[][..], Some("Origin")),
        (&["Accept"], Some("Accept, Origin")),
        (&["Accept", "X"], Some("Accept, X, Origin")),
        (&[""], Some("Origin")),
        (&["Accept, ORIGIN"], None),
        (&["*"], None),
    ] {
        let headers: Vec<_> = vary.iter().map(|value| ("Vary", *value)).collect();
        let fixes = verdict(&from_page(json!(OTHER), answer(200, &headers))).fixes;
        let change = fixes[0].headers.iter().find(|change| change.name == "Vary");
        assert_eq!(change.and_then(|change| change.after.as_deref()), expected, "{vary:?}");
        if let Some(change) = change {
            assert_eq!(change.before, vary);
        }
    }
}

#[test]
fn one_change_for_several_problems_is_one_fix() {
    let request = json!({ "url": OTHER, "headers": { "X-A": "1", "X-B": "2", "X-C": "3" } });
    let json = from_page(
        request,
        answer(200, &[("Access-Control-Allow-Origin", "*"), ("Access-Control-Allow-Headers", "x-old")]),
    );
    let verdict = verdict(&json);
    assert_eq!(verdict.problems.len(), 3);
    assert_eq!(verdict.fixes.len(), 1);
    let change = &verdict.fixes[0].headers[0];
    assert_eq!(change.before, ["x-old"]);
    assert_eq!(change.after.as_deref(), Some("x-old, x-a, x-b, x-c"));
    assert_eq!(
        (verdict.fixes[0].target, verdict.fixes[0].hop, verdict.fixes[0].status),
        (FixTarget::Preflight, 0, None)
    );
}

#[test]
fn what_no_server_can_change_is_for_the_page_or_the_network() {
    for (request, server, who, target) in [
        (json!("http://b.test/"), answer(200, &[]), "client", "request"),
        (json!("https://b.test:25/"), answer(200, &[]), "client", "request"),
        (json!({ "url": OTHER, "mode": "same-origin" }), answer(200, &[]), "client", "request"),
        (json!({ "url": OTHER, "redirect": "error" }), support::redirect(302, "/"), "client", "request"),
        (json!({ "url": OTHER, "method": "A B" }), answer(200, &[]), "client", "request"),
        (json!(OTHER), json!({ "response": { "networkFailure": true } }), "infrastructure", "network"),
    ] {
        let fixes = verdict(&from_page(request.clone(), server)).fixes;
        assert_eq!(fixes.len(), 1, "{request}");
        assert_eq!((fixes[0].who.as_str(), fixes[0].target.as_str()), (who, target), "{request}");
        assert!(fixes[0].headers.is_empty() && fixes[0].status.is_none());
        assert!(!fixes[0].title.is_empty() && !fixes[0].why.is_empty() && !fixes[0].risk.is_empty());
    }
}

#[test]
fn a_readable_response_needs_no_fix() {
    let verdict = verdict(&from_page(json!(OTHER), support::open()));
    assert!(verdict.fixes.is_empty() && verdict.problems.is_empty());
    assert_ne!(scenario(&from_page(json!(OTHER), support::open())).server[0].response.headers, HeaderList::new());
}

const ORIGIN: (&str, &str) = ("Access-Control-Allow-Origin", "https://a.test");

#[test]
fn a_method_that_is_listed_in_upper_case_is_the_page_s_to_write() {
    let preflight = |methods| json!({ "response": reply(204, &[ORIGIN, ("Access-Control-Allow-Methods", methods)]) });
    let listed = verdict(&from_page(json!({ "url": OTHER, "method": "patch" }), preflight("GET, PATCH")));
    let [fix] = &*listed.fixes else { panic!("{:?}", listed.fixes) };
    assert_eq!((fix.who, fix.target, &*fix.title), (Party::Client, FixTarget::Request, "Write method: \"PATCH\""));
    assert!(fix.headers.is_empty());
    let unlisted = verdict(&from_page(json!({ "url": OTHER, "method": "patch" }), preflight("GET, PUT")));
    assert_eq!(unlisted.fixes[0].who, Party::Server);
    assert_eq!(unlisted.fixes[0].headers[0].after.as_deref(), Some("GET, PUT, patch"));
}

#[test]
fn the_server_that_redirects_to_a_login_page_answers_401_itself() {
    let login = answer(200, &[]);
    let to_login = |headers: &[(&str, &str)]| {
        let headers: Vec<_> = headers.iter().copied().chain([("Location", "https://sso.c.test/login")]).collect();
        answer(302, &headers)
    };
    // (page's request, the redirect's headers) to the header changes of the fix.
    for (request, headers, changes) in [
        (OTHER, &[][..], &["Access-Control-Allow-Origin", "Vary"][..]),
        (OTHER, &[ORIGIN, ("Vary", "Origin")], &[]),
        ("/own", &[], &[]),
    ] {
        let verdict = verdict(&from_page(json!(request), json!([to_login(headers), login])));
        assert_eq!(support::word(&verdict), "redirect-to-login", "{request} {headers:?}");
        let fix = &verdict.fixes[0];
        assert_eq!((fix.who, fix.target, fix.hop, fix.status), (Party::Server, FixTarget::Response, 0, Some(401)));
        assert_eq!(fix.headers.iter().map(|change| change.name).collect::<Vec<_>>(), changes);
        assert!(fix.headers.iter().all(|change| change.after.as_deref() != Some("null")), "{fix:?}");
    }
}

#[test]
fn what_one_fix_changes_no_other_repeats() {
    let request = json!({ "url": OTHER, "credentials": "include" });
    let verdict = verdict(&from_page(request, answer(200, &[("Access-Control-Allow-Origin", "*")])));
    assert_eq!(support::problem_codes(&verdict), ["wildcard-with-credentials", "missing-allow-credentials"]);
    let [fix] = &*verdict.fixes else { panic!("{:?}", verdict.fixes) };
    let changed: Vec<&str> = fix.headers.iter().map(|change| change.name).collect();
    assert_eq!(changed, ["Access-Control-Allow-Origin", "Vary", "Access-Control-Allow-Credentials"]);
}

#[test]
fn where_a_redirect_is_in_the_way_the_page_can_request_its_target() {
    let titles = |json: &Json| {
        let fixes = verdict(json).fixes;
        let client = fixes.into_iter().filter(|fix| fix.who == Party::Client);
        client.map(|fix| (fix.title.into_owned(), fix.target, fix.hop)).collect::<Vec<_>>()
    };
    let moved = answer(301, &[("Location", "https://b.test/x/")]);
    let expected = [("Request https://b.test/x/ directly".to_owned(), FixTarget::Request, 0)];
    assert_eq!(titles(&from_page(json!(OTHER), json!([moved, support::open()]))), expected);
    let preflight = json!({ "url": OTHER, "method": "PUT" });
    let passing = [ORIGIN, ("Location", "/x/")];
    let server = json!({ "preflight": reply(308, &passing), "response": reply(200, &[ORIGIN]) });
    assert_eq!(titles(&from_page(preflight, server)), expected);
    assert_eq!(titles(&from_page(json!(OTHER), answer(200, &[]))), []);
}

#[test]
fn a_response_header_in_the_request_is_the_page_s_to_remove() {
    let request = json!({ "url": OTHER, "headers": { "Access-Control-Allow-Origin": "*" } });
    let verdict = verdict(&from_page(request, json!({ "response": reply(204, &[ORIGIN]) })));
    let [fix] = &*verdict.fixes else { panic!("{:?}", verdict.fixes) };
    let title = "Remove the header access-control-allow-origin from the request";
    assert_eq!((fix.who, fix.target, &*fix.title), (Party::Client, FixTarget::Request, title));
}

#[test]
fn an_origin_that_a_redirect_made_null_is_better_avoided() {
    let credentials = ("Access-Control-Allow-Credentials", "true");
    for (mode, sent) in [("same-origin", "*"), ("include", "null")] {
        let first = answer(302, &[ORIGIN, credentials, ("Location", "https://c.test/y")]);
        let request = json!({ "url": OTHER, "credentials": mode });
        let json = from_page(request, json!([first, answer(200, &[credentials])]));
        let before = verdict(&json);
        let [avoid, allow] = &*before.fixes else { panic!("{:?}", before.fixes) };
        assert_eq!((avoid.who, &*avoid.title), (Party::Client, "Request https://c.test/y directly"));
        assert_eq!((allow.who, allow.hop, allow.target), (Party::Server, 1, FixTarget::Response));
        assert_eq!(allow.headers[0].after.as_deref(), Some(sent));
        // What is the same for everybody needs no Vary.
        assert_eq!(allow.headers.iter().any(|change| change.name == "Vary"), sent == "null");
        assert_eq!(allow.risk.contains("never allow it where cookies or secrets count"), sent == "null");
        let after = simulate(&fixed(&scenario(&json), &before)).unwrap();
        assert!(after.cause.is_none(), "left: {:#?}", after.problems);
    }
}

#[test]
fn where_401_takes_the_place_of_a_login_redirect_nothing_beyond_it_needs_a_fix() {
    let credentials = ("Access-Control-Allow-Credentials", "true");
    let location = ("Location", "https://login.c.test/");
    for headers in [
        &[location][..],
        &[ORIGIN, credentials, location],
        &[("Access-Control-Allow-Origin", "https://portal.test"), location],
    ] {
        let request = json!({ "url": OTHER, "credentials": "include" });
        let json = from_page(request, json!([answer(302, headers), answer(200, &[])]));
        let before = verdict(&json);
        assert_eq!(support::word(&before), "redirect-to-login");
        let [fix] = &*before.fixes else { panic!("{:?}", before.fixes) };
        assert_eq!((fix.who, fix.hop, fix.status), (Party::Server, 0, Some(401)));
        let after = simulate(&fixed(&scenario(&json), &before)).unwrap();
        assert_eq!((after.outcome.as_str(), after.response.unwrap().status), ("readable", 401));
    }
    // The same where it is not the first problem.
    let put = json!({ "url": OTHER, "method": "PUT" });
    let json = from_page(
        put,
        json!([{ "preflight": reply(404, &[]), "response": reply(302, &[location]) }, answer(200, &[])]),
    );
    let fixes = verdict(&json).fixes;
    assert!(fixes.iter().any(|fix| (fix.hop, fix.status) == (0, Some(401))), "{fixes:?}");
    assert!(fixes.iter().all(|fix| fix.hop == 0 && fix.who == Party::Server), "{fixes:?}");
}

#[test]
fn a_redirect_to_a_url_with_a_user_leads_there_without() {
    let star = ("Access-Control-Allow-Origin", "*");
    let there = answer(200, &[star]);
    for (engine, first, location) in [
        ("standard", OTHER, "https://u:p@c.test/y?q"),
        ("standard", OTHER, "//u@c.test/y?q"),
        ("standard", "/own", "https://u:p@c.test/y?q"),
        ("chromium", OTHER, "https://u:p@c.test/y?q"),
        ("firefox", OTHER, "https://u:p@c.test/y?q"),
        ("webkit", OTHER, "https://u:p@c.test/y?q"),
    ] {
        let server = json!([answer(302, &[star, ("Location", location)]), there]);
        let json = with(from_page(json!(first), server), json!({ "engine": engine }));
        let before = verdict(&json);
        assert_eq!(support::word(&before), "redirect-includes-credentials", "{engine} {first}");
        let [server, client] = &*before.fixes else { panic!("{:?}", before.fixes) };
        assert_eq!((server.who, server.target, server.hop), (Party::Server, FixTarget::Response, 0));
        let change = &server.headers[0];
        assert_eq!(
            (change.name, &*change.before, change.after.as_deref()),
            ("Location", &[location.to_owned()][..], Some("https://c.test/y?q"))
        );
        assert_eq!(client.who, Party::Client);
        assert!(!client.title.contains('@') && client.title.contains("Authorization"), "{}", client.title);
        let after = simulate(&fixed(&scenario(&json), &before)).unwrap();
        assert!(after.cause.is_none(), "{engine} {first}: {:#?}", after.problems);
    }
}
