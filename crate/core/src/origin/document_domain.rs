//! `document.domain`, the old way out of the same-origin policy.
//!
//! HTML: <https://html.spec.whatwg.org/multipage/browsers.html#relaxing-the-same-origin-restriction>

use std::fmt;

use url::Host;

use super::Origin;
use super::public_suffix::public_suffix;
use super::tuple::borrow;

/// [Is a registrable domain suffix of or is equal to](https://html.spec.whatwg.org/multipage/browsers.html#is-a-registrable-domain-suffix-of-or-is-equal-to)
#[must_use]
pub fn is_registrable_domain_suffix_of_or_equal_to(host_suffix_string: &str, original_host: &Host<&str>) -> bool {
    Host::parse(host_suffix_string).is_ok_and(|suffix| is_suffix_of_or_equal_to(&borrow(&suffix), original_host))
}

/// The steps after the parse.
fn is_suffix_of_or_equal_to(host_suffix: &Host<&str>, original_host: &Host<&str>) -> bool {
    if host_suffix == original_host {
        return true;
    }
    let (Host::Domain(suffix), Host::Domain(original)) = (host_suffix, original_host) else { return false };
    if !ends_with_labels(original, suffix) {
        return false;
    }
    let suffix_is_public = public_suffix(suffix).is_some_and(|public| public.as_str() == *suffix);
    let suffix_ends_public = public_suffix(original).is_some_and(|public| ends_with_labels(public.as_str(), suffix));
    !suffix_is_public && !suffix_ends_public
}

/// Whether `domain` ends with "." and `suffix`.
fn ends_with_labels(domain: &str, suffix: &str) -> bool {
    domain.strip_suffix(suffix).is_some_and(|labels| labels.ends_with('.'))
}

/// What the [setter](https://html.spec.whatwg.org/multipage/browsers.html#dom-document-domain) must know of a document.
#[derive(Clone, Copy, Debug)]
pub struct DocumentState {
    /// The document is shown: its browsing context is not null.
    pub has_browsing_context: bool,
    /// The sandboxed `document.domain` browsing context flag, which every sandbox sets.
    pub sandboxed_document_domain: bool,
    /// The agent cluster is
    /// [origin-keyed](https://html.spec.whatwg.org/multipage/webappapis.html#is-origin-keyed).
    pub origin_keyed: bool,
}

/// Why setting `document.domain` throws a `SecurityError`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentDomainError {
    /// The document has no browsing context.
    NoBrowsingContext,
    /// The document is sandboxed.
    Sandboxed,
    /// The origin is opaque.
    OpaqueOrigin,
    /// The value is neither the effective domain nor a suffix of it that is registrable.
    NotASuffix,
}

impl fmt::Display for DocumentDomainError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoBrowsingContext => "the document is not shown in a browsing context",
            Self::Sandboxed => "the document is sandboxed",
            Self::OpaqueOrigin => "the document's origin is opaque and has no domain",
            Self::NotASuffix => "the value is neither the document's domain nor a registrable suffix of it",
        })
    }
}

impl std::error::Error for DocumentDomainError {}

/// What setting `document.domain` did when it did not throw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentDomainChange {
    /// The origin's domain is the new value.
    Set,
    /// Nothing, silently: the agent cluster is origin-keyed.
    IgnoredBecauseOriginKeyed,
}

/// The [`document.domain` setter](https://html.spec.whatwg.org/multipage/browsers.html#dom-document-domain).
pub fn set_document_domain(
    origin: &mut Origin,
    value: &str,
    document: DocumentState,
) -> Result<DocumentDomainChange, DocumentDomainError> {
    if !document.has_browsing_context {
        return Err(DocumentDomainError::NoBrowsingContext);
    }
    if document.sandboxed_document_domain {
        return Err(DocumentDomainError::Sandboxed);
    }
    let effective_domain = origin.effective_domain().ok_or(DocumentDomainError::OpaqueOrigin)?;
    let domain = Host::parse(value).map_err(|_| DocumentDomainError::NotASuffix)?;
    if !is_suffix_of_or_equal_to(&borrow(&domain), &borrow(effective_domain)) {
        return Err(DocumentDomainError::NotASuffix);
    }
    if document.origin_keyed {
        return Ok(DocumentDomainChange::IgnoredBecauseOriginKeyed);
    }
    origin.set_domain(domain);
    Ok(DocumentDomainChange::Set)
}
