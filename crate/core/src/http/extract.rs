//! Extract header list values: the values of a header by its ABNF.
//!
//! Absent is `Ok(None)`, failure is `Err`. Fetch: <https://fetch.spec.whatwg.org/#extract-header-list-values>

use super::header_list::HeaderList;
use super::token::{is_token, trim_tab_or_space};
use crate::ByteString;

/// The *failure* of [extract header list values](https://fetch.spec.whatwg.org/#extract-header-list-values), with the
/// bytes to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtractFailure {
    /// The value of the header that does not parse, or of the first one too many.
    pub value: ByteString,
    /// What is wrong with it.
    pub reason: ExtractFailureReason,
}

/// Why a header does not match its ABNF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExtractFailureReason {
    /// The list item that is not a [token](https://httpwg.org/specs/rfc9110.html#tokens).
    NotAToken(ByteString),
    /// Not [`1*DIGIT`](https://httpwg.org/specs/rfc9111.html#delta-seconds).
    NotDeltaSeconds,
    /// The ABNF allows one header and there are several.
    MoreThanOneHeader,
}

/// Extracts the values of a header whose ABNF is
/// [`#token`](https://httpwg.org/specs/rfc9110.html#abnf.extension), `#method` or `#field-name`:
/// `Access-Control-Allow-Methods`, `Access-Control-Allow-Headers`, `Access-Control-Expose-Headers`.
///
/// Empty list items are ignored, so an empty header gives an empty list. One bad item fails the whole header.
///
/// # Errors
/// When an item is not a token.
pub fn extract_token_list<'a>(list: &'a HeaderList, name: &str) -> Result<Option<Vec<&'a [u8]>>, ExtractFailure> {
    let mut extracted = None;
    for value in list.values(name) {
        let tokens = extracted.get_or_insert_with(Vec::new);
        for item in value.split(|&byte| byte == b',').map(trim_tab_or_space).filter(|item| !item.is_empty()) {
            if !is_token(item) {
                let reason = ExtractFailureReason::NotAToken(ByteString::from(item));
                return Err(ExtractFailure { value: value.clone(), reason });
            }
            tokens.push(item);
        }
    }
    Ok(extracted)
}

/// Extracts the value of a header whose ABNF is a single
/// [`delta-seconds`](https://httpwg.org/specs/rfc9111.html#delta-seconds): `Access-Control-Max-Age`. A number that is
/// too large is as large as it can be.
///
/// # Errors
/// When there are several headers, or the value is not one or more digits.
pub fn extract_delta_seconds(list: &HeaderList, name: &str) -> Result<Option<u64>, ExtractFailure> {
    let Some(value) = extract_single(list, name)? else { return Ok(None) };
    let digits = trim_tab_or_space(value);
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return Err(ExtractFailure { value: value.clone(), reason: ExtractFailureReason::NotDeltaSeconds });
    }
    Ok(Some(decimal(digits)))
}

/// Extracts the value of `Location`, for the
/// [location URL](https://fetch.spec.whatwg.org/#concept-response-location-url).
///
/// The ABNF is `URI-reference`, but what a URL parser accepts is not judged here: browsers hand over any bytes.
///
/// # Errors
/// When there are several headers.
pub fn extract_location(list: &HeaderList) -> Result<Option<&ByteString>, ExtractFailure> {
    extract_single(list, "Location")
}

fn extract_single<'a>(list: &'a HeaderList, name: &str) -> Result<Option<&'a ByteString>, ExtractFailure> {
    let mut values = list.values(name);
    let first = values.next();
    match values.next() {
        Some(second) => Err(ExtractFailure { value: second.clone(), reason: ExtractFailureReason::MoreThanOneHeader }),
        None => Ok(first),
    }
}

/// ASCII digits interpreted as a decimal number, saturating.
pub(crate) fn decimal(digits: &[u8]) -> u64 {
    digits
        .iter()
        .fold(0, |number: u64, digit| number.saturating_mul(10).saturating_add(u64::from(digit.saturating_sub(b'0'))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(values: &[&'static str]) -> HeaderList {
        values.iter().map(|&value| ("name", value)).collect()
    }

    #[test]
    fn token_lists() {
        let cases: &[(&[&'static str], Option<&[&str]>)] = &[
            (&[], None),
            (&[""], Some(&[])),
            (&[",, ,\t"], Some(&[])),
            (&["GET"], Some(&["GET"])),
            (&["GET,put"], Some(&["GET", "put"])),
            (&[" GET\t , \tPUT "], Some(&["GET", "PUT"])),
            (&[",a,,b,"], Some(&["a", "b"])),
            (&["a", "", "b, c"], Some(&["a", "b", "c"])),
            (&["*"], Some(&["*"])),
            (&["X-A, *"], Some(&["X-A", "*"])),
        ];
        for (values, expected) in cases {
            let list = list(values);
            let expected = expected.map(|items| items.iter().map(|item| item.as_bytes()).collect::<Vec<_>>());
            assert_eq!(extract_token_list(&list, "NAME"), Ok(expected), "{values:?}");
        }
    }

    #[test]
    fn one_bad_item_fails_the_header_and_is_named() {
        for (values, value, item) in [
            (&["GET POST"][..], "GET POST", "GET POST"),
            (&["X-A, X B"], "X-A, X B", "X B"),
            (&["a", "b, \"c\""], "b, \"c\"", "\"c\""),
            (&["a;b"], "a;b", "a;b"),
            (&["a,\u{b}"], "a,\u{b}", "\u{b}"),
            (&["[*]"], "[*]", "[*]"),
        ] {
            let reason = ExtractFailureReason::NotAToken(item.into());
            assert_eq!(extract_token_list(&list(values), "name"), Err(ExtractFailure { value: value.into(), reason }));
        }
    }

    #[test]
    fn delta_seconds() {
        for (values, expected) in [
            (&[][..], None),
            (&["0"], Some(0)),
            (&["600"], Some(600)),
            (&["00042"], Some(42)),
            (&[" 7\t"], Some(7)),
            (&["18446744073709551614"], Some(u64::MAX - 1)),
            (&["18446744073709551615"], Some(u64::MAX)),
            (&["18446744073709551616"], Some(u64::MAX)),
            (&["99999999999999999999999999"], Some(u64::MAX)),
        ] {
            assert_eq!(extract_delta_seconds(&list(values), "name"), Ok(expected), "{values:?}");
        }
        for value in ["", "-1", "+5", "1.5", "abc", "5, 5", "5s", "1 0", "\u{b2}", "/", ":"] {
            let failure = ExtractFailure { value: value.into(), reason: ExtractFailureReason::NotDeltaSeconds };
            assert_eq!(extract_delta_seconds(&list(&[value]), "name"), Err(failure), "{value:?}");
        }
        let failure = ExtractFailure { value: "6".into(), reason: ExtractFailureReason::MoreThanOneHeader };
        assert_eq!(extract_delta_seconds(&list(&["5", "6"]), "name"), Err(failure));
    }

    #[test]
    fn location_is_single_and_raw() {
        assert_eq!(extract_location(&HeaderList::new()), Ok(None));
        let one: HeaderList = [("location", "/a b\u{e9}")].into_iter().collect();
        assert_eq!(extract_location(&one), Ok(Some(&ByteString::from("/a b\u{e9}"))));
        let two: HeaderList = [("Location", "/a"), ("location", "/a")].into_iter().collect();
        let failure = ExtractFailure { value: "/a".into(), reason: ExtractFailureReason::MoreThanOneHeader };
        assert_eq!(extract_location(&two), Err(failure));
    }
}
