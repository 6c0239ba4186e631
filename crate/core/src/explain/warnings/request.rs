//! Warnings about the request.

use super::Notes;
use crate::explain::codes::WarningCode;
use crate::fetch::Dropped;
use crate::http::{IgnoredReason, RawHeaderIssue};
use crate::verdict::{FixTarget, Severity};

/// Headers with which a server answers, and which mean nothing in a request.
const RESPONSE_HEADERS: [&str; 6] = [
    "access-control-allow-origin",
    "access-control-allow-credentials",
    "access-control-allow-methods",
    "access-control-allow-headers",
    "access-control-expose-headers",
    "access-control-max-age",
];

/// Whether a server, and not a page, is to send a header of this name.
pub(crate) fn is_cors_response_header(name: &str) -> bool {
    RESPONSE_HEADERS.iter().any(|known| name.eq_ignore_ascii_case(known))
}

impl Notes<'_> {
    pub(super) fn request(&mut self) {
        let init = &self.observed.question.scenario.request;
        for (name, value) in &init.headers {
            if is_cors_response_header(name) {
                let message = format!(
                    "{name} is a response header: it is for the server to send. In the request it allows nothing, and it makes a preflight necessary."
                );
                self.add_about(
                    WarningCode::ResponseHeaderInRequest,
                    Severity::Useless,
                    "https://fetch.spec.whatwg.org/#http-responses",
                    Some((name.clone().into(), Some(value.as_bytes()))),
                    message.into(),
                );
            }
        }
        if let Some(RawHeaderIssue { line, message, .. }) = &init.unread_line {
            self.add(
                WarningCode::HeaderLineDropped,
                Severity::Useless,
                "https://fetch.spec.whatwg.org/#concept-header",
                format!("Line {line} of the request's headers is left out: {message}."),
            );
        }
        for dropped in &self.observed.finished.dropped {
            self.dropped(dropped);
        }
        self.method_case();
        self.unused_answers();
    }

    fn dropped(&mut self, dropped: &Dropped) {
        match dropped {
            Dropped::Field(name) => {
                let initiator = self.observed.question.scenario.request.initiator;
                let message = format!("request.{name} has no effect: {initiator} does not let one choose it.");
                self.add(
                    WarningCode::FieldWithoutEffect,
                    Severity::Useless,
                    "https://fetch.spec.whatwg.org/#requests",
                    message,
                );
            }
            Dropped::Header { name, reason: IgnoredReason::NotNoCorsSafelisted(_) } => {
                let message = format!(
                    "mode \"no-cors\" drops the header {name} silently; only Accept, Accept-Language, Content-Language and Content-Type with safe values travel."
                );
                self.add_about(
                    WarningCode::NoCorsHeaderDropped,
                    Severity::Useless,
                    "https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header-name",
                    Some((name.clone().into(), None)),
                    message.into(),
                );
            }
            Dropped::Header { name, .. } => {
                let message = format!("The browser drops {name} silently: scripts may not set it.");
                self.add_about(
                    WarningCode::ForbiddenHeaderDropped,
                    Severity::Useless,
                    "https://fetch.spec.whatwg.org/#forbidden-request-header",
                    Some((name.clone().into(), None)),
                    message.into(),
                );
            }
        }
    }

    fn method_case(&mut self) {
        let method = &self.observed.finished.method;
        if *method != "PATCH" && method.eq_ignore_ascii_case(b"PATCH") {
            let message = format!(
                "The method is sent as {method}: browsers upper-case only DELETE, GET, HEAD, OPTIONS, POST and PUT. Most servers know only PATCH."
            );
            self.add(
                WarningCode::MethodCase,
                Severity::Fragile,
                "https://fetch.spec.whatwg.org/#concept-method-normalize",
                message,
            );
        }
    }

    fn unused_answers(&mut self) {
        let answers = self.observed.question.answers.len();
        let hops = self.observed.finished.exchanges.last().map_or(0, |exchange| exchange.hop + 1);
        if answers > hops.max(1) && self.observed.finished.failures.is_empty() {
            self.hop = hops;
            self.target = FixTarget::Response;
            let message = format!("server has {answers} answers, but only {hops} were asked for.");
            self.add(
                WarningCode::UnusedAnswer,
                Severity::Useless,
                "https://fetch.spec.whatwg.org/#concept-http-redirect-fetch",
                message,
            );
        }
        self.hop = 0;
        self.target = FixTarget::Request;
    }
}
