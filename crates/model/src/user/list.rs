//! Lists of users: there are few, so that all are looked at.

use std::cmp::Ordering;
use std::sync::Arc;

use super::{User, UserKind};
use crate::index::{fold, has_words};
use crate::permission::Rights;
use crate::query::Start;

/// A question about users; all conditions must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserQuery {
    /// Which of them.
    pub filter: UserFilter,
    /// In which order; ties follow the number. Empty: by number.
    pub order: Vec<UserSort>,
    /// Where to begin.
    pub start: Start,
    /// Rows; 0 asks for the total alone.
    pub limit: u32,
    /// What the reader may see.
    pub rights: Rights,
}

/// Which users; an empty list asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UserFilter {
    /// One of these kinds.
    pub kinds: Vec<UserKind>,
    /// Whether they may sign in.
    pub active: Option<bool>,
    /// Whether they administer the instance.
    pub admin: Option<bool>,
    /// One of these very names.
    pub usernames: Vec<String>,
    /// One of these addresses; case doesn't count.
    pub emails: Vec<String>,
    /// This in their name, first or last name, or address, folded; each word somewhere.
    pub search: Option<String>,
}

/// One key of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UserSort {
    /// What is compared.
    pub by: UserSortBy,
    /// From the last to the first.
    pub descending: bool,
}

/// What users are ordered by; texts fold, and what is missing comes last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of User")]
pub enum UserSortBy {
    Id,
    Username,
    FirstName,
    LastName,
    Email,
    Active,
    Admin,
    Logged,
    Created,
    Updated,
}

/// One page of users.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserPage {
    /// In order.
    pub users: Vec<Arc<User>>,
    /// How many match, on all pages.
    pub total: u64,
    /// The sort key of the last one, if more follow.
    pub next: Option<String>,
}

/// Between the parts of a sort key; no folded text holds it.
const SEPARATOR: char = '\u{1f}';

/// A sort key: a part for each key of the order, then the number. `None`: missing.
type Key = Vec<Option<String>>;

impl UserQuery {
    /// The page, out of all users.
    pub fn answer(&self, all: Vec<Arc<User>>) -> UserPage {
        let mut found: Vec<_> = all.into_iter().filter(|user| self.filter.holds(user)).collect();
        found.sort_by_cached_key(|user| Sorted(self, self.key(user)));
        let total = found.len() as u64;
        let limit = self.limit as usize;
        let first = match &self.start {
            Start::Page(page) => (*page as usize).saturating_sub(1).saturating_mul(limit),
            Start::Offset(passed) => usize::try_from(*passed).unwrap_or(usize::MAX),
            Start::After(text) if text.is_empty() => 0,
            Start::After(text) => {
                let after = read(text);
                found.partition_point(|user| self.compare(&self.key(user), &after).is_le())
            }
        };
        let more = found.len() > first.saturating_add(limit);
        let users: Vec<_> = found.into_iter().skip(first).take(limit).collect();
        let next = users.last().filter(|_| more).map(|last| written(&self.key(last)));
        UserPage { users, total, next }
    }

    fn key(&self, user: &User) -> Key {
        let number = |number: i64| Some(format!("{number:020}"));
        let switch = |on: bool| Some(u8::from(on).to_string());
        let text = |text: &str| Some(fold(text)).filter(|text| !text.is_empty());
        let part = |sort: &UserSort| match sort.by {
            UserSortBy::Id => number(user.id),
            UserSortBy::Username => text(&user.username),
            UserSortBy::FirstName => text(&user.profile.first_name),
            UserSortBy::LastName => text(&user.profile.last_name),
            UserSortBy::Email => text(&user.profile.email),
            UserSortBy::Active => switch(user.active),
            UserSortBy::Admin => switch(user.admin),
            UserSortBy::Logged => user.logged_at.and_then(number),
            UserSortBy::Created => number(user.created.at),
            UserSortBy::Updated => number(user.updated.at),
        };
        self.order.iter().map(part).chain([number(user.id)]).collect()
    }

    fn compare(&self, one: &Key, other: &Key) -> Ordering {
        let last = self.order.last().is_some_and(|sort| sort.descending);
        let directions = self.order.iter().map(|sort| sort.descending).chain([last]);
        let parts = one.iter().zip(other).zip(directions);
        let by_part = parts.map(|((one, other), descending)| match (one, other) {
            (Some(one), Some(other)) if descending => other.cmp(one),
            (Some(one), Some(other)) => one.cmp(other),
            // What is missing comes last either way.
            (one, other) => one.is_none().cmp(&other.is_none()),
        });
        by_part.fold(Ordering::Equal, Ordering::then)
    }
}

/// A key in the order of its query.
struct Sorted<'a>(&'a UserQuery, Key);

impl Ord for Sorted<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.compare(&self.1, &other.1)
    }
}

impl PartialOrd for Sorted<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Sorted<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Sorted<'_> {}

/// A key as a text: a part that is there begins with `=`.
fn written(key: &Key) -> String {
    let parts: Vec<_> = key.iter().map(|part| part.as_ref().map_or(String::new(), |part| format!("={part}"))).collect();
    parts.join(SEPARATOR.encode_utf8(&mut [0; 4]))
}

fn read(text: &str) -> Key {
    text.split(SEPARATOR).map(|part| part.strip_prefix('=').map(str::to_owned)).collect()
}

impl UserFilter {
    fn holds(&self, user: &User) -> bool {
        let one_of = |names: &[String], holds: &dyn Fn(&String) -> bool| names.is_empty() || names.iter().any(holds);
        let email = fold(&user.profile.email);
        (self.kinds.is_empty() || self.kinds.contains(&user.kind))
            && self.active.is_none_or(|active| active == user.active)
            && self.admin.is_none_or(|admin| admin == user.admin)
            && one_of(&self.usernames, &|name| *name == user.username)
            && one_of(&self.emails, &|asked| fold(asked) == email)
            && self.search.as_ref().is_none_or(|text| is_found(user, text))
    }
}

fn is_found(user: &User, text: &str) -> bool {
    let profile = &user.profile;
    has_words([&*user.username, &profile.first_name, &profile.last_name, &profile.email], text)
}

#[cfg(test)]
mod tests;
