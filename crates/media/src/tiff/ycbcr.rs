//! Brightness and two differences of colour, of which several pixels may share one pair.

use std::io::Read as _;

use flate2::read::ZlibDecoder;
use tiff::decoder::DecodingResult;
use tiff::tags::Tag;
use weezl::decode::Decoder;
use weezl::{BitOrder, LzwStatus};

use super::{Reader, unreadable};
use crate::limits::Budget;
use crate::unrenderable::Unrenderable;

const NONE: u16 = 1;
const LZW: u16 = 5;
const JPEG: u16 = 7;
const DEFLATE: u16 = 8;
const OLD_DEFLATE: u16 = 32_946;

/// The pixels as red, green and blue.
pub fn read(
    decoder: &mut Reader<'_>,
    bytes: &[u8],
    size: (u32, u32),
    budget: &Budget,
) -> Result<Vec<u8>, Unrenderable> {
    let compression = decoder.find_tag_unsigned(Tag::Compression).map_err(unreadable)?.unwrap_or(NONE);
    let shared = decoder.find_tag_unsigned_vec::<u8>(Tag::ChromaSubsampling).map_err(unreadable)?;
    let shared =
        shared.map_or((2, 2), |shared| (shared.first().copied().unwrap_or(2), shared.get(1).copied().unwrap_or(2)));
    let mut pixels = if compression == JPEG || shared == (1, 1) {
        match decoder.read_image().map_err(unreadable)? {
            DecodingResult::U8(pixels) => pixels,
            _ => return Err(Unrenderable::Unsupported("its colours aren't of eight bits".to_owned())),
        }
    } else {
        spread(decoder, bytes, size, shared, compression, budget)?
    };
    let weights = Weights::of(decoder);
    for pixel in pixels.chunks_exact_mut(3) {
        let colour = weights.colour([pixel[0], pixel[1], pixel[2]]);
        pixel.copy_from_slice(&colour);
    }
    pixels.resize(size.0 as usize * size.1 as usize * 3, 0);
    Ok(pixels)
}

/// Unpacks strips of blocks, each of some brightnesses and one pair of colours, into a pair for each pixel.
fn spread(
    decoder: &mut Reader<'_>,
    bytes: &[u8],
    (width, height): (u32, u32),
    (across, down): (u8, u8),
    compression: u16,
    budget: &Budget,
) -> Result<Vec<u8>, Unrenderable> {
    let (across, down) = (usize::from(across), usize::from(down));
    if !matches!((across, down), (1 | 2 | 4, 1 | 2 | 4)) {
        return Err(Unrenderable::Damaged("its colours are shared in no known way".to_owned()));
    }
    let (width, height) = (width as usize, height as usize);
    let rows = decoder.find_tag_unsigned::<u32>(Tag::RowsPerStrip).map_err(unreadable)?;
    let rows = rows.map_or(height, |rows| (rows as usize).clamp(1, height));
    let offsets = decoder.get_tag_u64_vec(Tag::StripOffsets).map_err(unreadable)?;
    let counts = decoder.get_tag_u64_vec(Tag::StripByteCounts).map_err(unreadable)?;
    let blocks = width.div_ceil(across);
    let block = across * down + 2;
    let mut pixels = vec![0; width * height * 3];
    for (strip, (offset, count)) in pixels.chunks_mut(rows * width * 3).zip(offsets.iter().zip(&counts)) {
        budget.deadline.check()?;
        let rows = strip.len() / (width * 3);
        let packed = part(bytes, *offset, *count)?;
        let data = unpacked(packed, compression, blocks * block * rows.div_ceil(down))?;
        for (at, block) in data.chunks_exact(block).enumerate() {
            let (left, top) = (at % blocks * across, at / blocks * down);
            let (lights, pair) = block.split_at(across * down);
            for (nth, light) in lights.iter().enumerate() {
                let (x, y) = (left + nth % across, top + nth / across);
                if x < width && y < rows {
                    let place = (y * width + x) * 3;
                    strip[place..place + 3].copy_from_slice(&[*light, pair[0], pair[1]]);
                }
            }
        }
    }
    Ok(pixels)
}

fn part(bytes: &[u8], offset: u64, count: u64) -> Result<&[u8], Unrenderable> {
    let begin = usize::try_from(offset).ok();
    let end = offset.checked_add(count).and_then(|end| usize::try_from(end).ok());
    let part = begin.zip(end).and_then(|(begin, end)| bytes.get(begin..end));
    part.ok_or_else(|| Unrenderable::Damaged("it ends before the picture does".to_owned()))
}

/// At most so many bytes of what is packed.
fn unpacked(packed: &[u8], compression: u16, most: usize) -> Result<Vec<u8>, Unrenderable> {
    let mut data = Vec::new();
    match compression {
        NONE => data.extend_from_slice(packed),
        LZW => {
            data.resize(most, 0);
            let length = lzw(packed, &mut data);
            data.truncate(length);
        }
        DEFLATE | OLD_DEFLATE => {
            // What is damaged shows as far as it goes.
            let _ = ZlibDecoder::new(packed).take(most as u64).read_to_end(&mut data);
        }
        _ => return Err(Unrenderable::Unsupported("its colours are packed in a way that isn't known".to_owned())),
    }
    if data.len() < most { Err(Unrenderable::Damaged("it has fewer pixels than it says".to_owned())) } else { Ok(data) }
}

/// Fills `data` as far as it goes; returns how far.
fn lzw(packed: &[u8], data: &mut [u8]) -> usize {
    let mut decoder = Decoder::with_tiff_size_switch(BitOrder::Msb, 8);
    let (mut read, mut written) = (0, 0);
    while written < data.len() {
        let done = decoder.decode_bytes(&packed[read..], &mut data[written..]);
        read += done.consumed_in;
        written += done.consumed_out;
        if !matches!(done.status, Ok(LzwStatus::Ok)) || (done.consumed_in, done.consumed_out) == (0, 0) {
            break;
        }
    }
    written
}

/// How brightness and differences become colours.
struct Weights {
    red: f32,
    green: f32,
    blue: f32,
    /// What stands for black and white, and for no and full colour, twice.
    ends: [f32; 6],
}

impl Weights {
    fn of(decoder: &mut Reader<'_>) -> Self {
        let weights = decoder.get_tag_f32_vec(Tag::Unknown(529)).ok().filter(|weights| weights.len() == 3);
        let weights = weights.filter(|weights| weights.iter().all(|weight| *weight > 0.0 && *weight < 1.0));
        let (red, green, blue) = weights.map_or((0.299, 0.587, 0.114), |weights| (weights[0], weights[1], weights[2]));
        let ends = decoder.get_tag_f32_vec(Tag::Unknown(532)).ok().and_then(|ends| <[f32; 6]>::try_from(ends).ok());
        let ends = ends.filter(|ends| ends.chunks_exact(2).all(|pair| pair[1] - pair[0] >= 1.0));
        Self { red, green, blue, ends: ends.unwrap_or([0.0, 255.0, 128.0, 255.0, 128.0, 255.0]) }
    }

    fn colour(&self, pixel: [u8; 3]) -> [u8; 3] {
        let full = |nth: usize, whole: f32| {
            let (low, high) = (self.ends[nth * 2], self.ends[nth * 2 + 1]);
            (f32::from(pixel[nth]) - low) * whole / (high - low)
        };
        let (light, to_blue, to_red) = (full(0, 255.0), full(1, 127.0), full(2, 127.0));
        let red = light + to_red * (2.0 - 2.0 * self.red);
        let blue = light + to_blue * (2.0 - 2.0 * self.blue);
        let green = (light - self.red * red - self.blue * blue) / self.green;
        [red, green, blue].map(byte)
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped first")]
fn byte(light: f32) -> u8 {
    light.round().clamp(0.0, 255.0) as u8
}
