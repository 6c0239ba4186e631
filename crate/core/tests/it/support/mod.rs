//! What the tests of whole fetches share: a scenario written as JSON, and short views of its verdict.

pub(crate) mod console;

use corslab::scenario::Value;
use corslab::trace::StepResult;
use corslab::verdict::Exchange;
use corslab::{Scenario, ScenarioError, Verdict, simulate};

pub(crate) use serde_json::{Value as Json, json};

/// The page of most scenarios; its origin is `https://a.test`.
pub(crate) const PAGE: &str = "https://a.test/";
/// A URL of another site.
pub(crate) const OTHER: &str = "https://b.test/x";

/// Reads a scenario by way of its JSON text, as a fixture or a URL fragment does.
pub(crate) fn read(json: &Json) -> Result<Scenario, ScenarioError> {
    let text = json.to_string();
    let value: Value = serde_json::from_str(&text).unwrap();
    Scenario::read(&value)
}

pub(crate) fn scenario(json: &Json) -> Scenario {
    read(json).unwrap_or_else(|error| panic!("{error}\n{json}"))
}

pub(crate) fn verdict(json: &Json) -> Verdict {
    simulate(&scenario(json)).unwrap_or_else(|error| panic!("{error}\n{json}"))
}

/// The outcome in one word: the cause's code, or what the script gets.
pub(crate) fn word(verdict: &Verdict) -> &'static str {
    verdict.cause.as_ref().map_or(verdict.outcome.as_str(), |cause| cause.code.as_str())
}

pub(crate) fn outcome(json: &Json) -> &'static str {
    word(&verdict(json))
}

/// A reply with this status and these `[name, value]` pairs.
pub(crate) fn reply(status: u16, headers: &[(&str, &str)]) -> Json {
    json!({ "status": status, "headers": headers })
}

/// A server that answers every method alike.
pub(crate) fn answer(status: u16, headers: &[(&str, &str)]) -> Json {
    json!({ "response": reply(status, headers) })
}

/// An answer that passes every CORS check of a request without credentials.
pub(crate) fn open() -> Json {
    answer(
        200,
        &[
            ("Access-Control-Allow-Origin", "*"),
            ("Access-Control-Allow-Methods", "*"),
            ("Access-Control-Allow-Headers", "*, Authorization"),
        ],
    )
}

/// A redirect that passes the CORS check, too.
pub(crate) fn redirect(status: u16, location: &str) -> Json {
    let mut answer = open();
    answer["response"]["status"] = json!(status);
    answer["response"]["headers"].as_array_mut().unwrap().push(json!(["Location", location]));
    answer
}

/// A scenario from `PAGE`.
pub(crate) fn from_page(request: Json, server: Json) -> Json {
    json!({ "page": PAGE, "request": request, "server": server })
}

/// `base` with the fields of `changes`.
pub(crate) fn with(mut base: Json, changes: Json) -> Json {
    for (name, value) in changes.as_object().unwrap() {
        base[name] = value.clone();
    }
    base
}

/// The value of a header as sent; `None` when it was not sent. Several would be joined with ` | `.
pub(crate) fn sent(exchange: &Exchange, name: &str) -> Option<String> {
    let values: Vec<String> = exchange
        .request
        .headers
        .iter()
        .filter(|(sent, _)| sent.eq_ignore_ascii_case(name.as_bytes()))
        .map(|(_, value)| value.to_string())
        .collect();
    (!values.is_empty()).then(|| values.join(" | "))
}

/// The exchanges as `OPTIONS https://b.test/x` lines.
pub(crate) fn lines(verdict: &Verdict) -> Vec<String> {
    verdict.exchanges.iter().map(|exchange| format!("{} {}", exchange.request.method, exchange.request.url)).collect()
}

pub(crate) fn last(verdict: &Verdict) -> &Exchange {
    verdict.exchanges.last().expect("something was sent")
}

/// The names of the response headers that the script can read.
pub(crate) fn readable_names(verdict: &Verdict) -> Vec<String> {
    let response = verdict.response.as_ref().expect("a response");
    response.headers.iter().map(|(name, _)| name.to_string()).collect()
}

pub(crate) fn problem_codes(verdict: &Verdict) -> Vec<&'static str> {
    verdict.problems.iter().map(|problem| problem.code.as_str()).collect()
}

pub(crate) fn warning_codes(verdict: &Verdict) -> Vec<&'static str> {
    verdict.warnings.iter().map(|warning| warning.code.as_str()).collect()
}

/// How the steps of one algorithm came out.
pub(crate) fn results(verdict: &Verdict, algorithm: &str) -> Vec<StepResult> {
    let steps = verdict.trace.steps().iter();
    steps.filter(|step| step.rule.standard().algorithm == algorithm).map(|step| step.result).collect()
}
