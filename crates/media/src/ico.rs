//! ICO: several pictures in a file, each a PNG or a BMP without its header. The largest stands for all.

use std::borrow::Cow;

use crate::decode::{self, Codec};
use crate::limits::Budget;
use crate::picture::Picture;
use crate::unrenderable::Unrenderable;

const HEADER: usize = 6;
const ENTRY: usize = 16;

/// The largest picture; of equal ones that with the most colours.
pub fn picture(bytes: &[u8], budget: &Budget) -> Result<Picture, Unrenderable> {
    let (codec, bytes) = largest(bytes)?;
    decode::plain(codec, &bytes, budget)
}

/// Where to read the largest: a PNG by itself, or a file with one BMP.
pub fn largest(bytes: &[u8]) -> Result<(Codec, Cow<'_, [u8]>), Unrenderable> {
    let count = bytes.get(4..HEADER).map_or(0, |count| usize::from(u16::from_le_bytes([count[0], count[1]])));
    let entries = bytes.get(HEADER..).unwrap_or_default().chunks_exact(ENTRY).take(count);
    let best = entries.max_by_key(|entry| {
        // 0 stands for 256.
        let length = |byte: u8| if byte == 0 { 256 } else { u32::from(byte) };
        (length(entry[0]) * length(entry[1]), u16::from_le_bytes([entry[6], entry[7]]))
    });
    let best = best.ok_or_else(|| Unrenderable::Damaged("it has no pictures".to_owned()))?;
    let number = |at: usize| u32::from_le_bytes([best[at], best[at + 1], best[at + 2], best[at + 3]]) as usize;
    let (length, begin) = (number(8), number(12));
    let picture = begin.checked_add(length).and_then(|end| bytes.get(begin..end));
    let picture = picture.ok_or_else(|| Unrenderable::Damaged("it ends before the picture does".to_owned()))?;
    if picture.starts_with(b"\x89PNG") {
        return Ok((Codec::Png, Cow::Borrowed(picture)));
    }
    let mut alone = vec![0, 0, 1, 0, 1, 0];
    alone.extend_from_slice(&best[..12]);
    alone.extend_from_slice(&22_u32.to_le_bytes());
    alone.extend_from_slice(picture);
    Ok((Codec::Ico, Cow::Owned(alone)))
}
