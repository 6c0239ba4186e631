//! Every sequence of `tests/oracle/answers/preflight-cache.jsonl`: several requests of one page, each engine's profile against what that engine was
//! recorded to do. What one verdict leaves in the preflight cache is what the next request finds.

use std::fs;

use corslab::scenario::Value;
use corslab::{Scenario, Verdict, simulate};
use serde_json::{Value as Json, json};

/// How long a request takes, in milliseconds: no result with `max-age: 0` may outlive it.
const REQUEST_TIME: u64 = 50;

#[test]
fn each_profile_keeps_what_its_engine_kept() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/oracle/answers/preflight-cache.jsonl");
    let text = fs::read_to_string(path).unwrap();
    let sequences = text.lines().map(|line| serde_json::from_str::<Json>(line).unwrap());
    let mut compared = 0;
    let mut found = Vec::new();
    for sequence in sequences {
        for (engine, recorded) in sequence["browsers"].as_object().unwrap() {
            compared += 1;
            let (actual, expected) = (play(&sequence["item"], engine), recorded_steps(recorded));
            if actual != expected {
                found.push(format!("{engine} {}\n  verdict  {actual}\n  recorded {expected}", sequence["name"]));
            }
        }
    }
    assert!(compared >= 150, "{compared}");
    assert!(found.is_empty(), "{}\n{} of {compared} disagree", found.join("\n"), found.len());
}

/// What of a recorded answer the cache decides.
fn recorded_steps(recorded: &Json) -> Json {
    let step = |step: &Json| {
        let exchanges = step["exchanges"].as_array().unwrap().iter();
        let exchanges: Vec<String> =
            exchanges.map(|exchange| format!("{} {}", exchange["kind"].as_str().unwrap(), exchange["hop"])).collect();
        json!({ "outcome": step["outcome"], "exchanges": exchanges })
    };
    recorded["steps"].as_array().unwrap().iter().map(step).collect()
}

fn play(sequence: &Json, engine: &str) -> Json {
    let mut now = 0;
    let mut cache = json!([]);
    let mut steps = Vec::new();
    for step in sequence["steps"].as_array().unwrap() {
        now += step["wait"].as_u64().unwrap_or(0);
        let verdict = verdict(&json!({
            "page": sequence["page"], "request": step["request"], "server": step["server"],
            "engine": engine, "preflightCache": cache, "now": now,
        }));
        now += REQUEST_TIME;
        let exchanges = verdict.exchanges.iter();
        let exchanges: Vec<String> =
            exchanges.map(|exchange| format!("{} {}", exchange.kind.as_str(), exchange.hop)).collect();
        steps.push(json!({ "outcome": verdict.outcome.as_str(), "exchanges": exchanges }));
        cache = serde_json::to_value(&verdict.preflight_cache).unwrap();
    }
    Json::from(steps)
}

fn verdict(scenario: &Json) -> Verdict {
    let text = scenario.to_string();
    let value: Value = serde_json::from_str(&text).unwrap();
    simulate(&Scenario::read(&value).unwrap()).unwrap_or_else(|error| panic!("{error}\n{scenario}"))
}
