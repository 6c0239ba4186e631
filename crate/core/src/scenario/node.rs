//! Reading a [`Value`] field by field, with errors that name the field.

use std::borrow::Cow;
use std::fmt;

use super::value::Value;
use crate::keyword::place_of;

/// A scenario that does not have the public contract's form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioError {
    /// The field, as a path: `request.mode`, `server[1].response.status`.
    pub field: String,
    /// What is there, shortened.
    pub value: String,
    /// What is allowed there.
    pub allowed: String,
}

/// The [`value`](ScenarioError::value) of a field that is missing.
pub(crate) const NOTHING: &str = "nothing";

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { field, value, allowed } = self;
        if value == NOTHING {
            return write!(f, "{field} is missing; expected {allowed}");
        }
        write!(f, "{field}: {value} is not allowed here; expected {allowed}")
    }
}

impl std::error::Error for ScenarioError {}

/// Where a value stands. A linked list on the stack: it becomes text only in an error.
#[derive(Clone, Copy)]
enum Path<'a> {
    Root(&'a str),
    Key(&'a Path<'a>, &'a str),
    Index(&'a Path<'a>, usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Path::Root(name) => f.write_str(name),
            Path::Key(Path::Root(""), key) => f.write_str(key),
            Path::Key(parent, key) => write!(f, "{parent}.{key}"),
            Path::Index(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}

/// A value together with its place.
#[derive(Clone, Copy)]
pub(super) struct Node<'a> {
    value: &'a Value<'a>,
    path: Path<'a>,
}

/// Boxed, because each `?` on the way out has to carry it on.
pub(super) type Read<T> = Result<T, Box<ScenarioError>>;

impl<'a> Node<'a> {
    pub(super) const fn root(name: &'a str, value: &'a Value) -> Self {
        Self { value, path: Path::Root(name) }
    }

    pub(super) const fn value(&self) -> &'a Value<'a> {
        self.value
    }

    #[cold]
    #[inline(never)]
    pub(super) fn error(&self, allowed: &str) -> Box<ScenarioError> {
        let field = match self.path {
            Path::Root("") => "scenario".to_owned(),
            path => path.to_string(),
        };
        Box::new(ScenarioError { field, value: self.value.excerpt(), allowed: allowed.to_owned() })
    }

    pub(super) fn string(&self) -> Read<&'a str> {
        match self.value {
            Value::String(text) => Ok(text),
            _ => Err(self.error("a string")),
        }
    }

    pub(super) fn bool(&self) -> Read<bool> {
        match self.value {
            Value::Bool(value) => Ok(*value),
            _ => Err(self.error("true or false")),
        }
    }

    /// A time in milliseconds. `performance.now()` gives fractions of them, which decide nothing.
    #[allow(clippy::cast_possible_truncation, reason = "saturates")]
    pub(super) fn milliseconds(&self) -> Read<i64> {
        match self.value {
            Value::Integer(number) => Ok(*number),
            Value::Fraction(number) if number.is_finite() => Ok(*number as i64),
            _ => Err(self.error("a number of milliseconds")),
        }
    }

    /// A whole number within the bounds.
    pub(super) fn integer(&self, least: u64, most: u64) -> Read<u64> {
        let number = match self.value {
            Value::Integer(number) => u64::try_from(*number).ok(),
            _ => None,
        };
        let within = number.filter(|number| (least..=most).contains(number));
        within.ok_or_else(|| self.error(&format!("a whole number from {least} to {most}")))
    }

    /// One of a closed set of words: its place among them.
    pub(super) fn keyword(&self, words: &[&str]) -> Read<usize> {
        let known = match self.value {
            Value::String(text) => place_of(words, text),
            _ => None,
        };
        known.ok_or_else(|| self.error(&one_of(words)))
    }

    /// A string, or what Web IDL turns into one in a header value.
    pub(super) fn header_text(&self) -> Read<String> {
        match self.value {
            Value::String(text) => Ok(text.to_string()),
            Value::Integer(number) => Ok(number.to_string()),
            Value::Bool(value) => Ok(value.to_string()),
            _ => Err(self.error("a string")),
        }
    }

    /// The fields of an object that has no other fields than `known`.
    #[inline(never)]
    pub(super) fn record(&'a self, known: &'static [&'static str], what: &str) -> Read<Record<'a>> {
        let Value::Record(entries) = self.value else {
            return Err(self.error(what));
        };
        for (key, value) in entries {
            if !known.contains(&&**key) {
                let stray = Node { value, path: Path::Key(&self.path, key) };
                return Err(stray.error(&format!("no such field, but one of these: {}", known.join(", "))));
            }
        }
        Ok(Record { entries, path: &self.path })
    }

    pub(super) fn items(&'a self, what: &str) -> Read<impl Iterator<Item = Node<'a>>> {
        let Value::List(items) = self.value else {
            return Err(self.error(what));
        };
        Ok(items.iter().enumerate().map(|(index, value)| Node { value, path: Path::Index(&self.path, index) }))
    }

    /// The properties of an object with free names.
    pub(super) fn entries(&'a self) -> impl Iterator<Item = (&'a str, Node<'a>)> {
        let entries = match self.value {
            Value::Record(entries) => entries.as_slice(),
            _ => &[],
        };
        entries.iter().map(|(key, value)| (&**key, Node { value, path: Path::Key(&self.path, key) }))
    }
}

/// An object whose field names were checked.
pub(super) struct Record<'a> {
    entries: &'a [(Cow<'a, str>, Value<'a>)],
    path: &'a Path<'a>,
}

impl<'a> Record<'a> {
    /// The field, unless it is absent, null or undefined.
    #[inline(never)]
    pub(super) fn get(&self, key: &'static str) -> Option<Node<'a>> {
        let (_, value) = self.entries.iter().rev().find(|(name, _)| name == key)?;
        (*value != Value::Null).then_some(Node { value, path: Path::Key(self.path, key) })
    }

    /// The field, which must be there.
    #[inline(never)]
    pub(super) fn need(&self, key: &'static str, allowed: &str) -> Read<Node<'a>> {
        self.get(key).ok_or_else(|| {
            let field = Path::Key(self.path, key).to_string();
            Box::new(ScenarioError { field, value: NOTHING.to_owned(), allowed: allowed.to_owned() })
        })
    }

    #[inline(never)]
    pub(super) fn flag(&self, key: &'static str) -> Read<bool> {
        self.get(key).map_or(Ok(false), |node| node.bool())
    }

    #[inline(never)]
    pub(super) fn text(&self, key: &'static str) -> Read<Option<String>> {
        self.get(key).map(|node| node.string().map(str::to_owned)).transpose()
    }

    /// One of a closed set of words; `values` are what they mean.
    pub(super) fn keyword<T: Copy>(&self, key: &'static str, words: &[&str], values: &[T]) -> Read<Option<T>> {
        let place = self.place(key, words)?;
        Ok(place.and_then(|place| values.get(place).copied()))
    }

    #[inline(never)]
    fn place(&self, key: &'static str, words: &[&str]) -> Read<Option<usize>> {
        self.get(key).map(|node| node.keyword(words)).transpose()
    }
}

fn one_of(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    format!("one of {}", quoted.join(", "))
}
