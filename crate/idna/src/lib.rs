//! What the `url` crate needs of the [`idna`](https://docs.rs/idna) crate, answered by the platform.
//!
//! The original carries 36 KB (compressed) of Unicode tables, and 4 KB of code to apply them. Wherever the .wasm runs
//! there is a `URL` that has them already, and that *is* what a browser decides about a host name. It is asked only
//! about names that are not ASCII or have a Punycode label, and some checks that platforms skip are made here.

#![forbid(unsafe_code)]

mod bidi;
mod platform;
mod punycode;

use std::borrow::Cow;
use std::fmt;

/// The name is no valid domain.
#[derive(Debug)]
pub struct Errors;

impl fmt::Display for Errors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("invalid international domain name")
    }
}

impl std::error::Error for Errors {}

/// Which ASCII characters are forbidden.
#[derive(Clone, Copy, Debug)]
pub struct AsciiDenyList(());

impl AsciiDenyList {
    /// The [forbidden domain code points](https://url.spec.whatwg.org/#forbidden-domain-code-point).
    pub const URL: Self = Self(());
}

/// [Domain to ASCII](https://url.spec.whatwg.org/#concept-domain-to-ascii), not strict.
///
/// # Errors
/// When the domain is not valid.
pub fn domain_to_ascii_from_cow(domain: Cow<'_, [u8]>, _: AsciiDenyList) -> Result<Cow<'_, str>, Errors> {
    let mut domain = match domain {
        Cow::Borrowed(bytes) => Cow::Borrowed(std::str::from_utf8(bytes).map_err(|_| Errors)?),
        Cow::Owned(bytes) => Cow::Owned(String::from_utf8(bytes).map_err(|_| Errors)?),
    };
    if domain.bytes().any(is_forbidden) {
        return Err(Errors);
    }
    if domain.bytes().any(|byte| byte.is_ascii_uppercase()) {
        domain.to_mut().make_ascii_lowercase();
    }
    if domain.is_ascii() && !domain.split('.').any(|label| label.starts_with(punycode::PREFIX)) {
        return Ok(domain);
    }
    platform::to_ascii(&domain).map(Cow::Owned).ok_or(Errors)
}

/// [Domain to Unicode](https://url.spec.whatwg.org/#concept-domain-to-unicode): nothing in the .wasm asks for it, and
/// the domain as it is stands for itself.
pub fn domain_to_unicode(domain: &str) -> (String, Result<(), Errors>) {
    (domain.to_owned(), Ok(()))
}

const fn is_forbidden(byte: u8) -> bool {
    byte.is_ascii_control()
        || matches!(
            byte,
            b' ' | b'#' | b'%' | b'/' | b':' | b'<' | b'>' | b'?' | b'@' | b'[' | b'\\' | b']' | b'^' | b'|'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As a URL has it, for a name that the platform is not asked about.
    fn ascii(domain: &str) -> Option<String> {
        domain_to_ascii_from_cow(domain.as_bytes().into(), AsciiDenyList::URL).ok().map(Cow::into_owned)
    }

    #[test]
    fn forbids_what_would_end_the_host() {
        for c in " #%/:<>?@[\\]^|\0\u{1F}\u{7F}".chars() {
            assert_eq!(ascii(&format!("a{c}b")), None, "{c:?}");
            assert_eq!(ascii(&format!("ü{c}b")), None, "{c:?}");
        }
        assert_eq!(ascii("az09-_~!$&'()*+,;=`{}.").as_deref(), Some("az09-_~!$&'()*+,;=`{}."));
        assert!(domain_to_ascii_from_cow(b"a\xFFb"[..].into(), AsciiDenyList::URL).is_err());
    }

    #[test]
    fn lowercases_ascii() {
        assert_eq!(ascii("API.Example.COM").as_deref(), Some("api.example.com"));
        assert_eq!(ascii("a..xn-.").as_deref(), Some("a..xn-."));
        assert_eq!(ascii("").as_deref(), Some(""));
    }
}
