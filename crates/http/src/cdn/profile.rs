//! What the profile in an address asks for.

use app::files::by_profile;
use media::{Format, Rendition, STEPS};
use model::schema::{ImageProfile, Schema};

/// Most pixels across and down that an address may ask for (v4.md 8.2).
const LARGEST: u32 = 4_000;

/// The rendition, and whether it is kept: profiles are, sizes that anybody thinks up aren't. `None`: there is no such
/// profile, or size.
pub fn rendition(schema: &Schema, profile: &str, file: &str) -> Option<(Rendition, bool)> {
    let format = format(file);
    if let Some((_, own)) = schema.get::<ImageProfile>(profile) {
        return Some((by_profile(own, format), true));
    }
    let (width, height) = size(profile)?;
    Some((Rendition::within(width, height, format), is_step(width, height)))
}

/// Whether that is a size which nobody keeps, whatever profiles there are.
pub fn is_free_size(profile: &str) -> bool {
    size(profile).is_some_and(|(width, height)| !is_step(width, height))
}

/// Whether that is a size, which is made the same whatever profiles there are.
pub fn is_size(profile: &str) -> bool {
    size(profile).is_some()
}

fn is_step(width: u32, height: u32) -> bool {
    width == height && STEPS.contains(&width)
}

/// `{W}x{H}`.
fn size(profile: &str) -> Option<(u32, u32)> {
    let (width, height) = profile.split_once('x')?;
    let side = |text: &str| {
        let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
        text.parse().ok().filter(|side| is_plain && *side <= LARGEST)
    };
    Some((side(width)?, side(height)?))
}

/// The format that a file name ends with.
fn format(file: &str) -> Format {
    match file.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).as_deref() {
        Some("jpg" | "jpeg") => Format::Jpeg,
        Some("png") => Format::Png,
        Some("webp") => Format::Webp,
        _ => Format::Original,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read() {
        assert_eq!(size("800x450"), Some((800, 450)));
        for wrong in ["", "x", "0x5", "5x0", "4001x5", "5x", "+5x5", "05x5", "5x5x5", "original"] {
            assert_eq!(size(wrong), None, "{wrong}");
        }
        assert!(is_size(super::super::THUMBNAIL) && is_size("800x450") && !is_size("zoom"));
        assert!(is_free_size("800x450") && is_free_size("601x600"));
        assert!(!is_free_size(super::super::THUMBNAIL) && !is_free_size("zoom") && !is_free_size("4001x5"));
        assert_eq!(format("a-png.JPG"), Format::Jpeg);
        assert_eq!(format("a"), Format::Original);
    }
}
