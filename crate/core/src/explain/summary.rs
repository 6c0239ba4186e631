//! The verdict in one sentence, and what the script observes.

use super::observed::Observed;
use crate::fetch::enums::{Initiator, ResponseType};
use crate::verdict::{Cause, ExchangeKind, Outcome, Response};

/// One plain sentence.
pub(super) fn summary(observed: &Observed<'_>, outcome: Outcome, cause: Option<&Cause>) -> String {
    match (outcome, cause) {
        (Outcome::NetworkError, Some(cause)) => cause.message.clone(),
        (Outcome::NetworkError, None) => "The request fails.".to_owned(),
        (Outcome::Readable, _) => readable(observed),
        (Outcome::Opaque, _) if observed.finished.request.is_navigation() => {
            "The browser shows the document to the user; the page that led there cannot read it.".to_owned()
        }
        (Outcome::Opaque, _) => {
            "The response arrives, but it is opaque: the page can use it where an opaque response will do, and cannot read it.".to_owned()
        }
        (Outcome::OpaqueRedirect, _) => {
            "The server redirects; with redirect \"manual\" the page learns that, and not where to.".to_owned()
        }
    }
}

fn readable(observed: &Observed<'_>) -> String {
    let finished = observed.finished;
    let cors = finished.response.as_ref().is_some_and(|response| response.response_type == ResponseType::Cors);
    if !cors {
        return "The page may read the response: it comes from the page's own origin, so CORS is not asked.".to_owned();
    }
    let preflight = finished.exchanges.iter().any(|exchange| exchange.kind == ExchangeKind::Preflight);
    let permission = if preflight { "the preflight and the response both allow it" } else { "the server allows it" };
    format!("The page may read the response: {permission} by Access-Control-Allow-Origin.")
}

/// What the script, or whoever looks at the element, observes.
pub(super) fn javascript(observed: &Observed<'_>, outcome: Outcome, cause: Option<&Cause>) -> String {
    let initiator = observed.question.scenario.request.initiator;
    if outcome == Outcome::NetworkError {
        return failed(observed, initiator, cause);
    }
    let response = observed.finished.response.as_ref();
    match initiator {
        Initiator::Fetch => response.map(fetched).unwrap_or_default(),
        Initiator::Xhr => format!("load event; xhr.status is {}", response.map_or(0, |response| response.status)),
        Initiator::Img | Initiator::Audio | Initiator::Video => media(outcome),
        Initiator::Script if outcome == Outcome::Opaque => {
            "load event; the script runs, and its errors are reported as \"Script error.\"".to_owned()
        }
        Initiator::Script | Initiator::Module => "load event; the script runs".to_owned(),
        Initiator::Stylesheet if outcome == Outcome::Opaque => {
            "load event; the styles apply, and reading sheet.cssRules throws a SecurityError".to_owned()
        }
        Initiator::Stylesheet => "load event; the styles apply".to_owned(),
        Initiator::Font => "the font is used".to_owned(),
        Initiator::EventSource => "open event; messages arrive".to_owned(),
        Initiator::Beacon => "sendBeacon() returns true; the response is ignored".to_owned(),
        Initiator::Form | Initiator::Navigation => "the browser leaves the page and shows the new document".to_owned(),
        Initiator::Iframe if outcome == Outcome::Opaque => {
            "the frame shows the document; frame.contentDocument is null".to_owned()
        }
        Initiator::Iframe => "the frame shows the document; frame.contentDocument can be read".to_owned(),
    }
}

fn fetched(response: &Response) -> String {
    format!(
        "a Response: type \"{}\", status {}, ok {}",
        response.response_type,
        response.status,
        (200..300).contains(&response.status)
    )
}

fn media(outcome: Outcome) -> String {
    if outcome == Outcome::Opaque {
        "load event; shown, but a canvas that it is drawn on becomes tainted".to_owned()
    } else {
        "load event; a canvas that it is drawn on can be read".to_owned()
    }
}

fn failed(observed: &Observed<'_>, initiator: Initiator, cause: Option<&Cause>) -> String {
    use super::CauseCode::{ForbiddenMethod, InvalidHeader, InvalidMethod, InvalidUrl};
    let code = cause.map(|cause| cause.code);
    let gate = cause.filter(|cause| cause.phase == crate::verdict::Phase::Request && cause.code.is_thrown());
    match initiator {
        Initiator::Fetch => match gate {
            Some(cause) => format!("TypeError: {}", cause.message),
            None => format!("TypeError: {}", observed.question.profile.fetch_error),
        },
        Initiator::Xhr => match code {
            Some(ForbiddenMethod) => "SecurityError".to_owned(),
            Some(InvalidMethod | InvalidUrl | InvalidHeader) => "SyntaxError".to_owned(),
            _ => "error event; xhr.status is 0".to_owned(),
        },
        Initiator::Beacon => match code {
            Some(InvalidUrl | super::CauseCode::UnsupportedScheme) => "TypeError".to_owned(),
            Some(super::CauseCode::KeepaliveLimit) => "sendBeacon() returns false".to_owned(),
            _ => "sendBeacon() returns true; nobody learns of the failure".to_owned(),
        },
        Initiator::EventSource if code == Some(InvalidUrl) => "SyntaxError".to_owned(),
        Initiator::Form | Initiator::Navigation | Initiator::Iframe => "the browser shows an error page".to_owned(),
        Initiator::Font => "the font is not used; document.fonts.load() rejects with a NetworkError".to_owned(),
        _ => "error event, without detail".to_owned(),
    }
}
