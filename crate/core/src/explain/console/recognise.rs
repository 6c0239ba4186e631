//! From a pasted console line to its cause.

use std::borrow::Cow;

use serde::Serialize;

use super::super::codes::CauseCode;
use super::situation::{Parts, situation, words};
use super::template::{Found, Pasted};
use super::wording::{ALL, About, BARE_ERRORS, C_PREFLIGHT, Says, Wording};
use crate::fetch::enums::Engine;
use crate::standard::Standard;
use crate::verdict::{Cause, Fix, Phase};

/// What a console line means.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(optional_fields))]
pub struct ConsoleExplanation {
    /// Who prints it.
    pub engine: Engine,
    /// What went wrong; null where the line does not tell.
    #[cfg_attr(feature = "ts", ts(type = "CauseCode | null"))]
    pub code: Option<CauseCode>,
    /// Where on the way; null where the line does not tell.
    #[cfg_attr(feature = "ts", ts(type = "Phase | null"))]
    pub phase: Option<Phase>,
    /// What made the request, in the browser's word: `fetch`, `XMLHttpRequest`, `script`, `image` …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The URL that could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The URL that was asked for, where a redirect led elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redirected_from: Option<String>,
    /// The page's origin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// The header that decided: of the request, or the response.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<String>,
    /// The value that was received.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The method that is not allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// The status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// What happened, in plain words.
    pub message: Cow<'static, str>,
    /// What would make it work. Where the line does not name them, `https://page.example` stands for the page and
    /// `https://server.example` for the server; a list of methods or header names is to be extended, not replaced.
    pub fixes: Vec<Fix>,
    /// The step of the standard that decides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standard: Option<Standard>,
}

/// Recognises what Chromium, Firefox or WebKit print about a request that failed, in today's words and in those of ten
/// years, with the noise that comes with pasting: times, places in source files, `Uncaught (in promise)`, quotes of
/// any kind, line breaks, several lines. `None` when there is no such line in `text`.
///
/// The cause is what the line says. That a server failed and for that reason sent no header, only a verdict can know.
///
/// ```
/// let line = "Access to fetch at 'https://api.example.com/data' from origin 'https://app.example.com' has been blocked \
///     by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.";
/// let explanation = corslab::explain_console_message(line).ok_or("it is one of Chromium's lines")?;
/// assert_eq!(explanation.code.map(|code| code.as_str()), Some("missing-allow-origin"));
/// assert_eq!(explanation.fixes[0].title, "Send Access-Control-Allow-Origin: https://app.example.com");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn explain_console_message(text: &str) -> Option<ConsoleExplanation> {
    let pasted = Pasted::new(text);
    let hits = hits(&pasted);
    let main = hits.iter().min_by_key(|hit| (hit.strength(), hit.found.start))?;
    let parts = parts(&pasted, &hits, main);
    Some(match main.wording.says {
        Says::Cause(code) | Says::Symptom(code) => of_cause(main, code, parts),
        Says::Failed(about) => of_failure(main, about.message(), parts),
        Says::Frame | Says::Redirect if main.is_blocked() => of_failure(main, About::Truncated.message(), parts),
        Says::Frame | Says::Redirect | Says::After | Says::Preflight => return None,
    })
}

/// Whoever pastes more lines of one kind than this is helped with one of the first.
const MOST_LINES: usize = 20;

/// A row of the table that is in the text.
struct Hit {
    wording: &'static Wording,
    found: Found,
}

impl Hit {
    /// The less, the more it tells.
    const fn strength(&self) -> u8 {
        match self.wording.says {
            Says::Cause(_) => 0,
            Says::Symptom(_) => 1,
            Says::Failed(About::Truncated) => 3,
            Says::Failed(_) => 2,
            Says::Frame | Says::Redirect | Says::After | Says::Preflight => 4,
        }
    }

    /// Whether the frame itself says that something is blocked.
    fn is_blocked(&self) -> bool {
        self.wording.text.contains("locked")
    }
}

fn hits(pasted: &Pasted) -> Vec<Hit> {
    let bare = BARE_ERRORS.iter().position(|error| pasted.is(error));
    let engines = [Engine::Chromium, Engine::Firefox, Engine::Webkit];
    let of_bare = bare.and_then(|place| engines.get(place));
    let fits = |wording: &&'static Wording| {
        of_bare.is_some_and(|engine| wording.engine == *engine && wording.says == Says::Failed(About::Script))
    };
    match ALL.iter().find(fits) {
        Some(wording) => pasted.find("", 0).map(|found| Hit { wording, found }).into_iter().collect(),
        None => {
            let found = |wording: &'static Wording| Some(Hit { wording, found: pasted.find(wording.text, 0)? });
            ALL.iter().filter_map(found).collect()
        }
    }
}

/// Everything that the lines name: the line itself first, then what stands around it.
fn parts(pasted: &Pasted, hits: &[Hit], main: &Hit) -> Parts {
    let same = |hit: &&Hit| {
        hit.wording.engine == main.wording.engine || matches!(hit.wording.says, Says::Frame | Says::Redirect)
    };
    let near: Vec<Found> = hits.iter().filter(same).filter_map(|hit| nearest(pasted, hit, main.found.start)).collect();
    let slot = |name: &str| {
        let around = near.iter().filter_map(|found| pasted.slot(found, name));
        pasted.slot(&main.found, name).into_iter().chain(around).find(|text| !text.is_empty())
    };
    let kind = slot("kind").or_else(|| {
        let api = [("XMLHttpRequest", "XMLHttpRequest"), ("Fetch API", "fetch"), ("fetch", "fetch")];
        api.iter().find(|(name, _)| pasted.find(name, 0).is_some()).map(|(_, kind)| (*kind).to_owned())
    });
    Parts {
        engine: main.wording.engine,
        kind,
        url: slot("url"),
        from: slot("from"),
        origin: slot("origin"),
        header: pasted.slot(&main.found, "header"),
        value: pasted.slot(&main.found, "value"),
        method: pasted.slot(&main.found, "method"),
        status: slot("status").and_then(|status| status.parse().ok()),
        preflight: hits.iter().any(|hit| hit.wording.text == C_PREFLIGHT.text),
        redirect: hits.iter().any(|hit| hit.wording.says == Says::Redirect),
        to: slot("to"),
        detail: pasted.slot(&main.found, "detail"),
    }
}

/// Where a row stands that belongs to the line at `place`: the last before it, or what follows it.
fn nearest(pasted: &Pasted, hit: &Hit, place: usize) -> Option<Found> {
    if hit.wording.says == Says::After {
        return pasted.find(hit.wording.text, place);
    }
    let mut nearest = pasted.find(hit.wording.text, 0)?;
    for _ in 0..MOST_LINES {
        match pasted.find(hit.wording.text, nearest.start + 1) {
            Some(next) if next.start <= place => nearest = next,
            _ => break,
        }
    }
    Some(nearest)
}

fn of_failure(hit: &Hit, message: &'static str, parts: Parts) -> ConsoleExplanation {
    ConsoleExplanation {
        engine: hit.wording.engine,
        code: None,
        phase: None,
        kind: parts.kind,
        url: parts.url,
        redirected_from: parts.from,
        origin: parts.origin,
        header: parts.header,
        value: parts.value.filter(|value| !value.is_empty()),
        method: parts.method,
        status: parts.status,
        message: message.into(),
        fixes: Vec::new(),
        standard: None,
    }
}

/// The verdict on a request that fails in the same way has the words, and the fixes.
fn of_cause(hit: &Hit, code: CauseCode, parts: Parts) -> ConsoleExplanation {
    let code = match code {
        CauseCode::InvalidAllowCredentials if parts.value.as_deref() == Some("") => CauseCode::MissingAllowCredentials,
        code => code,
    };
    let verdict = situation(code, &parts);
    let words = words(code, &parts);
    let value = parts.value.clone();
    let explanation = of_failure(hit, "", parts);
    let Some((Cause { code: found, phase, header, message, standard, .. }, fixes)) = verdict else {
        return ConsoleExplanation { code: Some(code), message: words.unwrap_or_default(), ..explanation };
    };
    ConsoleExplanation {
        code: Some(found),
        phase: Some(phase),
        header: explanation.header.or_else(|| header.map(str::to_owned)),
        value,
        message: words.unwrap_or(message),
        fixes,
        standard: Some(standard),
        ..explanation
    }
}

impl About {
    const fn message(self) -> &'static str {
        match self {
            Self::Script => {
                "All that a script learns is this TypeError: not whether CORS, the network, a content blocker or mixed content is the reason. Another line of the browser's console has it, and the network panel shows whether a request was sent and what came back."
            }
            Self::SecondLine => "The request failed. Another line of the console, most often the one before, says why.",
            Self::HttpStatus => "The server answered with an error status. CORS has nothing to do with that.",
            Self::Truncated => {
                "The browser does not let the page read the response. The rest of the line, which is missing here, says why."
            }
            Self::LocalNetwork => {
                "The browser protects the local network: a page from outside may reach it only if the page is secure and the user permits it. CORS headers do not help. Serve the page over https, and grant the permission in the site's settings; or serve the page from the same network."
            }
            Self::Disabled => {
                "The browser itself makes the request impossible: a setting or an extension, such as a content blocker, refuses it or switches CORS off."
            }
            Self::Wildcard => {
                "The request succeeds, but only for now: * in Access-Control-Allow-Headers is not meant to cover Authorization. List it by name."
            }
        }
    }
}
