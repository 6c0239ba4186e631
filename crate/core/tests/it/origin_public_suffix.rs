//! Public suffixes against the list project's own vectors and, where the raw list is at hand, against all its rules.

use std::collections::BTreeMap;

use corslab::origin::public_suffix::{SNAPSHOT_DATE, Section, public_suffix, registrable_domain};
use url::Host;

/// A domain and its registrable domain. From `tests/tests.txt` of <https://github.com/publicsuffix/list>, dedicated
/// to the public domain (CC0 1.0) by its authors; its row "null" is left out, there is no such input here.
const VECTORS: &[(&str, Option<&str>)] = &[
    ("COM", None),
    ("example.COM", Some("example.com")),
    ("WwW.example.COM", Some("example.com")),
    (".com", None),
    (".example", None),
    (".example.com", None),
    (".example.example", None),
    ("example", None),
    ("example.example", Some("example.example")),
    ("b.example.example", Some("example.example")),
    ("a.b.example.example", Some("example.example")),
    ("biz", None),
    ("domain.biz", Some("domain.biz")),
    ("b.domain.biz", Some("domain.biz")),
    ("a.b.domain.biz", Some("domain.biz")),
    ("com", None),
    ("example.com", Some("example.com")),
    ("b.example.com", Some("example.com")),
    ("a.b.example.com", Some("example.com")),
    ("uk.com", None),
    ("example.uk.com", Some("example.uk.com")),
    ("b.example.uk.com", Some("example.uk.com")),
    ("a.b.example.uk.com", Some("example.uk.com")),
    ("test.ac", Some("test.ac")),
    ("mm", None),
    ("c.mm", None),
    ("b.c.mm", Some("b.c.mm")),
    ("a.b.c.mm", Some("b.c.mm")),
    ("jp", None),
    ("test.jp", Some("test.jp")),
    ("www.test.jp", Some("test.jp")),
    ("ac.jp", None),
    ("test.ac.jp", Some("test.ac.jp")),
    ("www.test.ac.jp", Some("test.ac.jp")),
    ("kyoto.jp", None),
    ("test.kyoto.jp", Some("test.kyoto.jp")),
    ("ide.kyoto.jp", None),
    ("b.ide.kyoto.jp", Some("b.ide.kyoto.jp")),
    ("a.b.ide.kyoto.jp", Some("b.ide.kyoto.jp")),
    ("c.kobe.jp", None),
    ("b.c.kobe.jp", Some("b.c.kobe.jp")),
    ("a.b.c.kobe.jp", Some("b.c.kobe.jp")),
    ("city.kobe.jp", Some("city.kobe.jp")),
    ("www.city.kobe.jp", Some("city.kobe.jp")),
    ("ck", None),
    ("test.ck", None),
    ("b.test.ck", Some("b.test.ck")),
    ("a.b.test.ck", Some("b.test.ck")),
    ("www.ck", Some("www.ck")),
    ("www.www.ck", Some("www.ck")),
    ("us", None),
    ("test.us", Some("test.us")),
    ("www.test.us", Some("test.us")),
    ("ak.us", None),
    ("test.ak.us", Some("test.ak.us")),
    ("www.test.ak.us", Some("test.ak.us")),
    ("k12.ak.us", None),
    ("test.k12.ak.us", Some("test.k12.ak.us")),
    ("www.test.k12.ak.us", Some("test.k12.ak.us")),
    ("食狮.com.cn", Some("食狮.com.cn")),
    ("食狮.公司.cn", Some("食狮.公司.cn")),
    ("www.食狮.公司.cn", Some("食狮.公司.cn")),
    ("shishi.公司.cn", Some("shishi.公司.cn")),
    ("公司.cn", None),
    ("食狮.中国", Some("食狮.中国")),
    ("www.食狮.中国", Some("食狮.中国")),
    ("shishi.中国", Some("shishi.中国")),
    ("中国", None),
    ("xn--85x722f.com.cn", Some("xn--85x722f.com.cn")),
    ("xn--85x722f.xn--55qx5d.cn", Some("xn--85x722f.xn--55qx5d.cn")),
    ("www.xn--85x722f.xn--55qx5d.cn", Some("xn--85x722f.xn--55qx5d.cn")),
    ("shishi.xn--55qx5d.cn", Some("shishi.xn--55qx5d.cn")),
    ("xn--55qx5d.cn", None),
    ("xn--85x722f.xn--fiqs8s", Some("xn--85x722f.xn--fiqs8s")),
    ("www.xn--85x722f.xn--fiqs8s", Some("xn--85x722f.xn--fiqs8s")),
    ("shishi.xn--fiqs8s", Some("shishi.xn--fiqs8s")),
    ("xn--fiqs8s", None),
];

/// The registrable domain of a name as a person writes it, in ASCII.
fn registrable(name: &str) -> Option<String> {
    let host = Host::parse(name).expect("a host");
    let Host::Domain(domain) = &host else { panic!("{name} is not a domain") };
    registrable_domain(&Host::Domain(domain)).map(str::to_owned)
}

fn ascii(name: &str) -> String {
    Host::parse(name).expect("a host").to_string()
}

#[test]
fn agrees_with_the_vectors_of_the_list() {
    assert!(VECTORS.len() > 70);
    for (name, expected) in VECTORS {
        assert_eq!(registrable(name), expected.map(ascii), "{name}");
    }
}

#[test]
fn a_trailing_dot_stays() {
    for (domain, suffix, registrable) in [
        ("example.com.", "com.", Some("example.com.")),
        ("a.b.example.co.uk.", "co.uk.", Some("example.co.uk.")),
        ("com.", "com.", None),
        ("localhost.", "localhost.", None),
        ("user.github.io.", "github.io.", Some("user.github.io.")),
    ] {
        assert_eq!(public_suffix(domain).map(|suffix| suffix.as_str()), Some(suffix), "{domain}");
        assert_eq!(registrable_domain(&Host::Domain(domain)), registrable, "{domain}");
    }
}

#[test]
fn says_which_section_decided() {
    for (domain, suffix, section) in [
        ("example.com", "com", Some(Section::Icann)),
        ("a.example.co.uk", "co.uk", Some(Section::Icann)),
        ("user.github.io", "github.io", Some(Section::Private)),
        ("bucket.s3.amazonaws.com", "s3.amazonaws.com", Some(Section::Private)),
        ("www.example.compute.amazonaws.com", "example.compute.amazonaws.com", Some(Section::Private)),
        ("a.b.kobe.jp", "b.kobe.jp", Some(Section::Icann)),
        ("a.city.kobe.jp", "kobe.jp", Some(Section::Icann)),
        ("www.ck", "ck", Some(Section::Icann)),
        ("a.localhost", "localhost", None),
        ("host.test", "test", None),
    ] {
        let found = public_suffix(domain).expect("a suffix");
        assert_eq!((found.as_str(), found.section()), (suffix, section), "{domain}");
    }
}

#[test]
fn a_host_that_is_no_list_of_labels_has_none() {
    for domain in ["", ".", "..", ".com", "a..com", "com..", "a..b.example.com"] {
        assert!(public_suffix(domain).is_none(), "{domain}");
        assert_eq!(registrable_domain(&Host::Domain(domain)), None, "{domain}");
    }
    assert_eq!(registrable_domain(&Host::Ipv4([127, 0, 0, 1].into())), None);
    assert_eq!(registrable_domain(&Host::Ipv6([0, 0, 0, 0, 0, 0, 0, 1].into())), None);
}

#[test]
fn the_snapshot_is_dated() {
    let parts: Vec<u32> = SNAPSHOT_DATE.split('-').map(|part| part.parse().expect("a number")).collect();
    assert!(matches!(parts[..], [2026..=2099, 1..=12, 1..=31]), "{SNAPSHOT_DATE}");
}

/// The list's formal algorithm, word for word, over its raw text.
struct Naive(BTreeMap<String, (char, Section)>);

impl Naive {
    fn read(text: &str) -> Self {
        let (mut rules, mut section) = (BTreeMap::new(), Section::Icann);
        for line in text.lines() {
            if line.contains("===BEGIN PRIVATE DOMAINS===") {
                section = Section::Private;
            }
            let Some(rule) = line.split_whitespace().next().filter(|rule| !rule.starts_with("//")) else { continue };
            let (mark, name) = match rule.strip_prefix('!') {
                Some(name) => ('!', ascii(name)),
                None => match rule.strip_prefix("*.") {
                    Some(name) => ('*', format!("*.{}", ascii(name))),
                    None => ('=', ascii(rule)),
                },
            };
            rules.insert(name, (mark, section));
        }
        Self(rules)
    }

    /// The number of labels of the public suffix and the section of the prevailing rule.
    fn suffix(&self, domain: &str) -> (usize, Option<Section>) {
        let labels: Vec<&str> = domain.split('.').collect();
        let mut longest = (1, None);
        for start in (0..labels.len()).rev() {
            let exact = labels[start..].join(".");
            let count = labels.len() - start;
            match self.0.get(&exact) {
                Some(('!', section)) => return (count - 1, Some(*section)),
                Some((_, section)) => longest = (count, Some(*section)),
                None => {}
            }
            if start + 1 < labels.len()
                && let Some((_, section)) = self.0.get(&format!("*.{}", labels[start + 1..].join(".")))
                && longest.0 < count
            {
                longest = (count, Some(*section));
            }
        }
        longest
    }
}

/// Every rule, with up to three labels before it, against [`Naive`].
///
/// Needs the raw list of the built-in version, which is not in this repository; `public_suffix.NOTICE` says where it
/// is.
#[test]
fn agrees_with_every_rule_of_the_raw_list() {
    let Ok(path) = std::env::var("CORSLAB_PUBLIC_SUFFIX_LIST") else {
        eprintln!("skipped: set CORSLAB_PUBLIC_SUFFIX_LIST to the path of public_suffix_list.dat of {SNAPSHOT_DATE}");
        return;
    };
    let text = std::fs::read_to_string(path).expect("the list");
    assert!(text.contains(&format!("// VERSION: {SNAPSHOT_DATE}")), "another version than {SNAPSHOT_DATE}");
    let naive = Naive::read(&text);
    assert!(naive.0.len() > 10_000);
    for rule in naive.0.keys() {
        let name = rule.strip_prefix("*.").unwrap_or(rule);
        for domain in [
            name.to_owned(),
            format!("x.{name}"),
            format!("b.a.{name}"),
            format!("zz.www.0.{name}"),
            format!("{name}x"),
            format!("-{name}"),
        ] {
            let (count, section) = naive.suffix(&domain);
            let from = domain.rsplit('.').take(count).map(str::len).sum::<usize>() + count - 1;
            let found = public_suffix(&domain).expect("a suffix");
            assert_eq!((found.as_str().len(), found.section()), (from, section), "{domain}");
        }
    }
}
