//! [Determine request's referrer](https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer).

use url::{Position, Url};

use super::enums::{Destination, Initiator, ReferrerPolicy};
use super::machine::Fetch;
use super::request::Referrer;
use crate::bytes::ByteString;
use crate::cookie::schemelessly_same_site;
use crate::engine::{HeaderRules, OpaqueReferrer};
use crate::origin::secure_context::is_url_potentially_trustworthy;
use crate::origin::urls_same_origin;
use crate::standard::{DETERMINE_REFERRER, Rule};

static REFERRER: Rule = Rule::new(&DETERMINE_REFERRER, "the referrer under the referrer policy").about("Referer");

/// A longer referrer is cut to its origin.
const LONGEST_REFERRER: usize = 4096;

impl Fetch {
    /// The value of `Referer`, if any, and the policy that it follows.
    pub(crate) fn determine_referrer(&mut self) {
        if self.request.referrer_policy == ReferrerPolicy::Empty {
            self.request.referrer_policy = self.client.referrer_policy;
        }
        // What the last hop was told is all that the next one can be told.
        let before = self.request.url_list().rev().nth(1);
        let forgets = self.referer.is_some() && before.is_some_and(|url| self.caps_referrer(&self.client.url, url));
        let told = (self.request.is_redirected() && !forgets).then(|| self.referer.take());
        if told == Some(None) {
            self.request.referrer = Referrer::NoReferrer;
        }
        let source = match &self.request.referrer {
            Referrer::NoReferrer => None,
            Referrer::Client => Some(&self.client.url),
            Referrer::Url(url) => Some(url),
        };
        // A local or file page has no referrer to give.
        let source = source.filter(|url| matches!(url.scheme(), "http" | "https") && !self.hides_its_url());
        self.referer = source.and_then(|url| {
            let only_origin = told.flatten().is_some_and(|told| told == origin_only(url));
            let navigates = matches!(self.request.initiator, Initiator::Navigation | Initiator::Iframe);
            let early = self.profile.mixed_content.navigations_upgrade_late && navigates;
            let target = self.upgraded_from.as_ref().filter(|_| early).unwrap_or(self.request.current_url());
            let value = referer(url, target, self.policy_towards(url), &self.profile.headers)?;
            let only_origin = only_origin || self.reveals_origin_only();
            Some(if only_origin { origin_only(url) } else { value })
        });
        if let Some(value) = &self.referer {
            self.decisions.set(&REFERRER, value.clone());
        }
    }

    /// An opaque origin never reveals the URL behind it, unless the script named one.
    fn hides_its_url(&self) -> bool {
        let from_element = match self.request.initiator {
            Initiator::Fetch | Initiator::Xhr => false,
            // A script that navigates is not an element.
            Initiator::Navigation => self.request.user_activation,
            _ => true,
        };
        let reveals = match self.profile.headers.opaque_referrer {
            OpaqueReferrer::Hidden => false,
            OpaqueReferrer::ShownByElements => from_element,
            OpaqueReferrer::Shown => true,
        };
        self.client.origin.is_opaque() && self.request.referrer == Referrer::Client && !reveals
    }

    /// What a page with an opaque origin says of itself is never to its own origin.
    fn reveals_origin_only(&self) -> bool {
        self.client.origin.is_opaque()
            && self.request.referrer == Referrer::Client
            && self.profile.headers.opaque_referrer != OpaqueReferrer::Shown
    }

    /// The policy, or the default one where an engine lets none say more.
    pub(crate) fn policy_towards(&self, source: &Url) -> ReferrerPolicy {
        let caps = self.caps_referrer(source, self.request.current_url());
        if caps { ReferrerPolicy::StrictOriginWhenCrossOrigin } else { self.request.referrer_policy }
    }

    fn caps_referrer(&self, source: &Url, target: &Url) -> bool {
        self.profile.headers.caps_cross_site_referrer
            && self.request.destination != Destination::Document
            && self.request.referrer_policy.is_relaxed()
            && !schemelessly_same_site(source, target)
    }
}

fn referer(source: &Url, target: &Url, policy: ReferrerPolicy, rules: &HeaderRules) -> Option<ByteString> {
    let same_origin = urls_same_origin(source, target);
    let downgrade = if rules.downgrade_goes_by_scheme {
        source.scheme() == "https" && target.scheme() != "https"
    } else {
        !is_url_potentially_trustworthy(target) && is_url_potentially_trustworthy(source)
    };
    match policy {
        ReferrerPolicy::NoReferrer => None,
        ReferrerPolicy::Origin => Some(origin_only(source)),
        ReferrerPolicy::UnsafeUrl => Some(stripped(source)),
        ReferrerPolicy::StrictOrigin => (!downgrade).then(|| origin_only(source)),
        ReferrerPolicy::Empty | ReferrerPolicy::StrictOriginWhenCrossOrigin if same_origin => Some(stripped(source)),
        ReferrerPolicy::Empty | ReferrerPolicy::StrictOriginWhenCrossOrigin => {
            (!downgrade).then(|| origin_only(source))
        }
        ReferrerPolicy::SameOrigin => same_origin.then(|| stripped(source)),
        ReferrerPolicy::OriginWhenCrossOrigin if same_origin => Some(stripped(source)),
        ReferrerPolicy::OriginWhenCrossOrigin => Some(origin_only(source)),
        ReferrerPolicy::NoReferrerWhenDowngrade => (!downgrade).then(|| stripped(source)),
    }
}

/// [Strip url for use as a referrer](https://w3c.github.io/webappsec-referrer-policy/#strip-url).
fn stripped(url: &Url) -> ByteString {
    let mut url = super::without_credentials(url);
    url.set_fragment(None);
    if url.as_str().len() > LONGEST_REFERRER { origin_only(&url) } else { ByteString::from(url.as_str().as_bytes()) }
}

fn origin_only(url: &Url) -> ByteString {
    // These positions exist in every URL, in this order: the slices cannot be out of bounds.
    let (scheme, host_and_port) = (&url[..Position::BeforeUsername], &url[Position::BeforeHost..Position::AfterPort]);
    ByteString::from([scheme, host_and_port, "/"].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// (policy, to the same origin, to another https origin, to http) from a page with path and query.
    #[test]
    fn each_policy_reveals_what_it_says() {
        let page = Url::parse("https://user:pw@a.test:8443/dir/page?q=1#frag").unwrap();
        let (full, origin) = ("https://a.test:8443/dir/page?q=1", "https://a.test:8443/");
        let targets =
            ["https://a.test:8443/x", "https://b.test/", "http://b.test/"].map(|url| Url::parse(url).unwrap());
        let vectors = [
            (ReferrerPolicy::NoReferrer, [None, None, None]),
            (ReferrerPolicy::NoReferrerWhenDowngrade, [Some(full), Some(full), None]),
            (ReferrerPolicy::SameOrigin, [Some(full), None, None]),
            (ReferrerPolicy::Origin, [Some(origin), Some(origin), Some(origin)]),
            (ReferrerPolicy::StrictOrigin, [Some(origin), Some(origin), None]),
            (ReferrerPolicy::OriginWhenCrossOrigin, [Some(full), Some(origin), Some(origin)]),
            (ReferrerPolicy::StrictOriginWhenCrossOrigin, [Some(full), Some(origin), None]),
            (ReferrerPolicy::Empty, [Some(full), Some(origin), None]),
            (ReferrerPolicy::UnsafeUrl, [Some(full), Some(full), Some(full)]),
        ];
        for (policy, expected) in vectors {
            for (target, expected) in targets.iter().zip(expected) {
                assert_eq!(
                    referer(&page, target, policy, &crate::Profile::STANDARD.headers)
                        .map(|value| value.to_text())
                        .as_deref(),
                    expected,
                    "{policy} to {target}"
                );
            }
        }
    }

    #[test]
    fn a_long_referrer_is_cut_to_its_origin() {
        let start = "https://a.test/";
        let at_limit = Url::parse(&format!("{start}{}", "a".repeat(4096 - start.len()))).unwrap();
        let above = Url::parse(&format!("{start}{}", "a".repeat(4097 - start.len()))).unwrap();
        assert_eq!(stripped(&at_limit).len(), 4096);
        assert_eq!(stripped(&above), *start.as_bytes());
    }
}
