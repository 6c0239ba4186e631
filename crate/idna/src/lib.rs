//! The Unicode back end of the [`idna`](https://docs.rs/idna) crate, answered by the platform.
//!
//! The default back end carries 36 KB (compressed) of Unicode tables. Wherever the .wasm runs there is a `URL` that has
//! them already, and that *is* what a browser decides about a host name. So each mapping asks it, and every check that
//! it makes by itself passes here.
//!
//! One check is lost: an ASCII label that the Bidi rule forbids next to a right-to-left label elsewhere in the name.

#![forbid(unsafe_code)]

mod punycode;

use web_sys::Url;

/// What the `idna` crate takes for an error.
const ERROR: char = '\u{FFFD}';

/// A label that keeps the host from being read as an IPv4 address.
const NOT_A_NUMBER: &str = ".x";

/// The back end.
#[derive(Default)]
pub struct Adapter;

impl Adapter {
    /// The back end.
    #[must_use]
    pub const fn new() -> Self {
        Self
    }

    /// The platform has checked joiners.
    #[must_use]
    pub const fn is_virama(&self, _: char) -> bool {
        true
    }

    /// The platform has checked leading marks.
    #[must_use]
    pub const fn is_mark(&self, _: char) -> bool {
        false
    }

    /// The platform has checked the Bidi rule.
    #[must_use]
    pub const fn bidi_class(&self, _: char) -> BidiClass {
        BidiClass
    }

    /// The platform has checked joiners.
    #[must_use]
    pub const fn joining_type(&self, _: char) -> JoiningType {
        JoiningType
    }

    /// [Map and normalize](https://www.unicode.org/reports/tr46/#ProcessingStepMap).
    pub fn map_normalize<'a, I: Iterator<Item = char> + 'a>(&'a self, text: I) -> impl Iterator<Item = char> + 'a {
        mapped(&text.collect::<String>()).into_iter()
    }

    /// [Validity](https://www.unicode.org/reports/tr46/#Validity_Criteria): what mapping changes was not valid.
    pub fn normalize_validate<'a, I: Iterator<Item = char> + 'a>(&'a self, text: I) -> impl Iterator<Item = char> + 'a {
        mapped(&text.collect::<String>()).into_iter()
    }
}

/// The text as the platform maps it.
fn mapped(text: &str) -> Vec<char> {
    if text.chars().any(is_forbidden) {
        return vec![ERROR];
    }
    ascii_host(text).and_then(|host| unicode(&host)).unwrap_or_else(|| vec![ERROR])
}

/// An ASCII [forbidden domain code point](https://url.spec.whatwg.org/#forbidden-domain-code-point) would end the host.
fn is_forbidden(c: char) -> bool {
    c.is_ascii_control() || matches!(c, ' ' | '#' | '%' | '/' | ':' | '<' | '>' | '?' | '@' | '[' | '\\' | ']' | '^' | '|')
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

/// A joining type that nobody looks at.
#[derive(Clone, Copy)]
pub struct JoiningType;

/// A set of them.
#[derive(Clone, Copy)]
pub struct JoiningTypeMask;

impl JoiningType {
    /// The set with this one.
    #[must_use]
    pub const fn to_mask(self) -> JoiningTypeMask {
        JoiningTypeMask
    }
    /// Never asked: every joiner follows a virama here.
    #[must_use]
    pub const fn is_transparent(self) -> bool {
        false
    }
}

impl JoiningTypeMask {
    /// As above.
    #[must_use]
    pub const fn intersects(self, _: Self) -> bool {
        true
    }
}

/// The bidi class of every character here: left-to-right.
#[derive(Clone, Copy)]
pub struct BidiClass;

/// A set of bidi classes: whether it has left-to-right.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct BidiClassMask(bool);

impl BidiClass {
    /// The set with this one.
    #[must_use]
    pub const fn to_mask(self) -> BidiClassMask {
        BidiClassMask(true)
    }
    /// It is.
    #[must_use]
    pub const fn is_ltr(self) -> bool {
        true
    }
    /// It is not.
    #[must_use]
    pub const fn is_nonspacing_mark(self) -> bool {
        false
    }
    /// It is not.
    #[must_use]
    pub const fn is_european_number(self) -> bool {
        false
    }
    /// It is not.
    #[must_use]
    pub const fn is_arabic_number(self) -> bool {
        false
    }
}

impl BidiClassMask {
    /// Whether both have left-to-right.
    #[must_use]
    pub const fn intersects(self, other: Self) -> bool {
        self.0 && other.0
    }
}

/// Left- or dual-joining.
pub const LEFT_OR_DUAL_JOINING_MASK: JoiningTypeMask = JoiningTypeMask;
/// Right- or dual-joining.
pub const RIGHT_OR_DUAL_JOINING_MASK: JoiningTypeMask = JoiningTypeMask;
/// Right-to-left: never here.
pub const RTL_MASK: BidiClassMask = BidiClassMask(false);
/// What a label may begin with.
pub const FIRST_BC_MASK: BidiClassMask = BidiClassMask(true);
/// What a left-to-right label may end with.
pub const LAST_LTR_MASK: BidiClassMask = BidiClassMask(true);
/// What a right-to-left label may end with.
pub const LAST_RTL_MASK: BidiClassMask = BidiClassMask(false);
/// What a left-to-right label may have.
pub const MIDDLE_LTR_MASK: BidiClassMask = BidiClassMask(true);
/// What a right-to-left label may have.
pub const MIDDLE_RTL_MASK: BidiClassMask = BidiClassMask(false);
