//! Imports and exports that come again and again: each run is a job, added in the transaction that notes the run. So of
//! several nodes one starts it, and what was missed while none was up is made up for once.

use std::sync::Arc;
use std::time::Duration;

use model::schema::{Definition, DefinitionKind, Planning, Run, Schema};
use store::conn::Conn;
use store::jobs::NewJob;
use store::{Urgency, planned_runs};
use tokio::sync::watch;

use crate::jobs::Doer;
use crate::{App, Failure};

/// Plannings are looked at so often at least: another node may have changed one.
const LOOK: Duration = Duration::from_secs(5);

impl App {
    /// Starts what is due, until `stopped` says so: a task for a server.
    pub async fn keep_to_plannings(&self, mut stopped: watch::Receiver<bool>) {
        loop {
            let next = match self.start_due().await {
                Ok(next) => next,
                Err(failure) => {
                    tracing::warn!(%failure, "plannings could not be looked at; the next try is soon");
                    None
                }
            };
            let pause = next.map_or(LOOK, |due| self.until(due).min(LOOK));
            tokio::select! {
                _ = stopped.wait_for(|stopped| *stopped) => return,
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    /// Starts the imports and exports that are due; tells when the next one will be.
    pub async fn start_due(&self) -> Result<Option<i64>, Failure> {
        let known = self.schema.current();
        if plannings(&known).next().is_none() {
            return Ok(None);
        }
        let schema = self.with_runs(&self.schema().await?).await?;
        let mut next: Option<i64> = None;
        for (definition, planning) in plannings(&schema) {
            let (changed_at, run, now) = (definition.updated.at, schema.run(definition.id), self.now());
            if planning.is_due(changed_at, run, now) {
                // One that fails holds up no other.
                if let Err(failure) = self.start(&schema, (definition, planning), run).await {
                    tracing::warn!(planning = planning.name, %failure, "a planning could not be started");
                }
            } else if let Some(due) = planning.due(changed_at, run, now).filter(|due| *due > now) {
                next = Some(next.map_or(due, |next| next.min(due)));
            }
        }
        Ok(next)
    }

    /// The schema, with the last runs of plannings.
    pub async fn with_runs(&self, schema: &Arc<Schema>) -> Result<Arc<Schema>, Failure> {
        let runs = self.store.read(async |conn: &mut Conn<'_>| planned_runs::all(conn).await).await?;
        Ok(Arc::new(Schema::clone(schema).with_runs(runs)))
    }

    async fn start(
        &self,
        schema: &Schema,
        (definition, planning): (&Definition, &Planning),
        last: Option<Run>,
    ) -> Result<(), Failure> {
        let doer = self.planner(&definition.updated.by).await?;
        let job = job_of(definition, planning, schema, doer)?;
        let (planned, id) = (definition.id, self.store.ids(1).await?.start);
        let begin = async move |conn: &mut Conn<'_>| planned_runs::begin(conn, planned, last, id, &job).await;
        if self.store.write(Urgency::Own, begin).await? {
            tracing::info!(job = id, planning = planning.name, "a planning is due");
            self.jobs_changed.send_replace(());
        }
        Ok(())
    }
}

/// All plannings.
fn plannings(schema: &Schema) -> impl Iterator<Item = (&Definition, &Planning)> {
    let kinds = [DefinitionKind::ImportPlanning, DefinitionKind::ExportPlanning];
    let all = kinds.into_iter().flat_map(|kind| schema.all(kind));
    all.filter_map(|definition| Some((&**definition, definition.spec.planning()?)))
}

/// The job of a run. Errors: its profile is gone.
fn job_of(definition: &Definition, planning: &Planning, schema: &Schema, doer: Doer) -> Result<NewJob, Failure> {
    match definition.spec.kind() {
        DefinitionKind::ImportPlanning => App::planned_import(planning, schema, doer),
        _ => App::planned_export(planning, schema, doer),
    }
}
