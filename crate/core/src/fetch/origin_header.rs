//! [Append a request `Origin` header](https://fetch.spec.whatwg.org/#append-a-request-origin-header).

use super::enums::{CredentialsMode, Destination, Initiator, Mode, RedirectTaint, ReferrerPolicy, ResponseTainting};
use super::machine::Fetch;
use crate::bytes::ByteString;
use crate::cookie::{is_foreign_frame, schemelessly_same_site};
use crate::origin::urls_same_origin;
use crate::standard::{ORIGIN_HEADER, Rule};

static CORS_TAINTED: Rule = Rule::new(&ORIGIN_HEADER, "response tainting is cors: Origin is sent").about("Origin");
static UNSAFE_METHOD: Rule =
    Rule::new(&ORIGIN_HEADER, "the method is neither GET nor HEAD: Origin is sent").about("Origin");
static KEPT: Rule =
    Rule::new(&ORIGIN_HEADER, "this engine keeps the Origin of the request before the redirect").about("Origin");
static NONE: Rule = Rule::new(&ORIGIN_HEADER, "GET or HEAD outside CORS: no Origin").about("Origin");

impl Fetch {
    /// The value of `Origin`, if it is sent.
    pub(crate) fn origin_header(&mut self) -> Option<ByteString> {
        let kept = self.sent_origin.take().filter(|_| {
            self.profile.headers.redirects_keep_origin && self.request.is_redirected() && !self.has_changed_origin()
        });
        self.sent_origin = self.own_origin_header(kept);
        self.sent_origin.clone()
    }

    /// `kept`: what an engine sends on after a redirect.
    fn own_origin_header(&mut self, kept: Option<ByteString>) -> Option<ByteString> {
        let origin = self.request.serialized_origin(&self.client);
        if self.request.response_tainting == ResponseTainting::Cors {
            self.decisions.set(&CORS_TAINTED, origin.clone());
            return Some(origin);
        }
        let is_bare = matches!(self.request.method.as_bytes(), b"GET" | b"HEAD");
        if is_bare && !self.is_element_with_origin() && !self.asks_for_storage_access() {
            if let Some(kept) = kept {
                self.decisions.set(&KEPT, kept.clone());
                return Some(kept);
            }
            self.decisions.holds_of(&NONE, true, self.request.method.clone());
            return None;
        }
        let rules = &self.profile.headers;
        let can_hide = match self.request.mode {
            Mode::Cors => false,
            Mode::Navigate => rules.policy_hides_origin_of_navigations,
            Mode::NoCors | Mode::SameOrigin => rules.policy_hides_origin,
        };
        let hidden = (can_hide && self.policy_hides_origin())
            || (rules.redirect_hides_origin && self.request.mode != Mode::Cors && self.crossed_origins());
        let is_beacon = rules.beacons_name_url_origin
            && self.request.initiator == Initiator::Beacon
            && self.request.mode == Mode::NoCors
            && !self.request.is_redirected();
        let origin = if is_beacon { self.client.url.origin().ascii_serialization().into() } else { origin };
        let value = if hidden { ByteString::from_static("null") } else { origin };
        self.decisions.set(&UNSAFE_METHOD, value.clone());
        Some(value)
    }

    fn is_element_with_origin(&self) -> bool {
        self.profile.headers.elements_always_send_origin
            && self.request.mode == Mode::Cors
            && self.request.destination != Destination::Empty
    }

    /// Whether some redirect led to another origin.
    fn crossed_origins(&self) -> bool {
        let mut urls = self.request.url_list();
        let first = urls.next();
        first.is_some_and(|first| urls.any(|url| !urls_same_origin(first, url)))
    }

    fn asks_for_storage_access(&self) -> bool {
        self.profile.headers.storage_access_sends_origin
            && self.request.credentials_mode == CredentialsMode::Include
            && !self.request.is_navigation()
            && is_foreign_frame(&self.client)
            && self.request.current_url().scheme() == "https"
            && self.request.redirect_taint() == RedirectTaint::SameOrigin
            && schemelessly_same_site(self.client.top_level_url(), self.request.current_url())
    }

    fn policy_hides_origin(&self) -> bool {
        let url = self.request.current_url();
        match self.policy_towards(&self.client.url) {
            ReferrerPolicy::NoReferrer => true,
            ReferrerPolicy::NoReferrerWhenDowngrade
            | ReferrerPolicy::StrictOrigin
            | ReferrerPolicy::StrictOriginWhenCrossOrigin
            // No policy means the default one.
            | ReferrerPolicy::Empty => self.client.origin_scheme() == Some("https") && url.scheme() != "https",
            ReferrerPolicy::SameOrigin => !self.client.origin.is_same_origin_with_url(url),
            ReferrerPolicy::Origin | ReferrerPolicy::OriginWhenCrossOrigin | ReferrerPolicy::UnsafeUrl => false,
        }
    }
}
