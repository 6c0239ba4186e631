//! The `Range` header.

use super::extract::decimal;
use super::token::is_tab_or_space_byte;

/// What [`parse_single_range`] returns; at least one end is there. A number beyond `u64` is `u64::MAX`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RangeValue {
    /// *rangeStartValue*: `None` for a suffix range such as `bytes=-500`.
    pub start: Option<u64>,
    /// *rangeEndValue*: `None` for an open range such as `bytes=0-`.
    pub end: Option<u64>,
    /// Whether one of them is beyond `u64`.
    pub is_beyond: bool,
}

/// [Parse a single range header value](https://fetch.spec.whatwg.org/#simple-range-header-value). `None` is failure.
#[must_use]
pub fn parse_single_range(value: &[u8], allow_whitespace: bool) -> Option<RangeValue> {
    let skip = |data| if allow_whitespace { collect(data, is_tab_or_space_byte).1 } else { data };
    let data = skip(value.strip_prefix(b"bytes")?);
    let data = skip(data.strip_prefix(b"=")?);
    let (start, data) = collect(data, |byte| byte.is_ascii_digit());
    let data = skip(data);
    let data = skip(data.strip_prefix(b"-")?);
    let (end, data) = collect(data, |byte| byte.is_ascii_digit());
    let both_absent = start.is_empty() && end.is_empty();
    let reversed = !start.is_empty() && !end.is_empty() && is_greater(start, end);
    if !data.is_empty() || both_absent || reversed {
        return None;
    }
    let number = |digits: &[u8]| (!digits.is_empty()).then(|| decimal(digits));
    let is_beyond = [start, end].iter().any(|digits| is_greater(digits, b"18446744073709551615"));
    Some(RangeValue { start: number(start), end: number(end), is_beyond })
}

/// Collects the bytes at the start of `data` that are `wanted`; also what follows them.
fn collect(data: &[u8], wanted: fn(u8) -> bool) -> (&[u8], &[u8]) {
    let len = data.iter().position(|&byte| !wanted(byte)).unwrap_or(data.len());
    data.split_at(len)
}

/// Compares decimal numbers of any length.
fn is_greater(left: &[u8], right: &[u8]) -> bool {
    let (left, right) = (collect(left, |digit| digit == b'0').1, collect(right, |digit| digit == b'0').1);
    (left.len(), left) > (right.len(), right)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(start: Option<u64>, end: Option<u64>) -> Option<RangeValue> {
        Some(RangeValue { start, end, is_beyond: false })
    }

    #[test]
    fn a_number_beyond_64_bits_is_told_from_the_greatest_within() {
        let is_beyond = |value: &[u8]| parse_single_range(value, false).map(|range| range.is_beyond);
        assert_eq!(is_beyond(b"bytes=18446744073709551615-018446744073709551615"), Some(false));
        assert_eq!(is_beyond(b"bytes=0-18446744073709551616"), Some(true));
        assert_eq!(is_beyond(b"bytes=100000000000000000000-"), Some(true));
    }

    #[test]
    fn simple_ranges_parse_either_way() {
        for (value, expected) in [
            ("bytes=0-", range(Some(0), None)),
            ("bytes=0-0", range(Some(0), Some(0))),
            ("bytes=100-200", range(Some(100), Some(200))),
            ("bytes=-500", range(None, Some(500))),
            ("bytes=007-7", range(Some(7), Some(7))),
            ("bytes=9-10", range(Some(9), Some(10))),
            ("bytes=0010-9", None),
            ("bytes=10-9", None),
            ("bytes=9-8", None),
            ("bytes=0-18446744073709551615", range(Some(0), Some(u64::MAX))),
            ("bytes=18446744073709551617-18446744073709551616", None),
            ("bytes=-", None),
            ("bytes=", None),
            ("bytes", None),
            ("", None),
            ("byte=0-", None),
            ("Bytes=0-", None),
            ("BYTES=0-", None),
            ("items=0-", None),
            ("MB=100-200", None),
            ("100-200", None),
            ("bytes 100-200", None),
            ("bytes=0", None),
            ("bytes=0-1,3-4", None),
            (",bytes=0-", None),
            ("bytes=,0-1", None),
            ("bytes=0-1x", None),
            ("bytes=a-b", None),
            ("bytes==0-", None),
            ("bytes=0--1", None),
            ("bytes=0-1 ", None),
            (" bytes=0-1", None),
            ("bytes=\u{b}0-1", None),
        ] {
            assert_eq!(parse_single_range(value.as_bytes(), false), expected, "{value}");
            assert_eq!(parse_single_range(value.as_bytes(), true), expected, "{value}");
        }
    }

    #[test]
    fn whitespace_is_allowed_in_four_places_on_demand() {
        for value in [
            "bytes =1-2",
            "bytes\t=1-2",
            "bytes= \t1-2",
            "bytes=1 -2",
            "bytes=1\t-2",
            "bytes=1- 2",
            "bytes=1-\t2",
            "bytes \t= 1 - 2",
        ] {
            assert_eq!(parse_single_range(value.as_bytes(), false), None, "{value}");
            assert_eq!(parse_single_range(value.as_bytes(), true), range(Some(1), Some(2)), "{value}");
        }
        assert_eq!(parse_single_range(b"bytes=1- ", true), range(Some(1), None));
        assert_eq!(parse_single_range(b"bytes= -2", true), range(None, Some(2)));
        assert_eq!(parse_single_range(b"by tes=1-2", true), None);
    }
}
