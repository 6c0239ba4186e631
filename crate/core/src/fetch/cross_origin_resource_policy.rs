//! The [cross-origin resource policy check](https://fetch.spec.whatwg.org/#cross-origin-resource-policy-check).

use url::{Host, Url};

use super::decisions::Failure;
use super::enums::EmbedderPolicy;
use super::machine::Fetch;
use crate::cookie::is_local;
use crate::explain::CauseCode;
use crate::http::HeaderList;
use crate::origin::{Origin, TupleOrigin};
use crate::standard::{CORP_CHECK, Rule};

const RESOURCE_POLICY: &str = "Cross-Origin-Resource-Policy";

static ALLOWED: Rule = Rule::new(&CORP_CHECK, "the resource's policy lets this origin embed it").about(RESOURCE_POLICY);
static ALLOWED_BY_EMBEDDER: Rule =
    Rule::new(&CORP_CHECK, "the resource opts in, as the page's Cross-Origin-Embedder-Policy demands")
        .about(RESOURCE_POLICY);

/// Who may embed a resource.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Policy {
    SameOrigin,
    SameSite,
    CrossOrigin,
}

impl Policy {
    /// One exact keyword in one header; anything else is as if there were none.
    fn of(headers: &HeaderList) -> Option<Self> {
        match &*headers.get(RESOURCE_POLICY)? {
            b"same-origin" => Some(Self::SameOrigin),
            b"same-site" => Some(Self::SameSite),
            b"cross-origin" => Some(Self::CrossOrigin),
            _ => None,
        }
    }
}

/// What the internal check looks at besides the policy.
struct Embedding<'a> {
    origin: &'a Origin,
    url: &'a Url,
    for_navigation: bool,
    request_includes_credentials: bool,
    /// The header is there, and it counts as an opt-in whatever it says.
    opts_in: bool,
    /// An IP address is the same site as its own origin only.
    address_has_no_site: bool,
    localhost_is_one_site: bool,
}

impl Embedding<'_> {
    /// [Cross-origin resource policy internal check](https://fetch.spec.whatwg.org/#cross-origin-resource-policy-internal-check).
    fn allows(&self, embedder: EmbedderPolicy, policy: Option<Policy>) -> bool {
        if self.for_navigation && embedder == EmbedderPolicy::UnsafeNone {
            return true;
        }
        match policy.or_else(|| self.default_policy(embedder)) {
            None | Some(Policy::CrossOrigin) => true,
            Some(Policy::SameOrigin) => self.origin.is_same_origin_with_url(self.url),
            Some(Policy::SameSite) if self.address_has_no_site && !matches!(self.url.host(), Some(Host::Domain(_))) => {
                self.origin.is_same_origin_with_url(self.url)
            }
            Some(Policy::SameSite) => {
                (self.origin.is_schemelessly_same_site_with_url(self.url) || self.is_local())
                    && (self.origin.as_tuple().is_some_and(|origin| origin.scheme() == "https")
                        || self.url.scheme() != "https")
            }
        }
    }

    fn is_local(&self) -> bool {
        let host = self.origin.as_tuple().map(TupleOrigin::host_ref);
        self.localhost_is_one_site && is_local(host) && is_local(self.url.host())
    }

    const fn default_policy(&self, embedder: EmbedderPolicy) -> Option<Policy> {
        match embedder {
            EmbedderPolicy::RequireCorp if self.opts_in => None,
            EmbedderPolicy::RequireCorp => Some(Policy::SameOrigin),
            EmbedderPolicy::Credentialless if self.request_includes_credentials || self.for_navigation => {
                Some(Policy::SameOrigin)
            }
            EmbedderPolicy::Credentialless | EmbedderPolicy::UnsafeNone => None,
        }
    }
}

impl Fetch {
    /// Blocks an opaque response, or a framed document, that does not let this page embed it.
    pub(crate) fn resource_policy_check(&mut self, headers: &HeaderList, credentials: bool) {
        let policy = Policy::of(headers);
        let embedding = Embedding {
            origin: &self.client.origin,
            url: self.request.current_url(),
            for_navigation: self.request.is_navigation(),
            request_includes_credentials: credentials,
            opts_in: self.profile.response.any_resource_policy_opts_in && headers.contains(RESOURCE_POLICY),
            localhost_is_one_site: self.profile.cookies.localhost_is_one_site,
            address_has_no_site: self.profile.response.ip_addresses_have_no_site,
        };
        let failure = if !embedding.allows(EmbedderPolicy::UnsafeNone, policy) {
            Failure::new(CauseCode::ResourcePolicy, &ALLOWED)
        } else if !embedding.allows(self.client.embedder_policy, policy) {
            let code = if policy.is_none() { CauseCode::EmbedderPolicy } else { CauseCode::ResourcePolicy };
            Failure::new(code, &ALLOWED_BY_EMBEDDER)
        } else {
            self.decisions.pass(&ALLOWED, headers.get_owned(RESOURCE_POLICY));
            return;
        };
        let received = headers.get_owned(RESOURCE_POLICY);
        let failure = Failure { received, ..failure.header(RESOURCE_POLICY).expected("cross-origin") };
        self.decisions.fail(failure);
    }
}
