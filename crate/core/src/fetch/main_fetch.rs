//! [Main fetch](https://fetch.spec.whatwg.org/#concept-main-fetch): may the request go out, and what will the script see?

use std::ops::ControlFlow;

use url::Url;

use super::bad_port::block_bad_port;
use super::decisions::Failure;
use super::enums::{Destination, Initiator, Mode, RedirectMode, RedirectTaint, ResponseTainting};
use super::machine::Fetch;
use super::preflight_need::PreflightNeed;
use crate::bytes::ByteString;
use crate::explain::CauseCode;
use crate::http::{UnsafeHeader, cors_unsafe_request_headers, is_cors_safelisted_method};
use crate::order::sort;
use crate::standard::{MAIN_FETCH, Rule};
use crate::verdict::Phase;

static SAME_ORIGIN: Rule =
    Rule::new(&MAIN_FETCH, "current URL is same origin with the request's origin, and tainting is basic");
static DATA_SCHEME: Rule = Rule::new(&MAIN_FETCH, "current URL's scheme is data");
static NAVIGATES: Rule = Rule::new(&MAIN_FETCH, "mode is navigate");
static MODE_SAME_ORIGIN: Rule = Rule::new(&MAIN_FETCH, "mode is not same-origin");
static NO_CORS_FOLLOWS: Rule = Rule::new(&MAIN_FETCH, "mode is no-cors, so redirect mode must be follow");
static NO_CORS: Rule = Rule::new(&MAIN_FETCH, "mode is no-cors: tainting becomes opaque");
static HTTP_SCHEME: Rule = Rule::new(&MAIN_FETCH, "current URL's scheme is http or https");
static NO_URL_CREDENTIALS: Rule =
    Rule::new(&MAIN_FETCH, "this engine refuses a user name or password in the URL of a subresource");
static NEEDS_PREFLIGHT: Rule =
    Rule::new(&MAIN_FETCH, "use-CORS-preflight, or unsafe-request with an unsafe method or header");
static TAINTED_CORS: Rule = Rule::new(&MAIN_FETCH, "tainting becomes cors");

impl Fetch {
    /// Runs main fetch for the current URL: at the start, and again after each redirect.
    pub(crate) fn main_fetch(&mut self) -> ControlFlow<()> {
        self.decisions.phase = if self.decisions.hop == 0 { Phase::Request } else { Phase::Redirect };
        self.upgraded_from = None;
        let from_script = matches!(self.request.initiator, Initiator::Fetch | Initiator::Xhr);
        if self.profile.redirects.remembers_preflight && self.decisions.hop == 0 && from_script {
            self.remembered_headers = cors_unsafe_request_headers(&self.request.headers, &self.profile.safelist);
            let is_implied = self.type_is_implied;
            self.remembered_headers.retain(|header| !is_implied || header.name != "content-type");
        }
        self.judge_mode_first()?;
        self.upgrade_insecure_request();
        self.upgrade_mixed_content();
        let (late, ports_last) = (self.checks_late(), self.profile.mixed_content.comes_before_ports);
        if !late && !ports_last {
            block_bad_port(self.request.current_url(), &mut self.decisions)?;
        }
        self.refuse_url_credentials()?;
        if !late {
            self.block_mixed_content()?;
        }
        if !late && ports_last {
            block_bad_port(self.request.current_url(), &mut self.decisions)?;
        }
        self.determine_referrer();
        if self.decisions.hop == 0 {
            self.first_referer.clone_from(&self.referer);
        }
        self.choose_tainting()
    }

    /// What the mode says of the first URL, where an engine asks it before anything else.
    fn judge_mode_first(&mut self) -> ControlFlow<()> {
        let url = self.request.current_url();
        let own = url.scheme() == "data" || self.client.origin.is_same_origin_with_url(url);
        if own || !self.mode_comes_first() {
            return ControlFlow::Continue(());
        }
        match self.request.mode {
            Mode::SameOrigin => self.refuse_cross_origin(),
            Mode::NoCors => self.check_redirect_mode(),
            _ => ControlFlow::Continue(()),
        }
    }

    fn refuses_data(&self) -> bool {
        self.profile.request.event_sources_need_http && self.request.initiator == Initiator::EventSource
    }

    fn mode_comes_first(&self) -> bool {
        self.profile.mixed_content.modes_come_first && self.decisions.hop == 0
    }

    /// Whether mixed content and ports are looked at only after a preflight.
    pub(crate) fn checks_late(&self) -> bool {
        let mode = self.request.mode;
        self.profile.redirects.preflights_first
            && self.decisions.hop > 0
            && matches!(mode, Mode::Cors | Mode::SameOrigin)
    }

    /// The first statement that matches decides.
    fn choose_tainting(&mut self) -> ControlFlow<()> {
        let url = self.request.current_url();
        let was_foreign = self.upgraded_from.is_some()
            && self.profile.mixed_content.upgrade_stays_cross_origin
            && (self.request.mode == Mode::Cors || self.request.destination == Destination::Image);
        let same_origin = self.client.origin.is_same_origin_with_url(url)
            && self.request.response_tainting == ResponseTainting::Basic
            && !was_foreign;
        let data = url.scheme() == "data";
        let http = matches!(url.scheme(), "http" | "https");
        let mode = self.request.mode;
        if self.note_same_origin(same_origin)
            || (data && !self.refuses_data() && self.decisions.holds_of(&DATA_SCHEME, true, "data"))
            || (mode == Mode::Navigate && self.decisions.holds_of(&NAVIGATES, true, mode.as_str()))
        {
            self.request.response_tainting = ResponseTainting::Basic;
            return self.scheme_fetch();
        }
        match mode {
            Mode::SameOrigin => self.refuse_cross_origin(),
            Mode::NoCors => self.no_cors(),
            _ if !http => self.refuse_scheme(),
            _ => self.cors(),
        }
    }

    /// Notes what the answer rests on: the tainting where the origins are the same and it is no after a redirect, else
    /// the origins.
    fn note_same_origin(&mut self, same_origin: bool) -> bool {
        let tainting = self.request.response_tainting;
        let is_own = self.client.origin.is_same_origin_with_url(self.request.current_url());
        if !same_origin && is_own && tainting != ResponseTainting::Basic {
            return self.decisions.holds_between(&SAME_ORIGIN, false, Some(tainting.as_str().into()), "basic");
        }
        // Where an upgrade decides, what it came from; where an origin is opaque, what makes it so.
        let url = self.upgraded_from.as_ref().filter(|_| is_own && !same_origin).unwrap_or(self.request.current_url());
        let origin = url.origin();
        let target = if origin.is_tuple() { origin.ascii_serialization() } else { [url.scheme(), ":"].concat() };
        let own = self.client.serialized_origin.clone();
        self.decisions.holds_between(&SAME_ORIGIN, same_origin, Some(target.into()), own)
    }

    /// Where an engine remembers preflights: what it would list after this redirect becomes the list, and the answer is
    /// whether it asks at all.
    fn remember_preflight(&mut self, unsafe_method: bool) -> bool {
        if self.decisions.hop == 0 || !self.profile.redirects.remembers_preflight {
            return false;
        }
        let content_type = |header: &&UnsafeHeader| header.name == "content-type";
        // The type of the body is looked at again.
        let content_type = self.unsafe_headers.iter().find(content_type).cloned();
        let asks_anew = !self.remembered_headers.is_empty()
            || content_type.is_some()
            || unsafe_method
            || self.request.use_cors_preflight;
        if !asks_anew {
            let Some(last) = self.last_unsafe_headers.clone() else { return false };
            self.unsafe_headers = last;
            return true;
        }
        let mut listed = self.remembered_headers.clone();
        let dropped = self.dropped_on_redirect;
        listed.retain(|header| !dropped.covers(&header.name));
        listed.extend(content_type.filter(|new| !self.remembered_headers.iter().any(|header| header.name == new.name)));
        sort(&mut listed, &mut |left, right| left.name.cmp(&right.name));
        self.unsafe_headers = listed;
        true
    }

    /// The use-CORS-preflight flag if it is set, the method, and the names of the headers that are not safe.
    fn what_may_need_a_preflight(&self) -> ByteString {
        let flag = self.request.use_cors_preflight.then_some(&b"use-CORS-preflight, "[..]);
        [flag.unwrap_or_default(), &method_and_names(&self.request.method, &self.unsafe_headers)].concat().into()
    }

    fn refuse_url_credentials(&mut self) -> ControlFlow<()> {
        let (url, page) = (self.request.current_url(), &self.client.url);
        let own = url.username() == page.username() && url.password() == page.password();
        let initiator = self.request.initiator;
        // The redirects of a beacon are followed even without the page.
        let exempt = initiator == Initiator::Xhr
            || (initiator == Initiator::Beacon && self.decisions.hop > 0)
            || self.request.destination == Destination::Document;
        if !self.profile.request.refuses_url_credentials || own || exempt || !includes_credentials(url) {
            return ControlFlow::Continue(());
        }
        let code = if self.decisions.hop == 0 {
            CauseCode::UrlIncludesCredentials
        } else {
            CauseCode::RedirectIncludesCredentials
        };
        self.decisions.stop(Failure::new(code, &NO_URL_CREDENTIALS).received(url.as_str().to_owned()))
    }

    fn refuse_cross_origin(&mut self) -> ControlFlow<()> {
        let failure = Failure::new(CauseCode::SameOriginMode, &MODE_SAME_ORIGIN);
        let target = self.request.current_url().origin().ascii_serialization();
        self.decisions.stop(failure.received(target).expected(self.client.serialized_origin.clone()))
    }

    fn check_redirect_mode(&mut self) -> ControlFlow<()> {
        if self.request.redirect_mode == RedirectMode::Follow {
            return ControlFlow::Continue(());
        }
        let failure = Failure::new(CauseCode::NoCorsRedirectMode, &NO_CORS_FOLLOWS);
        self.decisions.stop(failure.received(self.request.redirect_mode.as_str()).expected("follow"))
    }

    fn no_cors(&mut self) -> ControlFlow<()> {
        if !self.mode_comes_first() {
            self.check_redirect_mode()?;
        }
        self.decisions.holds_of(&NO_CORS, true, self.request.mode.as_str());
        self.request.response_tainting = ResponseTainting::Opaque;
        self.scheme_fetch()
    }

    fn refuse_scheme(&mut self) -> ControlFlow<()> {
        let scheme = self.request.current_url().scheme().to_owned();
        self.decisions
            .stop(Failure::new(CauseCode::CorsScheme, &HTTP_SCHEME).received(scheme).expected("http or https"))
    }

    fn cors(&mut self) -> ControlFlow<()> {
        let unsafe_request = self.request.unsafe_request;
        let is_first = self.decisions.hop == 0 || !self.profile.redirects.repeats_preflight;
        let listed = if is_first { &self.request.headers } else { &self.first_headers };
        self.unsafe_headers =
            if unsafe_request { cors_unsafe_request_headers(listed, &self.profile.safelist) } else { Vec::new() };
        let unsafe_method = unsafe_request && !is_cors_safelisted_method(&self.request.method);
        let remembers = self.remember_preflight(unsafe_method)
            || (self.needed_preflight && self.profile.redirects.repeats_preflight);
        let needs = self.request.use_cors_preflight || unsafe_method || !self.unsafe_headers.is_empty() || remembers;
        // An upgrade within the page's own host is cross-origin without its preflights, unless it has been elsewhere.
        let own = self.profile.mixed_content.upgrade_stays_cross_origin
            && self.request.redirect_taint() == RedirectTaint::SameOrigin
            && self.client.origin.is_same_origin_with_url(self.request.current_url());
        let needs = needs && !own;
        if needs && self.profile.redirects.remembers_preflight {
            self.last_unsafe_headers = Some(self.unsafe_headers.clone());
        }
        if own || remembers || self.decisions.has_failed() {
            self.decisions.holds(&NEEDS_PREFLIGHT, needs);
        } else {
            let seen = self.what_may_need_a_preflight();
            self.decisions.holds_of(&NEEDS_PREFLIGHT, needs, seen);
        }
        self.request.response_tainting = ResponseTainting::Cors;
        self.decisions.set(&TAINTED_CORS, ResponseTainting::Cors.as_str());
        self.needed_preflight |= needs;
        if needs {
            self.made_cors_preflight = true;
            let hop = self.decisions.hop;
            if !self.decisions.has_failed() {
                let headers = if remembers && self.profile.redirects.remembers_preflight {
                    &self.remembered_headers
                } else {
                    &self.unsafe_headers
                };
                let needs = PreflightNeed::all(&self.request, unsafe_method, headers);
                self.preflight_needs.extend(needs.map(|need| (hop, need)));
            }
        }
        self.http_fetch(needs)
    }
}

/// A method and the names of headers, each once, as a list.
pub(crate) fn method_and_names(method: &ByteString, headers: &[UnsafeHeader]) -> ByteString {
    let mut names: Vec<&[u8]> = headers.iter().map(|header| header.name.as_bytes()).collect();
    // Some engines list a header as often as the request has it.
    names.dedup();
    names.insert(0, method);
    names.join(&b", "[..]).into()
}

pub(crate) fn includes_credentials(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some_and(|password| !password.is_empty())
}
