//! Looks at all holders of an attribute before it changes: page by page, without a lock; then, under the lock, only at
//! those that changed meanwhile.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use model::loaded::{Loaded, Refs, Use};
use model::object::Object;
use model::plan::{self, Survey};
use model::reshape::Scope;
use model::schema::Schema;
use store::conn::Conn;
use store::load::{Lock, load};
use store::{Error, reshape};

use crate::write::Batch;
use crate::{App, Failure};

/// Objects read at once.
const PAGE: usize = 1_000;
/// Changed objects that are looked at under lock.
const FEW: i64 = 1_000;

/// What was looked at, as of a moment.
#[derive(Clone)]
pub(crate) struct Surveys {
    since: String,
    /// By attribute.
    surveys: BTreeMap<String, Arc<Survey>>,
}

impl App {
    /// Looks at what these commands concern, if that is too much to be looked at under lock.
    pub(crate) async fn survey(&self, batch: &Batch) -> Result<Option<Surveys>, Failure> {
        let schema = self.schema().await?;
        let wanted = plan::surveys(&batch.commands, &schema, &batch.actor);
        if wanted.is_empty() {
            return Ok(None);
        }
        let uses = wanted.iter().map(|survey| Use::Attribute(survey.attribute().to_owned())).collect();
        let refs = Refs { uses, ..Refs::default() };
        let look = async move |conn: &mut Conn<'_>| {
            let Loaded { uses, .. } = load(conn, &refs, 0..0, Lock::None).await?;
            Ok((reshape::moment(conn).await?, uses))
        };
        let (since, uses) = self.store.snapshot(look).await?;
        let mut surveys = BTreeMap::new();
        for mut survey in wanted {
            if uses.get(&Use::Attribute(survey.attribute().to_owned())).is_some_and(|uses| uses.more) {
                self.look_at_all(&mut survey, &schema).await?;
                surveys.insert(survey.attribute().to_owned(), Arc::new(survey));
            }
        }
        Ok((!surveys.is_empty()).then_some(Surveys { since, surveys }))
    }

    async fn look_at_all(&self, survey: &mut Survey, schema: &Schema) -> Result<(), Failure> {
        let mut after = 0;
        while !survey.is_lost() {
            let scope = survey.scope(schema);
            let page = async move |conn: &mut Conn<'_>| page(conn, &scope, after).await;
            let (last, objects) = self.store.snapshot(page).await?;
            let Some(last) = last else { break };
            survey.look(objects, schema);
            after = last;
        }
        Ok(())
    }
}

async fn page(conn: &mut Conn<'_>, scope: &Scope, after: i64) -> Result<(Option<i64>, Vec<Arc<Object>>), Error> {
    let ids = reshape::next(conn, scope, after, PAGE).await?;
    Ok((ids.last().copied(), reshape::objects(conn, ids).await?))
}

impl Surveys {
    /// Looks at what changed since, however much it is.
    pub async fn catch_up(&mut self, app: &App) -> Result<(), Failure> {
        let schema = app.schema().await?;
        let since = self.since.clone();
        let changed = async move |conn: &mut Conn<'_>| {
            Ok((reshape::moment(conn).await?, reshape::changed(conn, &since, i64::MAX).await?))
        };
        let (since, changed) = app.store.snapshot(changed).await?;
        self.forget(&changed);
        let changed: Vec<i64> = changed.into_iter().collect();
        for ids in changed.chunks(PAGE).map(<[i64]>::to_vec) {
            let objects =
                app.store.snapshot(async move |conn: &mut Conn<'_>| reshape::objects(conn, ids).await).await?;
            self.look(&objects, &schema);
        }
        self.since = since;
        Ok(())
    }

    /// As it is in a transaction that holds the schema still. Errors: too much has changed since.
    pub async fn now(mut self, conn: &mut Conn<'_>, schema: &Schema) -> Result<BTreeMap<String, Arc<Survey>>, Error> {
        let changed = reshape::changed(conn, &self.since, FEW + 1).await?;
        if i64::try_from(changed.len()).is_ok_and(|changed| changed > FEW) {
            return Err(Error::Stale("many objects changed since they were looked at".into()));
        }
        if !changed.is_empty() {
            self.forget(&changed);
            let objects = reshape::objects(conn, changed.into_iter().collect()).await?;
            self.look(&objects, schema);
        }
        Ok(self.surveys)
    }

    fn forget(&mut self, changed: &BTreeSet<i64>) {
        self.surveys.values_mut().for_each(|survey| Arc::make_mut(survey).forget(changed));
    }

    fn look(&mut self, objects: &[Arc<Object>], schema: &Schema) {
        self.surveys.values_mut().for_each(|survey| Arc::make_mut(survey).look(objects.to_vec(), schema));
    }
}
