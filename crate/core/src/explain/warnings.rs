//! What works, but is unsafe, fragile or without effect.

mod list;
mod origin_value;
mod request;

use std::borrow::Cow;

pub(crate) use self::request::is_cors_response_header;
use super::codes::WarningCode;
use super::observed::Observed;
use crate::bytes::ByteString;
use crate::http::{HeaderList, split_header_value};
use crate::scenario::Reply;
use crate::verdict::{Exchange, ExchangeKind, FixTarget, Severity, Warning};

const CACHES: &str = "https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches";
const CREDENTIALS: &str = "https://fetch.spec.whatwg.org/#cors-protocol-and-credentials";
const SYNTAX: &str = "https://fetch.spec.whatwg.org/#http-new-header-syntax";

/// Every warning about the request and about the replies that the browser saw.
pub(crate) fn warnings(observed: &Observed<'_>) -> Vec<Warning> {
    let mut notes = Notes { observed, warnings: Vec::new(), hop: 0, target: FixTarget::Request };
    notes.request();
    for (exchange, reply) in observed.replies() {
        notes.hop = exchange.hop;
        notes.target = target(exchange.kind);
        notes.reply(exchange, reply);
    }
    notes.errors_without_cors_headers();
    notes.warnings
}

struct Notes<'a> {
    observed: &'a Observed<'a>,
    warnings: Vec<Warning>,
    hop: usize,
    target: FixTarget,
}

impl Notes<'_> {
    fn add(&mut self, code: WarningCode, severity: Severity, url: &'static str, message: impl Into<Cow<'static, str>>) {
        self.add_about(code, severity, url, None, message.into());
    }

    /// A warning about one header: its name, and the value, where one is there.
    fn add_about(
        &mut self,
        code: WarningCode,
        severity: Severity,
        url: &'static str,
        about: Option<(Cow<'static, str>, Option<&[u8]>)>,
        message: Cow<'static, str>,
    ) {
        self.warnings.push(Warning {
            code,
            severity,
            hop: self.hop,
            target: self.target,
            received: about.as_ref().and_then(|(_, value)| value.map(text)),
            header: about.map(|(name, _)| name),
            message,
            url,
        });
    }

    fn reply(&mut self, exchange: &Exchange, reply: &Reply) {
        let kind = exchange.kind;
        // Most replies have a handful of headers that are nothing to CORS.
        let speaks_cors = reply.headers.iter().any(|header| is_cors_header(&header.name));
        if speaks_cors {
            self.allow_origin(exchange, &reply.headers);
            self.lists(kind, &reply.headers);
            self.max_age(kind, &reply.headers);
            self.wrong_place(kind, &reply.headers);
        }
    }

    /// The CORS headers of a success that an error lacks.
    fn errors_without_cors_headers(&mut self) {
        let has = |reply: &Reply| reply.headers.contains("Access-Control-Allow-Origin");
        let mut replies = self.observed.replies();
        let success = self.observed.replies().any(|(_, reply)| reply.status < 400 && has(reply));
        let error = replies.find(|(_, reply)| reply.status >= 400 && !has(reply));
        if let (true, Some((exchange, reply))) = (success, error) {
            self.hop = exchange.hop;
            self.target = target(exchange.kind);
            let message = format!(
                "The server sends CORS headers on success but not with status {}: the page will see a network error instead of the status. Add them in the code that every answer passes.",
                reply.status
            );
            self.add(
                WarningCode::ErrorsWithoutCorsHeaders,
                Severity::Fragile,
                "https://fetch.spec.whatwg.org/#http-responses",
                message,
            );
        }
    }
}

const fn target(kind: ExchangeKind) -> FixTarget {
    match kind {
        ExchangeKind::Preflight => FixTarget::Preflight,
        ExchangeKind::Actual => FixTarget::Response,
    }
}

fn is_cors_header(name: &ByteString) -> bool {
    name.get(..15).is_some_and(|start| start.eq_ignore_ascii_case(b"access-control-"))
}

/// Whether `Vary` covers the `Origin` header.
pub(crate) fn varies_by_origin(headers: &HeaderList) -> bool {
    headers.get("Vary").is_some_and(|value| {
        split_header_value(&value).any(|item| item == b"*" || item.eq_ignore_ascii_case(b"origin"))
    })
}

fn text(value: &[u8]) -> String {
    crate::bytes::isomorphic_decode(value).into_owned()
}
