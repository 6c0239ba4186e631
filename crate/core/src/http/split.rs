//! Get, decode, and split: the comma splitter that knows quoted strings.

use super::quoted_string::quoted_string_len;
use super::token::trim_tab_or_space;
use crate::bytes::isomorphic_decode;

/// [Get, decode, and split](https://fetch.spec.whatwg.org/#header-value-get-decode-and-split) a header value.
///
/// A comma inside a quoted string does not split, an unterminated quote takes everything after it, and empty items
/// are kept: the result is never empty.
#[must_use]
pub fn get_decode_and_split(value: &[u8]) -> Vec<String> {
    split_header_value(value).map(|item| isomorphic_decode(item).into_owned()).collect()
}

/// The items of [`get_decode_and_split`], one at a time and still as bytes.
pub fn split_header_value(value: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(value);
    std::iter::from_fn(move || {
        let input = rest.take()?;
        let (item, after) = input.split_at(item_len(input));
        rest = after.strip_prefix(b",");
        Some(trim_tab_or_space(item))
    })
}

/// The number of bytes before the first comma outside quoted strings.
fn item_len(input: &[u8]) -> usize {
    let mut position = 0;
    while let Some((byte, _)) = input.get(position..).and_then(<[u8]>::split_first) {
        match byte {
            b',' => break,
            b'"' => position += quoted_string_len(input.get(position..).unwrap_or_default()),
            _ => position += 1,
        }
    }
    position
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_as_the_standard_and_its_table_say() {
        let cases: &[(&[u8], &[&str])] = &[
            (b"", &[""]),
            (b"nosniff", &["nosniff"]),
            (b"nosniff,", &["nosniff", ""]),
            (b",", &["", ""]),
            (b"nosniff, ", &["nosniff", ""]),
            (b"text/html;\", x/x", &["text/html;\", x/x"]),
            (b"x/x;test=\"hi\",y/y", &["x/x;test=\"hi\"", "y/y"]),
            (b"x / x,,,1", &["x / x", "", "", "1"]),
            (b"x / x, ,, 1", &["x / x", "", "", "1"]),
            (b"\"1,2\", 3", &["\"1,2\"", "3"]),
            (b"a\"b,c\"d\"e,f\",g", &["a\"b,c\"d\"e,f\"", "g"]),
            (b"\"a\\\",b\",c", &["\"a\\\",b\"", "c"]),
            (b"\"a\\\\\",b", &["\"a\\\\\"", "b"]),
            (b"\t a \t,\x0bb\n", &["a", "\u{b}b\n"]),
            (b"caf\xe9,\xff", &["caf\u{e9}", "\u{ff}"]),
        ];
        for (value, expected) in cases {
            assert_eq!(get_decode_and_split(value), *expected, "{}", value.escape_ascii());
        }
    }
}
