//! Every case of `tests/cases` and `tests/engines`: each engine's profile against what that engine was recorded to do.
//!
//! Nothing is excused here but what [`HARNESS`] names, with its reason. The cases' `differs` belong to the standard.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use corslab::scenario::Value;
use corslab::verdict::{Exchange, Response};
use corslab::{Scenario, Verdict, simulate};
use serde_json::{Value as Json, json};

const ENGINES: [&str; 3] = ["chromium", "firefox", "webkit"];

/// Recordings that say something about the recorder, not about the engine.
const HARNESS: [(&str, &str, &str); 2] = [
    (
        "chromium",
        "stream-body",
        "A stream body needs HTTP/2, which the recorder's server does not speak; the scenario means a server that does.",
    ),
    ("webkit", "cookies-font", "That a font was loaded does not show whether it could be read, as in mode cors."),
];

/// Headers that say nothing about the policy, or that a browser's version decides: as `tests/recorder/play.mjs`.
const UNINTERESTING: &str = "host connection user-agent accept accept-encoding accept-language \
    upgrade-insecure-requests priority pragma cache-control content-length transfer-encoding dnt te sec-gpc \
    last-event-id sec-fetch-storage-access";

#[test]
fn each_profile_does_what_its_engine_did() {
    let mut found = Vec::new();
    let mut compared = BTreeMap::new();
    for case in cases() {
        for engine in ENGINES {
            let recorded = &case["browsers"][engine];
            let name = case["name"].as_str().unwrap();
            if recorded.is_null() || HARNESS.iter().any(|(of, case, _)| *of == engine && *case == name) {
                continue;
            }
            *compared.entry(engine).or_insert(0) += 1;
            let expected = recorded_facts(recorded);
            let actual = verdict_facts(&verdict(&case["scenario"], engine), &expected);
            let mut differences = Vec::new();
            compare("", &actual, &expected, &mut differences);
            if !differences.is_empty() {
                found.push(format!("{engine} {name}\n{}", differences.join("\n")));
            }
        }
    }
    assert!(compared["chromium"] > 500 && compared["firefox"] > 500, "{compared:?}");
    assert!(found.is_empty(), "{}\n{} disagree of {compared:?}", found.join("\n"), found.len());
}

fn cases() -> Vec<Json> {
    let folders = ["cases", "engines"].map(|name| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests").join(name));
    let entries = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap());
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let files = paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "json"));
    let read = |path| serde_json::from_str::<Vec<Json>>(&fs::read_to_string(path).unwrap()).unwrap();
    files.flat_map(read).collect()
}

fn verdict(scenario: &Json, engine: &str) -> Verdict {
    let mut scenario = scenario.clone();
    scenario["engine"] = json!(engine);
    let text = scenario.to_string();
    let value: Value = serde_json::from_str(&text).unwrap();
    simulate(&Scenario::read(&value).unwrap()).unwrap_or_else(|error| panic!("{error}\n{scenario}"))
}

fn recorded_facts(recorded: &Json) -> Json {
    let mut facts = json!({ "preflight": recorded["preflight"], "exchanges": recorded["exchanges"] });
    if !recorded["outcome"].is_null() {
        facts["outcome"] = recorded["outcome"].clone();
    }
    if !recorded["response"].is_null() || recorded["outcome"] == "network-error" {
        facts["response"] = recorded["response"].clone();
    }
    facts
}

fn verdict_facts(verdict: &Verdict, like: &Json) -> Json {
    let exchanges: Vec<Json> = verdict.exchanges.iter().map(exchange).collect();
    let decision = serde_json::to_value(verdict.preflight.decision).unwrap();
    let mut facts = json!({ "preflight": decision, "exchanges": exchanges });
    if like.get("outcome").is_some() {
        facts["outcome"] = json!(verdict.outcome.as_str());
    }
    if let Some(like) = like.get("response") {
        facts["response"] = verdict.response.as_ref().map_or(Json::Null, |response| observed(response, like));
    }
    facts
}

fn exchange(exchange: &Exchange) -> Json {
    let mut headers = BTreeMap::new();
    for (name, value) in &exchange.request.headers {
        let name = name.to_text().to_ascii_lowercase();
        if !UNINTERESTING.split(' ').any(|other| other == name) && !name.starts_with("sec-ch-") {
            let value = steady(&name, &value.to_text());
            headers.entry(name).and_modify(|all| *all = format!("{all}, {value}")).or_insert(value);
        }
    }
    json!({
        "kind": serde_json::to_value(exchange.kind).unwrap(), "hop": exchange.hop,
        "method": exchange.request.method.to_text(), "url": on_the_wire(&exchange.request.url), "headers": headers,
    })
}

/// Without what chance decides: a boundary, and the order of cookies, which follows their age.
fn steady(name: &str, value: &str) -> String {
    match (name, value.split_once("boundary=")) {
        ("content-type", Some((start, _))) => format!("{start}boundary=…"),
        ("cookie", _) => {
            let mut cookies: Vec<&str> = value.split("; ").collect();
            cookies.sort_unstable();
            cookies.join("; ")
        }
        _ => value.to_owned(),
    }
}

/// A request line and `Host` have no place for user information.
fn on_the_wire(url: &str) -> String {
    let mut url: url::Url = url.parse().unwrap();
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.into()
}

/// The part of the response that the recorded API shows.
fn observed(response: &Response, like: &Json) -> Json {
    let response = serde_json::to_value(response).unwrap();
    let Some(like) = like.as_object() else { return response };
    like.keys().map(|key| (key.clone(), response[key].clone())).collect::<serde_json::Map<_, _>>().into()
}

fn compare(path: &str, actual: &Json, expected: &Json, differences: &mut Vec<String>) {
    match (actual, expected) {
        (Json::Object(a), Json::Object(b)) => {
            let keys: std::collections::BTreeSet<_> = a.keys().chain(b.keys()).collect();
            for key in keys {
                let get = |map: &serde_json::Map<String, Json>| map.get(key).cloned().unwrap_or(Json::Null);
                compare(&format!("{path}.{key}"), &get(a), &get(b), differences);
            }
        }
        (Json::Array(a), Json::Array(b)) if a.len() == b.len() => {
            for (index, (a, b)) in a.iter().zip(b).enumerate() {
                compare(&format!("{path}.{index}"), a, b, differences);
            }
        }
        _ if actual == expected => {}
        _ => differences.push(format!("    {path}: verdict {actual}, recorded {expected}")),
    }
}
