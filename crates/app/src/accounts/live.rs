//! Who holds a live token: what this process knows of it, and when each was last used.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use model::permission::{Actor, Origin, Rights, Roles};
use moka::sync::Cache;
use store::accounts::{Uses, apps, sessions, tokens, ui_sessions};
use store::conn::Conn;

use super::limits::{UI_IDLE, UI_LIFE, micros};
use super::token::{Hash, Shape};
use super::tokens::access;
use super::{Accounts, Limits};
use crate::Failure;

/// Who a token stands for.
#[derive(Debug, Clone)]
pub(super) enum Holder {
    /// An API token's.
    Api(tokens::TokenRow),
    /// An app's.
    App(apps::AppTokenRow),
    /// A user's access token's.
    User(sessions::SessionRow),
    /// A user's, in the admin UI.
    Ui(ui_sessions::UiSessionRow),
}

impl Holder {
    pub fn actor(&self) -> Actor {
        match self {
            Self::Api(row) => {
                let rights = Rights { access: access(&row.access), ..Rights::FULL };
                Actor::program(row.name.as_str(), rights, Origin::System)
            }
            Self::App(row) => {
                let rights = Rights { access: access(&row.access), ..Rights::FULL };
                Actor { admin: false, ..Actor::program(row.app.as_str(), rights, Origin::System) }
            }
            Self::User(row) => Actor {
                account: Some(row.account),
                admin: row.admin,
                lang: Some(row.lang.clone()),
                roles: Roles::of(row.admin, row.kind, &row.roles),
                ..Actor::program(row.username.as_str(), Rights::FULL, Origin::System)
            },
            Self::Ui(row) => Actor {
                account: Some(row.account),
                admin: row.admin,
                roles: Roles::of(row.admin, row.kind, &row.roles),
                session: Some(row.session.name.clone()),
                ..Actor::program(row.username.as_str(), Rights::FULL, Origin::Ui)
            },
        }
    }

    /// Whether it is a user's, and what is written down of its last use is half way to its end.
    fn seems_idle(&self, now: i64, limits: &Limits) -> bool {
        match self {
            Self::Api(_) | Self::App(_) => false,
            Self::User(row) => now - row.used_at > limits.idle() / 2,
            Self::Ui(row) => now - row.session.used_at > idle(&row.session) / 2,
        }
    }

    /// Microseconds until it ends, if it was last used at `used_at` or as is written down; `None`: it has no end.
    pub fn left(&self, now: i64, used_at: Option<i64>, limits: &Limits) -> Option<i64> {
        match self {
            Self::Api(_) => None,
            Self::App(row) => row.ends_at.map(|ends_at| ends_at - now),
            Self::User(row) => {
                let used_at = row.used_at.max(used_at.unwrap_or(i64::MIN));
                Some((row.created_at + limits.life() - now).min(used_at + limits.idle() - now))
            }
            Self::Ui(row) => Some(ui_left(&row.session, now, used_at)),
        }
    }
}

/// Microseconds until a session of the admin UI ends, if it was last used at `used_at` or as is written down.
pub(super) fn ui_left(session: &ui_sessions::UiSession, now: i64, used_at: Option<i64>) -> i64 {
    let used_at = session.used_at.max(used_at.unwrap_or(i64::MIN));
    (session.created_at + micros(UI_LIFE) - now).min(used_at + idle(session) - now)
}

fn idle(session: &ui_sessions::UiSession) -> i64 {
    micros(if session.remembered { UI_LIFE } else { UI_IDLE })
}

impl Accounts {
    /// Who holds this bearer's token, if it is live; to ask is to use it.
    pub(super) async fn holder(&self, token: &str) -> Result<Option<Arc<Holder>>, Failure> {
        match Shape::of(token) {
            Some(shape @ (Shape::Api | Shape::User)) => self.holder_of(shape, token).await,
            Some(Shape::Ui) | None => Ok(None),
        }
    }

    /// The same, of a token of this shape.
    pub(super) async fn holder_of(&self, shape: Shape, token: &str) -> Result<Option<Arc<Holder>>, Failure> {
        let hash = Hash::of(token);
        // Before the row is looked at: `forget` comes after it was written.
        let used_at = self.live.used_at(hash);
        let Some(holder) = self.find(shape, hash).await? else { return Ok(None) };
        let now = self.now();
        if holder.left(now, used_at, &self.limits).is_some_and(|left| left <= 0) {
            return Ok(None);
        }
        self.live.note(hash, shape, now, used_at);
        // Another node knows only what is written down, and must not take the session for idle.
        if self.store.is_shared() && holder.seems_idle(now, &self.limits) {
            self.flush().await?;
        }
        Ok(Some(holder))
    }

    async fn find(&self, shape: Shape, hash: Hash) -> Result<Option<Arc<Holder>>, Failure> {
        let generation = self.live.generation();
        if let Some(holder) = self.live.known(hash, generation) {
            return Ok(Some(holder));
        }
        let text = hash.text();
        let read = async move |conn: &mut Conn<'_>| match shape {
            Shape::Api => match tokens::one(conn, &text).await? {
                Some(row) => Ok(Some(Holder::Api(row))),
                None => Ok(apps::one(conn, &text).await?.map(Holder::App)),
            },
            Shape::User => Ok(sessions::one(conn, &text).await?.map(Holder::User)),
            Shape::Ui => Ok(ui_sessions::one(conn, &text).await?.map(Holder::Ui)),
        };
        let Some(holder) = self.store.read(read).await?.map(Arc::new) else { return Ok(None) };
        self.live.keep(hash, generation, &holder);
        Ok(Some(holder))
    }
}

/// A use of a token that is not written down yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Use {
    shape: Shape,
    at: i64,
}

/// What this process knows of live tokens.
pub(super) struct Live {
    /// Holders, each with the generation it was read in; only where no other process writes.
    known: Option<Cache<Hash, (u64, Arc<Holder>)>>,
    /// Moves after every change of accounts. What was read in an earlier one is no longer believed.
    generation: AtomicU64,
    uses: Mutex<HashMap<Hash, Use>>,
}

impl Live {
    pub fn new(is_shared: bool) -> Self {
        const MOST: u64 = 10_000;
        let known = (!is_shared).then(|| Cache::new(MOST));
        Self { known, generation: AtomicU64::new(0), uses: Mutex::default() }
    }

    fn generation(&self) -> u64 {
        self.generation.load(Ordering::Acquire)
    }

    fn known(&self, hash: Hash, generation: u64) -> Option<Arc<Holder>> {
        let (read_in, holder) = self.known.as_ref()?.get(&hash)?;
        (read_in == generation).then_some(holder)
    }

    /// `generation` is the one before the holder was read.
    fn keep(&self, hash: Hash, generation: u64, holder: &Arc<Holder>) {
        if let Some(known) = &self.known {
            known.insert(hash, (generation, Arc::clone(holder)));
        }
    }

    /// After a change was committed, and before it is told.
    pub fn forget_holders(&self) {
        self.generation.fetch_add(1, Ordering::Release);
    }

    pub fn used_at(&self, hash: Hash) -> Option<i64> {
        self.lock().get(&hash).map(|used| used.at)
    }

    /// Notes a use, if the last one is not of this very second.
    fn note(&self, hash: Hash, shape: Shape, now: i64, used_at: Option<i64>) {
        const SECOND: i64 = 1_000_000;
        if used_at.is_none_or(|used_at| now - used_at >= SECOND) {
            self.lock().insert(hash, Use { shape, at: now });
        }
    }

    /// All uses to be written down.
    pub fn uses(&self) -> HashMap<Hash, Use> {
        self.lock().clone()
    }

    /// Lets go of uses that were written down, but not of later ones of the same tokens.
    pub fn forget(&self, written: &HashMap<Hash, Use>) {
        self.lock().retain(|hash, used| written.get(hash) != Some(used));
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Hash, Use>> {
        // Every change of the map is one call: it is whole whatever happened.
        self.uses.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The uses as rows, in the order of their hashes, so that two nodes take the locks in the same order.
pub(super) fn rows(uses: &HashMap<Hash, Use>) -> Uses {
    let mut rows = Uses::default();
    for (hash, used) in uses {
        let list = match used.shape {
            Shape::Api => &mut rows.tokens,
            Shape::User => &mut rows.sessions,
            Shape::Ui => &mut rows.ui_sessions,
        };
        list.push((hash.text(), used.at));
    }
    rows.tokens.sort_unstable();
    rows.sessions.sort_unstable();
    rows.ui_sessions.sort_unstable();
    rows
}
