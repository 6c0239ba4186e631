//! Byte strings, the currency of HTTP.
//!
//! Infra: <https://infra.spec.whatwg.org/#byte-sequences>, <https://infra.spec.whatwg.org/#isomorphic-decode>

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// An immutable byte sequence that is cheap to clone: header names, header values and methods.
///
/// Short and static text (most header names, the headers that the browser adds itself) costs no allocation.
#[derive(Clone)]
pub struct ByteString(Repr);

/// So that a byte string has the size of four words.
const LONGEST_INLINE: usize = 30;

#[derive(Clone)]
enum Repr {
    Static(&'static [u8]),
    Inline(u8, [u8; LONGEST_INLINE]),
    Shared(Arc<[u8]>),
}

impl ByteString {
    /// A byte string over static text.
    #[must_use]
    pub const fn from_static(text: &'static str) -> Self {
        Self(Repr::Static(text.as_bytes()))
    }

    /// [Isomorphic encode](https://infra.spec.whatwg.org/#isomorphic-encode): one byte per code point.
    ///
    /// Returns `None` when a code point is above U+00FF, as Web IDL does when it converts to `ByteString`.
    #[must_use]
    pub fn isomorphic_encode(text: &str) -> Option<Self> {
        if text.is_ascii() {
            return Some(Self::from(text.as_bytes()));
        }
        let bytes: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
        bytes.map(Self::from)
    }

    /// [Isomorphic decode](https://infra.spec.whatwg.org/#isomorphic-decode): one code point per byte.
    #[must_use]
    pub fn isomorphic_decode(&self) -> Cow<'_, str> {
        isomorphic_decode(self)
    }

    /// The bytes of text that a person wrote in an editor, a fixture or a URL fragment.
    ///
    /// Text whose characters all fit one byte (up to U+00FF) is isomorphic encoded, as `Headers` does, so every byte
    /// value can be written down. Text with any other character is UTF-8 encoded, which is what a server that prints
    /// it would send.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        Self::isomorphic_encode(text).unwrap_or_else(|| Self::from(text.as_bytes()))
    }

    /// [Byte-lowercase](https://infra.spec.whatwg.org/#byte-lowercase); shares the bytes when nothing changes.
    #[must_use]
    pub fn to_byte_lowercase(&self) -> Self {
        if !self.iter().any(u8::is_ascii_uppercase) {
            return self.clone();
        }
        match inline(self) {
            Some((length, mut bytes)) => {
                bytes.make_ascii_lowercase();
                Self(Repr::Inline(length, bytes))
            }
            None => Self(Repr::Shared(self.to_ascii_lowercase().into())),
        }
    }

    /// The isomorphic-decoded text, owned.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.isomorphic_decode().into_owned()
    }

    /// The bytes themselves.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        match &self.0 {
            Repr::Static(bytes) => bytes,
            Repr::Inline(length, bytes) => bytes.get(..usize::from(*length)).unwrap_or_default(),
            Repr::Shared(bytes) => bytes,
        }
    }
}

/// The bytes and their number, unless there are too many.
fn inline(bytes: &[u8]) -> Option<(u8, [u8; LONGEST_INLINE])> {
    let mut inline = [0; LONGEST_INLINE];
    inline.get_mut(..bytes.len())?.copy_from_slice(bytes);
    Some((u8::try_from(bytes.len()).ok()?, inline))
}

/// [Isomorphic decode](https://infra.spec.whatwg.org/#isomorphic-decode) of any byte slice.
#[must_use]
pub fn isomorphic_decode(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) if bytes.is_ascii() => Cow::Borrowed(text),
        _ => Cow::Owned(bytes.iter().map(|&byte| char::from(byte)).collect()),
    }
}

impl serde::Serialize for ByteString {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.isomorphic_decode())
    }
}

impl Deref for ByteString {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        self.as_bytes()
    }
}

impl AsRef<[u8]> for ByteString {
    fn as_ref(&self) -> &[u8] {
        self.as_bytes()
    }
}

impl From<&[u8]> for ByteString {
    fn from(bytes: &[u8]) -> Self {
        Self(match inline(bytes) {
            Some((length, bytes)) => Repr::Inline(length, bytes),
            None => Repr::Shared(bytes.into()),
        })
    }
}

impl From<Vec<u8>> for ByteString {
    fn from(bytes: Vec<u8>) -> Self {
        Self::from(bytes.as_slice())
    }
}

impl From<String> for ByteString {
    /// The UTF-8 bytes of `text`.
    fn from(text: String) -> Self {
        Self::from(text.as_bytes())
    }
}

impl From<&'static str> for ByteString {
    fn from(text: &'static str) -> Self {
        Self::from_static(text)
    }
}

impl PartialEq for ByteString {
    fn eq(&self, other: &Self) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}
impl Eq for ByteString {}
impl PartialEq<[u8]> for ByteString {
    fn eq(&self, other: &[u8]) -> bool {
        self.as_bytes() == other
    }
}
impl PartialEq<&str> for ByteString {
    fn eq(&self, other: &&str) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}
impl PartialOrd for ByteString {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for ByteString {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.as_bytes().cmp(other.as_bytes())
    }
}
impl std::hash::Hash for ByteString {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.as_bytes().hash(state);
    }
}
impl fmt::Debug for ByteString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "b\"{}\"", self.as_bytes().escape_ascii())
    }
}
impl fmt::Display for ByteString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.isomorphic_decode())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn isomorphic_coding_is_one_byte_per_code_point() {
        let encoded = ByteString::isomorphic_encode("caf\u{e9}").unwrap();
        assert_eq!(encoded.as_bytes(), b"caf\xe9");
        assert_eq!(encoded.isomorphic_decode(), "caf\u{e9}");
        assert_eq!(ByteString::isomorphic_encode("\u{100}"), None);
    }

    #[test]
    fn text_is_isomorphic_when_it_fits_and_utf8_otherwise() {
        assert_eq!(ByteString::from_text("a").as_bytes(), b"a");
        assert_eq!(ByteString::from_text("\u{ff}\u{80}").as_bytes(), b"\xff\x80");
        assert_eq!(ByteString::from_text("\u{e9}\u{100}").as_bytes(), b"\xc3\xa9\xc4\x80");
    }

    #[test]
    fn byte_lowercase_touches_ascii_letters_only() {
        assert_eq!(ByteString::from(&b"X-\xc9@[Z"[..]).to_byte_lowercase().as_bytes(), b"x-\xc9@[z");
        assert_eq!(ByteString::from_static("x-a").to_byte_lowercase(), "x-a");
        assert_eq!(ByteString::from(vec![b'A'; 40]).to_byte_lowercase().as_bytes(), [b'a'; 40]);
    }

    #[test]
    fn short_and_long_bytes_are_kept_as_they_are() {
        assert_eq!(size_of::<ByteString>(), 32);
        for length in [0, 1, 29, 30, 31, 32, 300] {
            let bytes: Vec<u8> = (0..=255).cycle().take(length).collect();
            assert_eq!(ByteString::from(bytes.as_slice()).as_bytes(), bytes);
            assert_eq!(ByteString::from(bytes.clone()).clone().as_bytes(), bytes);
        }
    }

    #[test]
    fn equality_and_order_ignore_where_the_bytes_live() {
        assert_eq!(ByteString::from_static("a"), ByteString::from(vec![b'a']));
        assert!(ByteString::from_static("a") < ByteString::from(vec![b'b']));
        assert_eq!(ByteString::from_static("a"), "a");
    }
}
