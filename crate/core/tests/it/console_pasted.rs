//! [`corslab::explain_console_message`]: lines as people paste them, with noise around them, and texts that are none.

use crate::support::console::{known, verdict};
use corslab::explain_console_message as explain;

/// The line of a console as it is pasted: with what stands around it, quotes of any kind, and line breaks.
#[test]
fn noise_changes_nothing() {
    let line = "Access to fetch at 'https://b.example/x' from origin 'https://a.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.";
    let clean = known(line);
    let curly = line.replace('\'', "’");
    let variants = [
        format!("  {line}  \n"),
        format!("localhost/:1 {line}"),
        format!(
            "12:34:56.789 index.html:1 {line}\nGET https://b.example/x net::ERR_FAILED 200 (OK)\nFailed to load resource: net::ERR_FAILED"
        ),
        format!("```\n{line}\n```"),
        format!("`{line}`"),
        format!("{line} (anonymous) @ app.js:12:3"),
        format!("Uncaught (in promise) TypeError: Failed to fetch\n{line}"),
        line.replace(' ', "\r\n   "),
        curly.clone(),
        format!("\u{202E}{}\u{202C}", line.replace("CORS", "\u{2066}CORS\u{2069}")),
        format!("I see this: {line} What shall I do? Access to the server works."),
    ];
    for variant in variants {
        assert_eq!(known(&variant), clean, "{variant}");
    }
    let firefox = "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ‘https://b.example/x’. (Reason: Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’).";
    assert_eq!(known(&firefox.replace(['‘', '’'], "'")), known(firefox));
    assert_eq!(known(firefox).url.as_deref(), Some("https://b.example/x"));
}

#[test]
fn a_line_that_says_why_goes_before_one_that_does_not() {
    let blocked = "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://b.example/x. ";
    let failed = format!("{blocked}(Reason: CORS request did not succeed). Status code: (null).");
    assert_eq!(verdict(&failed), "firefox server-unreachable response");
    let both =
        format!("{failed}\n{blocked}(Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 404.");
    assert_eq!(verdict(&both), "firefox error-without-cors-headers response");
    assert_eq!(known(&both).status, Some(404));
    assert_eq!(verdict("Failed to load resource: net::ERR_FAILED"), "chromium - -");
    assert_eq!(
        verdict(
            "GET https://b.example/x net::ERR_FAILED\nAccess to fetch at 'https://b.example/x' from origin 'https://a.example' has been blocked by CORS policy"
        ),
        "chromium - -"
    );
}

#[test]
fn other_text_is_none() {
    let texts = [
        "",
        " \n\t",
        "Hello",
        "TypeError: undefined is not a function",
        "Access-Control-Allow-Origin: *",
        "npm error Failed to fetch packages",
        "The site failed to load",
        "Access to the path '/tmp/x' is denied.",
        "{\"error\":\"CORS\"}",
        "Mixed feelings about CORS policy",
        "\u{0}\u{1}\u{FFFD}\u{10FFFF}",
        "{url} {origin} {}",
    ];
    for text in texts {
        assert_eq!(explain(text), None, "{text:?}");
    }
}

/// A whole console is pasted, or a line with a long URL.
#[test]
fn long_texts_are_read_to_the_end() {
    let line = "Access to fetch at 'https://b.example/x' from origin 'https://a.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.";
    let noise = "main.chunk.js:12 Download the React DevTools for a better development experience\n".repeat(1500);
    assert!(noise.len() > 100_000);
    assert_eq!(explain(&(noise + line)), explain(line));
    let url = format!("https://b.example/?{}", "q".repeat(12_000));
    let long = known(&line.replace("https://b.example/x", &url));
    assert_eq!(long.code.map(|code| code.as_str()), Some("missing-allow-origin"));
    assert_eq!(long.url, Some(url));
}

/// Nothing that is pasted may hang it, or break it.
#[test]
fn hostile_texts_are_answered() {
    let pieces = [
        "Access to ",
        "Access to fetch at '",
        "' from origin '",
        "'",
        "(Reason: invalid token ‘",
        "Failed to load ",
        "Origin ",
        " ",
        "\n",
        "\u{202E}",
        "Security Error: Content at a:b may not load data from ",
        "header ",
        "Header Access-Control-Allow-Methods has an invalid value: ",
        "Access to fetch at 'https://b.example/",
        "Redirect from 'a:' to '",
    ];
    for piece in pieces {
        for tail in
            ["", "' has been blocked by CORS policy: ", "’ in CORS header ‘Access-Control-Allow-Methods’).", "."]
        {
            let text = piece.repeat(3_000 / piece.len()) + tail;
            let _ = explain(&text);
        }
    }
    for piece in ["x", "' from origin '", "T a:b net::ERR_"] {
        let _ = explain(&piece.repeat(131_072 / piece.len()));
    }
    let mut state = 1_u32;
    let line = "Access to fetch at 'https://b.example/x' (redirected from 'x') from origin 'null' has been blocked by CORS policy: Method ‘é’ 😀 is not allowed by Access-Control-Allow-Methods in preflight response.";
    let characters: Vec<char> = line.chars().collect();
    for _ in 0..500 {
        let mut text: Vec<char> = characters.clone();
        for _ in 0..6 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let (from, to) = (state as usize % characters.len(), (state >> 16) as usize % characters.len());
            text[from] = characters[to];
        }
        let _ = explain(&text.into_iter().collect::<String>());
    }
}
