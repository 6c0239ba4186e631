//! Short views of what [`explain_console_message`] says.

use corslab::explain::ConsoleExplanation;
use corslab::explain_console_message;

/// What it says of a line that it must know.
pub(crate) fn known(text: &str) -> ConsoleExplanation {
    explain_console_message(text).unwrap_or_else(|| panic!("not recognised: {text}"))
}

/// (engine, code, phase) in one string.
pub(crate) fn verdict(text: &str) -> String {
    let ConsoleExplanation { engine, code, phase, .. } = known(text);
    let code = code.map_or("-", |code| code.as_str());
    format!("{engine} {code} {}", phase.map_or("-", |phase| phase.as_str()))
}
