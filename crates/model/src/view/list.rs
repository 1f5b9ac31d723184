//! Lists of views: who sees one is decided here, so all that may be seen are looked at by their heads.

use super::ViewHead;
use crate::object::ObjectKind;
use crate::permission::Actor;
use crate::query::Start;

/// A question about views, in order of sequence and id.
#[derive(Debug, Clone)]
pub struct ViewQuery {
    /// Of lists of these kinds; empty: of any.
    pub kinds: Vec<ObjectKind>,
    /// Of these document types alone; empty: of any, and of none.
    pub document_types: Vec<String>,
    /// Where to begin.
    pub start: Start,
    /// Rows; 0 asks for the total alone.
    pub limit: u32,
}

/// The ids of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewPage {
    /// In order.
    pub codes: Vec<String>,
    /// How many match, on all pages.
    pub total: u64,
    /// The sort key of the last one, if more follow.
    pub next: Option<String>,
}

impl ViewQuery {
    /// The page for a caller, out of all heads of views that are theirs or shared.
    pub fn answer(&self, all: Vec<ViewHead>, actor: &Actor) -> ViewPage {
        let mut found: Vec<_> = all.into_iter().filter(|head| self.holds(head) && head.is_seen_by(actor)).collect();
        found.sort_by(|a, b| (a.sequence, &a.code).cmp(&(b.sequence, &b.code)));
        let limit = self.limit as usize;
        let first = match &self.start {
            Start::Page(page) => (*page as usize).saturating_sub(1).saturating_mul(limit),
            Start::Offset(passed) => usize::try_from(*passed).unwrap_or(usize::MAX),
            Start::After(key) => {
                let after = read(key);
                found.partition_point(|head| after.is_some_and(|after| (head.sequence, head.code.as_str()) <= after))
            }
        };
        let more = found.len() > first.saturating_add(limit);
        let page: Vec<_> = found.iter().skip(first).take(limit).collect();
        let next = page.last().filter(|_| more).map(|last| format!("{} {}", last.sequence, last.code));
        let codes = page.into_iter().map(|head| head.code.clone()).collect();
        ViewPage { codes, total: found.len() as u64, next }
    }

    fn holds(&self, head: &ViewHead) -> bool {
        let code = head.document_type.as_ref().map(|own| &own.code);
        (self.kinds.is_empty() || self.kinds.contains(&head.kind))
            && (self.document_types.is_empty() || code.is_some_and(|code| self.document_types.contains(code)))
    }
}

/// A sort key; `None`: before all.
fn read(key: &str) -> Option<(i64, &str)> {
    let (sequence, code) = key.split_once(' ')?;
    Some((sequence.parse().ok()?, code))
}
