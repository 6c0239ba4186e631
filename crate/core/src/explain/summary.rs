//! The verdict in one sentence, and what the script observes.

use std::borrow::Cow;

use super::observed::Observed;
use crate::fetch::enums::{Initiator, ResponseType};
use crate::http::is_ok_status;
use crate::verdict::{Cause, ExchangeKind, Outcome, Response};

/// One plain sentence.
pub(super) fn summary(observed: &Observed<'_>, outcome: Outcome, cause: Option<&Cause>) -> Cow<'static, str> {
    match (outcome, cause) {
        (Outcome::NetworkError, Some(cause)) => cause.message.clone(),
        (Outcome::NetworkError, None) => "The request fails.".into(),
        (Outcome::Readable, _) => readable(observed).into(),
        (Outcome::Opaque, _) => opaque(observed),
        (Outcome::OpaqueRedirect, _) => {
            "The server redirects; with redirect \"manual\" the page learns that, and not where to.".into()
        }
    }
}

fn opaque(observed: &Observed<'_>) -> Cow<'static, str> {
    let (happens, unreadable) = match observed.question.scenario.request.initiator {
        Initiator::Img => ("The image is shown", "its pixels or headers"),
        Initiator::Audio | Initiator::Video => ("It plays", "its sound, pixels or headers"),
        Initiator::Script => ("The script runs with all rights of the page", "its source"),
        Initiator::Stylesheet => ("The styles apply", "its rules"),
        Initiator::Beacon => ("The request is sent", "it"),
        Initiator::Form | Initiator::Navigation | Initiator::Iframe => {
            return "The browser shows the document to the user; the page that led there cannot read it.".into();
        }
        _ => ("The request succeeds", "its status, headers or body"),
    };
    [happens, ", but the response is opaque: JavaScript cannot read ", unreadable, "."].concat().into()
}

fn readable(observed: &Observed<'_>) -> &'static str {
    let finished = observed.finished;
    let cors = finished.response.as_ref().is_some_and(|response| response.response_type == ResponseType::Cors);
    if !cors && !matches!(finished.request.current_url().scheme(), "http" | "https") {
        return "The page may read the response: it comes from the URL itself, so CORS is not asked.";
    }
    if finished.request.is_navigation() {
        return "The browser shows the document. It has the page's own origin: their scripts may look into each other.";
    }
    if !cors {
        return "The page may read the response: it comes from the page's own origin, so CORS is not asked.";
    }
    let preflight = finished.exchanges.iter().any(|exchange| exchange.kind == ExchangeKind::Preflight);
    if preflight {
        "The page may read the response: the preflight and the response both allow it by Access-Control-Allow-Origin."
    } else {
        "The page may read the response: the server allows it by Access-Control-Allow-Origin."
    }
}

/// What the script, or whoever looks at the element, observes.
pub(super) fn javascript(observed: &Observed<'_>, outcome: Outcome, cause: Option<&Cause>) -> Cow<'static, str> {
    let initiator = observed.question.scenario.request.initiator;
    if outcome == Outcome::NetworkError {
        return failed(observed, initiator, cause);
    }
    let response = observed.finished.response.as_ref();
    match initiator {
        Initiator::Fetch => response.map(fetched).unwrap_or_default(),
        Initiator::Xhr => {
            let status = response.map_or(0, |response| response.status);
            ["load event; xhr.status is ", &status.to_string()].concat().into()
        }
        Initiator::Img | Initiator::Audio | Initiator::Video => media(initiator, outcome).into(),
        Initiator::Script if outcome == Outcome::Opaque => {
            "load event; the script runs, and its errors are reported as \"Script error.\"".into()
        }
        Initiator::Script | Initiator::Module => "load event; the script runs".into(),
        Initiator::Stylesheet if outcome == Outcome::Opaque => {
            "load event; the styles apply, and reading sheet.cssRules throws a SecurityError".into()
        }
        Initiator::Stylesheet => "load event; the styles apply".into(),
        Initiator::Font => "the font is used".into(),
        Initiator::EventSource => "open event; messages arrive".into(),
        Initiator::Beacon => "sendBeacon() returns true; the response is ignored".into(),
        Initiator::Form | Initiator::Navigation => "the browser leaves the page and shows the new document".into(),
        Initiator::Iframe if outcome == Outcome::Opaque => {
            "the frame shows the document; frame.contentDocument is null".into()
        }
        Initiator::Iframe => "the frame shows the document; frame.contentDocument can be read".into(),
    }
}

fn fetched(response: &Response) -> Cow<'static, str> {
    let kind = response.response_type.as_str();
    let ok = if is_ok_status(response.status) { "true" } else { "false" };
    ["a Response: type \"", kind, "\", status ", &response.status.to_string(), ", ok ", ok].concat().into()
}

fn media(initiator: Initiator, outcome: Outcome) -> &'static str {
    match (initiator, outcome) {
        (Initiator::Img, Outcome::Opaque) => "load event; shown, but a canvas that it is drawn on becomes tainted",
        (Initiator::Img, _) => "load event; a canvas that it is drawn on can be read",
        (_, Outcome::Opaque) => "loadeddata event; it plays, but taints a canvas, and Web Audio gets silence",
        _ => "loadeddata event; it plays, and a canvas or Web Audio can use it",
    }
}

fn failed(observed: &Observed<'_>, initiator: Initiator, cause: Option<&Cause>) -> Cow<'static, str> {
    use super::CauseCode::{ForbiddenMethod, InvalidHeader, InvalidMethod, InvalidUrl};
    let code = cause.map(|cause| cause.code);
    let gate = cause.filter(|cause| cause.phase == crate::verdict::Phase::Request && cause.code.is_thrown());
    match initiator {
        Initiator::Fetch => match gate {
            Some(cause) => ["TypeError: ", &cause.message].concat().into(),
            None => ["TypeError: ", observed.question.profile.fetch_error].concat().into(),
        },
        Initiator::Xhr => match code {
            Some(ForbiddenMethod) => "SecurityError".into(),
            Some(InvalidMethod | InvalidUrl | InvalidHeader) => "SyntaxError".into(),
            _ => "error event; xhr.status is 0".into(),
        },
        Initiator::Beacon => match code {
            Some(InvalidUrl | super::CauseCode::UnsupportedScheme) => "TypeError".into(),
            Some(super::CauseCode::KeepaliveLimit) => "sendBeacon() returns false".into(),
            _ => "sendBeacon() returns true; nobody learns of the failure".into(),
        },
        Initiator::EventSource if code == Some(InvalidUrl) => "SyntaxError".into(),
        Initiator::Form | Initiator::Navigation | Initiator::Iframe => "the browser shows an error page".into(),
        Initiator::Font => "the font is not used; document.fonts.load() rejects with a NetworkError".into(),
        _ => "error event, without detail".into(),
    }
}
