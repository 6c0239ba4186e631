//! Origins of documents: sandboxes, `document.domain`, secure contexts.

use corslab::origin::document_domain::{
    DocumentDomainChange, DocumentDomainError, DocumentState, is_registrable_domain_suffix_of_or_equal_to,
    set_document_domain,
};
use corslab::origin::sandbox::{can_remove_own_sandbox, parse_sandboxing_directive};
use corslab::origin::secure_context::is_url_potentially_trustworthy;
use corslab::origin::{OpaqueOrigins, Origin, SandboxFlags, determine_the_origin};
use url::{Host, Url};

fn origin(text: &str) -> Origin {
    Origin::of_url(&Url::parse(text).unwrap(), &mut OpaqueOrigins::new())
}

/// Host suffix string, original host, the answer; the first rows are those of the table in HTML.
const SUFFIXES: &[(&str, &str, bool)] = &[
    ("0.0.0.0", "0.0.0.0", true),
    ("0x10203", "0.1.2.3", true),
    ("[0::1]", "[::1]", true),
    ("example.com", "example.com", true),
    ("example.com", "example.com.", false),
    ("example.com.", "example.com", false),
    ("example.com", "www.example.com", true),
    ("com", "example.com", false),
    ("example", "example", true),
    ("compute.amazonaws.com", "example.compute.amazonaws.com", false),
    ("example.compute.amazonaws.com", "www.example.compute.amazonaws.com", false),
    ("amazonaws.com", "www.example.compute.amazonaws.com", false),
    ("amazonaws.com", "test.amazonaws.com", true),
    ("", "example.com", false),
    ("a b", "example.com", false),
    ("EXAMPLE.com", "www.example.com", true),
    ("ample.com", "www.example.com", false),
    ("www.example.com", "example.com", false),
    (".example.com", "www.example.com", false),
    ("github.io", "user.github.io", false),
    ("user.github.io", "a.user.github.io", true),
    ("example.com.", "www.example.com.", true),
    ("com.", "example.com.", false),
    ("3.4", "1.2.3.4", false),
    ("[::2]", "[::1]", false),
];

#[test]
fn registrable_domain_suffixes() {
    for (suffix, original, expected) in SUFFIXES {
        let host = Host::parse(original).unwrap();
        let host = match &host {
            Host::Domain(domain) => Host::Domain(domain.as_str()),
            Host::Ipv4(address) => Host::Ipv4(*address),
            Host::Ipv6(address) => Host::Ipv6(*address),
        };
        assert_eq!(is_registrable_domain_suffix_of_or_equal_to(suffix, &host), *expected, "{suffix} of {original}");
    }
}

const SHOWN: DocumentState =
    DocumentState { has_browsing_context: true, sandboxed_document_domain: false, origin_keyed: false };

#[test]
fn document_domain_narrows_and_never_widens() {
    let mut origin = origin("https://www.example.com:8443");
    assert_eq!(set_document_domain(&mut origin, "example.com", SHOWN), Ok(DocumentDomainChange::Set));
    assert_eq!(origin.effective_domain(), Some(&Host::Domain("example.com".to_owned())));
    assert_eq!(origin.serialize(), "https://www.example.com:8443");
    let back = set_document_domain(&mut origin, "www.example.com", SHOWN);
    assert_eq!(back, Err(DocumentDomainError::NotASuffix));
}

#[test]
fn document_domain_changes_who_is_same_origin_domain() {
    let (mut a, mut b) = (origin("https://a.example.com:1"), origin("https://b.example.com:2"));
    let untouched = origin("https://a.example.com:1");
    assert!(!a.is_same_origin_domain(&b));
    set_document_domain(&mut a, "example.com", SHOWN).unwrap();
    assert!(!a.is_same_origin_domain(&b) && !a.is_same_origin_domain(&untouched) && a.is_same_origin(&untouched));
    set_document_domain(&mut b, "example.com", SHOWN).unwrap();
    assert!(a.is_same_origin_domain(&b), "ports do not matter once both have set it");
    assert!(!a.is_same_origin(&b));
    let mut http = origin("http://a.example.com");
    set_document_domain(&mut http, "example.com", SHOWN).unwrap();
    assert!(!a.is_same_origin_domain(&http), "schemes do");
    // Setting it to its own host counts as setting it.
    let mut own = origin("https://a.example.com:1");
    set_document_domain(&mut own, "a.example.com", SHOWN).unwrap();
    assert!(!own.is_same_origin_domain(&untouched));
}

#[test]
fn document_domain_throws_or_is_ignored() {
    let cases = [
        (DocumentState { has_browsing_context: false, ..SHOWN }, "example.com", DocumentDomainError::NoBrowsingContext),
        (DocumentState { sandboxed_document_domain: true, ..SHOWN }, "example.com", DocumentDomainError::Sandboxed),
        (SHOWN, "com", DocumentDomainError::NotASuffix),
        (SHOWN, "", DocumentDomainError::NotASuffix),
        (DocumentState { origin_keyed: true, ..SHOWN }, "example.org", DocumentDomainError::NotASuffix),
    ];
    for (state, value, error) in cases {
        let mut origin = origin("https://a.example.com");
        assert_eq!(set_document_domain(&mut origin, value, state), Err(error), "{value}");
        assert!(origin.as_tuple().unwrap().domain().is_none());
        assert!(!error.to_string().is_empty());
    }
    let mut opaque = origin("data:,");
    assert_eq!(set_document_domain(&mut opaque, "a.com", SHOWN), Err(DocumentDomainError::OpaqueOrigin));
    assert_eq!(DocumentDomainError::OpaqueOrigin.to_string(), "the document's origin is opaque and has no domain");
    let mut keyed = origin("https://a.example.com");
    let ignored = set_document_domain(&mut keyed, "example.com", DocumentState { origin_keyed: true, ..SHOWN });
    assert_eq!(ignored, Ok(DocumentDomainChange::IgnoredBecauseOriginKeyed));
    assert!(keyed.as_tuple().unwrap().domain().is_none());
}

#[test]
fn each_keyword_clears_its_flags() {
    use SandboxFlags as F;
    let every = [
        F::NAVIGATION,
        F::AUXILIARY_NAVIGATION,
        F::TOP_LEVEL_NAVIGATION_WITHOUT_USER_ACTIVATION,
        F::TOP_LEVEL_NAVIGATION_WITH_USER_ACTIVATION,
        F::ORIGIN,
        F::FORMS,
        F::POINTER_LOCK,
        F::SCRIPTS,
        F::AUTOMATIC_FEATURES,
        F::DOCUMENT_DOMAIN,
        F::PROPAGATES_TO_AUXILIARY,
        F::MODALS,
        F::ORIENTATION_LOCK,
        F::PRESENTATION,
        F::DOWNLOADS,
        F::CUSTOM_PROTOCOLS_NAVIGATION,
    ];
    let table: &[(&str, &[F])] = &[
        ("", &[]),
        ("allow-nothing", &[]),
        ("allow-storage-access-by-user-activation", &[]),
        ("allow-downloads", &[F::DOWNLOADS]),
        ("allow-forms", &[F::FORMS]),
        ("allow-modals", &[F::MODALS]),
        ("allow-orientation-lock", &[F::ORIENTATION_LOCK]),
        ("allow-pointer-lock", &[F::POINTER_LOCK]),
        ("allow-popups", &[F::AUXILIARY_NAVIGATION, F::CUSTOM_PROTOCOLS_NAVIGATION]),
        ("allow-popups-to-escape-sandbox", &[F::PROPAGATES_TO_AUXILIARY]),
        ("allow-presentation", &[F::PRESENTATION]),
        ("allow-same-origin", &[F::ORIGIN]),
        ("allow-scripts", &[F::SCRIPTS, F::AUTOMATIC_FEATURES]),
        (
            "allow-top-navigation",
            &[
                F::TOP_LEVEL_NAVIGATION_WITHOUT_USER_ACTIVATION,
                F::TOP_LEVEL_NAVIGATION_WITH_USER_ACTIVATION,
                F::CUSTOM_PROTOCOLS_NAVIGATION,
            ],
        ),
        ("allow-top-navigation-by-user-activation", &[F::TOP_LEVEL_NAVIGATION_WITH_USER_ACTIVATION]),
        ("allow-top-navigation-to-custom-protocols", &[F::CUSTOM_PROTOCOLS_NAVIGATION]),
        ("\t ALLOW-Forms\n\u{c}allow-modals\r", &[F::FORMS, F::MODALS]),
        ("allow-forms,allow-modals", &[]),
        ("allow-forms\u{a0}allow-modals", &[]),
    ];
    for (directive, cleared) in table {
        let flags = parse_sandboxing_directive(directive);
        for flag in every {
            assert_eq!(flags.contains(flag), !cleared.contains(&flag), "{directive:?} {flag:?}");
        }
    }
    assert!(F::NONE.is_empty() && !(F::NONE | F::FORMS).is_empty());
    assert!((F::ORIGIN | F::FORMS).contains(F::ORIGIN) && !F::ORIGIN.contains(F::ORIGIN | F::FORMS));
}

#[test]
fn a_frame_may_remove_its_own_sandbox() {
    let (page, other) = (origin("https://a.example"), origin("https://b.example"));
    for (directive, frame, expected) in [
        ("allow-scripts allow-same-origin", &page, true),
        ("allow-scripts allow-same-origin", &other, false),
        ("allow-scripts", &page, false),
        ("allow-same-origin", &page, false),
        ("", &page, false),
    ] {
        assert_eq!(
            can_remove_own_sandbox(parse_sandboxing_directive(directive), frame, &page),
            expected,
            "{directive}"
        );
    }
    assert!(!can_remove_own_sandbox(SandboxFlags::NONE, &page, &page), "there is no sandbox");
}

#[test]
fn origin_of_a_new_document() {
    let source = origin("https://embedder.example:8443");
    let mut opaque = OpaqueOrigins::new();
    let mut determine = |text: Option<&str>, flags: SandboxFlags, source: Option<&Origin>| {
        let url = text.map(|text| Url::parse(text).unwrap());
        determine_the_origin(url.as_ref(), flags, source, &mut opaque).serialize()
    };
    let (none, sandboxed) = (SandboxFlags::NONE, parse_sandboxing_directive("allow-scripts"));
    let same_origin = parse_sandboxing_directive("allow-same-origin");
    let inherited = "https://embedder.example:8443";
    for (url, flags, with_source, expected) in [
        (Some("https://a.example/x"), none, true, "https://a.example"),
        (Some("https://a.example/x"), sandboxed, true, "null"),
        (Some("https://a.example/x"), same_origin, true, "https://a.example"),
        (None, none, true, "null"),
        (Some("about:srcdoc"), none, true, inherited),
        (Some("about:srcdoc#x"), none, true, inherited),
        (Some("about:srcdoc?x"), none, true, "null"),
        (Some("about:srcdoc"), none, false, "null"),
        (Some("about:srcdoc"), sandboxed, true, "null"),
        (Some("about:blank"), none, true, inherited),
        (Some("about:blank?a#b"), none, true, inherited),
        (Some("about:blank"), none, false, "null"),
        (Some("about:blank"), same_origin, true, inherited),
        (Some("about:config"), none, true, "null"),
        (Some("about:/blank"), none, true, "null"),
        (Some("data:text/html,x"), none, true, "null"),
        (Some("blob:https://a.example/1"), none, true, "https://a.example"),
    ] {
        assert_eq!(determine(url, flags, with_source.then_some(&source)), expected, "{url:?} {flags:?}");
    }
}

#[test]
fn an_inherited_origin_is_the_same_one() {
    let mut opaque = OpaqueOrigins::new();
    let parent = determine_the_origin(None, SandboxFlags::NONE, None, &mut opaque);
    let blank = Url::parse("about:blank").unwrap();
    let child = determine_the_origin(Some(&blank), SandboxFlags::NONE, Some(&parent), &mut opaque);
    let stranger = determine_the_origin(Some(&blank), SandboxFlags::ORIGIN, Some(&parent), &mut opaque);
    assert!(child.is_same_origin(&parent) && !stranger.is_same_origin(&parent));
}

#[test]
fn trustworthy_urls_and_origins() {
    // URL, trustworthy as a URL, its origin trustworthy
    for (text, url, as_origin) in [
        ("https://example.com", true, true),
        ("wss://example.com", true, true),
        ("http://example.com", false, false),
        ("ws://example.com", false, false),
        ("ftp://example.com", false, false),
        ("http://localhost:3000", true, true),
        ("http://localhost.", true, true),
        ("ws://app.localhost", true, true),
        ("http://a.b.localhost.", true, true),
        ("http://notlocalhost", false, false),
        ("http://localhost.example.com", false, false),
        ("http://127.0.0.1", true, true),
        ("http://127.255.3.4:1", true, true),
        ("http://128.0.0.1", false, false),
        ("http://192.168.0.1", false, false),
        ("http://[::1]", true, true),
        ("http://[::2]", false, false),
        ("http://[::ffff:127.0.0.1]", false, false),
        ("about:blank", true, false),
        ("about:srcdoc", true, false),
        ("about:config", false, false),
        ("data:,x", true, false),
        ("file:///etc/hosts", true, false),
        ("blob:https://example.com/1", true, true),
        ("blob:http://example.com/1", false, false),
        ("javascript:1", false, false),
    ] {
        assert_eq!(is_url_potentially_trustworthy(&Url::parse(text).unwrap()), url, "{text}");
        assert_eq!(origin(text).is_potentially_trustworthy(), as_origin, "{text}");
    }
}
