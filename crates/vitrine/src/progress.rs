//! How far a command is: a bar on a terminal, a line now and then elsewhere, JSON on request; always on stderr.

use std::fmt;
use std::io::{self, IsTerminal as _, Write as _};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::{Deserialize, Serialize};
use store::progress::Progress;

use crate::output::Output;

/// What is being done, how much of it is done, and of how much (0: not known).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What is being done.
    pub label: String,
    /// How much is done.
    pub done: u64,
    /// How much there is to do.
    pub total: u64,
}

impl Step {
    /// Whole percents; the count itself where the total isn't known.
    fn reached(&self) -> u64 {
        self.done.saturating_mul(100).checked_div(self.total).unwrap_or(self.done)
    }

    /// Whether it says more than an earlier one.
    pub fn is_news(&self, earlier: Option<&Self>) -> bool {
        earlier.is_none_or(|it| it.label != self.label || it.reached() != self.reached())
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.total {
            0 if self.done == 0 => f.write_str(&self.label),
            0 => write!(f, "{}: {}", self.label, self.done),
            total => write!(f, "{}: {} of {total} ({} %)", self.label, self.done, self.reached()),
        }
    }
}

/// Where steps are shown.
pub struct Shown(Way);

enum Way {
    Nowhere,
    Bar(ProgressBar),
    Lines(Mutex<Pace>),
    Json(Mutex<Option<Step>>),
}

impl Shown {
    /// As the command line and the terminal ask for it.
    pub fn by(output: &Output) -> Arc<Self> {
        Arc::new(Self(match output {
            Output { quiet: true, .. } => Way::Nowhere,
            Output { json: true, .. } => Way::Json(Mutex::default()),
            _ if io::stderr().is_terminal() => Way::Bar(bar()),
            _ => Way::Lines(Mutex::new(Pace { last: Instant::now() })),
        }))
    }

    /// Shows a step.
    pub fn step(&self, step: &Step) {
        match &self.0 {
            Way::Nowhere => {}
            Way::Bar(bar) => draw(bar, step),
            Way::Lines(pace) => {
                if pace.lock().unwrap_or_else(PoisonError::into_inner).is_due(Instant::now()) {
                    say(&step.to_string());
                }
            }
            Way::Json(last) => {
                let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
                if step.is_news(last.as_ref()) {
                    say(&serde_json::json!({ "progress": step }).to_string());
                    *last = Some(step.clone());
                }
            }
        }
    }

    /// Takes the bar away: what follows is the result.
    pub fn end(&self) {
        if let Way::Bar(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }

    /// For work in this process.
    pub fn progress(self: &Arc<Self>) -> Progress {
        let shown = Arc::clone(self);
        Progress::to(move |label, done, total| shown.step(&Step { label: label.to_owned(), done, total }))
    }
}

/// Nobody may listen any more; the work goes on.
fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// Drawn once there is something to show.
fn bar() -> ProgressBar {
    ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr())
}

fn draw(bar: &ProgressBar, step: &Step) {
    let template = match step.total {
        0 => "{msg} {spinner} {human_pos} ({elapsed})",
        _ => "{msg} [{bar:40}] {percent} %, {human_pos} of {human_len} ({eta} left)",
    };
    if bar.message() != step.label {
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.reset_eta();
        bar.set_message(step.label.clone());
    }
    if step.total > 0 {
        bar.set_length(step.total);
    }
    bar.set_position(step.done);
}

/// Lines fill logs and mails: one in five seconds, and none of what is done sooner.
struct Pace {
    last: Instant,
}

impl Pace {
    const BETWEEN: Duration = Duration::from_secs(5);

    fn is_due(&mut self, now: Instant) -> bool {
        let due = now.duration_since(self.last) >= Self::BETWEEN;
        if due {
            self.last = now;
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(done: u64, total: u64) -> Step {
        Step { label: "writing".into(), done, total }
    }

    #[test]
    fn a_line_comes_every_five_seconds() {
        let start = Instant::now();
        let mut pace = Pace { last: start };
        let lines = (0..120).filter(|tenths| pace.is_due(start + Duration::from_millis(tenths * 100)));
        assert_eq!(lines.collect::<Vec<_>>(), [50, 100]);
    }

    #[test]
    fn a_step_is_news_with_another_label_or_percent() {
        assert!(step(0, 1_000).is_news(None));
        assert!(!step(9, 1_000).is_news(Some(&step(0, 1_000))));
        assert!(step(10, 1_000).is_news(Some(&step(0, 1_000))));
        assert!(step(1, 0).is_news(Some(&step(0, 0))));
        assert!(Step { label: "reading".into(), ..step(0, 1) }.is_news(Some(&step(0, 1))));
    }

    #[test]
    fn a_step_says_how_far_it_is() {
        assert_eq!(step(3, 8).to_string(), "writing: 3 of 8 (37 %)");
        assert_eq!(step(3, 0).to_string(), "writing: 3");
        assert_eq!(step(0, 0).to_string(), "writing");
    }
}
