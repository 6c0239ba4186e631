//! The steppable fetch: the caller performs the exchanges.

use corslab::scenario::Reply;
use corslab::{Scenario, Session};
use wasm_bindgen::prelude::*;

use crate::{platform, report};

/// A fetch that asks for one HTTP exchange at a time.
#[wasm_bindgen]
pub struct Fetch {
    session: Option<Session>,
    verdict: JsValue,
    started: f64,
}

#[wasm_bindgen]
impl Fetch {
    /// Starts the fetch of a scenario without `server`.
    ///
    /// # Errors
    /// A report when the scenario is malformed.
    #[wasm_bindgen(constructor)]
    pub fn new(scenario: &JsValue) -> Result<Self, JsValue> {
        let scenario = platform::scenario(scenario)?;
        let scenario = Scenario::read_without_server(&scenario).map_err(report::of_scenario)?;
        let started = scenario.now;
        Ok(Self { session: Some(Session::start(scenario)), verdict: JsValue::NULL, started })
    }

    /// The exchange to perform next (`kind`, `hop`, `request`); null once the fetch has ended.
    ///
    /// # Errors
    /// None that a caller can cause.
    #[wasm_bindgen(getter)]
    pub fn exchange(&self) -> Result<JsValue, JsValue> {
        match self.session.as_ref().and_then(Session::exchange) {
            Some(ask) => report::to_js(ask),
            None => Ok(JsValue::NULL),
        }
    }

    /// Tells the reply to that exchange, and the time in milliseconds since the Unix epoch.
    ///
    /// # Errors
    /// A report when the reply is malformed, or no exchange is waited for.
    pub fn respond(&mut self, reply: &JsValue, now: Option<f64>) -> Result<(), JsValue> {
        let waiting = self.session.as_mut().filter(|session| session.exchange().is_some());
        let Some(session) = waiting else {
            return Err(report::of_data("reply", "a reply although no exchange is waited for"));
        };
        let reply = Reply::read(&platform::reply_value(reply)?).map_err(report::of_scenario)?;
        session.respond(reply, now.unwrap_or(self.started));
        Ok(())
    }

    /// The verdict. A fetch that still waits is judged as one whose connection failed there, and ends.
    ///
    /// # Errors
    /// None that a caller can cause.
    pub fn verdict(&mut self) -> Result<JsValue, JsValue> {
        if let Some(session) = self.session.take() {
            self.verdict = report::to_js(&session.finish())?;
        }
        Ok(self.verdict.clone())
    }
}
