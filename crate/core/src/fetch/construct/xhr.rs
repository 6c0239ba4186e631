//! [XMLHttpRequest](https://xhr.spec.whatwg.org/#interface-xmlhttprequest): `open()`, `setRequestHeader()`, `send()`.

use super::{Construction, Dropped, implied_content_type};
use crate::bytes::{ByteString, isomorphic_decode};
use crate::engine::CharsetOfText;
use crate::explain::CauseCode;
use crate::fetch::decisions::Failure;
use crate::fetch::enums::{BodyKind, CredentialsMode, Mode};
use crate::fetch::request::Request;
use crate::http::{
    HeaderList, IgnoredReason, MimeType, forbidden_request_header_reason, is_forbidden_method, is_header_name,
    is_header_value, is_method, is_token, normalize_method, normalize_value,
};
use crate::standard::{Rule, XHR_OPEN, XHR_SEND, XHR_SET_REQUEST_HEADER};

static URL_PARSES: Rule = Rule::new(&XHR_OPEN, "the URL parses against the page's URL");
static METHOD_TOKEN: Rule = Rule::new(&XHR_OPEN, "the method is an HTTP token (else SyntaxError)");
static METHOD_NOT_FORBIDDEN: Rule =
    Rule::new(&XHR_OPEN, "the method is not CONNECT, TRACE or TRACK (else SecurityError)");
static HEADER_VALID: Rule = Rule::new(&XHR_SET_REQUEST_HEADER, "header name and value are valid (else SyntaxError)");
static UPLOAD_LISTENER: Rule = Rule::new(&XHR_SEND, "a listener on upload sets the use-CORS-preflight flag");

impl Construction<'_> {
    pub(super) fn xhr(&mut self) -> Option<Request> {
        let init = self.init;
        let method = self.xhr_method();
        let url = self.parse_url(&URL_PARSES)?;
        let mut request = Request::new(url, init.initiator);
        request.method = method;
        request.unsafe_request = true;
        request.mode = Mode::Cors;
        request.credentials_mode = match init.credentials {
            Some(CredentialsMode::Include) => CredentialsMode::Include,
            _ => CredentialsMode::SameOrigin,
        };
        self.set_request_headers(&mut request);
        let bodiless = matches!(request.method.as_bytes(), b"GET" | b"HEAD");
        let types_only = bodiless && self.profile.request.params_type_without_body;
        let body = init.body.as_ref();
        if let Some(body) = body.filter(|body| !bodiless || (types_only && body.kind == BodyKind::UrlSearchParams)) {
            if request.headers.contains("Content-Type") {
                self.set_charset(&mut request.headers, body.kind);
            } else if let Some(implied) = implied_content_type(body).filter(|kind| self.may_imply(kind, body.kind)) {
                request.headers.push("Content-Type", implied);
            }
            request.body = Some(body.clone()).filter(|_| !bodiless);
        }
        let needs_body = self.profile.preflight.upload_listener_needs_body;
        request.use_cors_preflight = init.upload_listener && (request.body.is_some() || !needs_body);
        if request.use_cors_preflight {
            self.decisions.holds(&UPLOAD_LISTENER, true);
        }
        self.ignore_fetch_fields();
        Some(request)
    }

    fn may_imply(&self, implied: &ByteString, kind: BodyKind) -> bool {
        let judges = self.profile.request.xhr_judges_implied_type;
        (!judges || MimeType::parse_bytes(implied).is_some()) && self.blob_may_imply(implied, kind)
    }

    /// Whether the engine lets a body say this type of itself, if it is a `Blob`.
    pub(super) fn blob_may_imply(&self, implied: &[u8], kind: BodyKind) -> bool {
        !self.profile.request.judges_blob_type || kind != BodyKind::Blob || is_media_type(implied)
    }

    /// Text is sent as UTF-8, and its type must not say otherwise.
    fn set_charset(&self, headers: &mut HeaderList, kind: BodyKind) {
        if self.joins_types(headers) {
            return;
        }
        match (self.profile.request.charset_of_text, kind) {
            (CharsetOfText::Corrected, BodyKind::Text) => name_utf8(headers),
            (CharsetOfText::Overwritten, BodyKind::Text | BodyKind::UrlSearchParams) => {
                let value = headers.get("Content-Type").unwrap_or_default();
                let written = overwrite_charset(&isomorphic_decode(&value));
                if let Some(written) = ByteString::isomorphic_encode(&written) {
                    headers.set("Content-Type", written);
                }
            }
            _ => {}
        }
    }

    /// Whether the type stays as it is because the engine lists it for its comma.
    fn joins_types(&self, headers: &HeaderList) -> bool {
        let value = headers.get("Content-Type").filter(|_| self.profile.safelist.comma_unsafe_in_type);
        value.is_some_and(|value| value.contains(&b','))
    }

    fn xhr_method(&mut self) -> ByteString {
        let method = ByteString::from_text(self.init.method.as_deref().unwrap_or("GET"));
        if !is_method(&method) {
            self.throw(Failure::new(CauseCode::InvalidMethod, &METHOD_TOKEN).received(method.clone()));
        } else if is_forbidden_method(&method) {
            self.throw(Failure::new(CauseCode::ForbiddenMethod, &METHOD_NOT_FORBIDDEN).received(method.clone()));
        }
        normalize_method(method)
    }

    fn set_request_headers(&mut self, request: &mut Request) {
        for (name, value) in &self.init.headers {
            let bytes = (ByteString::isomorphic_encode(name), ByteString::isomorphic_encode(value));
            let (Some(name_bytes), Some(value_bytes)) = bytes else {
                self.refuse_header(name, value);
                continue;
            };
            let value_bytes = ByteString::from(normalize_value(&value_bytes));
            if !is_header_name(&name_bytes) || !is_header_value(&value_bytes) {
                self.refuse_header(name, value);
            } else if let Some(reason) =
                self.ignored_reason(name).or_else(|| forbidden_request_header_reason(&name_bytes, &value_bytes))
            {
                let reason = IgnoredReason::ForbiddenRequestHeader(reason);
                // What throws ends the script.
                if !self.decisions.has_failed() {
                    self.dropped.push(Dropped::Header { name: name.clone(), reason });
                }
            } else {
                request.headers.push(name_bytes, value_bytes);
            }
        }
        request.headers = std::mem::take(&mut request.headers).combined();
    }

    fn refuse_header(&mut self, name: &str, value: &str) {
        self.throw(Failure::new(CauseCode::InvalidHeader, &HEADER_VALID).received(format!("{name}: {value}")));
    }

    fn ignore_fetch_fields(&mut self) {
        let init = self.init;
        self.ignore(&[
            ("mode", init.mode.is_some_and(|mode| mode != Mode::Cors)),
            ("credentials", init.credentials == Some(CredentialsMode::Omit)),
            ("redirect", init.redirect.is_some_and(|mode| mode != crate::fetch::enums::RedirectMode::Follow)),
            ("cache", init.cache.is_some_and(|mode| mode != crate::fetch::enums::CacheMode::Default)),
            ("integrity", !init.integrity.is_empty()),
            ("keepalive", init.keepalive),
            ("referrer", init.referrer.is_some()),
            ("referrerPolicy", init.referrer_policy.is_some()),
            ("crossorigin", init.cross_origin.is_some()),
        ]);
    }
}

/// A type, a subtype and parameters, without loose ends.
fn is_media_type(value: &[u8]) -> bool {
    let is_token = |part: Option<&[u8]>| part.is_some_and(|part| is_token(normalize_value(part)));
    value.split(|&byte| byte == b';').enumerate().all(|(index, part)| {
        let mut halves = part.splitn(2, |&byte| byte == if index == 0 { b'/' } else { b'=' });
        let is_named = is_token(halves.next());
        let value = halves.next();
        let quoted = value.map(normalize_value).is_some_and(|value| value.len() > 1 && value.ends_with(b"\""));
        is_named && (is_token(value) || (quoted && index > 0))
    })
}

/// Writes UTF-8 over what stands behind each `charset=`.
fn overwrite_charset(value: &str) -> String {
    const NAME: &str = "charset";
    let is_space = |character: char| character <= ' ';
    let ends = |character: char| is_space(character) || matches!(character, '"' | '\'' | ';');
    let mut written = String::with_capacity(value.len() + 8);
    let mut rest = value;
    while let Some(at) = rest.to_ascii_lowercase().find(NAME) {
        let (before, _) = rest.split_at(at);
        let (name, after) = rest.split_at(at + NAME.len());
        written.push_str(name);
        rest = after;
        let begins = before.ends_with(|last| is_space(last) || last == ';');
        let Some(after) = after.trim_start_matches(is_space).strip_prefix('=').filter(|_| begins) else { continue };
        let charset = after.trim_start_matches(|next| ends(next) && next != ';');
        written.push_str(rest.strip_suffix(charset).unwrap_or_default());
        rest = charset.trim_start_matches(|next| !ends(next));
        if rest.len() < charset.len() {
            written.push_str("UTF-8");
        }
    }
    written + rest
}

/// A string goes out as UTF-8, whatever charset the script has named.
fn name_utf8(headers: &mut HeaderList) {
    let Some(mut mime_type) = headers.get("Content-Type").and_then(|value| MimeType::parse_bytes(&value)) else {
        return;
    };
    if mime_type.correct_charset("UTF-8") {
        headers.set("Content-Type", ByteString::from_text(&mime_type.to_string()));
    }
}
