//! The steppable fetch: the caller performs the exchanges.

use corslab::Scenario;
use corslab::scenario::{Reply, read_time};
use wasm_bindgen::prelude::*;

use crate::report;

/// A fetch that asks for one HTTP exchange at a time.
#[wasm_bindgen]
pub struct Session {
    /// None once the verdict was taken.
    session: Option<corslab::Session>,
    verdict: String,
    started: i64,
}

#[wasm_bindgen]
impl Session {
    /// Starts the fetch of a scenario without `server`.
    ///
    /// # Errors
    /// A report when the scenario is malformed.
    #[wasm_bindgen(constructor)]
    pub fn new(scenario: &str) -> Result<Self, JsValue> {
        let value = report::value("scenario", scenario)?;
        let scenario = Scenario::read_without_server(&value).map_err(report::of_scenario)?;
        let started = scenario.now;
        Ok(Self { session: Some(corslab::Session::start(scenario)), verdict: String::new(), started })
    }

    /// The exchange to perform next (`kind`, `hop`, `request`); `null` once the fetch has ended.
    ///
    /// # Errors
    /// None that a caller can cause.
    pub fn exchange(&self) -> Result<String, JsValue> {
        report::json(&self.session.as_ref().and_then(corslab::Session::exchange))
    }

    /// Tells the reply to that exchange, and the time in milliseconds since the Unix epoch; `null` for that of the
    /// scenario.
    ///
    /// # Errors
    /// A report when the reply or the time is malformed, or no exchange is waited for.
    pub fn respond(&mut self, reply: &str, now: &str) -> Result<(), JsValue> {
        let waiting = self.session.as_mut().filter(|session| session.exchange().is_some());
        let Some(session) = waiting else {
            return Err(report::of("reply", "a reply", "none: the fetch waits for no exchange"));
        };
        let reply = Reply::read(&report::value("reply", reply)?).map_err(report::of_scenario)?;
        let now = read_time("now", &report::value("now", now)?).map_err(report::of_scenario)?;
        session.respond(reply, now.unwrap_or(self.started));
        Ok(())
    }

    /// The verdict, whole. A fetch that still waits is judged as one whose connection failed there, and ends.
    ///
    /// # Errors
    /// None that a caller can cause.
    pub fn verdict(&mut self) -> Result<String, JsValue> {
        if let Some(session) = self.session.take() {
            self.verdict = report::json(&session.finish())?;
        }
        Ok(self.verdict.clone())
    }
}
