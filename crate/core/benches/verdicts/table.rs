//! The figures, as a table or as JSON.

use std::fmt;

use serde::Serialize;

use crate::measure::Times;

/// Rows in the order in which they were measured.
#[derive(Default)]
pub(crate) struct Table(Vec<Line>);

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Line {
    group: &'static str,
    name: String,
    per_second: f64,
    nanoseconds: f64,
    fastest: f64,
    ninth_decile: f64,
}

impl Table {
    pub(crate) fn add(&mut self, group: &'static str, name: String, times: Times) {
        let Times { fastest, median, ninth_decile } = times;
        self.0.push(Line { group, name, per_second: 1e9 / median, nanoseconds: median, fastest, ninth_decile });
    }

    pub(crate) fn to_json(&self) -> serde_json::Result<String> {
        Ok(format!("{}\n", serde_json::to_string_pretty(&self.0)?))
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut group = "";
        for line in &self.0 {
            if line.group != group {
                group = line.group;
                writeln!(f, "\n{group:<56} {:>12} {:>10} {:>10} {:>10}", "per second", "median ns", "fastest", "90 %")?;
            }
            let Line { name, per_second, nanoseconds, fastest, ninth_decile, .. } = line;
            let rate = thousands(*per_second);
            writeln!(f, "  {name:<54} {rate:>12} {nanoseconds:>10.1} {fastest:>10.1} {ninth_decile:>10.1}")?;
        }
        Ok(())
    }
}

/// A whole number in groups of three digits.
fn thousands(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
