//! What lists answer, beside what they must: a plain evaluation of the same queries over a copy of all objects.

mod ask;
mod bench_data;
mod corpus;
mod cost;
mod crowd;
mod draw;
mod examples;
mod history;
mod interleaving;
mod moves;
mod nodes;
mod past;
mod rights;
mod shop;
mod truth;
mod walk;
mod writes;
