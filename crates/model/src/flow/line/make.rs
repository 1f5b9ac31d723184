//! What lines name that isn't there: values of lists and classifications, made before the lines.

use super::LinePlan;
use crate::command::{Action, Command, Patch, PutMode, PutObject, PutValue, ValueInput};
use crate::flow::known::{Found, Known, Needed};
use crate::input::Input;
use crate::object::{CLASSIFICATION_NAME, ObjectKind};
use crate::schema::Labels;

/// The commands that make what is missing, as far as the plan allows it; it is known from then on.
pub(super) fn all(plan: &LinePlan, needed: &Needed, known: &mut Known) -> Vec<Command> {
    let mut commands = Vec::new();
    if plan.creates_values {
        for (attribute, texts) in &needed.values {
            for text in texts {
                if known.find_value(attribute, text, plan.matches_labels) == Found::Nothing {
                    commands.push(value(plan, attribute, text, known));
                }
            }
        }
    }
    if plan.creates_classifications {
        for text in &needed.classifications {
            if known.find_classification(text, plan.matches_labels) == Found::Nothing {
                commands.push(classification(plan, text, known));
            }
        }
    }
    commands
}

/// A value is called as it was written; what was written is its code, unless labels name values.
fn value(plan: &LinePlan, attribute: &str, text: &str, known: &mut Known) -> Command {
    let code = if plan.matches_labels { known.new_value_code(attribute, text) } else { text.to_owned() };
    let labels = Labels::from([(plan.locale.clone(), text.to_owned())]);
    known.name_value(attribute, &code, &labels);
    let put = PutValue {
        attribute: attribute.to_owned(),
        code,
        mode: PutMode::Upsert,
        body_code: None,
        name: Patch::Value(labels),
        sequence: Patch::Absent,
        active: Patch::Absent,
    };
    Command { action: Action::PutValue(put), expect: None }
}

/// A classification stands below the root of its catalog.
fn classification(plan: &LinePlan, text: &str, known: &mut Known) -> Command {
    let code = if plan.matches_labels { known.new_classification_code(text) } else { text.to_owned() };
    known.classification(&code, [text]);
    let catalog = if plan.target.object_kind() == Some(ObjectKind::Asset) { "DAM" } else { "PIM" };
    let mut put = PutObject::new(ObjectKind::Classification, code, PutMode::Upsert);
    put.parent = Patch::Value("root".to_owned());
    put.catalogs = Patch::Value(vec![catalog.to_owned()]);
    if let Some(is_localised) = plan.node_title {
        let name = Input::Text(text.to_owned());
        let name = if is_localised { Input::Map(vec![(plan.locale.clone(), name)]) } else { name };
        put.values = vec![(CLASSIFICATION_NAME.to_owned(), ValueInput::Whole(name))];
    }
    Command { action: Action::PutObject(put), expect: None }
}
