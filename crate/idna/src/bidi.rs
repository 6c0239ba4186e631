//! The [Bidi rule](https://www.rfc-editor.org/rfc/rfc5893#section-2), for whole host names.
//!
//! Node's `URL` does not hold labels of mere ASCII to it. The class of a character that is not ASCII follows from the
//! host names that the platform takes with it.

use crate::platform;

/// A Hebrew letter: a label with it makes the rule apply to the whole name.
const RIGHT_TO_LEFT_LABEL: &str = ".\u{05D0}";

/// Whether a host name keeps the rule, which applies when a character in it is written from right to left.
pub(crate) fn is_kept(host: &str) -> bool {
    !host.chars().any(is_right_to_left) || host.split('.').filter(|label| !label.is_empty()).all(is_label_kept)
}

/// The blocks that can hold such a character, then the character itself: to ask the platform takes time.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FEFF}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
        && BidiClass::of(c).is_in(RIGHT_TO_LEFT)
}

fn is_label_kept(label: &str) -> bool {
    let classes: Vec<BidiClass> = label.chars().map(BidiClass::of).collect();
    let last = classes.iter().rfind(|class| **class != BidiClass::NonspacingMark);
    let ([first, ..], Some(last)) = (classes.as_slice(), last) else { return false };
    let has = |class| classes.contains(&class);
    let (middle, end) = match first {
        BidiClass::LeftToRight => (MIDDLE_OF_LEFT_TO_RIGHT, END_OF_LEFT_TO_RIGHT),
        BidiClass::RightToLeft => (MIDDLE_OF_RIGHT_TO_LEFT, END_OF_RIGHT_TO_LEFT),
        _ => return false,
    };
    last.is_in(end)
        && classes.iter().all(|class| class.is_in(middle))
        && !(*first == BidiClass::RightToLeft && has(BidiClass::EuropeanNumber) && has(BidiClass::ArabicNumber))
}

/// A bidi class, as far as the rule cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BidiClass {
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
    fn of(c: char) -> Self {
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

    const fn is_in(self, set: u8) -> bool {
        self.bit() & set != 0
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// What makes the rule apply.
const RIGHT_TO_LEFT: u8 = BidiClass::RightToLeft.bit() | BidiClass::ArabicNumber.bit();
/// What a left-to-right label may end with.
const END_OF_LEFT_TO_RIGHT: u8 = BidiClass::LeftToRight.bit() | BidiClass::EuropeanNumber.bit();
/// What a right-to-left label may end with.
const END_OF_RIGHT_TO_LEFT: u8 = RIGHT_TO_LEFT | BidiClass::EuropeanNumber.bit();
/// What a left-to-right label may have.
const MIDDLE_OF_LEFT_TO_RIGHT: u8 = END_OF_LEFT_TO_RIGHT | BidiClass::NonspacingMark.bit() | BidiClass::Other.bit();
/// What a right-to-left label may have.
const MIDDLE_OF_RIGHT_TO_LEFT: u8 = END_OF_RIGHT_TO_LEFT | BidiClass::NonspacingMark.bit() | BidiClass::Other.bit();

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
        let members = |set: u8| all.into_iter().filter(|class| class.is_in(set)).collect::<Vec<_>>();
        assert_eq!(members(RIGHT_TO_LEFT), [RightToLeft, ArabicNumber]);
        assert_eq!(members(END_OF_LEFT_TO_RIGHT), [LeftToRight, EuropeanNumber]);
        assert_eq!(members(END_OF_RIGHT_TO_LEFT), [RightToLeft, EuropeanNumber, ArabicNumber]);
        assert_eq!(members(MIDDLE_OF_LEFT_TO_RIGHT), [LeftToRight, EuropeanNumber, NonspacingMark, Other]);
        assert_eq!(
            members(MIDDLE_OF_RIGHT_TO_LEFT),
            [RightToLeft, EuropeanNumber, ArabicNumber, NonspacingMark, Other]
        );
    }
}
