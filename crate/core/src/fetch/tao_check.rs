//! The [TAO check](https://fetch.spec.whatwg.org/#concept-tao-check). It never blocks: it decides who sees timing.

use super::enums::{Mode, ResponseTainting};
use super::machine::Fetch;
use crate::http::{HeaderList, split_header_value};
use crate::origin::Origin;
use crate::standard::{Rule, TAO_CHECK};

static PASSES: Rule = Rule::new(&TAO_CHECK, "Timing-Allow-Origin lists * or the origin, or the response is basic")
    .about("Timing-Allow-Origin");

static HAS_NOT_FAILED: Rule = Rule::new(&TAO_CHECK, "no response before this one kept its timing to itself");

impl Fetch {
    /// Sets the timing allow failed flag when the response does not share its timing.
    pub(crate) fn tao_check(&mut self, headers: &HeaderList) {
        if self.request.timing_allow_failed {
            self.decisions.holds(&HAS_NOT_FAILED, false);
            return;
        }
        let passes = self.shares_timing(headers);
        // Same-origin timing is nothing to tell about.
        if self.request.response_tainting != ResponseTainting::Basic || !passes {
            let value = headers.get_owned("Timing-Allow-Origin");
            let origin = self.request.serialized_origin(&self.client);
            self.decisions.holds_between(&PASSES, passes, value, origin);
        }
        self.request.timing_allow_failed = !passes;
    }

    fn shares_timing(&self, headers: &HeaderList) -> bool {
        if let Some(value) = headers.get("Timing-Allow-Origin") {
            let origin = self.request.serialized_origin(&self.client);
            if split_header_value(&value).any(|item| item == b"*" || *item == *origin) {
                return true;
            }
        }
        let url = self.request.current_url();
        if self.request.mode == Mode::Navigate && !Origin::is_same_origin_with_url(&self.client.origin, url) {
            return false;
        }
        self.request.response_tainting == ResponseTainting::Basic
    }
}
