//! Writes, reads and forgetting in any order: each read answers as the bodies of that moment say.

use super::draw::Draw;
use super::truth::Truth;
use super::{ask, moves, shop};
use crate::failure::chance::Chance;
use crate::support::app::Instance;
use crate::support::db::{Engine, on_both};

/// Steps of one run.
const STEPS: u64 = 120;

/// With room for all that is asked for, or for so many bytes.
async fn run(engine: Engine, seed: u64, budget: Option<usize>) {
    let instance = Instance::fresh(engine).await;
    let app = instance.node().await;
    let mut chance = Chance::new(seed);
    shop::open(&app).await;
    if let Some(budget) = budget {
        app.store().engine().set_budget(budget);
    }
    let mut done = String::new();
    for step in 0..STEPS {
        if chance.below(2) == 0 {
            done = moves::make(&app, &mut chance).await.unwrap();
        }
        if chance.below(4) == 0 {
            instance.pass(1);
        }
        if chance.below(10) == 0 {
            app.store().engine().forget();
        }
        let truth = Truth::read(&app).await;
        let mut draw = Draw::new(&truth, seed ^ (step << 20));
        for _ in 0..3 {
            let query = draw.query();
            let about = format!("seed {seed}, step {step}, after {done}");
            ask::check(&app, &truth, &query, &mut draw, &about).await;
        }
    }
}

on_both! {
    async fn every_read_is_true(engine: Engine) {
        for (seed, budget) in (1..).zip([None, Some(20_000), None, Some(0)]) {
            run(engine, seed, budget).await;
        }
    }
}
