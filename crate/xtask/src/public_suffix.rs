//! Turns the Public Suffix List into the compact bytes that `corslab::origin::public_suffix` reads in place.
//!
//! The list (<https://publicsuffix.org/list/public_suffix_list.dat>, MPL-2.0) is a text of some 340 KB. The PyPI
//! package `publicsuffixlist` ships it whole; its path, or that of the list downloaded from its home, is the source.
//!
//! The result is a trie of labels, level by level, the top-level labels first:
//!
//! ```text
//! file  = the date of the list "YYYY-MM-DD", then all lists
//! list  = entries, 80
//! entry = head, the label without its first `shared` bytes
//! head  = 1 kkk c sss: kind of rule, has children, bytes shared with the label before (0 for every 32nd of a list)
//! ```
//!
//! The list of the n-th entry that has children is the n-th after that of the top-level labels. Labels are sorted
//! ASCII, so a byte above 7F starts the next entry. No entry is 80: one without children has a rule. Nothing is a
//! position or a size: the reader counts, and the text compresses well.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Entries in a block: the reader finds the block by bisection and scans it.
const BLOCK: usize = 32;
/// At most this many bytes are shared with the entry before.
const MAX_SHARED: usize = 7;

/// Reads the list at `source`, writes the compact form to `out` and a notice of its licence and version beside it.
pub(crate) fn run(source: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string(source).map_err(|error| format!("{}: {error}", source.display()))?;
    let version = comment(&text, "VERSION:").ok_or("the list does not say its VERSION")?;
    let date = version.get(..10).ok_or("the list's VERSION is not a date")?;
    let (trie, rules) = parse(&text)?;
    let mut bytes = date.as_bytes().to_vec();
    bytes.extend(write_lists(&trie.children)?);
    fs::write(out, &bytes)?;
    fs::write(out.with_extension("NOTICE"), notice(version, comment(&text, "COMMIT:").unwrap_or("unknown"), rules))?;
    println!("{}: {rules} rules in {} bytes, list of {date}", out.display(), bytes.len());
    Ok(())
}

/// The rest of the comment line that starts with `name`.
fn comment<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let of = |line: &'a str| line.strip_prefix("//")?.trim_start().strip_prefix(name).map(str::trim);
    text.lines().find_map(of)
}

/// What stands beside the data.
fn notice(version: &str, commit: &str, rules: usize) -> String {
    format!(
        "public_suffix.dat is derived from the Public Suffix List.\n\n\
         Source:  https://publicsuffix.org/list/public_suffix_list.dat\n\
         Version: {version}\n\
         Commit:  {commit} of https://github.com/publicsuffix/list\n\
         Rules:   {rules}, names in their ASCII (xn--) form, as a sorted trie of labels\n\
         Made by: cargo run -p xtask (crate/xtask/src/public_suffix.rs); never edited by hand\n\n\
         This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0. If a copy of the MPL was\n\
         not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.\n"
    )
}

/// A section of the list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Icann,
    Private,
}

/// A label, the rules that end at it and the labels to its left.
#[derive(Default)]
struct Node {
    own: Option<Section>,
    wildcard: Option<Section>,
    exception: Option<Section>,
    children: BTreeMap<String, Node>,
}

/// The trie of all rules, and how many there are.
fn parse(text: &str) -> Outcome<(Node, usize)> {
    let (mut root, mut rules, mut section) = (Node::default(), 0, None);
    for line in text.lines().map(str::trim) {
        if line.contains("===BEGIN ICANN DOMAINS===") {
            section = Some(Section::Icann);
        } else if line.contains("===BEGIN PRIVATE DOMAINS===") {
            section = Some(Section::Private);
        } else if let Some(rule) = line.split_whitespace().next().filter(|word| !word.starts_with("//")) {
            let section = section.ok_or_else(|| format!("{rule}: a rule outside the sections"))?;
            add(&mut root, rule, section).map_err(|error| format!("{rule}: {error}"))?;
            rules += 1;
        }
    }
    Ok((root, rules))
}

/// Adds one rule: `name`, `*.name` or `!name`.
fn add(root: &mut Node, rule: &str, section: Section) -> Outcome<()> {
    let (exception, rule) = rule.strip_prefix('!').map_or((false, rule), |rest| (true, rest));
    let (wildcard, name) = rule.strip_prefix("*.").map_or((false, rule), |rest| (true, rest));
    let ascii = idna::domain_to_ascii_strict(name)?;
    if ascii.contains('*') || ascii.is_empty() {
        return Err("a wildcard is only understood as the first label".into());
    }
    let node = ascii.rsplit('.').fold(root, |node, label| node.children.entry(label.to_owned()).or_default());
    let slot = match (exception, wildcard) {
        (true, _) => &mut node.exception,
        (_, true) => &mut node.wildcard,
        _ => &mut node.own,
    };
    match slot.replace(section) {
        None => Ok(()),
        Some(_) => Err("the rule stands there twice".into()),
    }
}

/// The three bits `kkk` of an entry.
fn kind(label: &str, node: &Node) -> Outcome<u8> {
    use Section::{Icann, Private};
    Ok(match (node.own, node.wildcard, node.exception) {
        (None, None, None) => 0,
        (Some(Icann), None, None) => 1,
        (Some(Private), None, None) => 2,
        (None, Some(Icann), None) => 3,
        (None, Some(Private), None) => 4,
        (None, None, Some(Icann)) => 5,
        (None, None, Some(Private)) => 6,
        (Some(Private), Some(Private), None) => 7,
        _ => return Err(format!("{label}: the format has no kind for these rules together").into()),
    })
}

/// All lists of sibling labels, level by level.
fn write_lists(top: &BTreeMap<String, Node>) -> Outcome<Vec<u8>> {
    let (mut bytes, mut level) = (Vec::new(), vec![top]);
    while !level.is_empty() {
        for list in &level {
            write_list(&mut bytes, list)?;
        }
        let nodes = level.iter().flat_map(|list| list.values());
        level = nodes.map(|node| &node.children).filter(|children| !children.is_empty()).collect();
    }
    Ok(bytes)
}

fn write_list(bytes: &mut Vec<u8>, list: &BTreeMap<String, Node>) -> Outcome<()> {
    let mut before = "";
    for (index, (label, node)) in list.iter().enumerate() {
        if index % BLOCK == 0 {
            before = "";
        }
        let common = label.bytes().zip(before.bytes()).take_while(|(a, b)| a == b).count().min(MAX_SHARED);
        let parent = !node.children.is_empty();
        bytes.push(0x80 | kind(label, node)? << 4 | u8::from(parent) << 3 | u8::try_from(common)?);
        bytes.extend(label.bytes().skip(common));
        before = label;
    }
    bytes.push(0x80);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = "// VERSION: 2026-01-02_03-04-05_UTC\n// ===BEGIN ICANN DOMAINS===\nck\n*.ck\n";

    #[test]
    fn writes_the_bytes_of_the_documented_format() {
        let text = "// ===BEGIN ICANN DOMAINS===\ncom\ncoop\nuk\nco.uk\n// ===BEGIN PRIVATE DOMAINS===\nx.uk\n";
        let (trie, rules) = parse(text).unwrap();
        assert_eq!(rules, 5);
        let bytes = write_lists(&trie.children).unwrap();
        assert_eq!(bytes, b"\x90com\x92op\x98uk\x80\x90co\xa0x\x80");
    }

    #[test]
    fn refuses_what_the_format_cannot_say() {
        assert!(write_lists(&parse(SMALL).unwrap().0.children).is_err(), "ICANN rule and ICANN wildcard on one label");
        assert!(parse("com\n").is_err(), "a rule before any section");
        assert!(parse("// ===BEGIN ICANN DOMAINS===\na.*.b\n").is_err(), "a wildcard inside");
        assert!(parse("// ===BEGIN ICANN DOMAINS===\ncom\ncom\n").is_err(), "a rule twice");
    }

    #[test]
    fn reads_the_version() {
        assert_eq!(comment(SMALL, "VERSION:"), Some("2026-01-02_03-04-05_UTC"));
        assert_eq!(comment(SMALL, "COMMIT:"), None);
    }
}
