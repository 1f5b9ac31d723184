//! Who wants a job, as its payload tells it: the job has their rights, wherever and whenever it is done.

use std::collections::BTreeSet;

use model::permission::{Access, Actor, Origin, Rights, Roles};
use model::problem::Problem;
use serde::{Deserialize, Serialize};
use store::accounts::users;
use store::conn::Conn;

use crate::{App, Failure};

/// An actor.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Doer {
    name: String,
    account: Option<i64>,
    admin: bool,
    /// `None`: all.
    roles: Option<BTreeSet<String>>,
    may_write: bool,
    origin: String,
}

impl Doer {
    /// Errors: they see a part of the catalogue alone, which no job can be told to do.
    pub fn of(actor: &Actor) -> Result<Self, Problem> {
        actor.rights.check_whole()?;
        Ok(Self {
            name: actor.name.clone(),
            account: actor.account,
            admin: actor.admin,
            roles: limits(actor.roles.clone()),
            may_write: actor.rights.access == Access::Full,
            origin: actor.origin.name().to_owned(),
        })
    }

    /// Their name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The actor that it was.
    pub fn actor(&self) -> Actor {
        let rights = if self.may_write { Rights::FULL } else { Rights::READ };
        Actor {
            account: self.account,
            admin: self.admin,
            roles: self.roles.clone().map_or(Roles::All, Roles::Only),
            ..Actor::program(self.name.clone(), rights, Origin::from_name(&self.origin).unwrap_or(Origin::System))
        }
    }
}

impl App {
    /// Vitrine itself, in the name of whoever wrote a planning and in the roles that they have by now. It manages no
    /// users: what is done is up to everybody who may write the profile, or the file.
    pub(crate) async fn planner(&self, name: &str) -> Result<Doer, Failure> {
        let wanted = name.to_owned();
        let user = self.store.read(async move |conn: &mut Conn<'_>| users::one_named(conn, &wanted).await).await?;
        let roles = user.map_or(Roles::All, |user| Roles::of(user.admin, user.kind, &user.profile.roles));
        Ok(Doer {
            name: name.to_owned(),
            account: None,
            admin: false,
            roles: limits(roles),
            may_write: true,
            origin: Origin::System.name().to_owned(),
        })
    }
}

/// As a payload keeps them; `None`: all.
fn limits(roles: Roles) -> Option<BTreeSet<String>> {
    match roles {
        Roles::All => None,
        Roles::Only(roles) => Some(roles),
    }
}
