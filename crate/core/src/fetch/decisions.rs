//! Where the algorithms put what they decide: the trace, and the failures.

use std::cmp::Ordering;
use std::ops::ControlFlow;

use crate::bytes::ByteString;
use crate::explain::CauseCode;
use crate::order::firsts;
use crate::standard::Rule;
use crate::trace::{Moment, Place, Step, StepResult, Trace};
use crate::verdict::Phase;

/// A check that failed.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// Its stable name.
    pub code: CauseCode,
    /// Where on the way.
    pub phase: Phase,
    /// At which hop.
    pub hop: usize,
    /// The rule that decided.
    pub rule: &'static Rule,
    /// The header that decided.
    pub header: Option<&'static str>,
    /// What was received, or asked for.
    pub received: Option<ByteString>,
    /// What would have passed.
    pub expected: Option<ByteString>,
}

impl Failure {
    /// A failure without bytes. Phase and hop are filled in when it is noted.
    pub(crate) const fn new(code: CauseCode, rule: &'static Rule) -> Self {
        Self { code, phase: Phase::Request, hop: 0, rule, header: None, received: None, expected: None }
    }

    pub(crate) const fn header(mut self, name: &'static str) -> Self {
        self.header = Some(name);
        self
    }

    pub(crate) fn received(mut self, bytes: impl Into<ByteString>) -> Self {
        self.received = Some(bytes.into());
        self
    }

    pub(crate) fn expected(mut self, bytes: impl Into<ByteString>) -> Self {
        self.expected = Some(bytes.into());
        self
    }
}

/// The failures, each once. A long list of headers can fail in thousands of ways.
pub(crate) fn distinct(mut failures: Vec<Failure>) -> Vec<Failure> {
    if failures.len() > 1 {
        let mut firsts = firsts(failures.len(), &mut |a, b| match (failures.get(a), failures.get(b)) {
            (Some(a), Some(b)) => compare(a, b),
            _ => Ordering::Equal,
        })
        .into_iter()
        .enumerate();
        failures.retain(|_| firsts.next().is_some_and(|(at, first)| at == first));
    }
    failures
}

/// Equal for the same failure. What tells most of them apart is looked at first.
fn compare(a: &Failure, b: &Failure) -> Ordering {
    let place = |failure: &Failure| (failure.hop, failure.phase as u8, failure.code as u8, failure.header);
    let rule = |failure: &Failure| std::ptr::from_ref(failure.rule);
    a.expected
        .cmp(&b.expected)
        .then_with(|| place(a).cmp(&place(b)))
        .then_with(|| rule(a).cmp(&rule(b)))
        .then_with(|| a.received.cmp(&b.received))
}

/// A point on the way of a fetch, to which an engine may come back.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stage {
    phase: Phase,
    place: Place,
}

/// The trace and the failures of a fetch.
///
/// The first failure decides: there the trace ends, and the browser's fetch with it. The algorithms go on as if the
/// check had passed, so that all independent problems come to light by the same rules.
#[derive(Debug)]
pub struct Decisions {
    pub(crate) trace: Trace,
    pub(crate) failures: Vec<Failure>,
    pub(crate) phase: Phase,
    pub(crate) hop: usize,
    /// Which exchange is being prepared or judged.
    pub(crate) exchange: usize,
    pub(crate) moment: Moment,
}

impl Decisions {
    pub(crate) fn new() -> Self {
        let (phase, moment) = (Phase::Request, Moment::Request);
        Self { trace: Trace::new(), failures: Vec::new(), phase, hop: 0, exchange: 0, moment }
    }

    const fn place(&self) -> Place {
        Place { hop: self.hop, exchange: Some(self.exchange), moment: self.moment }
    }

    pub(crate) const fn stage(&self) -> Stage {
        Stage { phase: self.phase, place: self.place() }
    }

    pub(crate) const fn return_to(&mut self, Stage { phase, place }: Stage) {
        (self.phase, self.hop, self.moment) = (phase, place.hop, place.moment);
        if let Some(exchange) = place.exchange {
            self.exchange = exchange;
        }
    }

    /// What is decided from here on is about the next request.
    pub(crate) const fn prepare_next(&mut self) {
        self.exchange += 1;
        self.moment = Moment::Request;
    }

    /// Whether a check has failed.
    pub(crate) const fn has_failed(&self) -> bool {
        !self.failures.is_empty()
    }

    /// Notes whether a statement holds, and gives the answer back.
    pub(crate) fn holds(&mut self, rule: &'static Rule, holds: bool) -> bool {
        self.note_whether(rule, holds, None, None)
    }

    /// Notes whether a statement holds of `value`, and gives the answer back.
    pub(crate) fn holds_of(&mut self, rule: &'static Rule, holds: bool, value: impl Into<ByteString>) -> bool {
        self.note_whether(rule, holds, Some(value.into()), None)
    }

    /// Notes whether a statement holds that compares `value`, or its absence, with `expected`, and gives the answer back.
    pub(crate) fn holds_between(
        &mut self,
        rule: &'static Rule,
        holds: bool,
        value: Option<ByteString>,
        expected: impl Into<ByteString>,
    ) -> bool {
        self.note_whether(rule, holds, value, Some(expected.into()))
    }

    fn note_whether(
        &mut self,
        rule: &'static Rule,
        holds: bool,
        value: Option<ByteString>,
        expected: Option<ByteString>,
    ) -> bool {
        self.note(rule, if holds { StepResult::Yes } else { StepResult::No }, value, expected);
        holds
    }

    /// Notes what was set.
    pub(crate) fn set(&mut self, rule: &'static Rule, value: impl Into<ByteString>) {
        if !self.trace.has_ended() {
            self.note(rule, StepResult::Set, Some(value.into()), None);
        }
    }

    /// Notes a check that passed because of `value`.
    pub(crate) fn pass(&mut self, rule: &'static Rule, value: Option<ByteString>) {
        self.note(rule, StepResult::Pass, value, None);
    }

    /// Notes a check that passed because `value` is what was `expected`.
    pub(crate) fn pass_as(&mut self, rule: &'static Rule, value: &ByteString, expected: &ByteString) {
        self.note(rule, StepResult::Pass, Some(value.clone()), Some(expected.clone()));
    }

    fn note(
        &mut self,
        rule: &'static Rule,
        result: StepResult,
        value: Option<ByteString>,
        expected: Option<ByteString>,
    ) {
        self.trace.push(Step { rule, place: self.place(), header: rule.header, result, value, expected });
    }

    /// Notes a failure after which nothing more can be known.
    pub(crate) fn stop(&mut self, failure: Failure) -> ControlFlow<()> {
        self.fail(failure);
        ControlFlow::Break(())
    }

    /// Notes a failure.
    pub(crate) fn fail(&mut self, failure: Failure) {
        let failure = Failure { phase: self.phase, hop: self.hop, ..failure };
        self.trace.end(Step {
            rule: failure.rule,
            place: self.place(),
            header: failure.header.or(failure.rule.header),
            result: StepResult::Fail,
            value: failure.received.clone(),
            expected: failure.expected.clone(),
        });
        self.failures.push(failure);
    }
}
