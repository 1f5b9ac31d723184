//! The core, called as a face calls it.

mod apps;
mod auto_link;
mod bulk;
mod exports;
mod files;
mod index;
mod jobs;
mod nodes;
mod once;
mod plannings;
mod sessions;
mod tokens;
mod ui_sessions;
mod users;

use app::Failure;
use model::problem::Kind;

/// The kind of problem that came instead of an answer.
fn kind<T>(result: Result<T, Failure>) -> Option<Kind> {
    match result {
        Err(Failure::Problem(problem)) => Some(problem.kind),
        _ => None,
    }
}
