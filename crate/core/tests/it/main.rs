//! The tests of the core from outside. One binary, so that it is linked once; each file is a module:
//! `cargo test --test it fetch_redirect`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod generate;
mod support;

mod browser_state;
mod console_explained;
mod console_lines;
mod console_pasted;
mod console_recorded;
mod cookie_retrieval;
mod disagreement;
mod engine_cases;
mod engine_sequences;
mod explain_fixes;
mod explain_warnings;
mod explain_words;
mod fetch_cors_check;
mod fetch_elements;
mod fetch_preflight;
mod fetch_preflight_cache;
mod fetch_redirect;
mod fetch_request_api;
mod fetch_request_headers;
mod fetch_resource_policy;
mod fetch_response;
mod fetch_schemes;
mod http_guard;
mod http_mime;
mod http_properties;
mod http_safelist;
mod origin_compare;
mod origin_document;
mod origin_public_suffix;
mod origin_url;
mod scenario_properties;
mod scenario_read;
mod trace;

#[test]
fn every_file_is_a_module() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        assert!(name == "main" || include_str!("main.rs").contains(&format!("\nmod {name};\n")), "{name}");
    }
}
