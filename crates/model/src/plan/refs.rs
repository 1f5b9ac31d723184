//! What must be loaded before a batch can be planned.

use super::classification::{MASTER, ROOT};
use super::unique;
use super::written::Written;
use crate::attribute;
use crate::command::{Action, Command, Patch, PutMode, PutObject};
use crate::loaded::Refs;
use crate::object::ObjectKind;
use crate::schema::{Attribute, DefinitionKind, Schema, Spec};

/// What must be loaded before these commands can be planned.
pub fn refs(commands: &[Command], schema: &Schema) -> Refs {
    let mut collected = Collected { refs: Refs::default(), schema };
    for command in commands {
        match &command.action {
            Action::PutObject(put) => collected.put_object(put),
            Action::DeleteObject { kind, code, .. } => collected.delete_object(*kind, code),
            Action::PutDefinition(_)
            | Action::DeleteDefinition { .. }
            | Action::PutValue(_)
            | Action::DeleteValue { .. } => {}
        }
    }
    collected.refs
}

struct Collected<'a> {
    refs: Refs,
    schema: &'a Schema,
}

impl Collected<'_> {
    fn put_object(&mut self, put: &PutObject) {
        self.object(put.kind, &put.code);
        match put.kind {
            ObjectKind::Document => {
                let listed = put.classifications.value().into_iter().flatten();
                for code in listed.chain(put.classification.value()) {
                    self.object(ObjectKind::Classification, code);
                }
            }
            ObjectKind::Variant => {
                if let Patch::Value(code) = &put.parent {
                    self.object(ObjectKind::Document, code);
                }
            }
            ObjectKind::Classification => self.parent(put),
        }
        for (code, input) in &put.values {
            if let Some(definition) = self.schema.definition(DefinitionKind::Attribute, code)
                && let Spec::Attribute(attribute) = &definition.spec
                && (attribute.is_unique || attribute.kind.is_list())
            {
                self.values(put.kind, code, definition.id, attribute, Written::new(attribute, input));
            }
        }
        self.refs.ids += u32::from(put.mode != PutMode::Update);
    }

    fn parent(&mut self, put: &PutObject) {
        let Patch::Value(parent) = &put.parent else { return };
        self.object(ObjectKind::Classification, parent);
        if parent == ROOT {
            let master = MASTER.to_owned();
            let named = put.catalogs.value().map_or(std::slice::from_ref(&master), Vec::as_slice);
            for (_, catalog) in named.iter().filter_map(|code| self.schema.catalog(code)) {
                self.refs.objects.insert((ObjectKind::Classification, catalog.root.clone()));
            }
        }
    }

    fn values(&mut self, kind: ObjectKind, code: &str, id: i64, attribute: &Attribute, written: Written<'_>) {
        for (locale, input) in written.each() {
            if input.clears() {
                continue;
            }
            let Ok(value) = attribute::read(attribute.kind, input) else { continue };
            for listed in attribute::codes(&value, attribute.kind) {
                self.value(code, listed);
            }
            if attribute.is_unique {
                self.refs.unique.insert(unique::key(id, kind, locale.unwrap_or_default(), &value));
            }
        }
    }

    fn delete_object(&mut self, kind: ObjectKind, code: &str) {
        self.object(kind, code);
        if kind != ObjectKind::Variant && is_storable(code) {
            self.refs.children.insert((kind, code.to_owned()));
        }
    }

    fn object(&mut self, kind: ObjectKind, code: &str) {
        if is_storable(code) {
            self.refs.objects.insert((kind, code.to_owned()));
        }
    }

    fn value(&mut self, attribute: &str, code: &str) {
        if is_storable(attribute) && is_storable(code) {
            self.refs.values.insert((attribute.to_owned(), code.to_owned()));
        }
    }
}

/// Nothing stored has U+0000, and not every database can be asked for it.
fn is_storable(code: &str) -> bool {
    !code.contains('\0')
}
