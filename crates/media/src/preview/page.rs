//! How large the first page of a PDF is.

use std::io::Read as _;
use std::process::Child;

/// Most bytes that are read of what is said.
const MAX_SAID: u64 = 64 * 1024;

/// What it is asked, beside the path.
pub const QUESTION: [&str; 4] = ["-f", "1", "-l", "1"];

/// Pixels across and down of a page whose longer side has so many; `None`: it isn't said, or there is no page.
/// Those who draw would round any part of a pixel up.
pub fn pixels(asked: &mut Child, longest: u32) -> Option<(u32, u32)> {
    let mut said = Vec::new();
    // Whoever says more is not listened to.
    let _ = asked.stdout.take().map(|stdout| stdout.take(MAX_SAID).read_to_end(&mut said));
    let _ = asked.wait();
    scaled(size(&String::from_utf8_lossy(&said))?, longest)
}

/// Its width and height as it is shown, by `Page    1 size:  595.28 x 841.89 pts (A4)` and `Page    1 rot:   90`.
fn size(said: &str) -> Option<(f64, f64)> {
    let of_page = |what: &str| {
        let mut lines = said.lines().filter(|line| line.starts_with("Page "));
        lines.find_map(|line| line.split_once(what).map(|(_, value)| value.trim()))
    };
    let mut words = of_page(" size:")?.split(' ');
    let width = words.next()?.parse().ok()?;
    let height = words.nth(1)?.parse().ok()?;
    let is_turned = matches!(of_page(" rot:"), Some("90" | "270"));
    Some(if is_turned { (height, width) } else { (width, height) })
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and the longer side")]
fn scaled((width, height): (f64, f64), longest: u32) -> Option<(u32, u32)> {
    let scale = f64::from(longest) / width.max(height);
    let length = |side: f64| (side * scale).round().max(1.0) as u32;
    (width > 0.0 && height > 0.0 && scale > 0.0).then(|| (length(width), length(height)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_and_rounded() {
        let said = "Title:          Page    1 size:  1 x 2 pts\nPages:          1\nPage    1 size:  595.28 x 841.89 pts (A4)\n\
                    Page    1 rot:   270\n";
        assert_eq!(size(said), Some((841.89, 595.28)));
        assert_eq!(scaled((841.89, 595.28), 2048), Some((2048, 1448)));
        assert_eq!(scaled((0.001, 900.0), 2048), Some((1, 2048)));
        for none in [(0.0, 0.0), (-1.0, 5.0), (f64::NAN, 5.0), (f64::INFINITY, 5.0)] {
            assert_eq!(scaled(none, 2048), None, "{none:?}");
        }
        for other in ["", "Pages: 1", "Page    1 size:  wide x high", "Page    1 size:  5"] {
            assert_eq!(size(other), None, "{other}");
        }
    }
}
