//! API tokens: full or read access, under a name of their own.

use model::permission::Access;
use model::problem::{Field, Problem};
use store::Urgency;
use store::accounts::tokens;
use store::conn::Conn;

use super::{Accounts, Token, check_name};
use crate::Failure;

/// An API token, as it may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiToken {
    /// Its name.
    pub name: String,
    /// What it may do.
    pub access: Access,
    /// When it was made, microseconds since 1970 UTC.
    pub created_at: i64,
    /// When it was last used, to the minute.
    pub used_at: Option<i64>,
}

impl Accounts {
    /// Makes a token, and its secret, which can't be shown again. Errors: `Invalid` at `name`; `Conflict`: it is taken.
    pub async fn create_token(&self, name: &str, access: Access) -> Result<(ApiToken, Token), Failure> {
        check_name("name", name)?;
        let token = Token::of_api(&self.random);
        let (hash, held) = (token.hash().text(), name.to_owned());
        let add = async move |conn: &mut Conn<'_>| tokens::add(conn, &hash, &held, access_name(access)).await;
        let added = self.change(|store| async move { store.write(Urgency::Interactive, add).await }).await?;
        let created_at = added.ok_or_else(|| taken("name", "token", name))?;
        Ok((ApiToken { name: name.to_owned(), access, created_at, used_at: None }, token))
    }

    /// All tokens, by name.
    pub async fn tokens(&self) -> Result<Vec<ApiToken>, Failure> {
        let rows = self.store.read(async |conn: &mut Conn<'_>| tokens::all(conn).await).await?;
        let tokens = rows.into_iter().map(|row| ApiToken {
            access: access(&row.access),
            name: row.name,
            created_at: row.created_at,
            used_at: row.used_at,
        });
        Ok(tokens.collect())
    }

    /// Ends a token, at once.
    pub async fn revoke_token(&self, name: &str) -> Result<(), Failure> {
        check_name("name", name)?;
        let held = name.to_owned();
        let delete = async move |conn: &mut Conn<'_>| tokens::delete(conn, &held).await;
        if self.change(|store| async move { store.write(Urgency::Interactive, delete).await }).await? {
            Ok(())
        } else {
            Err(Problem::not_found("token", name).into())
        }
    }
}

/// A name that is somebody else's.
pub(super) fn taken(field: &'static str, what: &str, name: &str) -> Problem {
    let mut problem = Problem::exists(what, name);
    problem.violations.iter_mut().for_each(|violation| violation.field = Field::Property(field));
    problem
}

pub(super) fn access_name(access: Access) -> &'static str {
    match access {
        Access::Full => "full",
        Access::Read => "read",
    }
}

/// Of a name that is unknown, the least.
pub(super) fn access(name: &str) -> Access {
    if name == access_name(Access::Full) { Access::Full } else { Access::Read }
}
