//! Why a file has no renditions.

use std::time::Duration;

use image::ImageError;
use thiserror::Error;

/// Why a file has no renditions, in words for whoever looks at the asset.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Unrenderable {
    /// Not of a kind that is rendered.
    #[error("Files of the type {0} have no preview.")]
    NoPicture(String),
    /// A picture by itself, or a rendition of it, would take too much memory.
    #[error("The picture has {} pixels; {} are allowed.", grouped(*pixels), grouped(*allowed))]
    TooManyPixels {
        /// How many it has.
        pixels: u64,
        /// [`Limits::pixels`](crate::Limits::pixels).
        allowed: u64,
    },
    /// It would take too much memory.
    #[error("The file has more than the {} bytes that are allowed.", grouped(*.0))]
    TooManyBytes(u64),
    /// It would take too much memory in another way.
    #[error("Reading the picture takes more memory than is allowed.")]
    TooMuchMemory,
    /// It takes too long.
    #[error("Rendering takes longer than {} seconds, which are allowed.", .0.as_secs())]
    TooSlow(Duration),
    /// It would be too complicated to draw.
    #[error("The drawing has too many parts to be drawn.")]
    TooComplex,
    /// It ends before the picture does, or says what can't be.
    #[error("The file is damaged: {0}.")]
    Damaged(String),
    /// The program that draws such files made nothing of it.
    #[error("{0} made no picture of the file: it is damaged, or takes more memory than is allowed.")]
    Undrawn(String),
    /// A variety of its format that isn't read.
    #[error("The file can't be rendered: {0}.")]
    Unsupported(String),
    /// The file itself can't be read here and now: no fault of its own.
    #[error("The file can't be read: {0}.")]
    Unreadable(String),
}

impl From<ImageError> for Unrenderable {
    fn from(error: ImageError) -> Self {
        match error {
            ImageError::Unsupported(error) => Self::Unsupported(plain(&error)),
            ImageError::Limits(_) => Self::TooMuchMemory,
            error => Self::Damaged(plain(&error)),
        }
    }
}

/// The words of a library, in a sentence of ours.
pub fn plain(error: &impl ToString) -> String {
    let words: String = error.to_string().chars().filter(|c| !c.is_control()).take(200).collect();
    words.trim_end_matches(['.', '!']).to_owned()
}

/// Digits in groups of three.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev().map(|group| String::from_utf8_lossy(group));
    groups.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_can_be_read() {
        let too_many = Unrenderable::TooManyPixels { pixels: 1_000_000_000, allowed: 75_000_000 };
        assert_eq!(too_many.to_string(), "The picture has 1,000,000,000 pixels; 75,000,000 are allowed.");
        assert_eq!([0, 999, 1_000].map(grouped), ["0", "999", "1,000"]);
    }
}
