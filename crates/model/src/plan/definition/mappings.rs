//! The mappings of a profile as they are written: what nobody asks for, such as `@id`, is left out.

use crate::command::Patch;
use crate::flow::Transform;
use crate::input::Input;
use crate::plan::step::Faults;
use crate::problem::Field;
use crate::schema::{Mapping, MappingOption, MappingTarget, TargetKind, Word};

const MAPPINGS: &str = "mappings";
/// Most mappings of a profile.
const MAX_MAPPINGS: usize = 5_000;

/// The mappings after a put.
pub(super) fn put(given: &Patch<Input>, old: Vec<Mapping>, faults: &mut Faults) -> Vec<Mapping> {
    let items = match given {
        Patch::Absent => return old,
        Patch::Null => return Vec::new(),
        Patch::Value(Input::List(items)) if items.len() <= MAX_MAPPINGS => items,
        Patch::Value(Input::List(_)) => {
            let message = format!("Expected at most {MAX_MAPPINGS} mappings.");
            faults.refuse(Field::Property(MAPPINGS), "too_many", message);
            return old;
        }
        Patch::Value(other) => {
            let message = format!("Expected a list of mappings; got {}.", other.describe());
            faults.refuse(Field::Property(MAPPINGS), "wrong_type", message);
            return old;
        }
    };
    items.iter().enumerate().filter_map(|(place, item)| Item { place, faults }.read(item)).collect()
}

struct Item<'a> {
    place: usize,
    faults: &'a mut Faults,
}

impl Item<'_> {
    fn read(&mut self, item: &Input) -> Option<Mapping> {
        let target = item.get("target").unwrap_or(&Input::Null);
        let kind = self.kind(target);
        let code = self.text("target.code", target.get("code"), true);
        let locale = self.text("target.locale", target.get("locale"), false).filter(|locale| !locale.is_empty());
        let column = self.text("column", item.get("column"), kind != Some(TargetKind::Constant));
        let options = self.options(item.get("options"));
        let target = MappingTarget { kind: kind?, code: code?, locale };
        let mapping = Mapping { column: column.unwrap_or_default(), target, options: options? };
        if let Err(bad) = Transform::all(&mapping) {
            for (place, (rule, message)) in bad {
                self.refuse("options", rule, format!("Option {}: {message}", place + 1));
            }
        }
        Some(mapping)
    }

    fn kind(&mut self, target: &Input) -> Option<TargetKind> {
        let got = target.get("type").unwrap_or(&Input::Null);
        let kind = got.text().and_then(TargetKind::from_name);
        if kind.is_none() {
            let names = TargetKind::ALL.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(", ");
            self.refuse("target.type", "unknown_choice", format!("Expected one of {names}; got {}.", got.describe()));
        }
        kind
    }

    fn text(&mut self, member: &'static str, got: Option<&Input>, is_required: bool) -> Option<String> {
        let got = got.unwrap_or(&Input::Null);
        let is_lacking = |text: &str| is_required && text.is_empty();
        match got {
            Input::Null if !is_required => None,
            Input::Text(text) if !text.contains('\0') && !is_lacking(text) => Some(text.clone()),
            other => {
                self.refuse(member, "wrong_type", format!("Expected a text; got {}.", other.describe()));
                None
            }
        }
    }

    fn options(&mut self, got: Option<&Input>) -> Option<Vec<MappingOption>> {
        let option = |input: &Input| {
            let name = input.get("name")?.text()?.to_owned();
            Some(MappingOption { name, value: Word::of(input.get("value").unwrap_or(&Input::Null)) })
        };
        let options = match got.unwrap_or(&Input::Null) {
            Input::Null => Some(Vec::new()),
            Input::List(items) => items.iter().map(option).collect(),
            _ => None,
        };
        if options.is_none() {
            self.refuse("options", "wrong_type", "Expected a list of {\"name\": …, \"value\": …}.".to_owned());
        }
        options
    }

    fn refuse(&mut self, member: &'static str, rule: &'static str, message: String) {
        self.faults.refuse(Field::Item(MAPPINGS, self.place, member), rule, message);
    }
}
