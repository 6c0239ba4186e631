//! What the platform's `URL` makes of a host name.

use web_sys::Url;

use crate::punycode;

/// What the `idna` crate takes for an error.
const ERROR: char = '\u{FFFD}';

/// A label that keeps the host from being read as an IPv4 address.
const NOT_A_NUMBER: &str = ".x";

/// Whether it is a valid host name.
pub(crate) fn takes(text: &str) -> bool {
    ascii_host(text).is_some()
}

/// The text as the platform maps and normalizes it.
pub(crate) fn mapped(text: &str) -> Vec<char> {
    if text.chars().any(is_forbidden) {
        return vec![ERROR];
    }
    ascii_host(text).and_then(|host| unicode(&host)).unwrap_or_else(|| vec![ERROR])
}

/// An ASCII [forbidden domain code point](https://url.spec.whatwg.org/#forbidden-domain-code-point) would end the host.
fn is_forbidden(c: char) -> bool {
    c.is_ascii_control()
        || matches!(c, ' ' | '#' | '%' | '/' | ':' | '<' | '>' | '?' | '@' | '[' | '\\' | ']' | '^' | '|')
}

fn ascii_host(text: &str) -> Option<String> {
    let url = Url::new(&format!("https://{text}{NOT_A_NUMBER}/")).ok()?;
    let host = url.hostname();
    host.strip_suffix(NOT_A_NUMBER).map(str::to_owned)
}

fn unicode(host: &str) -> Option<Vec<char>> {
    let mut text = Vec::with_capacity(host.len());
    for (index, label) in host.split('.').enumerate() {
        if index > 0 {
            text.push('.');
        }
        match label.strip_prefix("xn--") {
            Some(encoded) => text.extend(punycode::decode(encoded)?),
            None => text.extend(label.chars()),
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_each_label_by_itself() {
        let decoded = |host| unicode(host).map(String::from_iter);
        assert_eq!(decoded("www.xn--bcher-kva.xn--p1ai").as_deref(), Some("www.bücher.рф"));
        assert_eq!(decoded("a..b.").as_deref(), Some("a..b."));
        assert_eq!(decoded("xn--xn--.example"), None, "an encoding of ASCII");
    }

    #[test]
    fn forbids_what_would_end_the_host() {
        assert!(" #%/:<>?@[\\]^|\0\u{7F}".chars().all(is_forbidden));
        assert!(!"az09-_~!$&'()*+,;=`{}.é".chars().any(is_forbidden));
    }
}
