//! [`corslab::compare_engines`]: where engines go different ways, and what each answer is.

use crate::support::{self, Json, json, scenario};
use corslab::compare_engines;

/// (engine, answer) of each engine on one point.
fn answers(scenario_of: &Json, about: &str) -> Vec<(String, Json)> {
    let found = serde_json::to_value(compare_engines(&scenario(scenario_of))).unwrap();
    let point = found.as_array().unwrap().iter().find(|point| point["about"] == about);
    let engines = point.map(|point| point["engines"].as_array().unwrap().clone()).unwrap_or_default();
    engines.iter().map(|each| (each["engine"].as_str().unwrap().to_owned(), each["answer"].clone())).collect()
}

/// By the standard status 310 is no redirect; WebKit takes any from 300 to 399 that has a `Location` for one.
#[test]
fn an_engine_that_goes_elsewhere_is_not_left_out() {
    let asked = "https://api.example.com/";
    let elsewhere = "https://other.example/";
    let scenario = json!({
        "page": "https://app.example.com/",
        "request": asked,
        "server": {
            "response": { "status": 310, "headers": { "Access-Control-Allow-Origin": "*", "Location": elsewhere } },
        },
    });
    let missing = json!({ "hop": 1, "url": elsewhere });
    let outcome = answers(&scenario, "outcome");
    assert_eq!(
        outcome,
        [
            ("standard".to_owned(), json!("readable")),
            ("chromium".to_owned(), json!("readable")),
            ("firefox".to_owned(), json!("readable")),
            ("webkit".to_owned(), missing.clone()),
        ]
    );
    let response = answers(&scenario, "response");
    assert_eq!((&response[0].1["status"], &response[0].1["url"]), (&json!(310), &json!(asked)));
    assert_eq!(response[3].1, missing);
    let urls = |place: usize| {
        let requests = answers(&scenario, "exchanges")[place].1.as_array().unwrap().clone();
        requests.iter().map(|request| request["url"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!((urls(0), urls(3)), (vec![asked.to_owned()], vec![asked.to_owned(), elsewhere.to_owned()]));
    assert!(answers(&scenario, "preflight").is_empty(), "nobody needs one");
}

/// All ask for the same: that is no disagreement, and the answer is missing for `simulate`, too.
#[test]
fn an_answer_that_all_lack_is_no_disagreement() {
    let scenario = json!({
        "page": "https://app.example.com/",
        "request": "https://api.example.com/",
        "server": {
            "response": {
                "status": 302,
                "headers": { "Access-Control-Allow-Origin": "*", "Location": "https://api.example.com/b" },
            },
        },
    });
    for about in ["outcome", "response", "preflight"] {
        assert!(answers(&scenario, about).is_empty(), "{about}");
    }
    assert_eq!(corslab::simulate(&support::scenario(&scenario)).unwrap_err().field, "server[1]");
}

/// The standard's safelist has no `DPR`; Chromium's has.
#[test]
fn an_answer_is_data() {
    let scenario = json!({
        "page": "https://app.example.com/",
        "request": { "url": "https://api.example.com/", "headers": { "DPR": "2" } },
        "server": { "response": { "headers": { "Access-Control-Allow-Origin": "*" } } },
    });
    let response = answers(&scenario, "response");
    assert_eq!(response[0].1, Json::Null, "a network error has no response");
    assert_eq!((&response[1].1["type"], &response[1].1["status"]), (&json!("cors"), &json!(200)));
    let exchanges = answers(&scenario, "exchanges");
    assert_eq!((&exchanges[0].1[0]["method"], &exchanges[1].1[0]["method"]), (&json!("OPTIONS"), &json!("GET")));
    assert_eq!(answers(&scenario, "preflight")[1].1, "not-needed");
}
