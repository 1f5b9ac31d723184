//! The command that makes each definition and classification.

use model::command::{
    Action, AttributeFields, AttributeGroupFields, AttributeSetFields, CatalogFields, Command,
    CompletenessSettingFields, DefinitionFields, DocumentTypeFields, LocaleFields, MeasureFamilyFields, OnUse, Patch,
    PutDefinition, PutMode, PutObject, PutValue, TagFields, ValueInput, WorkflowFields,
};
use model::object::ObjectKind;
use model::schema::{CatalogContent, Labels};

use super::{
    Attribute, Channel, Classification, DocumentType, Group, Indicator, Locale, MeasureFamily, Model, Set, Tag,
    Workflow,
};
use crate::demo::object;

impl Locale {
    pub(super) fn command(&self) -> Command {
        let fields = LocaleFields {
            name: Patch::Value(self.name.clone()),
            is_data: Patch::Value(true),
            is_interface: Patch::Value(true),
            is_active: Patch::Value(true),
            ..LocaleFields::default()
        };
        define(&self.code, DefinitionFields::Locale(fields))
    }
}

impl DocumentType {
    pub(super) fn command(&self) -> Command {
        let fields = DocumentTypeFields {
            name: Patch::Value(self.name.clone()),
            description: Patch::Value(self.description.clone()),
            has_variants: Patch::Value(true),
            ..DocumentTypeFields::default()
        };
        define(&self.code, DefinitionFields::DocumentType(fields))
    }

    /// The title attribute needs the type to be there, and the type its title attribute.
    pub(super) fn title_command(&self) -> Command {
        let fields = DocumentTypeFields { title_attribute: Patch::Value(self.title.clone()), ..Default::default() };
        define(&self.code, DefinitionFields::DocumentType(fields))
    }
}

impl Attribute {
    pub(super) fn command(&self, document_type: &str) -> Command {
        let owner = match self.of {
            ObjectKind::Classification | ObjectKind::Asset | ObjectKind::Link => Patch::Absent,
            ObjectKind::Document | ObjectKind::Variant => Patch::Value(document_type.to_owned()),
        };
        let fields = AttributeFields {
            object_type: Patch::Value(self.of.name().to_owned()),
            document_type: owner,
            kind: Patch::Value(self.kind.clone()),
            name: Patch::Value(self.name.clone()),
            description: Patch::Value(self.description.clone()),
            is_localizable: Patch::Value(self.localised),
            is_inherited: Patch::Value(self.inherited),
            is_required: Patch::Value(self.required),
            is_unique: Patch::Value(self.unique),
            is_searchable: Patch::Value(self.searchable),
            constraints: self.constraints.clone().map_or(Patch::Absent, Patch::Value),
            section: self.section.clone().map_or(Patch::Absent, Patch::Value),
            measure_family: self.family.clone().map_or(Patch::Absent, Patch::Value),
            metadata_sources: self.sources.clone().map_or(Patch::Absent, Patch::Value),
            ..AttributeFields::default()
        };
        define(&self.code, DefinitionFields::Attribute(Box::new(fields)))
    }
}

impl MeasureFamily {
    pub(super) fn command(&self) -> Command {
        let fields = MeasureFamilyFields {
            name: Patch::Value(self.name.clone()),
            base_unit: Patch::Value(self.base.clone()),
            units: Patch::Value(self.units.clone()),
        };
        define(&self.code, DefinitionFields::MeasureFamily(fields))
    }
}

impl Workflow {
    pub(super) fn command(&self, document_type: &str) -> Command {
        let fields = WorkflowFields {
            name: Patch::Value(self.name.clone()),
            description: Patch::Absent,
            document_type: Patch::Value(document_type.to_owned()),
            nodes: Patch::Value(self.nodes.clone()),
            links: Patch::Value(self.links.clone()),
            on_use: OnUse::Refuse,
        };
        define(&self.code, DefinitionFields::Workflow(fields))
    }
}

impl Group {
    pub(super) fn command(&self, document_type: &str) -> Command {
        let fields = AttributeGroupFields {
            name: Patch::Value(self.name.clone()),
            level: Patch::Value(self.level),
            parent: self.parent.clone().map_or(Patch::Absent, Patch::Value),
            object_type: Patch::Value(ObjectKind::Document.name().to_owned()),
            document_type: Patch::Value(document_type.to_owned()),
            sequence: Patch::Absent,
        };
        define(&self.code, DefinitionFields::AttributeGroup(fields))
    }
}

impl Set {
    pub(super) fn command(&self, model: &Model) -> Command {
        let is_in = |one: &&Attribute| one.section.as_ref().is_none_or(|section| !self.without.contains(section));
        let of = |kind: ObjectKind| {
            let own = model.attributes.iter().filter(is_in).filter(move |one| one.of == kind);
            Patch::Value(own.map(|one| one.code.clone()).collect())
        };
        let fields = AttributeSetFields {
            name: Patch::Value(self.name.clone()),
            document_type: Patch::Value(model.document_type.code.clone()),
            attributes: of(ObjectKind::Document),
            variant_attributes: of(ObjectKind::Variant),
            is_default: Patch::Absent,
        };
        define(&self.code, DefinitionFields::AttributeSet(fields))
    }
}

impl Indicator {
    pub(super) fn command(&self, document_type: &str) -> Command {
        let fields = CompletenessSettingFields {
            name: Patch::Value(self.name.clone()),
            color: Patch::Value(self.color.clone()),
            document_type: Patch::Value(document_type.to_owned()),
            attributes: Patch::Value(self.attributes.clone()),
            link_types: Patch::Value(self.link_types.clone()),
        };
        define(&self.code, DefinitionFields::CompletenessSetting(fields))
    }
}

impl Channel {
    pub(super) fn command(&self) -> Command {
        let fields = CatalogFields {
            name: Patch::Value(self.name.clone()),
            description: Patch::Absent,
            object_type: Patch::Value(CatalogContent::Document),
        };
        define(&self.code, DefinitionFields::Catalog(fields))
    }
}

impl Tag {
    pub(super) fn command(&self, document_type: &str) -> Command {
        let fields = TagFields {
            name: Patch::Value(self.name.clone()),
            document_type: Patch::Value(document_type.to_owned()),
            color: Patch::Value(self.color.clone()),
            is_default: Patch::Value(self.default),
            rules: self.rules.clone().map_or(Patch::Absent, Patch::Value),
            ..TagFields::default()
        };
        define(&self.code, DefinitionFields::Tag(fields))
    }
}

impl Classification {
    pub(super) fn command(&self) -> Command {
        let name = ("classification_name".to_owned(), ValueInput::Whole(self.name.clone()));
        object(PutObject {
            parent: Patch::Value(self.parent.clone()),
            catalogs: self.catalog.clone().map_or(Patch::Absent, |code| Patch::Value(vec![code])),
            values: vec![name],
            ..PutObject::new(ObjectKind::Classification, &self.code, PutMode::Upsert)
        })
    }
}

/// A value of a list.
pub(super) fn value(attribute: &str, code: &str, name: &Labels) -> Command {
    let action = Action::PutValue(PutValue {
        attribute: attribute.to_owned(),
        code: code.to_owned(),
        mode: PutMode::Upsert,
        body_code: None,
        name: Patch::Value(name.clone()),
        sequence: Patch::Absent,
        active: Patch::Value(true),
    });
    Command { action, expect: None }
}

fn define(code: &str, fields: DefinitionFields) -> Command {
    let definition = PutDefinition { code: code.to_owned(), mode: PutMode::Upsert, body_code: None, fields };
    Command { action: Action::PutDefinition(definition), expect: None }
}
