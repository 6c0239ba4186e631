//! What the platform's `URL` makes of a host name.

use web_sys::Url;

use crate::{bidi, punycode};

/// A label that keeps the host from being read as an IPv4 address.
const NOT_A_NUMBER: &str = ".x";

/// Whether it is a valid host name.
pub(crate) fn takes(text: &str) -> bool {
    ascii_host(text).is_some()
}

/// The name in ASCII, when what it decodes to is valid as well and is written in no other way.
pub(crate) fn to_ascii(text: &str) -> Option<String> {
    let ascii = ascii_host(text)?;
    let unicode = unicode(&ascii)?;
    let is_same = unicode == ascii || ascii_host(&unicode)? == ascii;
    (is_same && bidi::is_kept(&unicode)).then_some(ascii)
}

fn ascii_host(text: &str) -> Option<String> {
    let url = Url::new(&format!("https://{text}{NOT_A_NUMBER}/")).ok()?;
    let mut host = url.hostname();
    host.truncate(host.strip_suffix(NOT_A_NUMBER)?.len());
    Some(host)
}

fn unicode(host: &str) -> Option<String> {
    let mut text = String::with_capacity(host.len());
    for (index, label) in host.split('.').enumerate() {
        if index > 0 {
            text.push('.');
        }
        match label.strip_prefix(punycode::PREFIX) {
            Some(encoded) => {
                let decoded = String::from_iter(punycode::decode(encoded)?);
                // https://www.unicode.org/reports/tr46/#Validity_Criteria
                if decoded.starts_with(punycode::PREFIX) {
                    return None;
                }
                text.push_str(&decoded);
            }
            None => text.push_str(label),
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::unicode;

    #[test]
    fn decodes_each_label_by_itself() {
        assert_eq!(unicode("www.xn--bcher-kva.xn--p1ai").as_deref(), Some("www.bücher.рф"));
        assert_eq!(unicode("a..b.").as_deref(), Some("a..b."));
        assert_eq!(unicode("xn--xn--.example"), None, "an encoding of ASCII");
        assert_eq!(unicode("xn--xn--tela-bxb.example"), None, "an encoding of a label with the prefix");
    }
}
