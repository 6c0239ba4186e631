//! [HTTP fetch](https://fetch.spec.whatwg.org/#concept-http-fetch).

use std::ops::ControlFlow;

use super::bad_port::block_bad_port;
use super::decisions::Failure;
use super::enums::{CredentialsMode, Mode, RedirectMode, ResponseTainting, ResponseType};
use super::handover::all_hidden;
use super::machine::Fetch;
use super::main_fetch::method_and_names;
use super::redirect_fetch::{Location, location_url};
use crate::explain::CauseCode;
use crate::http::is_redirect_status;
use crate::scenario::Reply;
use crate::standard::{HTTP_FETCH, NETWORK_FETCH, Rule};
use crate::verdict::{ExchangeKind, HiddenBecause, Phase, Response};

static PREFLIGHT_NEEDED: Rule =
    Rule::new(&HTTP_FETCH, "the preflight cache does not cover method and headers: a preflight is sent");
static CONNECTED: Rule = Rule::new(&NETWORK_FETCH, "the server answers");
static UNAMBIGUOUS: Rule =
    Rule::new(&NETWORK_FETCH, "this engine refuses headers that frame or redirect a message and contradict each other");
static NO_PROXY: Rule = Rule::new(&NETWORK_FETCH, "this engine takes no status 407 from a server");
static REDIRECT_ERROR: Rule = Rule::new(&HTTP_FETCH, "a redirect status, so redirect mode must not be error");
static REDIRECT_MANUAL: Rule = Rule::new(&HTTP_FETCH, "redirect mode is manual: an opaque-redirect filtered response");
static REDIRECT_NAVIGATE: Rule = Rule::new(
    &HTTP_FETCH,
    "redirect mode is manual and mode is navigate: HTML follows the redirect, by the same steps",
);
static REDIRECT_FOLLOW: Rule = Rule::new(&HTTP_FETCH, "a redirect status, and redirect mode is follow");

impl Fetch {
    /// Sends the preflight when one is needed and not cached, else the request.
    pub(crate) fn http_fetch(&mut self, make_cors_preflight: bool) -> ControlFlow<()> {
        if make_cors_preflight {
            if self.profile.preflight.limits_keepalive_first {
                self.limit_keepalive()?;
            }
            let needed = self.preflight_is_not_cached();
            if self.note_preflight_needed(needed) {
                if self.checks_late() {
                    self.decisions.phase = Phase::Preflight;
                    block_bad_port(self.request.current_url(), &mut self.decisions)?;
                }
                let request = self.preflight_request();
                self.wait_for(ExchangeKind::Preflight, request);
                return ControlFlow::Continue(());
            }
        }
        self.send()
    }

    fn note_preflight_needed(&mut self, needed: bool) -> bool {
        if self.decisions.has_failed() {
            return needed;
        }
        let seen = method_and_names(&self.request.method, &self.unsafe_headers);
        self.decisions.holds_of(&PREFLIGHT_NEEDED, needed, seen)
    }

    fn preflight_is_not_cached(&mut self) -> bool {
        // What is only looked through for more problems leaves the cache alone.
        let erases = self.profile.cache.erases_insufficient && !self.decisions.has_failed();
        !self.cache.covers(&self.request, &self.client, &self.unsafe_headers, self.now, erases)
    }

    fn send(&mut self) -> ControlFlow<()> {
        if self.checks_late() {
            self.block_mixed_content()?;
            block_bad_port(self.request.current_url(), &mut self.decisions)?;
        }
        self.judge_again();
        if self.checks_late() {
            self.refuse_location_credentials()?;
        }
        let request = self.actual_request()?;
        self.wait_for(ExchangeKind::Actual, request);
        ControlFlow::Continue(())
    }

    pub(crate) fn preflight_reply(&mut self, reply: &Reply) -> ControlFlow<()> {
        if reply.network_failure {
            self.decisions.fail(Failure::new(CauseCode::ServerUnreachable, &CONNECTED));
        } else {
            let unsafe_headers = std::mem::take(&mut self.unsafe_headers);
            let _ = self.refuse_reply(reply);
            self.judge_preflight(reply, &unsafe_headers);
        }
        self.decisions.prepare_next();
        self.send()
    }

    pub(crate) fn actual_reply(&mut self, reply: &Reply, credentials: bool) -> ControlFlow<()> {
        if reply.network_failure {
            return self.decisions.stop(Failure::new(CauseCode::ServerUnreachable, &CONNECTED));
        }
        self.refuse_reply(reply)?;
        let redirects = is_redirect_status(reply.status) || self.redirects_anyway(reply);
        if redirects {
            self.decisions.phase = Phase::Redirect;
            self.refuse_location(reply)?;
        }
        if self.request.response_tainting == ResponseTainting::Cors {
            let origin = self.request.serialized_origin(&self.client);
            self.cors_check(&origin, &reply.headers);
            let twice = redirects && self.profile.redirects.judges_by_first_credentials;
            if twice && self.request.credentials_mode == CredentialsMode::SameOrigin && self.began_at_home() {
                self.to_judge_again = Some((self.decisions.stage(), origin, reply.headers.clone()));
            }
        }
        self.tao_check(&reply.headers);
        let framed = self.request.is_navigation() && self.client_embeds();
        if self.request.response_tainting == ResponseTainting::Opaque || framed {
            self.resource_policy_check(&reply.headers, credentials);
        }
        if redirects {
            return self.redirect(reply);
        }
        self.handover(reply);
        ControlFlow::Continue(())
    }

    /// Where the engine looks at it first.
    fn refuse_location(&mut self, reply: &Reply) -> ControlFlow<()> {
        match location_url(&reply.headers, self.request.current_url(), self.profile) {
            Location::Failure(value) if self.profile.redirects.judges_location_first => self.invalid_location(value),
            _ => ControlFlow::Continue(()),
        }
    }

    fn refuse_reply(&mut self, reply: &Reply) -> ControlFlow<()> {
        self.refuse_conflicting_headers(reply)?;
        if reply.status == 407 && self.profile.response.refuses_proxy_authentication {
            return self.decisions.stop(Failure::new(CauseCode::UnexpectedProxyAuth, &NO_PROXY).received("407"));
        }
        ControlFlow::Continue(())
    }

    fn redirects_anyway(&self, reply: &Reply) -> bool {
        let leads = || reply.headers.get("Location").is_some_and(|value| !value.is_empty());
        self.profile.redirects.many_statuses && matches!(reply.status, 307..=399) && leads()
    }

    fn refuse_location_credentials(&mut self) -> ControlFlow<()> {
        let Some((redirect, failure)) = self.late_credentials.take() else { return ControlFlow::Continue(()) };
        self.decisions.return_to(redirect);
        self.decisions.stop(failure)
    }

    /// The page's process looks at a redirect only when its target's preflight is done.
    fn judge_again(&mut self) {
        let Some((redirect, origin, headers)) = self.to_judge_again.take() else { return };
        let here = self.decisions.stage();
        self.decisions.return_to(redirect);
        self.cors_check_as(CredentialsMode::Include, &origin, &headers);
        self.decisions.return_to(here);
    }

    fn began_at_home(&self) -> bool {
        self.request.url_list().next().is_some_and(|first| self.client.origin.is_same_origin_with_url(first))
    }

    fn refuse_conflicting_headers(&mut self, reply: &Reply) -> ControlFlow<()> {
        let conflicts = |name: &&&'static str| {
            let mut values = reply.headers.values(name);
            values.next().is_some_and(|first| values.any(|value| value != first))
        };
        match self.profile.response.unambiguous_headers.iter().find(conflicts) {
            None => ControlFlow::Continue(()),
            Some(name) => {
                let failure = Failure::new(CauseCode::ConflictingHeaders, &UNAMBIGUOUS).header(name);
                let value = reply.headers.get(name).unwrap_or_default();
                self.decisions.stop(failure.received(&*value))
            }
        }
    }

    /// Whether the document will stand inside this page.
    fn client_embeds(&self) -> bool {
        self.request.destination == super::enums::Destination::Iframe
    }

    fn redirect(&mut self, reply: &Reply) -> ControlFlow<()> {
        match self.request.redirect_mode {
            RedirectMode::Error if self.profile.redirects.error_needs_location && !self.leads_somewhere(reply) => {
                self.redirect_fetch(reply)
            }
            RedirectMode::Error => {
                let failure = Failure::new(CauseCode::RedirectModeError, &REDIRECT_ERROR);
                self.decisions.stop(failure.received(reply.status.to_string()))
            }
            RedirectMode::Manual if self.request.mode != Mode::Navigate => {
                self.decisions.holds_of(&REDIRECT_MANUAL, true, self.request.redirect_mode.as_str());
                self.leave_http_fetch();
                let hidden = !self.profile.response.integrity_needs_body;
                self.check_integrity(hidden, true);
                let response = self.opaque_redirect(reply);
                self.hand_over(response);
                ControlFlow::Continue(())
            }
            RedirectMode::Manual => {
                self.decisions.holds_of(&REDIRECT_NAVIGATE, true, self.request.mode.as_str());
                self.redirect_fetch(reply)
            }
            RedirectMode::Follow => {
                self.decisions.holds_of(&REDIRECT_FOLLOW, true, self.request.redirect_mode.as_str());
                self.redirect_fetch(reply)
            }
        }
    }

    fn leads_somewhere(&self, reply: &Reply) -> bool {
        let location = location_url(&reply.headers, self.request.current_url(), self.profile);
        match location {
            Location::None => false,
            Location::Failure(value) => !value.is_empty(),
            Location::Url(_) => true,
        }
    }

    fn opaque_redirect(&self, reply: &Reply) -> Response {
        let (url, redirected) = self.shown_url();
        Response {
            response_type: ResponseType::OpaqueRedirect,
            url,
            redirected,
            status: 0,
            headers: Vec::new(),
            hidden_headers: all_hidden(&reply.headers, HiddenBecause::Opaque),
            body_readable: false,
        }
    }
}
