//! `cargo bench --bench hostile`: how the time of a verdict grows with a scenario of thousands of headers. Four times as many
//! should take some four times as long; sixteen times would be the square.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a benchmark")]

#[path = "../tests/it/support/mod.rs"]
#[allow(dead_code, unused_imports, reason = "the tests use the rest")]
mod support;

use std::time::Instant;

use corslab::fetch::enums::Engine;
use corslab::{Scenario, simulate};
use support::{Json, json, scenario, with};

/// So many headers are nothing special.
const FEW: usize = 1000;

fn headers(count: usize, pair: impl Fn(usize) -> (String, String)) -> Json {
    (0..count).map(pair).map(|(name, value)| json!([name, value])).collect()
}

fn name(index: usize) -> String {
    // Neither in order, nor told apart by length.
    format!("x-{:05}", index * 7919 % 99_991)
}

fn list(count: usize) -> String {
    (0..count).map(name).collect::<Vec<_>>().join(",")
}

fn asked(initiator: &str, request: Json, response: Json) -> Json {
    let request = json!({ "url": "https://b.test/x", "initiator": initiator, "headers": request });
    let mut server = json!({ "preflight": { "status": 204, "headers": response.clone() }, "response": {} });
    server["response"]["headers"] = response;
    json!({ "page": "https://a.test/", "request": request, "server": server })
}

fn open(allow_headers: &str) -> Json {
    json!([["Access-Control-Allow-Origin", "*"], ["Access-Control-Allow-Headers", allow_headers]])
}

fn extended(headers: Json, by: Json) -> Json {
    headers.as_array().unwrap().iter().chain(by.as_array().unwrap()).cloned().collect()
}

/// A scenario with as many headers as it is told, and its name.
type Shape = (&'static str, fn(usize) -> Json);

fn shapes() -> Vec<Shape> {
    vec![
        ("refused headers", |count| asked("fetch", headers(count, |at| (name(at), "1".into())), open(""))),
        ("refused headers of XMLHttpRequest", |count| {
            asked("xhr", headers(count, |at| (name(at), "1".into())), open(""))
        }),
        ("allowed headers", |count| asked("fetch", headers(count, |at| (name(at), "1".into())), open(&list(count)))),
        ("one of many allowed", |count| asked("fetch", headers(count, |at| (name(at), "1".into())), open(&list(1)))),
        ("User-Agent", |count| asked("fetch", headers(count, |_| ("User-Agent".into(), "x".repeat(100))), open("*"))),
        ("Content-Type", |count| {
            asked("fetch", headers(count, |_| ("Content-Type".into(), "x".repeat(100))), open("*"))
        }),
        ("one header", |count| asked("fetch", headers(count, |_| ("X-A".into(), "x".repeat(100))), open("*"))),
        ("one header of XMLHttpRequest", |count| {
            asked("xhr", headers(count, |_| ("X-A".into(), "x".repeat(100))), open("*"))
        }),
        ("empty headers", |count| asked("fetch", headers(count, |at| (name(at), String::new())), open("*"))),
        ("one empty header", |count| asked("fetch", headers(count, |_| ("X-A".into(), String::new())), open("*"))),
        ("forbidden headers", |count| {
            asked("xhr", headers(count, |at| (format!("Sec-{at:05}"), "1".into())), open("*"))
        }),
        ("headers in mode no-cors", |count| {
            let asked = asked("fetch", headers(count, |_| ("Accept".into(), "x".repeat(100))), open("*"));
            let request = with(asked["request"].clone(), json!({ "mode": "no-cors" }));
            with(asked, json!({ "request": request }))
        }),
        ("exposed headers", |count| {
            let exposed = json!([["Access-Control-Expose-Headers", list(count)]]);
            let response = extended(extended(open("*"), exposed), headers(count, |at| (name(at), "1".into())));
            asked("fetch", json!([]), response)
        }),
        ("one header of the response", |count| {
            asked("fetch", json!([]), extended(open("*"), headers(count, |_| ("X-A".into(), "x".repeat(100)))))
        }),
        ("empty headers of the response", |count| {
            asked("fetch", json!([]), extended(open("*"), headers(count, |at| (name(at), String::new()))))
        }),
        ("Access-Control-Allow-Origin", |count| {
            asked(
                "fetch",
                json!([]),
                headers(count, |_| ("Access-Control-Allow-Origin".into(), "https://a.test".into())),
            )
        }),
        ("Access-Control-Allow-Methods", |count| {
            asked(
                "fetch",
                json!([["X-A", "1"]]),
                extended(open("*"), headers(count, |at| ("Access-Control-Allow-Methods".into(), name(at)))),
            )
        }),
        ("Set-Cookie", |count| {
            asked(
                "img",
                json!([]),
                extended(open("*"), headers(count, |at| ("Set-Cookie".into(), format!("a{at}=1; SameSite=None")))),
            )
        }),
        ("kept headers", |count| {
            let entry = |at: usize| {
                let key = json!({ "origin": "https://a.test", "url": "https://b.test/x", "headerName": name(at) });
                with(key, json!({ "stored": 0, "maxAge": 600, "credentials": false }))
            };
            let kept: Json = (0..count).map(entry).collect();
            with(
                asked("fetch", headers(count, |at| (name(at), "1".into())), open("*")),
                json!({ "preflightCache": kept }),
            )
        }),
        ("invalid headers", |count| {
            asked("fetch", headers(count, |at| (format!("{} ", name(at)), "1".into())), open("*"))
        }),
        ("cookies", |count| {
            let cookie = |at: usize| json!({ "name": name(at), "value": "1", "domain": "b.test", "sameSite": "none", "secure": true });
            let cookies: Json = (0..count).map(cookie).collect();
            with(asked("img", json!([]), open("*")), json!({ "cookies": cookies }))
        }),
        ("everything", |count| {
            let many = || headers(count, |at| (name(at), "1".into()));
            asked("fetch", many(), extended(open(""), many()))
        }),
    ]
}

/// The best of five, in milliseconds.
fn time(scenario: &Scenario) -> f64 {
    let run = |_| {
        let start = Instant::now();
        simulate(scenario).unwrap();
        start.elapsed().as_secs_f64() * 1000.0
    };
    (0..5).map(run).fold(f64::INFINITY, f64::min)
}

fn main() {
    println!("{:<36}{:<12}{:>12}{:>12}{:>8}", "headers", "engine", FEW, FEW * 4, "times");
    for (shape, make) in shapes() {
        let mut scenarios = [FEW, FEW * 4].map(|count| scenario(&make(count)));
        for &engine in Engine::ALL {
            let [few, many] = scenarios.each_mut().map(|scenario| {
                scenario.engine = engine;
                time(scenario)
            });
            let times = many / few;
            println!("{shape:<36}{:<12}{few:>9.2} ms{many:>9.2} ms{times:>8.1}", engine.as_str());
        }
    }
}
