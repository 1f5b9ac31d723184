//! To which measure renditions are made.

use std::fmt;

/// Changes when what is made of the same file by the same rendition looks different.
const MAKE: u32 = 1;

/// How a picture is made to measure. Its `Display` is its canonical name: equal for equal results, fit for a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rendition {
    /// How the picture fits the size.
    pub transformation: Transformation,
    /// Pixels across, from 1; `None`: as the picture has them.
    pub width: Option<u32>,
    /// Pixels down, from 1; `None`: as the picture has them.
    pub height: Option<u32>,
    /// As what it is written.
    pub format: Format,
    /// 1 to 100, of JPEG and WebP.
    pub quality: u8,
    /// Red, green and blue of what shows where the picture doesn't.
    pub background: [u8; 3],
}

impl Rendition {
    /// What fits in this size, on white where it needs a ground.
    pub const fn within(width: u32, height: u32, format: Format) -> Self {
        Self {
            transformation: Transformation::Fit,
            width: Some(width),
            height: Some(height),
            format,
            quality: 85,
            background: [255; 3],
        }
    }
}

impl fmt::Display for Rendition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let transformation = match self.transformation {
            Transformation::Fit => "fit",
            Transformation::Fill => "fill",
            Transformation::Crop => "crop",
        };
        let length = |length: Option<u32>| length.map_or("auto".to_owned(), |length| length.to_string());
        write!(f, "{MAKE}-{transformation}-{}x{}", length(self.width), length(self.height))?;
        match self.format {
            Format::Jpeg => write!(f, "-jpg-{}", self.quality)?,
            Format::Png => write!(f, "-png")?,
            Format::Webp => write!(f, "-webp-{}", self.quality)?,
            Format::Compact => write!(f, "-compact-{}", self.quality)?,
            Format::Original => write!(f, "-original-{}", self.quality)?,
        }
        let shows_ground =
            self.transformation == Transformation::Fill || matches!(self.format, Format::Jpeg | Format::Original);
        let [red, green, blue] = self.background;
        if shows_ground { write!(f, "-{red:02x}{green:02x}{blue:02x}") } else { Ok(()) }
    }
}

/// How a picture fits a size; it is never enlarged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transformation {
    /// Within it.
    Fit,
    /// Within it, and the rest is filled.
    Fill,
    /// Over all of it; what stands over is cut, alike on both sides.
    Crop,
}

/// A format that pictures are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP, the only one that keeps motion.
    Webp,
    /// JPEG, or WebP where something is transparent.
    Compact,
    /// That of the file if it is JPEG, PNG or WebP; WebP of what moves; PNG of all others.
    Original,
}

impl Format {
    /// The one in which pages show a file of this type.
    pub fn for_pages(mime: &str) -> Self {
        match mime {
            "image/jpeg" => Self::Jpeg,
            "image/webp" | "image/gif" => Self::Webp,
            _ => Self::Png,
        }
    }

    /// What names of such files end with; empty where that depends on the picture.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Compact | Self::Original => "",
        }
    }
}

/// A colour such as `#FFFFFF`.
pub fn colour(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && !digits.starts_with('+'))?;
    let number = u32::from_str_radix(digits, 16).ok()?;
    let [_, red, green, blue] = number.to_be_bytes();
    Some([red, green, blue])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_the_result_depends_on() {
        let jpeg = Rendition::within(600, 400, Format::Jpeg);
        assert_eq!(jpeg.to_string(), "1-fit-600x400-jpg-85-ffffff");
        let png = Rendition { height: None, quality: 3, background: [0; 3], format: Format::Png, ..jpeg };
        assert_eq!(png.to_string(), "1-fit-600xauto-png");
        let fill = Rendition { transformation: Transformation::Fill, ..png };
        assert_eq!(fill.to_string(), "1-fill-600xauto-png-000000");
    }

    #[test]
    fn colours_have_six_digits() {
        assert_eq!(colour("#0aFF01"), Some([10, 255, 1]));
        for wrong in ["", "#fff", "ffffff", "#gggggg", "#+12345", "#é345"] {
            assert_eq!(colour(wrong), None, "{wrong}");
        }
    }
}
