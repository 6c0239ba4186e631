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
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$Variant => $text),+ }
            }

            /// The value with exactly this spelling.
            #[must_use]
            pub fn from_keyword(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$Variant),)+ _ => None }
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
