//! From failures to causes.

use super::codes::CauseCode;
use super::diagnosis::diagnose;
use super::message::message;
use super::observed::Observed;
use crate::bytes::ByteString;
use crate::fetch::Failure;
use crate::verdict::Cause;

/// Every independent problem. The first is what to tell: the true cause where it is not CORS, else what decided.
pub(crate) fn problems(observed: &Observed<'_>) -> Vec<Cause> {
    let Some(decisive) = observed.finished.failures.first() else { return Vec::new() };
    let mut problems: Vec<Cause> =
        observed.survey.iter().map(|failure| cause(failure, failure.code, observed)).collect();
    let code = diagnose(decisive, observed).unwrap_or(decisive.code);
    let first = cause(decisive, code, observed);
    problems.retain(|problem| !is_same(problem, &first));
    problems.insert(0, first);
    problems
}

/// Whether two problems are one: a header list has a problem for each name.
fn is_same(problem: &Cause, first: &Cause) -> bool {
    (problem.code, problem.phase, problem.hop) == (first.code, first.phase, first.hop)
        && (problem.code != CauseCode::HeaderNotAllowed || problem.expected == first.expected)
}

fn cause(failure: &Failure, code: CauseCode, observed: &Observed<'_>) -> Cause {
    let text = |bytes: &Option<ByteString>| bytes.as_ref().map(ByteString::to_string);
    // A status that tells the true cause is what was received.
    let diagnosed = code != failure.code;
    let status = observed.reply(failure.phase, failure.hop).filter(|_| diagnosed).map(|reply| reply.status.to_string());
    Cause {
        code,
        phase: failure.phase,
        hop: failure.hop,
        header: failure.header.map(str::to_owned),
        received: status.or_else(|| text(&failure.received)),
        expected: text(&failure.expected),
        message: message(failure, code, observed),
        standard: failure.rule.standard(),
    }
}
