//! `compare_origins`: the facts, the parts and the reasons.

use corslab::origin::compare::{Document, OriginReasonCode, Side, compare_documents};
use corslab::origin::document_domain::{DocumentState, set_document_domain};
use corslab::origin::{OpaqueOrigins, Origin, OriginComparison, compare_origins};
use serde_json::{Value, json};

fn compare(a: &str, b: &str) -> OriginComparison {
    compare_origins(a, b).unwrap()
}

/// The reasons as `code: message`.
fn because(a: &str, b: &str) -> Vec<String> {
    let code = |code| serde_json::to_value(code).unwrap().as_str().unwrap().to_owned();
    compare(a, b).because.iter().map(|reason| format!("{}: {}", code(reason.code), reason.message)).collect()
}

#[test]
fn the_json_is_the_public_contract() {
    let compared = serde_json::to_value(compare("https://app.example.com/x", "HTTP://api.example.com:8443")).unwrap();
    let piece = |part: &str, text: &str| json!({ "part": part, "text": text, "written": text, "rewritten": null });
    let facts = |origin: &str, site: &str, trustworthy: bool, pieces: Value| {
        json!({
            "origin": origin, "opaque": false, "site": site, "registrableDomain": "example.com",
            "publicSuffix": "com", "publicSuffixSection": "icann", "potentiallyTrustworthy": trustworthy,
            "pieces": pieces,
        })
    };
    let pieces_a = json!([
        piece("scheme", "https"),
        piece("delimiter", "://"),
        piece("host", "app.example.com"),
        piece("path", "/x"),
    ]);
    let pieces_b = json!([
        { "part": "scheme", "text": "http", "written": "HTTP", "rewritten": "letter-case" },
        piece("delimiter", "://"), piece("host", "api.example.com"), piece("port", ":8443"), piece("path", "/"),
    ]);
    let expected = json!({
        "sameOrigin": false,
        "sameSite": false,
        "schemelesslySameSite": true,
        "a": facts("https://app.example.com", "https://example.com", true, pieces_a),
        "b": facts("http://api.example.com:8443", "http://example.com", false, pieces_b),
        "parts": {
            "scheme": { "a": "https", "b": "http", "equal": false },
            "host": { "a": "app.example.com", "b": "api.example.com", "equal": false },
            "port": {
                "a": { "number": 443, "isDefault": true },
                "b": { "number": 8443, "isDefault": false },
                "equal": false,
            },
        },
        "documentDomain": null,
        "because": [
            { "code": "schemes-differ", "which": null, "message": "schemes differ: https and http" },
            { "code": "hosts-differ", "which": null, "message": "hosts differ: app.example.com and api.example.com" },
            { "code": "ports-differ", "which": null, "message": "ports differ: 443 (default of https) and 8443" },
            {
                "code": "same-registrable-domain", "which": null,
                "message": "both hosts have the registrable domain example.com",
            },
            {
                "code": "schemes-make-sites", "which": null,
                "message": "https and http are different sites: a site has a scheme",
            },
        ],
    });
    assert_eq!(compared, expected);
}

#[test]
fn an_opaque_origin_has_no_parts() {
    let compared = serde_json::to_value(compare("https://example.com", "data:,x")).unwrap();
    assert_eq!((&compared["parts"], &compared["documentDomain"]), (&Value::Null, &Value::Null));
    assert_eq!(
        compared["b"],
        json!({
            "origin": "null", "opaque": true, "site": "null", "registrableDomain": null, "publicSuffix": null,
            "publicSuffixSection": null, "potentiallyTrustworthy": true,
            "pieces": [
                { "part": "scheme", "text": "data", "written": "data", "rewritten": null },
                { "part": "delimiter", "text": ":", "written": ":", "rewritten": null },
                { "part": "path", "text": ",x", "written": ",x", "rewritten": null },
            ],
        })
    );
    assert_eq!(compared["because"][0]["which"], "b");
}

#[test]
fn same_origin_despite_other_spelling() {
    let compared = compare("HTTPS://user@EXAMPLE.com:443/a", "https://example.com/b");
    assert!(compared.same_origin && compared.same_site && compared.schemelessly_same_site);
    assert_eq!(
        because("https://example.com:443", "https://example.com/b"),
        ["all-parts-equal: scheme, host and port are equal: https://example.com"]
    );
}

#[test]
fn reasons_in_plain_words() {
    let table: &[(&str, &str, &[&str])] = &[
        (
            "https://a.example",
            "https://a.example:8443",
            &["ports-differ: ports differ: 443 (default of https) and 8443"],
        ),
        (
            "http://a.example",
            "ws://a.example",
            &[
                "schemes-differ: schemes differ: http and ws",
                "schemes-make-sites: http and ws are different sites: a site has a scheme",
            ],
        ),
        (
            "ftp://a.example",
            "wss://a.example:21",
            &[
                "schemes-differ: schemes differ: ftp and wss",
                "schemes-make-sites: ftp and wss are different sites: a site has a scheme",
            ],
        ),
        (
            "https://example.com",
            "https://example.com.",
            &[
                "trailing-dot: hosts differ: example.com and example.com.; a trailing dot makes another host",
                "registrable-domains-differ: registrable domains differ: example.com and example.com.",
            ],
        ),
        (
            "https://user.github.io",
            "https://example.com",
            &[
                "hosts-differ: hosts differ: user.github.io and example.com",
                "registrable-domains-differ: registrable domains differ: user.github.io and example.com",
                "private-suffix: user.github.io is its own site: github.io is a public suffix (private section)",
            ],
        ),
        (
            "https://github.io",
            "https://co.uk",
            &[
                "hosts-differ: hosts differ: github.io and co.uk",
                "host-is-public-suffix: github.io is itself a public suffix (private section): \
                 it is the same site only with itself",
                "host-is-public-suffix: co.uk is itself a public suffix (ICANN section): \
                 it is the same site only with itself",
            ],
        ),
        (
            "http://localhost",
            "http://127.0.0.1",
            &[
                "hosts-differ: hosts differ: localhost and 127.0.0.1",
                "host-is-public-suffix: localhost is itself a public suffix (by the default rule for unlisted top-level \
                 labels): it is the same site only with itself",
                "ip-address: 127.0.0.1 is an IP address: it is the same site only with itself",
            ],
        ),
        ("http://a..b", "http://a.b", &["hosts-differ: hosts differ: a..b and a.b"]),
        (
            "data:,x",
            "blob:null/1",
            &[
                "opaque-origin: a has an opaque origin: data: URLs never share an origin, not even with themselves",
                "opaque-origin: b has an opaque origin: the URL inside this blob: URL has no origin that it could share",
            ],
        ),
        (
            "file:///x",
            "blob:https://a.example/1",
            &[
                "opaque-origin: a has an opaque origin: browsers treat every file: URL as an origin of its own",
                "blob-url: b is a blob: URL: its origin is that of the URL inside it, https://a.example/1",
            ],
        ),
    ];
    for (a, b, expected) in table {
        assert_eq!(because(a, b), *expected, "{a} {b}");
    }
}

#[test]
fn says_which_url_is_invalid() {
    let error = compare_origins("example.com", "https://example.com").unwrap_err();
    assert_eq!((error.which, error.value.as_str()), (Side::A, "example.com"));
    assert_eq!(error.to_string(), "a: \"example.com\" is not an absolute URL: relative URL without a base");
    let error = compare_origins("https://example.com", "https://exa mple.com").unwrap_err();
    assert_eq!(error.which, Side::B);
    assert!(error.to_string().starts_with("b: \"https://exa mple.com\" is not an absolute URL: "));
    let json = serde_json::to_value(compare_origins("https://a", "null").unwrap_err()).unwrap();
    assert_eq!(json, json!({ "which": "b", "value": "null", "message": "relative URL without a base" }));
}

#[test]
fn a_sandboxed_document_is_same_origin_with_nothing() {
    let url = "https://a.example/";
    let (plain, sandboxed) = (Document { url, sandboxed: false }, Document { url, sandboxed: true });
    let both = compare_documents(sandboxed, sandboxed).unwrap();
    assert!(!both.same_origin && !both.same_site && !both.schemelessly_same_site);
    let one = compare_documents(plain, sandboxed).unwrap();
    assert!(!one.same_origin && !one.same_site && one.b.opaque && !one.a.opaque);
    assert_eq!((one.b.origin.as_str(), one.b.site.as_str(), one.parts), ("null", "null", None));
    let [reason] = one.because.as_slice() else { panic!("{:?}", one.because) };
    assert_eq!((reason.code, reason.which), (OriginReasonCode::Sandboxed, Some(Side::B)));
    assert_eq!(reason.message, "b is sandboxed without allow-same-origin: its origin is opaque");
    assert!(compare_documents(plain, plain).unwrap().same_origin);
}

#[test]
fn says_where_a_document_inherits_its_origin() {
    let table = [
        ("about:blank?x#y", true),
        ("about:srcdoc", true),
        ("javascript:alert(1)", true),
        ("about:config", false),
        ("data:,x", false),
    ];
    for (url, inherits) in table {
        let expected = inherits.then(|| "inherited-origin: its document inherits the origin of another one".to_owned());
        let reasons = because(url, "https://a.example");
        let scheme = url.split_once(':').unwrap().0;
        let opaque = format!(
            "opaque-origin: a has an opaque origin: {scheme}: URLs never share an origin, not even with themselves"
        );
        assert_eq!(reasons, std::iter::once(opaque).chain(expected).collect::<Vec<_>>(), "{url}");
    }
}

/// The pieces as `part text`, with `<rewritten written` where parsing changed them.
fn pieces(url: &str) -> String {
    let facts = serde_json::to_value(compare(url, url).a).unwrap();
    let piece = |piece: &Value| {
        let text = |field: &str| piece[field].as_str().map(str::to_owned);
        let plain = format!("{} {}", text("part").unwrap(), text("text").unwrap());
        let rewritten = text("rewritten").map(|why| format!(" <{why} {}", text("written").unwrap()));
        assert_eq!(rewritten.is_some(), piece["written"] != piece["text"], "{url}");
        plain + &rewritten.unwrap_or_default()
    };
    facts["pieces"].as_array().unwrap().iter().map(piece).collect::<Vec<_>>().join(" | ")
}

#[test]
fn the_pieces_of_a_url_and_what_parsing_made_of_them() {
    let table = [
        ("https://a.example", "scheme https | delimiter :// | host a.example | path /"),
        (
            "https://user:pw@a.example:8443/x/y?q=1#f",
            "scheme https | delimiter :// | credentials user:pw@ | host a.example | port :8443 | path /x/y | query ?q=1 | \
             fragment #f",
        ),
        (
            "HTTPS://A.Example:443/",
            "scheme https <letter-case HTTPS | delimiter :// | host a.example <letter-case A.Example | \
             port  <default-port :443 | path /",
        ),
        ("ws://a.example:/", "scheme ws | delimiter :// | host a.example | port  <default-port : | path /"),
        (
            "http://a.example:08080",
            "scheme http | delimiter :// | host a.example | port :8080 <leading-zeros :08080 | path /",
        ),
        ("http:\\\\a.example\\x", "scheme http | delimiter :// <slashes :\\\\ | host a.example | path /x <path \\x"),
        ("https:a.example", "scheme https | delimiter :// <slashes : | host a.example | path /"),
        ("http://0x7f.1/", "scheme http | delimiter :// | host 127.0.0.1 <ip-address 0x7f.1 | path /"),
        ("http://2130706433/", "scheme http | delimiter :// | host 127.0.0.1 <ip-address 2130706433 | path /"),
        (
            "http://[0:0:0:0:0:FFFF:1.2.3.4]:81/",
            "scheme http | delimiter :// | host [::ffff:102:304] <ip-address [0:0:0:0:0:FFFF:1.2.3.4] | port :81 | path /",
        ),
        (
            "https://b\u{fc}cher.example/",
            "scheme https | delimiter :// | host xn--bcher-kva.example <punycode b\u{fc}cher.example | path /",
        ),
        (
            "https://\u{ff41}.example\u{3002}com/",
            "scheme https | delimiter :// | host a.example.com <mapping \u{ff41}.example\u{3002}com | path /",
        ),
        (
            "https://%61.example/",
            "scheme https | delimiter :// | host a.example <percent-encoding %61.example | path /",
        ),
        (
            "https://a@b@a.example/./x y/../z?q",
            "scheme https | delimiter :// | credentials a%40b@ | host a.example | path /z <path /./x y/../z | query ?q",
        ),
        (
            " https://a.\texample/\n",
            "space  <space  https://a.\texample/\n | scheme https | delimiter :// | host a.example | path /",
        ),
        (
            "blob:HTTPS://A.example:443/1#f",
            "scheme blob | delimiter : | scheme https <letter-case HTTPS | delimiter :// | \
             host a.example <letter-case A.example | port  <default-port :443 | path /1 | fragment #f",
        ),
        ("blob:null/1", "scheme blob | delimiter : | path null/1"),
        ("Data:,x?y#z", "scheme data <letter-case Data | delimiter : | path ,x | query ?y | fragment #z"),
        ("file:///x", "scheme file | delimiter :// | path /x"),
        (
            "web+demo://u@a.example:80/x",
            "scheme web+demo | delimiter :// | credentials u@ | host a.example | port :80 | path /x",
        ),
    ];
    for (url, expected) in table {
        assert_eq!(pieces(url), expected, "{url}");
    }
}

#[test]
fn says_which_document_domain_would_do() {
    let table = [
        ("https://a.example.com", "https://b.example.com", Some("example.com")),
        ("https://a.example.com", "https://a.example.com:8443", Some("a.example.com")),
        ("http://127.0.0.1", "http://127.0.0.1:81", Some("127.0.0.1")),
        ("https://github.io", "https://github.io:444", Some("github.io")),
        ("https://a.github.io", "https://b.github.io", None),
        ("https://a.example.com", "http://a.example.com", None),
        ("https://a.example.com", "https://a.example.org", None),
        ("wss://a.example.com", "wss://b.example.com", None),
        ("data:,x", "data:,x", None),
    ];
    let document = DocumentState { has_browsing_context: true, sandboxed_document_domain: false, origin_keyed: false };
    for (a, b, expected) in table {
        assert_eq!(compare(a, b).document_domain.as_deref(), expected, "{a} {b}");
        let Some(domain) = expected else { continue };
        // The setter, which is code of its own, lets both have it, and so joins them.
        let mut opaque = OpaqueOrigins::new();
        let [mut a, mut b] = [a, b].map(|url| Origin::of_url(&url.parse().unwrap(), &mut opaque));
        assert!(!a.is_same_origin_domain(&b));
        for origin in [&mut a, &mut b] {
            set_document_domain(origin, domain, document).unwrap();
        }
        assert!(a.is_same_origin_domain(&b), "{domain}");
    }
}
