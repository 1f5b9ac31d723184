//! Points in space, in millimetres, and where a camera sees them. x goes right, y up, z towards the viewer.

/// A point, or a direction.
pub type Point = [f64; 3];
/// A point of the picture.
pub type Spot = [f64; 2];

/// Where the light comes from: from above, the left, and a little from the front.
const LIGHT: Point = [-0.42, 0.74, 0.53];

pub fn plus(a: Point, b: Point) -> Point {
    [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
}

pub fn minus(a: Point, b: Point) -> Point {
    [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
}

pub fn times(a: Point, factor: f64) -> Point {
    [a[0] * factor, a[1] * factor, a[2] * factor]
}

pub fn dot(a: Point, b: Point) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

pub fn cross(a: Point, b: Point) -> Point {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

pub fn length(a: Point) -> f64 {
    dot(a, a).sqrt()
}

pub fn unit(a: Point) -> Point {
    times(a, 1.0 / length(a).max(1e-9))
}

/// The point at `share` of the way.
pub fn between(a: Point, b: Point, share: f64) -> Point {
    plus(a, times(minus(b, a), share))
}

/// How much light falls on a face that looks this way: 1 on one in front.
pub fn light_on(normal: Point) -> f64 {
    let facing = dot(unit(normal), LIGHT);
    0.66 + 0.52 * facing.max(0.0) + 0.10 * facing.min(0.0)
}

/// How something is looked at: uprights stay upright, what is farther is a little smaller.
#[derive(Clone, Copy)]
pub struct Camera {
    right: Point,
    towards: Point,
    sin: f64,
    cos: f64,
    distance: f64,
    centre: Point,
    /// Pixels for a millimetre at the centre.
    pub scale: f64,
    /// Where the centre is in the picture.
    pub shift: Spot,
}

impl Camera {
    /// From so many degrees to the right of the front, and above, at that distance from a centre.
    pub fn new(turn: f64, rise: f64, distance: f64, centre: Point) -> Self {
        let (turn, rise) = (turn.to_radians(), rise.to_radians());
        Self {
            right: [turn.cos(), 0.0, -turn.sin()],
            towards: [turn.sin(), 0.0, turn.cos()],
            sin: rise.sin(),
            cos: rise.cos(),
            distance,
            centre,
            scale: 1.0,
            shift: [0.0, 0.0],
        }
    }

    /// The same for what stands so much farther right, up and in front.
    pub fn moved(&self, by: Point) -> Self {
        Self { centre: minus(self.centre, by), ..*self }
    }

    /// How near, along the ground.
    fn nearness(&self, point: Point) -> f64 {
        dot(minus(point, self.centre), self.towards)
    }

    /// Pixels for a millimetre there.
    pub fn scale_at(&self, point: Point) -> f64 {
        self.scale * self.distance / (self.distance - self.nearness(point))
    }

    pub fn project(&self, point: Point) -> Spot {
        let from_centre = minus(point, self.centre);
        let scale = self.scale_at(point);
        let up = from_centre[1] * self.cos - self.nearness(point) * self.sin;
        [self.shift[0] + scale * dot(from_centre, self.right), self.shift[1] - scale * up]
    }

    /// Where a millimetre in a direction goes in the picture, about the centre.
    pub fn direction(&self, axis: Point) -> Spot {
        let up = axis[1] * self.cos - dot(axis, self.towards) * self.sin;
        [self.scale * dot(axis, self.right), -self.scale * up]
    }

    /// How near, also by height.
    pub fn depth(&self, point: Point) -> f64 {
        self.nearness(point) * self.cos + point[1] * self.sin
    }

    /// Half the width and half the height of a level circle; the height is negative for one seen from below.
    pub fn circle(&self, centre: Point, radius: f64) -> (f64, f64) {
        let near = self.project(plus(centre, times(self.towards, radius)));
        let far = self.project(minus(centre, times(self.towards, radius)));
        (radius * self.scale_at(centre), (near[1] - far[1]) / 2.0)
    }

    /// The direction from which it looks.
    pub fn viewpoint(&self) -> Point {
        [self.towards[0] * self.cos, self.sin, self.towards[2] * self.cos]
    }

    /// Whether it looks from above.
    pub fn is_above(&self) -> bool {
        self.sin >= 0.0
    }
}
