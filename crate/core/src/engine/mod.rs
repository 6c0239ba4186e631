//! Engine profiles: how an engine differs from the standards, as data.
//!
//! Every algorithm asks its profile; none asks for an engine's name. Each switch says what it means and what the text
//! of the standard says; the file of each engine says what that engine does and how that is known. Evidence is the name
//! of a case in `tests/cases` or `tests/engines`, of a sequence of `tests/oracle/answers/preflight-cache.jsonl`, or the
//! sentence of a scenario of `minimal.jsonl` there, each with that engine's recorded answer, and where known the function
//! of its source or a bug. A test puts each switch back and sees that what it names comes out differently.
//!
//! A new version of an engine is one more constant, `Profile { version: "157", ..CHROMIUM_156 }` with what changed, and
//! a place in [`Profile::ALL`]. What is no switch is the console's lines: their wordings are those of the newest version,
//! and a reworded line is a change in `explain/console`.

mod cache;
mod chromium;
mod firefox;
mod opaque_blocking;
mod profile;
mod standard;
mod switches;
#[cfg(test)]
mod tests;
mod webkit;

pub use cache::{ClearedBy, MaxAgeRules, MaxAgeSyntax, PreflightCacheRules, TaintedKey, WildcardReuse};
pub use chromium::CHROMIUM_156;
pub use firefox::FIREFOX_153;
pub use opaque_blocking::OpaqueBlocking;
pub use profile::{
    CharsetOfText, CookieRules, HeaderRules, MixedContentRules, OpaqueReferrer, PreflightRules, Profile, RedirectRules,
    RequestRules, ResponseRules, StreamBodies, StylesheetType, ThirdPartyCookies, UpgradeShows,
};
pub(crate) use switches::switches;
pub use webkit::WEBKIT_2_50;

use crate::fetch::enums::Engine;

impl Profile {
    /// Every profile there is, of each engine the newest first.
    pub const ALL: &'static [Self] = &[Self::STANDARD, CHROMIUM_156, FIREFOX_153, WEBKIT_2_50];

    /// The newest profile of `engine`.
    #[must_use]
    pub fn of(engine: Engine) -> &'static Self {
        Self::ALL.iter().find(|profile| profile.engine == engine).unwrap_or(&Self::STANDARD)
    }
}
