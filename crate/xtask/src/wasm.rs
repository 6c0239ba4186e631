//! `xtask wasm`: crate/wasm → `dist/wasm/corslab.js` and `dist/wasm/corslab_bg.wasm`.

use std::path::{Path, PathBuf};
use std::process::Command;

use wasm_bindgen_cli_support::Bindgen;

use crate::{Outcome, traps};

const TARGET: &str = "wasm32-unknown-unknown";

/// Compiles crate/wasm in the release profile and generates the glue that JavaScript loads it with.
pub(crate) fn build(root: &Path) -> Outcome {
    compile(root)?;
    let compiled = target_dir(root).join(TARGET).join("release").join("corslab_wasm.wasm");
    bind(&compiled, &root.join("dist").join("wasm"))
}

fn compile(root: &Path) -> Outcome {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["build", "--release", "--locked", "--target", TARGET, "--target-dir"])
        .arg(target_dir(root))
        .current_dir(root.join("crate").join("wasm"))
        .env("CARGO_ENCODED_RUSTFLAGS", rust_flags(root))
        .status()?;
    if status.success() { Ok(()) } else { Err("crate/wasm did not compile (see above)".into()) }
}

/// What LLVM is told beyond `opt-level = "z"`, and that paths of this machine stay out of the `.wasm`.
fn rust_flags(root: &Path) -> String {
    let mut flags = vec![format!("-Cllvm-args={LLVM_ARGUMENTS}"), remap(root)];
    flags.extend(cargo_home().map(|home| remap(&home)));
    flags.join("\x1f")
}

/// The threshold trades size for speed: 33 is 4 KB more to download than this; from 5 to 33 it was 6 KB, and a quarter
/// faster. Moving what branches have in common out of them saves 0.2 KB.
const LLVM_ARGUMENTS: &str = "--inline-threshold=12 --hoist-common-insts --sink-common-insts";

fn remap(folder: &Path) -> String {
    format!("--remap-path-prefix={}=", folder.display())
}

fn cargo_home() -> Option<PathBuf> {
    let home = std::env::home_dir().map(|home| home.join(".cargo"));
    std::env::var_os("CARGO_HOME").map(PathBuf::from).or(home)
}

/// The glue of the `web` target leaves the choice of where the module comes from to its caller: `initSync` takes the
/// bytes or a `WebAssembly.Module`. Without the default path it mentions no URL that a bundler would try to resolve.
/// A new instance takes the place of one that ran out of memory halfway.
fn bind(compiled: &Path, out: &Path) -> Outcome {
    let mut output = Bindgen::new()
        .input_path(compiled)
        .out_name("corslab")
        .web(true)?
        .omit_default_module_path(true)
        .reset_state_function(true)
        .typescript(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()?;
    traps::instead_of_panics(output.wasm_mut());
    output.emit(out)?;
    Ok(())
}

/// Where cargo puts what it builds: `CARGO_TARGET_DIR` when set, else `target` in the workspace.
fn target_dir(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir))
}
