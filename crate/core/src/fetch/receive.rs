//! How an engine reads the header lines of a reply, before any algorithm looks at them.

use std::borrow::Cow;

use crate::bytes::ByteString;
use crate::engine::ResponseRules;
use crate::fetch::enums::Initiator;
use crate::http::{Header, HeaderList, is_one_of};
use crate::scenario::Reply;

/// The reply as the engine understands it; mostly as it came.
pub(crate) fn understood<'a>(reply: &'a Reply, rules: &ResponseRules) -> Cow<'a, Reply> {
    let mut reply = Cow::Borrowed(reply);
    if reply.headers.iter().any(ends_in_space) {
        read_spaced_names(&mut reply.to_mut().headers, rules.trims_header_names);
    }
    if rules.replaces_invalid_utf8 && reply.headers.iter().any(|header| std::str::from_utf8(&header.value).is_err()) {
        replace_invalid_utf8(&mut reply.to_mut().headers);
    }
    for name in rules.unrepeated_headers {
        if is_repeated(&reply, name) {
            let only_equal = rules.unambiguous_headers.contains(name);
            keep_first(&mut reply.to_mut().headers, name, only_equal);
        }
    }
    for name in rules.joined_by_comma {
        let again = reply.status == 421 && reply.headers.contains(name);
        if again || is_repeated(&reply, name) {
            join_by_comma(&mut reply.to_mut().headers, name, 1 + usize::from(again));
        }
    }
    if rules.drops_empty_repeats && reply.headers.iter().any(|header| header.value.is_empty()) {
        drop_empty_repeats(&mut reply.to_mut().headers, rules.empty_repeats_count);
    }
    for name in rules.unreadable_headers {
        if reply.headers.contains(name) {
            reply.to_mut().headers.delete(name);
        }
    }
    for name in rules.unreadable_when_repeated {
        if is_repeated(&reply, name) {
            reply.to_mut().headers.delete(name);
        }
    }
    reply
}

/// The reply with its `Content-Type` as the engine reads it for an element.
pub(crate) fn with_type_of<'a>(reply: &'a Reply, rules: &ResponseRules, initiator: Initiator) -> Cow<'a, Reply> {
    let mut values = reply.headers.values("Content-Type");
    let is_module = initiator == Initiator::Module;
    let value = if is_module || initiator == Initiator::EventSource { values.last() } else { values.next() };
    let Some(value) = value.filter(|_| rules.types_end_early) else { return Cow::Borrowed(reply) };
    let (essence, rest) = value.split_at(value.iter().position(|byte| b";, \t".contains(byte)).unwrap_or(value.len()));
    let is_list = !rest.trim_ascii_start().starts_with(b";") && rest.iter().any(|byte| !b", \t".contains(byte));
    // The bytes of a script look like text.
    let essence = if is_module && is_list { b"text/plain" } else { essence };
    let mut typed = reply.clone();
    typed.headers.set("Content-Type", ByteString::from(essence));
    Cow::Owned(typed)
}

/// Whether there are several lines whose name is spelt just so.
pub(crate) fn repeats_allow_origin(headers: &HeaderList) -> bool {
    headers.iter().filter(|header| header.name == "Access-Control-Allow-Origin").nth(1).is_some()
}

fn is_repeated(reply: &Reply, name: &str) -> bool {
    reply.headers.values(name).nth(1).is_some()
}

/// By [HTTP](https://httpwg.org/specs/rfc9112.html#field.syntax) such a line is not a header.
fn ends_in_space(header: &Header) -> bool {
    matches!(header.name.last(), Some(b' ' | b'\t'))
}

fn read_spaced_names(headers: &mut HeaderList, trims: bool) {
    let mut read = HeaderList::with_capacity(headers.len());
    for header in headers.iter() {
        if !ends_in_space(header) {
            read.push(header.name.clone(), header.value.clone());
        } else if trims {
            read.push(ByteString::from(header.name.trim_ascii_end()), header.value.clone());
        }
    }
    *headers = read;
}

fn replace_invalid_utf8(headers: &mut HeaderList) {
    let mut read = HeaderList::with_capacity(headers.len());
    for header in headers.iter() {
        let mut value = String::with_capacity(header.value.len());
        for chunk in header.value.utf8_chunks() {
            value.push_str(chunk.valid());
            value.extend(chunk.invalid().iter().map(|_| char::REPLACEMENT_CHARACTER));
        }
        read.push(header.name.clone(), ByteString::from(value.as_bytes()));
    }
    *headers = read;
}

/// A value that is empty adds nothing to one that is there, nor one to it.
fn drop_empty_repeats(headers: &mut HeaderList, except: &[&str]) {
    let firsts = headers.firsts();
    let mut has_value = vec![false; firsts.len()];
    for (header, first) in headers.iter().zip(&firsts) {
        if let Some(has_value) = has_value.get_mut(*first) {
            *has_value |= !header.value.is_empty();
        }
    }
    let mut places = firsts.into_iter().enumerate();
    headers.retain(|header| {
        let (at, first) = places.next().unwrap_or_default();
        let is_only = at == first && has_value.get(first) == Some(&false);
        is_only || !header.value.is_empty() || is_one_of(&header.name, except)
    });
}

fn join_by_comma(headers: &mut HeaderList, name: &'static str, times: usize) {
    let values = headers.values(name).map(ByteString::as_bytes).skip_while(|value| value.is_empty());
    let values: Vec<&[u8]> = values.collect();
    let joined = ByteString::from(values.repeat(times).join(&b","[..]));
    headers.set(ByteString::from(name), joined);
}

pub(crate) fn keep_first(headers: &mut HeaderList, name: &str, only_equal: bool) {
    let mut first: Option<ByteString> = None;
    headers.retain(|header| {
        if !header.name.eq_ignore_ascii_case(name.as_bytes()) {
            return true;
        }
        match &first {
            Some(value) => only_equal && *value != header.value,
            None => {
                first = Some(header.value.clone());
                true
            }
        }
    });
}
