//! Sandboxing, and the origin of a new document.
//!
//! HTML: <https://html.spec.whatwg.org/multipage/browsers.html#sandboxing>

use std::ops::BitOr;

use url::Url;

use super::{OpaqueOrigins, Origin};

/// A [sandboxing flag set](https://html.spec.whatwg.org/multipage/browsers.html#sandboxing-flag-set).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SandboxFlags(u16);

impl SandboxFlags {
    /// No flag: not sandboxed.
    pub const NONE: Self = Self(0);
    /// [sandboxed navigation](https://html.spec.whatwg.org/multipage/browsers.html#sandboxed-navigation-browsing-context-flag)
    pub const NAVIGATION: Self = Self(1);
    /// [sandboxed auxiliary navigation](https://html.spec.whatwg.org/multipage/browsers.html#sandboxed-auxiliary-navigation-browsing-context-flag)
    pub const AUXILIARY_NAVIGATION: Self = Self(1 << 1);
    /// [sandboxed top-level navigation without user activation](https://html.spec.whatwg.org/multipage/browsers.html#sandboxed-top-level-navigation-without-user-activation-browsing-context-flag)
    pub const TOP_LEVEL_NAVIGATION_WITHOUT_USER_ACTIVATION: Self = Self(1 << 2);
    /// [sandboxed top-level navigation with user activation](https://html.spec.whatwg.org/multipage/browsers.html#sandboxed-top-level-navigation-with-user-activation-browsing-context-flag)
    pub const TOP_LEVEL_NAVIGATION_WITH_USER_ACTIVATION: Self = Self(1 << 3);
    /// [sandboxed origin](https://html.spec.whatwg.org/multipage/browsers.html#sandboxed-origin-browsing-context-flag)
    pub const ORIGIN: Self = Self(1 << 4);
    /// [sandboxed forms](https://html.spec.whatwg.org/multipage/browsers.html#sandboxed-forms-browsing-context-flag)
    pub const FORMS: Self = Self(1 << 5);
    /// [sandboxed pointer lock](https://html.spec.whatwg.org/multipage/browsers.html#sandboxed-pointer-lock-browsing-context-flag)
    pub const POINTER_LOCK: Self = Self(1 << 6);
    /// [sandboxed scripts](https://html.spec.whatwg.org/multipage/browsers.html#sandboxed-scripts-browsing-context-flag)
    pub const SCRIPTS: Self = Self(1 << 7);
    /// [sandboxed automatic features](https://html.spec.whatwg.org/multipage/browsers.html#sandboxed-automatic-features-browsing-context-flag)
    pub const AUTOMATIC_FEATURES: Self = Self(1 << 8);
    /// [sandboxed `document.domain`](https://html.spec.whatwg.org/multipage/browsers.html#sandboxed-document.domain-browsing-context-flag); no keyword clears it
    pub const DOCUMENT_DOMAIN: Self = Self(1 << 9);
    /// [sandbox propagates to auxiliary browsing contexts](https://html.spec.whatwg.org/multipage/browsers.html#sandbox-propagates-to-auxiliary-browsing-contexts-flag)
    pub const PROPAGATES_TO_AUXILIARY: Self = Self(1 << 10);
    /// [sandboxed modals](https://html.spec.whatwg.org/multipage/browsers.html#sandboxed-modals-flag)
    pub const MODALS: Self = Self(1 << 11);
    /// [sandboxed orientation lock](https://html.spec.whatwg.org/multipage/browsers.html#sandboxed-orientation-lock-browsing-context-flag)
    pub const ORIENTATION_LOCK: Self = Self(1 << 12);
    /// [sandboxed presentation](https://html.spec.whatwg.org/multipage/browsers.html#sandboxed-presentation-browsing-context-flag)
    pub const PRESENTATION: Self = Self(1 << 13);
    /// [sandboxed downloads](https://html.spec.whatwg.org/multipage/browsers.html#sandboxed-downloads-browsing-context-flag)
    pub const DOWNLOADS: Self = Self(1 << 14);
    /// [sandboxed custom protocols navigation](https://html.spec.whatwg.org/multipage/browsers.html#sandboxed-custom-protocols-navigation-browsing-context-flag)
    pub const CUSTOM_PROTOCOLS_NAVIGATION: Self = Self(1 << 15);
    /// Every flag: what an empty `sandbox` attribute sets.
    pub const ALL: Self = Self(u16::MAX);

    /// Whether every flag of `flags` is set.
    #[must_use]
    pub const fn contains(self, flags: Self) -> bool {
        self.0 & flags.0 == flags.0
    }

    /// Whether no flag is set.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    const fn without(self, flags: Self) -> Self {
        Self(self.0 & !flags.0)
    }
}

/// The union, as of an iframe's flags and those that it inherits.
impl BitOr for SandboxFlags {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// [Parse a sandboxing directive](https://html.spec.whatwg.org/multipage/browsers.html#parse-a-sandboxing-directive):
/// the value of `sandbox`, as an attribute of an iframe or a directive of a Content Security Policy.
#[must_use]
pub fn parse_sandboxing_directive(input: &str) -> SandboxFlags {
    tokens(input).map(cleared_by).fold(SandboxFlags::ALL, SandboxFlags::without)
}

/// Whether a sandbox that allows both scripts and the real origin can be removed by the page in it, which is the case
/// when that page has its embedder's origin.
///
/// HTML warns of it: <https://html.spec.whatwg.org/multipage/iframe-embed-object.html#attr-iframe-sandbox>
#[must_use]
pub fn can_remove_own_sandbox(flags: SandboxFlags, frame: &Origin, embedder: &Origin) -> bool {
    let confined = flags.contains(SandboxFlags::SCRIPTS) || flags.contains(SandboxFlags::ORIGIN);
    !flags.is_empty() && !confined && frame.is_same_origin(embedder)
}

fn tokens(input: &str) -> impl Iterator<Item = &str> {
    input.split(|c: char| c.is_ascii_whitespace()).filter(|token| !token.is_empty())
}

/// The flags that a keyword keeps from being set; none for an unknown word.
fn cleared_by(token: &str) -> SandboxFlags {
    use SandboxFlags as F;
    let keyword = |(name, _): &(&str, SandboxFlags)| token.eq_ignore_ascii_case(name);
    let table = [
        ("allow-downloads", F::DOWNLOADS),
        ("allow-forms", F::FORMS),
        ("allow-modals", F::MODALS),
        ("allow-orientation-lock", F::ORIENTATION_LOCK),
        ("allow-pointer-lock", F::POINTER_LOCK),
        ("allow-popups", F::AUXILIARY_NAVIGATION | F::CUSTOM_PROTOCOLS_NAVIGATION),
        ("allow-popups-to-escape-sandbox", F::PROPAGATES_TO_AUXILIARY),
        ("allow-presentation", F::PRESENTATION),
        ("allow-same-origin", F::ORIGIN),
        ("allow-scripts", F::SCRIPTS | F::AUTOMATIC_FEATURES),
        (
            "allow-top-navigation",
            F::TOP_LEVEL_NAVIGATION_WITHOUT_USER_ACTIVATION
                | F::TOP_LEVEL_NAVIGATION_WITH_USER_ACTIVATION
                | F::CUSTOM_PROTOCOLS_NAVIGATION,
        ),
        ("allow-top-navigation-by-user-activation", F::TOP_LEVEL_NAVIGATION_WITH_USER_ACTIVATION),
        ("allow-top-navigation-to-custom-protocols", F::CUSTOM_PROTOCOLS_NAVIGATION),
    ];
    table.into_iter().find(keyword).map_or(F::NONE, |(_, flags)| flags)
}

/// [Determine the origin](https://html.spec.whatwg.org/multipage/document-sequences.html#determining-the-origin) of a
/// new document.
///
/// `source` is the container document's origin for `about:srcdoc`, the navigation initiator's for `about:blank`. The
/// standard asserts that `about:srcdoc` has one; without it the origin is opaque.
pub fn determine_the_origin(
    url: Option<&Url>,
    flags: SandboxFlags,
    source: Option<&Origin>,
    opaque: &mut OpaqueOrigins,
) -> Origin {
    if flags.contains(SandboxFlags::ORIGIN) {
        return Origin::Opaque(opaque.mint());
    }
    let Some(url) = url else { return Origin::Opaque(opaque.mint()) };
    match source {
        Some(source) if matches_about_srcdoc(url) || matches_about_blank(url) => source.clone(),
        _ => Origin::of_url(url, opaque),
    }
}

/// [Matches about:blank](https://html.spec.whatwg.org/multipage/urls-and-fetching.html#matches-about:blank): query and
/// fragment do not matter.
#[must_use]
pub fn matches_about_blank(url: &Url) -> bool {
    url.scheme() == "about" && url.path() == "blank"
}

/// [Matches about:srcdoc](https://html.spec.whatwg.org/multipage/urls-and-fetching.html#matches-about:srcdoc): a
/// fragment does not matter, a query does.
#[must_use]
pub fn matches_about_srcdoc(url: &Url) -> bool {
    url.scheme() == "about" && url.path() == "srcdoc" && url.query().is_none()
}
