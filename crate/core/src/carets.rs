//! What the [URL Standard](https://url.spec.whatwg.org/#path-percent-encode-set) has said since 2024 and the `url` crate
//! does not do yet.

use url::Url;

/// The URL, each `^` of its path percent-encoded.
pub(crate) fn encode_carets(mut url: Url) -> Url {
    if url.path().contains('^') && !url.cannot_be_a_base() {
        let path = url.path().replace('^', "%5E");
        url.set_path(&path);
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_path_is_concerned() {
        for (given, expected) in [
            ("https://a.test/b^c/^?d^e#f^g", "https://a.test/b%5Ec/%5E?d^e#f^g"),
            ("https://a.test/%5e/?^", "https://a.test/%5e/?^"),
            ("mailto:a^b", "mailto:a^b"),
        ] {
            assert_eq!(encode_carets(Url::parse(given).unwrap()).as_str(), expected);
        }
    }
}
