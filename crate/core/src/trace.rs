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

/// One decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The rule that was applied.
    pub rule: &'static Rule,
    /// At which hop.
    pub hop: usize,
    /// How it came out.
    pub result: StepResult,
    /// The bytes that were looked at.
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
    /// How it came out.
    pub result: StepResult,
    /// The bytes that were looked at, isomorphic-decoded.
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

    /// Notes a decision without bytes, and gives the answer back.
    pub(crate) fn holds(&mut self, rule: &'static Rule, hop: usize, holds: bool) -> bool {
        let result = if holds { StepResult::Yes } else { StepResult::No };
        self.push(Step { rule, hop, result, value: None, expected: None });
        holds
    }

    /// Notes what was set.
    pub(crate) fn set(&mut self, rule: &'static Rule, hop: usize, value: impl Into<ByteString>) {
        if !self.ended {
            self.push(Step { rule, hop, result: StepResult::Set, value: Some(value.into()), expected: None });
        }
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
                hop: step.hop,
                result: step.result,
                value: step.value.as_ref(),
                expected: step.expected.as_ref(),
            })?;
        }
        sequence.end()
    }
}
