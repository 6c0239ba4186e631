//! [Append a request `Origin` header](https://fetch.spec.whatwg.org/#append-a-request-origin-header).

use super::enums::{Destination, Mode, ReferrerPolicy, ResponseTainting};
use super::machine::Fetch;
use crate::bytes::ByteString;
use crate::standard::{ORIGIN_HEADER, Rule};

static CORS_TAINTED: Rule = Rule::new(&ORIGIN_HEADER, "response tainting is cors: Origin is sent");
static UNSAFE_METHOD: Rule = Rule::new(&ORIGIN_HEADER, "the method is neither GET nor HEAD: Origin is sent");
static NONE: Rule = Rule::new(&ORIGIN_HEADER, "GET or HEAD outside CORS: no Origin");

impl Fetch {
    /// The value of `Origin`, if it is sent.
    pub(crate) fn origin_header(&mut self) -> Option<ByteString> {
        let origin = self.request.serialized_origin(&self.client);
        if self.request.response_tainting == ResponseTainting::Cors {
            self.decisions.set(&CORS_TAINTED, origin.clone());
            return Some(origin);
        }
        if matches!(self.request.method.as_bytes(), b"GET" | b"HEAD") && !self.is_element_with_origin() {
            self.decisions.holds(&NONE, true);
            return None;
        }
        let can_hide = self.request.mode != Mode::Cors && self.profile.headers.policy_hides_origin;
        let hidden = can_hide && self.policy_hides_origin();
        let value = if hidden { ByteString::from_static("null") } else { origin };
        self.decisions.set(&UNSAFE_METHOD, value.clone());
        Some(value)
    }

    fn is_element_with_origin(&self) -> bool {
        self.profile.headers.elements_always_send_origin
            && self.request.mode == Mode::Cors
            && self.request.destination != Destination::Empty
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
