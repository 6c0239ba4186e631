//! The [CORS-preflight cache](https://fetch.spec.whatwg.org/#concept-cache). Time is an input.
//!
//! One cache belongs to one network partition: the page that it came with.

use std::cmp::Ordering;

use super::client::Client;
use super::enums::{CacheMode, CredentialsMode, Initiator, RedirectTaint};
use super::request::Request;
use crate::bytes::ByteString;
use crate::engine::{PreflightCacheRules, TaintedKey, WildcardReuse};
use crate::http::{UnsafeHeader, is_cors_non_wildcard_request_header_name, set_has, sorted_lowercase_set};
use crate::order::firsts;
use crate::scenario::CacheEntry;

/// An origin that a redirect has made opaque: no other request has the same.
const REDIRECTED: &str = "null after a redirect";

/// The cache of one page.
#[derive(Clone, Debug, PartialEq)]
pub struct PreflightCache {
    entries: Vec<CacheEntry>,
    rules: &'static PreflightCacheRules,
}

/// What entries are kept under, besides their credentials.
#[derive(PartialEq)]
struct Key {
    origin: ByteString,
    url: String,
}

impl PreflightCache {
    /// A cache with these entries, in an engine with these rules.
    #[must_use]
    pub const fn new(entries: Vec<CacheEntry>, rules: &'static PreflightCacheRules) -> Self {
        Self { entries, rules }
    }

    /// Its entries.
    #[must_use]
    pub fn into_entries(mut self) -> Vec<CacheEntry> {
        let mut entries = Vec::new();
        self.give_back(&mut entries);
        entries
    }

    /// Adds what a browser keeps, until [`give_back`](Self::give_back).
    pub fn borrow(&mut self, kept: &mut Vec<CacheEntry>) {
        self.entries.append(kept);
    }

    /// Gives the entries back to the browser, but for those that no other fetch can use.
    pub fn give_back(&mut self, kept: &mut Vec<CacheEntry>) {
        let entries = std::mem::take(&mut self.entries);
        (self.entries, *kept) = entries.into_iter().partition(|entry| self.is_of_this_fetch(entry));
    }

    fn is_of_this_fetch(&self, entry: &CacheEntry) -> bool {
        entry.origin == REDIRECTED || (entry.origin == "null" && self.rules.null_origin == TaintedKey::NotKept)
    }

    /// Removes the entries whose time has passed. `now` is in milliseconds since the Unix epoch.
    pub fn remove_expired(&mut self, now: i64) {
        if !self.rules.keeps_expired {
            self.entries.retain(|entry| is_alive(entry, now));
        }
    }

    fn mode_of(&self, request: &Request) -> CacheMode {
        if self.rules.ignores_xhr_date && request.initiator == Initiator::Xhr {
            mode_by_other_conditions(request)
        } else {
            effective_cache_mode(request)
        }
    }

    /// Keeps a preflight's result for `max_age` seconds.
    ///
    /// [Create a new cache entry](https://fetch.spec.whatwg.org/#concept-cache-create-entry) for each method and header
    /// name, or refresh the one there is. Refreshing renews the storing time too, and never touches an entry with
    /// another credentials value: the text says neither, and by its letter an anonymous preflight would lengthen a
    /// credentialed grant.
    pub fn store(&mut self, request: &Request, client: &Client, now: i64, max_age: u64, granted: &[Grant<'_>]) {
        let Some(Key { origin, url }) = self.key(request, client) else { return };
        if self.rules.modes_that_do_not_store.contains(&effective_cache_mode(request)) {
            return;
        }
        if self.rules.replaces_whole_result {
            self.entries.retain(|entry| entry.origin != origin || entry.url != url);
        }
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
        let from_the_end = |at: usize| entries.get(entries.len() - 1 - at);
        let firsts = firsts(entries.len(), &mut |a, b| match (from_the_end(a), from_the_end(b)) {
            (Some(a), Some(b)) => compare_grants(a, b),
            _ => Ordering::Equal,
        });
        let mut last = firsts.into_iter().enumerate().rev();
        self.entries.retain(|_| last.next().is_some_and(|(at, first)| at == first));
    }

    /// [Clear cache entries](https://fetch.spec.whatwg.org/#concept-cache-clear) of the request's origin and URL.
    pub fn clear(&mut self, request: &Request, client: &Client) {
        if self.entries.is_empty() {
            return;
        }
        if let Some(key) = self.key(request, client) {
            self.entries.retain(|entry| !is_under(entry, &key));
        }
    }

    /// Whether what was kept covers the request's method and these headers, so that no preflight is needed. If not, it may
    /// be erased.
    pub fn covers(
        &mut self,
        request: &Request,
        client: &Client,
        unsafe_headers: &[UnsafeHeader],
        now: i64,
        erases: bool,
    ) -> bool {
        if self.entries.is_empty() || self.rules.modes_that_skip.contains(&self.mode_of(request)) {
            return false;
        }
        let Some(key) = self.key(request, client) else { return false };
        let lookup = Lookup {
            request,
            now,
            rules: self.rules,
            entries: self.entries.iter().filter(|entry| is_under(entry, &key)).collect(),
        };
        let covers = lookup.covers(unsafe_headers);
        if !covers && erases {
            self.entries.retain(|entry| !is_under(entry, &key));
        }
        covers
    }

    fn key(&self, request: &Request, client: &Client) -> Option<Key> {
        let url = request.current_url();
        let url = if self.rules.keeps_fragment { url.as_str().to_owned() } else { super::without_fragment(url) };
        if url.len() > self.rules.longest_url {
            return None;
        }
        let origin = request.serialized_origin(client);
        let origin = match self.rules.null_origin {
            TaintedKey::Null => origin,
            TaintedKey::Page => client.serialized_origin.clone(),
            TaintedKey::NotKept if origin == "null" && request.redirect_taint() != RedirectTaint::SameOrigin => {
                return None;
            }
            TaintedKey::OnlyThePagesOwn if origin != client.serialized_origin => ByteString::from_static(REDIRECTED),
            TaintedKey::NotKept | TaintedKey::OnlyThePagesOwn => origin,
        };
        Some(Key { origin, url })
    }
}

fn is_under(entry: &CacheEntry, key: &Key) -> bool {
    entry.origin == key.origin && entry.url == key.url
}

/// The entries of one origin and URL, and who asks.
struct Lookup<'a> {
    request: &'a Request,
    now: i64,
    rules: &'a PreflightCacheRules,
    entries: Vec<&'a CacheEntry>,
}

impl Lookup<'_> {
    fn covers(mut self, unsafe_headers: &[UnsafeHeader]) -> bool {
        let include = self.request.credentials_mode == CredentialsMode::Include;
        let separates = self.rules.separates_credentials;
        self.entries.retain(|entry| entry.credentials == include || (entry.credentials && !separates));
        if self.entries.is_empty() || !self.covers_method() {
            return false;
        }
        let alive = self.entries.iter().filter(|entry| is_alive(entry, self.now));
        let listed: Vec<&ByteString> = alive.filter_map(|entry| entry.header_name.as_ref()).collect();
        let listed = sorted_lowercase_set(&listed);
        let all = self.grants_all(|entry| entry.header_name.as_ref());
        let covers_authorization = self.rules.wildcard_covers_authorization;
        // [Header-name cache entry match](https://fetch.spec.whatwg.org/#concept-cache-match-header).
        unsafe_headers.iter().all(|UnsafeHeader { name, .. }| {
            set_has(&listed, name) || (all && (covers_authorization || !is_cors_non_wildcard_request_header_name(name)))
        })
    }

    /// [Method cache entry match](https://fetch.spec.whatwg.org/#concept-cache-match-method).
    fn covers_method(&self) -> bool {
        let method = &self.request.method;
        let is_exempt = self.rules.exempt_methods.contains(&method.as_bytes())
            && !(self.request.use_cors_preflight && self.rules.forced_preflight_asks_for_method);
        is_exempt
            || self.entries.iter().any(|entry| is_alive(entry, self.now) && entry.method.as_ref() == Some(method))
            || self.grants_all(|entry| entry.method.as_ref())
    }

    /// `*` is a wildcard only where the preflight was one for it: with credentials it is a plain name.
    fn grants_all(&self, what: fn(&CacheEntry) -> Option<&ByteString>) -> bool {
        let include = self.request.credentials_mode == CredentialsMode::Include;
        self.entries.iter().any(|entry| {
            let is_wildcard = match self.rules.wildcard {
                WildcardReuse::AsGranted => !entry.credentials,
                WildcardReuse::AsAsked => !include,
                WildcardReuse::Never => false,
            };
            is_wildcard && is_alive(entry, self.now) && what(entry).is_some_and(|granted| *granted == "*")
        })
    }
}

/// Conditional headers of the script turn `default` into `no-store`.
pub(crate) fn effective_cache_mode(request: &Request) -> CacheMode {
    let is_dated = request.headers.contains("If-Modified-Since");
    match mode_by_other_conditions(request) {
        CacheMode::Default if is_dated => CacheMode::NoStore,
        mode => mode,
    }
}

fn mode_by_other_conditions(request: &Request) -> CacheMode {
    const CONDITIONAL: [&str; 4] = ["If-None-Match", "If-Unmodified-Since", "If-Match", "If-Range"];
    let conditional = || CONDITIONAL.iter().any(|name| request.headers.contains(name));
    match request.cache_mode {
        CacheMode::Default if conditional() => CacheMode::NoStore,
        mode => mode,
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

fn is_alive(entry: &CacheEntry, now: i64) -> bool {
    now < expiry(entry)
}

/// Equal for the same grant to the same requests.
fn compare_grants(a: &CacheEntry, b: &CacheEntry) -> Ordering {
    let lowercase = |name: &Option<ByteString>| name.as_ref().map(ByteString::to_byte_lowercase);
    let names = || lowercase(&a.header_name).cmp(&lowercase(&b.header_name));
    let rest =
        || a.credentials.cmp(&b.credentials).then_with(|| a.origin.cmp(&b.origin)).then_with(|| a.url.cmp(&b.url));
    a.method.cmp(&b.method).then_with(names).then_with(rest)
}
