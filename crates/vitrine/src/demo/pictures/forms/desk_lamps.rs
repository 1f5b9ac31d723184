//! Lamps with an arm for a desk.

use serde::Deserialize;

use super::Parts;
use crate::demo::pictures::scene::Scene;
use crate::demo::pictures::solids::{Block, Lathe, Rod};
use crate::demo::pictures::stage::Place;

/// See the module.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TaskLamp {
    arm: Arm,
}

impl Default for TaskLamp {
    fn default() -> Self {
        Self { arm: Arm::Two }
    }
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Arm {
    /// With one joint in it.
    Two,
    /// One straight arm over a pivot, with a weight.
    Balance,
    /// A flexible neck.
    Neck,
    /// Two uprights with a long bar of light across them.
    Post,
    Clamp,
    /// A hoop, in which the shade hangs from a strap of the second material.
    Hoop,
}

impl TaskLamp {
    pub fn scene(&self, parts: &Parts) -> Scene {
        let [width, depth, height] = parts.size;
        let reach = width.max(depth);
        let x = reach / 2.0;
        let mut scene = Scene::new(Place::Floor, 22.0, 9.0);
        let foot = -x + 100.0_f64.min(x * 0.6);
        let base = Lathe::disc([foot, 0.0, 0.0], (reach * 0.15).clamp(60.0, 100.0), 20.0, parts.main);
        let arm = |from, to| Rod::new(from, to, 8.0, parts.main);
        let (neck, tip) = ([x - 150.0_f64.min(reach * 0.24), height * 0.80, 0.0], [x, height * 0.56, 40.0]);
        match self.arm {
            Arm::Two => {
                let elbow = [-x + 20.0, height * 0.62, 0.0];
                scene.add(base);
                scene.add(arm([foot, 20.0, 0.0], elbow));
                scene.add(arm(elbow, [neck[0], height * 0.96, 0.0]));
                scene.add(arm([neck[0], height * 0.96, 0.0], neck));
                for joint in [elbow, [foot, 26.0, 0.0], [neck[0], height * 0.96, 0.0]] {
                    scene.add(Lathe::ball(joint, 15.0, 1.0, parts.second));
                }
            }
            Arm::Balance => {
                scene.add(base);
                scene.add(arm([foot, 20.0, 0.0], [foot, height * 0.66, 0.0]));
                let (back, front) = ([-x, height * 0.48, 0.0], [neck[0], height * 0.92, 0.0]);
                scene.add(arm(back, front));
                scene.add(arm(front, neck));
                scene.add(Lathe::disc([-x + 16.0, height * 0.45, 0.0], 30.0, 56.0, parts.second));
                scene.add(Lathe::ball([foot, height * 0.66, 0.0], 16.0, 1.0, parts.second));
            }
            Arm::Neck => {
                scene.add(base);
                let bend = [
                    [foot, 20.0, 0.0],
                    [foot - 10.0, height * 0.5, 0.0],
                    [foot + reach * 0.16, height * 0.93, 0.0],
                    [neck[0], height * 0.96, 0.0],
                    neck,
                ];
                scene.add(Rod::bent(&bend, 13.0, parts.second));
            }
            Arm::Post => {
                for side in [-0.6, 0.6] {
                    scene.add(Rod::new([side * x, 18.0, 0.0], [side * x, height - 38.0, 0.0], 9.0, parts.main));
                }
                scene.add(Block::new([-x * 0.7, 0.0, -70.0], [x * 0.7, 20.0, 70.0], parts.main).rounded(6.0));
                scene.add(
                    Block::new([-x, height - 40.0, -30.0], [x, height, 50.0], parts.main).grained([1.0, 0.0, 0.0]),
                );
                scene.glow([0.0, height * 0.86, 30.0], reach * 0.6, 0.9);
                return scene;
            }
            Arm::Hoop => {
                let side = |side: f64, out: f64, up: f64| [side * x * out, height * up, 0.0];
                let hoop = [
                    side(-1.0, 0.80, 0.02),
                    side(-1.0, 0.86, 0.55),
                    side(-1.0, 0.52, 0.92),
                    side(0.0, 0.0, 1.0),
                    side(1.0, 0.52, 0.92),
                    side(1.0, 0.86, 0.55),
                    side(1.0, 0.80, 0.02),
                ];
                scene.add(Block::new([-x, 0.0, -60.0], [x, 14.0, 60.0], parts.main).rounded(6.0));
                scene.add(Rod::bent(&hoop, 7.0, parts.main));
                let tip = [18.0, height * 0.40, 46.0];
                scene.add(Rod::tapered([-4.0, height * 0.64, -14.0], tip, [x * 0.22, x * 0.44], parts.main).lit());
                let (low, high) = ([-12.5, height * 0.62, -4.0], [12.5, height - 6.0, 4.0]);
                scene.add(Block::new(low, high, parts.second).rounded(2.0));
                scene.glow(tip, reach * 0.8, 0.9);
                return scene;
            }
            Arm::Clamp => {
                // Two jaws, and a screw with a pad between them.
                let jaw = |low: f64, high: f64| {
                    Block::new([foot - 44.0, low, -24.0], [foot + 44.0, high, 24.0], parts.main).rounded(5.0)
                };
                scene.add(jaw(20.0, 36.0));
                scene.add(Block::new([foot - 44.0, 36.0, -24.0], [foot - 26.0, 116.0, 24.0], parts.main));
                scene.add(Lathe::disc([foot + 14.0, 0.0, 0.0], 19.0, 10.0, parts.second));
                scene.add(Rod::new([foot + 14.0, 10.0, 0.0], [foot + 14.0, 20.0, 0.0], 7.0, parts.main));
                scene.add(Rod::new([foot + 14.0, 36.0, 0.0], [foot + 14.0, 72.0, 0.0], 7.0, parts.main));
                scene.add(Lathe::disc([foot + 14.0, 72.0, 0.0], 20.0, 9.0, parts.second));
                scene.add(jaw(116.0, 132.0));
                scene.add(arm([foot, 132.0, 0.0], [foot + 10.0, height * 0.9, 0.0]));
                scene.add(arm([foot + 10.0, height * 0.9, 0.0], neck));
            }
        }
        let from = [neck[0] - 14.0, neck[1] + 24.0, 0.0];
        let wide = (reach * 0.13).clamp(46.0, 78.0);
        scene.add(Rod::tapered(from, tip, [wide * 0.42, wide], parts.main).lit());
        scene.glow(tip, reach * 0.7, 0.9);
        scene
    }
}
