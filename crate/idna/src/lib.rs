//! The Unicode back end of the [`idna`](https://docs.rs/idna) crate, answered by the platform.
//!
//! The default back end carries 36 KB (compressed) of Unicode tables. Wherever the .wasm runs there is a `URL` that has
//! them already, and that *is* what a browser decides about a host name. So each mapping asks it, and what it has
//! checked then passes here. The Bidi rule alone looks at more than the part that is mapped, and is applied again.

#![forbid(unsafe_code)]

mod bidi;
mod platform;
mod punycode;

pub use bidi::{
    BidiClass, BidiClassMask, FIRST_BC_MASK, LAST_LTR_MASK, LAST_RTL_MASK, MIDDLE_LTR_MASK, MIDDLE_RTL_MASK, RTL_MASK,
};

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

    /// The class by which the Bidi rule judges it.
    #[must_use]
    pub fn bidi_class(&self, c: char) -> BidiClass {
        BidiClass::of(c)
    }

    /// The platform has checked joiners.
    #[must_use]
    pub const fn joining_type(&self, _: char) -> JoiningType {
        JoiningType
    }

    /// [Map and normalize](https://www.unicode.org/reports/tr46/#ProcessingStepMap).
    pub fn map_normalize<'a, I: Iterator<Item = char> + 'a>(&'a self, text: I) -> impl Iterator<Item = char> + 'a {
        platform::mapped(&text.collect::<String>()).into_iter()
    }

    /// [Validity](https://www.unicode.org/reports/tr46/#Validity_Criteria): what mapping changes was not valid.
    pub fn normalize_validate<'a, I: Iterator<Item = char> + 'a>(&'a self, text: I) -> impl Iterator<Item = char> + 'a {
        platform::mapped(&text.collect::<String>()).into_iter()
    }
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

/// Left- or dual-joining.
pub const LEFT_OR_DUAL_JOINING_MASK: JoiningTypeMask = JoiningTypeMask;
/// Right- or dual-joining.
pub const RIGHT_OR_DUAL_JOINING_MASK: JoiningTypeMask = JoiningTypeMask;
