//! What a file may cost.

use std::time::Duration;

use crate::deadline::Deadline;
use crate::unrenderable::Unrenderable;

/// What one file may cost.
///
/// Bytes and pixels are checked before anything is unpacked, for every picture within the file too. Time is looked at
/// whenever a decoder asks for more of the file, between frames and between steps; what can't be interrupted (the
/// rest of one buffer, scaling, encoding) is bounded by the pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes of a file.
    pub bytes: u64,
    /// Most pixels of a picture.
    pub pixels: u64,
    /// Most bytes that a decoder may take beside the file and the picture.
    pub memory: u64,
    /// Longest time for one call.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 256 * 1024 * 1024, pixels: 75_000_000, memory: 640 * 1024 * 1024, time: Duration::from_secs(30) }
    }
}

/// The limits of one call, and when it began.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Budget {
    pub limits: Limits,
    pub deadline: Deadline,
}

impl Budget {
    /// From now on.
    pub fn begin(limits: &Limits) -> Self {
        Self { limits: *limits, deadline: Deadline::after(limits.time) }
    }

    /// Errors: `TooManyPixels`; none at all is damage.
    pub fn check_pixels(&self, (width, height): (u32, u32)) -> Result<(), Unrenderable> {
        let pixels = u64::from(width) * u64::from(height);
        match pixels {
            0 => Err(Unrenderable::Damaged("it has no pixels".to_owned())),
            _ if pixels <= self.limits.pixels => Ok(()),
            _ => Err(Unrenderable::TooManyPixels { pixels, allowed: self.limits.pixels }),
        }
    }

    /// What the decoders may take.
    pub fn memory(&self) -> image::Limits {
        let mut limits = image::Limits::default();
        limits.max_alloc = Some(self.limits.memory);
        limits
    }
}
