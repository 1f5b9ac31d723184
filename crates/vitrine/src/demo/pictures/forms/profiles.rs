//! Profiles of turned things, in shares of half their width and of their height, from below.

use std::f64::consts::PI;

use serde::Deserialize;

use crate::demo::pictures::materials::Material;
use crate::demo::pictures::solids::Lathe;
use crate::demo::pictures::space::Point;

/// A profile by its name.
#[derive(Deserialize, Clone, Copy, PartialEq, Eq, Debug)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    // Shades, wide below.
    Bell,
    Disc,
    Taper,
    Cornet,
    Dome,
    Hood,
    Thimble,
    // Closed or wide above.
    Globe,
    Medlar,
    Lantern,
    Bowl,
    Gourd,
    Tube,
    Mushroom,
    Weight,
    // Bases and vessels.
    Jug,
    Bottle,
    Column,
    Beads,
    Baluster,
    Stem,
    Trumpet,
    Pebbles,
    Cup,
    Shoulder,
    Cylinder,
    Flare,
}

impl Profile {
    /// The turned body of this profile.
    pub fn lathe(self, foot: Point, width: f64, height: f64, material: Material) -> Lathe {
        let (is_curved, points): (bool, &[[f64; 2]]) = match self {
            Self::Globe => return globe(foot, width, height, material),
            Self::Bell => (true, &[[1.0, 0.0], [0.95, 0.1], [0.78, 0.42], [0.52, 0.76], [0.22, 0.92], [0.10, 1.0]]),
            Self::Disc => (true, &[[1.0, 0.0], [0.98, 0.12], [0.6, 0.45], [0.2, 0.72], [0.12, 1.0]]),
            Self::Cylinder => (false, &[[1.0, 0.0], [1.0, 1.0]]),
            Self::Taper => (false, &[[1.0, 0.0], [0.66, 1.0]]),
            Self::Cornet => (true, &[[1.0, 0.0], [0.82, 0.25], [0.56, 0.7], [0.46, 0.96], [0.3, 1.0]]),
            Self::Dome => (true, &[[1.0, 0.0], [0.99, 0.2], [0.86, 0.58], [0.58, 0.86], [0.2, 0.98], [0.08, 1.0]]),
            Self::Hood => (true, &[[1.0, 0.0], [0.9, 0.22], [0.62, 0.52], [0.36, 0.8], [0.2, 1.0]]),
            Self::Thimble => (true, &[[1.0, 0.0], [0.96, 0.5], [0.86, 0.86], [0.6, 0.98], [0.1, 1.0]]),
            Self::Medlar => (true, &[[0.34, 0.0], [0.8, 0.12], [1.0, 0.46], [0.88, 0.8], [0.4, 0.97], [0.16, 1.0]]),
            Self::Lantern => (true, &[[0.3, 0.0], [0.72, 0.13], [1.0, 0.5], [0.72, 0.87], [0.3, 1.0]]),
            Self::Bowl => (true, &[[0.1, 0.0], [0.6, 0.08], [0.88, 0.4], [0.98, 0.85], [1.0, 1.0]]),
            Self::Gourd => (true, &[[0.62, 0.0], [0.94, 0.14], [1.0, 0.32], [0.7, 0.62], [0.4, 0.8], [0.22, 1.0]]),
            Self::Tube => (false, &[[1.0, 0.0], [1.0, 0.97], [0.9, 1.0]]),
            Self::Mushroom => (true, &[[1.0, 0.0], [1.0, 0.1], [0.84, 0.55], [0.5, 0.9], [0.1, 1.0]]),
            Self::Weight => (true, &[[0.8, 0.0], [1.0, 0.1], [0.96, 0.4], [0.4, 0.86], [0.2, 1.0]]),
            Self::Jug => (
                true,
                &[
                    [0.5, 0.0],
                    [0.56, 0.03],
                    [0.9, 0.28],
                    [1.0, 0.46],
                    [0.84, 0.68],
                    [0.44, 0.88],
                    [0.36, 0.97],
                    [0.42, 1.0],
                ],
            ),
            Self::Bottle => {
                (true, &[[0.84, 0.0], [0.92, 0.03], [1.0, 0.34], [0.8, 0.55], [0.26, 0.72], [0.2, 0.94], [0.24, 1.0]])
            }
            Self::Column => (false, &[[1.0, 0.0], [1.0, 0.05], [0.26, 0.07], [0.26, 1.0]]),
            Self::Beads => (
                true,
                &[
                    [0.9, 0.0],
                    [1.0, 0.06],
                    [0.9, 0.12],
                    [0.3, 0.14],
                    [0.8, 0.24],
                    [0.3, 0.34],
                    [0.66, 0.42],
                    [0.3, 0.50],
                    [0.76, 0.62],
                    [0.28, 0.74],
                    [0.56, 0.84],
                    [0.24, 0.94],
                    [0.24, 1.0],
                ],
            ),
            Self::Baluster => (
                true,
                &[
                    [1.0, 0.0],
                    [0.98, 0.02],
                    [0.3, 0.05],
                    [0.2, 0.1],
                    [0.36, 0.22],
                    [0.44, 0.32],
                    [0.16, 0.5],
                    [0.14, 0.7],
                    [0.26, 0.8],
                    [0.12, 0.84],
                    [0.12, 1.0],
                ],
            ),
            Self::Stem => (true, &[[1.0, 0.0], [0.98, 0.04], [0.3, 0.1], [0.16, 0.3], [0.14, 1.0]]),
            Self::Trumpet => (true, &[[1.0, 0.0], [0.6, 0.1], [0.34, 0.4], [0.28, 1.0]]),
            Self::Pebbles => {
                (true, &[[0.6, 0.0], [1.0, 0.2], [0.7, 0.47], [0.56, 0.5], [0.84, 0.74], [0.6, 0.97], [0.3, 1.0]])
            }
            Self::Cup => (true, &[[0.5, 0.0], [0.62, 0.06], [0.94, 0.5], [1.0, 1.0]]),
            Self::Shoulder => {
                (true, &[[0.56, 0.0], [0.6, 0.02], [0.88, 0.4], [1.0, 0.68], [0.86, 0.86], [0.5, 0.95], [0.54, 1.0]])
            }
            Self::Flare => (true, &[[0.62, 0.0], [0.66, 0.03], [0.7, 0.3], [0.78, 0.7], [1.0, 1.0]]),
        };
        let scaled: Vec<_> = points.iter().map(|[r, y]| [r * width / 2.0, y * height]).collect();
        if is_curved { Lathe::curved(foot, &scaled, material) } else { Lathe::new(foot, &scaled, material) }
    }
}

/// A ball, or an egg, between two heights.
fn globe(foot: Point, width: f64, height: f64, material: Material) -> Lathe {
    // What holds it leaves no room for the poles themselves.
    let widest = 0.47 * PI;
    let ring = |step: i32| {
        let (sin, cos) = (widest * f64::from(step) / 14.0).sin_cos();
        [cos * width / 2.0, (1.0 + sin / widest.sin()) * height / 2.0]
    };
    Lathe::new(foot, &(-14..=14).map(ring).collect::<Vec<_>>(), material)
}
