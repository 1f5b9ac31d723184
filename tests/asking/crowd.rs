//! Many write and many ask at once, on two nodes: each answer is the truth of the moment that its reader sees.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use app::{App, Failure};
use model::query::{Query, Question, Start};
use store::answer::{self, Answer};
use store::conn::Conn;
use tokio::task::JoinSet;

use super::draw::Draw;
use super::truth::{Truth, all_objects};
use super::{ask, moves};
use crate::failure::chance::Chance;
use crate::support::app::Instance;
use crate::support::db::{Engine, on_both};

const WRITERS: u64 = 4;
const READERS: u64 = 4;
/// Answers of each reader.
const ANSWERS: usize = 60;

async fn keep_writing(app: Arc<App>, seed: u64, is_over: Arc<AtomicBool>) {
    let mut chance = Chance::new(seed);
    while !is_over.load(Ordering::Relaxed) {
        match moves::make(&app, &mut chance).await {
            Ok(_) | Err(Failure::Problem(_)) => {} // Too busy: he comes again.
            Err(failure) => panic!("seed {seed}: {failure:?}"),
        }
    }
}

async fn keep_asking(app: Arc<App>, seed: u64) {
    let mut draw = Draw::new(&Truth::read(&app).await, seed);
    let mut answers = 0;
    while answers < ANSWERS {
        let start = Start::Page(if draw.one_in(3) { 2 } else { 1 });
        let query = Query { start, ..draw.query() };
        let schema = app.schema().await.unwrap();
        let Ok(question) = Question::of(&query, &schema) else { continue };
        let (engine, by) = (Arc::clone(app.store().engine()), Arc::clone(&schema));
        let work = async move |conn: &mut Conn<'_>| {
            let answer = answer::ask(conn, &engine, &question, &by).await?;
            Ok((answer, all_objects(conn, &by).await?))
        };
        if let (Answer::Heads(heads), objects) = app.store().snapshot(work).await.unwrap() {
            ask::hold(&Truth::of(schema, objects), &query, heads, &format!("seed {seed}, answer {answers}"));
            answers += 1;
        }
    }
}

on_both! {
    async fn each_answer_is_of_its_moment(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let one = instance.node().await;
        let other = if engine == Engine::Postgres { instance.node().await } else { Arc::clone(&one) };
        moves::furnish(&one, &mut Chance::new(9), 60).await;
        let is_over = Arc::new(AtomicBool::new(false));
        let node = |n: u64| Arc::clone(if n.is_multiple_of(2) { &one } else { &other });
        let (mut writers, mut readers) = (JoinSet::new(), JoinSet::new());
        for n in 0..WRITERS {
            writers.spawn(keep_writing(node(n), 100 + n, Arc::clone(&is_over)));
        }
        for n in 0..READERS {
            readers.spawn(keep_asking(node(n), 200 + n));
        }
        while let Some(done) = readers.join_next().await {
            done.unwrap();
        }
        is_over.store(true, Ordering::Relaxed);
        while let Some(done) = writers.join_next().await {
            done.unwrap();
        }
    }
}
