//! Sorting, in one place: each sort of another element type would be compiled anew.

use std::cmp::Ordering;

/// Up to so many items are sorted by insertion, without allocating.
const FEW: usize = 16;

/// Sorts `items` by `compare`, equal ones in their order.
pub(crate) fn sort<T>(items: &mut [T], compare: &mut dyn FnMut(&T, &T) -> Ordering) {
    let is_after = &mut |items: &[T], a: usize, b: usize| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    };
    if items.len() <= FEW {
        for sorted in 1..items.len() {
            let mut at = sorted;
            while at > 0 && is_after(items, at - 1, at).is_gt() {
                items.swap(at - 1, at);
                at -= 1;
            }
        }
        return;
    }
    let order = sorted_indices(items.len(), &mut |a, b| is_after(items, a, b));
    arrange(order, &mut |a, b| items.swap(a, b));
}

/// The indices from 0 to `len`, sorted by `compare`, equal ones in their order: a merge sort from the bottom up. The
/// one of the standard library would take 2 KB of the download.
pub(crate) fn sorted_indices(len: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut indices: Vec<usize> = (0..len).collect();
    let mut run = 1;
    while run < len {
        let mut merged = Vec::with_capacity(len);
        for pair in indices.chunks(run * 2) {
            let (left, right) = pair.split_at(run.min(pair.len()));
            merge(left, right, compare, &mut merged);
        }
        indices = merged;
        run *= 2;
    }
    indices
}

/// For each of `len` items the index of the first one that equals it: its own, unless there is one before.
pub(crate) fn firsts(len: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut firsts = vec![0; len];
    let mut run: Option<(usize, usize)> = None;
    for at in sorted_indices(len, compare) {
        let first = run.filter(|(_, last)| compare(*last, at).is_eq()).map_or(at, |(first, _)| first);
        if let Some(slot) = firsts.get_mut(at) {
            *slot = first;
        }
        run = Some((first, at));
    }
    firsts
}

/// Appends two sorted runs to `merged`, in order.
fn merge(
    mut left: &[usize],
    mut right: &[usize],
    compare: &mut dyn FnMut(usize, usize) -> Ordering,
    merged: &mut Vec<usize>,
) {
    while let ([a, left_rest @ ..], [b, right_rest @ ..]) = (left, right) {
        if compare(*a, *b).is_gt() {
            merged.push(*b);
            right = right_rest;
        } else {
            merged.push(*a);
            left = left_rest;
        }
    }
    merged.extend_from_slice(left);
    merged.extend_from_slice(right);
}

/// Swaps until the item that was at `order[i]` is at `i`.
fn arrange(mut order: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..order.len() {
        let mut at = start;
        while let Some(from) = order.get(at).copied().filter(|&from| from != start) {
            swap(at, from);
            if let Some(slot) = order.get_mut(at) {
                *slot = at;
            }
            at = from;
        }
        if let Some(slot) = order.get_mut(at) {
            *slot = at;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{firsts, sort};

    #[test]
    fn few_and_many_are_sorted_and_equal_ones_keep_their_order() {
        for len in [0, 1, 2, 15, 16, 17, 18, 100, 1000] {
            // A permutation with many equal keys: the second part tells where an item came from.
            let items: Vec<(usize, usize)> = (0..len).map(|at| (at * 7919 % 13, at)).collect();
            let mut sorted = items.clone();
            sort(&mut sorted, &mut |a, b| a.0.cmp(&b.0));
            assert!(sorted.is_sorted(), "{len}");
            let mut places: Vec<usize> = sorted.iter().map(|item| item.1).collect();
            places.sort_unstable();
            assert_eq!(places, (0..len).collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_first_of_equal_items_is_found() {
        assert!(firsts(0, &mut |_, _| std::cmp::Ordering::Equal).is_empty());
        let items = ["b", "a", "c", "a", "b", "a"];
        assert_eq!(firsts(6, &mut |a, b| items[a].cmp(items[b])), [0, 1, 2, 1, 0, 1]);
    }
}
