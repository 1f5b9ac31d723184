//! The studio: a backdrop, shadows, and the light that lamps throw.

use super::bounds::Bounds;
use super::canvas::{Canvas, ellipse_path, line_through};
use super::colour::Colour;
use super::materials::Material;
use super::outlines::{hull, turn};
use super::scene::SIZE;
use super::solids::Body;
use super::space::{Camera, Point, Spot};
use super::texture::count;

/// Where a product is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Standing or lying on the floor.
    Floor,
    /// On a wall behind it.
    Wall,
    /// Under a ceiling out of sight.
    Air,
}

impl Place {
    /// The height in the picture of the middle of what is shown.
    pub fn level(self) -> f64 {
        match self {
            Self::Floor => 836.0,
            Self::Wall => 790.0,
            Self::Air => 850.0,
        }
    }

    /// What of the room there is it leaves: lamps need air for their light.
    pub fn share(self) -> f64 {
        match self {
            Self::Floor => 1.0,
            Self::Wall => 0.9,
            Self::Air => 0.78,
        }
    }
}

/// Paper backdrops of the studio.
const PAPERS: [&str; 5] = ["#e9e5de", "#e7e3d9", "#e4e5e3", "#e5e6df", "#eae3dd"];
/// The same at dusk, for lamps that are on.
const DUSK: [&str; 5] = ["#b5aca0", "#b3ab9b", "#a9acac", "#aaaea3", "#b7aaa1"];

const SHADOW: &str = "#3b342c";

/// The backdrop, with a touch of the product's colour.
pub fn backdrop(canvas: &mut Canvas, place: Place, seed: u32, accent: Material, is_lit: bool) {
    let papers = if is_lit { DUSK } else { PAPERS };
    let paper = papers[usize::try_from(seed % 5).unwrap_or_default()];
    let paper = Colour::parse(paper).mix(accent.colour, 0.05);
    // White things need something to stand out from.
    let paper = if accent.colour.brightness() > 0.8 && !is_lit { paper.lit(0.945) } else { paper };
    let side = f64::from(SIZE);
    let whole = format!("M0 0H{SIZE}V{SIZE}H0Z");
    let stops = match place {
        Place::Floor => vec![
            (0.0, paper.lit(0.955), 1.0),
            (0.52, paper.lit(1.16), 1.0),
            (0.66, paper.lit(1.06), 1.0),
            (0.74, paper.lit(0.985), 1.0),
            (1.0, paper.lit(0.93), 1.0),
        ],
        Place::Wall | Place::Air => {
            vec![(0.0, paper.lit(0.97), 1.0), (0.5, paper.lit(1.12), 1.0), (1.0, paper.lit(0.94), 1.0)]
        }
    };
    let paint = canvas.linear([side * 0.42, 0.0], [side * 0.58, side], &stops);
    canvas.fill(&whole, &paint);
    let shade = paper.lit(0.55);
    let stops = [(0.55, shade, 0.0), (1.0, shade, if is_lit { 0.34 } else { 0.16 })];
    let paint = canvas.radial([side * 0.46, side * 0.44], side * 0.86, side * 0.80, &stops);
    canvas.fill(&whole, &paint);
}

/// The shadows that bodies, all within these bounds, throw on the floor or the wall.
pub fn shadows(canvas: &mut Canvas, camera: &Camera, place: Place, bodies: &[Body], bounds: &Bounds<3>) {
    match place {
        Place::Air => {}
        Place::Wall => {
            let on_wall = |[x, y, _]: &Point| camera.project([*x, *y, bounds.low[2]]);
            let outline = hull(bodies.iter().flat_map(|body| &body.extent).map(on_wall).collect());
            let outline: Vec<Spot> = outline.into_iter().map(|[x, y]| [x + 20.0, y + 30.0]).collect();
            blurred(canvas, &outline, 0.22, 26.0);
        }
        Place::Floor => {
            let on_floor = |body: &Body| body.ground.iter().map(|[x, z]| camera.project([*x, 0.0, *z])).collect();
            let grounds: Vec<Vec<Spot>> = bodies.iter().map(on_floor).collect();
            let tall = bounds.size()[1];
            let all = hull(grounds.iter().flatten().copied().collect());
            let [x, y] = middle(&all);
            let thrown = (tall * camera.scale * 0.08).min(26.0);
            let larger: Vec<Spot> = all
                .iter()
                .map(|spot| [x + (spot[0] - x) * 1.03 + thrown, y + (spot[1] - y) * 0.99 - thrown * 0.15])
                .collect();
            blurred(canvas, &larger, 0.26, 30.0);
            let is_standing = |body: &Body| body.bounds.low[1] <= tall * 0.012;
            for (body, ground) in bodies.iter().zip(&grounds) {
                if is_standing(body) && !ground.is_empty() {
                    touch(canvas, ground);
                }
            }
        }
    }
}

/// The shadow close about what stands there.
fn touch(canvas: &mut Canvas, ground: &[Spot]) {
    const RADIUS: f64 = 8.0;
    let bounds = Bounds::of(ground.iter().copied());
    let half = bounds.size().map(|size| size / 2.0);
    if half.iter().any(|half| *half > 3.0 * RADIUS) {
        return blurred(canvas, ground, 0.6, RADIUS);
    }
    // Of something small a blur leaves a spot that fades, the paler the smaller.
    let left: f64 = half.iter().map(|half| (half / RADIUS * 0.85).tanh()).product();
    let [across, down] = half.map(|half| 2.5 * RADIUS.hypot(half * 0.58));
    let fall = [(0.0, 1.0), (0.25, 0.80), (0.5, 0.44), (0.75, 0.15), (1.0, 0.0)];
    let paint = canvas.fading(&fall.map(|(at, opacity)| (at, Colour::parse(SHADOW), opacity)));
    canvas.veil(&ellipse_path(bounds.middle(), across, down), &paint, 0.6 * left);
}

/// An outline without dents as a shadow, out of focus by a radius in pixels. It is laid on in thin layers, from the
/// widest to the narrowest: to blur a shape takes a drawing program far longer.
fn blurred(canvas: &mut Canvas, outline: &[Spot], opacity: f64, radius: f64) {
    let layers = if radius > 20.0 { 14_u32 } else { 7 };
    // How far from the outline a layer ends, by radii: together they fall off as a blur does.
    let ends: Vec<f64> = (0..layers).map(|layer| 2.0 - 4.0 * (f64::from(layer) + 0.5) / f64::from(layers)).collect();
    let weight = |end: f64| (-end * end / 2.0).exp();
    let all: f64 = ends.iter().map(|end| weight(*end)).sum();
    for end in ends {
        let path = line_through(&grown(outline, end * radius, 2.0 * radius), true);
        canvas.veil(&path, SHADOW, 1.0 - (1.0 - opacity).powf(weight(end) / all));
    }
}

/// An outline that ends so many pixels farther out, or in, its corners the rounder the farther out; `most`: the
/// farthest out or in that is asked for.
fn grown(outline: &[Spot], by: f64, most: f64) -> Vec<Spot> {
    let bounds = Bounds::of(outline.iter().copied());
    let middle = bounds.middle();
    let [(wide, across), (tall, down)] = bounds.size().map(|size| {
        let half = size / 2.0;
        let core = (half - most).max(0.0);
        // From the core to where the farthest one ends.
        (core / half.max(0.1), (half + most - core) * (by + most) / (2.0 * most))
    });
    let spots = outline.iter().flat_map(|[x, y]| {
        let at = [middle[0] + (x - middle[0]) * wide, middle[1] + (y - middle[1]) * tall];
        (0..8).map(move |step| {
            let [sin, cos] = turn(step, 8);
            [at[0] + across * sin, at[1] + down * cos].map(f64::round)
        })
    });
    hull(spots.collect())
}

/// The middle of spots.
fn middle(spots: &[Spot]) -> Spot {
    let share = 1.0 / count(spots.len().max(1));
    spots.iter().fold([0.0, 0.0], |sum, [x, y]| [sum[0] + x * share, sum[1] + y * share])
}

/// A light and how far it reaches.
pub struct Glow {
    pub centre: Point,
    pub reach: f64,
    pub strength: f64,
}

impl Glow {
    /// Its halo, so much of it.
    pub fn paint(&self, canvas: &mut Canvas, camera: &Camera, share: f64) {
        let spot = camera.project(self.centre);
        let reach = (self.reach * camera.scale).min(1100.0);
        let strength = self.strength * share;
        let light = Colour::LAMPLIGHT.mix(Colour::WHITE, 0.35);
        let stops = [
            (0.0, light, 0.85 * strength),
            (0.35, light, 0.38 * strength),
            (0.7, light, 0.10 * strength),
            (1.0, light, 0.0),
        ];
        let paint = canvas.radial(spot, reach, reach, &stops);
        canvas.fill(&ellipse_path(spot, reach, reach), &paint);
    }
}
