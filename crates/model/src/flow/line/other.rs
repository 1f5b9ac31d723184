//! Lines that are values of lists, pairs or definitions, and lines that delete.

use super::row::{Problems, Row, integer};
use crate::attribute::Refused;
use crate::command::{Action, OnUse, Patch, PutDefinition, PutKeyValue, PutValue};
use crate::flow::cell;
use crate::flow::field::Shape;
use crate::flow::holds::Holds;
use crate::flow::known::names;
use crate::flow::{Property, Target};
use crate::input::Input;
use crate::object::ObjectKind;
use crate::plan::history;
use crate::schema::DefinitionKind;

impl Row<'_> {
    /// The value of a list to create or change.
    pub fn value(self) -> Result<PutValue, Problems> {
        let mut problems = Problems::new();
        let put = PutValue {
            attribute: self.required(Property::Attribute, &mut problems),
            code: self.required(Property::Code, &mut problems),
            mode: self.plan.mode(),
            body_code: None,
            name: self.labels(Property::Label),
            sequence: self.integer(Property::Position, &mut problems),
            active: self.switch(Property::Active, &mut problems),
        };
        if problems.is_empty() { Ok(put) } else { Err(problems) }
    }

    /// The pair to create or change.
    pub fn pair(self) -> Result<PutKeyValue, Problems> {
        let mut problems = Problems::new();
        let put = PutKeyValue {
            code: self.required(Property::Code, &mut problems),
            mode: self.plan.mode(),
            body_code: None,
            value: self.verbatim(Property::Value),
            protected: self.switch(Property::Protected, &mut problems),
            public: self.switch(Property::Public, &mut problems),
        };
        if problems.is_empty() { Ok(put) } else { Err(problems) }
    }

    /// The definition to create or change: what its cells say is read like a line of history.
    pub fn definition(self, kind: DefinitionKind) -> Result<PutDefinition, Problems> {
        let mut problems = Problems::new();
        let code = self.required(Property::Code, &mut problems);
        let mut said: Vec<(String, Input)> = Vec::new();
        for column in &self.plan.columns {
            let Holds::Field((name, shape), locale) = &column.holds else { continue };
            let text = column.text(self.cells);
            let input = match &*text {
                // What is JSON has parts, which are taken away one by one.
                "" if !self.erases() || *shape == Shape::Json => continue,
                "" if *shape == Shape::Labels => Input::Text(String::new()),
                "" => Input::Null,
                text => match self.field(text, *shape) {
                    Ok(input) => input,
                    Err(refused) => {
                        problems.push(self.problem(column, refused));
                        continue;
                    }
                },
            };
            add(&mut said, name, locale.as_deref(), input);
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let fields = history::restored_fields(kind, &Input::Map(said));
        Ok(PutDefinition { code, mode: self.plan.mode(), body_code: None, fields })
    }

    fn field(self, text: &str, shape: Shape) -> Result<Input, Refused> {
        Ok(match shape {
            Shape::Text | Shape::Labels => Input::Text(text.to_owned()),
            Shape::Flag => Input::Bool(cell::read_boolean(text)?),
            Shape::Number => Input::Number(integer(text, self)?.to_string()),
            Shape::Texts => Input::List(names(text, Some(self.separator())).into_iter().map(Input::Text).collect()),
            Shape::Json => cell::read_json(text)?,
        })
    }

    fn link_deletion(self, problems: &mut Problems) -> Action {
        if let Patch::Value(code) = self.text(Property::Code, false) {
            return Action::DeleteObject { kind: ObjectKind::Link, code, recursive: false };
        }
        let link_type = self.plan.target.type_code().map(str::to_owned);
        Action::DeleteLink {
            link_type: link_type.unwrap_or_else(|| self.required(Property::LinkType, problems)),
            origin: self.required(Property::Parent, problems),
            target: self.required(Property::Child, problems),
            must_exist: true,
        }
    }

    /// What deletes the thing that the line is about.
    pub fn deletion(self) -> Result<Action, Problems> {
        let mut problems = Problems::new();
        if let Target::Objects(ObjectKind::Link, _) = self.plan.target {
            let action = self.link_deletion(&mut problems);
            return if problems.is_empty() { Ok(action) } else { Err(problems) };
        }
        let (code, on_use) = (self.required(Property::Code, &mut problems), OnUse::Refuse);
        let action = match &self.plan.target {
            Target::Objects(kind, _) => Action::DeleteObject { kind: *kind, code, recursive: false },
            Target::Values => {
                Action::DeleteValue { attribute: self.required(Property::Attribute, &mut problems), code, on_use }
            }
            Target::KeyValues => Action::DeleteKeyValue { code },
            Target::Definitions(kind) => Action::DeleteDefinition { kind: *kind, code, on_use },
        };
        if problems.is_empty() { Ok(action) } else { Err(problems) }
    }
}

/// Adds what a column says to what is known already.
fn add(said: &mut Vec<(String, Input)>, name: &str, locale: Option<&str>, input: Input) {
    let Some(locale) = locale else { return said.push((name.to_owned(), input)) };
    let label = (locale.to_owned(), input);
    match said.iter_mut().find(|(known, _)| known == name) {
        Some((_, Input::Map(labels))) => labels.push(label),
        _ => said.push((name.to_owned(), Input::Map(vec![label]))),
    }
}
