//! Arbitrary well-formed scenarios, as JSON.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};

fn one_of(words: &'static [&'static str]) -> impl Strategy<Value = Json> {
    prop::sample::select(words).prop_map(|word| json!(word))
}

fn odd_text() -> impl Strategy<Value = String> {
    prop_oneof!["[\\x00-\\xff]{0,12}", "\\PC{0,6}", Just("a".repeat(129))]
}

pub(crate) fn url() -> impl Strategy<Value = Json> {
    prop_oneof![
        12 => one_of(&[
            "https://a.test/", "https://a.test/x?q#f", "https://x.a.test/", "https://b.test/x", "https://b.test/y",
            "https://b.test:8443/", "http://a.test/", "http://b.test/", "http://localhost:8080/", "/rel", "?q", "",
        ]),
        2 => one_of(&[
            "data:text/plain,x", "data:", "blob:https://a.test/1", "blob:null/1", "about:blank", "ftp://b.test/",
            "https://u:p@b.test/", "https://b.test:25/", "https://", "https://b.test/login", "http://192.0.2.1/",
        ]),
        1 => odd_text().prop_map(Json::from),
    ]
}

fn page() -> impl Strategy<Value = Json> {
    let absolute = one_of(&[
        "https://a.test/",
        "https://a.test/p?q#f",
        "http://a.test/",
        "http://localhost/",
        "data:,x",
        "file:///x",
    ]);
    let flag = option::of(any::<bool>());
    let rich = (
        absolute,
        flag.clone(),
        option::of(one_of(&["https://a.test/", "https://c.test/", "http://a.test/"])),
        embedder(),
        policy(),
        flag,
    )
        .prop_map(|(url, sandboxed, top, embedder, policy, upgrade)| {
            object([
                ("url", Some(url)),
                ("sandboxed", sandboxed.map(Json::from)),
                ("topLevel", top),
                ("embedderPolicy", embedder),
                ("referrerPolicy", policy),
                ("upgradeInsecureRequests", upgrade.map(Json::from)),
            ])
        });
    prop_oneof![3 => Just(json!("https://a.test/")), 1 => rich]
}

fn embedder() -> impl Strategy<Value = Option<Json>> {
    option::of(one_of(&["unsafe-none", "require-corp", "credentialless"]))
}

fn policy() -> impl Strategy<Value = Option<Json>> {
    option::of(one_of(&[
        "",
        "no-referrer",
        "same-origin",
        "origin",
        "strict-origin",
        "unsafe-url",
        "origin-when-cross-origin",
    ]))
}

fn object<const N: usize>(fields: [(&str, Option<Json>); N]) -> Json {
    let fields = fields.into_iter().filter_map(|(name, value)| value.map(|value| (name.to_owned(), value)));
    Json::Object(fields.collect::<Map<_, _>>())
}

fn request_header() -> impl Strategy<Value = Json> {
    let known = prop::sample::select(vec![
        ("Authorization", "Bearer x"),
        ("X-A", "1"),
        ("x-b", "\u{e9}"),
        ("Content-Type", "application/json"),
        ("Accept", "\""),
        ("Range", "bytes=0-"),
        ("Cookie", "a=1"),
        ("If-None-Match", "x"),
        ("Cache-Control", "x"),
        ("*", "x"),
        ("Origin", "x"),
    ]);
    prop_oneof![
        6 => known.prop_map(|(name, value)| json!([name, value])),
        1 => (odd_text(), odd_text()).prop_map(|(name, value)| json!([name, value])),
    ]
}

fn body() -> impl Strategy<Value = Json> {
    let kind = one_of(&["text", "url-search-params", "form-data", "blob", "buffer", "stream"]);
    prop_oneof![
        Just(json!("text")),
        (kind, 0_u64..70_000)
            .prop_map(|(kind, length)| json!({ "kind": kind, "length": length, "contentType": "application/json" })),
    ]
}

pub(crate) fn request() -> impl Strategy<Value = Json> {
    let words = (
        option::weighted(0.7, one_of(&["GET", "get", "HEAD", "POST", "PUT", "patch", "DELETE", "TRACE", "A B", ""])),
        option::weighted(0.3, one_of(&["cors", "no-cors", "same-origin", "navigate"])),
        option::of(one_of(&["omit", "same-origin", "include"])),
        option::weighted(0.2, one_of(&["follow", "error", "manual"])),
        option::weighted(
            0.5,
            one_of(&[
                "fetch",
                "xhr",
                "img",
                "audio",
                "video",
                "script",
                "module",
                "stylesheet",
                "font",
                "eventsource",
                "beacon",
                "form",
                "navigation",
                "iframe",
            ]),
        ),
        option::weighted(0.2, one_of(&["anonymous", "use-credentials"])),
        option::weighted(0.1, one_of(&["default", "no-store", "reload", "no-cache", "force-cache", "only-if-cached"])),
        option::weighted(0.1, one_of(&["", "/r", "https://", "about:client"])),
    );
    let rest = (
        policy(),
        vec(request_header(), 0..4),
        option::weighted(0.3, body()),
        any::<[bool; 4]>(),
        option::weighted(0.1, one_of(&["sha256-x"])),
    );
    (url(), words, rest).prop_map(
        |(url, words, (policy, headers, body, [keepalive, duplex, upload, user], integrity))| {
            object([
                ("url", Some(url)),
                ("method", words.0),
                ("mode", words.1),
                ("credentials", words.2),
                ("redirect", words.3),
                ("initiator", words.4),
                ("crossorigin", words.5),
                ("cache", words.6),
                ("referrer", words.7),
                ("referrerPolicy", policy),
                ("headers", Some(json!(headers))),
                ("body", body),
                ("keepalive", Some(json!(keepalive && upload))),
                ("duplex", duplex.then(|| json!("half"))),
                ("uploadListener", Some(json!(upload))),
                ("userActivation", Some(json!(user))),
                ("integrity", integrity),
            ])
        },
    )
}

/// A header as servers send them: right, nearly right, or odd.
fn reply_header() -> impl Strategy<Value = Json> {
    let pair = |name: &'static str, values: &'static [&'static str]| {
        one_of(values).prop_map(move |value| json!([name, value]))
    };
    prop_oneof![
        6 => pair("Access-Control-Allow-Origin", &["*", "https://a.test", "null", "https://a.test/", "https://A.test", "https://a.test, *", ""]),
        4 => pair("Access-Control-Allow-Credentials", &["true", "True", ""]),
        4 => pair("Access-Control-Allow-Methods", &["*", "PUT, DELETE", "patch", "GET POST", "", "\"", "PUT;DELETE"]),
        4 => pair("Access-Control-Allow-Headers", &["*", "x-a, X-B", "authorization, content-type", "*, Authorization", "X A", "", "x-a;x-b"]),
        1 => pair("Access-Control-Max-Age", &["0", "600", "-1", "99999999999999999999"]),
        1 => pair("Access-Control-Expose-Headers", &["*", "x-a", "X A"]),
        1 => pair("Vary", &["Origin", "Accept", "*", ""]),
        2 => pair("Content-Type", &["text/javascript", "image/png", "text/plain", "text/event-stream", "text/css", "x"]),
        1 => pair("X-Content-Type-Options", &["nosniff", "x"]),
        2 => pair("Cross-Origin-Resource-Policy", &["same-origin", "same-site", "cross-origin", "x"]),
        1 => pair("Timing-Allow-Origin", &["*", "https://a.test"]),
        1 => pair("Referrer-Policy", &["no-referrer", "unsafe-url", "x y"]),
        1 => pair("Set-Cookie", &["a=1"]),
        1 => ("[!-~]{1,8}", odd_text()).prop_map(|(name, value)| json!([name, value])),
    ]
}

fn location() -> impl Strategy<Value = Json> {
    url().prop_map(|url| json!(["Location", url]))
}

pub(crate) fn reply() -> impl Strategy<Value = Json> {
    let status = prop_oneof![
        4 => Just(200_u16),
        2 => prop::sample::select(vec![301_u16, 302, 303, 307, 308]),
        2 => prop::sample::select(vec![204_u16, 206, 304, 400, 401, 403, 404, 405, 500, 501, 503, 200, 999]),
    ];
    (status, vec(reply_header(), 0..7), option::weighted(0.7, location()), prop::bool::weighted(0.03)).prop_map(
        |(status, mut headers, location, failure)| {
            headers.extend(location);
            if failure { json!({ "networkFailure": true }) } else { json!({ "status": status, "headers": headers }) }
        },
    )
}

fn answer() -> impl Strategy<Value = Json> {
    (option::of(reply()), reply())
        .prop_map(|(preflight, response)| object([("preflight", preflight), ("response", Some(response))]))
}

fn cookie() -> impl Strategy<Value = Json> {
    let words = (
        one_of(&["a.test", "b.test", "localhost", ".a.test"]),
        one_of(&["strict", "lax", "none", "default"]),
        one_of(&["/", "/x", "/x"]),
    );
    (words, any::<[bool; 2]>(), odd_text(), option::of(-5.0..9e12_f64)).prop_map(|((domain, same_site, path), [secure, sub], value, expires)| {
        json!({ "name": "n", "value": value, "domain": domain, "sameSite": same_site, "path": path, "secure": secure, "includeSubdomains": sub, "expires": expires })
    })
}

fn cache_entry() -> impl Strategy<Value = Json> {
    (one_of(&["https://a.test", "null", "http://a.test"]), one_of(&["https://b.test/x", "https://b.test/y"]), 0.0..2e6_f64, 0_u64..100_000, any::<[bool; 2]>(), one_of(&["*", "PUT", "patch", "x-a", "authorization"]))
        .prop_map(|(origin, url, stored, max_age, [credentials, method], name)| {
            let kind = if method { "method" } else { "headerName" };
            json!({ "origin": origin, "url": url, "stored": stored, "maxAge": max_age, "credentials": credentials, kind: name })
        })
}

fn engine() -> impl Strategy<Value = Json> {
    one_of(&["standard", "standard", "chromium", "firefox", "webkit"])
}

/// Any well-formed scenario. Its last answer may be a redirect that leads nowhere.
pub(crate) fn scenario() -> impl Strategy<Value = Json> {
    (page(), prop_oneof![1 => url(), 6 => request()], vec(answer(), 1..5), vec(cookie(), 0..4), vec(cache_entry(), 0..4), engine()).prop_map(
        |(page, request, server, cookies, cache, engine)| {
            json!({ "page": page, "request": request, "server": server, "cookies": cookies, "preflightCache": cache, "now": 1e6, "engine": engine })
        },
    )
}

/// A request that only a server can refuse, and servers that refuse it in many ways. The last answer is no redirect.
pub(crate) fn refused_by_servers() -> impl Strategy<Value = Json> {
    let header = prop::sample::select(vec![
        ("Authorization", "x"),
        ("X-A", "1"),
        ("X-B", "2"),
        ("Content-Type", "application/json"),
        ("X-C", "3"),
    ]);
    let request = (
        one_of(&["https://b.test/x", "https://b.test/y", "/home", "https://b.test/login"]),
        one_of(&["GET", "POST", "PUT", "patch", "DELETE"]),
        vec(header.prop_map(|(name, value)| json!([name, value])), 0..4),
        one_of(&["omit", "same-origin", "include"]),
        one_of(&[
            "fetch",
            "fetch",
            "fetch",
            "xhr",
            "xhr",
            "img",
            "script",
            "module",
            "stylesheet",
            "font",
            "eventsource",
            "iframe",
        ]),
        option::weighted(0.3, one_of(&["anonymous", "use-credentials"])),
        any::<bool>(),
    );
    let request = request.prop_map(|(url, method, headers, credentials, initiator, crossorigin, upload)| {
        object([
            ("url", Some(url)),
            ("method", Some(method)),
            ("headers", Some(json!(headers))),
            ("credentials", Some(credentials)),
            ("initiator", Some(initiator)),
            ("crossorigin", crossorigin),
            ("uploadListener", Some(json!(upload))),
        ])
    });
    let last = reply().prop_map(|mut reply| {
        if reply["status"].as_u64().is_some_and(|status| (300..400).contains(&status)) {
            reply["status"] = json!(200);
        }
        reply
    });
    let last = (option::of(reply()), last)
        .prop_map(|(preflight, response)| object([("preflight", preflight), ("response", Some(response))]));
    let target = one_of(&["https://b.test/x", "https://b.test/y", "https://c.test/", "https://a.test/z", "/login"]);
    let hop = (answer(), target).prop_map(|(mut answer, target)| {
        let headers = answer["response"]["headers"].as_array().cloned().unwrap_or_default();
        let mut headers: Vec<Json> = headers.into_iter().filter(|pair| pair[0] != "Location").collect();
        headers.push(json!(["Location", target]));
        answer["response"] = json!({ "status": 307, "headers": headers });
        answer
    });
    let policy =
        embedder().prop_map(|policy| object([("url", Some(json!("https://a.test/"))), ("embedderPolicy", policy)]));
    (policy, request, vec(hop, 0..3), last, engine()).prop_map(|(page, request, mut server, last, engine)| {
        server.push(last);
        json!({ "page": page, "request": request, "server": server, "engine": engine })
    })
}
