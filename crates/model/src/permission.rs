//! Who asks, and what they may do.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::choice::choice;
use crate::key_value::KeyValue;
use crate::problem::Problem;
use crate::query::Resource;
use crate::schema::{CompletenessSetting, LinkType, Schema, Tag};
use crate::user::UserKind;

/// What a token may do at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Access {
    /// Read and write.
    Full,
    /// Read only.
    Read,
}

/// The rights that a plan, a query and a cache key carry. Profiles will refine
/// them; `id` and `rev` name a profile's revision (0 and 0: none restricts).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Rights {
    /// The profile's number, 0 for none.
    pub id: i64,
    /// The profile's revision.
    pub rev: i64,
    /// Read or write.
    pub access: Access,
    /// What of the catalogue exists for them; `None`: all of it.
    pub scope: Option<Arc<Scope>>,
}

/// The part of the catalogue that exists for a reader. What lies outside is answered as if it
/// weren't there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Scope {
    /// Codes of attributes that don't exist.
    pub hidden_attributes: BTreeSet<String>,
    /// Codes of document types whose documents and variants don't exist.
    pub hidden_types: BTreeSet<String>,
    /// Only these classifications and those below exist, the documents placed there, and their
    /// variants. `None`: all do.
    pub nodes: Option<BTreeSet<String>>,
}

impl Scope {
    /// The numbers of the link types whose links don't exist, as they are values of hidden attributes.
    pub fn hidden_links(&self, schema: &Schema) -> Vec<i64> {
        let attributes = self.hidden_attributes.iter().filter_map(|code| schema.attribute(code));
        let named = attributes.filter(|own| own.kind.target().is_some()).filter_map(|own| own.link_type.as_ref());
        named.filter_map(|code| Some(schema.get::<LinkType>(code)?.0)).collect()
    }
}

impl Rights {
    /// All rights.
    pub const FULL: Self = Self { id: 0, rev: 0, access: Access::Full, scope: None };
    /// The right to read everything.
    pub const READ: Self = Self { id: 0, rev: 0, access: Access::Read, scope: None };

    /// Whether the attribute of that code, if there is one, exists for them.
    pub fn sees_attribute(&self, code: &str) -> bool {
        self.scope.as_ref().is_none_or(|scope| !scope.hidden_attributes.contains(code))
    }

    /// Whether the tag exists for them on documents: not if it tells of an attribute that doesn't.
    pub fn sees_tag(&self, tag: &Tag) -> bool {
        tag.rules.iter().all(|rule| self.sees_attribute(&rule.attribute))
    }

    /// Whether the indicator exists for them: it counts nothing that doesn't.
    pub fn sees_indicator(&self, setting: &CompletenessSetting, schema: &Schema) -> bool {
        let Some(scope) = &self.scope else { return true };
        let hidden = scope.hidden_links(schema);
        let is_hidden = |code: &String| schema.get::<LinkType>(code).is_some_and(|(id, _)| hidden.contains(&id));
        setting.attributes.iter().all(|code| self.sees_attribute(code)) && !setting.link_types.iter().any(is_hidden)
    }

    /// Whether the key-value exists for them: who may only read knows public ones alone.
    pub fn sees_key_value(&self, pair: &KeyValue) -> bool {
        pair.public || self.access == Access::Full
    }

    /// Whether a change of a thing that is no object exists for them: of its kind and code in history.
    pub fn sees_change(&self, kind: &str, code: &str) -> bool {
        match kind {
            // Whether it is public then isn't told.
            "key_value" => self.access == Access::Full,
            "attribute" => self.sees_attribute(code),
            "predefined_value" => attribute_of_value(code).is_none_or(|attribute| self.sees_attribute(attribute)),
            "document_type" => self.scope.as_ref().is_none_or(|scope| !scope.hidden_types.contains(code)),
            _ => true,
        }
    }

    /// Errors: `Forbidden` without the right to read the resource. Both accesses have it.
    pub fn check_read(&self, _resource: &Resource) -> Result<(), Problem> {
        match self.access {
            Access::Full | Access::Read => Ok(()),
        }
    }

    /// Errors: `Forbidden` for those who see a part of the catalogue alone.
    pub fn check_whole(&self) -> Result<(), Problem> {
        match self.scope {
            None => Ok(()),
            Some(_) => Err(Problem::forbidden("this is for those who see the whole catalogue")),
        }
    }

    /// Errors: `Forbidden` without the right to write.
    pub fn check_write(&self) -> Result<(), Problem> {
        match self.access {
            Access::Full => Ok(()),
            Access::Read => Err(Problem::forbidden("this token may only read")),
        }
    }
}

/// The attribute in the code that history gives a predefined value.
fn attribute_of_value(code: &str) -> Option<&str> {
    Some(code.strip_prefix("attribute=")?.split_once(";code=")?.0)
}

/// The roles that a caller acts in; a workflow's transitions ask for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Roles {
    /// Any: of administrators and programs.
    All,
    /// Those of these codes.
    Only(BTreeSet<String>),
}

impl Roles {
    /// Those of a user who has these: administrators and programs act in any.
    pub fn of(admin: bool, kind: UserKind, own: &BTreeSet<String>) -> Self {
        if admin || kind == UserKind::Api { Self::All } else { Self::Only(own.clone()) }
    }

    /// Whether one of `asked` is among them. Where none is asked for, everybody may.
    pub fn meet(&self, asked: &BTreeSet<String>) -> bool {
        match self {
            Self::All => true,
            Self::Only(own) => asked.is_empty() || !own.is_disjoint(asked),
        }
    }
}

/// An authenticated caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The user's name, or the token's.
    pub name: String,
    /// The user's number, for personal sessions.
    pub account: Option<i64>,
    /// Whether they may manage users, as far as their rights let them write: administrators and programs.
    pub admin: bool,
    /// The language that they asked for when they signed in.
    pub lang: Option<String>,
    /// The roles that they act in.
    pub roles: Roles,
    /// What they may do.
    pub rights: Rights,
    /// The way they came.
    pub origin: Origin,
    /// The admin UI's session that they came by, if they did.
    pub session: Option<String>,
}

impl Actor {
    /// A program, known by its token's name, or Vitrine itself.
    pub fn program(name: impl Into<String>, rights: Rights, origin: Origin) -> Self {
        Self {
            name: name.into(),
            account: None,
            admin: true,
            lang: None,
            roles: Roles::All,
            rights,
            origin,
            session: None,
        }
    }

    /// Errors: `Forbidden` for those who may do less than an app that they would let in.
    pub fn check_manages_apps(&self) -> Result<(), Problem> {
        self.check_manages("apps")
    }

    /// Errors: `Forbidden` for those who may do less than a token that they would make.
    pub fn check_manages_tokens(&self) -> Result<(), Problem> {
        self.check_manages("tokens")
    }

    fn check_manages(&self, what: &str) -> Result<(), Problem> {
        self.rights.check_write()?;
        if !self.admin {
            return Err(Problem::forbidden(&format!("only administrators may manage {what}")));
        }
        self.rights.check_whole()
    }
}

choice! {
    /// The way a caller came; history keeps it.
    Origin:
    /// API v4.
    V4 "v4",
    /// API v5.
    V5 "v5",
    /// The admin UI, which speaks API v5.
    Ui "ui",
    /// The command line.
    Cli "cli",
    /// Vitrine itself.
    System "system"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_not_the_whole() {
        assert_eq!(Rights::READ.check_whole(), Ok(()));
        let part = Rights { scope: Some(Arc::default()), ..Rights::FULL };
        assert!(part.check_whole().is_err());
    }

    #[test]
    fn who_may_do_less_than_a_token_makes_none() {
        let whole = Actor::program("erp", Rights::FULL, Origin::V5);
        assert_eq!(whole.check_manages_tokens(), Ok(()));
        let part = Rights { scope: Some(Arc::default()), ..Rights::FULL };
        let app = Actor { admin: false, ..whole.clone() };
        for lesser in [app, Actor { rights: Rights::READ, ..whole.clone() }, Actor { rights: part, ..whole }] {
            assert!(lesser.check_manages_tokens().is_err() && lesser.check_manages_apps().is_err(), "{lesser:?}");
        }
    }

    #[test]
    fn changes_are_hidden_with_what_they_are_of() {
        let hidden = |code: &str| BTreeSet::from([code.to_owned()]);
        let scope = Scope { hidden_attributes: hidden("cost"), hidden_types: hidden("part"), nodes: None };
        let part = Rights { scope: Some(Arc::new(scope)), ..Rights::FULL };
        for (kind, code, is_seen) in [
            ("attribute", "cost", false),
            ("attribute", "name", true),
            ("predefined_value", "attribute=cost;code=a;code=b", false),
            ("predefined_value", "attribute=name;code=cost", true),
            ("document_type", "part", false),
            ("document_type", "cost", true),
            ("key_value", "k", true),
        ] {
            assert_eq!(part.sees_change(kind, code), is_seen, "{kind} {code}");
            assert!(Rights::FULL.sees_change(kind, code));
        }
        assert!(!Rights::READ.sees_change("key_value", "k"));
    }

    #[test]
    fn administrators_and_programs_act_in_any_role() {
        let own = BTreeSet::from(["editor".to_owned()]);
        assert_eq!(Roles::of(false, UserKind::User, &own), Roles::Only(own.clone()));
        assert_eq!(Roles::of(true, UserKind::User, &own), Roles::All);
        assert_eq!(Roles::of(false, UserKind::Api, &own), Roles::All);
    }

    #[test]
    fn roles_meet_what_is_asked_for() {
        let of = |codes: &[&str]| codes.iter().map(|&code| code.to_owned()).collect::<BTreeSet<_>>();
        let editor = Roles::Only(BTreeSet::from(["editor".to_owned()]));
        assert!(editor.meet(&of(&["chief", "editor"])) && editor.meet(&of(&[])));
        assert!(!editor.meet(&of(&["chief"])));
        assert!(Roles::All.meet(&of(&["chief"])) && Roles::All.meet(&of(&[])));
        assert!(!Roles::Only(BTreeSet::new()).meet(&of(&["editor"])));
    }
}
