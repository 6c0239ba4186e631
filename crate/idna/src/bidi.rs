//! The classes that the [Bidi rule](https://www.rfc-editor.org/rfc/rfc5893#section-2) tells apart.
//!
//! The `idna` crate applies the rule to whole host names, of which the platform saw only parts. The class of a character
//! that is not ASCII follows from the host names that the platform takes with it.

use crate::platform;

/// A Hebrew letter: a label with it makes the rule apply to the whole name.
const RIGHT_TO_LEFT_LABEL: &str = ".\u{05D0}";

/// A bidi class, as far as the rule cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BidiClass {
    /// L.
    LeftToRight,
    /// R or AL.
    RightToLeft,
    /// EN.
    EuropeanNumber,
    /// AN.
    ArabicNumber,
    /// NSM.
    NonspacingMark,
    /// ES, CS, ET, ON or BN.
    Other,
}

impl BidiClass {
    pub(crate) fn of(c: char) -> Self {
        match c {
            'a'..='z' | 'A'..='Z' => Self::LeftToRight,
            '0'..='9' => Self::EuropeanNumber,
            // Joiners depend on what is beside them.
            '\0'..='\x7F' | '\u{200C}' | '\u{200D}' => Self::Other,
            _ => Self::asked(c),
        }
    }

    fn asked(c: char) -> Self {
        let can_begin = platform::takes(&format!("{c}{RIGHT_TO_LEFT_LABEL}"));
        let can_end_left_to_right = platform::takes(&format!("a{c}{RIGHT_TO_LEFT_LABEL}"));
        let can_end_right_to_left = |before: &str| platform::takes(&format!("\u{05D0}{before}{c}"));
        match (can_begin, can_end_left_to_right) {
            (true, true) => Self::LeftToRight,
            (true, false) => Self::RightToLeft,
            // A mark counts as what stands before it, and no label ends with a hyphen.
            (false, true) if can_end_right_to_left("-") => Self::EuropeanNumber,
            (false, true) => Self::NonspacingMark,
            (false, false) if can_end_right_to_left("") => Self::ArabicNumber,
            (false, false) => Self::Other,
        }
    }

    /// The set with this one.
    #[must_use]
    pub const fn to_mask(self) -> BidiClassMask {
        BidiClassMask(1 << self as u8)
    }

    /// L.
    #[must_use]
    pub const fn is_ltr(self) -> bool {
        matches!(self, Self::LeftToRight)
    }

    /// NSM.
    #[must_use]
    pub const fn is_nonspacing_mark(self) -> bool {
        matches!(self, Self::NonspacingMark)
    }

    /// EN.
    #[must_use]
    pub const fn is_european_number(self) -> bool {
        matches!(self, Self::EuropeanNumber)
    }

    /// AN.
    #[must_use]
    pub const fn is_arabic_number(self) -> bool {
        matches!(self, Self::ArabicNumber)
    }
}

/// A set of bidi classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BidiClassMask(u8);

impl BidiClassMask {
    const fn or(self, class: BidiClass) -> Self {
        Self(self.0 | class.to_mask().0)
    }

    /// Whether they have a class in common.
    #[must_use]
    pub const fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// What makes the rule apply.
pub const RTL_MASK: BidiClassMask = BidiClass::RightToLeft.to_mask().or(BidiClass::ArabicNumber);
/// What a label may begin with.
pub const FIRST_BC_MASK: BidiClassMask = BidiClass::LeftToRight.to_mask().or(BidiClass::RightToLeft);
/// What a left-to-right label may end with.
pub const LAST_LTR_MASK: BidiClassMask = BidiClass::LeftToRight.to_mask().or(BidiClass::EuropeanNumber);
/// What a right-to-left label may end with.
pub const LAST_RTL_MASK: BidiClassMask = RTL_MASK.or(BidiClass::EuropeanNumber);
/// What a left-to-right label may have.
pub const MIDDLE_LTR_MASK: BidiClassMask = LAST_LTR_MASK.or(BidiClass::NonspacingMark).or(BidiClass::Other);
/// What a right-to-left label may have.
pub const MIDDLE_RTL_MASK: BidiClassMask = LAST_RTL_MASK.or(BidiClass::NonspacingMark).or(BidiClass::Other);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_classes_of_ascii() {
        for (c, class) in [
            ('a', BidiClass::LeftToRight),
            ('Z', BidiClass::LeftToRight),
            ('7', BidiClass::EuropeanNumber),
            ('-', BidiClass::Other),
            ('_', BidiClass::Other),
            ('\u{200D}', BidiClass::Other),
        ] {
            assert_eq!(BidiClass::of(c), class, "{c:?}");
        }
    }

    /// The six conditions of RFC 5893, section 2.
    #[test]
    fn the_sets_are_those_of_the_rule() {
        use BidiClass::{ArabicNumber, EuropeanNumber, LeftToRight, NonspacingMark, Other, RightToLeft};
        let all = [LeftToRight, RightToLeft, EuropeanNumber, ArabicNumber, NonspacingMark, Other];
        let members =
            |mask: BidiClassMask| all.into_iter().filter(|class| mask.intersects(class.to_mask())).collect::<Vec<_>>();
        assert_eq!(members(RTL_MASK), [RightToLeft, ArabicNumber]);
        assert_eq!(members(FIRST_BC_MASK), [LeftToRight, RightToLeft]);
        assert_eq!(members(LAST_LTR_MASK), [LeftToRight, EuropeanNumber]);
        assert_eq!(members(LAST_RTL_MASK), [RightToLeft, EuropeanNumber, ArabicNumber]);
        assert_eq!(members(MIDDLE_LTR_MASK), [LeftToRight, EuropeanNumber, NonspacingMark, Other]);
        assert_eq!(members(MIDDLE_RTL_MASK), [RightToLeft, EuropeanNumber, ArabicNumber, NonspacingMark, Other]);
    }
}
