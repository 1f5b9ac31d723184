//! Numbers: consecutive, never twice.

use std::collections::HashSet;

use store::Store;
use tokio::task::JoinSet;

use crate::support::db::{Database, Engine, on_both};

async fn draw(stores: &[Store], tasks: usize, count: u32) -> Vec<i64> {
    let mut drawing = JoinSet::new();
    for task in 0..tasks {
        let store = stores[task % stores.len()].clone();
        drawing.spawn(async move {
            let mut drawn = Vec::new();
            for _ in 0..50 {
                drawn.extend(store.ids(count).await.unwrap());
            }
            drawn
        });
    }
    drawing.join_all().await.concat()
}

on_both! {
    async fn sixteen_tasks_never_draw_the_same(engine: Engine) {
        let database = Database::fresh(engine).await;
        // Two nodes where there can be two.
        let mut stores = vec![database.store().await];
        if engine == Engine::Postgres {
            stores.push(database.store().await);
        }
        let drawn = draw(&stores, 16, 37).await;
        assert_eq!(drawn.iter().collect::<HashSet<_>>().len(), 16 * 50 * 37);
    }

    async fn a_draw_is_consecutive_and_may_be_larger_than_a_block(engine: Engine) {
        let database = Database::fresh(engine).await;
        let store = database.store().await;
        let (few, many, none) = (store.ids(7).await.unwrap(), store.ids(25_000).await.unwrap(), store.ids(0).await.unwrap());
        assert_eq!((few.end - few.start, many.end - many.start, none.end - none.start), (7, 25_000, 0));
        assert!(few.start > 0 && few.end <= many.start);
    }

    async fn what_was_drawn_never_comes_back(engine: Engine) {
        let database = Database::fresh(engine).await;
        let mut last = 0;
        for _ in 0..3 {
            // Dropped without a word, as a crash does.
            let drawn = database.store().await.ids(5).await.unwrap();
            assert!(drawn.start > last);
            last = drawn.end - 1;
        }
    }
}
