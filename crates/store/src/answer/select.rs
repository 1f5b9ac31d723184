//! A page in an order: sorted key by key, and only where the page may end up.

use std::cmp::Ordering;
use std::future::Future;
use std::pin::Pin;

use model::index::{CUT, is_cut};
use model::object::ObjectKind;
use model::query::{FieldRef, SortKey};

use super::cursor::{Cursor, Owned};
use super::evaluate::few;
use super::level::{Coarse, Keys, Level};
use super::narrow::{Window, narrow};
use super::rows::{self, Source};
use super::{Atom, Axis, Key, Moment, Set};
use crate::Error;
use crate::conn::Conn;

/// The order with what it needs of columns, or of rows for few objects.
pub(super) async fn levels(
    conn: &mut Conn<'_>,
    moment: &mut Moment,
    kind: ObjectKind,
    order: &[SortKey],
    found: &Set,
) -> Result<Vec<Level>, Error> {
    let all = moment.sets(conn, &[Atom::Kind(kind)]).await?;
    let few = few(all.first().map_or(0, |set| set.len()));
    let mut levels: Vec<_> = order.iter().filter_map(|key| Level::new(kind, key)).collect();
    for level in &mut levels {
        level.keys = match moment.kept_column(&level.axis) {
            Some(column) => Keys::Column(column),
            None if found.len() <= few && level.is_in_rows() => {
                Keys::Rows(rows::keys(conn, &level.axis, level.field.as_ref(), found).await?)
            }
            None => Keys::Column(moment.column(conn, &level.axis).await?),
        };
    }
    Ok(levels)
}

/// Whether the first column holds members of `found` alone.
async fn is_all(conn: &mut Conn<'_>, moment: &mut Moment, levels: &[Level], found: &Set) -> Result<bool, Error> {
    let Some((level, column)) = levels.first().and_then(|level| Some((level, level.column()?))) else {
        return Ok(false);
    };
    if (column.len() as u64) > found.len() {
        return Ok(false);
    }
    let holders = match level.axis {
        // Of one kind, and all of it.
        Axis::Code(_) | Axis::Created(_) | Axis::Updated(_) | Axis::Sequence(_) => {
            return Ok(column.len() as u64 == found.len());
        }
        Axis::Parent(_) | Axis::Target => return Ok(false),
        Axis::Field(field) => moment.sets(conn, &[Atom::Present(field)]).await?,
    };
    Ok(holders.iter().all(|holders| holders.is_subset(found)))
}

/// The members of `found` in the window.
pub(super) async fn page(
    conn: &mut Conn<'_>,
    moment: &mut Moment,
    levels: &[Level],
    found: &Set,
    window: Window<'_>,
) -> Result<Vec<u64>, Error> {
    let is_all = is_all(conn, moment, levels, found).await?;
    let narrowed = narrow(levels, found, is_all, window);
    let (skip, take) = (window.skip.saturating_sub(narrowed.before), window.take);
    let mut sorting = Sorting { conn, levels, skip, take, page: Vec::new() };
    sorting.sort(narrowed.ids, 0, window.after).await?;
    Ok(sorting.page)
}

struct Sorting<'a, 'c> {
    conn: &'a mut Conn<'c>,
    levels: &'a [Level],
    /// Still to be passed over.
    skip: usize,
    /// Still to be shown.
    take: usize,
    page: Vec<u64>,
}

type Sorted<'a> = Pin<Box<dyn Future<Output = Result<(), Error>> + Send + 'a>>;

impl Sorting<'_, '_> {
    /// Sorts objects that are equal above this level, and shows what falls into the window. The
    /// cursor's row, if there is one, is equal to them as well.
    fn sort<'s>(&'s mut self, ids: Vec<u64>, at: usize, after: Option<&'s Cursor>) -> Sorted<'s> {
        Box::pin(async move {
            let levels = self.levels;
            let Some(level) = levels.get(at) else {
                self.show(ids, after);
                return Ok(());
            };
            let cursor = after.and_then(|cursor| cursor.keys.get(at)).map(Option::as_ref);
            let mut keyed: Vec<_> =
                ids.into_iter().map(|id| (level.key(id).map(|key| level.coarse(key)), id)).collect();
            keyed.sort_unstable_by(|(left, _), (right, _)| level.compare(left.as_ref(), right.as_ref()));
            for group in keyed.chunk_by(|(left, _), (right, _)| left == right) {
                if self.take == 0 {
                    break;
                }
                let key: Option<Coarse<'_>> = group[0].0;
                let place = cursor.map(|cursor| {
                    let cursor = cursor.map(|key| level.coarse(key.as_key()));
                    level.compare(key.as_ref(), cursor.as_ref())
                });
                let ids = || group.iter().map(|(_, id)| *id).collect::<Vec<_>>();
                match place {
                    Some(Ordering::Less) => {}
                    Some(Ordering::Equal) => self.sort_group(level, ids(), at, after).await?,
                    _ if group.len() <= self.skip => self.skip -= group.len(),
                    _ => self.sort_group(level, ids(), at, None).await?,
                }
            }
            Ok(())
        })
    }

    /// Those of a group whose keys may have been cut are put in order by whole texts.
    async fn sort_group(
        &mut self,
        level: &Level,
        ids: Vec<u64>,
        at: usize,
        after: Option<&Cursor>,
    ) -> Result<(), Error> {
        let is_long = ids.first().and_then(|id| level.key(*id)).is_some_and(|key| level.is_long(key));
        let Some(field) = level.field.as_ref().filter(|_| is_long) else {
            return self.sort(ids, at + 1, after).await;
        };
        let mut texts = self.whole(level, field, ids).await?;
        texts.sort_unstable_by(|(left, _), (right, _)| level.compare(Some(left), Some(right)));
        let cursor = match after {
            Some(cursor) => self.whole_of(field, cursor, at).await?,
            None => None,
        };
        for group in texts.chunk_by(|(left, _), (right, _)| left == right) {
            let ids = group.iter().map(|(_, id)| *id).collect();
            match cursor.as_ref().map(|cursor| level.compare(Some(&group[0].0), Some(cursor))) {
                Some(Ordering::Less) => {}
                Some(Ordering::Equal) => self.sort(ids, at + 1, after).await?,
                _ => self.sort(ids, at + 1, None).await?,
            }
        }
        Ok(())
    }

    async fn whole(&mut self, level: &Level, field: &FieldRef, ids: Vec<u64>) -> Result<Vec<(String, u64)>, Error> {
        let text = |id: &u64| if let Some(Key::Text(text)) = level.key(*id) { text } else { "" };
        let cut = ids.iter().filter(|id| is_cut(text(id))).copied();
        let mut whole = rows::texts(self.conn, Source::Field(field), cut).await?;
        let mut whole_of = |id| whole.remove(&id).and_then(|mut texts| texts.pop());
        Ok(ids.into_iter().map(|id| (whole_of(id).unwrap_or_else(|| text(&id).to_owned()), id)).collect())
    }

    /// The whole text where a cursor stands; of one too long for it that of its row, unless that was changed since.
    async fn whole_of(&mut self, field: &FieldRef, cursor: &Cursor, at: usize) -> Result<Option<String>, Error> {
        let Some(Some(Owned::Text(text))) = cursor.keys.get(at) else { return Ok(None) };
        let Some(begin) = text.strip_suffix(CUT) else { return Ok(Some(text.clone())) };
        let texts = rows::texts(self.conn, Source::Field(field), cursor.id).await?;
        let same = texts.into_values().flatten().find(|text| text.starts_with(begin));
        Ok(Some(same.unwrap_or_else(|| begin.to_owned())))
    }

    /// Shows objects that are equal by all keys.
    fn show(&mut self, mut ids: Vec<u64>, after: Option<&Cursor>) {
        let Some(last) = self.levels.last() else { return };
        if let Some(cursor) = after {
            ids.retain(|id| cursor.id.is_some_and(|cursor| last.tie(cursor, *id) == Ordering::Less));
        }
        ids.sort_unstable_by(|left, right| last.tie(*left, *right));
        let passed = self.skip.min(ids.len());
        self.skip -= passed;
        let shown = self.take.min(ids.len() - passed);
        self.take -= shown;
        self.page.extend(&ids[passed..passed + shown]);
    }
}
