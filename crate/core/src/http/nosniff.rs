//! The `X-Content-Type-Options` header.

use super::header_list::HeaderList;
use super::split::split_header_value;

/// [Determine nosniff](https://fetch.spec.whatwg.org/#determine-nosniff): only the first item counts.
#[must_use]
pub fn determine_nosniff(list: &HeaderList) -> bool {
    let value = list.get("X-Content-Type-Options");
    value.is_some_and(|value| {
        split_header_value(&value).next().is_some_and(|first| first.eq_ignore_ascii_case(b"nosniff"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nosniff(values: &[&'static str]) -> bool {
        determine_nosniff(&values.iter().map(|&value| ("X-content-TYPE-options", value)).collect())
    }

    #[test]
    fn the_first_item_decides_in_any_case() {
        for values in
            [&["nosniff"][..], &["NOSNIFF"], &["nosniff,,@#$"], &["nosniff", "no"], &["\tnosniff , x"], &["nosniff,"]]
        {
            assert!(nosniff(values), "{values:?}");
        }
        for values in [
            &[][..],
            &[""],
            &["no", "nosniff"],
            &["", "nosniff"],
            &[",nosniff"],
            &["@,nosniff"],
            &["'nosniff'"],
            &["\"nosniff\""],
            &["nosniff\u{b}"],
            &["nosniff;"],
            &["nosnif"],
            &["no sniff"],
        ] {
            assert!(!nosniff(values), "{values:?}");
        }
    }

    #[test]
    fn another_header_is_not_it() {
        assert!(!determine_nosniff(&[("Content-Type-Options", "nosniff")].into_iter().collect()));
    }
}
