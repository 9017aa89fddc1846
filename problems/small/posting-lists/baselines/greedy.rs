//! Ends a block where the gaps to come, up to as many as a header is worth, take fewer bits alone.

use barbican::Value;

const LONGEST: usize = 256;
const HEADER_BITS: usize = 16;
/// How far it looks ahead.
const AHEAD: usize = 32;

fn width_of(gap: i64) -> usize {
    64 - gap.leading_zeros() as usize
}

pub fn cut(input: &Value) -> Vec<usize> {
    let widths: Vec<usize> = input.integers().into_iter().map(width_of).collect();
    let mut lengths = Vec::new();
    let (mut from, mut width) = (0, 0);
    for at in 0..widths.len() {
        let length = at - from;
        let ahead = &widths[at..widths.len().min(at + AHEAD)];
        let next = ahead.iter().copied().max().unwrap_or(0);
        // As one block, or as two with a header between them.
        let together = (length + ahead.len()) * width.max(next);
        let apart = length * width + HEADER_BITS + ahead.len() * next;
        if length == LONGEST || (length > 0 && apart < together) {
            lengths.push(length);
            (from, width) = (at, 0);
        }
        width = width.max(widths[at]);
    }
    if from < widths.len() {
        lengths.push(widths.len() - from);
    }
    lengths
}
