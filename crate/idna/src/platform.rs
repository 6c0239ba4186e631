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
    decoded_host(text).or_else(|| decoded_behind_letter(text)).unwrap_or_else(|| vec![ERROR])
}

fn decoded_host(text: &str) -> Option<Vec<char>> {
    unicode(&ascii_host(text)?)
}

/// The `idna` crate leaves out ASCII that a label begins with, and the rest alone may break the Bidi rule, to which the
/// crate holds the whole name later.
fn decoded_behind_letter(text: &str) -> Option<Vec<char>> {
    let may_be_rest = text.starts_with(|c: char| c.is_ascii()) && !text.starts_with("xn--");
    let decoded = may_be_rest.then(|| decoded_host(&format!("a{text}")))??;
    decoded.get(1..).map(<[char]>::to_vec)
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
