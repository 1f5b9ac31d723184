//! Lines that are objects.

use super::row::{Problems, Row};
use crate::command::{FileWish, Patch, PutObject, Standing};
use crate::flow::Property;
use crate::flow::known::Known;
use crate::object::ObjectKind;

impl Row<'_> {
    /// The object to create or change.
    pub fn object(self, kind: ObjectKind, known: &Known) -> Result<PutObject, Problems> {
        let mut problems = Problems::new();
        let code = match kind {
            // What names it are its ends.
            ObjectKind::Link => self.text(Property::Code, false).value().cloned().unwrap_or_default(),
            _ => self.required(Property::Code, &mut problems),
        };
        let put = PutObject {
            active: self.switch(Property::Active, &mut problems),
            sequence: self.integer(Property::Position, &mut problems),
            values: self.values(known, &mut problems),
            makes_room: false,
            clears_leniently: true,
            ..PutObject::new(kind, code, self.plan.mode())
        };
        let put = match kind {
            ObjectKind::Document => self.document(put, known, &mut problems),
            ObjectKind::Variant => PutObject { parent: self.text(Property::Document, false), ..put },
            ObjectKind::Asset => PutObject {
                classifications: self.classifications(known, &mut problems),
                file: self.text(Property::Url, false).map(FileWish::Remote),
                ..put
            },
            ObjectKind::Classification => PutObject {
                parent: self.text(Property::Parent, false),
                catalogs: self.text(Property::Catalog, false).map(|code| vec![code]),
                ..put
            },
            ObjectKind::Link => self.link(put, &mut problems),
        };
        if problems.is_empty() { Ok(put) } else { Err(problems) }
    }

    fn document(self, put: PutObject, known: &Known, problems: &mut Problems) -> PutObject {
        let document_type = self.plan.target.type_code().map(str::to_owned);
        PutObject {
            document_type: document_type.map_or_else(|| self.text(Property::DocumentType, false), Patch::Value),
            attribute_set: self.text(Property::AttributeSet, true),
            classifications: self.classifications(known, problems),
            tags: self.texts(Property::Tags),
            workflows: self.standings(),
            ..put
        }
    }

    /// `workflow=node`; without content documents stay where they are.
    fn standings(self) -> Patch<Vec<Standing>> {
        let standing = |text: String| {
            let (workflow, node) = text.split_once('=').unwrap_or((&text, ""));
            Standing { workflow: workflow.trim().to_owned(), node: node.trim().to_owned() }
        };
        match self.texts(Property::Workflows) {
            Patch::Value(texts) if !texts.is_empty() => Patch::Value(texts.into_iter().map(standing).collect()),
            _ => Patch::Absent,
        }
    }

    fn link(self, put: PutObject, problems: &mut Problems) -> PutObject {
        let named = !put.code.is_empty();
        let mut end = |property| match self.text(property, false) {
            Patch::Absent if !named => Some(self.required(property, problems)).map_or(Patch::Absent, Patch::Value),
            given => given,
        };
        let (parent, target) = (end(Property::Parent), end(Property::Child));
        let link_type = self.plan.target.type_code().map(str::to_owned);
        let link_type = link_type.map_or_else(|| end(Property::LinkType), Patch::Value);
        PutObject { parent, link_type, target, ..put }
    }
}
