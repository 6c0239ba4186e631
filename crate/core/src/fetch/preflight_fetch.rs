//! [CORS-preflight fetch](https://fetch.spec.whatwg.org/#cors-preflight-fetch-0).

use super::decisions::{Decisions, Failure};
use super::enums::CredentialsMode;
use super::machine::Fetch;
use super::preflight_cache::Grant;
use super::request::Request;
use crate::bytes::ByteString;
use crate::engine::{MaxAgeRules, MaxAgeSyntax, Profile};
use crate::explain::CauseCode;
use crate::http::{
    ExtractFailure, ExtractFailureReason, HeaderList, UnsafeHeader, extract_delta_seconds, extract_token_list,
    is_cors_non_wildcard_request_header_name, is_cors_safelisted_method, is_ok_status, set_has, sorted_lowercase_set,
};
use crate::scenario::Reply;
use crate::standard::{PREFLIGHT_FETCH, Rule};

const ALLOW_METHODS: &str = "Access-Control-Allow-Methods";
const ALLOW_HEADERS: &str = "Access-Control-Allow-Headers";
const MAX_AGE: &str = "Access-Control-Max-Age";

static REQUEST_METHOD: Rule = Rule::new(&PREFLIGHT_FETCH, "append Access-Control-Request-Method: the request's method")
    .about("Access-Control-Request-Method");
static REQUEST_HEADERS: Rule =
    Rule::new(&PREFLIGHT_FETCH, "append Access-Control-Request-Headers: the CORS-unsafe request-header names")
        .about("Access-Control-Request-Headers");
pub(crate) static OK_STATUS: Rule =
    Rule::new(&PREFLIGHT_FETCH, "the preflight response's status is an ok status (200 to 299)");
static METHODS_PARSE: Rule =
    Rule::new(&PREFLIGHT_FETCH, "Access-Control-Allow-Methods is a list of methods").about(ALLOW_METHODS);
static HEADERS_PARSE: Rule =
    Rule::new(&PREFLIGHT_FETCH, "Access-Control-Allow-Headers is a list of header names").about(ALLOW_HEADERS);
static METHOD_ALLOWED: Rule =
    Rule::new(&PREFLIGHT_FETCH, "the method is listed, CORS-safelisted, or covered by * without credentials")
        .about(ALLOW_METHODS);
static NON_WILDCARD_LISTED: Rule =
    Rule::new(&PREFLIGHT_FETCH, "a CORS non-wildcard request-header name (Authorization) is listed by name")
        .about(ALLOW_HEADERS);
static HEADER_ALLOWED: Rule =
    Rule::new(&PREFLIGHT_FETCH, "the CORS-unsafe header name is listed, or covered by * without credentials")
        .about(ALLOW_HEADERS);
static STORED: Rule =
    Rule::new(&PREFLIGHT_FETCH, "the cache keeps what was allowed for max-age seconds").about(MAX_AGE);

/// The header list of the preflight request, before HTTP-network-or-cache fetch completes it.
pub(crate) fn preflight_headers(
    request: &Request,
    unsafe_headers: &[UnsafeHeader],
    decisions: &mut Decisions,
) -> HeaderList {
    let mut headers = HeaderList::with_capacity(10);
    headers.push("Accept", "*/*");
    decisions.set(&REQUEST_METHOD, request.method.clone());
    headers.push("Access-Control-Request-Method", request.method.clone());
    if !unsafe_headers.is_empty() {
        let names: Vec<&[u8]> = unsafe_headers.iter().map(|header| header.name.as_bytes()).collect();
        let value = ByteString::from(names.join(&b","[..]));
        decisions.set(&REQUEST_HEADERS, value.clone());
        headers.push("Access-Control-Request-Headers", value);
    }
    headers
}

impl Fetch {
    /// Judges the response to the preflight and, if it passes, keeps what it allows.
    pub(crate) fn judge_preflight(&mut self, reply: &Reply, unsafe_headers: &[UnsafeHeader]) {
        let origin = self.preflight_origin();
        let is_own = self.client.origin.is_same_origin_with_url(self.request.current_url());
        if !(is_own && self.profile.preflight.trusts_own_origin) {
            self.cors_check(&origin, &reply.headers);
        }
        check_status(reply.status, &mut self.decisions);
        let methods = extract(&reply.headers, ALLOW_METHODS, &mut self.decisions);
        let header_names = extract(&reply.headers, ALLOW_HEADERS, &mut self.decisions);
        let is_result = !self.decisions.has_failed();
        let method = self.request.method.clone();
        let allows_own = self.request.use_cors_preflight && self.profile.preflight.forced_preflight_allows_method;
        let methods = match methods {
            None if allows_own => vec![method.as_bytes()],
            listed => listed.unwrap_or_default(),
        };
        let header_names = header_names.unwrap_or_default();
        let allowed = Allowed {
            headers: &reply.headers,
            methods: &methods,
            header_names: &header_names,
            sorted_header_names: sorted_lowercase_set(&header_names),
        };
        allowed.check_method(&self.request, &mut self.decisions);
        allowed.check_header_names(&self.request, unsafe_headers, self.profile, &mut self.decisions);
        if !self.decisions.has_failed() || (is_result && self.profile.cache.stores_refused) {
            self.store_result(&allowed, &reply.headers);
        }
    }

    /// The origin that a preflight names and is judged by.
    pub(crate) fn preflight_origin(&self) -> ByteString {
        if self.profile.preflight.keeps_page_origin {
            self.client.serialized_origin.clone()
        } else {
            self.request.serialized_origin(&self.client)
        }
    }

    fn store_result(&mut self, allowed: &Allowed<'_>, headers: &HeaderList) {
        let Some(max_age) = max_age(headers, &self.profile.cache.max_age) else { return };
        let mut grants: Vec<Grant<'_>> = allowed.grants().collect();
        let method = self.request.method.clone();
        // A result that lists nothing is one as well where a look-up needs nothing listed.
        if grants.is_empty() && !self.profile.cache.forced_preflight_asks_for_method {
            grants.push(Grant::Method(&method));
        }
        if !grants.is_empty() {
            self.decisions.set(&STORED, max_age.to_string());
            self.cache.store(&self.request, &self.client, self.now, max_age, &grants);
        }
    }
}

fn check_status(status: u16, decisions: &mut Decisions) {
    if is_ok_status(status) {
        decisions.pass(&OK_STATUS, Some(ByteString::from(status.to_string())));
        return;
    }
    let code = name_status(status);
    decisions.fail(Failure::new(code, &OK_STATUS).received(status.to_string()).expected("200-299"));
}

/// What to call a status that a preflight response may not have.
pub(crate) const fn name_status(status: u16) -> CauseCode {
    match status {
        301 | 302 | 303 | 307 | 308 => CauseCode::PreflightRedirect,
        401 | 407 => CauseCode::PreflightRequiresAuth,
        404 | 405 | 501 => CauseCode::PreflightNotHandled,
        _ => CauseCode::PreflightStatus,
    }
}

type Tokens<'a> = Option<Vec<&'a [u8]>>;

fn extract<'a>(headers: &'a HeaderList, name: &'static str, decisions: &mut Decisions) -> Tokens<'a> {
    let (code, rule) = if name == ALLOW_METHODS {
        (CauseCode::InvalidAllowMethods, &METHODS_PARSE)
    } else {
        (CauseCode::InvalidAllowHeaders, &HEADERS_PARSE)
    };
    match extract_token_list(headers, name) {
        Ok(tokens) => tokens,
        Err(ExtractFailure { value, reason }) => {
            let mut failure = Failure::new(code, rule).header(name).received(value);
            if let ExtractFailureReason::NotAToken(item) = reason {
                failure = failure.expected(comma_separated(&item));
            }
            decisions.fail(failure);
            // Absent would mean something else to an upload: that its own method is allowed.
            Some(Vec::new())
        }
    }
}

/// What the writer of `GET POST` most likely meant.
fn comma_separated(item: &[u8]) -> Vec<u8> {
    let words = item.split(|&byte| !crate::http::token::is_token_byte(byte)).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(&b", "[..])
}

/// What the preflight response lists.
struct Allowed<'a> {
    headers: &'a HeaderList,
    methods: &'a [&'a [u8]],
    header_names: &'a [&'a [u8]],
    sorted_header_names: Vec<ByteString>,
}

/// Notes the item of the list that lets a method or a header pass.
fn note_listed(rule: &'static Rule, by_wildcard: bool, name: &ByteString, decisions: &mut Decisions) {
    let item = if by_wildcard { &ByteString::from_static("*") } else { name };
    decisions.pass_as(rule, item, name);
}

impl<'a> Allowed<'a> {
    fn check_method(&self, request: &Request, decisions: &mut Decisions) {
        let method = request.method.as_bytes();
        let covered = request.credentials_mode != CredentialsMode::Include && self.methods.contains(&&b"*"[..]);
        if self.methods.contains(&method) {
            return note_listed(&METHOD_ALLOWED, false, &request.method, decisions);
        }
        if is_cors_safelisted_method(method) {
            return decisions.pass(&METHOD_ALLOWED, Some(request.method.clone()));
        }
        if covered {
            return note_listed(&METHOD_ALLOWED, true, &request.method, decisions);
        }
        let failure = Failure::new(CauseCode::MethodNotAllowed, &METHOD_ALLOWED).header(ALLOW_METHODS);
        let failure = failure.expected(request.method.clone());
        decisions.fail(Failure { received: self.received(ALLOW_METHODS), ..failure });
    }

    fn check_header_names(
        &self,
        request: &Request,
        unsafe_headers: &[UnsafeHeader],
        profile: &Profile,
        decisions: &mut Decisions,
    ) {
        let include = request.credentials_mode == CredentialsMode::Include;
        let covered = !include && self.header_names.contains(&&b"*"[..]);
        let covers_authorization = profile.preflight.wildcard_covers_authorization;
        if !covers_authorization {
            self.check_non_wildcard_names(request, decisions);
        }
        // Shared: there may be thousands of failures.
        let received = self.received(ALLOW_HEADERS);
        for UnsafeHeader { name, .. } in unsafe_headers {
            if !covers_authorization && is_cors_non_wildcard_request_header_name(name) {
                continue; // judged above
            }
            let lists = self.lists(name);
            if covered || lists {
                note_listed(&HEADER_ALLOWED, !lists, name, decisions);
            } else {
                let failure = Failure::new(CauseCode::HeaderNotAllowed, &HEADER_ALLOWED).header(ALLOW_HEADERS);
                decisions.fail(Failure { received: received.clone(), ..failure.expected(name.clone()) });
            }
        }
    }

    fn check_non_wildcard_names(&self, request: &Request, decisions: &mut Decisions) {
        let Some(header) = request.headers.iter().find(|header| is_cors_non_wildcard_request_header_name(&header.name))
        else {
            return;
        };
        if self.lists(&header.name) {
            note_listed(&NON_WILDCARD_LISTED, false, &header.name, decisions);
            return;
        }
        // Without a wildcard it is an unlisted header like any other.
        let wildcard = self.header_names.contains(&&b"*"[..]);
        let code = if wildcard { CauseCode::AuthorizationNotListed } else { CauseCode::HeaderNotAllowed };
        let failure = Failure::new(code, &NON_WILDCARD_LISTED).header(ALLOW_HEADERS);
        let failure = failure.expected(header.name.to_byte_lowercase());
        decisions.fail(Failure { received: self.received(ALLOW_HEADERS), ..failure });
    }

    /// The header's value; none where it is missing.
    fn received(&self, name: &str) -> Option<ByteString> {
        self.headers.get_owned(name)
    }

    fn lists(&self, name: &[u8]) -> bool {
        set_has(&self.sorted_header_names, name)
    }

    fn grants(&self) -> impl Iterator<Item = Grant<'a>> {
        let methods = self.methods.iter().map(|method| Grant::Method(method));
        methods.chain(self.header_names.iter().map(|name| Grant::HeaderName(name)))
    }
}

/// How long the result holds, in seconds; `None` when it is not kept.
fn max_age(headers: &HeaderList, rules: &MaxAgeRules) -> Option<u64> {
    let asked = match rules.syntax {
        MaxAgeSyntax::Digits => match extract_delta_seconds(headers, MAX_AGE) {
            Ok(seconds) => seconds,
            Err(_) => {
                headers.get(MAX_AGE).filter(|value| value.starts_with(b"-")).and_then(|value| signed_seconds(&value))
            }
        },
        MaxAgeSyntax::SignedInteger => headers.get(MAX_AGE).and_then(|value| signed_seconds(&value)),
        MaxAgeSyntax::DigitsOrNothingKept => match extract_delta_seconds(headers, MAX_AGE) {
            Ok(seconds) => seconds,
            Err(failure) if failure.value.is_empty() => None,
            Err(_) => return None,
        },
    };
    let asked = asked.unwrap_or(rules.default);
    Some(rules.limit.map_or(asked, |limit| asked.min(limit)))
}

/// A negative number of seconds is none.
fn signed_seconds(value: &[u8]) -> Option<u64> {
    let seconds: i64 = std::str::from_utf8(value).ok()?.parse().ok()?;
    Some(u64::try_from(seconds).unwrap_or(0))
}
