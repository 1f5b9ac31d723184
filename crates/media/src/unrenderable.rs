//! Why a file has no renditions.

use std::error::Error;
use std::time::Duration;
use std::{fmt, io, iter};

use image::ImageError;
use image::error::ImageFormatHint;

/// Why a file has no renditions, in words for whoever looks at the asset.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
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

impl Unrenderable {
    /// What a reader of that format, which is other people's code, gave up on. What it said goes to the log.
    pub(crate) fn unread(format: &str, error: &(dyn Error + 'static)) -> Self {
        tracing::info!(format, %error, "a picture can't be read");
        if ends_early(error) { Self::ends_early() } else { Self::Damaged(format!("it can't be read as {format}")) }
    }

    /// What such a reader isn't made for.
    pub(crate) fn unknown(format: &str, error: &dyn fmt::Debug) -> Self {
        tracing::info!(format, ?error, "a picture is of a kind that isn't read");
        Self::Unsupported(format!("this variety of {format} isn't read"))
    }

    /// What can't be given another size.
    pub(crate) fn unscaled(error: &dyn fmt::Debug) -> Self {
        tracing::info!(?error, "a picture can't be scaled");
        Self::Unsupported("it can't be given another size".to_owned())
    }

    /// It ends before the picture does.
    pub(crate) fn ends_early() -> Self {
        Self::Damaged("it ends before the picture does".to_owned())
    }
}

impl From<ImageError> for Unrenderable {
    fn from(error: ImageError) -> Self {
        match error {
            ImageError::Limits(_) => Self::TooMuchMemory,
            ImageError::Unsupported(error) => Self::unknown(&name(&error.format_hint()), &error),
            ImageError::Decoding(error) => Self::unread(&name(&error.format_hint()), &error),
            ImageError::IoError(error) => Self::unread(ANY, &error),
            error => Self::unread(ANY, &error),
        }
    }
}

/// A format that nobody named.
const ANY: &str = "a picture";

fn name(hint: &ImageFormatHint) -> String {
    match hint {
        ImageFormatHint::Exact(format) => {
            format.extensions_str().first().map_or(ANY.to_owned(), |ext| ext.to_uppercase())
        }
        ImageFormatHint::Name(name) => name.clone(),
        _ => ANY.to_owned(),
    }
}

/// Whether it, or what it stems from, is that there were no more bytes.
fn ends_early(error: &(dyn Error + 'static)) -> bool {
    let kind = |error: &(dyn Error + 'static)| error.downcast_ref::<io::Error>().map(io::Error::kind);
    iter::successors(Some(error), |error| (**error).source())
        .any(|error| kind(error) == Some(io::ErrorKind::UnexpectedEof))
}

/// Digits in groups of three.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev().map(|group| String::from_utf8_lossy(group));
    groups.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use image::error::{DecodingError, UnsupportedError, UnsupportedErrorKind};

    use super::*;

    #[test]
    fn what_others_say_is_told_in_words_of_ours() {
        let cut = || io::Error::new(io::ErrorKind::UnexpectedEof, "failed to fill whole buffer");
        let png = ImageFormatHint::Exact(image::ImageFormat::Png);
        let decoding =
            |error: Box<dyn Error + Send + Sync>| ImageError::Decoding(DecodingError::new(png.clone(), error));
        for (error, words) in [
            (ImageError::IoError(cut()), "The file is damaged: it ends before the picture does."),
            (decoding(Box::new(cut())), "The file is damaged: it ends before the picture does."),
            (decoding("use `set_limits`".into()), "The file is damaged: it can't be read as PNG."),
            (
                ImageError::Unsupported(UnsupportedError::from_format_and_kind(
                    png.clone(),
                    UnsupportedErrorKind::GenericFeature("x".to_owned()),
                )),
                "The file can't be rendered: this variety of PNG isn't read.",
            ),
        ] {
            assert_eq!(Unrenderable::from(error).to_string(), words);
        }
    }

    #[test]
    fn large_numbers_can_be_read() {
        let too_many = Unrenderable::TooManyPixels { pixels: 1_000_000_000, allowed: 75_000_000 };
        assert_eq!(too_many.to_string(), "The picture has 1,000,000,000 pixels; 75,000,000 are allowed.");
        assert_eq!([0, 999, 1_000].map(grouped), ["0", "999", "1,000"]);
    }
}
