//! Users.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use model::command::UserName;
use model::user::User;

use crate::Error;
use crate::conn::{Conn, Row, Statement};
use crate::decode::{self, user_columns};

const ALL: &str = concat!("SELECT ", user_columns!(), " FROM accounts u");

const NAMED: &str = concat!("SELECT ", user_columns!(), " FROM accounts u WHERE u.username {in $1} OR u.id {in $2}");

/// The user of this number.
pub async fn one(conn: &mut Conn<'_>, id: i64) -> Result<Option<User>, Error> {
    let params = [Vec::<String>::new().into(), vec![id].into()];
    conn.query(NAMED, &params).await?.first().map(decode::user).transpose()
}

/// The user of this name.
pub async fn one_named(conn: &mut Conn<'_>, username: &str) -> Result<Option<User>, Error> {
    let params = [vec![username.to_owned()].into(), Vec::<i64>::new().into()];
    conn.query(NAMED, &params).await?.first().map(decode::user).transpose()
}

/// Whether there are users.
pub async fn any(conn: &mut Conn<'_>) -> Result<bool, Error> {
    Ok(!conn.query("SELECT id FROM accounts LIMIT 1", &[]).await?.is_empty())
}

/// All users, in no order.
pub async fn all(conn: &mut Conn<'_>) -> Result<Vec<Arc<User>>, Error> {
    conn.query(ALL, &[]).await?.iter().map(|row| decode::user(row).map(Arc::new)).collect()
}

/// These users, or all of them, for [`by_name`].
pub(crate) fn named(users: &BTreeSet<UserName>, all: bool) -> Option<Statement> {
    if all {
        return Some(Statement::new(ALL, Vec::new()));
    }
    let (mut names, mut numbers) = (Vec::new(), Vec::new());
    for user in users {
        match user {
            UserName::Name(name) => names.push(name.clone()),
            UserName::Number(number) => numbers.push(*number),
        }
    }
    (!users.is_empty()).then(|| Statement::new(NAMED, vec![names.into(), numbers.into()]))
}

/// Users by name.
pub(crate) fn by_name(rows: &[Row]) -> Result<HashMap<String, Arc<User>>, Error> {
    rows.iter().map(decode::user).map(|user| user.map(|user| (user.username.clone(), Arc::new(user)))).collect()
}
