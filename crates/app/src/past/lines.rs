//! Lines of many things in one list.

use std::collections::BTreeSet;
use std::sync::Arc;

use model::changes::Recorded;
use model::object::ObjectKind;
use model::permission::{Rights, Scope};
use model::plan;
use model::schema::Schema;
use store::conn::Conn;
use store::history;

use super::Entry;
use super::hide::{Names, last, would_exist};
use crate::scope::hides;
use crate::{App, Failure};

impl App {
    /// Lines of any things, field by field. Those of what doesn't exist for the reader are left out.
    pub async fn entries_of_all(&self, rights: &Rights, mut lines: Vec<Recorded>) -> Result<Vec<Entry>, Failure> {
        let schema = self.schema().await?;
        lines.retain(|line| rights.sees_change(line.change.kind, &line.change.code));
        if let Some(scope) = rights.scope.as_ref().filter(|scope| hides(scope, ObjectKind::Link)) {
            let left = self.left_of(rights, scope, &schema, &lines).await?;
            lines.retain(|line| kind(line).is_none() || left.contains(&line.change.object_id));
        }
        self.entries(rights, &schema, lines).await
    }

    /// The numbers of the objects in there that exist for the reader, or would as they were last.
    async fn left_of(
        &self,
        rights: &Rights,
        scope: &Scope,
        schema: &Arc<Schema>,
        lines: &[Recorded],
    ) -> Result<BTreeSet<i64>, Failure> {
        let of_objects = lines.iter().filter(|line| kind(line).is_some());
        let all: BTreeSet<i64> = of_objects.map(|line| line.change.object_id).collect();
        let there = self.objects(rights, all.iter().copied().collect(), schema).await?;
        let mut left: BTreeSet<i64> = there.sheets.iter().map(|sheet| sheet.object.id).collect();
        let others: Vec<i64> = all.difference(&left).copied().collect();
        let read = async move |conn: &mut Conn<'_>| history::deletions(conn, others.clone()).await;
        let gone = self.store.snapshot(read).await?;
        let gone: Vec<_> = gone.iter().filter_map(|line| Some((line, kind(line)?, last(line)))).collect();
        let named: Names = gone.iter().flat_map(|(_, kind, image)| plan::ends(*kind, image, schema)).collect();
        let seen = self.seen(rights, &named).await?;
        let would = |(line, kind, image): &(&Recorded, ObjectKind, _)| {
            would_exist(*kind, &line.change.code, image, scope, schema, &seen).then_some(line.change.object_id)
        };
        left.extend(gone.iter().filter_map(would));
        Ok(left)
    }
}

fn kind(line: &Recorded) -> Option<ObjectKind> {
    ObjectKind::from_name(line.change.kind)
}
