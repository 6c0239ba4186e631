//! JSON text of what the core serializes: structs, lists, words and whole numbers. Knowing no other data and no other
//! layout, it is a fraction of `serde_json`'s code, and quicker.

use std::fmt;

use serde::Serialize;
use serde::ser::{Impossible, SerializeSeq, SerializeStruct, SerializeTuple, Serializer};

/// `value` as JSON text.
///
/// # Errors
/// When it has data of a kind that the core's types do not have.
pub(crate) fn text(value: &impl Serialize) -> Result<String, fmt::Error> {
    let mut text = String::with_capacity(4096);
    value.serialize(Writer(&mut text))?;
    Ok(text)
}

/// What JSON text is appended to. Single characters are pushed as such: copying even a short string is a call.
struct Writer<'a>(&'a mut String);

/// An object or an array whose start is written.
struct Items<'a> {
    text: &'a mut String,
    is_empty: bool,
    end: char,
}

type Never = Impossible<(), fmt::Error>;
type Written = Result<(), fmt::Error>;

impl<'a> Writer<'a> {
    #[inline(never)]
    fn start(self, start: char, end: char) -> Items<'a> {
        self.0.push(start);
        Items { text: self.0, is_empty: true, end }
    }
}

impl Items<'_> {
    #[inline(never)]
    fn before_item(&mut self) {
        if !self.is_empty {
            self.text.push(',');
        }
        self.is_empty = false;
    }

    #[inline(never)]
    fn before_field(&mut self, name: &str) {
        self.before_item();
        self.text.push('"');
        self.text.push_str(name);
        self.text.push('"');
        self.text.push(':');
    }

    #[inline(never)]
    fn finish(self) {
        self.text.push(self.end);
    }
}

/// A string with its quotes. What needs no escape is copied piece by piece.
#[inline(never)]
fn write_string(text: &mut String, mut value: &str) {
    text.push('"');
    while let Some(at) = value.bytes().position(|byte| byte < b' ' || matches!(byte, b'"' | b'\\')) {
        let (plain, rest) = value.split_at_checked(at).unwrap_or_default();
        text.push_str(plain);
        let mut rest = rest.chars();
        if let Some(special) = rest.next() {
            write_escape(text, special);
        }
        value = rest.as_str();
    }
    text.push_str(value);
    text.push('"');
}

fn write_escape(text: &mut String, special: char) {
    let short = match special {
        '\n' => 'n',
        '\r' => 'r',
        '\t' => 't',
        '\u{8}' => 'b',
        '\u{C}' => 'f',
        '"' | '\\' => special,
        _ => {
            text.push_str(if special < '\u{10}' { "\\u000" } else { "\\u001" });
            return text.extend(char::from_digit(u32::from(special) & 15, 16));
        }
    };
    text.push('\\');
    text.push(short);
}

#[inline(never)]
fn write_number(text: &mut String, value: u64) {
    if value >= 10 {
        write_number(text, value / 10);
    }
    text.extend(char::from_digit((value % 10) as u32, 10));
}

macro_rules! numbers {
    ($($method:ident: $type:ty,)+) => {
        $(fn $method(self, value: $type) -> Written {
            write_number(self.0, value.into());
            Ok(())
        })+
    };
}

macro_rules! unknown {
    ($($method:ident($($type:ty),*) -> $result:ty;)+) => {
        $(fn $method(self, $(_: $type),*) -> Result<$result, fmt::Error> {
            Err(fmt::Error)
        })+
    };
}

impl<'a> Serializer for Writer<'a> {
    type Ok = ();
    type Error = fmt::Error;
    type SerializeSeq = Items<'a>;
    type SerializeTuple = Items<'a>;
    type SerializeTupleStruct = Never;
    type SerializeTupleVariant = Never;
    type SerializeMap = Never;
    type SerializeStruct = Items<'a>;
    type SerializeStructVariant = Never;

    numbers! { serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, }

    fn serialize_i64(self, value: i64) -> Written {
        if value < 0 {
            self.0.push('-');
        }
        write_number(self.0, value.unsigned_abs());
        Ok(())
    }

    fn serialize_bool(self, value: bool) -> Written {
        self.0.push_str(if value { "true" } else { "false" });
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Written {
        write_string(self.0, value);
        Ok(())
    }

    fn serialize_none(self) -> Written {
        self.0.push_str("null");
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, word: &'static str) -> Written {
        self.serialize_str(word)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items<'a>, fmt::Error> {
        Ok(self.start('[', ']'))
    }

    fn serialize_tuple(self, _: usize) -> Result<Items<'a>, fmt::Error> {
        Ok(self.start('[', ']'))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Items<'a>, fmt::Error> {
        Ok(self.start('{', '}'))
    }

    unknown! {
        serialize_i8(i8) -> ();
        serialize_i16(i16) -> ();
        serialize_i32(i32) -> ();
        serialize_f32(f32) -> ();
        serialize_f64(f64) -> ();
        serialize_char(char) -> ();
        serialize_bytes(&[u8]) -> ();
        serialize_unit() -> ();
        serialize_unit_struct(&'static str) -> ();
        serialize_tuple_struct(&'static str, usize) -> Never;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Never;
        serialize_map(Option<usize>) -> Never;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Never;
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, _: &T) -> Written {
        Err(fmt::Error)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Written {
        Err(fmt::Error)
    }
}

macro_rules! list {
    ($Trait:ident) => {
        impl $Trait for Items<'_> {
            type Ok = ();
            type Error = fmt::Error;

            fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
                self.before_item();
                value.serialize(Writer(self.text))
            }

            fn end(self) -> Written {
                self.finish();
                Ok(())
            }
        }
    };
}

list!(SerializeSeq);
list!(SerializeTuple);

impl SerializeStruct for Items<'_> {
    type Ok = ();
    type Error = fmt::Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Written {
        self.before_field(name);
        value.serialize(Writer(self.text))
    }

    fn end(self) -> Written {
        self.finish();
        Ok(())
    }
}
