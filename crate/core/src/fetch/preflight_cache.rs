//! The [CORS-preflight cache](https://fetch.spec.whatwg.org/#concept-cache). Time is an input.
//!
//! One cache belongs to one network partition: the page that it came with.

use std::cmp::Ordering;

use super::client::Client;
use super::enums::CredentialsMode;
use super::request::Request;
use crate::bytes::ByteString;
use crate::http::is_cors_non_wildcard_request_header_name;
use crate::order::sorted_indices;
use crate::scenario::CacheEntry;

/// The cache of one page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PreflightCache {
    entries: Vec<CacheEntry>,
}

impl PreflightCache {
    /// A cache with these entries.
    #[must_use]
    pub const fn new(entries: Vec<CacheEntry>) -> Self {
        Self { entries }
    }

    /// Its entries.
    #[must_use]
    pub fn into_entries(self) -> Vec<CacheEntry> {
        self.entries
    }

    /// Removes the entries whose time has passed. `now` is in milliseconds since the Unix epoch.
    pub fn remove_expired(&mut self, now: i64) {
        self.entries.retain(|entry| now < expiry(entry));
    }

    /// [Create a new cache entry](https://fetch.spec.whatwg.org/#concept-cache-create-entry) for each method and header
    /// name, or refresh the one there is.
    ///
    /// Refreshing renews the storing time too, and never touches an entry with another credentials value: the text
    /// says neither, and by its letter an anonymous preflight would lengthen a credentialed grant.
    pub fn store(&mut self, request: &Request, client: &Client, now: i64, max_age: u64, granted: &[Grant<'_>]) {
        let (origin, url) = (request.serialized_origin(client), cache_url(request));
        let credentials = request.credentials_mode == CredentialsMode::Include;
        self.entries.extend(granted.iter().map(|grant| {
            let (method, header_name) = match *grant {
                Grant::Method(method) => (Some(ByteString::from(method)), None),
                Grant::HeaderName(name) => (None, Some(ByteString::from(name))),
            };
            let (origin, url) = (origin.clone(), url.clone());
            CacheEntry { origin, url, stored: now, max_age, credentials, method, header_name }
        }));
        self.keep_the_last_of_each_grant();
    }

    /// In one sort: a list may be as long as a server pleases.
    fn keep_the_last_of_each_grant(&mut self) {
        let entries = &self.entries;
        let order = sorted_indices(entries.len(), &mut |a, b| match (entries.get(a), entries.get(b)) {
            (Some(a), Some(b)) => compare_grants(a, b),
            _ => Ordering::Equal,
        });
        let mut is_refreshed = vec![false; entries.len()];
        for pair in order.windows(2) {
            let [first, second] = pair else { continue };
            let same = match (entries.get(*first), entries.get(*second)) {
                (Some(first), Some(second)) => compare_grants(first, second).is_eq(),
                _ => false,
            };
            if let Some(refreshed) = is_refreshed.get_mut(*first) {
                *refreshed = same;
            }
        }
        let mut refreshed = is_refreshed.into_iter();
        self.entries.retain(|_| refreshed.next() != Some(true));
    }

    /// [Clear cache entries](https://fetch.spec.whatwg.org/#concept-cache-clear) of the request's origin and URL.
    pub fn clear(&mut self, request: &Request, client: &Client) {
        if self.entries.is_empty() {
            return;
        }
        let (origin, url) = (request.serialized_origin(client), cache_url(request));
        self.entries.retain(|entry| entry.origin != origin || entry.url != url);
    }

    /// [Method cache entry match](https://fetch.spec.whatwg.org/#concept-cache-match-method).
    #[must_use]
    pub fn matches_method(&self, method: &[u8], request: &Request, client: &Client) -> bool {
        self.matching(request, client).any(|entry| {
            entry.method.as_ref().is_some_and(|granted| granted[..] == *method || is_wildcard(granted, entry))
        })
    }

    /// [Header-name cache entry match](https://fetch.spec.whatwg.org/#concept-cache-match-header).
    #[must_use]
    pub fn matches_header_name(&self, name: &[u8], request: &Request, client: &Client) -> bool {
        self.matching(request, client).any(|entry| {
            entry.header_name.as_ref().is_some_and(|granted| {
                granted.eq_ignore_ascii_case(name)
                    || (is_wildcard(granted, entry) && !is_cors_non_wildcard_request_header_name(name))
            })
        })
    }

    /// [Cache entry match](https://fetch.spec.whatwg.org/#concept-cache-match). The entries must not be expired.
    fn matching<'a>(&'a self, request: &Request, client: &Client) -> impl Iterator<Item = &'a CacheEntry> {
        let include = request.credentials_mode == CredentialsMode::Include;
        let key = (!self.entries.is_empty()).then(|| (request.serialized_origin(client), cache_url(request)));
        self.entries.iter().filter(move |entry| {
            let same = key.as_ref().is_some_and(|(origin, url)| entry.origin == *origin && entry.url == *url);
            same && (entry.credentials || !include)
        })
    }
}

/// What a preflight response allows.
#[derive(Clone, Copy, Debug)]
pub enum Grant<'a> {
    /// A method.
    Method(&'a [u8]),
    /// A header name.
    HeaderName(&'a [u8]),
}

/// When an entry's time has passed, in milliseconds since the Unix epoch.
fn expiry(entry: &CacheEntry) -> i64 {
    let lifetime = i64::try_from(entry.max_age).unwrap_or(i64::MAX).saturating_mul(1000);
    entry.stored.saturating_add(lifetime)
}

/// `*` is a wildcard only where the preflight was one for it: with credentials it is a plain name. The text takes the
/// `*` of a credentialed entry for a wildcard; no engine does.
fn is_wildcard(granted: &ByteString, entry: &CacheEntry) -> bool {
    *granted == "*" && !entry.credentials
}

/// Equal for the same grant to the same requests.
fn compare_grants(a: &CacheEntry, b: &CacheEntry) -> Ordering {
    let lowercase = |name: &Option<ByteString>| name.as_ref().map(ByteString::to_byte_lowercase);
    let names = || lowercase(&a.header_name).cmp(&lowercase(&b.header_name));
    let rest =
        || a.credentials.cmp(&b.credentials).then_with(|| a.origin.cmp(&b.origin)).then_with(|| a.url.cmp(&b.url));
    a.method.cmp(&b.method).then_with(names).then_with(rest)
}

/// The key's URL. The fragment never reaches a server, so it is no part of what the server allowed.
fn cache_url(request: &Request) -> String {
    super::without_fragment(request.current_url())
}
