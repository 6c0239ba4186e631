//! corslab's build helper: the steps that cargo alone cannot make.
//!
//! `cargo run -p xtask -- <command>`; `npm run build` calls it, so nobody has to.

mod public_suffix;
mod traps;
mod types;
mod wasm;

use std::path::Path;
use std::process::ExitCode;

/// What every command answers: an error is a sentence for the person at the terminal.
type Outcome = Result<(), Box<dyn std::error::Error>>;

const USAGE: &str = "\
cargo run -p xtask -- <command>

  wasm                 build crate/wasm and write its JavaScript glue and .wasm to dist/wasm/
  types                write the TypeScript of the public contract to dist/types/contract.d.ts
  psl <list> <out>     compress the Public Suffix List's text into the bytes that the core reads
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let root = workspace_root();
    let outcome = match words.as_slice() {
        ["wasm"] => wasm::build(root),
        ["types"] => types::write(root),
        ["psl", list, out] => public_suffix::run(Path::new(list), Path::new(out)),
        ["help" | "--help" | "-h"] => {
            print!("{USAGE}");
            Ok(())
        }
        _ => Err(USAGE.into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The directory that holds the workspace's Cargo.toml, two levels above this crate.
fn workspace_root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here)
}
