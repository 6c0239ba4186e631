//! The trace: every decision of a simulated fetch, in order. The explanation, the page and the tests read it.

use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};

use crate::bytes::ByteString;
use crate::keyword::keywords;
use crate::standard::Rule;

keywords! {
    /// How a decision came out.
    pub enum StepResult {
        /// The statement holds.
        Yes = "yes",
        /// The statement does not hold.
        No = "no",
        /// A check passed.
        Pass = "pass",
        /// A check failed: the fetch ends here.
        Fail = "fail",
        /// Something was set; nothing was decided.
        Set = "set",
    }
}

keywords! {
    /// When a decision is made.
    pub enum Moment {
        /// Before the request is sent.
        Request = "request",
        /// When its reply is judged, or a response that needs none.
        Response = "response",
    }
}

/// Where on its way a fetch makes a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// At which hop.
    pub hop: usize,
    /// Which exchange it is about: its place in the verdict's `exchanges`; none where that was never sent, or needs none.
    pub exchange: Option<usize>,
    /// Before that is sent, or when its reply is judged.
    pub moment: Moment,
}

/// One decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The rule that was applied.
    pub rule: &'static Rule,
    /// Where on the way.
    pub place: Place,
    /// The header that was read or written.
    pub header: Option<&'static str>,
    /// How it came out.
    pub result: StepResult,
    /// What was looked at, or set; not always the header's value.
    pub value: Option<ByteString>,
    /// The bytes that they were compared with.
    pub expected: Option<ByteString>,
}

/// The public form of a [`Step`].
#[derive(Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(rename = "Step", optional_fields))]
pub struct StepView<'a> {
    /// The algorithm's name in its standard.
    pub algorithm: &'static str,
    /// What the step decides.
    pub step: &'static str,
    /// The algorithm's URL.
    pub url: &'static str,
    /// At which hop.
    pub hop: usize,
    /// Which of the verdict's `exchanges` it is about. Null: a request that was never sent, or one that needs no network.
    #[cfg_attr(feature = "ts", ts(type = "number | null"))]
    pub exchange: Option<usize>,
    /// Before that request is sent, or when its reply is judged.
    pub moment: Moment,
    /// The header that is read or written: of the request where `moment` is `request`, else of the reply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<&'static str>,
    /// How it came out.
    pub result: StepResult,
    /// What was looked at, or set, isomorphic-decoded; not always the header's value.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(type = "string", optional))]
    pub value: Option<&'a ByteString>,
    /// The bytes that they were compared with.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(type = "string", optional))]
    pub expected: Option<&'a ByteString>,
}

/// All decisions, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trace {
    steps: Vec<Step>,
    ended: bool,
}

impl Trace {
    /// An empty trace.
    #[must_use]
    pub fn new() -> Self {
        Self { steps: Vec::with_capacity(32), ended: false }
    }

    /// The steps so far.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Forgets which exchange a step is about where there were only `count` of them.
    pub(crate) fn forget_unsent(&mut self, count: usize) {
        for Step { place, .. } in &mut self.steps {
            place.exchange = place.exchange.filter(|exchange| *exchange < count);
        }
    }

    pub(crate) fn push(&mut self, step: Step) {
        if !self.ended {
            self.steps.push(step);
        }
    }

    /// Adds the last step.
    pub(crate) fn end(&mut self, step: Step) {
        self.push(step);
        self.ended = true;
    }

    /// Whether the last step has been added.
    pub(crate) const fn has_ended(&self) -> bool {
        self.ended
    }
}

impl Serialize for Trace {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut sequence = serializer.serialize_seq(Some(self.steps.len()))?;
        for step in &self.steps {
            let standard = step.rule.standard();
            sequence.serialize_element(&StepView {
                algorithm: standard.algorithm,
                step: standard.step,
                url: standard.url,
                hop: step.place.hop,
                exchange: step.place.exchange,
                moment: step.place.moment,
                header: step.header,
                result: step.result,
                value: step.value.as_ref(),
                expected: step.expected.as_ref(),
            })?;
        }
        sequence.end()
    }
}
