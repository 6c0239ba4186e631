//! Engine profiles: how an engine differs from the standards, as data.
//!
//! Every algorithm asks its profile; none asks for an engine's name. Each switch says what it means and what the text
//! of the standard says; the file of each engine says what that engine does and how that is known. Evidence is the name
//! of a case in `tests/cases` or `tests/engines`, or of a sequence in `tests/oracle/answers`, both with that engine's recorded answer, and where
//! known the function of its source or a bug.
//!
//! A new version of an engine is one more constant: `Profile { version: "157", ..CHROMIUM_156 }` with what changed.

mod cache;
mod chromium;
mod firefox;
mod profile;
mod standard;
mod webkit;

pub use cache::{ClearedBy, MaxAgeRules, MaxAgeSyntax, PreflightCacheRules, TaintedKey, WildcardReuse};
pub use chromium::CHROMIUM_156;
pub use firefox::FIREFOX_153;
pub use profile::{
    CharsetOfText, CookieRules, HeaderRules, MixedContentRules, OpaqueBlocking, OpaqueReferrer, PreflightRules,
    Profile, RedirectRules, RequestRules, ResponseRules, StreamBodies, StylesheetType, ThirdPartyCookies, UpgradeShows,
};
pub use webkit::WEBKIT_2_50;

use crate::fetch::enums::Engine;

impl Profile {
    /// The newest Chromium that was observed.
    pub const CHROMIUM: Self = CHROMIUM_156;
    /// The newest Firefox that was observed.
    pub const FIREFOX: Self = FIREFOX_153;
    /// The newest WebKit that was observed.
    pub const WEBKIT: Self = WEBKIT_2_50;

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
