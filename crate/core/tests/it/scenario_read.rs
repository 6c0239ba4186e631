//! `Scenario::read`: every spelling that is accepted, and errors that name the field.

use crate::support::{self, Json, OTHER, PAGE, from_page, json, last, open, read, scenario, sent, verdict, with};
use corslab::scenario::{Page, Reply, RequestInit, Value};
use corslab::{Scenario, ScenarioError};

fn error(json: &Json) -> ScenarioError {
    read(json).expect_err(&json.to_string())
}

/// A good scenario in which one field is this.
fn with_field(pointer: &str, value: Json) -> Json {
    let mut json = json!({
        "page": { "url": PAGE },
        "request": { "url": OTHER, "body": { "kind": "text" } },
        "server": [{ "preflight": { "status": 204 }, "response": { "status": 200 } }],
        "cookies": [{ "name": "a", "domain": "b.test" }],
        "preflightCache": [{ "origin": "https://a.test", "url": OTHER, "stored": 0, "maxAge": 5, "credentials": false, "method": "PUT" }]
    });
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    json.pointer_mut(parent).unwrap()[key] = value;
    json
}

#[test]
fn a_malformed_field_is_named_with_its_value() {
    let vectors = [
        ("/page", json!(1), "page", "1"),
        ("/page/url", json!("/relative"), "page.url", "\"/relative\""),
        ("/page/url", json!(["x"]), "page.url", "an array of 1"),
        ("/page/sandboxed", json!("yes"), "page.sandboxed", "\"yes\""),
        ("/page/topLevel", json!("x"), "page.topLevel", "\"x\""),
        ("/page/embedderPolicy", json!("require"), "page.embedderPolicy", "\"require\""),
        ("/page/referrerPolicy", json!("none"), "page.referrerPolicy", "\"none\""),
        ("/page/upgradeInsecureRequests", json!(1), "page.upgradeInsecureRequests", "1"),
        ("/request", json!(true), "request", "true"),
        ("/request/url", json!(5), "request.url", "5"),
        ("/request/method", json!({}), "request.method", "an object"),
        ("/request/headers", json!(1), "request.headers", "1"),
        ("/request/headers", json!([["a"]]), "request.headers[0]", "an array of 1"),
        ("/request/headers", json!([["a", "b"], ["a", "b", "c"]]), "request.headers[1]", "an array of 3"),
        ("/request/headers", json!([[1, "b"]]), "request.headers[0][0]", "1"),
        ("/request/headers", json!([["a", null]]), "request.headers[0][1]", "null"),
        ("/request/headers", json!({ "a": ["b", {}] }), "request.headers.a[1]", "an object"),
        ("/request/body", json!(1), "request.body", "1"),
        ("/request/body/kind", json!("json"), "request.body.kind", "\"json\""),
        ("/request/body/length", json!(-1), "request.body.length", "-1"),
        ("/request/body/length", json!(1.5), "request.body.length", "a number that is not whole"),
        ("/request/body/length", json!(9_007_199_254_740_992_u64), "request.body.length", "9007199254740992"),
        ("/request/mode", json!("CORS"), "request.mode", "\"CORS\""),
        ("/request/credentials", json!(true), "request.credentials", "true"),
        ("/request/redirect", json!("Follow"), "request.redirect", "\"Follow\""),
        ("/request/cache", json!(""), "request.cache", "\"\""),
        ("/request/referrer", json!(1), "request.referrer", "1"),
        ("/request/referrerPolicy", json!("Origin"), "request.referrerPolicy", "\"Origin\""),
        ("/request/integrity", json!([]), "request.integrity", "an array of 0"),
        ("/request/keepalive", json!("true"), "request.keepalive", "\"true\""),
        ("/request/duplex", json!("full"), "request.duplex", "\"full\""),
        ("/request/initiator", json!("image"), "request.initiator", "\"image\""),
        ("/request/crossorigin", json!(""), "request.crossorigin", "\"\""),
        ("/request/uploadListener", json!(0), "request.uploadListener", "0"),
        ("/request/userActivation", json!(0), "request.userActivation", "0"),
        ("/server", json!([]), "server", "an array of 0"),
        ("/server", json!("x"), "server", "\"x\""),
        ("/server", json!([1]), "server[0]", "1"),
        ("/server/0/response", json!(200), "server[0].response", "200"),
        ("/server/0/response/status", json!(199), "server[0].response.status", "199"),
        ("/server/0/response/status", json!(1000), "server[0].response.status", "1000"),
        ("/server/0/response/status", json!("200"), "server[0].response.status", "\"200\""),
        ("/server/0/preflight/status", json!(200.5), "server[0].preflight.status", "a number that is not whole"),
        ("/server/0/preflight/headers", json!(false), "server[0].preflight.headers", "false"),
        ("/server/0/response/networkFailure", json!(1), "server[0].response.networkFailure", "1"),
        ("/cookies", json!({}), "cookies", "an object"),
        ("/cookies/0/name", json!(1), "cookies[0].name", "1"),
        ("/cookies/0/value", json!(1), "cookies[0].value", "1"),
        ("/cookies/0/domain", json!("."), "cookies[0].domain", "\".\""),
        ("/cookies/0/sameSite", json!("Lax"), "cookies[0].sameSite", "\"Lax\""),
        ("/cookies/0/expires", json!("never"), "cookies[0].expires", "\"never\""),
        ("/preflightCache/0/maxAge", json!(-5), "preflightCache[0].maxAge", "-5"),
        ("/preflightCache/0/stored", json!("now"), "preflightCache[0].stored", "\"now\""),
        ("/preflightCache/0/origin", json!(1), "preflightCache[0].origin", "1"),
        ("/preflightCache/0/credentials", json!("include"), "preflightCache[0].credentials", "\"include\""),
        ("/now", json!("today"), "now", "\"today\""),
        ("/engine", json!("chrome"), "engine", "\"chrome\""),
    ];
    for (pointer, value, field, shown) in vectors {
        let error = error(&with_field(pointer, value));
        assert_eq!((error.field.as_str(), error.value.as_str()), (field, shown));
        assert!(error.to_string().starts_with(field) && error.to_string().contains(&error.allowed));
    }
    assert!(read(&with_field("/now", json!(1))).is_ok());
}

#[test]
fn a_stray_field_is_named_at_every_level() {
    for (pointer, field) in [
        ("/stray", "stray"),
        ("/page/origin", "page.origin"),
        ("/request/Url", "request.Url"),
        ("/request/body/stray", "request.body.stray"),
        ("/server/0/stray", "server[0].stray"),
        ("/server/0/response/body", "server[0].response.body"),
        ("/cookies/0/httpOnly", "cookies[0].httpOnly"),
        ("/preflightCache/0/stray", "preflightCache[0].stray"),
    ] {
        let error = error(&with_field(pointer, json!(1)));
        assert_eq!(error.field, field);
        assert!(error.allowed.contains("one of these"), "{error}");
    }
}

#[test]
fn a_missing_field_is_named() {
    for (json, field) in [
        (json!({ "server": open() }), "page"),
        (json!({ "page": PAGE, "server": open() }), "request"),
        (json!({ "page": PAGE, "request": OTHER }), "server"),
        (json!({ "page": PAGE, "request": OTHER, "server": null }), "server"),
        (json!({ "page": {}, "request": OTHER, "server": open() }), "page.url"),
        (json!({ "page": PAGE, "request": {}, "server": open() }), "request.url"),
        (json!({ "page": PAGE, "request": OTHER, "server": {} }), "server.response"),
        (json!({ "page": PAGE, "request": OTHER, "server": [open(), {}] }), "server[1].response"),
        (json!({ "page": PAGE, "request": { "url": "", "body": {} }, "server": open() }), "request.body.kind"),
        (
            json!({ "page": PAGE, "request": OTHER, "server": open(), "cookies": [{ "name": "a" }] }),
            "cookies[0].domain",
        ),
        (
            json!({ "page": PAGE, "request": OTHER, "server": open(), "cookies": [{ "domain": "a" }] }),
            "cookies[0].name",
        ),
    ] {
        let error = error(&json);
        assert_eq!((error.field.as_str(), error.value.as_str()), (field, "nothing"), "{json}");
    }
    for json in [json!(1), json!([]), json!("x"), Json::Null] {
        assert_eq!(error(&json).field, "scenario");
    }
}

#[test]
fn null_is_as_if_left_out_and_defaults_are_the_contract_s() {
    let sparse = scenario(&json!({ "page": PAGE, "request": OTHER, "server": { "response": {} } }));
    let nulls = with_field("/now", Json::Null);
    let nulls = with(nulls, json!({ "cookies": null, "preflightCache": null, "engine": null }));
    let nulls =
        with(nulls, json!({ "page": { "url": PAGE, "sandboxed": null, "topLevel": null, "embedderPolicy": null } }));
    let nulls = with(
        nulls,
        json!({ "request": { "url": OTHER, "method": null, "headers": null, "body": null, "duplex": null } }),
    );
    let nulls =
        with(nulls, json!({ "server": [{ "preflight": null, "response": { "status": null, "headers": null } }] }));
    assert_eq!(scenario(&nulls), sparse);
    assert_eq!(sparse.server[0].response.status, 200);
    assert!(sparse.server[0].preflight.is_none() && sparse.server[0].response.headers.is_empty());
    assert_eq!((sparse.engine.as_str(), sparse.now), ("standard", 0));
    assert_eq!(sparse.request.initiator.as_str(), "fetch");
}

#[test]
fn headers_may_be_pairs_an_object_or_raw_lines() {
    let values = |headers: Json| {
        let reply = scenario(&from_page(json!(OTHER), json!({ "response": { "headers": headers } }))).server[0]
            .response
            .clone();
        reply.headers.iter().map(|header| format!("{}={}", header.name, header.value)).collect::<Vec<_>>()
    };
    assert_eq!(values(json!([["A", " 1 "], ["a", "2"], ["B", "\tx\t"]])), ["A=1", "a=2", "B=x"]);
    assert_eq!(values(json!({ "A": ["1", "2"], "B": 3, "C": true })), ["A=1", "A=2", "B=3", "C=true"]);
    assert_eq!(values(json!("A: 1\r\na:2\nB: x, y\n")), ["A=1", "a=2", "B=x, y"]);
    assert_eq!(values(json!([["A", "caf\u{e9}"], ["B", "\u{20ac}"]])), ["A=caf\u{e9}", "B=\u{e2}\u{82}\u{ac}"]);

    let sent_as =
        |headers: Json| sent(last(&verdict(&from_page(json!({ "url": "/x", "headers": headers }), open()))), "X-A");
    for headers in [json!([["X-A", "1"]]), json!({ "X-A": 1 }), json!({ "x-a": ["1"] }), json!("X-A: 1")] {
        assert_eq!(sent_as(headers.clone()).as_deref(), Some("1"), "{headers}");
    }
}

#[test]
fn one_answer_may_stand_without_its_array() {
    let alone = from_page(json!(OTHER), open());
    assert_eq!(scenario(&alone), scenario(&from_page(json!(OTHER), json!([open()]))));
}

#[test]
fn a_network_failure_has_no_status_and_no_headers() {
    let reply = json!({ "networkFailure": true, "status": 200, "headers": { "A": "1" } });
    let scenario = scenario(&from_page(json!(OTHER), json!({ "response": reply })));
    assert_eq!(scenario.server[0].response, Reply::failure());
}

#[test]
fn a_redirect_without_an_answer_is_a_malformed_scenario() {
    let error = corslab::simulate(&scenario(&from_page(json!(OTHER), support::redirect(302, "/y")))).unwrap_err();
    assert_eq!((error.field.as_str(), error.value.as_str()), ("server[1]", "nothing"));
    assert!(error.allowed.contains("https://b.test/y"), "{error}");
}

#[test]
fn answers_that_nobody_asks_for_are_told() {
    let two = verdict(&from_page(json!(OTHER), json!([open(), open()])));
    assert_eq!(support::warning_codes(&two).iter().filter(|code| **code == "unused-answer").count(), 1);
    let one = verdict(&from_page(json!(OTHER), json!([open()])));
    assert!(!support::warning_codes(&one).contains(&"unused-answer"));
    let local = verdict(&from_page(json!("data:,x"), open()));
    assert!(!support::warning_codes(&local).contains(&"unused-answer"), "server is required, so one is no mistake");
}

#[test]
fn the_parts_can_be_read_by_themselves() {
    let value = |json: Json| <Value as serde::Deserialize>::deserialize(json).unwrap();
    assert_eq!(Page::read(&value(json!(PAGE))).unwrap(), Page::new(PAGE.parse().unwrap()));
    assert_eq!(Page::read(&value(json!({ "url": 1 }))).unwrap_err().field, "page.url");
    assert_eq!(RequestInit::read(&value(json!(OTHER))).unwrap(), RequestInit::fetch(OTHER));
    assert_eq!(RequestInit::read(&value(json!(null))).unwrap_err().field, "request");
    assert_eq!(Reply::read(&value(json!({ "status": 204 }))).unwrap().status, 204);
    assert_eq!(Reply::read(&value(json!({ "status": 1 }))).unwrap_err().field, "reply.status");

    let session = json!({ "page": PAGE, "request": OTHER });
    assert_eq!(Scenario::read_without_server(&value(session.clone())).unwrap().server, []);
    let stray = Scenario::read_without_server(&value(with(session, json!({ "server": open() })))).unwrap_err();
    assert_eq!(stray.field, "server");
}

#[test]
fn values_come_from_any_json_that_is_not_too_deep() {
    fn parse(text: &str) -> serde_json::Result<Value<'_>> {
        serde_json::from_str(text)
    }
    let values = [
        Value::Null,
        Value::Bool(true),
        Value::Integer(-1),
        Value::Integer(200),
        Value::Integer(i64::MAX),
        Value::Fraction(1.5),
        Value::String("x".into()),
        Value::Record(vec![("a".into(), Value::Integer(1)), ("a".into(), Value::Integer(2))]),
    ];
    let text = "[null, true, -1, 200.0, 18446744073709551615, 1.5, \"x\", {\"a\": 1, \"a\": 2}]";
    assert_eq!(parse(text).unwrap(), Value::List(values.into()));
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(parse(&nested(16)).is_ok());
    assert!(parse(&nested(17)).unwrap_err().to_string().contains("nested too deeply"));
    assert!(parse(&("{\"a\":".repeat(17) + "1" + &"}".repeat(17))).is_err());
    let kinds: Vec<_> = ["null", "true", "1", "\"\"", "[]", "{}"].map(|text| parse(text).unwrap().kind()).into();
    assert_eq!(kinds, ["null", "a boolean", "a number", "a string", "an array", "an object"]);
}

#[test]
fn a_long_value_is_shortened_in_the_error() {
    let shown =
        |length: usize| error(&from_page(json!({ "url": OTHER, "mode": "\u{e9}".repeat(length) }), open())).value;
    assert_eq!(shown(80), format!("\"{}\"", "\u{e9}".repeat(80)));
    assert_eq!(shown(81), format!("\"{}\u{2026}\"", "\u{e9}".repeat(80)));
}

#[test]
fn a_message_has_at_most_4096_headers() {
    let pairs = |count: usize| (0..count).map(|at| json!([format!("x-{at}"), "1"])).collect::<Vec<_>>();
    let object = |count: usize| (0..count).map(|at| (format!("x-{at}"), json!("1"))).collect::<serde_json::Map<_, _>>();
    let lines = |count: usize| "x: 1\n".repeat(count);
    for headers in [|| json!([]), || json!("")] {
        scenario(&from_page(json!({ "url": OTHER, "headers": headers() }), open()));
    }
    for (enough, too_many) in [
        (json!(pairs(4096)), json!(pairs(4097))),
        (json!(object(4096)), json!(object(4097))),
        (json!(lines(4096)), json!(lines(4097))),
    ] {
        let of_request = |headers: &Json| from_page(json!({ "url": OTHER, "headers": headers }), open());
        let of_reply = |headers: &Json| from_page(json!(OTHER), json!({ "response": { "headers": headers } }));
        scenario(&of_request(&enough));
        scenario(&of_reply(&enough));
        let error_of_request = error(&of_request(&too_many));
        assert_eq!((&*error_of_request.field, &*error_of_request.allowed), ("request.headers", "at most 4096 headers"));
        assert_eq!(error(&of_reply(&too_many)).field, "server.response.headers");
    }
}

#[test]
fn a_cookie_or_grant_that_could_never_match_is_malformed() {
    let cookie = |changes: Json| with(json!({ "name": "a", "domain": "b.test" }), changes);
    for (changes, field) in [
        (json!({ "domain": "https://b.test" }), "cookies[0].domain"),
        (json!({ "domain": "b.test:443" }), "cookies[0].domain"),
        (json!({ "domain": " b.test" }), "cookies[0].domain"),
        (json!({ "domain": "" }), "cookies[0].domain"),
        (json!({ "path": "x" }), "cookies[0].path"),
        (json!({ "path": 1 }), "cookies[0].path"),
    ] {
        let json = with(from_page(json!(OTHER), open()), json!({ "cookies": [cookie(changes)] }));
        assert_eq!(error(&json).field, field, "{json}");
    }
    for domain in ["b.test", ".b.test", "B.test", "localhost", "127.0.0.1", "[::1]"] {
        let cookies = json!({ "cookies": [cookie(json!({ "domain": domain }))] });
        scenario(&with(from_page(json!(OTHER), open()), cookies));
    }
    let entry = json!({ "origin": "https://a.test", "url": OTHER, "stored": 0, "maxAge": 5, "credentials": false, "method": "PUT" });
    for (changes, field) in
        [(json!({ "url": "y" }), "preflightCache[0].url"), (json!({ "method": null }), "preflightCache[0]")]
    {
        let entries = json!({ "preflightCache": [with(entry.clone(), changes)] });
        assert_eq!(error(&with(from_page(json!(OTHER), open()), entries)).field, field);
    }
}
