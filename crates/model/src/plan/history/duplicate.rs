//! The writes that make another document like one that is there.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::past::Past;
use super::restore::{Drafts, list};
use super::revert::restored;
use crate::command::{Patch, PutMode, PutObject, ValueInput};
use crate::object::{Object, ObjectKind, ObjectRef};
use crate::permission::Rights;
use crate::problem::{Field, Problem, Violation};

/// What to copy, and what the copies are called.
#[derive(Debug, Clone, Default)]
pub struct Duplicate {
    /// The new document's code.
    pub code: String,
    /// Whether its variants are copied.
    pub variants: bool,
    /// The codes of new variants by the old ones; of others it is made from the new document's.
    pub codes: BTreeMap<String, String>,
    /// Whether its links, and those of copied variants, are copied; those that are values are in any case.
    pub links: bool,
}

/// The writes that copy a document. Errors: a code is given for a variant that it hasn't.
pub fn duplicate(now: &Past<'_>, id: i64, wish: &Duplicate, rights: &Rights) -> Result<Drafts, Problem> {
    let Some(document) = now.object(id) else { return Ok(Drafts::default()) };
    let variants = now.below(id);
    let is_known = |code: &&String| variants.iter().any(|variant| variant.code == **code);
    if let Some(unknown) = wish.codes.keys().find(|code| !is_known(code)) {
        let message = format!("The document \"{}\" has no variant \"{unknown}\".", document.code);
        return Err(Problem::at(Field::Property("variants"), "unknown_reference", message));
    }
    let mut copies = Copies { now, rights, codes: BTreeMap::new(), drafts: Drafts::default() };
    copies.object(document, wish.code.clone());
    for variant in variants.into_iter().filter(|_| wish.variants) {
        copies.object(variant, wish.name(document, variant));
    }
    if wish.links {
        copies.links();
    }
    Ok(copies.drafts)
}

impl Duplicate {
    /// What a copied variant is called: as its code went on after the document's, it goes on after the new one's.
    fn name(&self, document: &Object, variant: &Object) -> String {
        let rest = |code: &'_ str| code.trim_start_matches(['-', '_', '.', ' ']).to_owned();
        let after = variant.code.strip_prefix(&document.code).map(rest).filter(|rest| !rest.is_empty());
        let made = || format!("{}-{}", self.code, after.unwrap_or_else(|| variant.code.clone()));
        self.codes.get(&variant.code).cloned().unwrap_or_else(made)
    }
}

struct Copies<'a> {
    now: &'a Past<'a>,
    rights: &'a Rights,
    /// What the copies are called, by the numbers of what they are copied from.
    codes: BTreeMap<i64, String>,
    drafts: Drafts,
}

impl Copies<'_> {
    fn object(&mut self, source: &Arc<Object>, code: String) {
        let Some(mut put) = self.put(source, &code) else { return };
        let schema = self.now.schema;
        for (attribute, targets) in self.now.linked_values(source.id) {
            put.values.push((attribute.to_owned(), ValueInput::Whole(list(&targets))));
        }
        put.values.retain(|(attribute, _)| self.rights.sees_attribute(attribute));
        put.values.retain(|(attribute, _)| {
            let is_unique = schema.attribute(attribute).is_some_and(|attribute| attribute.is_unique);
            if is_unique {
                let message = format!("No two have the same \"{attribute}\": \"{code}\" is made without it.");
                self.drafts.warnings.push(Violation::new(Field::Attribute(attribute.clone()), "not_unique", message));
            }
            !is_unique
        });
        if let Some(document) = source.parent.as_ref().filter(|_| source.kind == ObjectKind::Variant) {
            put.parent = self.end(document);
        }
        self.codes.insert(source.id, code);
        self.drafts.puts.push(put);
    }

    fn links(&mut self) {
        let now = self.now;
        let values = now.schema.value_types();
        let links = self.codes.keys().flat_map(|id| now.links(*id));
        let links: Vec<_> = links.filter(|link| !values.contains(&link.type_id)).collect();
        for link in links {
            let (Some(mut put), Some(origin), Some(target)) = (self.put(link, ""), &link.parent, &link.target) else {
                continue;
            };
            (put.parent, put.target) = (self.end(origin), self.end(target));
            self.drafts.puts.push(put);
        }
    }

    fn put(&self, source: &Object, code: &str) -> Option<PutObject> {
        restored(source.kind, code, PutMode::Create, self.now.image(source.id)?)
    }

    /// What was copied is meant by its copy.
    fn end(&self, end: &ObjectRef) -> Patch<String> {
        Patch::Value(self.codes.get(&end.id).unwrap_or(&end.code).clone())
    }
}
