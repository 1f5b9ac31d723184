//! Users (v5.md 3.12).

use std::collections::BTreeSet;

use super::existing::check_put;
use super::overlay::Overlay;
use super::put::patched;
use super::stage::Thing;
use super::step::{Faults, Step};
use crate::attribute::email::is_address;
use crate::code;
use crate::command::{Expect, Patch, PutUser, UserName};
use crate::object::Stamp;
use crate::problem::{Field, Kind, Problem};
use crate::schema::{DefinitionKind, Schema};
use crate::user::{DecimalFormat, Feature, InterfaceLocale, PasswordHash, Profile, User, UserKind, password};

const WORDS: &str = "user";
const USERNAME: Field = Field::Property("username");

/// Plans one put. Errors: `Forbidden` for who doesn't manage users.
pub(super) fn put(view: &Overlay<'_>, put: &PutUser, expect: Option<&Expect>) -> Result<Step, Problem> {
    let before = view.user(&put.user).cloned();
    let before = before.as_ref();
    check_may(view, put, before.map(|user| user.id))?;
    let username = named(put, before.map(|user| user.username.as_str()))?;
    check_put(put.mode, before.map(|user| user.rev), expect, WORDS, &username).map_err(at_username)?;
    let mut faults = Faults::default();
    check_own(put, &mut faults);
    check_identity(put, &username, before, &mut faults);
    let kind =
        chosen(&put.kind, before.map(|user| user.kind), UserKind::User, "type", UserKind::from_name, &mut faults);
    let profile = profile(&view.schema, put, before.map(|user| &user.profile), &mut faults);
    if let Patch::Value(new) = &put.password
        && let Err(violation) = password::check(&new.text)
    {
        faults.violations.push(violation);
    }
    let warnings = faults.settle()?;
    let stamp = Stamp { at: 0, by: view.actor.name.clone() };
    let hash = put.password.clone().map(|new| new.hash);
    let known = before.map(|user| user.password.clone()).unwrap_or_default();
    let after = User {
        id: before.map_or_else(|| view.new_id(0), |before| Ok(before.id))?,
        username,
        kind,
        admin: patched(&put.admin, before.is_some_and(|user| user.admin), false),
        active: patched(&put.active, before.is_some_and(|user| user.active), false),
        password: patched(&hash, known, PasswordHash::default()),
        profile,
        logged_at: before.and_then(|user| user.logged_at),
        rev: before.map_or(1, |before| view.users.next_rev(before)),
        created: before.map_or_else(|| stamp.clone(), |before| before.created.clone()),
        updated: stamp,
    };
    let mut step = match before {
        Some(before) if before.says_the_same(&after) => Step::unchanged(before),
        _ => Step::put(before, after),
    };
    step.done.warnings = warnings;
    Ok(step)
}

/// Administrators write users, and everybody themselves. Errors: `Forbidden`.
fn check_may(view: &Overlay<'_>, put: &PutUser, id: Option<i64>) -> Result<(), Problem> {
    match put.is_own {
        false if !view.actor.admin => Err(Problem::forbidden("only administrators manage users")),
        true if view.actor.account.is_none() || view.actor.account != id => {
            Err(Problem::forbidden("this is for a user, about themselves"))
        }
        _ => Ok(()),
    }
}

/// What somebody may be and do isn't theirs to say.
fn check_own(put: &PutUser, faults: &mut Faults) {
    let given = [
        ("type", put.kind != Patch::Absent),
        ("admin", put.admin != Patch::Absent),
        ("active", put.active != Patch::Absent),
        ("localesAvailable", put.locales_available != Patch::Absent),
        ("permissionFeatures", put.permission_features != Patch::Absent),
        ("roles", put.roles != Patch::Absent),
        ("classificationAccess", put.classification_access != Patch::Absent),
        ("attributeAccess", put.attribute_access != Patch::Absent),
    ];
    for (name, _) in given.into_iter().filter(|(_, is_given)| put.is_own && *is_given) {
        let message = format!("Expected nothing: only an administrator changes {name}.");
        faults.refuse(Field::Property(name), "administrators_only", message);
    }
}

/// The user's name. Errors: nobody has that number, and only a name makes a new one.
fn named(put: &PutUser, known: Option<&str>) -> Result<String, Problem> {
    match (known, &put.user) {
        (Some(known), _) => Ok(known.to_owned()),
        (None, UserName::Name(name)) => Ok(name.clone()),
        (None, UserName::Number(id)) => Err(Problem::not_found(WORDS, &id.to_string())),
    }
}

fn at_username(mut problem: Problem) -> Problem {
    if problem.kind == Kind::Conflict {
        problem.violations.iter_mut().for_each(|violation| violation.field = USERNAME);
    }
    problem
}

fn check_identity(put: &PutUser, username: &str, before: Option<&std::sync::Arc<User>>, faults: &mut Faults) {
    if before.is_none()
        && let Err(mut violation) = code::check_object(username)
    {
        violation.field = USERNAME;
        faults.violations.push(violation);
    }
    if let Some(other) = put.body_username.as_ref().filter(|other| *other != username) {
        let message = format!("This is \"{username}\" for good; got \"{}\".", other.escape_debug());
        faults.refuse(USERNAME, "immutable", message);
    }
    if let (Some(other), Some(user)) = (put.body_id, before)
        && other != user.id
    {
        faults.refuse(Field::Code, "immutable", format!("Expected {}, as addressed; got {other}.", user.id));
    }
}

fn profile(schema: &Schema, put: &PutUser, old: Option<&Profile>, faults: &mut Faults) -> Profile {
    let is_new = old.is_none();
    let old = old.cloned().unwrap_or_default();
    let mut contact = |given: &Patch<String>, old: String, name: &'static str| {
        let new = patched(given, old, String::new());
        if put.requires_contact && new.is_empty() && (is_new || *given != Patch::Absent) {
            faults.refuse(Field::Property(name), "required", "Expected a text; got none.");
        }
        check_text(&new, name, faults);
        new
    };
    let first_name = contact(&put.first_name, old.first_name, "firstName");
    let last_name = contact(&put.last_name, old.last_name, "lastName");
    let email = contact(&put.email, old.email, "email");
    check_email(&email, faults);
    let timezone = patched(&put.timezone, old.timezone, Profile::default().timezone);
    check_timezone(&timezone, faults);
    let mut known =
        |codes: &BTreeSet<String>, kind, property| check_known(schema, kind, codes.iter(), property, faults);
    let given = |codes: &Patch<Vec<String>>| codes.clone().map(|codes| codes.into_iter().collect::<BTreeSet<_>>());
    let locales_available = patched(&given(&put.locales_available).map(Some), old.locales_available, None);
    known(locales_available.as_ref().unwrap_or(&BTreeSet::new()), DefinitionKind::Locale, "localesAvailable");
    let roles = patched(&given(&put.roles), old.roles, BTreeSet::new());
    known(&roles, DefinitionKind::Role, "roles");
    let mut one = |given: &Patch<String>, old: Option<String>, kind, property| {
        let code = patched(&given.clone().map(Some), old, None);
        check_known(schema, kind, code.iter(), property, faults);
        code
    };
    let locale_default = one(&put.locale_default, old.locale_default, DefinitionKind::Locale, "localeDefault");
    let nodes = DefinitionKind::ClassificationAccess;
    let classification_access =
        one(&put.classification_access, old.classification_access, nodes, "classificationAccess.id");
    let attributes = DefinitionKind::AttributeAccess;
    let attribute_access = one(&put.attribute_access, old.attribute_access, attributes, "attributeAccess.id");
    Profile {
        first_name,
        last_name,
        email,
        timezone,
        is_automatic_timezone: patched(&put.is_automatic_timezone, old.is_automatic_timezone, false),
        locales_available,
        locale_default,
        permission_features: features(&put.permission_features, old.permission_features, faults),
        decimal_format: chosen(
            &put.decimal_format,
            Some(old.decimal_format),
            DecimalFormat::Dot,
            "decimalFormat",
            DecimalFormat::from_name,
            faults,
        ),
        interface_locale: interface_locale(&put.interface_locale, old.interface_locale, faults),
        roles,
        classification_access,
        attribute_access,
    }
}

fn interface_locale(
    given: &Patch<String>,
    old: Option<InterfaceLocale>,
    faults: &mut Faults,
) -> Option<InterfaceLocale> {
    let Patch::Value(name) = given else { return if *given == Patch::Null { None } else { old } };
    let known = InterfaceLocale::from_name(name);
    if known.is_none() {
        let message = format!("Expected en or fr; got \"{}\".", name.escape_debug());
        faults.refuse(Field::Property("interfaceLocale"), "unknown_choice", message);
    }
    known
}

/// A choice by its name.
fn chosen<T: Copy>(
    given: &Patch<String>,
    old: Option<T>,
    default: T,
    property: &'static str,
    from_name: fn(&str) -> Option<T>,
    faults: &mut Faults,
) -> T {
    let known = given.clone().map(|name| from_name(&name).ok_or(name));
    match known {
        Patch::Absent => old.unwrap_or(default),
        Patch::Null => default,
        Patch::Value(Ok(known)) => known,
        Patch::Value(Err(name)) => {
            let message = format!("Expected a known {property}; got \"{}\".", name.escape_debug());
            faults.refuse(Field::Property(property), "unknown_choice", message);
            default
        }
    }
}

fn features(given: &Patch<Vec<String>>, old: BTreeSet<Feature>, faults: &mut Faults) -> BTreeSet<Feature> {
    let all = Profile::default().permission_features;
    let Patch::Value(names) = given else { return if *given == Patch::Null { all } else { old } };
    let mut read = |name: &String| {
        let known = Feature::from_name(name);
        if known.is_none() {
            let message = format!("Expected VIEWER or EDITOR; got \"{}\".", name.escape_debug());
            faults.refuse(Field::Property("permissionFeatures"), "unknown_choice", message);
        }
        known
    };
    names.iter().filter_map(&mut read).collect()
}

fn check_known<'a>(
    schema: &Schema,
    kind: DefinitionKind,
    codes: impl Iterator<Item = &'a String>,
    property: &'static str,
    faults: &mut Faults,
) {
    for code in codes.filter(|code| schema.definition(kind, code).is_none()) {
        let message = format!("There is no {} \"{}\".", kind.words(), code.escape_debug());
        faults.refuse(Field::Property(property), "unknown_reference", message);
    }
}

fn check_text(text: &str, property: &'static str, faults: &mut Faults) {
    const MOST: usize = 255;
    let length = text.chars().count();
    if length > MOST || text.chars().any(char::is_control) {
        let message = format!("Expected up to {MOST} characters without control characters; got {length}.");
        faults.refuse(Field::Property(property), "bad_text", message);
    }
}

fn check_email(email: &str, faults: &mut Faults) {
    if !email.is_empty() && !is_address(email) {
        let message = format!("Expected an address such as ann@example.org; got \"{}\".", email.escape_debug());
        faults.refuse(Field::Property("email"), "bad_email", message);
    }
}

fn check_timezone(timezone: &str, faults: &mut Faults) {
    let legal = |b: u8| b.is_ascii_alphanumeric() || b"/_+-".contains(&b);
    if timezone.is_empty() || timezone.len() > 64 || !timezone.bytes().all(legal) {
        let message = format!("Expected a time zone such as Europe/Paris; got \"{}\".", timezone.escape_debug());
        faults.refuse(Field::Property("timezone"), "bad_timezone", message);
    }
}
