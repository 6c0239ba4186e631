//! Which cookies travel: by host, path, scheme, age, SameSite and credentials mode.

use crate::support::{self, Json, OTHER, PAGE, from_page, json, last, open, redirect, sent, verdict, with};

/// The `Cookie` of the last request to be sent.
fn cookies(page: Json, request: Json, jar: &[Json]) -> Option<String> {
    let scenario = json!({ "page": page, "request": request, "server": open(), "cookies": jar, "now": 5000.0 });
    sent(last(&verdict(&scenario)), "Cookie")
}

/// Whether this one cookie travels with a request of the page to itself.
fn travels(url: &str, cookie: Json) -> bool {
    cookies(json!(url), json!(url), &[with(json!({ "name": "n", "value": "v" }), cookie)]).is_some()
}

#[test]
fn a_host_s_cookie_goes_to_that_host_or_to_subdomains_when_it_says_so() {
    for (url, domain, subdomains, expected) in [
        ("https://a.test/", "a.test", false, true),
        ("https://a.test:8443/", "a.test", false, true),
        ("https://x.a.test/", "a.test", false, false),
        ("https://x.a.test/", "a.test", true, true),
        ("https://x.a.test/", ".A.test", true, true),
        ("https://a.test/", "x.a.test", true, false),
        ("https://ba.test/", "a.test", true, false),
        ("https://a.test./", "a.test", true, false),
        ("https://127.0.0.1/", "127.0.0.1", true, true),
        ("https://127.0.0.1/", "0.0.1", true, false),
        ("https://[::1]/", "[::1]", false, true),
    ] {
        let cookie = json!({ "domain": domain, "includeSubdomains": subdomains });
        assert_eq!(travels(url, cookie), expected, "{url} {domain} {subdomains}");
    }
}

#[test]
fn a_path_matches_itself_and_what_is_below() {
    for (url, path, expected) in [
        ("https://a.test/", "/", true),
        ("https://a.test/dir", "/dir", true),
        ("https://a.test/dir/", "/dir", true),
        ("https://a.test/dir/x", "/dir", true),
        ("https://a.test/dir/x", "/dir/", true),
        ("https://a.test/dir", "/dir/", false),
        ("https://a.test/dirx", "/dir", false),
        ("https://a.test/", "/dir", false),
        ("https://a.test/DIR", "/dir", false),
        ("https://a.test/?/dir", "/dir", false),
    ] {
        assert_eq!(travels(url, json!({ "domain": "a.test", "path": path })), expected, "{url} {path}");
    }
}

#[test]
fn secure_cookies_go_to_trustworthy_urls_and_expired_ones_nowhere() {
    assert!(travels("https://a.test/", json!({ "domain": "a.test", "secure": true })));
    assert!(!travels("http://a.test/", json!({ "domain": "a.test", "secure": true })));
    assert!(travels("http://a.test/", json!({ "domain": "a.test" })));
    assert!(travels("http://localhost/", json!({ "domain": "localhost", "secure": true })));
    for (expires, expected) in [(4999.0, false), (5000.0, false), (5001.0, true)] {
        assert_eq!(
            travels("https://a.test/", json!({ "domain": "a.test", "expires": expires })),
            expected,
            "{expires}"
        );
    }
}

#[test]
fn longer_paths_and_then_older_cookies_come_first() {
    let cookie = |name: &str, path: &str, created: Option<f64>| json!({ "name": name, "value": "1", "domain": "a.test", "path": path, "created": created });
    let jar = [
        cookie("root-new", "/", Some(20.0)),
        cookie("dir-new", "/dir", Some(30.0)),
        cookie("root-old", "/", Some(10.0)),
        cookie("root-ancient", "/", None),
        cookie("dir-old", "/dir", Some(25.0)),
    ];
    let sent = cookies(json!("https://a.test/dir"), json!("https://a.test/dir"), &jar).unwrap();
    assert_eq!(sent, "dir-old=1; dir-new=1; root-ancient=1; root-old=1; root-new=1");
}

#[test]
fn a_nameless_cookie_is_only_a_value_and_bytes_are_kept() {
    let jar = [
        json!({ "name": "", "value": "only", "domain": "a.test" }),
        json!({ "name": "e", "value": "\u{e9}", "domain": "a.test" }),
        json!({ "name": "none", "domain": "a.test" }),
    ];
    assert_eq!(cookies(json!(PAGE), json!("/x"), &jar).as_deref(), Some("only; e=\u{e9}; none="));
    assert_eq!(cookies(json!(PAGE), json!("/x"), &[]), None);
}

/// `name: why` of each cookie that stays behind, request by request.
fn withheld(scenario: &Json) -> Vec<Vec<String>> {
    let line = |cookie: &corslab::verdict::WithheldCookie| format!("{}: {}", cookie.name, cookie.because);
    let exchanges = verdict(scenario).exchanges;
    exchanges.iter().map(|exchange| exchange.withheld_cookies.iter().map(line).collect()).collect()
}

#[test]
fn a_cookie_that_stays_behind_says_why() {
    let cookie = |name: &str, more: Json| {
        with(json!({ "name": name, "domain": "b.test", "sameSite": "none", "secure": true }), more)
    };
    let one = |page: Json, request: Json, jar: &[Json]| {
        let scenario = json!({ "page": page, "request": request, "server": open(), "cookies": jar, "now": 5000.0 });
        withheld(&scenario).pop().unwrap()
    };
    let include = || json!({ "url": OTHER, "credentials": "include" });
    let jar = [
        cookie("sent", json!({})),
        cookie("host", json!({ "domain": "c.test" })),
        cookie("path", json!({ "path": "/y" })),
        cookie("old", json!({ "expires": 4999.0 })),
        cookie("lax", json!({ "sameSite": "lax" })),
        cookie("default", json!({ "sameSite": "default" })),
        // A browser refuses such a cookie when it is set.
        cookie("insecure", json!({ "secure": false })),
    ];
    let because =
        ["host: domain", "path: path", "old: expired", "lax: same-site", "default: same-site", "insecure: same-site"];
    assert_eq!(one(json!(PAGE), include(), &jar), because);
    let without = |request: Json| with(json!({ "url": OTHER }), request);
    for (page, request, because) in [
        (json!(PAGE), without(json!({})), "credentials-mode"),
        (json!(PAGE), without(json!({ "credentials": "omit" })), "credentials-mode"),
        (
            json!({ "url": PAGE, "embedderPolicy": "credentialless" }),
            without(json!({ "initiator": "img" })),
            "embedder-policy",
        ),
        (json!("http://a.test/"), json!({ "url": "http://b.test/", "credentials": "include" }), "secure"),
    ] {
        let jar = [cookie("n", json!({})), cookie("host", json!({ "domain": "c.test" }))];
        assert_eq!(one(page, request.clone(), &jar), [format!("n: {because}"), "host: domain".to_owned()], "{request}");
    }
    // Firefox gives each top-level site a jar of its own.
    for (engine, expected) in [("chromium", &[][..]), ("firefox", &["n: third-party"])] {
        let json = with(from_page(include(), open()), json!({ "cookies": [cookie("n", json!({}))], "engine": engine }));
        assert_eq!(withheld(&json), [expected], "{engine}");
    }
}

#[test]
fn a_preflight_withholds_nothing_and_each_hop_has_its_own() {
    let jar = json!([{ "name": "a", "domain": "a.test" }, { "name": "b", "domain": "b.test", "secure": true, "sameSite": "none" }]);
    let put = json!({ "url": OTHER, "method": "PUT" });
    let json = with(from_page(put, open()), json!({ "cookies": jar }));
    assert_eq!(withheld(&json), [vec![], vec!["a: domain".to_owned(), "b: credentials-mode".to_owned()]]);
    let json = with(from_page(json!("/go"), json!([redirect(302, OTHER), open()])), json!({ "cookies": jar }));
    let expected = [vec!["b: domain".to_owned()], vec!["a: domain".to_owned(), "b: credentials-mode".to_owned()]];
    assert_eq!(withheld(&json), expected);
}

const fn names() -> [&'static str; 4] {
    ["strict", "lax", "none", "default"]
}

/// One secure cookie of each `SameSite`, for `host`.
fn jar(host: &str) -> Vec<Json> {
    names().map(|same_site| json!({ "name": same_site, "value": "1", "domain": host, "secure": true, "sameSite": same_site })).to_vec()
}

fn travelling(page: Json, request: Json, host: &str) -> Vec<String> {
    let header = cookies(page, request, &jar(host)).unwrap_or_default();
    header.split("; ").filter_map(|pair| pair.strip_suffix("=1").map(str::to_owned)).collect()
}

#[test]
fn same_site_by_page_and_initiator() {
    let all = &names()[..];
    let include = |url: &str| json!({ "url": url, "credentials": "include" });
    let of = |url: &str, initiator: &str, method: &str| json!({ "url": url, "initiator": initiator, "method": method });
    let vectors: &[(Json, Json, &str, &[&str])] = &[
        // Same site: cross-origin is no obstacle.
        (json!(PAGE), include("https://x.a.test/"), "x.a.test", all),
        (json!(PAGE), include("https://a.test:8443/"), "a.test", all),
        (json!(PAGE), of("https://x.a.test/", "img", "GET"), "x.a.test", all),
        // Cross-site.
        (json!(PAGE), include(OTHER), "b.test", &["none"]),
        (json!(PAGE), of(OTHER, "img", "GET"), "b.test", &["none"]),
        (json!(PAGE), of(OTHER, "iframe", "GET"), "b.test", &["none"]),
        (json!(PAGE), of(OTHER, "beacon", "POST"), "b.test", &["none"]),
        // Top-level navigations.
        (json!(PAGE), of(OTHER, "navigation", "GET"), "b.test", &["lax", "none", "default"]),
        (json!(PAGE), of(OTHER, "form", "get"), "b.test", &["lax", "none", "default"]),
        (json!(PAGE), of(OTHER, "form", "post"), "b.test", &["none"]),
        (json!(PAGE), of("https://x.a.test/", "form", "post"), "x.a.test", all),
        // In a frame the top-level page counts.
        (json!({ "url": OTHER, "topLevel": PAGE }), include("https://b.test/y"), "b.test", &["none"]),
        (json!({ "url": OTHER, "topLevel": PAGE }), include("https://a.test/y"), "a.test", &["none"]),
        (json!({ "url": "https://x.a.test/", "topLevel": PAGE }), include("https://a.test/y"), "a.test", all),
        // Sites have schemes.
        (json!("http://a.test/"), include("https://a.test/"), "a.test", &["none"]),
        // A sandboxed page's URL is its site for cookies.
        (json!({ "url": PAGE, "sandboxed": true }), include("https://a.test/"), "a.test", all),
    ];
    for (page, request, host, expected) in vectors {
        assert_eq!(travelling(page.clone(), request.clone(), host), *expected, "{page} {request}");
    }
}

#[test]
fn same_site_none_needs_secure() {
    for (secure, expected) in [(true, true), (false, false)] {
        let cookie = json!({ "domain": "a.test", "sameSite": "none", "secure": secure });
        assert_eq!(travels("https://a.test/", cookie), expected, "the whole cookie is refused without it");
    }
}

#[test]
fn credentials_modes_decide_before_same_site_does() {
    for (url, host, credentials, expected) in [
        ("/x", "a.test", "omit", false),
        ("/x", "a.test", "same-origin", true),
        ("/x", "a.test", "include", true),
        ("https://x.a.test/", "x.a.test", "omit", false),
        ("https://x.a.test/", "x.a.test", "same-origin", false),
        ("https://x.a.test/", "x.a.test", "include", true),
        (OTHER, "b.test", "same-origin", false),
        (OTHER, "b.test", "include", true),
    ] {
        let request = json!({ "url": url, "credentials": credentials });
        assert_eq!(!travelling(json!(PAGE), request, host).is_empty(), expected, "{url} {credentials}");
    }
}

#[test]
fn same_origin_credentials_end_at_the_first_foreign_hop_for_good() {
    let run = |credentials: &str| {
        let mut back = redirect(302, "https://a.test/back");
        back["response"]["headers"][0][1] = json!("https://a.test");
        back["response"]["headers"].as_array_mut().unwrap().push(json!(["Access-Control-Allow-Credentials", "true"]));
        let home = json!({ "response": { "headers": { "Access-Control-Allow-Origin": "null", "Access-Control-Allow-Credentials": "true" } } });
        let jar = [jar("a.test"), jar("b.test")].concat();
        let request = json!({ "url": "/go", "credentials": credentials });
        let json = with(from_page(request, json!([redirect(302, OTHER), back, home])), json!({ "cookies": jar }));
        let verdict = verdict(&json);
        assert_eq!(verdict.outcome.as_str(), "readable", "{}", verdict.summary);
        verdict
            .exchanges
            .iter()
            .map(|exchange| sent(exchange, "Cookie").map_or(0, |cookies| cookies.split(';').count()))
            .collect::<Vec<_>>()
    };
    assert_eq!(run("omit"), [0, 0, 0]);
    assert_eq!(run("same-origin"), [4, 0, 0]);
    assert_eq!(run("include"), [4, 1, 4]);
}

#[test]
fn a_lax_cookie_stays_home_but_credentials_must_be_allowed_all_the_same() {
    let request = json!({ "url": OTHER, "credentials": "include" });
    let json = with(
        from_page(request, open()),
        json!({ "cookies": [{ "name": "a", "domain": "b.test", "sameSite": "lax" }] }),
    );
    let verdict = verdict(&json);
    assert_eq!(sent(last(&verdict), "Cookie"), None);
    assert_eq!(support::word(&verdict), "wildcard-with-credentials");
}

#[test]
fn engines_take_a_missing_same_site_their_own_way() {
    let plain = json!({ "name": "n", "value": "v", "domain": "b.test" });
    // As a navigation by POST: to Firefox the cookies of other sites' images are not those of the first party.
    for (engine, across) in [("standard", None), ("chromium", None), ("firefox", Some("n=v")), ("webkit", Some("n=v"))]
    {
        let json = with(
            from_page(json!({ "url": OTHER, "initiator": "form", "method": "post" }), open()),
            json!({ "cookies": [plain], "engine": engine }),
        );
        assert_eq!(sent(last(&verdict(&json)), "Cookie").as_deref(), across, "{engine}");
    }
}
