//! The lines that an engine prints, and the way back from a pasted line. `standard` prints none: the standards leave the
//! console to the browsers.

mod chromium;
mod facts;
mod firefox;
mod recognise;
mod situation;
mod status_text;
mod template;
mod webkit;
mod wording;

use super::observed::Observed;
use crate::fetch::enums::Engine;
use facts::Facts;

pub use recognise::{ConsoleExplanation, explain_console_message};

/// The console's lines, in their order.
pub(super) fn lines(observed: &Observed<'_>) -> Vec<String> {
    let mut facts = Facts::of(*observed);
    match observed.question.profile.engine {
        Engine::Standard => {}
        Engine::Chromium => chromium::print(&mut facts),
        Engine::Firefox => firefox::print(&mut facts),
        Engine::Webkit => webkit::print(&mut facts),
    }
    facts.lines
}
