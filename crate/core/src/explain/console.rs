//! The lines that an engine prints. `standard` prints none: the standards leave the console to the browsers.

use super::codes::CauseCode;
use super::observed::Observed;

/// The console's lines, in their order.
pub(super) fn lines(_observed: &Observed<'_>) -> Vec<String> {
    let _ = CauseCode::MissingAllowOrigin;
    Vec::new()
}
