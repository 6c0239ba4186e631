//! `verdict.console` against what the browsers were recorded to print, byte for byte; and what no case has.

use std::fs;
use std::path::Path;

use crate::support::{Json, json, verdict};
use corslab::fetch::enums::Engine;
use corslab::scenario::Value;
use corslab::{Scenario, Verdict, simulate};
use serde_json::value::RawValue;

/// Cases whose lines say something about the recorder, not about the engine.
const HARNESS: [(&str, &str, &str); 4] = [
    ("chromium", "stream-body", "The recorder's server does not speak HTTP/2, which Chromium wants for a stream body."),
    ("webkit", "module-from-file", "The recorder's machine has no such file."),
    ("webkit", "script-integrity-without-crossorigin", "WebKit checks the recorder's body, and says how long it is."),
    ("webkit", "no-cors-integrity", "WebKit checks the recorder's body, and says how long it is."),
];

/// A case. Its scenario keeps the order of the headers, as JavaScript does: WebKit names the first that is refused.
#[derive(serde::Deserialize)]
struct Case {
    name: String,
    scenario: Box<RawValue>,
    browsers: Json,
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = paths.filter(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.flat_map(|path| serde_json::from_str::<Vec<Case>>(&fs::read_to_string(path).unwrap()).unwrap()).collect()
}

fn under(engine: Engine, scenario: &RawValue) -> Verdict {
    let value: Value = serde_json::from_str(scenario.get()).unwrap();
    let mut scenario = Scenario::read(&value).unwrap();
    scenario.engine = engine;
    simulate(&scenario).unwrap()
}

fn lines(engine: &str, request: Json, server: Json) -> Vec<String> {
    let page = "https://a.test/";
    verdict(&json!({ "page": page, "request": request, "server": server, "engine": engine })).console
}

#[test]
fn each_engine_prints_what_it_was_recorded_to_print() {
    let mut found = Vec::new();
    let mut compared = 0;
    for Case { name, scenario, browsers } in cases() {
        for engine in [Engine::Chromium, Engine::Firefox, Engine::Webkit] {
            let Some(lines) = browsers[engine.as_str()]["console"].as_array() else { continue };
            let recorded: Vec<&str> = lines.iter().map(|line| line.as_str().unwrap()).collect();
            let printed = under(engine, &scenario).console;
            let excused = HARNESS.iter().any(|(of, case, _)| *of == engine.as_str() && *case == name);
            compared += 1;
            if excused {
                assert_ne!(printed, recorded, "{engine} {name} needs no excuse");
            } else if printed != recorded {
                found.push(format!("{engine} {name}\n  recorded {recorded:#?}\n  printed {printed:#?}"));
            }
        }
    }
    assert!(compared > 1590, "{compared}");
    assert!(found.is_empty(), "{}\n{} of {compared}", found.join("\n"), found.len());
}

#[test]
fn the_standard_prints_nothing() {
    for case in cases() {
        assert_eq!(under(Engine::Standard, &case.scenario).console, [""; 0], "{}", case.name);
    }
}

#[test]
fn chromium_names_the_kind_of_request_and_an_error_status() {
    let open = json!({ "response": { "status": 429, "headers": { "Access-Control-Allow-Origin": "*" } } });
    assert_eq!(
        lines("chromium", json!("https://b.test/x"), open),
        ["Failed to load resource: the server responded with a status of 429 (Too Many Requests)"]
    );
    let closed = json!({ "response": {} });
    for (initiator, kind) in
        [("xhr", "XMLHttpRequest"), ("font", "font"), ("module", "script"), ("eventsource", "resource")]
    {
        let printed = lines("chromium", json!({ "url": "https://b.test/x", "initiator": initiator }), closed.clone());
        assert_eq!(
            printed[0],
            format!(
                "Access to {kind} at 'https://b.test/x' from origin 'https://a.test' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource."
            )
        );
        assert_eq!(printed[1..], ["Failed to load resource: net::ERR_FAILED"]);
    }
}

/// Observed: Chromium 156, Firefox 153.
#[test]
fn a_redirected_preflight_is_told_by_each_in_its_way() {
    let server = |headers: Json| json!({ "preflight": { "status": 302, "headers": headers }, "response": {} });
    let request = json!({ "url": "https://b.test/x", "method": "PUT" });
    let blocked = "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://b.test/x.";
    let failed = format!("{blocked} (Reason: CORS request did not succeed). Status code: (null).");
    let away = json!({ "Location": "https://c.test/y", "Access-Control-Allow-Origin": "https://a.test" });
    assert_eq!(
        lines("firefox", request.clone(), server(away.clone())),
        [
            format!("{blocked} (Reason: CORS request external redirect not allowed)."),
            format!("{blocked} (Reason: CORS header ‘Access-Control-Allow-Origin’ does not match ‘https://a.test’)."),
            failed.clone(),
        ]
    );
    let nowhere = json!({ "Access-Control-Allow-Origin": "https://a.test" });
    assert_eq!(
        lines("firefox", request.clone(), server(nowhere.clone())),
        [format!("{blocked} (Reason: CORS preflight response did not succeed). Status code: 302."), failed]
    );
    let preflight = "Access to fetch at 'https://b.test/x' from origin 'https://a.test' has been blocked by CORS policy: Response to preflight request doesn't pass access control check:";
    assert_eq!(
        lines("chromium", request.clone(), server(away))[0],
        format!("{preflight} Redirect is not allowed for a preflight request.")
    );
    assert_eq!(lines("chromium", request, server(nowhere))[0], format!("{preflight} It does not have HTTP ok status."));
}

#[test]
fn bytes_that_are_not_ascii_are_printed_as_each_engine_does() {
    let server = json!({ "response": { "headers": [["Access-Control-Allow-Origin", "https://é.\u{80}.test"]] } });
    let chromium = lines("chromium", json!("https://b.test/x"), server.clone());
    assert!(chromium[0].contains("the invalid value 'https://\\u00E9.\\u0080.test'"), "{}", chromium[0]);
    let firefox = lines("firefox", json!("https://b.test/x"), server);
    assert!(firefox[0].ends_with("does not match ‘https://\u{FFFD}.\u{FFFD}.test’)."), "{}", firefox[0]);
}

/// As `CrossOriginAccessControl.cpp` has them.
#[test]
fn webkit_looks_at_the_status_of_a_preflight_first() {
    let request = json!({ "url": "https://b.test/x", "method": "PUT" });
    let server = json!({ "preflight": { "status": 404 }, "response": {} });
    assert_eq!(lines("webkit", request, server)[0], "Preflight response is not successful. Status code: 404");
    let missing = lines("webkit", json!("https://b.test/x"), json!({ "response": {} }));
    assert_eq!(missing[0], "Origin https://a.test is not allowed by Access-Control-Allow-Origin. Status code: 200");
    assert_eq!(missing[1], "Fetch API cannot load https://b.test/x due to access control checks.");
}
