//! Each switch on its own, against the scenarios that are kept in the tree.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod evidence;
mod kept;

use super::*;
use crate::fetch::enums::Engine;
use crate::http::SafelistRules;
use kept::kept;

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

/// Switches that do something only beside another one, and that one.
const NEEDS: &[(&str, &str)] = &[];

/// A switch that were read only where another one is on would be no switch.
#[test]
fn each_switch_alone_makes_a_difference_to_the_standard() {
    let kept = kept();
    let answers: Vec<_> = kept.iter().map(|each| each.play(&Profile::STANDARD)).collect();
    let differs =
        |profile: &'static Profile| kept.iter().zip(&answers).any(|(each, before)| each.play(profile) != *before);
    let mut idle = Vec::new();
    for engine in engines() {
        for (path, copy) in switches() {
            let Some(alone) = with(&Profile::STANDARD, &copy, engine) else { continue };
            if !differs(alone) {
                idle.push(format!("{} {path}", engine.engine));
            }
        }
    }
    assert_eq!(idle, [""; 0]);
    let _ = NEEDS;
}

#[test]
fn tmp_print() {
    let kept = kept();
    let mut out = String::new();
    for engine in engines() {
        let answers: Vec<_> = kept.iter().map(|each| each.play(engine)).collect();
        for (path, copy) in switches() {
            let Some(without) = with(engine, &copy, &Profile::STANDARD) else { continue };
            let names: Vec<&str> = kept
                .iter()
                .zip(&answers)
                .filter(|(each, before)| {
                    each.browsers.iter().any(|b| b == engine.engine.as_str()) && each.play(without) != **before
                })
                .map(|(each, _)| each.name.as_str())
                .collect();
            out.push_str(
                &serde_json::json!({"engine": engine.engine.as_str(), "path": path, "names": names}).to_string(),
            );
            out.push('\n');
        }
    }
    std::fs::write("/tmp/engine-evidence.jsonl", out).unwrap();
}
