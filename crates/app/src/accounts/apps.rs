//! Tokens of apps. One that is made for an installation lives for two minutes: long enough for the app to try it and to
//! take it. Only then does it live on, and what the app had before ends. So whatever comes between, a crash too, leaves no
//! token that nobody knows of.

use std::collections::BTreeMap;

use model::permission::Access;
use model::problem::Problem;
use model::schema::Install;
use store::Urgency;
use store::accounts::apps::{self, NewToken};
use store::conn::Conn;

use super::tokens::{access, access_name};
use super::{Accounts, Token};
use crate::Failure;

/// How long a token lives that no app has taken, in microseconds.
const UNTAKEN: i64 = 120_000_000;

impl Accounts {
    /// Makes a token for the app of that number. Errors: `NotFound`: the app `code` is gone.
    pub(crate) async fn begin_app(&self, (id, code): (i64, &str), access: Access, by: &str) -> Result<Token, Failure> {
        let token = Token::of_api(&self.random);
        let (hash, by, ends_at) = (token.hash().text(), by.to_owned(), self.now() + UNTAKEN);
        let new = NewToken { hash, app_id: id, access: access_name(access), by, ends_at };
        let add = async move |conn: &mut Conn<'_>| apps::add(conn, &new).await;
        if self.change(|store| async move { store.write(Urgency::Interactive, add).await }).await? {
            Ok(token)
        } else {
            Err(Problem::not_found("app", code).into())
        }
    }

    /// Has it live on, and ends what the app had. `false`: it ended before that.
    pub(crate) async fn settle_app(&self, id: i64, token: &Token) -> Result<bool, Failure> {
        let hash = token.hash().text();
        let take = async move |conn: &mut Conn<'_>| apps::take(conn, id, &hash).await;
        self.change(|store| async move { store.write(Urgency::Interactive, take).await }).await
    }

    /// Ends one that the app didn't take.
    pub(crate) async fn drop_app(&self, token: &Token) -> Result<(), Failure> {
        let hash = token.hash().text();
        let end = async move |conn: &mut Conn<'_>| apps::end(conn, &hash).await;
        self.change(|store| async move { store.write(Urgency::Interactive, end).await }).await
    }

    /// Ends all that the app of that number has; whether it had any.
    pub(crate) async fn end_app(&self, id: i64) -> Result<bool, Failure> {
        let end = async move |conn: &mut Conn<'_>| apps::end_all(conn, id).await;
        self.change(|store| async move { store.write(Urgency::Interactive, end).await }).await
    }

    /// Which apps are installed, by their numbers.
    pub(crate) async fn installs(&self) -> Result<BTreeMap<i64, Install>, Failure> {
        let rows = self.store.read(async |conn: &mut Conn<'_>| apps::all(conn).await).await?;
        let install = |row: apps::InstallRow| {
            (row.app_id, Install { access: access(&row.access), at: row.created_at, by: row.created_by })
        };
        Ok(rows.into_iter().map(install).collect())
    }
}
