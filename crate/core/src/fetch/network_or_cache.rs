//! [HTTP-network-or-cache fetch](https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch), as far as it
//! decides what goes over the wire.

use std::borrow::Cow;
use std::ops::ControlFlow;

use super::decisions::Failure;
use super::enums::{CacheMode, CredentialsMode, EmbedderPolicy, Mode, RedirectTaint, ResponseTainting};
use super::machine::Fetch;
use super::preflight_cache::effective_cache_mode;
use super::preflight_fetch::preflight_headers;
use super::receive::keep_first;
use crate::bytes::{ByteString, isomorphic_decode};
use crate::cookie::cookie_header;
use crate::engine::HeaderRules;
use crate::explain::CauseCode;
use crate::http::safelist::is_within;
use crate::http::{HeaderList, SafelistRules, normalize_value, parse_single_range};
use crate::standard::{COEP_CREDENTIALS, COOKIE_HEADER, NETWORK_OR_CACHE, Rule};
use crate::verdict::{ExchangeKind, ExchangeRequest, WithheldBecause};

static INCLUDES_CREDENTIALS: Rule = Rule::new(&NETWORK_OR_CACHE, "credentials mode is include").about("Cookie");
static BASIC_CREDENTIALS: Rule =
    Rule::new(&NETWORK_OR_CACHE, "credentials mode is same-origin, and tainting is basic").about("Cookie");
static EMBEDDER_ALLOWS: Rule =
    Rule::new(&COEP_CREDENTIALS, "the page is not credentialless, or the request is same-origin or not no-cors")
        .about("Cookie");
static KEEPALIVE: Rule = Rule::new(&NETWORK_OR_CACHE, "the bodies of keepalive requests are at most 64 KiB together");
static SOME_COOKIE: Rule = Rule::new(
    &COOKIE_HEADER,
    "a cookie matches the URL's host, path and scheme, and its SameSite allows a request from this page",
)
.about("Cookie");
static COOKIES: Rule = Rule::new(&COOKIE_HEADER, "the cookies that travel").about("Cookie");

const KEEPALIVE_LIMIT: u64 = 64 * 1024;

impl Fetch {
    /// The preflight as sent.
    pub(crate) fn preflight_request(&mut self) -> ExchangeRequest {
        // `OPTIONS` is tainted cors and has credentials mode same-origin: no credentials, always an Origin.
        let mut headers = preflight_headers(&self.request, &self.unsafe_headers, &mut self.decisions);
        let keeps = self.profile.preflight.follows_first_request;
        if let Some(referer) = if keeps { &self.first_referer } else { &self.referer } {
            headers.push("Referer", referer.clone());
        }
        headers.push("Origin", self.preflight_origin());
        self.append_fetch_metadata(ExchangeKind::Preflight, &mut headers);
        if self.profile.preflight.always_sends_fetch_mode && !headers.contains("Sec-Fetch-Mode") {
            headers.push("Sec-Fetch-Mode", "cors");
        }
        self.exchange_request(ByteString::from_static("OPTIONS"), headers, false)
    }

    /// The request as sent.
    pub(crate) fn actual_request(&mut self) -> ControlFlow<(), ExchangeRequest> {
        let refused = self.refuse_credentials();
        let mut headers = HeaderList::with_capacity(self.request.headers.len() + 8);
        for header in &self.request.headers {
            headers.push(header.name.clone(), header.value.clone());
        }
        merge_repeated(&mut headers, &self.profile.headers, self.request.body.is_some() && self.decisions.hop == 0);
        self.append_content_length(&mut headers)?;
        self.append_referer_and_origin(&mut headers);
        self.append_fetch_metadata(ExchangeKind::Actual, &mut headers);
        let cache_mode = effective_cache_mode(&self.request);
        append_cache_control(cache_mode, &mut headers);
        let is_cacheable = self.request.method == "GET" && cache_mode != CacheMode::NoStore;
        if self.profile.headers.rewrites_range && is_cacheable {
            rewrite_range(&mut headers, &self.profile.safelist);
        }
        if headers.contains("Range") {
            headers.push("Accept-Encoding", "identity");
        }
        self.append_cookies(&mut headers, refused);
        ControlFlow::Continue(self.exchange_request(self.request.method.clone(), headers, refused.is_none()))
    }

    fn exchange_request(&self, method: ByteString, headers: HeaderList, credentials: bool) -> ExchangeRequest {
        ExchangeRequest {
            method,
            url: self.url_as_sent(),
            headers: headers.into_iter().map(|header| (header.name, header.value)).collect(),
            credentials,
        }
    }

    /// The URL as it goes over the wire.
    pub(crate) fn url_as_sent(&self) -> String {
        if !self.profile.headers.normalizes_url {
            return super::without_fragment(self.request.current_url());
        }
        let mut url = Cow::Borrowed(self.request.current_url());
        if self.request.response_tainting == ResponseTainting::Cors {
            url = Cow::Owned(super::without_credentials(&url));
        }
        normalized(&super::without_fragment(&url))
    }

    /// What keeps credentials from the request, if anything does.
    fn refuse_credentials(&mut self) -> Option<WithheldBecause> {
        let (mode, tainting) = (self.request.credentials_mode, self.request.response_tainting);
        let includes = match mode {
            CredentialsMode::SameOrigin => {
                let is_basic = tainting == ResponseTainting::Basic;
                let seen = Some(tainting.as_str().into());
                self.decisions.holds_between(&BASIC_CREDENTIALS, is_basic, seen, "basic")
            }
            CredentialsMode::Include | CredentialsMode::Omit => {
                self.decisions.holds_of(&INCLUDES_CREDENTIALS, mode == CredentialsMode::Include, mode.as_str())
            }
        };
        if !includes {
            return Some(WithheldBecause::CredentialsMode);
        }
        (!self.embedder_policy_allows_credentials()).then_some(WithheldBecause::EmbedderPolicy)
    }

    /// [Cross-Origin-Embedder-Policy allows credentials](https://fetch.spec.whatwg.org/#cross-origin-embedder-policy-allows-credentials).
    /// The text of July 2026 has its last condition the wrong way round (whatwg/fetch issue 1958).
    fn embedder_policy_allows_credentials(&mut self) -> bool {
        if self.request.mode != Mode::NoCors || self.client.embedder_policy != EmbedderPolicy::Credentialless {
            return true;
        }
        if !self.client.origin.is_same_origin_with_url(self.request.current_url()) {
            let target = self.request.current_url().origin().ascii_serialization();
            let own = self.client.serialized_origin.clone();
            return self.decisions.holds_between(&EMBEDDER_ALLOWS, false, Some(target.into()), own);
        }
        let taint = self.request.redirect_taint();
        let allows = taint == RedirectTaint::SameOrigin;
        self.decisions.holds_between(&EMBEDDER_ALLOWS, allows, Some(taint.as_str().into()), "same-origin")
    }

    fn append_content_length(&mut self, headers: &mut HeaderList) -> ControlFlow<()> {
        let length = match &self.request.body {
            Some(body) => body.length,
            None => return self.append_zero_length(headers),
        };
        let Some(length) = length else { return ControlFlow::Continue(()) };
        headers.push("Content-Length", length.to_string());
        self.limit_keepalive()
    }

    /// The body of a request that may outlive its page has a limit.
    pub(crate) fn limit_keepalive(&mut self) -> ControlFlow<()> {
        let length = self.request.body.as_ref().and_then(|body| body.length).filter(|_| self.request.keepalive);
        match length.filter(|length| *length > KEEPALIVE_LIMIT) {
            None => ControlFlow::Continue(()),
            Some(length) => {
                let failure = Failure::new(CauseCode::KeepaliveLimit, &KEEPALIVE).received(length.to_string());
                self.decisions.stop(failure.expected(KEEPALIVE_LIMIT.to_string()))
            }
        }
    }

    fn append_zero_length(&self, headers: &mut HeaderList) -> ControlFlow<()> {
        if matches!(self.request.method.as_bytes(), b"POST" | b"PUT") {
            headers.push("Content-Length", "0");
        }
        ControlFlow::Continue(())
    }

    fn append_referer_and_origin(&mut self, headers: &mut HeaderList) {
        if let Some(referer) = &self.referer {
            headers.push("Referer", referer.clone());
        }
        if let Some(origin) = self.origin_header() {
            headers.push("Origin", origin);
        }
    }

    fn append_cookies(&mut self, headers: &mut HeaderList, refused: Option<WithheldBecause>) {
        if self.cookies.is_empty() {
            return;
        }
        let (value, withheld) =
            cookie_header(&self.cookies, &self.request, &self.client, self.profile, self.now, refused);
        self.withheld_cookies = withheld;
        match value {
            Some(value) => {
                self.decisions.set(&COOKIES, value.clone());
                headers.push("Cookie", value);
            }
            None if refused.is_none() => {
                self.decisions.holds(&SOME_COOKIE, false);
            }
            None => {}
        }
    }
}

/// Decodes what is percent-encoded without need, and writes the rest in upper case.
pub(crate) fn normalized(url: &str) -> String {
    let mut text = String::with_capacity(url.len());
    let mut rest = url;
    while let Some((before, after)) = rest.split_once('%') {
        text.push_str(before);
        let code = after.get(..2).filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let byte = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        rest = match byte {
            None => after,
            Some(_) => after.get(2..).unwrap_or_default(),
        };
        match byte {
            Some(byte) if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => text.push(char::from(byte)),
            _ => {
                text.push('%');
                text.push_str(&code.unwrap_or_default().to_ascii_uppercase());
            }
        }
    }
    text.push_str(rest);
    text
}

/// What is left of headers that `fetch()` was given several times.
fn merge_repeated(headers: &mut HeaderList, rules: &HeaderRules, first: bool) {
    if rules.joins_repeated {
        let joined = std::mem::take(headers).combined().into_iter();
        // Several empty values leave a comma and a space, which is none on the wire.
        *headers = joined.map(|header| (header.name, ByteString::from(normalize_value(&header.value)))).collect();
    }
    if rules.values_as_utf8 && headers.iter().any(|header| !header.value.is_ascii()) {
        let mut encoded = HeaderList::with_capacity(headers.len());
        for header in headers.iter() {
            let value = ByteString::from(isomorphic_decode(&header.value).as_bytes());
            encoded.push(header.name.clone(), value);
        }
        *headers = encoded;
    }
    for name in rules.first_of_repeated {
        if first && headers.values(name).nth(1).is_some() {
            keep_first(headers, name, false);
        }
    }
    for name in rules.last_of_repeated.iter().chain(rules.first_of_repeated) {
        let mut left = headers.values(name).count();
        if left > 1 {
            headers.retain(|header| {
                let is_one = header.name.eq_ignore_ascii_case(name.as_bytes());
                left -= usize::from(is_one);
                !is_one || left == 0
            });
        }
    }
    if rules.empty_value_starts_anew && headers.iter().any(|header| header.value.is_empty()) {
        start_anew_when_empty(headers);
    }
}

/// Of each name, the last empty value and what comes before it count only if nothing follows; then it is the one value.
fn start_anew_when_empty(headers: &mut HeaderList) {
    let firsts = headers.firsts();
    // Of each name: whether a later header was seen, and whether that was empty.
    let mut later: Vec<Option<bool>> = vec![None; firsts.len()];
    let mut keeps: Vec<bool> = Vec::with_capacity(firsts.len());
    for (header, first) in headers.iter().zip(firsts).rev() {
        let is_empty = header.value.is_empty();
        let Some(later) = later.get_mut(first) else { continue };
        keeps.push(later.is_none_or(|anew| !anew && !is_empty));
        *later = Some(later.unwrap_or_default() || is_empty);
    }
    headers.retain(|_| keeps.pop().unwrap_or_default());
}

fn rewrite_range(headers: &mut HeaderList, rules: &SafelistRules) {
    let Some(value) = headers.get("Range").map(|value| value.to_ascii_lowercase()) else { return };
    let Some(range) = parse_single_range(&value, true) else { return };
    if !is_within(&range, rules) {
        return;
    }
    let number = |number: Option<u64>| number.map_or(String::new(), |number| number.to_string());
    headers.set("Range", ["bytes=", &number(range.start), "-", &number(range.end)].concat());
}

/// What the cache mode adds.
fn append_cache_control(cache_mode: CacheMode, headers: &mut HeaderList) {
    match cache_mode {
        CacheMode::NoCache if !headers.contains("Cache-Control") => headers.push("Cache-Control", "max-age=0"),
        CacheMode::NoStore | CacheMode::Reload => {
            for name in ["Pragma", "Cache-Control"] {
                if !headers.contains(name) {
                    headers.push(name, "no-cache");
                }
            }
        }
        _ => {}
    }
}
