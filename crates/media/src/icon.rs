//! What is shown of files that have no picture: a page with a sign for what they are, by shapes alone.

use crate::limits::{Budget, Limits};
use crate::render::{self, Rendered};
use crate::rendition::Rendition;
use crate::sniff::Class;
use crate::svg;
use crate::unrenderable::Unrenderable;

/// The icon of a class (600 × 600 pixels, transparent around) as a rendition; PNG where that says `Original`.
/// Error: the rendition asks for more than is allowed.
pub fn icon(class: Class, rendition: &Rendition, limits: &Limits) -> Result<Rendered, Unrenderable> {
    let budget = Budget::begin(limits);
    let (picture, geometry) = svg::drawing(drawing(class).as_bytes(), rendition, &budget)?;
    render::finish(picture, &geometry, crate::decode::Codec::Svg, rendition, &budget)
}

const fn drawing(class: Class) -> &'static str {
    match class {
        Class::Picture => include_str!("icons/picture.svg"),
        Class::Vector => include_str!("icons/vector.svg"),
        Class::Document => include_str!("icons/document.svg"),
        Class::Video => include_str!("icons/video.svg"),
        Class::Audio => include_str!("icons/audio.svg"),
        Class::Text => include_str!("icons/text.svg"),
        Class::Archive => include_str!("icons/archive.svg"),
        Class::Other => include_str!("icons/other.svg"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rendition::Format;

    #[test]
    fn every_class_has_its_own() {
        let rendition = Rendition::within(300, 200, Format::Original);
        let icons = Class::ALL.map(|class| icon(class, &rendition, &Limits::default()).expect("an icon"));
        for (at, icon) in icons.iter().enumerate() {
            assert_eq!((icon.width, icon.height, icon.mime), (200, 200, "image/png"));
            assert!(icons[..at].iter().all(|other| other.bytes != icon.bytes));
            let corner = image::load_from_memory(&icon.bytes).expect("a picture").to_rgba8().get_pixel(0, 0).0;
            assert_eq!(corner[3], 0);
        }
    }
}
