//! Who wants a job, as its payload tells it: the job has their rights, wherever and whenever it is done.

use std::collections::BTreeSet;

use model::permission::{Access, Actor, Origin, Rights, Roles};
use model::problem::Problem;
use serde::{Deserialize, Serialize};

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
        if actor.rights.scope.is_some() {
            return Err(Problem::forbidden("such work is for those who see the whole catalogue"));
        }
        Ok(Self {
            name: actor.name.clone(),
            account: actor.account,
            admin: actor.admin,
            roles: match &actor.roles {
                Roles::All => None,
                Roles::Only(roles) => Some(roles.clone()),
            },
            may_write: actor.rights.access == Access::Full,
            origin: actor.origin.name().to_owned(),
        })
    }

    /// Vitrine itself, in the name of somebody who wanted it once.
    pub fn in_name_of(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            account: None,
            admin: true,
            roles: None,
            may_write: true,
            origin: Origin::System.name().to_owned(),
        }
    }

    /// The actor that it was.
    pub fn actor(&self) -> Actor {
        let rights = if self.may_write { Rights::FULL } else { Rights::READ };
        let known = [Origin::V4, Origin::V5, Origin::Cli].into_iter().find(|origin| origin.name() == self.origin);
        Actor {
            account: self.account,
            admin: self.admin,
            roles: self.roles.clone().map_or(Roles::All, Roles::Only),
            ..Actor::program(self.name.clone(), rights, known.unwrap_or(Origin::System))
        }
    }
}
