//! Sorting, in one place: each sort of another element type would be compiled anew.

use std::cmp::Ordering;

/// The indices from 0 to `len`, sorted by `compare`, equal ones in their order.
pub(crate) fn sorted_indices(len: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut indices: Vec<usize> = (0..len).collect();
    indices.sort_by(|&a, &b| compare(a, b));
    indices
}

/// `items`, sorted by `compare`, equal ones in their order.
pub(crate) fn sorted<T>(items: Vec<T>, compare: &mut dyn FnMut(&T, &T) -> Ordering) -> Vec<T> {
    let indices = sorted_indices(items.len(), &mut |a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    let mut slots: Vec<Option<T>> = items.into_iter().map(Some).collect();
    indices.into_iter().filter_map(|index| slots.get_mut(index).and_then(Option::take)).collect()
}
