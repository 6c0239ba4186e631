//! Engine profiles: how an engine differs from the standards, as data.
//!
//! Every algorithm asks its profile; none asks for an engine's name.

use crate::fetch::enums::{Engine, SameSite};
use crate::http::SafelistRules;

/// The switches of one engine.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// Whose profile it is.
    pub engine: Engine,
    /// The version that was observed; for `standard` the date of the text.
    pub version: &'static str,
    /// The CORS-safelisted request-headers.
    pub safelist: SafelistRules,
    /// Whether `Access-Control-Allow-Headers: *` covers `Authorization`.
    pub wildcard_covers_authorization: bool,
    /// How long a preflight result holds when `Access-Control-Max-Age` does not say it, in seconds.
    pub default_max_age: u64,
    /// The most that `Access-Control-Max-Age` can ask for, in seconds.
    pub max_age_limit: Option<u64>,
    /// What a cookie without `SameSite` counts as.
    pub default_same_site: SameSite,
    /// Whether http and https are different sites for cookies.
    pub schemeful_cookies: bool,
    /// Whether an http page on the loopback host may use http resources elsewhere. The Mixed Content text says no
    /// ([prohibits mixed security contexts](https://www.w3.org/TR/mixed-content/#categorize-settings-object)
    /// for every potentially trustworthy origin); every browser says yes.
    pub loopback_page_may_mix: bool,
    /// The message of the TypeError that `fetch()` rejects with.
    pub fetch_error: &'static str,
}

impl Profile {
    /// The text of the standards.
    pub const STANDARD: Self = Self {
        engine: Engine::Standard,
        version: "Fetch, 2 July 2026",
        safelist: SafelistRules::STANDARD,
        wildcard_covers_authorization: false,
        default_max_age: 5,
        max_age_limit: None,
        default_same_site: SameSite::Lax,
        schemeful_cookies: true,
        loopback_page_may_mix: true,
        fetch_error: "Failed to fetch",
    };

    /// Chromium. Provisional: checked against the oracle by a later issue.
    pub const CHROMIUM: Self = Self {
        engine: Engine::Chromium,
        version: "156",
        wildcard_covers_authorization: true,
        max_age_limit: Some(7200),
        ..Self::STANDARD
    };

    /// Firefox. Provisional, as above.
    pub const FIREFOX: Self = Self {
        engine: Engine::Firefox,
        version: "153 ESR",
        safelist: SafelistRules { total_limit: None, ..SafelistRules::STANDARD },
        wildcard_covers_authorization: true,
        max_age_limit: Some(86_400),
        default_same_site: SameSite::None,
        schemeful_cookies: false,
        fetch_error: "NetworkError when attempting to fetch resource.",
        ..Self::STANDARD
    };

    /// WebKit. Provisional, as above.
    pub const WEBKIT: Self = Self {
        engine: Engine::Webkit,
        version: "2026",
        safelist: SafelistRules { total_limit: None, ..SafelistRules::STANDARD },
        wildcard_covers_authorization: true,
        max_age_limit: Some(600),
        default_same_site: SameSite::None,
        schemeful_cookies: false,
        fetch_error: "Load failed",
        ..Self::STANDARD
    };

    /// The profile of `engine`.
    #[must_use]
    pub const fn of(engine: Engine) -> &'static Self {
        match engine {
            Engine::Standard => &Self::STANDARD,
            Engine::Chromium => &Self::CHROMIUM,
            Engine::Firefox => &Self::FIREFOX,
            Engine::Webkit => &Self::WEBKIT,
        }
    }
}
