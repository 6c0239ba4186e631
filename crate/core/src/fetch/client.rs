//! The request's [client](https://fetch.spec.whatwg.org/#concept-request-client): the page, as far as Fetch asks it.

use url::Url;

use super::enums::{EmbedderPolicy, ReferrerPolicy};
use super::mixed_content::is_trusted;
use crate::bytes::ByteString;
use crate::engine::Profile;
use crate::origin::secure_context::is_url_potentially_trustworthy;
use crate::origin::{OpaqueOrigins, Origin, TupleOrigin};
use crate::scenario::Page;

/// An [environment settings object](https://html.spec.whatwg.org/multipage/webappapis.html#environment-settings-object).
#[derive(Clone, Debug)]
pub struct Client {
    /// Its creation URL.
    pub url: Url,
    /// Its origin.
    pub origin: Origin,
    /// That origin, byte-serialized.
    pub serialized_origin: ByteString,
    /// The top-level page's URL, when this one is in a frame.
    pub top_level: Option<Url>,
    /// Its embedder policy.
    pub embedder_policy: EmbedderPolicy,
    /// Its policy container's referrer policy.
    pub referrer_policy: ReferrerPolicy,
    /// Its insecure requests policy.
    pub upgrade_insecure_requests: bool,
}

impl Client {
    /// The settings of a page.
    #[must_use]
    pub fn of_page(page: &Page, opaque: &mut OpaqueOrigins) -> Self {
        let origin = if page.sandboxed { Origin::Opaque(opaque.mint()) } else { Origin::of_url(&page.url, opaque) };
        Self {
            url: page.url.clone(),
            serialized_origin: ByteString::from(origin.serialize()),
            origin,
            top_level: page.top_level.clone(),
            embedder_policy: page.embedder_policy,
            referrer_policy: page.referrer_policy,
            upgrade_insecure_requests: page.upgrade_insecure_requests,
        }
    }

    /// Whether it is a [secure context](https://html.spec.whatwg.org/multipage/webappapis.html#secure-context).
    pub(crate) fn is_secure_context(&self) -> bool {
        is_url_potentially_trustworthy(&self.url) && is_url_potentially_trustworthy(self.top_level_url())
    }

    /// [Obtain an embedder policy](https://html.spec.whatwg.org/multipage/browsers.html#obtain-an-embedder-policy): in a
    /// context that is not secure there is none.
    pub(crate) fn obtain_embedder_policy(&self, profile: &Profile) -> EmbedderPolicy {
        let rules = &profile.request;
        let is_secure =
            if rules.embedder_policy_by_own_url { is_trusted(&self.url, profile) } else { self.is_secure_context() };
        match self.embedder_policy {
            EmbedderPolicy::Credentialless if !rules.knows_credentialless => EmbedderPolicy::UnsafeNone,
            declared if is_secure => declared,
            _ => EmbedderPolicy::UnsafeNone,
        }
    }

    /// The scheme of its origin; none for an opaque one.
    #[must_use]
    pub fn origin_scheme(&self) -> Option<&'static str> {
        self.origin.as_tuple().map(TupleOrigin::scheme)
    }

    /// The URL of the top-level page.
    #[must_use]
    pub fn top_level_url(&self) -> &Url {
        self.top_level.as_ref().unwrap_or(&self.url)
    }
}
