//! Header lists: ordered, raw bytes, duplicates kept.
//!
//! Fetch: <https://fetch.spec.whatwg.org/#concept-header-list>

use super::split::get_decode_and_split;
use crate::ByteString;
use crate::order::{firsts, sort};
use std::borrow::Cow;
use std::cmp::Ordering;

/// A [header](https://fetch.spec.whatwg.org/#concept-header): a name in the case it was written, and a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The [name](https://fetch.spec.whatwg.org/#concept-header-name).
    pub name: ByteString,
    /// The [value](https://fetch.spec.whatwg.org/#concept-header-value).
    pub value: ByteString,
}

/// Among so many headers, looking for a pair is faster than sorting.
const FEW: usize = 16;

impl Header {
    fn to_lowercase_name(&self) -> Self {
        Self { name: self.name.to_byte_lowercase(), value: self.value.clone() }
    }
}

/// A [header list](https://fetch.spec.whatwg.org/#concept-header-list).
///
/// Every lookup by name is byte-case-insensitive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeaderList(Vec<Header>);

impl HeaderList {
    /// An empty header list.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// An empty header list with room for `capacity` headers.
    #[must_use]
    pub fn with_capacity(capacity: usize) -> Self {
        Self(Vec::with_capacity(capacity))
    }

    /// The headers, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Header> {
        self.0.iter()
    }

    /// The number of headers, duplicates counted.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are no headers.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the list [contains](https://fetch.spec.whatwg.org/#header-list-contains) `name`.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.position(name.as_bytes()).is_some()
    }

    /// [Get](https://fetch.spec.whatwg.org/#concept-header-list-get): all values of `name`, joined with `, `.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Cow<'_, [u8]>> {
        self.get_bytes(name.as_bytes())
    }

    /// The same, to keep.
    pub(crate) fn get_owned(&self, name: &str) -> Option<ByteString> {
        self.get(name).map(|value| ByteString::from(&*value))
    }

    /// The values of `name`, in order, not joined.
    pub fn values(&self, name: &str) -> impl Iterator<Item = &ByteString> {
        self.values_bytes(name.as_bytes())
    }

    /// [Get, decode, and split](https://fetch.spec.whatwg.org/#concept-header-list-get-decode-split).
    #[must_use]
    pub fn get_decode_and_split(&self, name: &str) -> Option<Vec<String>> {
        self.get(name).map(|value| get_decode_and_split(&value))
    }

    /// [Append](https://fetch.spec.whatwg.org/#concept-header-list-append): takes the casing of the first header of
    /// that name.
    pub fn append(&mut self, name: impl Into<ByteString>, value: impl Into<ByteString>) {
        let name = name.into();
        let first = self.0.iter().find(|header| header.name.eq_ignore_ascii_case(&name));
        let name = first.map_or(name, |header| header.name.clone());
        self.push(name, value);
    }

    /// Makes of headers that were pushed what [`append`](Self::append), one by one, would have made of them.
    pub(crate) fn spell_as_first(&mut self) {
        if self.may_repeat_a_name() {
            let name = |first: usize| self.0.get(first).map(|header| header.name.clone());
            let names: Vec<ByteString> = self.firsts().into_iter().filter_map(name).collect();
            for (header, name) in self.0.iter_mut().zip(names) {
                header.name = name;
            }
        }
    }

    /// Adds a header at the end exactly as it came from a server, casing included.
    pub fn push(&mut self, name: impl Into<ByteString>, value: impl Into<ByteString>) {
        self.0.push(Header { name: name.into(), value: value.into() });
    }

    /// [Delete](https://fetch.spec.whatwg.org/#concept-header-list-delete) all headers of that name.
    pub fn delete(&mut self, name: &str) {
        self.delete_bytes(name.as_bytes());
    }

    /// [Set](https://fetch.spec.whatwg.org/#concept-header-list-set): replaces the first value, removes the others.
    pub fn set(&mut self, name: impl Into<ByteString>, value: impl Into<ByteString>) {
        let name = name.into();
        let Some(first) = self.position(&name) else { return self.push(name, value) };
        if let Some(header) = self.0.get_mut(first) {
            header.value = value.into();
        }
        let mut index = 0;
        self.0.retain(|header| {
            let keep = index <= first || !header.name.eq_ignore_ascii_case(&name);
            index += 1;
            keep
        });
    }

    /// [Combine](https://fetch.spec.whatwg.org/#concept-header-list-combine), as `XMLHttpRequest` does: joins `value`
    /// to the first header of that name with `, `.
    pub fn combine(&mut self, name: impl Into<ByteString>, value: impl Into<ByteString>) {
        let (name, value) = (name.into(), value.into());
        match self.0.iter_mut().find(|header| header.name.eq_ignore_ascii_case(&name)) {
            Some(header) => header.value = [header.value.as_bytes(), &value].join(&b", "[..]).into(),
            None => self.push(name, value),
        }
    }

    /// [Sort and combine](https://fetch.spec.whatwg.org/#concept-header-list-sort-and-combine), as iterating a
    /// `Headers` object does: lower-case names in byte order, one header each, except `set-cookie`.
    #[must_use]
    pub fn sort_and_combine(&self) -> Self {
        let mut sorted: Vec<Header> = self.iter().map(Header::to_lowercase_name).collect();
        sort(&mut sorted, &mut |a, b| a.name.cmp(&b.name));
        let combines = |a: &Header, b: &Header| a.name == b.name && a.name != "set-cookie";
        sorted.chunk_by(combines).filter_map(|group| join(group.iter())).collect()
    }

    /// Makes of headers that were pushed what [`combine`](Self::combine), one by one, would have made of them.
    #[must_use]
    pub(crate) fn combined(self) -> Self {
        if !self.may_repeat_a_name() {
            return self;
        }
        let mut groups = vec![Vec::new(); self.len()];
        for (header, first) in self.iter().zip(self.firsts()) {
            if let Some(group) = groups.get_mut(first) {
                group.push(header);
            }
        }
        groups.into_iter().filter_map(|group| join(group.into_iter())).collect()
    }

    /// For each header the place of the first one of its name.
    pub(crate) fn firsts(&self) -> Vec<usize> {
        firsts(self.len(), &mut |a, b| match (self.0.get(a), self.0.get(b)) {
            (Some(a), Some(b)) => compare_names(&a.name, &b.name),
            _ => Ordering::Equal,
        })
    }

    /// Whether there may be several headers of one name. Among a few a look at each pair is faster than any order.
    pub(crate) fn may_repeat_a_name(&self) -> bool {
        let mut rest = self.iter();
        self.len() > FEW
            || std::iter::from_fn(|| rest.next().map(|header| (header, rest.as_slice())))
                .any(|(header, rest)| rest.iter().any(|other| other.name.eq_ignore_ascii_case(&header.name)))
    }

    /// Keeps only the headers for which `keep` is true, in order.
    pub fn retain(&mut self, keep: impl FnMut(&Header) -> bool) {
        self.0.retain(keep);
    }

    pub(crate) fn contains_bytes(&self, name: &[u8]) -> bool {
        self.position(name).is_some()
    }

    pub(crate) fn get_bytes(&self, name: &[u8]) -> Option<Cow<'_, [u8]>> {
        let mut values = self.values_bytes(name);
        let mut joined = Cow::Borrowed(values.next()?.as_bytes());
        for value in values {
            let joined = joined.to_mut();
            joined.extend_from_slice(b", ");
            joined.extend_from_slice(value);
        }
        Some(joined)
    }

    pub(crate) fn delete_bytes(&mut self, name: &[u8]) {
        self.0.retain(|header| !header.name.eq_ignore_ascii_case(name));
    }

    fn values_bytes(&self, name: &[u8]) -> impl Iterator<Item = &ByteString> {
        self.0.iter().filter(move |header| header.name.eq_ignore_ascii_case(name)).map(|header| &header.value)
    }

    fn position(&self, name: &[u8]) -> Option<usize> {
        self.0.iter().position(|header| header.name.eq_ignore_ascii_case(name))
    }
}

/// One header of several, as [combine](https://fetch.spec.whatwg.org/#concept-header-list-combine) makes it.
fn join<'a>(mut headers: impl Iterator<Item = &'a Header>) -> Option<Header> {
    let first = headers.next()?;
    let mut value = Cow::Borrowed(&*first.value);
    for header in headers {
        value.to_mut().extend_from_slice(b", ");
        value.to_mut().extend_from_slice(&header.value);
    }
    let value = if let Cow::Owned(joined) = value { joined.into() } else { first.value.clone() };
    Some(Header { name: first.name.clone(), value })
}

fn lowercase(name: &[u8]) -> ByteString {
    ByteString::from(name).to_byte_lowercase()
}

/// Whether a [sorted-lowercase set](sorted_lowercase_set) has `name`.
pub(crate) fn set_has(set: &[ByteString], name: &[u8]) -> bool {
    !set.is_empty() && set.binary_search(&lowercase(name)).is_ok()
}

/// An order in which names are equal that differ in their case only.
fn compare_names(a: &[u8], b: &[u8]) -> Ordering {
    a.iter().map(u8::to_ascii_lowercase).cmp(b.iter().map(u8::to_ascii_lowercase))
}

/// [Convert header names to a sorted-lowercase set](https://fetch.spec.whatwg.org/#convert-header-names-to-a-sorted-lowercase-set).
pub fn sorted_lowercase_set<T: AsRef<[u8]>>(names: &[T]) -> Vec<ByteString> {
    let mut set: Vec<ByteString> = names.iter().map(|name| lowercase(name.as_ref())).collect();
    sort(&mut set, &mut Ord::cmp);
    set.dedup();
    set
}

impl<'a> IntoIterator for &'a HeaderList {
    type Item = &'a Header;
    type IntoIter = std::slice::Iter<'a, Header>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for HeaderList {
    type Item = Header;
    type IntoIter = std::vec::IntoIter<Header>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl FromIterator<Header> for HeaderList {
    /// The headers exactly as given, casing included.
    fn from_iter<I: IntoIterator<Item = Header>>(headers: I) -> Self {
        Self(headers.into_iter().collect())
    }
}

impl<N: Into<ByteString>, V: Into<ByteString>> FromIterator<(N, V)> for HeaderList {
    /// The pairs exactly as given, casing included.
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        pairs.into_iter().map(|(name, value)| Header { name: name.into(), value: value.into() }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Pairs = [(&'static str, &'static str)];

    fn list(pairs: &Pairs) -> HeaderList {
        pairs.iter().copied().collect()
    }

    fn pairs(list: &HeaderList) -> Vec<(String, String)> {
        list.iter().map(|header| (header.name.to_string(), header.value.to_string())).collect()
    }

    fn assert_pairs(list: &HeaderList, expected: &Pairs) {
        let expected: Vec<_> = expected.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
        assert_eq!(pairs(list), expected);
    }

    #[test]
    fn an_empty_list_has_nothing() {
        let empty = HeaderList::new();
        assert!(empty.is_empty() && empty.iter().next().is_none());
        assert_eq!(empty.len(), 0);
        assert!(!empty.contains("a") && empty.get("a").is_none() && empty.get_decode_and_split("a").is_none());
        assert_eq!(empty, HeaderList::with_capacity(4));
        assert_eq!(empty.sort_and_combine(), HeaderList::default());
    }

    #[test]
    fn get_joins_in_order_and_borrows_one_value() {
        let list = list(&[("A", "1"), ("B", "x"), ("a", ""), ("A", "3")]);
        assert!(list.contains("b") && list.contains("a") && !list.contains("c") && !list.contains(""));
        assert_eq!(list.get("a").as_deref(), Some(&b"1, , 3"[..]));
        assert!(matches!(list.get("b"), Some(Cow::Borrowed(b"x"))));
        assert_eq!(list.get("c"), None);
        assert_eq!(list.values("A").map(ToString::to_string).collect::<Vec<_>>(), ["1", "", "3"]);
        assert!(!list.is_empty());
        assert_eq!(list.len(), 4);
        assert_eq!((&list).into_iter().count(), 4);
        assert_eq!(list.into_iter().next(), Some(Header { name: "A".into(), value: "1".into() }));
    }

    #[test]
    fn get_decode_and_split_joins_first() {
        for (pairs, expected) in [
            (&[("A", "nosniff"), ("B", "sniff"), ("a", "")][..], Some(&["nosniff", ""][..])),
            (&[("A", ""), ("B", "sniff")], Some(&[""])),
            (&[("B", "sniff")], None),
            (&[("A", "text/html;\""), ("A", "x/x")], Some(&["text/html;\", x/x"])),
            (&[("A", "x/x;test=\"hi\""), ("C", "**bingo**"), ("A", "y/y")], Some(&["x/x;test=\"hi\"", "y/y"])),
            (&[("A", "x / x"), ("A", ","), ("A", "1")], Some(&["x / x", "", "", "1"])),
            (&[("A", "\"1,2\""), ("D", "4"), ("A", "3")], Some(&["\"1,2\"", "3"])),
        ] {
            let expected = expected.map(|items| items.iter().map(ToString::to_string).collect::<Vec<_>>());
            assert_eq!(list(pairs).get_decode_and_split("a"), expected, "{pairs:?}");
        }
    }

    #[test]
    fn append_takes_the_first_casing_and_push_does_not() {
        let mut list = HeaderList::new();
        list.append("X-a", "1");
        list.append("x-A", "2");
        list.append("y", "3");
        assert_pairs(&list, &[("X-a", "1"), ("X-a", "2"), ("y", "3")]);
        list.push("x-A", "4");
        assert_pairs(&list, &[("X-a", "1"), ("X-a", "2"), ("y", "3"), ("x-A", "4")]);
    }

    #[test]
    fn set_replaces_the_first_and_removes_the_others() {
        let mut headers = list(&[("z", "0"), ("A", "1"), ("b", "2"), ("a", "3"), ("c", "4"), ("A", "5")]);
        headers.set("a", "new");
        assert_pairs(&headers, &[("z", "0"), ("A", "new"), ("b", "2"), ("c", "4")]);
        headers.set("D", "5");
        assert_pairs(&headers, &[("z", "0"), ("A", "new"), ("b", "2"), ("c", "4"), ("D", "5")]);
    }

    #[test]
    fn delete_and_retain_remove() {
        let mut headers = list(&[("A", "1"), ("b", "2"), ("a", "3")]);
        headers.delete("A");
        assert_pairs(&headers, &[("b", "2")]);
        headers.delete("c");
        headers.append("e", "4");
        headers.retain(|header| header.value == "4");
        assert_pairs(&headers, &[("e", "4")]);
    }

    #[test]
    fn combine_joins_into_the_first() {
        let mut headers = list(&[("A", "1"), ("b", "2")]);
        headers.combine("a", "3");
        headers.combine("C", "4");
        headers.combine("B", "");
        assert_pairs(&headers, &[("A", "1, 3"), ("b", "2, "), ("C", "4")]);
    }

    #[test]
    fn sort_and_combine_keeps_set_cookie_apart() {
        let headers = list(&[
            ("X", "1"),
            ("Set-Cookie", "a=1"),
            ("x", "2"),
            ("B", "3"),
            ("set-cookie", "b=2"),
            ("Set-Cookie2", "c"),
        ]);
        let expected = [("b", "3"), ("set-cookie", "a=1"), ("set-cookie", "b=2"), ("set-cookie2", "c"), ("x", "1, 2")];
        assert_pairs(&headers.sort_and_combine(), &expected);
    }

    #[test]
    fn the_sorted_set_is_lower_case_unique_and_in_byte_order() {
        let names: Vec<ByteString> = ["X-b", "x-a", "X-B", "_", "Z", "content-type"].map(ByteString::from).into();
        assert_eq!(sorted_lowercase_set(&names), ["_", "content-type", "x-a", "x-b", "z"].map(ByteString::from));
    }
}
