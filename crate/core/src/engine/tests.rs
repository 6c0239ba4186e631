//! Each switch on its own, against the scenarios that are kept in the tree.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod evidence;
mod kept;

use super::*;
use crate::fetch::enums::Engine;
use crate::http::SafelistRules;
use kept::{Kept, kept};

/// Copies one switch from one profile to another.
type Copy = Box<dyn Fn(&mut Profile, &Profile)>;

/// Every switch, by its path.
fn switches() -> Vec<(String, Copy)> {
    // A group that is missing below does not compile.
    let Profile {
        engine: _,
        version: _,
        request: _,
        safelist: _,
        preflight: _,
        cache: _,
        redirects: _,
        headers: _,
        cookies: _,
        mixed_content: _,
        response: ResponseRules { opaque_blocking: _, .. },
        fetch_error: _,
    } = Profile::STANDARD;
    let mut all: Vec<(String, Copy)> = Vec::new();
    macro_rules! group {
        ($Type:ty, $($group:ident).+) => {
            for (name, copy) in <$Type>::SWITCHES {
                let path = format!("{}.{name}", stringify!($($group).+));
                all.push((path, Box::new(move |to, from| copy(&mut to.$($group).+, &from.$($group).+))));
            }
        };
    }
    group!(RequestRules, request);
    group!(SafelistRules, safelist);
    group!(PreflightRules, preflight);
    group!(PreflightCacheRules, cache);
    group!(RedirectRules, redirects);
    group!(HeaderRules, headers);
    group!(CookieRules, cookies);
    group!(MixedContentRules, mixed_content);
    group!(ResponseRules, response);
    group!(OpaqueBlocking, response.opaque_blocking);
    all.retain(|(path, _)| path != "response.opaque_blocking");
    all
}

/// The profiles of browsers.
fn engines() -> impl Iterator<Item = &'static Profile> {
    Profile::ALL.iter().filter(|profile| profile.engine != Engine::Standard)
}

/// `base`, but for one switch, if that makes a difference.
fn with(base: &Profile, copy: &Copy, from: &Profile) -> Option<&'static Profile> {
    let mut changed = base.clone();
    copy(&mut changed, from);
    (changed != *base).then(|| &*Box::leak(Box::new(changed)))
}

#[test]
fn there_is_a_newest_profile_of_each_engine() {
    assert_eq!(Engine::ALL.iter().map(|engine| Profile::of(*engine).engine).collect::<Vec<_>>(), Engine::ALL);
}

/// Switches that show only in what another one lets happen, with that one.
const SHOWN_BY: &[(&str, &str)] = &[
    // Without the hints there is a preflight, which nobody answers.
    ("redirects.drops_headers", "safelist.hints"),
    // What is never blocked need not be spared.
    ("response.opaque_blocking.spares_own_origin", "response.opaque_blocking.never_sniffed"),
    ("response.opaque_blocking.spared", "response.opaque_blocking.nosniff"),
    // A look-up that needs its method finds nothing that has expired.
    ("cache.keeps_expired", "cache.forced_preflight_asks_for_method"),
    ("response.empty_repeats_count", "response.drops_empty_repeats"),
    // Where empty ones count, several are refused by their value.
    ("response.counts_allow_origins", "response.drops_empty_repeats"),
    // Else no preflight grants it in the first place.
    ("cache.wildcard_covers_authorization", "preflight.wildcard_covers_authorization"),
    // What is kept is cleared at once.
    ("cache.stores_refused", "cache.cleared_by"),
    ("cache.ignores_xhr_date", "cache.modes_that_skip"),
    ("cookies.secure_needs_https", "cookies.default_same_site"),
];

/// Switches that show in an engine's words only.
const WORDS: &[&str] = &["redirects.forgets_empty_fragment", "request.drops_empty_fragment"];

/// A switch that were read only where another one is on would be no switch.
#[test]
fn each_switch_alone_makes_a_difference_to_the_standard() {
    let kept = kept();
    let all = switches();
    let copy_of = |path: &str| &all.iter().find(|(known, _)| known == path).unwrap().1;
    let mut idle = Vec::new();
    for engine in engines() {
        for (path, copy) in all.iter().filter(|(path, _)| !WORDS.contains(&path.as_str())) {
            let base = match SHOWN_BY.iter().find(|(shown, _)| shown == path) {
                Some((_, by)) => with(&Profile::STANDARD, copy_of(by), engine).unwrap_or(&Profile::STANDARD),
                None => &Profile::STANDARD,
            };
            let Some(alone) = with(base, copy, engine) else { continue };
            if !kept.iter().any(|each| each.play(alone) != each.play(base)) {
                let shows = |by: &&(String, Copy)| {
                    let base = with(&Profile::STANDARD, &by.1, engine);
                    let both = base.and_then(|base| Some((base, with(base, copy, engine)?)));
                    both.is_some_and(|(base, both)| kept.iter().any(|each| each.play(both) != each.play(base)))
                };
                let by: Vec<&str> = all.iter().filter(shows).map(|(path, _)| path.as_str()).collect();
                idle.push(format!("{} {path}, unless with one of {by:?}", engine.engine));
            }
        }
    }
    assert_eq!(idle, [""; 0]);
}
