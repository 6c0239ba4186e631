//! The scenarios that are kept in the tree with browsers' recorded answers.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;

use crate::scenario::Value;
use crate::verdict::{Exchange, Outcome, PreflightDecision, Response};
use crate::{Profile, Scenario, simulate_as};

/// One of them.
pub(super) struct Kept {
    /// How evidence names it: `Case x`, `Sequence x`, or `Minimal "a sentence"`.
    pub(super) name: String,
    /// The browsers that have answered.
    pub(super) browsers: Vec<String>,
    /// Each with the time that passes before it, in milliseconds.
    steps: Vec<(i64, Scenario)>,
}

/// What a browser is seen to do at each step, and why; an error where it asks a server that has no answer.
#[derive(Debug, PartialEq)]
pub(super) struct Seen(Vec<Result<Step, String>>);

#[derive(Debug, PartialEq)]
struct Step {
    outcome: Outcome,
    preflight: PreflightDecision,
    exchanges: Vec<Exchange>,
    response: Option<Response>,
    console: Vec<String>,
    javascript: String,
    summary: String,
}

/// As in `tests/oracle/verdicts.mjs`.
const REQUEST_TIME: i64 = 50;

impl Kept {
    pub(super) fn play(&self, profile: &'static Profile) -> Seen {
        let mut cache = Vec::new();
        let mut now = 0;
        let mut play = |(wait, scenario): &(i64, Scenario)| {
            let mut scenario = scenario.clone();
            now += wait + REQUEST_TIME;
            if self.steps.len() > 1 {
                (scenario.now, scenario.preflight_cache) = (now, std::mem::take(&mut cache));
            }
            let verdict = simulate_as(&scenario, profile).map_err(|error| error.to_string())?;
            assert_eq!(verdict.cause.is_some(), verdict.outcome == Outcome::NetworkError, "{}", self.name);
            cache = verdict.preflight_cache;
            Ok(Step {
                outcome: verdict.outcome,
                preflight: verdict.preflight.decision,
                exchanges: verdict.exchanges,
                response: verdict.response,
                console: verdict.console,
                javascript: verdict.javascript.into_owned(),
                summary: verdict.summary.into_owned(),
            })
        };
        Seen(self.steps.iter().map(&mut play).collect())
    }
}

/// All of them.
pub(super) fn kept() -> Vec<Kept> {
    let mut all = Vec::new();
    for line in lines("oracle/answers/minimal.jsonl") {
        all.push(of_item(&line, format!("Minimal \"{}\"", line["why"].as_str().unwrap())));
    }
    for line in lines("oracle/answers/preflight-cache.jsonl") {
        all.push(of_item(&line, format!("Sequence {}", line["name"].as_str().unwrap())));
    }
    for path in ["cases", "engines"].iter().flat_map(|folder| fs::read_dir(in_tests(folder)).unwrap()) {
        let path = path.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let cases: Vec<Json> = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
            all.extend(cases.iter().map(|case| Kept {
                name: format!("Case {}", case["name"].as_str().unwrap()),
                browsers: browsers(case),
                steps: vec![(0, scenario(&case["scenario"]))],
            }));
        }
    }
    all
}

fn in_tests(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests").join(path)
}

fn lines(path: &str) -> Vec<Json> {
    let text = fs::read_to_string(in_tests(path)).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn browsers(answered: &Json) -> Vec<String> {
    answered["browsers"].as_object().map(|browsers| browsers.keys().cloned().collect()).unwrap_or_default()
}

fn of_item(line: &Json, name: String) -> Kept {
    let item = &line["item"];
    let step = |step: &Json| {
        let mut single = step.clone();
        let fields = single.as_object_mut().unwrap();
        let wait = fields.remove("wait").and_then(|wait| wait.as_i64()).unwrap_or(0);
        fields.insert("page".to_owned(), item["page"].clone());
        if let Some(cookies) = item.get("cookies") {
            fields.insert("cookies".to_owned(), cookies.clone());
        }
        (wait, scenario(&single))
    };
    let steps = match item["steps"].as_array() {
        Some(steps) => steps.iter().map(step).collect(),
        None => vec![step(item)],
    };
    Kept { name, browsers: browsers(line), steps }
}

fn scenario(json: &Json) -> Scenario {
    let text = json.to_string();
    let value: Value = serde_json::from_str(&text).unwrap();
    Scenario::read(&value).unwrap_or_else(|error| panic!("{error}\n{json}"))
}
