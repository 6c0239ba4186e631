//! Closed sets of words: the enumerations that the standards and the public contract spell as strings.

/// Defines an enum whose variants have a fixed spelling, in Rust, in JSON and in TypeScript.
macro_rules! keywords {
    ($(#[$meta:meta])* pub enum $Name:ident { $($(#[$doc:meta])* $Variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS))]
        pub enum $Name {
            $($(#[$doc])* #[cfg_attr(feature = "ts", ts(rename = $text))] $Variant,)+
        }

        impl $Name {
            /// Every value, in the order of its definition.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),+];
            /// Every spelling, in the same order.
            pub const KEYWORDS: &'static [&'static str] = &[$($text),+];

            /// The spelling.
            #[must_use]
            #[allow(clippy::indexing_slicing, reason = "there is a spelling for each value")]
            pub const fn as_str(self) -> &'static str {
                Self::KEYWORDS[self as usize]
            }

            /// The value with exactly this spelling.
            #[must_use]
            pub fn from_keyword(text: &str) -> Option<Self> {
                let place = $crate::keyword::place_of(Self::KEYWORDS, text)?;
                Self::ALL.get(place).copied()
            }
        }

        impl std::fmt::Display for $Name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $Name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}
pub(crate) use keywords;

/// Where `word` stands in a list of words. Not inlined: comparing in place, word by word, would be much more code.
#[inline(never)]
pub(crate) fn place_of(words: &[&str], word: &str) -> Option<usize> {
    words.iter().position(|known| *known == word)
}
