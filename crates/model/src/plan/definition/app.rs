//! Apps (v5.md 4.4).

use std::collections::BTreeSet;
use std::sync::Arc;

use super::webhook::url_fault;
use super::{chosen, texts, written};
use crate::command::{AppFields, Patch};
use crate::plan::overlay::Overlay;
use crate::plan::put::patched;
use crate::plan::step::{Faults, Step};
use crate::problem::{Field, Problem};
use crate::schema::{App, AppType, Configuration, Definition, DefinitionKind, DocumentType, Schema, Slot, Spec};

/// Plans one put.
pub(super) fn put(
    view: &Overlay<'_>,
    code: &str,
    before: Option<&Arc<Definition>>,
    fields: &AppFields,
    mut faults: Faults,
) -> Result<Step, Problem> {
    view.actor.check_manages_apps()?;
    let old = before.and_then(|definition| definition.says::<App>());
    let said = |text: fn(&App) -> &Option<String>| old.and_then(|old| text(old).clone()).unwrap_or_default();
    let secret = old.map(|old| old.secret.clone()).unwrap_or_default();
    let new = App {
        name: patched(&fields.name, old.map_or_else(|| code.to_owned(), |old| old.name.clone()), code.to_owned()),
        description: some(patched(&fields.description, said(|old| &old.description), String::new())),
        url: patched(&fields.url, old.map(|old| old.url.clone()).unwrap_or_default(), String::new()),
        icon: some(patched(&fields.icon, said(|old| &old.icon), String::new())),
        document_type: document_type(&view.schema, &fields.document_type, old, &mut faults),
        slots: slots(&fields.slots, old, &mut faults),
        kind: kind(&fields.kind, old, &mut faults),
        configuration: chosen(
            &fields.configuration,
            old.map_or(Configuration::Get, |old| old.configuration),
            Configuration::Get,
            "configurationMethod",
            &mut faults,
        ),
        is_active: patched(&fields.active, old.is_none_or(|old| old.is_active), true),
        secret: match &fields.secret {
            Some(new) if fields.renews || secret.is_empty() => new.clone(),
            _ => secret,
        },
    };
    check_texts(&new, &mut faults);
    check_url(&new.url, old, fields.allows_http, &mut faults);
    let warnings = faults.settle()?;
    let mut step = written(view, code, before, Spec::App(new), false)?;
    step.done.warnings = warnings;
    Ok(step)
}

/// Plans one deletion; its token ends with it.
pub(super) fn delete(view: &Overlay<'_>, definition: &Arc<Definition>) -> Result<Step, Problem> {
    view.actor.check_manages_apps()?;
    Ok(Step::deleted(definition))
}

/// The app that is for documents of that type alone.
pub(super) fn naming<'a>(schema: &'a Schema, document_type: &str) -> Option<&'a str> {
    let names = |app: &&Arc<Definition>| {
        app.says::<App>().is_some_and(|own| own.document_type.as_deref() == Some(document_type))
    };
    schema.all(DefinitionKind::App).find(names).map(|app| app.code.as_str())
}

fn some(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

fn check_texts(new: &App, faults: &mut Faults) {
    if new.name.trim().is_empty() {
        faults.refuse(Field::Property("name"), "required", "Expected a name.");
    }
    for (text, property, most) in [
        (Some(&new.name), "name", App::MAX_NAME),
        (new.description.as_ref(), "description", App::MAX_DESCRIPTION),
        (new.icon.as_ref(), "icon", App::MAX_ICON),
    ] {
        let Some(text) = text else { continue };
        texts::check(text, property, faults);
        let length = text.chars().count();
        if length > most {
            let message = format!("Expected up to {most} characters; got {length}.");
            faults.refuse(Field::Property(property), "too_long", message);
        }
    }
}

/// One that is stored may stay, whatever is allowed now.
fn check_url(url: &str, old: Option<&App>, allows_http: bool, faults: &mut Faults) {
    if old.is_some_and(|old| old.url == url) {
        return;
    }
    let fault = if url.is_empty() {
        Some(("required", "Expected the URL of the app.".to_owned()))
    } else if url.contains(['?', '#']) {
        Some(("bad_url", "Expected a URL without query and fragment: calls have their own.".to_owned()))
    } else {
        url_fault(url, allows_http)
    };
    match fault {
        Some(("credentials", _)) => {
            let message = "Expected a URL without user and password: calls are signed.";
            faults.refuse(Field::Property("url"), "credentials", message);
        }
        Some((rule, message)) => faults.refuse(Field::Property("url"), rule, message),
        None => {}
    }
}

fn document_type(schema: &Schema, given: &Patch<String>, old: Option<&App>, faults: &mut Faults) -> Option<String> {
    let old = old.and_then(|old| old.document_type.as_ref());
    match given {
        Patch::Absent => old.cloned(),
        Patch::Null => None,
        Patch::Value(code) => {
            if Some(code) != old && schema.get::<DocumentType>(code).is_none() {
                let message = format!("There is no document type \"{}\".", code.escape_debug());
                faults.refuse(Field::DocumentType, "unknown_reference", message);
            }
            Some(code.clone())
        }
    }
}

fn slots(given: &Patch<Vec<String>>, old: Option<&App>, faults: &mut Faults) -> BTreeSet<Slot> {
    let names = match given {
        Patch::Absent => return old.map(|old| old.slots.clone()).unwrap_or_default(),
        Patch::Null => return BTreeSet::new(),
        Patch::Value(names) => names,
    };
    let known = |(index, name): (usize, &String)| {
        let slot = Slot::from_name(name);
        if slot.is_none() {
            let all = Slot::ALL.iter().map(|slot| slot.name()).collect::<Vec<_>>().join(", ");
            let shown: String = name.chars().take(60).collect();
            let message = format!("Expected one of {all}; got \"{}\".", shown.escape_debug());
            faults.refuse(Field::Item("slots", index, ""), "unknown_choice", message);
        }
        slot
    };
    names.iter().enumerate().filter_map(known).collect()
}

/// An app of former times takes no token: what is installed stays of today.
fn kind(given: &Patch<String>, old: Option<&App>, faults: &mut Faults) -> AppType {
    let before = old.map(|old| old.kind);
    let new = chosen(given, before.unwrap_or(AppType::Custom), AppType::Custom, "type", faults);
    if before.is_some_and(|before| (before == AppType::Legacy) != (new == AppType::Legacy)) {
        let message = "An app is of type legacy from its creation on, or never.";
        faults.refuse(Field::Property("type"), "immutable", message);
    }
    new
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(url: &str, allows_http: bool) -> Vec<&'static str> {
        let mut faults = Faults::default();
        check_url(url, None, allows_http, &mut faults);
        let problem = faults.settle().err();
        problem.into_iter().flat_map(|problem| problem.violations).map(|violation| violation.rule).collect()
    }

    #[test]
    fn apps_are_called_by_https_unless_more_is_allowed() {
        for url in ["https://h", "https://h/", "https://h:8443/a/b"] {
            assert!(rules(url, false).is_empty(), "{url}");
        }
        assert_eq!(rules("http://h", false), ["bad_url"]);
        assert!(rules("http://h", true).is_empty());
        for (url, rule) in [
            ("", "required"),
            ("h", "bad_url"),
            ("https://h/?a=b", "bad_url"),
            ("https://h#a", "bad_url"),
            ("https://u:p@h", "credentials"),
            ("javascript://h", "bad_url"),
        ] {
            assert_eq!(rules(url, true), [rule], "{url}");
        }
    }

    #[test]
    fn unknown_slots_are_told_at_their_places() {
        let mut faults = Faults::default();
        let given = ["document.page.tab", "document.page", "asset.action.bulk"].map(str::to_owned).to_vec();
        let known = slots(&Patch::Value(given), None, &mut faults);
        assert_eq!(known.into_iter().collect::<Vec<_>>(), [Slot::DocumentTab, Slot::AssetBulk]);
        let problem = faults.settle().unwrap_err();
        assert_eq!(problem.violations[0].field.path(), "slots[1]");
    }
}
