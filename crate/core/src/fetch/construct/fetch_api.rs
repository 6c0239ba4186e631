//! [`new Request(input, init)`](https://fetch.spec.whatwg.org/#dom-request) and
//! [`fetch()`](https://fetch.spec.whatwg.org/#fetch-method).

use url::Url;

use super::{Construction, Dropped, implied_content_type};
use crate::bytes::ByteString;
use crate::engine::StreamBodies;
use crate::explain::CauseCode;
use crate::fetch::decisions::Failure;
use crate::fetch::enums::{BodyKind, CacheMode, CredentialsMode, Mode, RedirectMode, ReferrerPolicy};
use crate::fetch::request::{Referrer, Request};
use crate::http::{
    HeadersChange, HeadersGuard, IgnoredReason, cors_unsafe_reason, is_cors_safelisted_method, is_forbidden_method,
    is_method, is_no_cors_safelisted_request_header_name, normalize_method, normalize_value,
};
use crate::scenario::Body;
use crate::standard::{HEADERS_APPEND, REQUEST_CONSTRUCTOR, Rule};

/// What a stream becomes where it cannot be a body.
const STREAM_AS_TEXT: &str = "[object ReadableStream]";

static URL_PARSES: Rule = Rule::new(&REQUEST_CONSTRUCTOR, "the URL parses against the page's URL");
static URL_WITHOUT_CREDENTIALS: Rule = Rule::new(&REQUEST_CONSTRUCTOR, "the URL has no user name or password");
static REFERRER_PARSES: Rule = Rule::new(&REQUEST_CONSTRUCTOR, "the referrer parses against the page's URL");
static NOT_NAVIGATE: Rule = Rule::new(&REQUEST_CONSTRUCTOR, "mode is not navigate");
static ONLY_IF_CACHED: Rule = Rule::new(&REQUEST_CONSTRUCTOR, "only-if-cached needs mode same-origin");
static METHOD_TOKEN: Rule = Rule::new(&REQUEST_CONSTRUCTOR, "the method is an HTTP token");
static METHOD_NOT_FORBIDDEN: Rule = Rule::new(&REQUEST_CONSTRUCTOR, "the method is not CONNECT, TRACE or TRACK");
static NO_CORS_METHOD: Rule = Rule::new(&REQUEST_CONSTRUCTOR, "mode no-cors needs the method GET, HEAD or POST");
static NO_BODY: Rule = Rule::new(&REQUEST_CONSTRUCTOR, "GET and HEAD have no body");
static KEEPALIVE_STREAM: Rule = Rule::new(&REQUEST_CONSTRUCTOR, "a stream body is not kept alive");
static DUPLEX: Rule = Rule::new(&REQUEST_CONSTRUCTOR, "a stream body comes with duplex: \"half\"");
static STREAM_MODE: Rule = Rule::new(&REQUEST_CONSTRUCTOR, "a stream body needs mode same-origin or cors");
static STREAMS: Rule = Rule::new(&REQUEST_CONSTRUCTOR, "this engine can send a stream");
static HEADER_VALID: Rule = Rule::new(&HEADERS_APPEND, "header name and value are valid");

impl Construction<'_> {
    /// Runs the constructor's steps in its order, as far as they throw or set what decides later.
    pub(super) fn fetch_api(&mut self) -> Option<Request> {
        let init = self.init;
        let mut url = self.parse_url(&URL_PARSES)?;
        if self.profile.request.drops_empty_fragment && url.fragment() == Some("") {
            url.set_fragment(None);
        }
        if !url.username().is_empty() || url.password().is_some_and(|password| !password.is_empty()) {
            self.throw(
                Failure::new(CauseCode::UrlIncludesCredentials, &URL_WITHOUT_CREDENTIALS)
                    .received(url.as_str().to_owned()),
            );
        }
        let mut request = Request::new(url, init.initiator);
        request.unsafe_request = true;
        request.referrer = self.referrer();
        request.referrer_policy = self.referrer_policy();
        if request.referrer == Referrer::NoReferrer && self.profile.request.empty_referrer_is_policy {
            request.referrer_policy = ReferrerPolicy::NoReferrer;
        }
        request.mode = init.mode.unwrap_or(Mode::Cors);
        if request.mode == Mode::Navigate {
            self.throw(Failure::new(CauseCode::NavigateMode, &NOT_NAVIGATE).received("navigate"));
        }
        request.credentials_mode = init.credentials.unwrap_or(CredentialsMode::SameOrigin);
        request.cache_mode = init.cache.unwrap_or(CacheMode::Default);
        if request.cache_mode == CacheMode::OnlyIfCached && request.mode != Mode::SameOrigin {
            let failure = Failure::new(CauseCode::OnlyIfCachedMode, &ONLY_IF_CACHED);
            self.throw(failure.received(request.mode.as_str()).expected("same-origin"));
        }
        request.redirect_mode = init.redirect.unwrap_or(RedirectMode::Follow);
        request.integrity.clone_from(&init.integrity);
        request.keepalive = init.keepalive;
        self.set_method(&mut request);
        self.fill_headers(&mut request);
        self.set_body(&mut request);
        self.ignore(&[("crossorigin", init.cross_origin.is_some()), ("uploadListener", init.upload_listener)]);
        Some(request)
    }

    fn referrer(&mut self) -> Referrer {
        let Some(referrer) = &self.init.referrer else { return Referrer::Client };
        if referrer.is_empty() {
            return Referrer::NoReferrer;
        }
        let Ok(url) = self.client.url.join(referrer) else {
            self.throw(Failure::new(CauseCode::InvalidReferrer, &REFERRER_PARSES).received(referrer.clone()));
            return Referrer::Client;
        };
        let own = self.client.origin.is_same_origin_with_url(&url) && !is_about_client(&url);
        if own { Referrer::Url(url) } else { Referrer::Client }
    }

    fn set_method(&mut self, request: &mut Request) {
        let Some(text) = &self.init.method else { return };
        let method = ByteString::from_text(text);
        if !is_method(&method) {
            return self.throw(Failure::new(CauseCode::InvalidMethod, &METHOD_TOKEN).received(method));
        }
        if is_forbidden_method(&method) {
            return self.throw(Failure::new(CauseCode::ForbiddenMethod, &METHOD_NOT_FORBIDDEN).received(method));
        }
        request.method = normalize_method(method);
        if request.mode == Mode::NoCors && !is_cors_safelisted_method(&request.method) {
            let failure = Failure::new(CauseCode::NoCorsMethod, &NO_CORS_METHOD).received(request.method.clone());
            self.throw(failure.expected("GET, HEAD or POST"));
        }
    }

    /// [Fill](https://fetch.spec.whatwg.org/#concept-headers-fill) the `Headers` object.
    fn fill_headers(&mut self, request: &mut Request) {
        let guard = if request.mode == Mode::NoCors { HeadersGuard::RequestNoCors } else { HeadersGuard::Request };
        for (name, value) in &self.init.headers {
            let bytes = (ByteString::isomorphic_encode(name), ByteString::isomorphic_encode(value));
            if let Some(reason) = self.ignored_reason(name) {
                let reason = IgnoredReason::ForbiddenRequestHeader(reason);
                self.dropped.push(Dropped::Header { name: name.clone(), reason });
                continue;
            }
            let appended = match bytes {
                (Some(name), Some(value)) => match self.judge_no_cors_value(request, &name, &value) {
                    Some(reason) => Some(HeadersChange::Ignored(reason)),
                    None => guard.push(&mut request.headers, name, value).ok(),
                },
                _ => None,
            };
            match appended {
                Some(HeadersChange::Applied) => {}
                Some(HeadersChange::Ignored(reason)) => {
                    self.dropped.push(Dropped::Header { name: name.clone(), reason });
                }
                None => {
                    let line = format!("{name}: {value}");
                    self.throw(Failure::new(CauseCode::InvalidHeader, &HEADER_VALID).received(line));
                }
            }
        }
        request.headers.spell_as_first();
    }

    /// What the standard's safelist lets pass in mode no-cors and the engine's does not.
    fn judge_no_cors_value(&self, request: &Request, name: &[u8], value: &[u8]) -> Option<IgnoredReason> {
        if request.mode != Mode::NoCors || !is_no_cors_safelisted_request_header_name(name) {
            return None;
        }
        let before = request.headers.get_bytes(name);
        let whole = before.map(|before| [&*before, value].join(&b", "[..]));
        let reason =
            cors_unsafe_reason(name, normalize_value(whole.as_deref().unwrap_or(value)), &self.profile.safelist);
        reason.map(IgnoredReason::NotNoCorsSafelisted)
    }

    fn set_body(&mut self, request: &mut Request) {
        let Some(body) = &self.init.body else { return };
        let streams = self.profile.request.stream_bodies;
        let as_text = Body { kind: BodyKind::Text, length: Some(STREAM_AS_TEXT.len() as u64), content_type: None };
        let body = if body.kind == BodyKind::Stream && streams == StreamBodies::AsText { &as_text } else { body };
        if matches!(request.method.as_bytes(), b"GET" | b"HEAD") {
            self.throw(Failure::new(CauseCode::BodyNotAllowed, &NO_BODY).received(request.method.clone()));
        }
        if body.kind == BodyKind::Stream && streams == StreamBodies::Refused {
            self.throw(Failure::new(CauseCode::StreamBodyUnsupported, &STREAMS));
        }
        if body.kind == BodyKind::Stream {
            self.check_stream(request);
        }
        if let Some(content_type) = implied_content_type(body).filter(|_| !request.headers.contains("Content-Type")) {
            let judges = request.mode == Mode::NoCors && self.profile.request.no_cors_judges_implied_type;
            let guard = if judges { HeadersGuard::RequestNoCors } else { HeadersGuard::Request };
            let _ = guard.append(&mut request.headers, ByteString::from_static("Content-Type"), content_type);
        }
        request.body = Some(body.clone());
    }

    fn check_stream(&mut self, request: &mut Request) {
        if request.keepalive {
            self.throw(Failure::new(CauseCode::KeepaliveStreamBody, &KEEPALIVE_STREAM));
        }
        if !self.init.duplex {
            self.throw(Failure::new(CauseCode::StreamBodyDuplex, &DUPLEX).expected("half"));
        }
        if !matches!(request.mode, Mode::SameOrigin | Mode::Cors) {
            let failure = Failure::new(CauseCode::StreamBodyMode, &STREAM_MODE).received(request.mode.as_str());
            self.throw(failure.expected("cors"));
        }
        request.use_cors_preflight = true;
    }
}

fn is_about_client(url: &Url) -> bool {
    url.scheme() == "about" && url.path() == "client"
}
