//! Raw header text, as a person pastes it from a terminal or a browser's network panel.
//!
//! The lines are read as browsers read HTTP/1.1: <https://httpwg.org/specs/rfc9112.html#field.syntax>

use super::header_list::HeaderList;
use super::token::is_header_name;
use crate::ByteString;

/// What [`parse_raw_headers`] found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawHeaders {
    /// The status code of the first line, when that is a status line.
    pub status: Option<u16>,
    /// The headers, casing kept, values trimmed of tabs and spaces.
    pub headers: HeaderList,
    /// The headers, and in their places the lines with a space between name and colon, which are headers to some engines.
    pub received: HeaderList,
    /// The lines that a browser would not understand, in order.
    pub issues: Vec<RawHeaderIssue>,
}

/// A line that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawHeaderIssue {
    /// The line number, from 1.
    pub line: usize,
    /// The text of the line.
    pub text: String,
    /// What is wrong with it, in plain words.
    pub message: &'static str,
}

/// Parses a block of `Name: value` lines, with an optional status line such as `HTTP/1.1 204 No Content` first.
///
/// Lines end in LF or CRLF, and blank ones are skipped. A line that starts with a space or tab continues the header
/// before it ([obsolete line folding](https://httpwg.org/specs/rfc9112.html#line.folding)), joined by one space, as
/// browsers still do. Values become bytes by [`ByteString::from_text`].
#[must_use]
pub fn parse_raw_headers(text: &str) -> RawHeaders {
    let mut parser = Parser::default();
    for (index, line) in text.strip_prefix('\u{feff}').unwrap_or(text).split('\n').enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if line.trim_matches(TAB_OR_SPACE).is_empty() {
            continue;
        }
        if let Err(message) = parser.line(line) {
            parser.finish_header();
            parser.found.issues.push(RawHeaderIssue { line: index + 1, text: line.to_owned(), message });
        }
        parser.is_first_line = false;
    }
    parser.finish_header();
    parser.found
}

const TAB_OR_SPACE: [char; 2] = ['\t', ' '];

struct Parser {
    found: RawHeaders,
    /// The name and value of the last header, which the next line may continue.
    header: Option<(ByteString, String)>,
    is_first_line: bool,
}

impl Default for Parser {
    fn default() -> Self {
        Self { found: RawHeaders::default(), header: None, is_first_line: true }
    }
}

impl Parser {
    /// Takes one line; the error is the message of its issue.
    fn line(&mut self, line: &str) -> Result<(), &'static str> {
        if line.contains(['\0', '\r']) {
            return Err("a header cannot contain a NUL or a lone carriage return");
        }
        if line.starts_with(TAB_OR_SPACE) {
            return self.continuation(line);
        }
        if line.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("HTTP/")) {
            return self.status_line(line);
        }
        let (name, value) = line.split_once(':').ok_or("there is no colon between a name and a value")?;
        if !is_header_name(name.as_bytes()) {
            self.finish_header();
            if is_spaced(name) {
                self.found.received.push(ByteString::from(name.as_bytes()), field_value(value));
            }
            return Err(invalid_name(name));
        }
        self.finish_header();
        self.header = Some((ByteString::from(name.as_bytes()), value.to_owned()));
        Ok(())
    }

    fn continuation(&mut self, line: &str) -> Result<(), &'static str> {
        let (_, value) = self.header.as_mut().ok_or("the line starts with a space but continues no header")?;
        value.push(' ');
        value.push_str(line.trim_start_matches(TAB_OR_SPACE));
        Ok(())
    }

    fn status_line(&mut self, line: &str) -> Result<(), &'static str> {
        if !self.is_first_line {
            return Err("a status line can only be the first line");
        }
        let code = line.split(TAB_OR_SPACE).skip(1).find(|part| !part.is_empty()).unwrap_or_default();
        if code.len() != 3 || !code.bytes().all(|byte| byte.is_ascii_digit()) || code.starts_with('0') {
            return Err("the status line has no status code of three digits");
        }
        self.found.status = code.parse().ok();
        Ok(())
    }

    fn finish_header(&mut self) {
        if let Some((name, value)) = self.header.take() {
            let value = field_value(&value);
            self.found.received.push(name.clone(), value.clone());
            self.found.headers.push(name, value);
        }
    }
}

fn field_value(text: &str) -> ByteString {
    ByteString::from_text(text.trim_matches(TAB_OR_SPACE))
}

/// Whether it is a header name with a space behind it.
pub(crate) fn is_spaced(name: &str) -> bool {
    let trimmed = name.trim_end_matches(TAB_OR_SPACE);
    trimmed.len() < name.len() && is_header_name(trimmed.as_bytes())
}

fn invalid_name(name: &str) -> &'static str {
    if name.is_empty() {
        "there is no name before the colon"
    } else if name.ends_with(TAB_OR_SPACE) {
        "there must be no space between the name and the colon"
    } else {
        "the name contains a character that header names cannot have"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Status, headers as (name, value bytes), and the line numbers of the issues.
    type Expected<'a> = (Option<u16>, &'a [(&'static str, &'static [u8])], &'a [usize]);

    #[track_caller]
    fn check(text: &str, (status, headers, lines): Expected<'_>) {
        let found = parse_raw_headers(text);
        assert_eq!(found.status, status, "{text:?}");
        assert_eq!(found.headers, headers.iter().copied().collect(), "{text:?}");
        assert_eq!(found.issues.iter().map(|issue| issue.line).collect::<Vec<_>>(), lines, "{text:?}");
    }

    #[test]
    fn a_space_before_the_colon() {
        let found = parse_raw_headers("A : é\nB: 2\na\t:3\n : 4");
        assert_eq!(found.headers, [("B", b"2".as_slice())].into_iter().collect());
        let received = [("A ", b"\xE9".as_slice()), ("B", b"2"), ("a\t", b"3")];
        assert_eq!(found.received, received.into_iter().collect());
    }

    #[test]
    fn headers_with_and_without_a_status_line() {
        check("", (None, &[], &[]));
        check("A: 1\nb:2", (None, &[("A", b"1"), ("b", b"2")], &[]));
        check("HTTP/1.1 204 No Content\r\nA: 1\r\n\r\n", (Some(204), &[("A", b"1")], &[]));
        check("\n\nhttp/2 200\nA:", (Some(200), &[("A", b"")], &[]));
        check("HTTP/2\t599 ", (Some(599), &[], &[]));
        check("HTTP/1.1  100  Continue", (Some(100), &[], &[]));
        check("\u{feff}HTTP/3 404 \u{2603}\nA:b", (Some(404), &[("A", b"b")], &[]));
    }

    #[test]
    fn values_are_trimmed_of_tabs_and_spaces_and_keep_everything_else() {
        check("A: \t x \t ", (None, &[("A", b"x")], &[]));
        check("A:: b: c", (None, &[("A", b": b: c")], &[]));
        check("A: \u{b}x\u{c}", (None, &[("A", b"\x0bx\x0c")], &[]));
        check("A: caf\u{e9}", (None, &[("A", b"caf\xe9")], &[]));
        check("A: caf\u{e9}\u{2603}", (None, &[("A", b"caf\xc3\xa9\xe2\x98\x83")], &[]));
        check("a: 1\nA: 2\nb: 3\na: 1", (None, &[("a", b"1"), ("A", b"2"), ("b", b"3"), ("a", b"1")], &[]));
    }

    #[test]
    fn folded_lines_continue_the_header() {
        check("A: 1,\n  2,\r\n\t3\nB: x", (None, &[("A", b"1, 2, 3"), ("B", b"x")], &[]));
        check("A:\n x", (None, &[("A", b"x")], &[]));
        check("A: 1\n \t \nB: 2", (None, &[("A", b"1"), ("B", b"2")], &[]));
        check("A: 1\n B: 2", (None, &[("A", b"1 B: 2")], &[]));
        check(" A: 1", (None, &[], &[1]));
        check("HTTP/1.1 200\n A: 1\nB: 2", (Some(200), &[("B", b"2")], &[2]));
        check("A: 1\nbad\n fold\nB: 2", (None, &[("A", b"1"), ("B", b"2")], &[2, 3]));
    }

    #[test]
    fn malformed_lines_are_issues_and_the_rest_survives() {
        for (line, message) in [
            ("no colon here", "there is no colon between a name and a value"),
            (": value", "there is no name before the colon"),
            ("Name : value", "there must be no space between the name and the colon"),
            ("Name\t: value", "there must be no space between the name and the colon"),
            ("Na me: value", "the name contains a character that header names cannot have"),
            ("N\u{e9}: value", "the name contains a character that header names cannot have"),
            ("\u{2603}\u{2603}: value", "the name contains a character that header names cannot have"),
            ("A: b\0", "a header cannot contain a NUL or a lone carriage return"),
            ("A: b\rc: d", "a header cannot contain a NUL or a lone carriage return"),
            ("HTTP/1.1 200 OK", "a status line can only be the first line"),
        ] {
            let found = parse_raw_headers(&format!("X: 1\n{line}\nY: 2\n"));
            let issue = RawHeaderIssue { line: 2, text: line.to_owned(), message };
            assert_eq!(found.issues, [issue], "{line:?}");
            assert_eq!(found.headers, [("X", "1"), ("Y", "2")].into_iter().collect(), "{line:?}");
            assert_eq!(found.status, None);
        }
    }

    #[test]
    fn a_status_line_needs_three_digits() {
        for line in
            ["HTTP/1.1", "HTTP/1.1 20", "HTTP/1.1 2000", "HTTP/1.1 20x", "HTTP/1.1 099", "HTTP/ OK", "HTTP/1.1 -20"]
        {
            let found = parse_raw_headers(&format!("{line}\nA: 1"));
            let message = "the status line has no status code of three digits";
            assert_eq!(found.issues, [RawHeaderIssue { line: 1, text: line.to_owned(), message }]);
            assert_eq!((found.status, found.headers.len()), (None, 1), "{line}");
        }
    }
}
