//! How many pictures a file holds, without unpacking any.

use crate::decode::Codec;
use crate::{png, tiff};

/// Most that are counted.
pub const MAX_COUNTED: usize = 10_000;

/// Frames of what moves, pages of TIFF; 1 of all others, 0 of none.
pub fn count(codec: Codec, bytes: &[u8]) -> u32 {
    let counted = match codec {
        Codec::Gif => gif(bytes),
        Codec::Webp => webp(bytes),
        Codec::Png => png::frames(bytes).map_or(1, |frames| frames.max(1) as usize),
        Codec::Tiff => tiff::pages(bytes),
        _ => 1,
    };
    u32::try_from(counted.min(MAX_COUNTED)).unwrap_or(u32::MAX)
}

/// Chunks of a picture each.
fn webp(bytes: &[u8]) -> usize {
    let mut rest = bytes.get(12..).unwrap_or_default();
    let mut frames = 0;
    while let [a, b, c, d, sizes @ ..] = rest {
        let Some(size) = sizes.first_chunk().map(|size| u32::from_le_bytes(*size) as usize) else { break };
        frames += usize::from([*a, *b, *c, *d] == *b"ANMF");
        // Chunks have even lengths.
        rest = sizes.get(4..).and_then(|data| data.get(size.saturating_add(size % 2)..)).unwrap_or_default();
    }
    frames.max(1)
}

/// Descriptors of pictures, between extensions.
fn gif(bytes: &[u8]) -> usize {
    let table = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let Some(flags) = bytes.get(10) else { return 0 };
    let mut rest = bytes.get(13 + table(*flags)..).unwrap_or_default();
    let mut frames = 0;
    while frames < MAX_COUNTED {
        let data = match rest {
            [0x2C, ..] => {
                let Some(flags) = rest.get(9) else { break };
                frames += 1;
                // A byte of the packing comes before its blocks.
                rest.get(10 + table(*flags) + 1..)
            }
            [0x21, _, data @ ..] => Some(data),
            _ => break,
        };
        rest = after_blocks(data.unwrap_or_default());
    }
    frames
}

/// What follows blocks that each say their length, the last one 0.
fn after_blocks(mut data: &[u8]) -> &[u8] {
    while let [length, rest @ ..] = data {
        data = rest.get(usize::from(*length)..).unwrap_or_default();
        if *length == 0 {
            break;
        }
    }
    data
}
