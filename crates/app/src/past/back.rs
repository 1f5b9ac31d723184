//! The writes that bring back what was, or make more of the same.

use std::collections::BTreeSet;

use model::changes::{Done, Op, Recorded};
use model::command::{Action, Command, Expect};
use model::object::ObjectKind;
use model::permission::Actor;
use model::plan::{self, Damaged, Drafts, Duplicate, Past};
use model::problem::{Field, Kind, Problem, Violation};
use model::query::Subject;
use store::conn::Conn;
use store::history::{self, Lives, Moment, Traces};

use super::{damaged, not_found, past};
use crate::write::fallen;
use crate::{App, Failure, Mode, Note, Options};

/// Objects by kind and code.
type Names = BTreeSet<(ObjectKind, String)>;

/// What an object shall be made again.
#[derive(Debug, Clone)]
pub struct Revert {
    /// Its kind.
    pub kind: ObjectKind,
    /// Its code.
    pub code: String,
    /// As it was then.
    pub to: To,
    /// In these attributes alone, or in one locale of one (`name.fr_FR`); none named: whole.
    pub attributes: Vec<String>,
    /// What must hold of the object as it stands.
    pub expect: Option<Expect>,
    /// Whether to stop before the commit.
    pub dry_run: bool,
}

/// When that was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To {
    /// At a moment, microseconds since 1970 UTC.
    Moment(i64),
    /// Before the change of this number.
    Change(i64),
}

/// What one call wrote, the object that it was about first.
#[derive(Debug, Clone)]
pub struct Written {
    /// What became of each.
    pub done: Vec<Done>,
    /// What was left out.
    pub warnings: Vec<Violation>,
}

/// Times that a write is made anew because the object had changed meanwhile.
const ROUNDS: usize = 8;

/// Most objects that one call makes.
const MOST: usize = 1_000;

impl App {
    /// Makes an object what it was, be it there or not. Errors: none of it was written.
    pub async fn revert(&self, actor: &Actor, wish: &Revert, note: Option<&Note>) -> Result<Written, Failure> {
        actor.rights.check_write()?;
        for _ in 0..ROUNDS {
            match self.revert_once(actor, wish, note).await {
                // Unless that was what the caller expected otherwise, the object moved meanwhile.
                Err(Failure::Problem(problem)) if problem.kind == Kind::Stale && wish.expect.is_none() => {}
                other => return other,
            }
        }
        Err(Problem::unavailable("Other writers came between too often. Try again.").into())
    }

    async fn revert_once(&self, actor: &Actor, wish: &Revert, note: Option<&Note>) -> Result<Written, Failure> {
        let (rights, kind) = (&actor.rights, wish.kind);
        let (lives, schema) = self.lives(rights, &Subject::Object(kind, wish.code.clone())).await?;
        let (id, moment) = self.target(wish, &lives).await?;
        let traces = self.traces(id, moment).await?;
        let then = past(&schema, &traces)?;
        let absent = || Problem::at(Field::Property(wish.to.field()), "not_there", "It wasn't there then.");
        let image = then.image(id).ok_or_else(absent)?;
        let Some(now) = lives.now else {
            let back = self.bring_back(wish, (&then, id), &lives, &traces).await?;
            return self.write_all(actor, back, wish.expect.clone(), wish.dry_run, note).await;
        };
        let there = self.there(plan::ends(kind, image, &schema)).await?;
        let present = self.traces(now, Moment::At(i64::MAX)).await?;
        let rev = present.now.iter().find(|object| object.id == now).map(|object| object.rev);
        let present = past(&schema, &present)?;
        let back = plan::put_back((&then, id), (&present, now), &wish.attributes, rights, &there)?;
        let back = back.ok_or_else(|| damaged(Damaged(id)))?;
        // It relies on what was read, as far as that is what the caller expects.
        let expect = match (&wish.expect, rev) {
            (Some(Expect::OneOf(revs)), Some(rev)) if !revs.contains(&rev) => wish.expect.clone(),
            (None | Some(Expect::OneOf(_)), Some(rev)) => Some(Expect::OneOf(vec![rev])),
            (other, _) => other.clone(),
        };
        self.write_all(actor, back, expect, wish.dry_run, note).await
    }

    /// Which object it is about, and when. Errors: there is no such change of it.
    async fn target(&self, wish: &Revert, lives: &Lives) -> Result<(i64, Moment), Failure> {
        let seq = match wish.to {
            To::Moment(moment) => {
                let missing = || Problem::at(Field::Property("asOf"), "not_there", "It wasn't there then.");
                return Ok((lives.at(moment).ok_or_else(missing)?, Moment::At(moment)));
            }
            To::Change(seq) => seq,
        };
        let line = self.store.read(async move |conn: &mut Conn<'_>| history::numbered(conn, seq).await).await?;
        let own = line.filter(|line| lives.ids().contains(&line.change.object_id));
        let unknown = || {
            let message = format!("There is no change {seq} of the {} \"{}\".", wish.kind.name(), wish.code);
            Problem::at(Field::Property("change"), "unknown_reference", message)
        };
        let line = own.ok_or_else(unknown)?;
        Ok((line.change.object_id, Moment::Before { seq, at: line.at }))
    }

    /// What brings back a deleted object with what went with it.
    async fn bring_back(
        &self,
        wish: &Revert,
        (then, id): (&Past<'_>, i64),
        lives: &Lives,
        traces: &Traces,
    ) -> Result<Drafts, Failure> {
        if !wish.attributes.is_empty() {
            let message = format!("The {} \"{}\" is deleted: it comes back whole.", wish.kind.name(), wish.code);
            return Err(Problem::at(Field::Property("attributes"), "deleted", message).into());
        }
        let deleted = lives.gone.iter().find(|gone| gone.change.object_id == id).map(|gone| gone.at);
        let went = |line: &&Recorded| line.change.op == Op::Delete && Some(line.at) == deleted;
        let went: BTreeSet<i64> = traces.since.iter().filter(went).map(|line| line.change.object_id).collect();
        let along: Vec<i64> = then.numbers().filter(|other| *other != id && went.contains(other)).collect();
        check_number(along.len())?;
        let all = [id].into_iter().chain(along.iter().copied());
        let named = all.filter_map(|id| Some(plan::ends(then.name(id)?.0, then.image(id)?, then.schema)));
        let there = self.there(named.flatten().collect()).await?;
        plan::bring_back(then, id, &along, &there).ok_or_else(|| damaged(Damaged(id)))
    }

    /// Makes another document like one that is there. Errors: none of it was written.
    pub async fn duplicate(
        &self,
        actor: &Actor,
        code: &str,
        wish: &Duplicate,
        dry_run: bool,
        note: Option<&Note>,
    ) -> Result<Written, Failure> {
        actor.rights.check_write()?;
        let subject = Subject::Object(ObjectKind::Document, code.to_owned());
        let (lives, schema) = self.lives(&actor.rights, &subject).await?;
        let id = lives.now.ok_or_else(|| not_found(&subject))?;
        let traces = self.traces(id, Moment::At(i64::MAX)).await?;
        let copies = plan::duplicate(&past(&schema, &traces)?, id, wish, &actor.rights)?;
        check_number(copies.puts.len())?;
        self.write_all(actor, copies, None, dry_run, note).await
    }

    /// Those of these names that an object bears.
    pub(crate) async fn there(&self, names: Names) -> Result<Names, Failure> {
        Ok(self.store.read(async move |conn: &mut Conn<'_>| history::there(conn, &names).await).await?)
    }

    /// Writes all or none; `expect` is of the first.
    async fn write_all(
        &self,
        actor: &Actor,
        Drafts { puts, warnings }: Drafts,
        expect: Option<Expect>,
        dry_run: bool,
        note: Option<&Note>,
    ) -> Result<Written, Failure> {
        let names: Vec<_> = puts.iter().map(|put| (put.kind, put.code.clone())).collect();
        let mut expect = expect.into_iter();
        let commands = puts.into_iter().map(|put| Command { action: Action::PutObject(put), expect: expect.next() });
        let options = Options { dry_run, ..Options::of(Mode::AllOrNothing) };
        let outcomes = self.write_once(actor, commands.collect(), options, note.cloned()).await?;
        // The first falls with the one that failed.
        let failed =
            (1..outcomes.len()).find(|place| outcomes[0].as_ref().is_err_and(|first| *first == fallen(*place)));
        if let Some(place) = failed {
            let (kind, code) = &names[place];
            let problem = outcomes.into_iter().nth(place).and_then(Result::err).unwrap_or_else(|| fallen(place));
            return Err(problem.within(&format!("The {} \"{code}\": ", kind.name())).into());
        }
        let done = outcomes.into_iter().collect::<Result<Vec<_>, _>>()?;
        Ok(Written { done, warnings })
    }
}

impl To {
    /// The property that says it.
    fn field(self) -> &'static str {
        match self {
            Self::Moment(_) => "asOf",
            Self::Change(_) => "change",
        }
    }
}

fn check_number(objects: usize) -> Result<(), Problem> {
    if objects <= MOST {
        return Ok(());
    }
    Err(Problem::conflict(format!("It has more than {MOST} variants and links, too many to write at once.")))
}
