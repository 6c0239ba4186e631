//! `xtask types`: the public contract's Rust types → `dist/types/contract.d.ts`.

use std::fs;
use std::path::Path;

use crate::Outcome;

/// Writes what the core declares; the package's declaration files are put together from it.
pub(crate) fn write(root: &Path) -> Outcome {
    let out = root.join("dist").join("types");
    fs::create_dir_all(&out)?;
    fs::write(out.join("contract.d.ts"), corslab::typescript::declarations())?;
    Ok(())
}
