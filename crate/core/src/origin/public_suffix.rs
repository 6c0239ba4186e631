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
    let prevailing = prevailing_rule(labels(domain)?.as_bytes());
    Some(PublicSuffix { suffix: domain.get(prevailing.start..)?, section: prevailing.section })
}

/// The domain without its trailing dot, unless it has an empty label.
fn labels(domain: &str) -> Option<&str> {
    let name = domain.strip_suffix('.').unwrap_or(domain);
    // One pass: a dot may neither begin nor end the name, nor follow another.
    let last = name.bytes().try_fold(b'.', |before, byte| (before != b'.' || byte != b'.').then_some(byte));
    last.filter(|byte| *byte != b'.').map(|_| name)
}

/// The [registrable domain](https://url.spec.whatwg.org/#host-registrable-domain) of a host: its public suffix and
/// one label more, trailing dot kept.
///
/// `None` for an IP address and for a domain that is a public suffix itself.
#[must_use]
pub fn registrable_domain<'a>(host: &Host<&'a str>) -> Option<&'a str> {
    let Host::Domain(domain) = *host else { return None };
    domain.get(registrable_start(domain, prevailing_rule(labels(domain)?.as_bytes()).start)?..)
}

/// Whether two different domains have the same registrable domain.
pub(super) fn have_same_registrable_domain(a: &str, b: &str) -> bool {
    let (Some(name_a), Some(_)) = (labels(a), labels(b)) else { return false };
    let rule = prevailing_rule(name_a.as_bytes());
    let Some(start) = registrable_start(a, rule.start) else { return false };
    let registrable = a.get(start..).unwrap_or_default();
    let Some(more_labels) = b.strip_suffix(registrable) else { return false };
    if rule.decided_at >= start {
        // The labels to the left had no say, so that `b` gets the same rule.
        return more_labels.is_empty() || more_labels.ends_with('.');
    }
    registrable_domain(&Host::Domain(b)) == Some(registrable)
}

/// Where the label before the public suffix starts.
fn registrable_start(domain: &str, suffix_start: usize) -> Option<usize> {
    let before = domain.as_bytes().get(..suffix_start.checked_sub(1)?)?;
    Some(label_start(before))
}

/// The rule that decides on a name.
struct Prevailing {
    /// Where the public suffix starts in the name.
    start: usize,
    section: Option<Section>,
    /// Where the leftmost label starts that had a say.
    decided_at: usize,
}

/// The [prevailing rule](https://github.com/publicsuffix/list/wiki/Format#formal-algorithm) for a name.
fn prevailing_rule(name: &[u8]) -> Prevailing {
    let mut list = Some(List::TOP);
    let mut wildcard = None;
    let mut end = name.len();
    // The default rule `*`: the last label.
    let mut best = Prevailing { start: label_start(name), section: None, decided_at: label_start(name) };
    loop {
        let before = name.get(..end).unwrap_or_default();
        let start = label_start(before);
        best.decided_at = start;
        if wildcard.is_some() {
            (best.start, best.section) = (start, wildcard);
        }
        let Some((rules, below)) = list.and_then(|list| list.find(before.get(start..)?)) else { return best };
        if let Some(section) = rules.exception() {
            // An exception beats every other rule; its suffix is the rule without its first label.
            return Prevailing { start: end + 1, section: Some(section), decided_at: start };
        }
        if let Some(section) = rules.own() {
            (best.start, best.section) = (start, Some(section));
        }
        (list, wildcard) = (below, rules.wildcard());
        let nothing_below = list.is_none() && wildcard.is_none();
        match start.checked_sub(1) {
            Some(dot) if !nothing_below => end = dot,
            _ => return best,
        }
    }
}

/// Where the last label of `name` starts.
fn label_start(name: &[u8]) -> usize {
    name.iter().rposition(|byte| *byte == b'.').map_or(0, |dot| dot + 1)
}
