//! From failures to causes.

use super::codes::CauseCode;
use super::diagnosis::diagnose;
use super::message::message;
use super::observed::Observed;
use crate::bytes::ByteString;
use crate::fetch::{Failure, OK_STATUS};
use crate::verdict::{Cause, Phase};

/// Every independent problem. The first is what to tell: the true cause where it is not CORS, else what decided.
pub(crate) fn problems(observed: &Observed<'_>) -> Vec<Cause> {
    let Some(decisive) = observed.finished.failures.first() else { return Vec::new() };
    let code = diagnose(decisive, observed).unwrap_or(decisive.code);
    let mut problems = vec![cause(decisive, code, observed)];
    let others = observed.finished.failures.iter().filter(|failure| !is_same(failure, code, decisive));
    problems.extend(others.map(|failure| cause(failure, failure.code, observed)));
    problems
}

/// Whether two problems are one: a header list has a problem for each name, a preflight response's status only one.
fn is_same(failure: &Failure, first_code: CauseCode, first: &Failure) -> bool {
    let is_status = first_code != first.code && std::ptr::eq(failure.rule, &OK_STATUS);
    (failure.phase, failure.hop) == (first.phase, first.hop)
        && (failure.code == first_code || is_status)
        && (failure.code != CauseCode::HeaderNotAllowed || failure.expected == first.expected)
}

fn cause(failure: &Failure, code: CauseCode, observed: &Observed<'_>) -> Cause {
    let text = |bytes: &Option<ByteString>| bytes.as_ref().map(ByteString::to_text);
    let cause = Cause {
        code,
        phase: failure.phase,
        hop: failure.hop,
        header: failure.header,
        received: text(&failure.received),
        expected: text(&failure.expected),
        message: message(failure, code, observed),
        standard: failure.rule.standard(),
    };
    if code == failure.code {
        return cause;
    }
    // It is the status that tells the true cause, and no header. Only a preflight fails by it.
    let received = observed.reply(failure.phase, failure.hop).map(|reply| reply.status.to_string());
    let (expected, rule) = match failure.phase {
        Phase::Preflight => (Some("200-299".to_owned()), &OK_STATUS),
        _ => (None, failure.rule),
    };
    Cause { header: None, received, expected, standard: rule.standard(), ..cause }
}
