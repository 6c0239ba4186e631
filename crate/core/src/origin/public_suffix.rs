//! Public suffixes and registrable domains.
//!
//! URL: <https://url.spec.whatwg.org/#host-public-suffix>, <https://url.spec.whatwg.org/#host-registrable-domain>.
//!
//! The rules are those of the [Public Suffix List](https://publicsuffix.org/), both sections, as of
//! [`SNAPSHOT_DATE`]. `public_suffix.dat` is derived from it and stays under the Mozilla Public License 2.0;
//! `public_suffix.NOTICE` beside it names the source and the version.

use serde::Serialize;
use url::Host;

use self::trie::List;

mod trie;

/// The date of the Public Suffix List that is built in, as `YYYY-MM-DD`.
pub const SNAPSHOT_DATE: &str = trie::date();

/// A [section](https://github.com/publicsuffix/list/wiki/Format#divisions) of the Public Suffix List.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Section {
    /// Suffixes that registries delegate: `com`, `co.uk`.
    Icann,
    /// Suffixes that their owners asked to be listed, because strangers share them: `github.io`.
    Private,
}

/// The [public suffix](https://url.spec.whatwg.org/#host-public-suffix) of a domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicSuffix<'a> {
    suffix: &'a str,
    section: Option<Section>,
}

impl<'a> PublicSuffix<'a> {
    /// The suffix, with the domain's trailing dot if it has one.
    #[must_use]
    pub const fn as_str(&self) -> &'a str {
        self.suffix
    }

    /// Where the rule stands that decided; `None` when no rule matched and the last label is taken by default.
    #[must_use]
    pub const fn section(&self) -> Option<Section> {
        self.section
    }
}

/// The [public suffix](https://url.spec.whatwg.org/#host-public-suffix) of a domain in its URL form: lowercase ASCII.
///
/// `None` for a name with an empty label other than the one after a trailing dot: the list's algorithm knows none.
#[must_use]
pub fn public_suffix(domain: &str) -> Option<PublicSuffix<'_>> {
    let name = domain.strip_suffix('.').unwrap_or(domain);
    if name.split('.').any(str::is_empty) {
        return None;
    }
    let (start, section) = prevailing_rule(name.as_bytes());
    Some(PublicSuffix { suffix: domain.get(start..)?, section })
}

/// The [registrable domain](https://url.spec.whatwg.org/#host-registrable-domain) of a host: its public suffix and
/// one label more, trailing dot kept.
///
/// `None` for an IP address and for a domain that is a public suffix itself.
#[must_use]
pub fn registrable_domain<'a>(host: &Host<&'a str>) -> Option<&'a str> {
    let Host::Domain(domain) = *host else { return None };
    let suffix = public_suffix(domain)?.as_str();
    let labels = domain.strip_suffix(suffix)?.strip_suffix('.')?;
    let start = labels.rfind('.').map_or(0, |dot| dot + 1);
    domain.get(start..)
}

/// Where the public suffix of `name` starts by the
/// [prevailing rule](https://github.com/publicsuffix/list/wiki/Format#formal-algorithm), and that rule's section.
fn prevailing_rule(name: &[u8]) -> (usize, Option<Section>) {
    let mut list = List::top();
    let mut wildcard = None;
    let mut end = name.len();
    // The default rule `*`: the last label.
    let mut best = (label_start(name), None);
    loop {
        let before = name.get(..end).unwrap_or_default();
        let start = label_start(before);
        if wildcard.is_some() {
            best = (start, wildcard);
        }
        let Some((rules, below)) = list.and_then(|list| list.find(before.get(start..)?)) else { return best };
        if let Some(section) = rules.exception() {
            // An exception beats every other rule; its suffix is the rule without its first label.
            return (end + 1, Some(section));
        }
        if let Some(section) = rules.own() {
            best = (start, Some(section));
        }
        let Some(dot) = start.checked_sub(1) else { return best };
        (list, wildcard, end) = (below, rules.wildcard(), dot);
    }
}

/// Where the last label of `name` starts.
fn label_start(name: &[u8]) -> usize {
    name.iter().rposition(|byte| *byte == b'.').map_or(0, |dot| dot + 1)
}
