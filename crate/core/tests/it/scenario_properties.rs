//! Laws that hold for every scenario.

use crate::generate;
use crate::support::{self, Json, json, read};
use corslab::verdict::{ExchangeKind, Outcome};
use corslab::{Scenario, Session, Verdict, simulate};
use proptest::prelude::*;

/// Any JSON, with the names and words of the contract among it.
fn any_json() -> impl Strategy<Value = Json> {
    let word = prop::sample::select(vec![
        "https://a.test/",
        "GET",
        "cors",
        "include",
        "follow",
        "fetch",
        "img",
        "standard",
        "text",
        "lax",
        "half",
        "a.test",
        "*",
        "",
    ]);
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        (0_u32..1000).prop_map(Json::from),
        word.prop_map(Json::from),
        "\\PC{0,6}".prop_map(Json::from),
    ];
    let key = prop::sample::select(vec![
        "page",
        "request",
        "server",
        "cookies",
        "preflightCache",
        "now",
        "engine",
        "url",
        "method",
        "headers",
        "body",
        "mode",
        "kind",
        "status",
        "response",
        "preflight",
        "networkFailure",
        "name",
        "domain",
        "origin",
        "stored",
        "maxAge",
        "stray",
    ]);
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            1 => prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            3 => prop::collection::btree_map(key.clone(), inner, 0..6)
                .prop_map(|map| Json::Object(map.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())),
        ]
    })
}

/// A good scenario with one value replaced: the malformed field is deep inside.
fn broken_scenario() -> impl Strategy<Value = Json> {
    (generate::scenario(), any::<prop::sample::Index>(), any_json()).prop_map(|(mut json, index, replacement)| {
        let mut pointers = Vec::new();
        collect_pointers(&json, String::new(), &mut pointers);
        let pointer = index.get(&pointers).clone();
        if let Some(place) = json.pointer_mut(&pointer) {
            *place = replacement;
        }
        json
    })
}

fn collect_pointers(json: &Json, here: String, pointers: &mut Vec<String>) {
    pointers.push(here.clone());
    match json {
        Json::Array(items) => {
            items
                .iter()
                .enumerate()
                .for_each(|(index, item)| collect_pointers(item, format!("{here}/{index}"), pointers));
        }
        Json::Object(fields) => {
            fields.iter().for_each(|(name, value)| collect_pointers(value, format!("{here}/{name}"), pointers));
        }
        _ => {}
    }
}

/// The value at a path such as `server[1].response.status`.
fn at<'a>(json: &'a Json, field: &str) -> Option<&'a Json> {
    let pointer: String = field.split(['.', '[']).map(|part| format!("/{}", part.trim_end_matches(']'))).collect();
    json.pointer(&pointer)
}

/// The error's field is in the input, or is a missing one of an object that is.
fn names_a_real_field(json: &Json, field: &str, value: &str) -> bool {
    if field == "scenario" {
        return !json.is_object();
    }
    if value != "nothing" {
        return at(json, field).is_some();
    }
    let absent = at(json, field).is_none_or(Json::is_null);
    let parent = field.rsplit_once('.').map_or(Some(json), |(parent, _)| at(json, parent));
    absent && parent.is_some_and(Json::is_object)
}

/// Drives a session with the scenario's answers.
fn session(json: &Json) -> Verdict {
    let scenario = read(json).unwrap();
    let mut session = Session::start(scenario.clone());
    while let Some(ask) = session.exchange() {
        let Some(answer) = scenario.server.get(ask.hop) else { break };
        let reply = match ask.kind {
            ExchangeKind::Preflight => answer.preflight.as_ref().unwrap_or(&answer.response),
            ExchangeKind::Actual => &answer.response,
        };
        session.respond(reply.clone(), scenario.now);
    }
    session.finish()
}

fn has_header(exchange: &corslab::verdict::Exchange, name: &str) -> bool {
    support::sent(exchange, name).is_some()
}

fn check_laws(verdict: &Verdict, scenario: &Scenario) -> Result<(), TestCaseError> {
    let failed = verdict.outcome == Outcome::NetworkError;
    prop_assert_eq!(failed, verdict.cause.is_some());
    prop_assert_eq!(failed, verdict.response.is_none());
    prop_assert_eq!(failed, !verdict.problems.is_empty());
    prop_assert_eq!(failed, !verdict.fixes.is_empty());
    prop_assert_eq!(verdict.problems.first(), verdict.cause.as_ref());
    prop_assert!(!verdict.trace.steps().is_empty());
    prop_assert!(!verdict.summary.is_empty() && !verdict.javascript.is_empty());
    prop_assert!(
        verdict.problems.iter().all(|problem| problem.hop <= scenario.server.len() && !problem.message.is_empty())
    );
    let mut last = (0, ExchangeKind::Preflight);
    for exchange in &verdict.exchanges {
        prop_assert!(exchange.hop < scenario.server.len());
        prop_assert!(exchange.hop >= last.0, "exchanges are in order");
        last = (exchange.hop, exchange.kind);
        if exchange.kind == ExchangeKind::Preflight {
            prop_assert!(!has_header(exchange, "Cookie") && !has_header(exchange, "Authorization"));
            prop_assert!(!exchange.request.credentials && has_header(exchange, "Origin"));
            prop_assert!(has_header(exchange, "Access-Control-Request-Method"));
        } else if !exchange.request.credentials {
            prop_assert!(!has_header(exchange, "Cookie"));
        }
        prop_assert!(!exchange.request.url.contains('#'));
    }
    let reached =
        verdict.exchanges.iter().any(|exchange| exchange.kind == ExchangeKind::Actual && exchange.reply.is_some());
    prop_assert_eq!(reached, verdict.reached_server);
    let sent = verdict.exchanges.iter().any(|exchange| exchange.kind == ExchangeKind::Preflight);
    prop_assert_eq!(sent, verdict.preflight.decision.as_str() == "sent");
    prop_assert_eq!(verdict.preflight.because.is_empty(), verdict.preflight.decision.as_str() == "not-needed");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reading_any_json_names_a_field_that_is_there_or_missing(json in prop_oneof![any_json(), broken_scenario()]) {
        if let Err(error) = read(&json) {
            prop_assert!(names_a_real_field(&json, &error.field, &error.value), "{}\n{}", error, json);
            prop_assert!(!error.allowed.is_empty());
        }
    }

    #[test]
    fn every_scenario_gets_a_consistent_verdict(json in generate::scenario()) {
        let scenario = read(&json).unwrap();
        match simulate(&scenario) {
            Ok(verdict) => {
                check_laws(&verdict, &scenario)?;
                let text = serde_json::to_string(&verdict).unwrap();
                let back: Json = serde_json::from_str(&text).unwrap();
                prop_assert_eq!(&back["outcome"], &json!(verdict.outcome.as_str()));
                prop_assert_eq!(back["trace"].as_array().unwrap().len(), verdict.trace.steps().len());
                prop_assert_eq!(&simulate(&scenario).unwrap(), &verdict, "the same question has the same answer");
            }
            Err(error) => prop_assert_eq!(error.field, format!("server[{}]", scenario.server.len())),
        }
    }

    #[test]
    fn a_session_fed_the_same_answers_ends_in_the_same_verdict(json in generate::scenario()) {
        let stepped = session(&json);
        let Ok(whole) = simulate(&read(&json).unwrap()) else {
            // Where the script has no answer, the session ends as an unreachable server does.
            prop_assert_eq!(support::word(&stepped), "server-unreachable");
            return Ok(());
        };
        prop_assert_eq!(&stepped.cause, &whole.cause);
        prop_assert_eq!(stepped.outcome, whole.outcome);
        prop_assert_eq!(&stepped.summary, &whole.summary);
        prop_assert_eq!(&stepped.javascript, &whole.javascript);
        prop_assert_eq!(&stepped.exchanges, &whole.exchanges);
        prop_assert_eq!(&stepped.response, &whole.response);
        prop_assert_eq!(&stepped.preflight, &whole.preflight);
        prop_assert_eq!(&stepped.preflight_cache, &whole.preflight_cache);
        prop_assert_eq!(&stepped.trace, &whole.trace);
        prop_assert_eq!(stepped.reached_server, whole.reached_server);
        // It can only tell the problems of answers that it was given.
        prop_assert!(stepped.problems.iter().all(|problem| whole.problems.contains(problem)));
    }

    #[test]
    fn an_unfinished_session_is_judged_as_unreachable(json in generate::scenario()) {
        let session = Session::start(read(&json).unwrap());
        let waits = session.exchange().is_some();
        let verdict = session.finish();
        prop_assert!(!verdict.reached_server);
        prop_assert_eq!(waits, support::word(&verdict) == "server-unreachable");
    }
}
