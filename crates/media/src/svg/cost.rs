//! How many pixels a drawing touches, and how many it holds at once.

use resvg::usvg::filter::Kind;
use resvg::usvg::{ClipPath, Fill, Group, ImageKind, Mask, Node, Paint, Path, Stroke, Tree};

use crate::limits::Budget;
use crate::unrenderable::Unrenderable;

/// Most pixels that are touched: some ten seconds.
const MAX_TOUCHED: f64 = 2e10;
/// What a dashed line may be cut into.
const DASHES: f64 = 1e6;
const BYTES: f64 = 4.0;

/// Error: it takes too long or too much memory to draw at this size and scale.
pub fn check(tree: &Tree, (width, height): (u32, u32), scale: f64, budget: &Budget) -> Result<(), Unrenderable> {
    let canvas = f64::from(width) * f64::from(height);
    let mut cost = Cost { canvas, scale: scale * scale, touched: 0.0, most_held: 0.0 };
    cost.group(tree.root(), 0.0);
    #[expect(clippy::cast_precision_loss, reason = "bounds needn't be exact")]
    let memory = budget.limits.memory as f64;
    if cost.most_held * BYTES > memory {
        return Err(Unrenderable::TooMuchMemory);
    }
    // What isn't a number isn't less.
    if cost.touched <= MAX_TOUCHED { Ok(()) } else { Err(Unrenderable::TooComplex) }
}

struct Cost {
    /// Pixels of the whole.
    canvas: f64,
    /// Pixels of a unit of area.
    scale: f64,
    touched: f64,
    most_held: f64,
}

impl Cost {
    /// Pixels of an area of the drawing, of which nothing shows beyond the canvas.
    fn area(&self, width: f32, height: f32) -> f64 {
        (f64::from(width) * f64::from(height) * self.scale).clamp(1.0, self.canvas)
    }

    fn hold(&mut self, held: f64) {
        self.most_held = self.most_held.max(held);
    }

    fn group(&mut self, group: &Group, mut held: f64) {
        if group.should_isolate() {
            let bounds = group.abs_layer_bounding_box();
            let layer = self.area(bounds.width(), bounds.height());
            held += layer;
            self.touched += layer;
            for filter in group.filters() {
                for primitive in filter.primitives() {
                    self.touched += layer * effort(primitive.kind());
                }
                #[expect(clippy::cast_precision_loss, reason = "bounds needn't be exact")]
                self.hold(held + layer * (filter.primitives().len() as f64 + 3.0));
            }
            self.clip(group.clip_path(), held);
            self.mask(group.mask(), held);
        }
        self.hold(held);
        for node in group.children() {
            // Once it is too much, the rest doesn't matter.
            if self.touched > MAX_TOUCHED {
                return;
            }
            self.node(node, held);
        }
    }

    fn node(&mut self, node: &Node, held: f64) {
        match node {
            Node::Group(group) => self.group(group, held),
            Node::Path(path) => self.path(path, held),
            Node::Text(text) => self.group(text.flattened(), held),
            Node::Image(image) => {
                let bounds = image.abs_bounding_box();
                self.touched += self.area(bounds.width(), bounds.height());
                if let ImageKind::SVG(tree) = image.kind() {
                    self.group(tree.root(), held + self.canvas);
                }
            }
        }
    }

    fn path(&mut self, path: &Path, held: f64) {
        let bounds = path.abs_stroke_bounding_box();
        #[expect(clippy::cast_precision_loss, reason = "bounds needn't be exact")]
        let corners = path.data().len() as f64;
        let area = self.area(bounds.width(), bounds.height());
        let dashes = path.stroke().and_then(|stroke| stroke.dasharray()).map_or(0.0, |_| DASHES);
        self.touched += area + corners * 100.0 + dashes;
        let paints = [path.fill().map(Fill::paint), path.stroke().map(Stroke::paint)];
        for paint in paints.into_iter().flatten() {
            if let Paint::Pattern(pattern) = paint {
                let rect = pattern.rect();
                // A tile isn't cut to the canvas, and is drawn at the scale of what it fills.
                let transform = path.abs_transform().pre_concat(pattern.transform());
                let (across, down) = transform.get_scale();
                let width = f64::from(rect.width()) * f64::from(across);
                let tile = width * f64::from(rect.height()) * f64::from(down) * self.scale;
                self.touched += tile;
                self.hold(held + tile);
                self.group(pattern.root(), held + tile);
            }
        }
    }

    fn clip(&mut self, clip: Option<&ClipPath>, held: f64) {
        if let Some(clip) = clip {
            self.touched += self.canvas;
            self.clip(clip.clip_path(), held + self.canvas);
            self.group(clip.root(), held + self.canvas);
        }
    }

    fn mask(&mut self, mask: Option<&Mask>, held: f64) {
        if let Some(mask) = mask {
            self.touched += self.canvas * 2.0;
            self.mask(mask.mask(), held + self.canvas * 2.0);
            self.group(mask.root(), held + self.canvas * 2.0);
        }
    }
}

/// How often a filter goes over its pixels, more or less.
fn effort(kind: &Kind) -> f64 {
    match kind {
        Kind::GaussianBlur(_) | Kind::DropShadow(_) => 60.0,
        Kind::Turbulence(turbulence) => 60.0 * f64::from(turbulence.num_octaves()).max(1.0),
        Kind::ConvolveMatrix(convolve) => f64::from(convolve.matrix().columns()) * f64::from(convolve.matrix().rows()),
        Kind::Morphology(morphology) => {
            let (across, down) = (morphology.radius_x().get(), morphology.radius_y().get());
            (f64::from(across) * 2.0 + 1.0) * (f64::from(down) * 2.0 + 1.0)
        }
        _ => 10.0,
    }
}
