//! Items that are written together.

use std::sync::Arc;

use model::changes::Outcome;
use model::command::Command;
use model::permission::Actor;
use model::report::Trouble;
use model::schema::Schema;
use store::report::Report;

use super::{About, Tally, Turn};
use crate::write::Batch;

/// An item: what is told of it, and what is to be done, or why that can't be known.
pub(super) type Told = (Arc<About>, Result<Command, Vec<Trouble>>);

/// Some items, to be written together.
#[derive(Clone)]
pub(super) struct Chunk {
    /// What is told of each.
    pub abouts: Arc<[Arc<About>]>,
    /// What could not be read, by place.
    unread: Arc<[(usize, Vec<Trouble>)]>,
    /// What is to be done.
    pub batch: Batch,
}

impl Chunk {
    pub fn of(actor: &Arc<Actor>, items: Vec<Told>) -> Self {
        let (mut abouts, mut unread, mut commands) = (Vec::new(), Vec::new(), Vec::new());
        for (place, (about, command)) in items.into_iter().enumerate() {
            abouts.push(about);
            match command {
                Ok(command) => commands.push(command),
                Err(troubles) => unread.push((place, troubles)),
            }
        }
        Self { abouts: abouts.into(), unread: unread.into(), batch: Batch::new(actor, commands) }
    }

    /// The first and the second half, each to be written by itself.
    pub fn halves(&self) -> [Self; 2] {
        let mut commands = self.batch.commands.iter();
        let mut unread = self.unread.iter();
        let mut next_unread = unread.next();
        let mut items = Vec::with_capacity(self.abouts.len());
        for (place, about) in self.abouts.iter().enumerate() {
            let command = match next_unread {
                Some((at, troubles)) if *at == place => {
                    next_unread = unread.next();
                    Err(troubles.clone())
                }
                _ => commands.next().cloned().ok_or_else(Vec::new),
            };
            items.push((Arc::clone(about), command));
        }
        let second = items.split_off(items.len() / 2);
        [items, second].map(|items| Self::of(&self.batch.actor, items))
    }

    /// How far the job is with this chunk, where it was so far before, and what it tells of it.
    pub fn told(&self, mut tally: Tally, outcomes: &[Outcome], differences: Option<&Schema>) -> (Tally, Report) {
        let (mut outcomes, mut unread) = (outcomes.iter(), self.unread.iter().peekable());
        let mut report = Report::default();
        for (place, about) in self.abouts.iter().enumerate() {
            if about.turn == Turn::Again {
                report.tried_again.push((about.sheet.to_string(), about.line));
            }
            if let Some((_, own)) = unread.next_if(|(at, _)| *at == place) {
                tally.count_unread(about.turn, own);
                report.troubles.extend_from_slice(own);
            } else if let Some(outcome) = outcomes.next() {
                tally.count(about.turn, outcome);
                match outcome {
                    Err(problem) => report.troubles.extend(about.troubles(problem)),
                    Ok(done) => tally.tell(about, done, differences, &mut report),
                }
            }
        }
        if let Some(last) = self.abouts.last() {
            tally.at.clone_from(&last.after);
        }
        (tally, report)
    }
}

#[cfg(test)]
mod tests {
    use model::changes::{Done, Effect, Entity};
    use model::command::Action;
    use model::key_value::KeyValue;
    use model::object::Stamp;
    use model::permission::{Origin, Rights};
    use model::problem::{Field, Violation};
    use model::report::Level;

    use super::*;

    fn about(turn: Turn) -> Arc<About> {
        let (sheet, after) = ("pairs".into(), "0/1".to_owned());
        Arc::new(About { sheet, line: 2, code: String::new(), turn, after, warnings: Vec::new(), cells: None })
    }

    fn chunk(turn: Turn, fails: bool) -> Chunk {
        let about = about(turn);
        let command = if fails {
            Err(vec![about.trouble("parent", "a", "unknown_reference", "There is no \"a\".")])
        } else {
            Ok(Command { action: Action::DeleteKeyValue { code: "a".to_owned() }, expect: None })
        };
        Chunk::of(&Arc::new(Actor::program("loader", Rights::FULL, Origin::V5)), vec![(about, command)])
    }

    fn done(warnings: Vec<Violation>) -> Done {
        let stamp = Stamp { at: 0, by: "loader".to_owned() };
        let pair = KeyValue {
            id: 1,
            code: "a".to_owned(),
            value: String::new(),
            protected: false,
            public: false,
            rev: 1,
            created: stamp.clone(),
            updated: stamp,
        };
        Done { effect: Effect::Created, entity: Entity::KeyValue(Arc::new(pair)), before: None, warnings }
    }

    #[test]
    fn what_comes_through_later_has_not_failed() {
        let (tally, report) = chunk(Turn::First, true).told(Tally::default(), &[], None);
        assert_eq!((tally.counts.failed, report.troubles[0].level), (1, Level::Missing));
        assert!(report.tried_again.is_empty());
        let (tally, report) = chunk(Turn::Again, true).told(tally, &[], None);
        assert_eq!((tally.counts.failed, report.troubles.len(), report.tried_again.len()), (1, 1, 1));
        let (tally, report) = chunk(Turn::Again, false).told(tally, &[Ok(done(Vec::new()))], None);
        assert_eq!((tally.counts.failed, tally.counts.created, report.troubles.len()), (0, 1, 0));
        assert_eq!(report.tried_again, [("pairs".to_owned(), 2)]);
    }

    #[test]
    fn a_word_is_no_error() {
        let word = Violation::new(Field::Code, "orphan", "It is in no classification.");
        let (tally, report) = chunk(Turn::First, false).told(Tally::default(), &[Ok(done(vec![word]))], None);
        assert_eq!((tally.counts.created, tally.counts.failed, tally.warned), (1, 0, 1));
        assert_eq!((report.troubles.len(), report.troubles[0].level), (1, Level::Warning));
    }
}
