//! Lines and outlines that many forms share.

use std::f64::consts::{FRAC_PI_2, PI};

use super::space::{Point, Spot};

/// Sine and cosine of so many steps of a full turn.
pub fn turn(step: u32, steps: u32) -> Spot {
    let (sin, cos) = (f64::from(step) / (f64::from(steps) / 2.0) * PI).sin_cos();
    [sin, cos]
}

/// A level circle, closed.
pub fn ring(centre: Point, radius: f64, steps: u32) -> Vec<Point> {
    let at = |step: u32| {
        let [sin, cos] = turn(step, steps);
        [centre[0] + radius * sin, centre[1], centre[2] + radius * cos]
    };
    (0..=steps).map(at).collect()
}

/// An upright ellipse.
pub fn ellipse([x, y, z]: Point, across: f64, tall: f64) -> Vec<Point> {
    let at = |step: u32| {
        let [sin, cos] = turn(step, 56);
        [x + across * sin, y + tall * cos, z]
    };
    (0..56).map(at).collect()
}

/// A rectangle with round corners, so many steps round each.
pub fn rounded(low: Spot, high: Spot, radius: f64, steps: u32) -> Vec<Spot> {
    let turns = [
        [high[0] - radius, high[1] - radius],
        [low[0] + radius, high[1] - radius],
        [low[0] + radius, low[1] + radius],
        [high[0] - radius, low[1] + radius],
    ];
    let quarter = |(quarter, [x, y]): (u32, Spot)| {
        (0..=steps).map(move |step| {
            let angle = (f64::from(quarter) + f64::from(step) / f64::from(steps)) * FRAC_PI_2;
            [x + radius * angle.cos(), y + radius * angle.sin()]
        })
    };
    (0_u32..).zip(turns).flat_map(quarter).collect()
}

/// Points on the smooth curve through these, `steps` from each to the next.
pub fn smooth(through: &[Point], steps: u32) -> Vec<Point> {
    let at = |index: usize| through[index.clamp(1, through.len()) - 1];
    let mut curve = Vec::new();
    for index in 1..through.len() {
        let [before, from, to, after] = [at(index - 1), at(index), at(index + 1), at(index + 2)];
        for step in 0..steps {
            let t = f64::from(step) / f64::from(steps);
            let bend = |i: usize| {
                let rise = (to[i] - before[i]) * t;
                let curl = (2.0 * before[i] - 5.0 * from[i] + 4.0 * to[i] - after[i]) * t * t;
                let twist = (3.0 * from[i] - before[i] - 3.0 * to[i] + after[i]) * t * t * t;
                from[i] + 0.5 * (rise + curl + twist)
            };
            curve.push([bend(0), bend(1), bend(2)]);
        }
    }
    curve.extend(through.last());
    curve
}

/// The smallest outline without dents around spots.
pub fn hull(mut spots: Vec<Spot>) -> Vec<Spot> {
    spots.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    let turns = |a: Spot, b: Spot, c: Spot| (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
    let half = |spots: &mut dyn Iterator<Item = Spot>| {
        let mut chain: Vec<Spot> = Vec::new();
        for spot in spots {
            while let [.., a, b] = chain.as_slice() {
                if turns(*a, *b, spot) > 0.0 {
                    break;
                }
                chain.pop();
            }
            chain.push(spot);
        }
        chain.pop();
        chain
    };
    let mut outline = half(&mut spots.iter().copied());
    outline.extend(half(&mut spots.iter().rev().copied()));
    outline
}
