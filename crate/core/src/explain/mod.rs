//! From the decisions to words: cause, problems, fixes, warnings, console lines. It reads decisions and makes none.

mod cause;
mod codes;
mod console;
mod diagnosis;
mod fixes;
mod message;
mod observed;
mod origin_hint;
mod preflight;
mod summary;
mod warnings;

use crate::engine::Profile;
use crate::fetch::Finished;
use crate::fetch::enums::ResponseType;
use crate::scenario::{Answer, Scenario};
use crate::verdict::{ExchangeKind, Outcome, Verdict};

pub use codes::{CauseCode, WarningCode};
pub use console::{ConsoleExplanation, explain_console_message};
pub(crate) use observed::Observed;

/// What was asked.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// The servers' answers, as far as they are known.
    pub answers: &'a [Answer],
    /// Whose behaviour.
    pub profile: &'static Profile,
}

/// Puts a finished fetch into a verdict.
pub(crate) fn explain(finished: Finished, question: &Question<'_>) -> Verdict {
    let observed = Observed { finished: &finished, question };
    let problems = cause::problems(&observed);
    let outcome = outcome(&finished);
    let preflight = preflight::preflight(&finished);
    let summary = summary::summary(&observed, outcome, problems.first());
    let javascript = summary::javascript(&observed, outcome, problems.first());
    let console = console::lines(&observed);
    let fixes = fixes::fixes(&observed, &problems);
    let warnings = warnings::warnings(&observed);
    let reached_server =
        finished.exchanges.iter().any(|exchange| exchange.kind == ExchangeKind::Actual && exchange.reply.is_some());
    Verdict {
        outcome,
        summary,
        cause: problems.first().cloned(),
        problems,
        preflight,
        reached_server,
        javascript,
        console,
        fixes,
        warnings,
        engine: question.profile.engine,
        engine_version: question.profile.version,
        exchanges: finished.exchanges,
        response: finished.response,
        preflight_cache: finished.cache,
        trace: finished.trace,
    }
}

fn outcome(finished: &Finished) -> Outcome {
    match &finished.response {
        None => Outcome::NetworkError,
        Some(response) => match response.response_type {
            ResponseType::OpaqueRedirect => Outcome::OpaqueRedirect,
            ResponseType::Opaque => Outcome::Opaque,
            ResponseType::Basic | ResponseType::Cors if response.body_readable => Outcome::Readable,
            ResponseType::Basic | ResponseType::Cors => Outcome::Opaque,
        },
    }
}
