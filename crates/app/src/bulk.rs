//! Bulk: the write road in chunks, any number of commands, in order, in constant memory.
//! While one chunk commits the next is read, loaded and planned.

use std::collections::HashSet;
use std::io;
use std::sync::Arc;

use model::changes::Outcome;
use model::command::{Action, Command, UserName};
use model::object::ObjectKind;
use model::permission::Actor;
use model::plan;
use model::problem::Problem;

use crate::dry_run::Shadow;
use crate::write::{Batch, Mode, Options, Prepared};
use crate::{App, Failure};

const OPTIONS: Options = Options { mode: Mode::EachAlone, dry_run: false };

impl App {
    /// Writes commands as they come, each alone; `sink` takes their outcomes in the same order.
    /// A command that could not be read is its own outcome. Errors: those before it are written.
    pub async fn bulk<I, S>(&self, actor: &Actor, commands: I, mut sink: S) -> Result<(), Failure>
    where
        I: Iterator<Item = Result<Command, Problem>> + Send + 'static,
        S: FnMut(Outcome) -> io::Result<()> + Send,
    {
        let mut source = Source { actor: Arc::new(actor.clone()), commands: Some(commands) };
        let mut next = self.chunk(&mut source).await?.map(|chunk| (chunk, None));
        while let Some((chunk, prepared)) = next {
            let ahead = self.ahead(&mut source, &chunk);
            let (written, ahead) = tokio::join!(self.write_chunk(chunk.batch.clone(), prepared), ahead);
            chunk.answer(written?).try_for_each(&mut sink).map_err(broken_sink)?;
            next = ahead?;
        }
        Ok(())
    }

    /// What [`App::bulk`] would do: nothing is written, and later lines see what earlier ones would have made.
    pub async fn bulk_dry_run<I, S>(&self, actor: &Actor, commands: I, mut sink: S) -> Result<(), Failure>
    where
        I: Iterator<Item = Result<Command, Problem>> + Send + 'static,
        S: FnMut(Outcome) -> io::Result<()> + Send,
    {
        let mut source = Source { actor: Arc::new(actor.clone()), commands: Some(commands) };
        let mut shadow = Shadow::new().map_err(broken_sink)?;
        while let Some(chunk) = self.chunk(&mut source).await? {
            let outcomes = self.plan_in_shadow(chunk.batch.clone(), &mut shadow).await?;
            chunk.answer(outcomes).try_for_each(&mut sink).map_err(broken_sink)?;
        }
        Ok(())
    }

    async fn chunk<I>(&self, source: &mut Source<I>) -> Result<Option<Chunk>, Failure>
    where
        I: Iterator<Item = Result<Command, Problem>> + Send + 'static,
    {
        let Some(mut read) = source.read(self.store.bulk_chunk()).await? else { return Ok(None) };
        self.accounts.hash_passwords(&mut read.commands).await?;
        Ok(Some(Chunk { batch: Batch::new(&source.actor, read.commands), unread: read.unread }))
    }

    /// Reads the next chunk and, unless it looks at what the one before it writes, plans it already.
    async fn ahead<I>(
        &self,
        source: &mut Source<I>,
        before: &Chunk,
    ) -> Result<Option<(Chunk, Option<Prepared>)>, Failure>
    where
        I: Iterator<Item = Result<Command, Problem>> + Send + 'static,
    {
        let Some(chunk) = self.chunk(source).await? else { return Ok(None) };
        if plan::exclusive(&chunk.batch.commands)
            || plan::exclusive(&before.batch.commands)
            || self.looks_at(&chunk, before)
        {
            return Ok(Some((chunk, None)));
        }
        let prepared = self.prepare(chunk.batch.clone()).await?;
        // A failure may be due to what is just being written: a unique value given up, say.
        let sure = prepared.plan.outcomes.iter().all(Result::is_ok);
        Ok(Some((chunk, sure.then_some(prepared))))
    }

    fn looks_at(&self, chunk: &Chunk, before: &Chunk) -> bool {
        let written = Targets::of(&before.batch.commands);
        let schema = self.schema.current();
        let refs = plan::refs(&chunk.batch.commands, &schema);
        // What a link is part of is written with it.
        let origins = plan::refs(&before.batch.commands, &schema).siblings;
        let relinked: HashSet<_> = origins.iter().map(|(_, kind, code)| (*kind, code)).collect();
        let linked = refs.siblings.iter().map(|(_, kind, code)| (*kind, code));
        let named = refs.objects.iter().map(|(kind, code)| (*kind, code));
        named.chain(linked).any(|origin| relinked.contains(&origin))
            || refs.objects.iter().chain(&refs.children).any(|(kind, code)| written.objects.contains(&(*kind, code)))
            || refs.values.iter().any(|(attribute, code)| written.values.contains(&(attribute, code)))
            || refs.key_values.iter().any(|code| written.key_values.contains(code))
            || refs.users.iter().any(|user| written.users.contains(user))
            || refs.value_sequences.iter().any(|attribute| written.values.iter().any(|(owner, _)| *owner == attribute))
    }

    async fn write_chunk(&self, batch: Batch, prepared: Option<Prepared>) -> Result<Vec<Outcome>, Failure> {
        let result = match prepared {
            Some(prepared) => self.commit(batch.clone(), prepared, OPTIONS).await,
            None => self.write_batch(batch.clone(), OPTIONS).await,
        };
        match result {
            Err(Failure::Internal(error)) => self.write_apart(batch, error).await,
            other => other,
        }
    }

    /// The database refused a whole chunk: halved until the guilty command is found.
    async fn write_apart(&self, batch: Batch, error: Fault) -> Result<Vec<Outcome>, Failure> {
        let Batch { actor, commands, .. } = batch;
        if commands.len() <= 1 {
            tracing::error!(%error, "the database refused a command");
            return Ok(commands.iter().map(|_| Err(Problem::conflict("The database refused this item."))).collect());
        }
        let (left, right) = commands.split_at(commands.len() / 2);
        let mut outcomes = Vec::with_capacity(commands.len());
        for half in [left, right] {
            let half = Batch::new(&actor, half);
            match self.write_batch(half.clone(), OPTIONS).await {
                Err(Failure::Internal(error)) => outcomes.extend(Box::pin(self.write_apart(half, error)).await?),
                other => outcomes.extend(other?),
            }
        }
        Ok(outcomes)
    }
}

type Fault = Box<dyn std::error::Error + Send + Sync>;

fn broken_sink(error: io::Error) -> Failure {
    Failure::Internal(Box::new(error))
}

/// Some commands, and the outcomes of those that could not be read.
struct Chunk {
    batch: Batch,
    unread: Vec<(usize, Problem)>,
}

impl Chunk {
    /// Outcomes in the order of the input.
    fn answer(self, written: Vec<Outcome>) -> impl Iterator<Item = Outcome> {
        let count = written.len() + self.unread.len();
        let (mut written, mut unread) = (written.into_iter(), self.unread.into_iter().peekable());
        (0..count).filter_map(move |position| match unread.next_if(|(at, _)| *at == position) {
            Some((_, problem)) => Some(Err(problem)),
            None => written.next(),
        })
    }
}

/// What a chunk writes.
#[derive(Default)]
struct Targets<'a> {
    objects: HashSet<(ObjectKind, &'a String)>,
    values: HashSet<(&'a String, &'a String)>,
    key_values: HashSet<&'a String>,
    users: HashSet<&'a UserName>,
}

impl<'a> Targets<'a> {
    fn of(batch: &'a [Command]) -> Self {
        let mut targets = Self::default();
        for command in batch {
            match &command.action {
                Action::PutObject(put) => _ = targets.objects.insert((put.kind, &put.code)),
                Action::DeleteObject { kind, code, .. } => _ = targets.objects.insert((*kind, code)),
                Action::PutValue(put) => _ = targets.values.insert((&put.attribute, &put.code)),
                Action::DeleteValue { attribute, code, .. } => _ = targets.values.insert((attribute, code)),
                Action::PutUser(put) => _ = targets.users.insert(&put.user),
                Action::PutKeyValue(put) => _ = targets.key_values.insert(&put.code),
                Action::DeleteKeyValue { code } => _ = targets.key_values.insert(code),
                Action::PutDefinition(_)
                | Action::DeleteDefinition { .. }
                | Action::Reshape { .. }
                | Action::EndReshape { .. } => {}
            }
        }
        targets
    }
}

/// What was read of a source.
struct Read {
    commands: Vec<Command>,
    unread: Vec<(usize, Problem)>,
}

/// Reads commands on a thread that may block.
struct Source<I> {
    actor: Arc<Actor>,
    commands: Option<I>,
}

impl<I: Iterator<Item = Result<Command, Problem>> + Send + 'static> Source<I> {
    async fn read(&mut self, most: usize) -> Result<Option<Read>, Failure> {
        let Some(mut commands) = self.commands.take() else { return Ok(None) };
        let work = move || {
            let (mut batch, mut unread) = (Vec::with_capacity(most), Vec::new());
            for (position, item) in commands.by_ref().take(most).enumerate() {
                match item {
                    Ok(command) => batch.push(command),
                    Err(problem) => unread.push((position, problem)),
                }
            }
            (commands, batch, unread)
        };
        let (commands, batch, unread) =
            tokio::task::spawn_blocking(work).await.map_err(|error| Failure::Internal(Box::new(error)))?;
        if batch.is_empty() && unread.is_empty() {
            return Ok(None);
        }
        self.commands = Some(commands);
        Ok(Some(Read { commands: batch, unread }))
    }
}
