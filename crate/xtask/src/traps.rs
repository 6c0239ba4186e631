//! Panics as bare traps. The core panics on no input, and what a panic would print has nowhere to go: either way the
//! module stops and js/door.js starts a new one. Words, formatting and each call's arguments need not travel.
//!
//! The standard library comes compiled, so that this can only happen after linking.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use walrus::ir::{
    Block, Br, BrIf, BrTable, Call, IfElse, Instr, InstrLocId, InstrSeq, InstrSeqId, InstrSeqType, Loop, Unreachable,
    Value, VisitorMut, dfs_pre_order_mut,
};
use walrus::{ConstExpr, Data, DataKind, FunctionBuilder, FunctionId, FunctionKind, LocalFunction, Module};

/// How the names of functions start that never return.
const PANICS: [&str; 15] = [
    "__rustc::__rust_alloc_error_handler",
    "__rustc::rust_begin_unwind",
    "__rustc::rust_panic",
    "alloc::alloc::handle_alloc_error",
    "alloc::raw_vec::capacity_overflow",
    "alloc::raw_vec::handle_error",
    "core::cell::panic_already",
    "core::option::expect_failed",
    "core::option::unwrap_failed",
    "core::panicking::",
    "core::result::unwrap_failed",
    "core::slice::index::slice_index_fail",
    "core::str::slice_error_fail",
    "std::alloc::rust_oom",
    "std::panicking::",
];

/// Lets every panic in `module`, whose functions still have their names, stop it at once.
pub(crate) fn instead_of_panics(module: &mut Module) {
    let panics: HashSet<FunctionId> = trapped(module, is_panic);
    // Nothing formats anything by `Debug` but panics: of these only the address is asked for.
    trapped(module, |name| name.ends_with(" as core::fmt::Debug>::fmt"));
    for (_, function) in module.funcs.iter_local_mut() {
        let start = function.entry_block();
        dfs_pre_order_mut(&mut AtCalls { panics: &panics }, function, start);
        join_traps(function, start);
    }
    walrus::passes::gc::run(module);
    forget_locations(module);
    let ids: Vec<_> = module.data.iter().map(Data::id).collect();
    for id in ids {
        forget_words(&mut module.data.get_mut(id).value);
    }
}

fn is_panic(name: &str) -> bool {
    PANICS.iter().any(|start| name.starts_with(start)) || name.ends_with("::assert_failed")
}

/// Gives the functions of such a name a body that traps.
fn trapped(module: &mut Module, is_meant: fn(&str) -> bool) -> HashSet<FunctionId> {
    let meant: Vec<_> = module
        .funcs
        .iter_local()
        .filter(|(id, _)| module.funcs.get(*id).name.as_deref().is_some_and(|name| is_meant(&plain(name))))
        .map(|(id, function)| (id, function.ty(), function.args.clone()))
        .collect();
    for (id, ty, args) in &meant {
        let (params, results) = (module.types.params(*ty).to_vec(), module.types.results(*ty).to_vec());
        let mut body = FunctionBuilder::new(&mut module.types, &params, &results);
        body.func_body().unreachable();
        module.funcs.get_mut(*id).kind = FunctionKind::Local(body.local_func(args.clone()));
    }
    meant.into_iter().map(|(id, ..)| id).collect()
}

/// A function's name without what tells builds and instances apart: `core[c5930c85]::option::unwrap_failed.31`.
fn plain(name: &str) -> String {
    let mut depth = 0_usize;
    let kept = name.chars().filter(|&letter| {
        depth += usize::from(letter == '[');
        let is_kept = depth == 0;
        depth = depth.saturating_sub(usize::from(letter == ']'));
        is_kept
    });
    let kept: String = kept.collect();
    let kept = kept.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
    match kept.rsplit_once("::h") {
        Some((path, hash)) if name.contains(&format!("::h{hash}")) && hash.chars().all(|c| c.is_ascii_hexdigit()) => {
            path.to_owned()
        }
        _ => kept.to_owned(),
    }
}

/// Puts a trap in the place of each call of a panic, and of what prepares it.
struct AtCalls<'a> {
    panics: &'a HashSet<FunctionId>,
}

impl VisitorMut for AtCalls<'_> {
    fn start_instr_seq_mut(&mut self, seq: &mut InstrSeq) {
        let is_end = |(instr, _): &(Instr, InstrLocId)| match instr {
            Instr::Call(Call { func }) => self.panics.contains(func),
            Instr::Unreachable(_) => true,
            _ => false,
        };
        let Some(at) = seq.instrs.iter().position(is_end) else { return };
        let before = seq.instrs.iter().take(at).rposition(|(instr, _)| !is_lost(instr));
        seq.instrs.truncate(before.map_or(0, |last| last + 1));
        seq.instrs.push((Instr::Unreachable(Unreachable {}), InstrLocId::default()));
    }
}

/// Whether nobody can see what the instruction does when a trap follows.
fn is_lost(instr: &Instr) -> bool {
    matches!(
        instr,
        Instr::Const(_)
            | Instr::LocalGet(_)
            | Instr::LocalSet(_)
            | Instr::LocalTee(_)
            | Instr::GlobalGet(_)
            | Instr::GlobalSet(_)
            | Instr::Binop(_)
            | Instr::Unop(_)
            | Instr::Select(_)
            | Instr::Load(_)
            | Instr::Store(_)
            | Instr::MemoryCopy(_)
            | Instr::MemoryFill(_)
            | Instr::Drop(_)
    )
}

/// Joins blocks that end in a trap alike: where `block … end unreachable` is the end of another such block, one of the
/// two is enough.
fn join_traps(function: &mut LocalFunction, start: InstrSeqId) {
    let mut joined = HashMap::new();
    let mut waiting = vec![(start, false)];
    while let Some((outer, traps_after)) = waiting.pop() {
        while let Some(inner) = last_block(function, outer).filter(|_| traps_after) {
            let moved = std::mem::take(&mut function.block_mut(inner).instrs);
            let instrs = &mut function.block_mut(outer).instrs;
            let trap = instrs.pop();
            instrs.pop();
            instrs.extend(moved);
            instrs.extend(trap.filter(|_| !instrs.last().is_some_and(|(instr, _)| is_end(instr))));
            joined.insert(inner, outer);
        }
        let instrs = &function.block(outer).instrs;
        for (index, (instr, _)) in instrs.iter().enumerate() {
            let next = instrs.get(index + 1);
            match instr {
                Instr::Block(Block { seq }) => waiting.push((*seq, next.is_some_and(|(next, _)| is_trap(next)))),
                Instr::Loop(Loop { seq }) => waiting.push((*seq, false)),
                Instr::IfElse(IfElse { consequent, alternative }) => {
                    waiting.extend([(*consequent, false), (*alternative, false)]);
                }
                _ => {}
            }
        }
    }
    dfs_pre_order_mut(&mut Renamed { joined: &joined }, function, start);
}

/// The block that `seq` ends with, when only a trap follows it.
fn last_block(function: &LocalFunction, seq: InstrSeqId) -> Option<InstrSeqId> {
    let is_plain = |seq: InstrSeqId| matches!(function.block(seq).ty, InstrSeqType::Simple(None));
    match function.block(seq).instrs.as_slice() {
        [.., (Instr::Block(Block { seq: inner }), _), (trap, _)] if is_trap(trap) => {
            Some(*inner).filter(|inner| is_plain(*inner) && is_plain(seq))
        }
        _ => None,
    }
}

const fn is_trap(instr: &Instr) -> bool {
    matches!(instr, Instr::Unreachable(_))
}

/// Whether nothing after it can run.
const fn is_end(instr: &Instr) -> bool {
    matches!(instr, Instr::Unreachable(_) | Instr::Br(_) | Instr::BrTable(_) | Instr::Return(_))
}

/// Branches out of a block that was joined leave the one that it was joined to.
struct Renamed<'a> {
    joined: &'a HashMap<InstrSeqId, InstrSeqId>,
}

impl Renamed<'_> {
    fn rename(&self, target: &mut InstrSeqId) {
        while let Some(outer) = self.joined.get(target) {
            *target = *outer;
        }
    }
}

impl VisitorMut for Renamed<'_> {
    fn visit_br_mut(&mut self, br: &mut Br) {
        self.rename(&mut br.block);
    }

    fn visit_br_if_mut(&mut self, br_if: &mut BrIf) {
        self.rename(&mut br_if.block);
    }

    fn visit_br_table_mut(&mut self, table: &mut BrTable) {
        table.blocks.iter_mut().chain([&mut table.default]).for_each(|target| self.rename(target));
    }
}

/// Zeroes the `core::panic::Location`s and the names of source files that they point to: only panics read them.
fn forget_locations(module: &mut Module) {
    let ids: Vec<_> = module.data.iter().map(Data::id).collect();
    for id in ids {
        let data = module.data.get_mut(id);
        let DataKind::Active { offset: ConstExpr::Value(Value::I32(base)), .. } = data.kind else { continue };
        let Ok(base) = usize::try_from(base) else { continue };
        let bytes = &mut data.value;
        let found: Vec<_> =
            (0..bytes.len()).step_by(4).filter_map(|at| Some((at, source_file(bytes, base, at)?))).collect();
        for (at, name) in found {
            for range in [at..at + LOCATION, name] {
                if let Some(lost) = bytes.get_mut(range) {
                    lost.fill(0);
                }
            }
        }
    }
}

/// What only panics print. A text that a new compiler words otherwise travels again, and does no harm.
const WORDS: [&str; 30] = [
    " but ends at ",
    " but the index is ",
    " is not a char boundary; it is inside ",
    " is out of bounds of `",
    " out of range for slice of length ",
    " right` failed",
    " when slicing `",
    "RefCell already borrowed",
    "RefCell already mutably borrowed",
    "Tried to shrink to a larger capacity",
    "assertion `left ",
    "assertion failed: !self.serialization[scheme_end_as_usize..].starts_with(\"://\")",
    "assertion failed: self.fragment_start.is_none()",
    "assertion failed: self.is_char_boundary(at)",
    "assertion failed: self.is_char_boundary(end)",
    "assertion failed: self.is_char_boundary(idx)",
    "assertion failed: self.is_char_boundary(new_len)",
    "assertion failed: self.is_char_boundary(start)",
    "begin > end (",
    "called `Option::unwrap()` on a `None` value",
    "called `Result::unwrap()` on an `Err` value",
    "capacity overflow",
    "end byte index ",
    "end of range should be a character boundary",
    "index out of bounds: the len is ",
    "range end index ",
    "range start index ",
    "slice index starts at ",
    "start byte index ",
    "start of range should be a character boundary",
];

/// Zeroes every one of [`WORDS`].
fn forget_words(bytes: &mut [u8]) {
    for words in WORDS {
        let mut from = 0;
        while let Some(at) =
            bytes.get(from..).and_then(|rest| rest.windows(words.len()).position(|at| at == words.as_bytes()))
        {
            let lost = from + at..from + at + words.len();
            from = lost.end;
            if let Some(lost) = bytes.get_mut(lost) {
                lost.fill(0);
            }
        }
    }
}

/// The bytes of a `Location`: address and length of the file's name, line, column.
const LOCATION: usize = 16;

/// Where the name of the source file is, when there is a `Location` at `at`.
fn source_file(bytes: &[u8], base: usize, at: usize) -> Option<Range<usize>> {
    let word = |index: usize| {
        let word = bytes.get(at + 4 * index..at + 4 * (index + 1))?;
        usize::try_from(u32::from_le_bytes(word.try_into().ok()?)).ok()
    };
    let start = word(0)?.checked_sub(base)?;
    let name = start..start.checked_add(word(1)?)?;
    let is_place = (1..100_000).contains(&word(2)?) && (1..1_000).contains(&word(3)?);
    let is_file = bytes.get(name.clone())?.ends_with(b".rs");
    (is_place && is_file).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::{forget_words, is_panic, plain};

    #[test]
    fn words_of_panics_are_zeroed_and_no_others() {
        let mut bytes = *b"[...]range end index 7capacity overflowcapacity";
        forget_words(&mut bytes);
        assert_eq!(&bytes, b"[...]\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x007\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0capacity");
    }

    #[test]
    fn panics_are_known_by_their_names() {
        for name in [
            "core[c5930c85a12de822]::slice::index::slice_index_fail",
            "core[c5930c85a12de822]::option::unwrap_failed.31",
            "core::panicking::assert_failed::h4d170b13aa4ce4e1",
            "<alloc[3ca501edff3f0c7c]::vec::Vec<_, _>>::insert_mut::assert_failed",
            "__rustc[b7974e8690430dd9]::rust_begin_unwind",
        ] {
            assert!(is_panic(&plain(name)), "{name}");
        }
        for name in ["corslab::fetch::decisions::Decisions::fail::h9914de7bf44a82ed", "core[c593]::fmt::write"] {
            assert!(!is_panic(&plain(name)), "{name}");
        }
        assert!(
            plain("<core[c593]::fmt::Error as core[c593]::fmt::Debug>::fmt[1]").ends_with(" as core::fmt::Debug>::fmt")
        );
        assert!(
            plain("<corslab::Side as core::fmt::Debug>::fmt::h4f56151db1d92fb8")
                .ends_with(" as core::fmt::Debug>::fmt")
        );
    }
}
