//! From what a script or an element asks for to a [`Request`], or to what the browser throws instead.

mod beacon;
mod element;
mod fetch_api;
mod xhr;

use url::Url;

use super::client::Client;
use super::decisions::{Decisions, Failure};
use super::enums::{BodyKind, Destination, Initiator, ReferrerPolicy};
use super::request::Request;
use crate::bytes::ByteString;
use crate::carets::encode_carets;
use crate::engine::Profile;
use crate::explain::CauseCode;
use crate::http::{ForbiddenReason, IgnoredReason};
use crate::scenario::{Body, RequestInit};
use crate::standard::Rule;

/// Something that was asked for and that the browser silently leaves out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dropped {
    /// A header that this API does not let a script set.
    Header {
        /// Its name.
        name: String,
        /// Why.
        reason: IgnoredReason,
    },
    /// A field that this initiator does not have.
    Field(&'static str),
}

/// Builds the request as the initiator's specification does.
pub(crate) fn construct(
    init: &RequestInit,
    client: &Client,
    profile: &Profile,
    decisions: &mut Decisions,
    dropped: &mut Vec<Dropped>,
) -> Option<Request> {
    let mut request = construct_without_accept(init, client, profile, decisions, dropped)?;
    append_accept(&mut request);
    Some(request)
}

/// The same, before [fetch](https://fetch.spec.whatwg.org/#concept-fetch) adds to it: what a `Request` object holds.
pub(crate) fn construct_without_accept(
    init: &RequestInit,
    client: &Client,
    profile: &Profile,
    decisions: &mut Decisions,
    dropped: &mut Vec<Dropped>,
) -> Option<Request> {
    let mut construction = Construction { init, client, profile, decisions, dropped };
    let request = match init.initiator {
        Initiator::Fetch => construction.fetch_api()?,
        Initiator::Xhr => construction.xhr()?,
        Initiator::Beacon => construction.beacon()?,
        Initiator::EventSource => construction.event_source()?,
        Initiator::Form => construction.form()?,
        Initiator::Navigation | Initiator::Iframe => construction.navigation()?,
        Initiator::Module | Initiator::Font => construction.always_cors()?,
        Initiator::Img | Initiator::Audio | Initiator::Video | Initiator::Script | Initiator::Stylesheet => {
            construction.potential_cors()?
        }
    };
    Some(request)
}

/// What the constructions of one request share.
struct Construction<'a> {
    init: &'a RequestInit,
    client: &'a Client,
    profile: &'a Profile,
    decisions: &'a mut Decisions,
    dropped: &'a mut Vec<Dropped>,
}

impl Construction<'_> {
    /// Parses the URL against the page's.
    fn parse_url(&mut self, rule: &'static Rule) -> Option<Url> {
        match self.client.url.join(&self.init.url) {
            Ok(url) => Some(encode_carets(url)),
            Err(_) => {
                self.throw(Failure::new(CauseCode::InvalidUrl, rule).received(self.init.url.clone()));
                None
            }
        }
    }

    /// Notes what the browser throws.
    fn throw(&mut self, failure: Failure) {
        self.decisions.fail(failure);
    }

    /// Notes the fields that were given and that the initiator does not have.
    fn ignore(&mut self, fields: &[(&'static str, bool)]) {
        let given = fields.iter().filter(|(_, given)| *given);
        self.dropped.extend(given.map(|(name, _)| Dropped::Field(name)));
    }

    /// Why a script cannot set this header though it is not forbidden, if so.
    fn ignored_reason(&self, name: &str) -> Option<ForbiddenReason> {
        let is_ignored = self.profile.request.ignored_headers.iter().any(|ignored| name.eq_ignore_ascii_case(ignored));
        is_ignored.then_some(ForbiddenReason::Name)
    }

    fn referrer_policy(&self) -> ReferrerPolicy {
        self.init.referrer_policy.unwrap_or(ReferrerPolicy::Empty)
    }
}

/// The `Content-Type` that a body implies: [extract a body](https://fetch.spec.whatwg.org/#concept-bodyinit-extract).
fn implied_content_type(body: &Body) -> Option<ByteString> {
    match body.kind {
        BodyKind::Text => Some("text/plain;charset=UTF-8".into()),
        BodyKind::UrlSearchParams => Some("application/x-www-form-urlencoded;charset=UTF-8".into()),
        // The boundary is the choice of whoever encodes it.
        BodyKind::FormData => {
            let chosen = body.content_type.as_deref().filter(|kind| !kind.is_empty()).map(ByteString::from_text);
            Some(chosen.unwrap_or_else(|| "multipart/form-data; boundary=----corslab".into()))
        }
        BodyKind::Blob => {
            let kind = body.content_type.as_deref().filter(|kind| !kind.is_empty());
            // The constructor of Blob lowers it, and takes printable ASCII only.
            let kind = kind.filter(|kind| kind.bytes().all(|byte| matches!(byte, b' '..=b'~')));
            kind.map(|kind| ByteString::from_text(&kind.to_ascii_lowercase()))
        }
        BodyKind::Buffer | BodyKind::Stream => None,
    }
}

/// [Fetch](https://fetch.spec.whatwg.org/#concept-fetch) appends `Accept` when there is none.
fn append_accept(request: &mut Request) {
    if request.headers.contains("Accept") {
        return;
    }
    let value = match request.destination {
        Destination::Document | Destination::Iframe => {
            "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
        }
        Destination::Image => "image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5",
        Destination::Style => "text/css,*/*;q=0.1",
        _ => "*/*",
    };
    request.headers.push("Accept", value);
}
