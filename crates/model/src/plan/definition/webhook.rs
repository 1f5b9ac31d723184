//! Webhooks (v5.md 4.1).

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{texts, written};
use crate::address::{self, MASK};
use crate::command::{Patch, WebhookFields};
use crate::event::EventCode;
use crate::permission::Actor;
use crate::plan::overlay::Overlay;
use crate::plan::put::patched;
use crate::plan::step::{Faults, Step};
use crate::problem::{Field, Problem};
use crate::schema::{Definition, Spec, Webhook};

/// Plans one put.
pub(super) fn put(
    view: &Overlay<'_>,
    code: &str,
    before: Option<&Arc<Definition>>,
    fields: &WebhookFields,
    mut faults: Faults,
) -> Result<Step, Problem> {
    check_right(view.actor)?;
    let old = before.and_then(|definition| definition.says::<Webhook>());
    let had = |text: fn(&Webhook) -> &String| old.map(text).cloned().unwrap_or_default();
    let url = patched(&fields.url, had(|old| &old.url), String::new());
    check_url(&url, old, fields.allows_http, &mut faults);
    // Who may write must not learn a secret by having it sent elsewhere.
    let keeper = old.filter(|old| address::origin(&old.url) == address::origin(&url));
    let kept = |had: fn(&Webhook) -> Option<&String>| (old.and_then(had), keeper.is_some());
    let is_active = patched(&fields.active, old.is_none_or(|old| old.is_active), true);
    let new = Webhook {
        name: patched(&fields.name, had(|old| &old.name), String::new()),
        events: events(&fields.events, old, &mut faults),
        authorization: secret(
            &fields.authorization,
            kept(|old| old.authorization.as_ref()),
            "authorization",
            &mut faults,
        ),
        secret: secret(&fields.secret, kept(|old| old.secret.as_ref()), "secret", &mut faults),
        trouble: trouble(&fields.trouble, old).filter(|_| !is_active),
        url,
        is_active,
    };
    check_name(&new.name, &mut faults);
    let warnings = faults.settle()?;
    let mut step = written(view, code, before, Spec::Webhook(new), false)?;
    step.done.warnings = warnings;
    Ok(step)
}

/// Plans one deletion.
pub(super) fn delete(view: &Overlay<'_>, definition: &Arc<Definition>) -> Result<Step, Problem> {
    check_right(view.actor)?;
    Ok(Step::deleted(definition))
}

/// Everything that happens goes out by a webhook. Errors: `Forbidden`.
fn check_right(actor: &Actor) -> Result<(), Problem> {
    if !actor.admin {
        return Err(Problem::forbidden("only administrators may manage webhooks"));
    }
    actor.rights.check_whole()
}

fn check_name(name: &str, faults: &mut Faults) {
    texts::check(name, "name", faults);
    if name.trim().is_empty() {
        faults.refuse(Field::Property("name"), "required", "Expected a name.");
    }
    let length = name.chars().count();
    if length > Webhook::MAX_NAME {
        let message = format!("Expected a name of up to {} characters; got {length}.", Webhook::MAX_NAME);
        faults.refuse(Field::Property("name"), "too_long", message);
    }
}

/// One that is stored may stay, whatever is allowed now.
fn check_url(url: &str, old: Option<&Webhook>, allows_http: bool, faults: &mut Faults) {
    if old.is_some_and(|old| old.url == url) {
        return;
    }
    if let Some((rule, message)) = url_fault(url, allows_http) {
        faults.refuse(Field::Property("url"), rule, message);
    }
}

/// What is wrong with the URL of a receiver: its rule, and words that don't repeat a password.
pub(super) fn url_fault(url: &str, allows_http: bool) -> Option<(&'static str, String)> {
    let expected = if allows_http { "an https:// or http:// URL" } else { "an https:// URL" };
    if url.is_empty() {
        return Some(("required", format!("Expected {expected}, to which events are sent.")));
    }
    if url.len() > Webhook::MAX_URL {
        return Some(("too_long", format!("Expected a URL of up to {} bytes; got {}.", Webhook::MAX_URL, url.len())));
    }
    let shown: String = address::masked(url).chars().take(100).collect();
    let shown = shown.escape_debug();
    let (scheme, place) = address::scheme_and_place(url).unwrap_or_default();
    let is_allowed = scheme.eq_ignore_ascii_case("https") || allows_http && scheme.eq_ignore_ascii_case("http");
    if !is_allowed || place.is_empty() || !url.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Some(("bad_url", format!("Expected {expected}; got \"{shown}\".")));
    }
    if place.contains('@') {
        let message = "Expected a URL without user and password: what the receiver asks for goes into authorization.";
        return Some(("credentials", message.to_owned()));
    }
    None
}

fn events(given: &Patch<Vec<String>>, old: Option<&Webhook>, faults: &mut Faults) -> BTreeSet<EventCode> {
    let names = match given {
        Patch::Absent if let Some(old) = old => return old.events.clone(),
        Patch::Value(names) if !names.is_empty() => names,
        _ => {
            faults.refuse(Field::Property("events"), "required", "Expected one event at least.");
            return BTreeSet::new();
        }
    };
    let known = |(index, name): (usize, &String)| {
        let code = EventCode::from_name(name);
        if code.is_none() {
            let all = EventCode::ALL.iter().map(|code| code.name()).collect::<Vec<_>>().join(", ");
            let shown: String = name.chars().take(60).collect();
            let message = format!("Expected one of {all}; got \"{}\".", shown.escape_debug());
            faults.refuse(Field::Item("events", index, ""), "unknown_event", message);
        }
        code
    };
    names.iter().enumerate().filter_map(known).collect()
}

/// A secret after a put. A mask leaves the one that is there, as silence does: if events still go to the same place.
fn secret(
    given: &Patch<String>,
    (old, stays): (Option<&String>, bool),
    property: &'static str,
    faults: &mut Faults,
) -> Option<String> {
    let is_masked = match given {
        Patch::Null => return None,
        Patch::Value(sealed) if sealed.is_empty() => return None,
        Patch::Value(sealed) if sealed != MASK => return Some(sealed.clone()),
        Patch::Value(_) => true,
        Patch::Absent => false,
    };
    if let Some(old) = old.filter(|_| stays) {
        return Some(old.clone());
    }
    if old.is_some() {
        let message = "Events go elsewhere now, so this was left behind: it has to be written anew.";
        faults.warn(Field::Property(property), "left_behind", message);
    } else if is_masked {
        let message = "A mask stands for what isn't known here: this has to be written once.";
        faults.warn(Field::Property(property), "masked_secret", message);
    }
    None
}

fn trouble(given: &Patch<String>, old: Option<&Webhook>) -> Option<String> {
    match given {
        Patch::Absent => old.and_then(|old| old.trouble.clone()),
        Patch::Null => None,
        Patch::Value(words) => Some(words.chars().take(Webhook::MAX_TROUBLE).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn receivers_are_called_by_https_unless_more_is_allowed() {
        for url in ["https://h", "https://h/", "HTTPS://h:8443/a?b=c#d", "https://h/@a", "https://[::1]/x"] {
            assert_eq!(url_fault(url, false), None, "{url}");
        }
        let rule = |url: &str, allows_http| url_fault(url, allows_http).map(|(rule, _)| rule);
        assert_eq!(rule("http://h/x", false), Some("bad_url"));
        assert_eq!(rule("http://h/x", true), None);
        for wrong in
            ["h", "//h", "https://", "https:///x", "ftp://h/x", "https://h/a b", "https://ü/", "/srv/x", "https://h\n"]
        {
            assert_eq!(rule(wrong, true), Some("bad_url"), "{wrong}");
        }
        assert_eq!(rule(&format!("https://h/{}", "x".repeat(2_000)), true), Some("too_long"));
    }

    #[test]
    fn a_password_in_a_url_is_refused_and_not_repeated() {
        for url in ["https://u:p4ss@h/x", "https://u@h", "ftp://u:p4ss@h/x"] {
            let (_, message) = url_fault(url, false).unwrap();
            assert!(!message.contains("p4ss"), "{message}");
        }
    }

    #[test]
    fn secrets_stay_where_events_go() {
        let (old, mask) = ("sealed.1.a.b".to_owned(), Patch::Value(MASK.to_owned()));
        let (new, none) = (Patch::Value("sealed.1.a.c".to_owned()), Patch::Value(String::new()));
        for (given, old, stays, after, warned) in [
            (&Patch::Absent, Some(&old), true, Some("sealed.1.a.b"), None),
            (&Patch::Absent, Some(&old), false, None, Some("left_behind")),
            (&Patch::Absent, None, false, None, None),
            (&mask, Some(&old), true, Some("sealed.1.a.b"), None),
            (&mask, Some(&old), false, None, Some("left_behind")),
            (&mask, None, false, None, Some("masked_secret")),
            (&new, Some(&old), false, Some("sealed.1.a.c"), None),
            (&none, Some(&old), true, None, None),
            (&Patch::Null, Some(&old), true, None, None),
        ] {
            let mut faults = Faults::default();
            assert_eq!(secret(given, (old, stays), "secret", &mut faults).as_deref(), after);
            assert_eq!(faults.warnings.first().map(|warning| warning.rule), warned);
        }
    }
}
