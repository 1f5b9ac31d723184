//! Renditions.

use std::path::Path;

use crate::decode::{self, Codec};
use crate::encode::{self, Encoding};
use crate::file::{Opened, guarded};
use crate::geometry::Geometry;
use crate::limits::{Budget, Limits};
use crate::picture::Picture;
use crate::rendition::{Format, Rendition, Transformation};
use crate::unrenderable::Unrenderable;
use crate::{frames, motion, svg};

/// Most pixels of all frames of a rendition that moves; beyond, its first picture stands for it.
const MAX_MOVING: u64 = 50_000_000;

/// A rendition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub mime: &'static str,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

/// Makes a rendition of the file that people call `name`: upright, in sRGB, never enlarged, without anything that the
/// file says beside its pixels.
pub fn render(path: &Path, name: &str, rendition: &Rendition, limits: &Limits) -> Result<Rendered, Unrenderable> {
    made(path, name, None, rendition, limits)
}

/// Makes it from a step of the picture ([`step_for`](crate::step_for)), in the very size that the picture itself, of
/// this width and height, would give.
pub fn render_step(
    path: &Path,
    whole: (u32, u32),
    rendition: &Rendition,
    limits: &Limits,
) -> Result<Rendered, Unrenderable> {
    made(path, "", Some(whole), rendition, limits)
}

fn made(
    path: &Path,
    name: &str,
    whole: Option<(u32, u32)>,
    rendition: &Rendition,
    limits: &Limits,
) -> Result<Rendered, Unrenderable> {
    opened(Opened::new(path, name)?, whole, rendition, limits)
}

/// The same of a file that is open.
pub fn opened(
    opened: Opened,
    whole: Option<(u32, u32)>,
    rendition: &Rendition,
    limits: &Limits,
) -> Result<Rendered, Unrenderable> {
    let codec = Codec::of(opened.kind)?;
    let bytes = opened.bytes(limits)?;
    guarded(limits, |budget| of(codec, &bytes, whole, rendition, budget))
}

fn of(
    codec: Codec,
    bytes: &[u8],
    whole: Option<(u32, u32)>,
    rendition: &Rendition,
    budget: &Budget,
) -> Result<Rendered, Unrenderable> {
    if codec == Codec::Svg {
        let (picture, geometry) = svg::draw(bytes, rendition, budget)?;
        return finish(picture, &geometry, codec, rendition, budget);
    }
    let may_move = matches!(rendition.format, Format::Webp | Format::Original) && whole.is_none();
    if may_move
        && motion::is_kept(codec, bytes)
        && let Some(moving) = moving(codec, bytes, rendition, budget)?
    {
        return Ok(moving);
    }
    let picture = decode::picture(codec, bytes, budget)?;
    budget.deadline.check()?;
    let size = (picture.width, picture.height);
    let geometry =
        whole.map_or_else(|| Geometry::of(size, rendition), |whole| Geometry::of(whole, rendition).on(whole, size));
    budget.check_pixels(geometry.canvas)?;
    let scaled = picture.scaled(&geometry)?;
    drop(picture);
    finish(scaled, &geometry, codec, rendition, budget)
}

/// All frames to measure; `None`: they would have too many pixels.
fn moving(
    codec: Codec,
    bytes: &[u8],
    rendition: &Rendition,
    budget: &Budget,
) -> Result<Option<Rendered>, Unrenderable> {
    let geometry = Geometry::of(decode::size(codec, bytes, budget)?, rendition);
    let pixels = u64::from(geometry.canvas.0) * u64::from(geometry.canvas.1);
    if pixels * u64::from(frames::count(codec, bytes)) > MAX_MOVING {
        return Ok(None);
    }
    let keeps_alpha = rendition.transformation != Transformation::Fill;
    let frames = motion::frames(codec, bytes, budget, |picture| {
        Ok(picture.scaled(&geometry)?.laid_on(&geometry, rendition.background, keeps_alpha))
    })?;
    let (width, height) = geometry.canvas;
    let bytes = encode::moving(&frames, rendition.quality, budget.deadline)?;
    Ok(Some(Rendered { bytes, mime: Encoding::Webp.mime(), width, height }))
}

/// Lays it on its ground and writes it.
pub fn finish(
    picture: Picture,
    geometry: &Geometry,
    codec: Codec,
    rendition: &Rendition,
    budget: &Budget,
) -> Result<Rendered, Unrenderable> {
    budget.deadline.check()?;
    budget.check_pixels(geometry.canvas)?;
    let encoding = Encoding::of(rendition.format, codec, &picture);
    let keeps_alpha = encoding != Encoding::Jpeg && rendition.transformation != Transformation::Fill;
    let picture = picture.laid_on(geometry, rendition.background, keeps_alpha);
    budget.deadline.check()?;
    let bytes = encode::still(&picture, encoding, rendition.quality)?;
    Ok(Rendered { bytes, mime: encoding.mime(), width: picture.width, height: picture.height })
}
