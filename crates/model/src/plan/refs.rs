//! What must be loaded before a batch can be planned.

use super::asset;
use super::classification::{MASTER, ROOT};
use super::definition::{attributes_of_family, completeness_setting, root_code};
use super::metadata;
use super::put::patched;
use super::unique;
use super::written::Written;
use crate::attribute::{self, AttributeType, Form};
use crate::command::{
    Action, AttributeFields, Command, DefinitionFields, Patch, PutDefinition, PutMode, PutObject, PutUser, PutValue,
    UserName, ValueInput, WorkflowFields,
};
use crate::input::Input;
use crate::loaded::{Refs, Use};
use crate::object::ObjectKind;
use crate::reshape::Effect;
use crate::schema::{
    Attribute, AttributeSet, Catalog, CompletenessSetting, DefinitionKind, DocumentType, LinkType, Schema, Spec, Tag,
    Workflow,
};
use crate::tags::changed_by;

/// What must be loaded before these commands can be planned.
pub fn refs(commands: &[Command], schema: &Schema) -> Refs {
    let deletes_nodes = commands
        .iter()
        .any(|command| matches!(command.action, Action::DeleteObject { kind: ObjectKind::Classification, .. }));
    let mut collected = Collected { refs: Refs::default(), schema, deletes_nodes };
    for command in commands {
        match &command.action {
            Action::PutObject(put) => collected.put_object(put),
            Action::DeleteObject { kind, code, .. } => collected.delete_object(*kind, code),
            Action::DeleteLink { link_type, origin, target, .. } => {
                collected.ends(link_type, Some(origin), Some(target));
            }
            Action::PutDefinition(put) => collected.put_definition(put),
            Action::DeleteDefinition { kind, code, .. } => collected.delete_definition(*kind, code),
            Action::PutValue(put) => collected.put_value(put),
            Action::DeleteValue { attribute, code, .. } => {
                collected.value(attribute, code);
                collected.used(Use::Value(attribute.clone(), code.clone()));
                collected.reshape(&Effect::Value(attribute.clone(), code.clone()));
            }
            Action::PutKeyValue(put) => {
                collected.key_value(&put.code);
                collected.refs.ids += u32::from(put.mode != PutMode::Update);
            }
            Action::DeleteKeyValue { code } => collected.key_value(code),
            Action::Reshape { objects, .. } => collected.refs.numbers.extend(objects),
            Action::EndReshape { .. } | Action::Refused(_) => {}
            Action::PutUser(put) => collected.put_user(put),
        }
    }
    collected.refs
}

struct Collected<'a> {
    refs: Refs,
    schema: &'a Schema,
    /// Whether a classification goes: then one that moves below it first goes too.
    deletes_nodes: bool,
}

impl Collected<'_> {
    fn put_object(&mut self, put: &PutObject) {
        self.object(put.kind, &put.code);
        if let Some(code) = put.new_code.value() {
            self.object(put.kind, code);
        }
        match put.kind {
            ObjectKind::Document | ObjectKind::Asset => {
                let listed = put.classifications.value().into_iter().flatten();
                for code in listed.chain(put.classification.value()) {
                    self.object(ObjectKind::Classification, code);
                }
                self.refs.catalogs |= put.by_catalog;
            }
            ObjectKind::Variant => {
                if let Patch::Value(code) = &put.parent {
                    self.object(ObjectKind::Document, code);
                    if put.mode != PutMode::Update && put.sequence == Patch::Absent && is_storable(code) {
                        self.refs.last_variants.insert(code.clone());
                    }
                }
            }
            ObjectKind::Classification => self.parent(put),
            ObjectKind::Link => {
                if let Some(link_type) = put.link_type.value() {
                    self.ends(link_type, put.parent.value(), put.target.value());
                }
            }
        }
        self.refs.files.extend(asset::wanted(put).map(str::to_owned));
        metadata::refs(self.schema, put, &mut self.refs);
        for (code, input) in &put.values {
            if let Some(definition) = self.schema.definition(DefinitionKind::Attribute, code)
                && let Spec::Attribute(attribute) = &definition.spec
            {
                self.links(put, attribute, Written::new(attribute, input));
                if attribute.is_unique || attribute.kind.is_list() {
                    self.values(put.kind, code, definition.index, attribute, Written::new(attribute, input));
                }
            }
        }
        self.refs.ids += u32::from(put.mode != PutMode::Update);
    }

    /// The ends that a link names, and the other links of its type from its origin.
    fn ends(&mut self, link_type: &str, origin: Option<&String>, target: Option<&String>) {
        let Some((type_id, link_type)) = self.schema.get::<LinkType>(link_type) else { return };
        let (from, to) = (link_type.origin_type, link_type.target_type);
        if let Some(origin) = origin {
            self.object(from, origin);
            self.siblings(type_id, from, origin);
        }
        if let Some(target) = target {
            self.object(to, target);
        }
    }

    /// The links that are the values of an attribute, and what they shall lead to.
    fn links(&mut self, put: &PutObject, attribute: &Attribute, written: Written<'_>) {
        let link_type = attribute.link_type.as_ref().filter(|_| attribute.kind.target().is_some());
        let Some((type_id, link_type)) = link_type.and_then(|code| self.schema.get::<LinkType>(code)) else { return };
        self.siblings(type_id, put.kind, &put.code);
        for (_, input) in written.each() {
            for code in attribute::targets(input).unwrap_or_default() {
                self.object(link_type.target_type, &code);
                self.refs.ids += 1;
            }
        }
    }

    fn siblings(&mut self, type_id: i64, kind: ObjectKind, code: &str) {
        if is_storable(code) {
            self.refs.siblings.insert((type_id, kind, code.to_owned()));
        }
    }

    fn parent(&mut self, put: &PutObject) {
        let Patch::Value(parent) = &put.parent else { return };
        self.object(ObjectKind::Classification, parent);
        if self.deletes_nodes {
            self.children(ObjectKind::Classification, &put.code);
        }
        if parent == ROOT {
            let master = MASTER.to_owned();
            let named = put.catalogs.value().map_or(std::slice::from_ref(&master), Vec::as_slice);
            for (_, catalog) in named.iter().filter_map(|code| self.schema.get::<Catalog>(code)) {
                self.refs.objects.insert((ObjectKind::Classification, catalog.root.clone()));
            }
        }
    }

    fn values(&mut self, kind: ObjectKind, code: &str, id: i64, attribute: &Attribute, written: Written<'_>) {
        for (locale, input) in written.each() {
            if input.clears() {
                continue;
            }
            let Ok(value) = Form::of(attribute, self.schema).read(input) else { continue };
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
        if kind != ObjectKind::Link {
            self.children(kind, code);
        }
    }

    fn put_definition(&mut self, put: &PutDefinition) {
        let new = match &put.fields {
            DefinitionFields::Locale(fields) => {
                if fields.is_data != Patch::Absent || fields.is_active != Patch::Absent || put.mode != PutMode::Update {
                    self.counted(|_| true);
                }
                1
            }
            DefinitionFields::CompletenessSetting(fields) => {
                let old = self.schema.get::<CompletenessSetting>(&put.code).map(|(_, old)| &old.document_type);
                if let Some((id, _)) =
                    fields.document_type.value().or(old).and_then(|code| self.schema.get::<DocumentType>(code))
                {
                    self.used(Use::Type(id));
                }
                self.reshape(&Effect::Nothing);
                1
            }
            DefinitionFields::AttributeSet(fields) => {
                if let Some((_, old)) = self.schema.get::<AttributeSet>(&put.code)
                    && fields.attributes != Patch::Absent
                {
                    self.counted(|own| own.document_type == old.document_type);
                }
                1
            }
            DefinitionFields::AttributeGroup(_)
            | DefinitionFields::LinkType(_)
            | DefinitionFields::Role(_)
            | DefinitionFields::ClassificationAccess(_)
            | DefinitionFields::AttributeAccess(_)
            | DefinitionFields::ImageProfile(_)
            | DefinitionFields::ImportProfile(_)
            | DefinitionFields::ExportProfile(_)
            | DefinitionFields::ImportPlanning(_)
            | DefinitionFields::ExportPlanning(_)
            | DefinitionFields::Webhook(_)
            | DefinitionFields::App(_) => 1,
            DefinitionFields::Attribute(fields) => {
                let changes_values = self.schema.attribute(&put.code).is_some_and(|old| changes_values(old, fields));
                if changes_values {
                    self.used(Use::Attribute(put.code.clone()));
                    self.reshape(&Effect::Form(put.code.clone()));
                }
                self.default_value(&put.code, fields);
                // With its link type.
                2
            }
            DefinitionFields::DocumentType(fields) => {
                if let Some((id, _)) = self.schema.get::<DocumentType>(&put.code)
                    && fields.title_attribute != Patch::Absent
                {
                    self.used(Use::Type(id));
                    self.reshape(&Effect::Nothing);
                }
                // With its title attribute.
                2
            }
            DefinitionFields::Tag(fields) => {
                let own = self.schema.get::<Tag>(&put.code).map(|(_, tag)| &tag.document_type);
                let document_type = own.or(fields.document_type.value());
                let document_type = document_type.and_then(|code| self.schema.get::<DocumentType>(code));
                if let (Some((id, _)), true) = (document_type, fields.rules != Patch::Absent) {
                    self.used(Use::Type(id));
                    self.reshape(&Effect::Nothing);
                }
                1
            }
            // With its root.
            DefinitionFields::Catalog(_) => {
                self.object(ObjectKind::Classification, &root_code(&put.code));
                2
            }
            DefinitionFields::MeasureFamily(fields) => {
                if fields.units != Patch::Absent {
                    let attributes = attributes_of_family(self.schema, &put.code).map(|one| one.code.clone());
                    attributes.for_each(|code| self.used(Use::Attribute(code)));
                }
                1
            }
            DefinitionFields::Workflow(fields) => {
                self.nodes(&put.code, fields);
                1
            }
        };
        self.refs.ids += if put.mode == PutMode::Update { 0 } else { new };
    }

    /// The numbers that a change draws for the case that too many objects must follow: its own, and those in the index
    /// of the definition and of the tags that objects may get or lose by it.
    fn reshape(&mut self, effect: &Effect) {
        let tags = u32::try_from(changed_by(self.schema, effect).len()).unwrap_or(u32::MAX - 2);
        self.refs.ids += 2 + tags;
    }

    /// The documents that stand at nodes of a workflow which may go.
    fn nodes(&mut self, code: &str, fields: &WorkflowFields) {
        let Some((_, workflow)) = self.schema.get::<Workflow>(code).filter(|_| fields.nodes != Patch::Absent) else {
            return;
        };
        let goes = |node: &str| match &fields.nodes {
            Patch::Null => true,
            nodes => nodes.value().and_then(|nodes| nodes.get(node)) == Some(&Input::Null),
        };
        for node in workflow.nodes.iter().map(|node| &node.code).filter(|node| goes(node)) {
            self.used(Use::Node(code.to_owned(), node.clone()));
            self.used(Use::Start(code.to_owned(), node.clone()));
            self.reshape(&Effect::Nothing);
        }
    }

    /// The documents of the indicators for which it holds, and the numbers that these take to be counted anew.
    fn counted(&mut self, is_wanted: impl Fn(&CompletenessSetting) -> bool + Copy) {
        completeness_setting::uses(self.schema, is_wanted).for_each(|used| self.used(used));
        let indicators = completeness_setting::those(self.schema, is_wanted).len();
        self.reshape(&Effect::Nothing);
        self.refs.ids += u32::try_from(indicators).unwrap_or_default();
    }

    /// The predefined values that an attribute shall give to new objects.
    fn default_value(&mut self, code: &str, fields: &AttributeFields) {
        let (Some(old), Patch::Value(input)) = (self.schema.attribute(code), &fields.default_value) else { return };
        let form = Form::of(old, self.schema);
        for (_, input) in Written::new(old, &ValueInput::Whole(input.clone())).each() {
            let value = form.read(input);
            let listed = value.iter().flat_map(|value| attribute::codes(value, old.kind));
            listed.for_each(|listed| self.value(code, listed));
        }
    }

    fn delete_definition(&mut self, kind: DefinitionKind, code: &str) {
        let Some(definition) = self.schema.definition(kind, code) else { return };
        self.reshape(&Effect::Locale(code.to_owned()));
        match &definition.spec {
            Spec::Tag(_) => self.used(Use::Tag(code.to_owned())),
            Spec::Locale(_) => {
                self.used(Use::Locale(code.to_owned()));
                self.counted(|_| true);
            }
            Spec::Attribute(_) => self.used(Use::Attribute(code.to_owned())),
            Spec::Workflow(_) => self.used(Use::Workflow(code.to_owned())),
            Spec::DocumentType(_) => self.used(Use::Type(definition.id)),
            Spec::LinkType(_) => {
                self.used(Use::Type(definition.id));
                self.counted(|own| own.link_types.iter().any(|named| named == code));
            }
            Spec::CompletenessSetting(own) => self.counted(|other| other == own),
            Spec::AttributeSet(set) => {
                self.used(Use::Set(definition.id));
                self.counted(|own| own.document_type == set.document_type);
            }
            Spec::AttributeGroup(_)
            | Spec::MeasureFamily(_)
            | Spec::ImageProfile(_)
            | Spec::ImportProfile(_)
            | Spec::ExportProfile(_)
            | Spec::ImportPlanning(_)
            | Spec::ExportPlanning(_)
            | Spec::Webhook(_)
            | Spec::App(_) => {}
            Spec::Role(_) | Spec::ClassificationAccess(_) | Spec::AttributeAccess(_) => self.refs.all_users = true,
            Spec::Catalog(catalog) => {
                self.used(Use::Type(definition.id));
                self.delete_object(ObjectKind::Classification, &catalog.root);
            }
        }
    }

    fn put_value(&mut self, put: &PutValue) {
        self.value(&put.attribute, &put.code);
        if self.schema.attribute(&put.attribute).is_some() && put.mode != PutMode::Update {
            self.refs.value_sequences.insert(put.attribute.clone());
        }
        self.refs.ids += u32::from(put.mode != PutMode::Update);
    }

    fn put_user(&mut self, put: &PutUser) {
        let is_known = match &put.user {
            UserName::Number(_) => true,
            UserName::Name(name) => is_storable(name),
        };
        if is_known {
            self.refs.users.insert(put.user.clone());
        }
        self.refs.ids += u32::from(put.mode != PutMode::Update);
    }

    fn key_value(&mut self, code: &str) {
        if is_storable(code) {
            self.refs.key_values.insert(code.to_owned());
        }
    }

    fn used(&mut self, used: Use) {
        let is_known = match &used {
            Use::Value(attribute, code) => is_storable(attribute) && is_storable(code),
            _ => true,
        };
        if is_known {
            self.refs.uses.insert(used);
        }
    }

    fn object(&mut self, kind: ObjectKind, code: &str) {
        if is_storable(code) {
            self.refs.objects.insert((kind, code.to_owned()));
        }
    }

    fn children(&mut self, kind: ObjectKind, code: &str) {
        if is_storable(code) {
            self.refs.children.insert((kind, code.to_owned()));
        }
    }

    fn value(&mut self, attribute: &str, code: &str) {
        if is_storable(attribute) && is_storable(code) {
            self.refs.values.insert((attribute.to_owned(), code.to_owned()));
        }
    }
}

/// Whether stored values or the index may have to follow: see `definition::reform`.
fn changes_values(old: &Attribute, fields: &AttributeFields) -> bool {
    let kind = fields.kind.value().and_then(|name| AttributeType::from_name(name));
    let differs = |patch: &Patch<bool>, old: bool| *patch == Patch::Null || patched(patch, old, false) != old;
    kind.is_some_and(|kind| kind != old.kind)
        || differs(&fields.is_localizable, old.is_localizable)
        || differs(&fields.is_inherited, old.is_inherited)
        || differs(&fields.is_unique, old.is_unique)
        || differs(&fields.is_filterable, old.is_filterable)
        || differs(&fields.is_searchable, old.is_searchable)
}

/// Nothing stored has U+0000, and not every database can be asked for it.
fn is_storable(code: &str) -> bool {
    !code.contains('\0')
}
