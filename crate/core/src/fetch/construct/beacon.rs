//! [`navigator.sendBeacon()`](https://w3c.github.io/beacon/#sendbeacon-method).

use super::{Construction, implied_content_type};
use crate::bytes::ByteString;
use crate::explain::CauseCode;
use crate::fetch::decisions::Failure;
use crate::fetch::enums::{CredentialsMode, Mode};
use crate::fetch::request::Request;
use crate::http::is_cors_safelisted_request_header;
use crate::standard::{Rule, SEND_BEACON};

static URL_PARSES: Rule = Rule::new(&SEND_BEACON, "the URL parses against the page's URL");
static HTTP: Rule = Rule::new(&SEND_BEACON, "the URL's scheme is http or https");
static SIZE: Rule = Rule::new(&SEND_BEACON, "the data fits into the 64 KiB that may be under way (else false)");
static MODE: Rule = Rule::new(&SEND_BEACON, "mode is cors when the data's type is not CORS-safelisted, else no-cors");

const BEACON_LIMIT: u64 = 64 * 1024;

impl Construction<'_> {
    pub(super) fn beacon(&mut self) -> Option<Request> {
        let url = self.parse_url(&URL_PARSES)?;
        if !matches!(url.scheme(), "http" | "https") {
            let failure = Failure::new(CauseCode::UnsupportedScheme, &HTTP).received(url.as_str().to_owned());
            self.throw(failure);
        }
        let mut request = Request::new(url, self.init.initiator);
        request.method = ByteString::from_static("POST");
        request.keepalive = true;
        request.credentials_mode = CredentialsMode::Include;
        // The text forgets this flag; without it no beacon would be preflighted, and in browsers all are.
        request.unsafe_request = true;
        if let Some(body) = &self.init.body {
            let length = body.length.unwrap_or(0);
            if length > BEACON_LIMIT {
                let failure = Failure::new(CauseCode::KeepaliveLimit, &SIZE).received(length.to_string());
                self.throw(failure.expected(BEACON_LIMIT.to_string()));
            }
            if let Some(content_type) = implied_content_type(body).filter(|kind| self.blob_may_imply(kind, body.kind)) {
                if !is_cors_safelisted_request_header(b"Content-Type", &content_type, &self.profile.safelist) {
                    request.mode = Mode::Cors;
                }
                request.headers.push("Content-Type", content_type);
            }
            request.body = Some(body.clone());
        }
        self.decisions.set(&MODE, request.mode.as_str());
        self.ignore_all_but_url();
        Some(request)
    }
}
