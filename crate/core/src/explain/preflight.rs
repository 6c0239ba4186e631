//! Whether a preflight was needed, in words.

use std::borrow::Cow;

use crate::fetch::enums::CredentialsMode;
use crate::fetch::{Finished, PreflightNeed};
use crate::http::UnsafeReason;
use crate::verdict::{ExchangeKind, Preflight, PreflightDecision, PreflightReason, PreflightReasonCode};

pub(super) fn preflight(finished: &Finished) -> Preflight {
    let sent = finished.exchanges.iter().any(|exchange| exchange.kind == ExchangeKind::Preflight);
    let decision = match (sent, finished.preflight_needs.is_empty()) {
        (true, _) => PreflightDecision::Sent,
        (false, false) => PreflightDecision::Cached,
        (false, true) => PreflightDecision::NotNeeded,
    };
    let because: Vec<_> = finished.preflight_needs.iter().map(|(hop, need)| reason(*hop, need)).collect();
    let credentials = !because.is_empty() && finished.request.credentials_mode == CredentialsMode::Include;
    Preflight { decision, because, credentials }
}

fn reason(hop: usize, need: &PreflightNeed) -> PreflightReason {
    let (code, name, message) = match need {
        PreflightNeed::Method(method) => (
            PreflightReasonCode::Method,
            Some(method.to_text()),
            ["The method ", &method.isomorphic_decode(), " is not one of GET, HEAD and POST."].concat(),
        ),
        PreflightNeed::Header(name, why) => {
            let message = ["The header ", &name.isomorphic_decode(), " ", &unsafe_words(*why), "."].concat();
            (PreflightReasonCode::Header, Some(name.to_text()), message)
        }
        PreflightNeed::UploadListener => (
            PreflightReasonCode::UploadListener,
            None,
            "A listener is registered on the XMLHttpRequest's upload object.".to_owned(),
        ),
        PreflightNeed::StreamBody => {
            (PreflightReasonCode::StreamBody, None, "The request body is a stream.".to_owned())
        }
    };
    PreflightReason { code, hop, name, message }
}

fn unsafe_words(reason: UnsafeReason) -> Cow<'static, str> {
    match reason {
        UnsafeReason::NotSafelistedName => "is not CORS-safelisted".into(),
        UnsafeReason::ValueTooLong => "has a value of more than 128 bytes".into(),
        UnsafeReason::UnsafeByte(byte) => format!("has the byte {} in its value", byte_words(byte)).into(),
        UnsafeReason::LanguageByte(byte) => {
            format!("has the byte {} in its value, which no language tag has", byte_words(byte)).into()
        }
        UnsafeReason::ContentTypeEssence => {
            "is not application/x-www-form-urlencoded, multipart/form-data or text/plain".into()
        }
        UnsafeReason::RangeNotSimple => "is not a single range with a start, such as bytes=0-".into(),
        UnsafeReason::TotalTooLong => "is one of safelisted headers that have more than 1024 bytes together".into(),
    }
}

fn byte_words(byte: u8) -> String {
    if byte.is_ascii_graphic() { char::from(byte).to_string() } else { format!("0x{byte:02X}") }
}
