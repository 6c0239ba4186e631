//! HTTP quoted strings.

/// [Collect an HTTP quoted string](https://fetch.spec.whatwg.org/#collect-an-http-quoted-string) without extracting
/// its value: the number of bytes it takes at the start of `input`, quotes included.
///
/// An unterminated quoted string takes the whole rest. `input` starts with a quote.
#[must_use]
pub fn quoted_string_len(input: &[u8]) -> usize {
    let mut bytes = input.iter();
    bytes.next();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => break,
            b'\\' => _ = bytes.next(),
            _ => {}
        }
    }
    input.len() - bytes.len()
}

/// [Collect an HTTP quoted string](https://fetch.spec.whatwg.org/#collect-an-http-quoted-string) with *extract-value*
/// true: the unescaped value and what follows it in `input`, which starts with a quote.
#[must_use]
pub fn extract_quoted_string(input: &str) -> (String, &str) {
    let mut value = String::new();
    let mut code_points = input.chars();
    code_points.next();
    while let Some(code_point) = code_points.next() {
        match code_point {
            '"' => break,
            // A backslash at the very end stands for itself.
            '\\' => value.push(code_points.next().unwrap_or('\\')),
            _ => value.push(code_point),
        }
    }
    (value, code_points.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standards_examples_and_the_ends_of_input() {
        let cases = [
            (r#""\"#, 2, r"\", ""),
            (r#""Hello" World"#, 7, "Hello", " World"),
            (r#""Hello \\ World\"""#, 18, r#"Hello \ World""#, ""),
            (r#"""#, 1, "", ""),
            (r#""","#, 2, "", ","),
            (r#""a"#, 2, "a", ""),
            (r#""\a\"",b"#, 6, "a\"", ",b"),
            (r#""\"#, 2, "\\", ""),
        ];
        for (input, len, value, rest) in cases {
            assert_eq!(quoted_string_len(input.as_bytes()), len, "{input}");
            assert_eq!(extract_quoted_string(input), (value.to_owned(), rest), "{input}");
        }
    }
}
