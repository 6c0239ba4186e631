//! Timing: many short samples, so that the median is not moved by whatever else the machine does.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// How long to measure.
#[derive(Clone, Copy)]
pub(crate) struct Plan {
    warm_up: Duration,
    sample: Duration,
    samples: usize,
}

impl Plan {
    pub(crate) const FULL: Self =
        Self { warm_up: Duration::from_millis(200), sample: Duration::from_millis(8), samples: 100 };
    pub(crate) const QUICK: Self =
        Self { warm_up: Duration::from_millis(20), sample: Duration::from_millis(4), samples: 20 };
}

/// What a row took, in nanoseconds per result.
#[derive(Clone, Copy)]
pub(crate) struct Times {
    pub(crate) fastest: f64,
    pub(crate) median: f64,
    /// Nine samples of ten were at most this slow.
    pub(crate) ninth_decile: f64,
}

/// Repeats `run`, each time giving `yields` results.
pub(crate) fn measure(plan: Plan, yields: u32, run: &dyn Fn()) -> Times {
    let repeats = repeats_in(plan, run);
    let mut samples: Vec<f64> = (0..plan.samples).map(|_| time(repeats, run) / f64::from(yields)).collect();
    samples.sort_by(f64::total_cmp);
    let at = |part: f64| samples.get((samples.len() as f64 * part) as usize).copied().unwrap_or(f64::NAN);
    Times { fastest: at(0.0), median: at(0.5), ninth_decile: at(0.9) }
}

/// How many repetitions a sample takes, found while warming up.
fn repeats_in(plan: Plan, run: &dyn Fn()) -> u32 {
    let start = Instant::now();
    let mut done = 0_u32;
    while start.elapsed() < plan.warm_up {
        for _ in 0..64 {
            run();
        }
        done += 64;
    }
    let share = plan.sample.as_secs_f64() / start.elapsed().as_secs_f64();
    (f64::from(done) * share).max(1.0) as u32
}

/// Nanoseconds per repetition.
fn time(repeats: u32, run: &dyn Fn()) -> f64 {
    let start = Instant::now();
    for _ in 0..repeats {
        black_box(run)();
    }
    start.elapsed().as_secs_f64() * 1e9 / f64::from(repeats)
}
