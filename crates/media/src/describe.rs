//! What a file says of itself.

use std::borrow::Cow;
use std::path::Path;

use image::metadata::Orientation;
use image::{ColorType, ExtendedColorType, ImageDecoder};
use moxcms::{ColorProfile, ProfileText};

use crate::decode::{self, Codec};
use crate::file::{Opened, guarded};
use crate::limits::{Budget, Limits};
use crate::metadata::{self, Notes};
use crate::sniff::Kind;
use crate::unrenderable::Unrenderable;
use crate::{frames, ico, jpeg, png, svg, tiff};

/// What a file says of itself. What isn't known or doesn't apply is `None` or empty.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Description {
    /// What it is.
    pub kind: Kind,
    /// Pixels across, upright; of drawings, what they are meant for.
    pub width: Option<u32>,
    /// Pixels down, upright.
    pub height: Option<u32>,
    /// `sRGB`, `RGB` (with another profile), `Gray` or `CMYK`.
    pub colour_space: Option<&'static str>,
    /// The name of the colour profile within.
    pub profile: Option<String>,
    /// Whether something may shine through.
    pub has_alpha: bool,
    /// Pictures that follow each other in time; 1 of what doesn't move.
    pub frames: u32,
    /// Pages.
    pub pages: Option<u32>,
    /// What the camera noted, by the names of EXIF. Where it was taken is left out.
    pub exif: Notes,
    /// What agencies noted, by the names of IPTC.
    pub iptc: Notes,
    /// What programs noted, by prefix and name (`dc:title`).
    pub xmp: Notes,
    /// Whether it says where it was taken.
    pub has_gps: bool,
    /// Why it can't be rendered, as far as that shows before.
    pub fault: Option<Unrenderable>,
}

/// What the decoder of a format knows before it decodes.
#[derive(Default)]
struct Head<'a> {
    size: (u32, u32),
    orientation: Option<Orientation>,
    colour_space: Option<&'static str>,
    has_alpha: bool,
    icc: Option<Vec<u8>>,
    exif: Option<Cow<'a, [u8]>>,
    iptc: Option<Vec<u8>>,
    xmp: Option<Vec<u8>>,
}

/// Reads what the file that people call `name` says of itself. Error: it can't be read at all; whatever is wrong
/// within is a `fault`.
pub fn describe(path: &Path, name: &str, limits: &Limits) -> Result<Description, Unrenderable> {
    let opened = Opened::new(path, name)?;
    let none = Description { kind: opened.kind, frames: 1, ..Description::default() };
    let described = Codec::of(opened.kind).and_then(|codec| {
        let kind = opened.kind;
        let bytes = opened.bytes(limits)?;
        guarded(limits, |budget| of(kind, codec, &bytes, budget))
    });
    match described {
        Err(fault @ Unrenderable::Unreadable(_)) => Err(fault),
        described => Ok(described.unwrap_or_else(|fault| Description { fault: Some(fault), ..none })),
    }
}

fn of(kind: Kind, codec: Codec, bytes: &[u8], budget: &Budget) -> Result<Description, Unrenderable> {
    let head = match codec {
        Codec::Svg => Head { size: svg::size(bytes, budget)?, has_alpha: true, ..Head::default() },
        Codec::Jpeg => of_jpeg(bytes)?,
        Codec::Tiff => of_tiff(bytes, budget)?,
        Codec::Ico => {
            let (codec, picture) = ico::largest(bytes)?;
            common(decode::decoder(codec, &picture, budget)?)
        }
        Codec::Png => {
            let head = common(decode::decoder(codec, bytes, budget)?);
            Head { iptc: head.iptc.and_then(|text| png::raw_profile(&text)), ..head }
        }
        codec => common(decode::decoder(codec, bytes, budget)?),
    };
    let is_turned = head.orientation.is_some_and(|orientation| orientation.to_exif() > 4);
    let (width, height) = if is_turned { (head.size.1, head.size.0) } else { head.size };
    let counted = frames::count(codec, bytes);
    let profile = head.icc.as_deref().and_then(profile_name);
    let is_other = profile.as_ref().is_some_and(|name| !name.to_ascii_lowercase().contains("srgb"));
    let mut description = Description {
        kind,
        width: Some(width),
        height: Some(height),
        colour_space: head.colour_space.map(|space| if space == "sRGB" && is_other { "RGB" } else { space }),
        profile,
        has_alpha: head.has_alpha,
        frames: if codec == Codec::Tiff { 1 } else { counted },
        pages: (codec == Codec::Tiff).then_some(counted),
        // A drawing is drawn as large as it is asked for.
        fault: if codec == Codec::Svg { None } else { budget.check_pixels(head.size).err() },
        ..Description::default()
    };
    description.has_gps = metadata::exif::read(head.exif.as_deref().unwrap_or_default(), &mut description.exif);
    metadata::iptc::read(head.iptc.as_deref().unwrap_or_default(), &mut description.iptc);
    description.has_gps |= metadata::xmp::read(head.xmp.as_deref().unwrap_or_default(), &mut description.xmp);
    Ok(description)
}

fn common(mut decoder: impl ImageDecoder) -> Head<'static> {
    let colour = decoder.color_type();
    Head {
        size: decoder.dimensions(),
        orientation: decoder.orientation().ok(),
        colour_space: Some(match decoder.original_color_type() {
            ExtendedColorType::Cmyk8 | ExtendedColorType::Cmyk16 => "CMYK",
            _ if matches!(colour, ColorType::L8 | ColorType::L16 | ColorType::La8 | ColorType::La16) => "Gray",
            _ => "sRGB",
        }),
        has_alpha: colour.has_alpha(),
        icc: decoder.icc_profile().ok().flatten(),
        exif: decoder.exif_metadata().ok().flatten().map(Cow::Owned),
        iptc: decoder.iptc_metadata().ok().flatten(),
        xmp: decoder.xmp_metadata().ok().flatten(),
    }
}

fn of_jpeg(bytes: &[u8]) -> Result<Head<'static>, Unrenderable> {
    let decoder = jpeg::begun(bytes)?;
    Ok(Head {
        size: jpeg::size(&decoder),
        orientation: Some(jpeg::orientation(&decoder)),
        colour_space: Some(jpeg::colour_space(&decoder)),
        has_alpha: false,
        icc: decoder.icc_profile(),
        exif: decoder.exif().cloned().map(Cow::Owned),
        iptc: decoder.iptc().cloned(),
        xmp: decoder.xmp().cloned(),
    })
}

fn of_tiff<'a>(bytes: &'a [u8], budget: &Budget) -> Result<Head<'a>, Unrenderable> {
    use ::tiff::ColorType::{CMYK, CMYKA, Gray, GrayA, RGBA};
    let head = tiff::head(bytes, budget)?;
    Ok(Head {
        size: head.size,
        orientation: head.orientation,
        colour_space: head.colour.map(|colour| match colour {
            CMYK(_) | CMYKA(_) => "CMYK",
            Gray(_) | GrayA(_) => "Gray",
            _ => "sRGB",
        }),
        has_alpha: matches!(head.colour, Some(RGBA(_) | GrayA(_) | CMYKA(_))),
        icc: head.icc,
        // The file itself is what EXIF looks like.
        exif: Some(Cow::Borrowed(bytes)),
        iptc: head.iptc,
        xmp: head.xmp,
    })
}

/// What a colour profile calls itself.
fn profile_name(icc: &[u8]) -> Option<String> {
    let text = ColorProfile::new_from_slice(icc).ok()?.description?;
    let name = match text {
        ProfileText::PlainString(name) => name,
        ProfileText::Localizable(names) => names.into_iter().next()?.value,
        ProfileText::Description(description) => description.ascii_string,
    };
    let name: String = name.chars().filter(|c| !c.is_control()).take(100).collect();
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}
