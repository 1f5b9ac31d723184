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
use crate::once::{Claim, Note};
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
            chunk.answer(written?).try_for_each(&mut sink)?;
            next = ahead?;
        }
        Ok(())
    }

    /// The same for commands that are all at hand, in one transaction: with it is written what `receipt` tells of all
    /// outcomes, for those who ask again. Errors: nothing is written.
    pub async fn bulk_once(
        &self,
        actor: &Actor,
        commands: Vec<Result<Command, Problem>>,
        claim: &Arc<Claim>,
        receipt: impl Fn(Vec<Outcome>) -> String + Send + Sync + 'static,
    ) -> Result<Vec<Outcome>, Failure> {
        let Read { commands, unread } = Read::of(commands);
        let known = unread.clone();
        let note = Note::new(claim, move |written| receipt(in_order(written.to_vec(), known.clone()).collect()));
        let written = self.write_once(actor, commands, OPTIONS, Some(note)).await?;
        Ok(in_order(written, unread).collect())
    }

    /// What [`App::bulk`] would do: nothing is written, and later lines see what earlier ones would have made.
    pub async fn bulk_dry_run<I, S>(&self, actor: &Actor, commands: I, mut sink: S) -> Result<(), Failure>
    where
        I: Iterator<Item = Result<Command, Problem>> + Send + 'static,
        S: FnMut(Outcome) -> io::Result<()> + Send,
    {
        self.bulk_in_shadow(actor, commands, &mut Shadow::new()?, &mut sink).await
    }

    /// The same after others, whose shadow it is.
    pub(crate) async fn bulk_in_shadow<I, S>(
        &self,
        actor: &Actor,
        commands: I,
        shadow: &mut Shadow,
        mut sink: S,
    ) -> Result<(), Failure>
    where
        I: Iterator<Item = Result<Command, Problem>> + Send + 'static,
        S: FnMut(Outcome) -> io::Result<()> + Send,
    {
        let mut source = Source { actor: Arc::new(actor.clone()), commands: Some(commands) };
        while let Some(chunk) = self.chunk(&mut source).await? {
            let outcomes = self.plan_in_shadow(chunk.batch.clone(), shadow).await?;
            chunk.answer(outcomes).try_for_each(&mut sink)?;
        }
        Ok(())
    }

    async fn chunk<I>(&self, source: &mut Source<I>) -> Result<Option<Chunk>, Failure>
    where
        I: Iterator<Item = Result<Command, Problem>> + Send + 'static,
    {
        let Some(mut read) = source.read(self.store.bulk_chunk()).await? else { return Ok(None) };
        self.accounts.hash_passwords(&mut read.commands).await?;
        self.seal_secrets(&mut read.commands).await?;
        self.name_profiles(&mut read.commands);
        self.settle_files(&source.actor, &mut read.commands, false).await?;
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
        let prepared = self.prepare_after(&chunk.batch, &before.batch.commands).await?;
        Ok(Some((chunk, prepared)))
    }

    /// Plans a batch while those commands are being written, unless it looks at what they write.
    pub(crate) async fn prepare_after(&self, batch: &Batch, before: &[Command]) -> Result<Option<Prepared>, Failure> {
        if plan::exclusive(&batch.commands) || plan::exclusive(before) || self.looks_at(&batch.commands, before) {
            return Ok(None);
        }
        let prepared = self.prepare(batch.clone()).await?;
        // A failure may be due to what is just being written: a unique value given up, say.
        let sure = prepared.plan.outcomes.iter().all(Result::is_ok);
        Ok(sure.then_some(prepared))
    }

    fn looks_at(&self, commands: &[Command], before: &[Command]) -> bool {
        let written = Targets::of(before);
        let schema = self.schema.current();
        let refs = plan::refs(commands, &schema);
        // What a link is part of is written with it.
        let origins = plan::refs(before, &schema).siblings;
        let relinked: HashSet<_> = origins.iter().map(|(_, kind, code)| (*kind, code)).collect();
        let linked = refs.siblings.iter().map(|(_, kind, code)| (*kind, code));
        let named = refs.objects.iter().map(|(kind, code)| (*kind, code));
        let mut lists = refs.value_sequences.union(&refs.lists);
        named.chain(linked).any(|origin| relinked.contains(&origin))
            || refs.objects.iter().chain(&refs.children).any(|(kind, code)| written.objects.contains(&(*kind, code)))
            || refs.last_variants.iter().any(|document| written.varied.contains(document))
            || refs.values.iter().any(|(attribute, code)| written.values.contains(&(attribute, code)))
            || refs.key_values.iter().any(|code| written.key_values.contains(code))
            || refs.users.iter().any(|user| written.users.contains(user))
            || lists.any(|attribute| written.values.iter().any(|(owner, _)| *owner == attribute))
    }

    pub(crate) async fn write_chunk(&self, batch: Batch, prepared: Option<Prepared>) -> Result<Vec<Outcome>, Failure> {
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

/// Some commands, and the outcomes of those that could not be read.
struct Chunk {
    batch: Batch,
    unread: Vec<(usize, Problem)>,
}

impl Chunk {
    fn answer(self, written: Vec<Outcome>) -> impl Iterator<Item = Outcome> {
        in_order(written, self.unread)
    }
}

/// Outcomes in the order of the input: of what was written, and at their positions of what could not be read.
fn in_order(written: Vec<Outcome>, unread: Vec<(usize, Problem)>) -> impl Iterator<Item = Outcome> {
    let count = written.len() + unread.len();
    let (mut written, mut unread) = (written.into_iter(), unread.into_iter().peekable());
    (0..count).filter_map(move |position| match unread.next_if(|(at, _)| *at == position) {
        Some((_, problem)) => Some(Err(problem)),
        None => written.next(),
    })
}

/// What a chunk writes.
#[derive(Default)]
struct Targets<'a> {
    objects: HashSet<(ObjectKind, &'a String)>,
    /// Documents that get variants.
    varied: HashSet<&'a String>,
    values: HashSet<(&'a String, &'a String)>,
    key_values: HashSet<&'a String>,
    users: HashSet<&'a UserName>,
}

impl<'a> Targets<'a> {
    fn of(batch: &'a [Command]) -> Self {
        let mut targets = Self::default();
        for command in batch {
            match &command.action {
                Action::PutObject(put) => {
                    targets.objects.insert((put.kind, &put.code));
                    targets.varied.extend(put.parent.value().filter(|_| put.kind == ObjectKind::Variant));
                }
                Action::DeleteObject { kind, code, .. } => _ = targets.objects.insert((*kind, code)),
                Action::PutValue(put) => _ = targets.values.insert((&put.attribute, &put.code)),
                Action::DeleteValue { attribute, code, .. } => _ = targets.values.insert((attribute, code)),
                Action::PutUser(put) => _ = targets.users.insert(&put.user),
                Action::PutKeyValue(put) => _ = targets.key_values.insert(&put.code),
                Action::DeleteKeyValue { code } => _ = targets.key_values.insert(code),
                // A link is looked at with its origin.
                Action::DeleteLink { .. }
                | Action::PutDefinition(_)
                | Action::DeleteDefinition { .. }
                | Action::Reshape { .. }
                | Action::EndReshape { .. }
                | Action::Refused(_) => {}
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

impl Read {
    fn of(items: impl IntoIterator<Item = Result<Command, Problem>>) -> Self {
        let mut read = Self { commands: Vec::new(), unread: Vec::new() };
        for (position, item) in items.into_iter().enumerate() {
            match item {
                Ok(command) => read.commands.push(command),
                Err(problem) => read.unread.push((position, problem)),
            }
        }
        read
    }
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
            let read = Read::of(commands.by_ref().take(most));
            (commands, read)
        };
        let (commands, read) =
            tokio::task::spawn_blocking(work).await.map_err(|error| Failure::Internal(Box::new(error)))?;
        if read.commands.is_empty() && read.unread.is_empty() {
            return Ok(None);
        }
        self.commands = Some(commands);
        Ok(Some(read))
    }
}
