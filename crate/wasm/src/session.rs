//! The steppable fetch: the caller performs the exchanges.

use corslab::Scenario;
use corslab::fetch::Ask;
use corslab::scenario::{Reply, read_cookies, read_preflight_cache, read_time};
use corslab::verdict::Response;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::report;

/// What a browser keeps from one fetch of a page to the next.
#[wasm_bindgen]
#[derive(Default)]
pub struct Browser(corslab::Browser);

#[wasm_bindgen]
impl Browser {
    /// A browser that was never used.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The cookies from now on.
    ///
    /// # Errors
    /// A report when one is malformed.
    #[wasm_bindgen(js_name = setCookies)]
    pub fn set_cookies(&mut self, cookies: &str) -> Result<(), JsValue> {
        self.0.cookies = read_cookies(&report::value("cookies", cookies)?).map_err(report::of_scenario)?;
        Ok(())
    }

    /// The CORS-preflight cache.
    ///
    /// # Errors
    /// None that a caller can cause.
    #[wasm_bindgen(js_name = preflightCache)]
    pub fn preflight_cache(&self) -> Result<String, JsValue> {
        report::json(&self.0.preflight_cache)
    }

    /// The CORS-preflight cache from now on.
    ///
    /// # Errors
    /// A report when an entry is malformed.
    #[wasm_bindgen(js_name = setPreflightCache)]
    pub fn set_preflight_cache(&mut self, entries: &str) -> Result<(), JsValue> {
        let entries = report::value("preflightCache", entries)?;
        self.0.preflight_cache = read_preflight_cache(&entries).map_err(report::of_scenario)?;
        Ok(())
    }
}

/// Where a fetch stands.
#[derive(Serialize)]
struct Next<'a> {
    exchange: Option<&'a Ask>,
    response: Option<&'a Response>,
}

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

    /// Starts the fetch of such a scenario in a browser.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    #[wasm_bindgen(js_name = startIn)]
    pub fn start_in(browser: &mut Browser, scenario: &str) -> Result<Self, JsValue> {
        let value = report::value("scenario", scenario)?;
        let scenario = Scenario::read_without_server(&value).map_err(report::of_scenario)?;
        let started = scenario.now;
        let session = corslab::Session::start_in(&mut browser.0, scenario);
        Ok(Self { session: Some(session), verdict: String::new(), started })
    }

    /// Which of these cookies, that came with the reply to the exchange, the browser keeps: a list of booleans.
    ///
    /// # Errors
    /// A report when one is malformed.
    pub fn keeps(&self, cookies: &str) -> Result<String, JsValue> {
        let cookies = read_cookies(&report::value("cookies", cookies)?).map_err(report::of_scenario)?;
        let keeps = |cookie| self.session.as_ref().is_some_and(|session| session.keeps_cookie(cookie));
        report::json(&cookies.iter().map(keeps).collect::<Vec<bool>>())
    }

    /// What comes next: the `exchange` to perform, or the `response` that the script gets; neither where the fetch has
    /// failed.
    ///
    /// # Errors
    /// None that a caller can cause.
    pub fn next(&self) -> Result<String, JsValue> {
        let session = self.session.as_ref();
        report::json(&Next {
            exchange: session.and_then(corslab::Session::exchange),
            response: session.and_then(corslab::Session::response),
        })
    }

    /// The exchange to perform next (`kind`, `hop`, `request`, `body`); `null` once the fetch has ended.
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
        let (session, reply, now) = self.told(reply, now)?;
        session.respond(reply, now);
        Ok(())
    }

    /// The same, for a fetch that was started in this browser; and what comes [`next`](Self::next).
    ///
    /// # Errors
    /// As [`respond`](Self::respond).
    #[wasm_bindgen(js_name = respondIn)]
    pub fn respond_in(&mut self, browser: &mut Browser, reply: &str, now: &str) -> Result<String, JsValue> {
        let (session, reply, now) = self.told(reply, now)?;
        session.respond_in(&mut browser.0, reply, now);
        self.next()
    }

    fn told(&mut self, reply: &str, now: &str) -> Result<(&mut corslab::Session, Reply, i64), JsValue> {
        let waiting = self.session.as_mut().filter(|session| session.exchange().is_some());
        let Some(session) = waiting else {
            return Err(report::of("reply", "a reply", "none: the fetch waits for no exchange"));
        };
        let reply = Reply::read(&report::value("reply", reply)?).map_err(report::of_scenario)?;
        let now = read_time("now", &report::value("now", now)?).map_err(report::of_scenario)?;
        Ok((session, reply, now.unwrap_or(self.started)))
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

    /// The same, for a fetch that was started in this browser.
    ///
    /// # Errors
    /// None that a caller can cause.
    #[wasm_bindgen(js_name = verdictIn)]
    pub fn verdict_in(&mut self, browser: &Browser) -> Result<String, JsValue> {
        if let Some(session) = self.session.take() {
            self.verdict = report::json(&session.finish_in(&browser.0))?;
        }
        Ok(self.verdict.clone())
    }
}
