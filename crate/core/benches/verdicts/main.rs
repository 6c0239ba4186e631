//! `cargo bench`: how many verdicts a second one core gives, and what its parts cost.
//!
//! The questions are cases of `tests/cases`, to which real browsers have answered. Each answer is compared with
//! theirs before its time is taken, so that no figure stands for a wrong verdict.

mod corpus;
mod measure;
mod primitives;
mod table;
mod verdicts;

use std::error::Error;
use std::process::ExitCode;

use measure::Plan;
use table::Table;

const USAGE: &str = "cargo bench -- [options] [words]

Measures whole verdicts and the primitives below them, on one core. Words choose the rows whose names contain one.

  --json    the figures as JSON
  --quick   a tenth of the samples
  --help    this text
";

/// A row of the table: a name and what to repeat.
struct Row<'a> {
    group: &'static str,
    name: String,
    /// How many results one run gives: the mix gives several.
    yields: u32,
    run: Box<dyn Fn() + 'a>,
}

impl<'a> Row<'a> {
    fn new(group: &'static str, name: impl Into<String>, run: impl Fn() + 'a) -> Self {
        Self { group, name: name.into(), yields: 1, run: Box::new(run) }
    }
}

struct Options {
    json: bool,
    help: bool,
    quick: bool,
    words: Vec<String>,
}

fn options() -> Result<Options, String> {
    let mut options = Options { json: false, help: false, quick: true, words: Vec::new() };
    let mut asked_for_quick = false;
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            // cargo adds it to say that this is no mere check that the benchmark runs.
            "--bench" => options.quick = false,
            "--quick" => asked_for_quick = true,
            "--json" => options.json = true,
            "--help" => options.help = true,
            word if !word.starts_with('-') => options.words.push(word.to_owned()),
            unknown => return Err(format!("unknown option {unknown}\n\n{USAGE}")),
        }
    }
    options.quick |= asked_for_quick;
    Ok(options)
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let options = options()?;
    if options.help {
        print!("{USAGE}");
        return Ok(());
    }
    let cases = corpus::read()?;
    let primitives = primitives::Inputs::new()?;
    let rows = verdicts::rows(&cases)?.into_iter().chain(primitives.rows());
    let plan = if options.quick { Plan::QUICK } else { Plan::FULL };
    let mut table = Table::default();
    for row in rows {
        if options.words.is_empty() || options.words.iter().any(|word| row.name.contains(word)) {
            table.add(row.group, row.name, measure::measure(plan, row.yields, &row.run));
        }
    }
    print!("{}", if options.json { table.to_json()? } else { table.to_string() });
    Ok(())
}
