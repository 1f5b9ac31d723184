//! The read road: what is asked in, rows out. Each answer comes with a schema that is
//! at least as new as its rows.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use model::completeness;
use model::job::JobKind;
use model::key_value::KeyValue;
use model::object::ObjectKind;
use model::permission::Rights;
use model::problem::{Kind, Problem};
use model::query::{
    Head, Heads, KeyValuePage, KeyValueQuery, NamedValues, Query, Question, Resource, Sheet, Sheets, ValuePage,
    ValueQuery,
};
use model::reshape::{Reshape, settle_all};
use model::schema::{DefinitionKind, PredefinedValue, Schema, Tag};
use model::tags;
use store::answer::{self, Answer};
use store::conn::Conn;
use store::{definitions, jobs, key_values, objects, values};

use crate::scope::hides;
use crate::{App, Failure};

/// Times that a list is asked for; more are needed only while definitions keep changing.
const ASKED: usize = 8;

impl App {
    /// The newest schema; where other nodes may write, confirmed by one read.
    pub async fn schema(&self) -> Result<Arc<Schema>, Failure> {
        if self.store.is_shared() { self.confirmed().await } else { Ok(self.schema.current()) }
    }

    /// The newest schema, confirmed by one read.
    pub(crate) async fn confirmed(&self) -> Result<Arc<Schema>, Failure> {
        let seen = self.store.read(async move |conn: &mut Conn<'_>| definitions::revisions(conn).await).await?;
        Ok(self.schema.at(seen, &self.store).await?)
    }

    /// The numbers of one object: one indexed read. Errors: `NotFound`.
    pub async fn head(&self, rights: &Rights, kind: ObjectKind, code: &str) -> Result<(Head, Arc<Schema>), Failure> {
        rights.check_read(&Resource::Objects(kind))?;
        let missing = || Problem::not_found(kind.name(), code);
        if rights.scope.as_ref().is_some_and(|scope| hides(scope, kind)) {
            let (heads, schema) = self.visible(rights, kind, vec![code.to_owned()]).await?;
            return Ok((heads.into_iter().next().ok_or_else(missing)?, schema));
        }
        let owned = code.to_owned();
        let (seen, head) =
            self.store.read(async move |conn: &mut Conn<'_>| objects::head(conn, kind, &owned).await).await?;
        Ok((head.ok_or_else(missing)?, self.schema.at(seen, &self.store).await?))
    }

    /// One page of objects, known by their numbers. Errors: `Malformed` for what can't be asked.
    pub async fn heads(&self, query: Query) -> Result<(Heads, Arc<Schema>), Failure> {
        query.rights.check_read(&Resource::Objects(query.kind))?;
        let mut schema = self.schema.current();
        for _ in 0..ASKED {
            let question = match Question::of(&query, &schema) {
                Ok(question) => question,
                Err(problem) => {
                    let newest = self.confirmed().await?;
                    if Arc::ptr_eq(&newest, &schema) {
                        return Err(self.with_progress(&query, &schema, problem).await?.into());
                    }
                    // What wasn't there may have come since.
                    schema = newest;
                    continue;
                }
            };
            let (engine, by) = (Arc::clone(self.store.engine()), Arc::clone(&schema));
            let work = async move |conn: &mut Conn<'_>| answer::ask(conn, &engine, &question, &by).await;
            match self.store.snapshot(work).await? {
                Answer::Heads(heads) => return Ok((heads, schema)),
                Answer::Outdated(seen) => schema = self.schema.at(seen, &self.store).await?,
            }
        }
        Err(store::Error::Busy("the definitions change faster than a list can be read".into()).into())
    }

    /// The problem with a query, which may be how far a change has come.
    async fn with_progress(&self, query: &Query, schema: &Arc<Schema>, problem: Problem) -> Result<Problem, Failure> {
        if problem.kind != Kind::Unavailable {
            return Ok(problem);
        }
        Ok(Question::of(query, &*self.progressed(schema).await?).err().unwrap_or(problem))
    }

    /// The schema, with how far its changes have come.
    pub async fn progressed(&self, schema: &Arc<Schema>) -> Result<Arc<Schema>, Failure> {
        if schema.reshapes().next().is_none() {
            return Ok(Arc::clone(schema));
        }
        let open = self.store.read(async |conn: &mut Conn<'_>| jobs::open(conn, JobKind::Reshape).await).await?;
        let reshapes = schema.reshapes().map(|reshape| {
            let job = open.iter().find(|job| job.id == reshape.id);
            Reshape { progress: job.map_or(reshape.progress, |job| job.progress), ..Reshape::clone(reshape) }
        });
        let reshapes: Vec<_> = reshapes.collect();
        Ok(Arc::new(Schema::clone(schema).with(reshapes)))
    }

    /// Objects as they are printed by `schema`, in the order of `ids`; those that are gone, or don't exist for the reader, are
    /// left out.
    pub async fn sheets(
        &self,
        rights: &Rights,
        kind: ObjectKind,
        ids: Vec<i64>,
        schema: &Arc<Schema>,
    ) -> Result<Sheets, Failure> {
        rights.check_read(&Resource::Objects(kind))?;
        if ids.is_empty() {
            return Ok(Sheets::default());
        }
        let by = Arc::clone(schema);
        let work = async move |conn: &mut Conn<'_>| objects::sheets(conn, kind, &ids, &by).await;
        let mut sheets = self.store.snapshot(work).await?;
        for sheet in &mut sheets.sheets {
            let others = sheet.children.iter_mut().chain(&mut sheet.ancestors);
            settle_all([&mut sheet.object].into_iter().chain(others), schema);
            derive(sheet, schema, rights);
        }
        if let Some(scope) = &rights.scope {
            self.reduce(rights, scope, &mut sheets, &[]).await?;
        }
        Ok(sheets)
    }

    /// Objects of whatever kind, by their numbers, in no order and with nothing around them; those that are gone, or
    /// don't exist for the reader, are left out.
    pub async fn objects(&self, rights: &Rights, ids: Vec<i64>, schema: &Arc<Schema>) -> Result<Sheets, Failure> {
        if ids.is_empty() {
            return Ok(Sheets::default());
        }
        let by = Arc::clone(schema);
        let work = async move |conn: &mut Conn<'_>| objects::bare(conn, ids, &by).await;
        let mut sheets = self.store.snapshot(work).await?;
        settle_all(sheets.sheets.iter_mut().map(|sheet| &mut sheet.object), schema);
        if let Some(scope) = &rights.scope {
            self.reduce(rights, scope, &mut sheets, &[]).await?;
        }
        Ok(sheets)
    }

    /// The codes of what is placed in these classifications, by classification and kind, in the order of their numbers.
    pub async fn placed(
        &self,
        rights: &Rights,
        nodes: Vec<i64>,
    ) -> Result<HashMap<(i64, ObjectKind), Vec<String>>, Failure> {
        rights.check_read(&Resource::Objects(ObjectKind::Document))?;
        let work = async move |conn: &mut Conn<'_>| objects::placed(conn, nodes).await;
        let mut placed = self.store.snapshot(work).await?;
        if let Some(scope) = &rights.scope {
            self.leave_visible(rights, scope, &mut placed).await?;
        }
        Ok(placed)
    }

    /// One predefined value. Errors: `NotFound`.
    pub async fn value(&self, rights: &Rights, attribute: &str, code: &str) -> Result<Arc<PredefinedValue>, Failure> {
        rights.check_read(&Resource::Values)?;
        let missing = || Problem::not_found("predefined value", &format!("{attribute}/{code}"));
        let schema = self.schema().await?;
        let attribute_id = schema.definition(DefinitionKind::Attribute, attribute).ok_or_else(missing)?.id;
        let owned = code.to_owned();
        let found =
            self.store.read(async move |conn: &mut Conn<'_>| values::one(conn, attribute_id, &owned).await).await?;
        Ok(Arc::new(found.ok_or_else(missing)?))
    }

    /// The predefined value of that number, if there is one.
    pub async fn value_of(&self, rights: &Rights, id: i64) -> Result<Option<PredefinedValue>, Failure> {
        rights.check_read(&Resource::Values)?;
        Ok(self.store.read(async move |conn: &mut Conn<'_>| values::by_id(conn, id).await).await?)
    }

    /// Predefined values by attribute and code; those that don't exist are left out.
    pub async fn named_values(&self, keys: BTreeSet<(String, String)>) -> Result<NamedValues, Failure> {
        Ok(self.store.read(async move |conn: &mut Conn<'_>| values::all_named(conn, &keys).await).await?)
    }

    /// One page of predefined values.
    pub async fn values(&self, query: ValueQuery) -> Result<(ValuePage, Arc<Schema>), Failure> {
        query.rights.check_read(&Resource::Values)?;
        let schema = self.schema().await?;
        let page = self.store.snapshot(async move |conn: &mut Conn<'_>| values::page(conn, &query).await).await?;
        Ok((page, schema))
    }

    /// One key-value. Errors: `NotFound`, also for one that the reader may not see.
    pub async fn key_value(&self, rights: &Rights, code: &str) -> Result<Arc<KeyValue>, Failure> {
        rights.check_read(&Resource::KeyValues)?;
        let owned = code.to_owned();
        let found = self.store.read(async move |conn: &mut Conn<'_>| key_values::one(conn, &owned).await).await?;
        let seen = found.filter(|pair| rights.sees_key_value(pair));
        Ok(Arc::new(seen.ok_or_else(|| Problem::not_found("key-value", code))?))
    }

    /// One page of key-values.
    pub async fn key_values(&self, query: KeyValueQuery) -> Result<KeyValuePage, Failure> {
        query.rights.check_read(&Resource::KeyValues)?;
        Ok(self.store.snapshot(async move |conn: &mut Conn<'_>| key_values::page(conn, &query).await).await?)
    }
}

/// Fills in what is said of an object that is stored nowhere, as far as its reader may know.
pub(crate) fn derive(sheet: &mut Sheet, schema: &Schema, rights: &Rights) {
    let tags = tags::of(&sheet.object, schema).into_iter();
    let seen = tags.filter(|tag| tag.says::<Tag>().is_some_and(|tag| rights.sees_tag(tag)));
    sheet.tags = seen.map(|tag| tag.code.clone()).collect();
    sheet.completeness = completeness::seen(&sheet.object, schema, rights);
}
