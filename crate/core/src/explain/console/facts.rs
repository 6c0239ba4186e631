//! What every engine's lines are made from.

use std::borrow::Cow;

use url::Url;

use super::super::codes::CauseCode;
use super::super::observed::Observed;
use super::template::{Filled, write};
use super::wording::Wording;
use crate::bytes::{ByteString, isomorphic_decode};
use crate::fetch::Dropped;
use crate::fetch::Failure;
use crate::fetch::enums::{Initiator, Mode, RedirectMode, ResponseTainting};
use crate::http::extract_mime_type;
use crate::scenario::Reply;
use crate::standard::{MIXED_CONTENT_UPGRADE, UPGRADE_INSECURE};
use crate::verdict::Phase;

pub(super) struct Facts<'a> {
    pub(super) observed: Observed<'a>,
    pub(super) lines: Vec<String>,
    /// The URL that the script or the markup asks for.
    asked: Cow<'a, Url>,
    pub(super) origin: Cow<'a, str>,
}

impl<'a> Facts<'a> {
    pub(super) fn of(observed: Observed<'a>) -> Self {
        let client = &observed.finished.client;
        let asked = client.url.join(&observed.question.scenario.request.url).map(Cow::Owned);
        Self {
            observed,
            lines: Vec::new(),
            asked: asked.unwrap_or(Cow::Borrowed(&client.url)),
            origin: observed.page_origin(),
        }
    }

    pub(super) fn initiator(&self) -> Initiator {
        self.observed.question.scenario.request.initiator
    }

    pub(super) fn print(&mut self, wording: &Wording, filled: &Filled<'_>) {
        self.lines.push(write(wording.text, filled));
    }

    /// An XMLHttpRequest complains about each header that scripts may not set.
    pub(super) fn print_forbidden_headers(&mut self, wording: &Wording) {
        if self.initiator() != Initiator::Xhr {
            return;
        }
        for dropped in &self.observed.finished.dropped {
            if let Dropped::Header { name, .. } = dropped {
                self.print(wording, &Filled { header: name, ..Filled::default() });
            }
        }
    }

    /// Whether mode same-origin refuses the first URL. Browsers look at this before ports and mixed content.
    pub(super) fn refuses_origin(&self) -> bool {
        self.mode() == Mode::SameOrigin
            && self.failure().is_some_and(|failure| {
                failure.hop == 0 && matches!(failure.code, CauseCode::BadPort | CauseCode::MixedContent)
            })
            && self.asks_foreign()
    }

    /// Whether the first URL, as the script asks for it, is of another origin than the page.
    pub(super) fn asks_foreign(&self) -> bool {
        self.is_foreign(&self.asked)
    }

    /// What decided.
    pub(super) fn failure(&self) -> Option<&'a Failure> {
        self.observed.finished.failures.first()
    }

    /// Every check that fails at the same exchange as the one that decided, in the order of the standard.
    pub(super) fn failures_there(&self) -> impl Iterator<Item = &'a Failure> + use<'a> {
        let failures = &self.observed.finished.failures;
        let place = failures.first().map(|failure| (failure.phase, failure.hop));
        failures.iter().filter(move |failure| Some((failure.phase, failure.hop)) == place)
    }

    /// The URL at `hop`, before any upgrade.
    pub(super) fn url(&self, hop: usize) -> &str {
        if hop == 0 { self.asked.as_str() } else { self.observed.url(hop).as_str() }
    }

    pub(super) fn page(&self) -> &'a str {
        self.observed.finished.client.url.as_str()
    }

    /// Where the redirect leads that a failure is about.
    pub(super) fn target(&self, failure: &Failure) -> Option<Url> {
        self.observed.redirect_target(Phase::Redirect, failure.hop)
    }

    /// The reply that a failure is about.
    pub(super) fn reply(&self, failure: &Failure) -> Option<&'a Reply> {
        self.observed.reply(failure.phase, failure.hop)
    }

    /// The last reply that was not a preflight's.
    pub(super) fn last_reply(&self) -> Option<&'a Reply> {
        let finished = self.observed.finished;
        self.observed.reply(Phase::Response, finished.exchanges.last().map_or(0, |exchange| exchange.hop))
    }

    /// Whether a document is loaded, whose failure another console reports; mixed content is the page's own affair.
    pub(super) fn is_document(&self) -> bool {
        self.observed.finished.request.is_navigation()
            && self.failure().is_none_or(|failure| failure.code != CauseCode::MixedContent)
    }

    pub(super) fn is_opaque(&self) -> bool {
        self.observed.finished.request.response_tainting == ResponseTainting::Opaque
    }

    pub(super) fn mode(&self) -> Mode {
        self.observed.finished.request.mode
    }

    /// Whether a URL is of another origin than the page.
    pub(super) fn is_foreign(&self, url: &Url) -> bool {
        !self.observed.finished.client.origin.is_same_origin_with_url(url)
    }

    /// Whether a cors request has left the page's origin, at `hop` or before.
    pub(super) fn has_crossed(&self, hop: usize) -> bool {
        self.mode() == Mode::Cors && (0..=hop).any(|hop| self.is_foreign(self.observed.url(hop)))
    }

    /// Whether the reply that a failure is about is a redirect that would be followed.
    pub(super) fn redirects(&self, failure: &Failure) -> bool {
        let request = &self.observed.finished.request;
        let follows = request.redirect_mode == RedirectMode::Follow || request.is_navigation();
        let leads = self.reply(failure).is_some_and(|reply| reply.headers.contains("Location"));
        failure.phase == Phase::Redirect && follows && leads
    }

    /// The URLs that were upgraded to https: by the page's policy or as mixed content, and at which hop.
    pub(super) fn upgraded(&self) -> Vec<(bool, usize, String)> {
        let steps = self.observed.finished.trace.steps().iter();
        let upgrades = steps.filter_map(|step| {
            let by_policy = *step.rule.algorithm == UPGRADE_INSECURE;
            let upgraded = by_policy || *step.rule.algorithm == MIXED_CONTENT_UPGRADE;
            let url = step.value.as_ref().filter(|_| upgraded)?.isomorphic_decode();
            Some((by_policy, step.place.hop, ["http", url.strip_prefix("https")?].concat()))
        });
        upgrades.collect()
    }
}

/// The header's value, its lines combined.
pub(super) fn header(reply: Option<&Reply>, name: &str) -> Vec<u8> {
    reply.and_then(|reply| reply.headers.get(name)).map(Cow::into_owned).unwrap_or_default()
}

/// The essence of the reply's MIME type.
pub(super) fn essence(reply: Option<&Reply>) -> String {
    reply.and_then(|reply| extract_mime_type(&reply.headers)).map(|mime| mime.essence().to_owned()).unwrap_or_default()
}

/// The text of a value that was compared.
pub(super) fn text(bytes: Option<&ByteString>) -> Cow<'_, str> {
    bytes.map(|bytes| isomorphic_decode(bytes)).unwrap_or_default()
}

/// Whether a check is about what the CORS protocol's headers say.
pub(super) const fn is_cors(code: CauseCode) -> bool {
    use CauseCode as C;
    is_origin_check(code)
        || matches!(
            code,
            C::PreflightRedirect
                | C::PreflightStatus
                | C::PreflightRequiresAuth
                | C::PreflightNotHandled
                | C::InvalidAllowMethods
                | C::InvalidAllowHeaders
                | C::MethodNotAllowed
                | C::HeaderNotAllowed
                | C::AuthorizationNotListed
        )
}

/// Whether it is the CORS check's.
pub(super) const fn is_origin_check(code: CauseCode) -> bool {
    use CauseCode as C;
    matches!(
        code,
        C::MissingAllowOrigin
            | C::DuplicateAllowOrigin
            | C::MultipleAllowOrigin
            | C::AllowOriginMismatch
            | C::WildcardWithCredentials
            | C::MissingAllowCredentials
            | C::InvalidAllowCredentials
    )
}
