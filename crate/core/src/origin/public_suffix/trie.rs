//! Reads the compact list where it lies. Its format is documented, and written, in `crate/xtask/src/public_suffix.rs`.

use std::cmp::Ordering;
use std::sync::OnceLock;

use super::Section;

/// The bytes of the list: its date, then its lists of labels.
pub(super) const DATA: &[u8] = include_bytes!("../public_suffix.dat");

const DATE_LENGTH: usize = 10;
const HAS_CHILDREN_BIT: u8 = 0x08;
const MAX_SHARED: usize = 7;
/// Ends a list.
const END: u8 = 0x80;
/// Entries in a block.
const BLOCK: usize = 32;

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

/// The labels below a name: the number of a list.
#[derive(Clone, Copy)]
pub(super) struct List(usize);

impl List {
    /// The top-level labels.
    pub(super) const TOP: Self = Self(0);

    /// The rules of a label of this list, and the labels below it.
    pub(super) fn find(self, label: &[u8]) -> Option<(Rules, Option<Self>)> {
        let block = INDEX.get_or_init(Index::of_data).block_of(self, label)?;
        let mut child = block.child;
        let mut matched = 0; // bytes that `label` has in common with the entry before, at most MAX_SHARED
        let mut bytes = DATA.get(block.entry..)?;
        while let Some((&head, text)) = bytes.split_first().filter(|(head, _)| **head != END) {
            let shared = usize::from(head) & MAX_SHARED;
            if shared < matched {
                return None;
            }
            if shared == matched {
                match compare(text, label.get(shared..)?) {
                    (Ordering::Less, common) => matched = (shared + common).min(MAX_SHARED),
                    (Ordering::Greater, _) => return None,
                    (Ordering::Equal, _) => {
                        let below = (head & HAS_CHILDREN_BIT != 0).then_some(Self(child));
                        return Some((Rules(head >> 4 & 7), below));
                    }
                }
            }
            child += usize::from(head & HAS_CHILDREN_BIT != 0);
            bytes = after_text(text);
        }
        None
    }
}

/// Made at the first look-up: what can be counted need not be downloaded.
static INDEX: OnceLock<Index> = OnceLock::new();

/// Where what stands in the data.
struct Index {
    blocks: Vec<Block>,
    /// The first block of each list, and the end of the last.
    lists: Vec<usize>,
}

/// Up to 32 entries of a list. The first of them shares nothing with the entry before.
#[derive(Clone, Copy)]
struct Block {
    /// Where the first entry is.
    entry: usize,
    /// The list below the first entry that has one.
    child: usize,
}

impl Index {
    fn of_data() -> Self {
        let mut index = Self { blocks: Vec::new(), lists: vec![0] };
        let (mut entries, mut child) = (0, 1);
        let mut bytes = DATA.get(DATE_LENGTH..).unwrap_or_default();
        while let Some((&head, text)) = bytes.split_first() {
            if head == END {
                index.lists.push(index.blocks.len());
                (entries, bytes) = (0, text);
                continue;
            }
            if entries % BLOCK == 0 {
                index.blocks.push(Block { entry: DATA.len() - bytes.len(), child });
            }
            entries += 1;
            child += usize::from(head & HAS_CHILDREN_BIT != 0);
            bytes = after_text(text);
        }
        index
    }

    /// The only block of `list` that can hold `label`.
    fn block_of(&self, list: List, label: &[u8]) -> Option<Block> {
        let (start, end) = (*self.lists.get(list.0)?, *self.lists.get(list.0 + 1)?);
        let blocks = self.blocks.get(start..end)?;
        let is_before = |block: &Block| {
            let first = DATA.get(block.entry + 1..).unwrap_or_default();
            compare(first, label).0.is_le()
        };
        blocks.get(blocks.partition_point(is_before).checked_sub(1)?).copied()
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
