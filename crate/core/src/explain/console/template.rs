//! Templates of console lines: text with `{slots}`. One template is both written and recognised.

use std::ops::Range;

/// What can stand in a line. Its place in the list is its index in [`Filled`].
const SLOTS: [&str; 11] =
    ["url", "from", "origin", "kind", "value", "header", "method", "status", "page", "to", "detail"];

/// The values of the slots. Where a redirect leads (`to`) is written from `url`, the engine's own words (`detail`), which
/// no server sent, from `value`.
#[derive(Clone, Copy, Default)]
pub(super) struct Filled<'a> {
    pub(super) url: &'a str,
    pub(super) from: &'a str,
    pub(super) origin: &'a str,
    pub(super) kind: &'a str,
    pub(super) value: &'a str,
    pub(super) header: &'a str,
    pub(super) method: &'a str,
    pub(super) status: &'a str,
    pub(super) page: &'a str,
}

impl Filled<'_> {
    const fn get(&self, slot: usize) -> &str {
        match slot {
            0 => self.url,
            1 => self.from,
            2 => self.origin,
            3 => self.kind,
            4 => self.value,
            5 => self.header,
            6 => self.method,
            7 => self.status,
            8 => self.page,
            9 => self.url,
            _ => self.value,
        }
    }
}

/// The text up to the first slot; then each slot with the text after it.
fn pieces(template: &str) -> (&str, impl Iterator<Item = (usize, &str)>) {
    let mut parts = template.split('{');
    let first = parts.next().unwrap_or_default();
    let slots = parts.filter_map(|part| {
        let (name, text) = part.split_once('}')?;
        Some((SLOTS.iter().position(|slot| *slot == name)?, text))
    });
    (first, slots)
}

/// Writes a line.
pub(super) fn write(template: &str, filled: &Filled<'_>) -> String {
    let (first, slots) = pieces(template);
    let mut line = String::with_capacity(template.len() + 96);
    line.push_str(first);
    for (slot, text) in slots {
        line.push_str(filled.get(slot));
        line.push_str(text);
    }
    line
}

/// What stands before the names of Chromium's network errors, unless the network panel or a stack has them.
const FAILED: &str = "Failed to load resource: ";

/// Longer texts are cut, here and in `js/text.js`: no console prints this much about one request.
const LONGEST: usize = 1 << 17;

/// A text that somebody pasted.
pub(super) struct Pasted {
    /// As it was, with each run of white space as one character.
    original: Vec<char>,
    /// The same with plain quotes and spaces, for comparison.
    folded: Vec<char>,
}

/// Where a template was found, and what stands at its slots.
pub(super) struct Found {
    pub(super) start: usize,
    slots: [Option<Range<usize>>; SLOTS.len()],
}

/// How the search for the text after a slot ended.
enum Search {
    At(usize),
    /// Something that cannot stand in this slot comes first.
    Broken(usize),
    Missing,
}

impl Pasted {
    pub(super) fn new(text: &str) -> Self {
        let mut original: Vec<char> = Vec::new();
        for character in text.trim().chars().filter(|c| !is_direction_mark(*c)).take(LONGEST) {
            match original.last_mut().filter(|last| last.is_whitespace() && character.is_whitespace()) {
                Some(last) if character == '\n' => *last = character,
                Some(_) => {}
                None => original.push(character),
            }
        }
        let folded = original.iter().map(|c| fold(*c)).collect();
        Self { original, folded }
    }

    /// Whether this is all there is.
    pub(super) fn is(&self, text: &str) -> bool {
        self.folded.iter().copied().eq(text.chars())
    }

    /// The first place from `from` on that fits the template. Nothing is looked at twice but within one literal: the
    /// time is linear. A full stop at the end may be missing, and what only the console's list of messages prints.
    pub(super) fn find(&self, template: &str, mut from: usize) -> Option<Found> {
        let (first, rest) =
            pieces(template.trim_start_matches(FAILED).trim_matches(' ').trim_end_matches(['.', ')', ':', ' ', '\n']));
        let first = folded(first);
        let rest: Vec<(usize, Vec<char>)> = rest.map(|(slot, text)| (slot, folded(text))).collect();
        'places: loop {
            let start = (from..self.folded.len()).find(|&place| self.starts_with(&first, place))?;
            let mut at = start + first.len();
            let mut slots: [Option<Range<usize>>; SLOTS.len()] = Default::default();
            for (slot, text) in &rest {
                let end = match self.end_of(*slot, text, at) {
                    Search::Missing => return None,
                    Search::At(end) if self.fits(*slot, at..end) => end,
                    Search::At(place) | Search::Broken(place) => {
                        from = place.max(start + 1);
                        continue 'places;
                    }
                };
                if let Some(range) = slots.get_mut(*slot) {
                    *range = Some(at..end);
                }
                at = end + text.len();
            }
            return Some(Found { start, slots });
        }
    }

    /// What stands at a slot, without quotes around it.
    pub(super) fn slot(&self, found: &Found, name: &str) -> Option<String> {
        let slot = SLOTS.iter().position(|slot| *slot == name)?;
        let range = found.slots.get(slot)?.clone()?;
        let text: String = self.original.get(range)?.iter().map(|c| if *c == '\n' { ' ' } else { *c }).collect();
        let bare = if name == "value" { text.trim() } else { text.trim_matches(is_quote_or_space) };
        let stop: &[char] = if slot < 2 || slot == 7 { &['.', ':', ','] } else { &[] };
        Some(bare.trim_end_matches(stop).trim_matches(is_quote_or_space).to_owned())
    }

    fn starts_with(&self, text: &[char], place: usize) -> bool {
        // Most places are ruled out by one character.
        let may = text.first().is_none_or(|first| self.folded.get(place) == Some(first));
        may && self.folded.get(place..).is_some_and(|there| there.starts_with(text))
    }

    /// Where the value of a slot ends: before the text that follows it.
    fn end_of(&self, slot: usize, text: &[char], from: usize) -> Search {
        let one_word = !matches!(slot, 3 | 4 | 10);
        for (place, character) in self.original.iter().enumerate().skip(from) {
            if !text.is_empty() && self.starts_with(text, place) {
                return Search::At(place);
            }
            let ends = if one_word { character.is_whitespace() } else { text.is_empty() && *character == '\n' };
            if ends {
                return if text.is_empty() { Search::At(place) } else { Search::Broken(place) };
            }
        }
        if text.is_empty() { Search::At(self.original.len()) } else { Search::Missing }
    }

    /// Whether this can be the value of a slot.
    fn fits(&self, slot: usize, range: Range<usize>) -> bool {
        let value = self.original.get(range).unwrap_or_default();
        match slot {
            0 | 1 | 8 | 9 => value.split_last().is_some_and(|(_, start)| start.contains(&':')),
            3 => !value.is_empty() && value.len() < 30 && value.iter().all(|c| c.is_ascii_alphabetic() || *c == ' '),
            4 | 10 => true,
            _ => !value.is_empty(),
        }
    }
}

const fn is_direction_mark(character: char) -> bool {
    matches!(character, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

fn is_quote_or_space(character: char) -> bool {
    character.is_whitespace() || matches!(fold(character), '\'' | '"')
}

fn folded(text: &str) -> Vec<char> {
    text.chars().map(fold).collect()
}

/// Quotes are straightened by chat programs, and curled by word processors.
const fn fold(character: char) -> char {
    match character {
        '\u{2018}' | '\u{2019}' | '`' | '\u{B4}' => '\'',
        '\u{201C}' | '\u{201D}' => '"',
        _ if character.is_whitespace() => ' ',
        _ => character,
    }
}
