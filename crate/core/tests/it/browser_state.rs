//! What a browser keeps from one fetch to the next: the preflight cache, and which cookies of a reply.

use crate::support::{Json, OTHER, PAGE, json, with};
use corslab::fetch::Ask;
use corslab::scenario::{Cookie, Reply, Value, read_cookies, read_preflight_cache};
use corslab::{Browser, HeaderList, Scenario, Session};

fn start(browser: &mut Browser, page: &Json, request: &Json, engine: &str) -> Session {
    let text = json!({ "page": page, "request": request, "engine": engine, "now": 1000 }).to_string();
    let value: Value = serde_json::from_str(&text).unwrap();
    Session::start_in(browser, Scenario::read_without_server(&value).unwrap())
}

fn put(browser: &mut Browser) -> Session {
    start(browser, &json!(PAGE), &json!({ "url": OTHER, "method": "PUT" }), "standard")
}

fn method(session: &Session) -> Option<String> {
    session.exchange().map(|Ask { request, .. }| request.method.to_text())
}

fn reply(pairs: &[(&'static str, &'static str)]) -> Reply {
    let mut headers = HeaderList::new();
    for &(name, value) in pairs {
        headers.push(name, value);
    }
    Reply::new(200, headers)
}

fn allow() -> Reply {
    reply(&[("Access-Control-Allow-Origin", "*"), ("Access-Control-Allow-Methods", "PUT")])
}

fn cookie(fields: Json) -> Cookie {
    let text = json!([with(json!({ "name": "n", "value": "v", "domain": "b.test" }), fields)]).to_string();
    let value: Value = serde_json::from_str(&text).unwrap();
    read_cookies(&value).unwrap().remove(0)
}

#[test]
fn a_preflight_spares_the_next_fetch_its_own() {
    let mut browser = Browser::default();
    let mut first = put(&mut browser);
    assert_eq!(method(&first).as_deref(), Some("OPTIONS"));
    first.respond_in(&mut browser, allow(), 1000);
    // It was allowed while this one was still under way.
    let mut second = put(&mut browser);
    assert_eq!(method(&second).as_deref(), Some("PUT"));
    first.respond_in(&mut browser, allow(), 1001);
    assert_eq!(first.response().unwrap().status, 200);
    second.respond_in(&mut browser, allow(), 1001);
    let verdict = second.finish_in(&browser);
    assert_eq!(verdict.preflight.decision.as_str(), "cached");
    assert_eq!(verdict.preflight_cache.len(), 1);
    assert_eq!(browser.preflight_cache.len(), 1);
}

#[test]
fn a_fetch_that_fails_empties_the_cache_for_the_others() {
    let mut browser = Browser::default();
    let mut first = put(&mut browser);
    first.respond_in(&mut browser, allow(), 1000);
    assert_eq!(browser.preflight_cache.len(), 1);
    // Main fetch clears the entries of the URL when the HTTP fetch that made a preflight fails.
    first.respond_in(&mut browser, reply(&[]), 1000);
    assert!(browser.preflight_cache.is_empty());
    assert!(first.response().is_none());
    assert_eq!(method(&put(&mut browser)).as_deref(), Some("OPTIONS"));
}

#[test]
fn what_is_kept_can_be_given_and_expires() {
    let entry = json!([{ "origin": "https://a.test", "url": OTHER, "stored": 0, "maxAge": 1, "credentials": false, "method": "PUT" }]);
    let text = entry.to_string();
    let entries = read_preflight_cache(&serde_json::from_str(&text).unwrap()).unwrap();
    let mut browser = Browser { preflight_cache: entries, ..Browser::default() };
    let mut session = put(&mut browser);
    assert_eq!(method(&session).as_deref(), Some("OPTIONS"), "one second is over at 1000 ms");
    assert!(browser.preflight_cache.is_empty());
    session.respond_in(&mut browser, allow(), 1000);
    assert_eq!(method(&session).as_deref(), Some("PUT"));
}

#[test]
fn cookies_that_came_with_a_redirect_travel_at_the_next_hop() {
    let mut browser = Browser::default();
    let request = json!({ "url": "/login", "credentials": "include" });
    let mut session = start(&mut browser, &json!("https://b.test/"), &request, "standard");
    browser.cookies = vec![cookie(json!({}))];
    let mut redirect = reply(&[("Location", "/home")]);
    redirect.status = 302;
    session.respond_in(&mut browser, redirect, 1000);
    let sent = session.exchange().unwrap();
    assert_eq!(sent.request.url, "https://b.test/home");
    assert!(sent.request.headers.iter().any(|(name, value)| *name == "Cookie" && *value == "n=v"));
}

#[test]
fn a_reply_s_cookies_are_kept_as_same_site_and_secure_allow() {
    let credentials = |url: &str| json!({ "url": url, "credentials": "include" });
    let keeps = |page: &str, url: &str, engine: &str, fields: Json| {
        start(&mut Browser::default(), &json!(page), &credentials(url), engine).keeps_cookie(&cookie(fields))
    };
    let lax = || json!({ "sameSite": "lax" });
    let secure = || json!({ "sameSite": "none", "secure": true });
    assert!(keeps("https://b.test/", "/x", "standard", lax()));
    assert!(keeps("https://www.b.test/", OTHER, "standard", json!({ "sameSite": "strict" })));
    assert!(!keeps(PAGE, OTHER, "standard", lax()), "cross-site");
    assert!(keeps(PAGE, OTHER, "standard", secure()));
    assert!(!keeps(PAGE, OTHER, "chromium", json!({})), "without SameSite Chromium takes Lax");
    assert!(keeps(PAGE, OTHER, "webkit", json!({})), "WebKitGTK takes None");
    assert!(!keeps(PAGE, OTHER, "chromium", json!({ "sameSite": "none" })), "None needs Secure");
    assert!(!keeps("http://b.test/", "/x", "standard", secure()), "Secure needs a trustworthy URL");
}

#[test]
fn without_credentials_no_cookie_is_kept() {
    for request in [json!(OTHER), json!({ "url": PAGE, "credentials": "omit" })] {
        let session = start(&mut Browser::default(), &json!(PAGE), &request, "standard");
        assert!(!session.keeps_cookie(&cookie(json!({ "sameSite": "none", "secure": true }))), "{request}");
    }
    let mut browser = Browser::default();
    let preflight = start(
        &mut browser,
        &json!(PAGE),
        &json!({ "url": OTHER, "method": "PUT", "credentials": "include" }),
        "standard",
    );
    assert_eq!(method(&preflight).as_deref(), Some("OPTIONS"));
    assert!(!preflight.keeps_cookie(&cookie(json!({ "sameSite": "none", "secure": true }))));
}

#[test]
fn the_body_goes_with_the_request_and_not_with_its_preflight_nor_past_a_303() {
    let mut browser = Browser::default();
    let request = json!({ "url": OTHER, "method": "PUT", "body": "text" });
    let mut session = start(&mut browser, &json!(PAGE), &request, "standard");
    assert!(!session.exchange().unwrap().body);
    session.respond_in(&mut browser, allow(), 1000);
    assert!(session.exchange().unwrap().body);
    let mut see_other = reply(&[("Location", "/y"), ("Access-Control-Allow-Origin", "*")]);
    see_other.status = 303;
    session.respond_in(&mut browser, see_other, 1000);
    assert!(!session.exchange().unwrap().body);
}
