//! Tokens, header names and header values, and the whitespace around them.
//!
//! RFC 9110: <https://httpwg.org/specs/rfc9110.html#tokens>; Fetch: <https://fetch.spec.whatwg.org/#concept-header>

use crate::ByteString;

/// Whether `byte` is a [`tchar`](https://httpwg.org/specs/rfc9110.html#tokens), which the MIME Sniffing Standard calls
/// an [HTTP token code point](https://mimesniff.spec.whatwg.org/#http-token-code-point).
#[must_use]
pub const fn is_token_byte(byte: u8) -> bool {
    matches!(byte,
        b'!' | b'#' | b'$' | b'%' | b'&' | b'\'' | b'*' | b'+' | b'-' | b'.' | b'^' | b'_' | b'`' | b'|' | b'~'
        | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z')
}

/// [`is_token_byte`] by byte.
const TOKEN_BYTES: [bool; 128] = {
    let mut table = [false; 128];
    let mut byte = 0;
    while byte < 128 {
        #[allow(clippy::indexing_slicing, reason = "checked when it is compiled")]
        {
            table[byte as usize] = is_token_byte(byte);
        }
        byte += 1;
    }
    table
};

/// Whether `bytes` is a [`token`](https://httpwg.org/specs/rfc9110.html#tokens): one or more token bytes.
#[must_use]
pub fn is_token(bytes: &[u8]) -> bool {
    !bytes.is_empty() && bytes.iter().all(|&byte| TOKEN_BYTES.get(usize::from(byte)) == Some(&true))
}

/// Whether `bytes` is a [header name](https://fetch.spec.whatwg.org/#header-name).
#[must_use]
pub fn is_header_name(bytes: &[u8]) -> bool {
    is_token(bytes)
}

/// Whether `bytes` is a [header value](https://fetch.spec.whatwg.org/#header-value): no HTTP tab or space at either
/// end, and no NUL, CR or LF anywhere.
#[must_use]
pub fn is_header_value(bytes: &[u8]) -> bool {
    trim_tab_or_space(bytes).len() == bytes.len() && !bytes.iter().any(|byte| matches!(byte, 0 | b'\n' | b'\r'))
}

/// [Normalize](https://fetch.spec.whatwg.org/#concept-header-value-normalize) a potential header value: strip HTTP
/// whitespace bytes from both ends.
#[must_use]
pub fn normalize_value(potential_value: &[u8]) -> &[u8] {
    trim(potential_value, is_http_whitespace_byte)
}

/// [`normalize_value`] for an owned value; shares the bytes when nothing changes.
#[must_use]
pub fn normalize_owned_value(potential_value: ByteString) -> ByteString {
    let normalized = normalize_value(&potential_value);
    if normalized.len() == potential_value.len() { potential_value } else { ByteString::from(normalized) }
}

/// Whether `byte` is an [HTTP tab or space byte](https://fetch.spec.whatwg.org/#http-tab-or-space-byte).
#[must_use]
pub const fn is_tab_or_space_byte(byte: u8) -> bool {
    matches!(byte, b'\t' | b' ')
}

/// Whether `byte` is an [HTTP whitespace byte](https://fetch.spec.whatwg.org/#http-whitespace-byte).
#[must_use]
pub const fn is_http_whitespace_byte(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\r' | b' ')
}

/// Strips HTTP tab or space bytes from both ends.
#[must_use]
pub fn trim_tab_or_space(bytes: &[u8]) -> &[u8] {
    trim(bytes, is_tab_or_space_byte)
}

fn trim(mut bytes: &[u8], strip: fn(u8) -> bool) -> &[u8] {
    while let [first, rest @ ..] = bytes
        && strip(*first)
    {
        bytes = rest;
    }
    while let [rest @ .., last] = bytes
        && strip(*last)
    {
        bytes = rest;
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN_BYTES: &[u8] = b"!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    #[test]
    fn exactly_77_bytes_are_token_bytes() {
        assert_eq!(TOKEN_BYTES.len(), 77);
        for byte in 0..=255 {
            assert_eq!(is_token_byte(byte), TOKEN_BYTES.contains(&byte), "{byte:#x}");
        }
    }

    #[test]
    fn a_token_is_not_empty_and_is_token_bytes_throughout() {
        assert!(is_token(b"x") && is_token(TOKEN_BYTES) && is_header_name(b"X-A"));
        for bytes in [&b""[..], b" ", b"x y", b"x ", b" x", b"x:", b"\xe9", b"x\0"] {
            assert!(!is_token(bytes) && !is_header_name(bytes), "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn only_nul_and_newlines_are_banned_inside_a_value() {
        for byte in 0..=255_u8 {
            assert_eq!(is_header_value(&[b'a', byte, b'b']), ![0, 10, 13].contains(&byte), "{byte:#x}");
            assert_eq!(is_header_value(&[byte]), ![0, 9, 10, 13, 32].contains(&byte), "{byte:#x}");
            assert_eq!(is_header_value(&[byte, b'a']), ![0, 9, 10, 13, 32].contains(&byte), "{byte:#x}");
            assert_eq!(is_header_value(&[b'a', byte]), ![0, 9, 10, 13, 32].contains(&byte), "{byte:#x}");
        }
        assert!(is_header_value(b""));
    }

    #[test]
    fn normalizing_strips_the_four_whitespace_bytes_from_the_ends_only() {
        for byte in 0..=255_u8 {
            let stripped = [9, 10, 13, 32].contains(&byte);
            let expected: &[u8] = if stripped { b"a" } else { &[byte, b'a', byte] };
            assert_eq!(normalize_value(&[byte, b'a', byte]), expected, "{byte:#x}");
            assert_eq!(normalize_value(&[b'a', byte, b'b']), [b'a', byte, b'b'], "{byte:#x}");
        }
        assert_eq!(normalize_value(b" \t\r\n"), b"");
        assert_eq!(normalize_owned_value(ByteString::from_static("\ta\r\n")), "a");
        assert_eq!(normalize_owned_value(ByteString::from_static("a b")), "a b");
    }

    #[test]
    fn trimming_tab_or_space_leaves_newlines() {
        for byte in 0..=255_u8 {
            let expected: &[u8] = if byte == 9 || byte == 32 { b"a" } else { &[byte, b'a', byte] };
            assert_eq!(trim_tab_or_space(&[byte, b'a', byte]), expected, "{byte:#x}");
        }
    }
}
