//! Reads the compact list where it lies. Its format is documented, and written, in `crate/xtask/src/public_suffix.rs`.

use std::cmp::Ordering;

use super::Section;

/// The bytes of the list: its date, then the list of the top-level labels.
pub(super) const DATA: &[u8] = include_bytes!("../public_suffix.dat");

const DATE_LENGTH: usize = 10;
const HAS_CHILDREN_BIT: u8 = 0x08;
const MAX_SHARED: usize = 7;

/// The date at the start of the data.
pub(super) const fn date() -> &'static str {
    let Some((date, _)) = DATA.split_first_chunk::<DATE_LENGTH>() else { return "" };
    match std::str::from_utf8(date) {
        Ok(date) => date,
        Err(_) => "",
    }
}

/// Which rules end at a label.
#[derive(Clone, Copy)]
pub(super) struct Rules(u8);

impl Rules {
    /// The section of the rule that is this very name.
    pub(super) const fn own(self) -> Option<Section> {
        match self.0 {
            1 => Some(Section::Icann),
            2 | 7 => Some(Section::Private),
            _ => None,
        }
    }

    /// The section of the rule `*.` and this name.
    pub(super) const fn wildcard(self) -> Option<Section> {
        match self.0 {
            3 => Some(Section::Icann),
            4 | 7 => Some(Section::Private),
            _ => None,
        }
    }

    /// The section of the rule `!` and this name.
    pub(super) const fn exception(self) -> Option<Section> {
        match self.0 {
            5 => Some(Section::Icann),
            6 => Some(Section::Private),
            _ => None,
        }
    }
}

/// The labels below a name.
#[derive(Clone, Copy)]
pub(super) struct List {
    /// What precedes the blocks after the first: their offsets in `entries` and in `children`.
    starts: &'static [u8],
    entries: &'static [u8],
    /// Empty when no label of this list has labels below it.
    children: &'static [u8],
}

impl List {
    /// The top-level labels.
    pub(super) fn top() -> Option<Self> {
        Self::read(DATA.get(DATE_LENGTH..)?)
    }

    fn read(bytes: &'static [u8]) -> Option<Self> {
        let (&head, bytes) = bytes.split_first()?;
        let more_blocks = usize::from(head & 0x7F).saturating_sub(1);
        if head & 0x80 == 0 {
            let (starts, entries) = bytes.split_at_checked(more_blocks * 2)?;
            return Some(Self { starts, entries, children: &[] });
        }
        let (size, bytes) = read_size(bytes)?;
        let (starts, bytes) = bytes.split_at_checked(more_blocks * 5)?;
        let (entries, children) = bytes.split_at_checked(size)?;
        Some(Self { starts, entries, children })
    }

    /// The rules of a label of this list, and the labels below it.
    pub(super) fn find(self, label: &[u8]) -> Option<(Rules, Option<Self>)> {
        let (entry, child) = self.block_of(label);
        let mut children_before = 0;
        let mut matched = 0; // bytes that `label` has in common with the entry before, at most MAX_SHARED
        let mut bytes = self.entries.get(entry..)?;
        while let Some((&head, text)) = bytes.split_first() {
            let shared = usize::from(head) & MAX_SHARED;
            if shared < matched {
                return None;
            }
            if shared == matched {
                match compare(text, label.get(shared..)?) {
                    (Ordering::Less, common) => matched = (shared + common).min(MAX_SHARED),
                    (Ordering::Greater, _) => return None,
                    (Ordering::Equal, _) => {
                        let has_children = head & HAS_CHILDREN_BIT != 0;
                        let below = if has_children { self.child(child, children_before) } else { None };
                        return Some((Rules(head >> 4 & 7), below));
                    }
                }
            }
            children_before += usize::from(head & HAS_CHILDREN_BIT != 0);
            bytes = after_text(text);
        }
        None
    }

    /// Where the only block that can hold `label` starts: its offset in `entries` and in `children`.
    fn block_of(self, label: &[u8]) -> (usize, usize) {
        let width = if self.children.is_empty() { 2 } else { 5 };
        let mut found = (0, 0);
        let (mut low, mut high) = (0, self.starts.len() / width);
        while low < high {
            let middle = usize::midpoint(low, high);
            let start = self.starts.get(middle * width..).map_or((0, 0), |bytes| read_start(bytes, width));
            let first = self.entries.get(start.0 + 1..).unwrap_or_default();
            if compare(first, label).0.is_le() {
                found = start;
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        found
    }

    /// The list that stands `skip` lists after `offset`.
    fn child(self, offset: usize, skip: usize) -> Option<Self> {
        let mut bytes = self.children.get(offset..)?;
        for _ in 0..skip {
            let (size, rest) = read_size(bytes)?;
            bytes = rest.get(size..)?;
        }
        let (size, rest) = read_size(bytes)?;
        Self::read(rest.get(..size)?)
    }
}

/// What follows a label: a byte above 7F ends it.
fn after_text(bytes: &[u8]) -> &[u8] {
    const HIGH_BITS: u64 = u64::from_le_bytes([0x80; 8]);
    // Eight bytes at once: this is the inner loop of every look-up.
    let mut end = 0;
    while let Some(chunk) = bytes.get(end..).and_then(<[u8]>::first_chunk) {
        let high = u64::from_le_bytes(*chunk) & HIGH_BITS;
        end += high.trailing_zeros() as usize / 8;
        if high != 0 {
            return bytes.get(end..).unwrap_or_default();
        }
    }
    let tail = bytes.get(end..).unwrap_or_default();
    let length = tail.iter().position(|byte| *byte >= 0x80).unwrap_or(tail.len());
    tail.get(length..).unwrap_or_default()
}

/// How the label at the start of `text` and `label` are ordered, and how many bytes they have in common.
fn compare(text: &[u8], label: &[u8]) -> (Ordering, usize) {
    let common = text.iter().zip(label).take_while(|(a, b)| a == b).count();
    let next = text.get(common).filter(|byte| **byte < 0x80);
    (next.cmp(&label.get(common)), common)
}

/// A size and what follows it.
const fn read_size(bytes: &[u8]) -> Option<(usize, &[u8])> {
    match bytes {
        [size @ 0..0x80, rest @ ..] => Some((*size as usize, rest)),
        [high, low, rest @ ..] => Some((u16::from_be_bytes([*high & 0x7F, *low]) as usize, rest)),
        _ => None,
    }
}

/// A block's offset in the entries and, when `width` is 5, in the children.
fn read_start(bytes: &[u8], width: usize) -> (usize, usize) {
    match *bytes {
        [a, b, c, d, e, ..] if width == 5 => (usize::from(u16::from_be_bytes([a, b])), u24(c, d, e)),
        [a, b, ..] => (usize::from(u16::from_be_bytes([a, b])), 0),
        _ => (0, 0),
    }
}

fn u24(high: u8, middle: u8, low: u8) -> usize {
    usize::from(high) << 16 | usize::from(middle) << 8 | usize::from(low)
}
