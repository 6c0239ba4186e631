//! [`corslab::explain_console_message`]: every line that a browser was recorded to print leads back to its cause.

use std::fs;
use std::path::Path;

use crate::support::Json;
use corslab::explain_console_message as explain;

/// Causes that a line cannot tell apart, each with what the line is taken for.
fn is_neighbour(engine: &str, recorded: &str, told: &str) -> bool {
    match told {
        // Chromium and Firefox do not tell the status, or look at the headers first.
        "missing-allow-origin" => {
            matches!(recorded, "server-error" | "error-without-cors-headers" | "redirect-to-login")
                || recorded.starts_with("preflight-")
                // WebKit has one line for a missing and for a wrong origin.
                || (engine == "webkit" && recorded.ends_with("allow-origin"))
                || (engine == "webkit" && recorded == "allow-origin-mismatch")
        }
        "server-error" | "error-without-cors-headers" => {
            recorded == "redirect-to-login"
                || recorded.starts_with("preflight-")
                || (engine == "webkit" && recorded == "allow-origin-mismatch")
        }
        "preflight-status" | "preflight-requires-auth" | "preflight-not-handled" | "preflight-redirect" => {
            recorded.starts_with("preflight-") || matches!(recorded, "server-error" | "redirect-to-login")
        }
        // A list and two lines look alike to Chromium and WebKit, and a list and another origin to Firefox.
        "multiple-allow-origin" => engine != "firefox" && recorded == "duplicate-allow-origin",
        "allow-origin-mismatch" => recorded == "multiple-allow-origin" || recorded == "duplicate-allow-origin",
        // WebKit leaves the page's own server with credentials, and wants them allowed (case redirect-home-first).
        "missing-allow-credentials" | "invalid-allow-credentials" => {
            recorded.ends_with("allow-credentials") || (engine == "webkit" && recorded == "allow-origin-mismatch")
        }
        "authorization-not-listed" | "header-not-allowed" => {
            recorded == "authorization-not-listed" || recorded == "header-not-allowed"
        }
        "cors-scheme" => recorded == "redirect-scheme",
        // Firefox says only that it failed.
        "server-unreachable" => engine == "firefox",
        // Firefox looks at the status and at the body in its name.
        "opaque-response-blocking" => matches!(recorded, "not-ok-status" | "mime-type" | "nosniff"),
        "mime-type" => engine == "webkit" && recorded == "nosniff",
        "resource-policy" => recorded == "embedder-policy",
        // A blob: URL of another origin.
        "same-origin-mode" => engine == "firefox" && recorded == "cors-scheme",
        _ => false,
    }
}

/// Every recorded line of every case is recognised, with its URL and origin, and leads to the case's cause.
#[test]
fn every_recorded_line_leads_back() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases");
    let mut recognised = 0;
    let mut found = Vec::new();
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        for case in serde_json::from_str::<Vec<Json>>(&fs::read_to_string(&path).unwrap()).unwrap() {
            for engine in ["chromium", "firefox", "webkit"] {
                let lines = case["browsers"][engine]["console"].as_array().cloned().unwrap_or_default();
                recognised += lines.len();
                lead_back(engine, &case, &lines, &mut found);
            }
        }
    }
    assert!(recognised > 1150, "{recognised}");
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn lead_back(engine: &str, case: &Json, lines: &[Json], found: &mut Vec<String>) {
    let name = &case["name"];
    let all: Vec<&str> = lines.iter().map(|line| line.as_str().unwrap()).collect();
    for line in &all {
        if is_warning(line) {
            continue;
        }
        let told = explain(line).unwrap_or_else(|| panic!("{engine} {name}: {line}"));
        // What two engines print in the same words.
        let shared = ["the server responded with a status of", "EventSource's response", "Not allowed to load local"];
        let is_shared = engine == "webkit" && shared.iter().any(|words| line.contains(words));
        assert_eq!(told.engine.as_str(), if is_shared { "chromium" } else { engine }, "{name}: {line}");
        if let Some(url) = &told.url {
            assert!(line.contains(url.as_str()), "{name}: {url} in {line}");
        }
        if line.starts_with("Access to ") || line.starts_with("Cross-Origin Request Blocked") {
            assert!(told.url.is_some() && (told.code.is_some()), "{name}: {line}");
        }
    }
    let Some(cause) = case["cause"].as_str() else { return };
    if all.is_empty()
        || all.iter().all(|line| is_warning(line))
        || case["browsers"][engine]["outcome"] != "network-error"
    {
        return;
    }
    let told = explain(&all.join("\n")).unwrap();
    let wrong = told.code.filter(|code| code.as_str() != cause && !is_neighbour(engine, cause, code.as_str()));
    found.extend(wrong.map(|code| format!("{engine} {name}: {cause}, told {code}")));
    if all[0].starts_with("Access to ") {
        let origin = told.origin.unwrap();
        assert!(all[0].contains(&format!("from origin '{origin}'")), "{name}");
    }
}

/// Lines about requests that succeed.
fn is_warning(line: &str) -> bool {
    ["Referrer Policy: ", "Mixed Content: Upgrading", "Content-Security-Policy: Upgrading", "The script from "]
        .iter()
        .any(|start| line.starts_with(start))
        || line.contains("automatically upgraded")
        || line.contains("was not upgraded")
        // About the recorder's body, and a file that its machine lacks.
        || line.contains("Failed integrity metadata check")
        || line.contains("Error opening file")
}
