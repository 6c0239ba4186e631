//! The questions: cases of `tests/cases` that stand for what people ask, with what browsers answered.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;

use corslab::Scenario;
use corslab::scenario::Value;
use serde::Deserialize;
use serde_json::value::RawValue;

/// The cases, as the table names them. `tests/bench/scenarios.js` lists the same ones.
const CHOSEN: [(&str, &str, &str); 7] = [
    ("simple GET, readable", "cors-check", "exact-origin"),
    ("preflighted PUT, readable", "preflight", "put-granted"),
    ("GET with cookies, readable", "credentials-cookies", "cookies-same-site-include"),
    ("redirect of 2 hops, readable", "redirects", "redirect-third-origin-wildcard"),
    ("no Allow-Origin, refused", "cors-check", "missing-allow-origin"),
    ("header not allowed, refused", "headers", "header-not-listed"),
    ("preflight 401, refused", "preflight", "preflight-401"),
];

/// One question.
pub(crate) struct Case {
    pub(crate) title: &'static str,
    pub(crate) scenario: Scenario,
    /// The scenario as its file has it.
    pub(crate) json: String,
    /// What Chromium and Firefox answered.
    pub(crate) outcome: String,
}

#[derive(Deserialize)]
struct Recorded {
    name: String,
    scenario: Box<RawValue>,
    browsers: BTreeMap<String, Answer>,
}

#[derive(Deserialize)]
struct Answer {
    /// Null where the browser cannot do what the case asks for.
    outcome: Option<String>,
}

/// Reads the chosen cases.
pub(crate) fn read() -> Result<Vec<Case>, Box<dyn Error>> {
    CHOSEN.iter().map(|&(title, file, name)| read_case(title, file, name)).collect()
}

fn read_case(title: &'static str, file: &str, name: &str) -> Result<Case, Box<dyn Error>> {
    let path = format!("{}/../../tests/cases/{file}.json", env!("CARGO_MANIFEST_DIR"));
    let cases: Vec<Recorded> = serde_json::from_str(&fs::read_to_string(&path)?)?;
    let recorded = cases.into_iter().find(|case| case.name == name).ok_or(format!("{path} has no case {name}"))?;
    let mut outcomes = recorded.browsers.into_values().map(|answer| answer.outcome);
    let outcome = outcomes.next().flatten().ok_or(format!("{name}: no browser has answered"))?;
    if outcomes.any(|other| other.as_ref() != Some(&outcome)) {
        return Err(format!("{name}: the browsers disagree").into());
    }
    let json = recorded.scenario.get().to_owned();
    let scenario = Scenario::read(&serde_json::from_str::<Value>(&json)?)?;
    Ok(Case { title, scenario, json, outcome })
}
