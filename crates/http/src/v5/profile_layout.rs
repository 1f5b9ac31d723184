//! What profiles of imports and of exports print and take alike (v5.md 4.2).

use app::{Mode, Options};
use model::address::masked;
use model::changes::Entity;
use model::command::{Command, LayoutFields, PutMode};
use model::input::Input;
use model::problem::Problem;
use model::schema::{Described, Extension, Layout, Mapping, Notation, TargetKind};
use schemars::JsonSchema;
use schemars::generate::SchemaGenerator;
use serde::Serialize;
use serde_json::value::RawValue;

use super::collection::{Terms, other_family};
use super::definitions::mismatch;
use super::describe::one_of;
use super::resource::Wish;
use super::shape::Fields;
use super::view::Asked;
use crate::AppState;
use crate::errors::Refusal;

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LayoutOut<'a> {
    /// Its name; several may have the same.
    name: &'a str,
    /// What it is for.
    description: Option<&'a str>,
    /// What a line is: `document.{type}`, `variant.{type}`, `asset`, `classification`, `link.{type}`,
    /// `predefined-value`, or the name of another list under `/api`, such as `attributes`.
    model: String,
    /// The locales whose values are taken; none: all.
    locales: &'a [String],
    #[serde(flatten)]
    notation: NotationOut<'a>,
    /// Where the file lies, or is put. A password in it is shown as `***`; sent back so, it stays as it is.
    remote_path: Option<String>,
    /// The columns and what they hold; none: all columns by their names. Replaces all.
    mappings: Vec<MappingOut<'a>>,
}

/// How a file is written.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NotationOut<'a> {
    /// The kind of file.
    #[schemars(schema_with = "extensions")]
    extension: Extension,
    /// What stands between cells; null: found out in a file that is read, `;` in one that is written.
    separator: Option<char>,
    /// What stands around cells that hold a separator; null: found out, or `"`.
    enclosure: Option<char>,
    /// The name of the encoding, such as `utf-8` or `windows-1252`; null: found out, or UTF-8.
    encoding: Option<&'a str>,
    /// What stands before the decimals: `.` or `,`.
    decimal_separator: char,
    /// How a day is written, such as `yyyy-MM-dd` or `d/m/Y`.
    date_format: &'a str,
    /// What stands between a day and its time.
    date_time_separator: &'a str,
    /// What stands between the values of a cell that holds several; `\` before it makes it part of a value.
    multi_value_separator: char,
}

#[derive(Serialize, JsonSchema)]
pub struct MappingOut<'a> {
    /// The name of the column.
    column: &'a str,
    /// What its cells are.
    target: TargetOut<'a>,
    /// How cells are changed on their way, in order, and what else concerns the column.
    options: Vec<OptionOut<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct TargetOut<'a> {
    /// An attribute, a property such as `document_code`, or one of both that is the same on all lines.
    #[serde(rename = "type")]
    #[schemars(schema_with = "target_kinds")]
    kind: TargetKind,
    /// The code of the attribute, or the name of the property.
    code: &'a str,
    /// The locale of values that have one.
    locale: Option<&'a str>,
}

#[derive(Serialize, JsonSchema)]
struct OptionOut<'a> {
    /// `trim`, `upper`, `lower`, `replace`, `words`, `prefix`, `suffix`, `split`, `extract`, `default`; or `value`,
    /// `part`, `currency`, `unit`, `print`.
    name: &'a str,
    /// What it says.
    #[schemars(with = "serde_json::Value")]
    value: &'a RawValue,
}

impl<'a> LayoutOut<'a> {
    /// That of a profile.
    pub fn of(layout: &'a Layout) -> serde_json::Result<Self> {
        Ok(Self {
            name: &layout.name,
            description: layout.description.as_deref(),
            model: layout.model.name(),
            locales: &layout.locales,
            notation: NotationOut::of(&layout.notation),
            remote_path: layout.remote_path.as_deref().map(masked),
            mappings: MappingOut::all(layout)?,
        })
    }
}

impl<'a> NotationOut<'a> {
    /// As it is kept.
    pub fn of(notation: &'a Notation) -> Self {
        Self {
            extension: notation.extension,
            separator: notation.separator,
            enclosure: notation.enclosure,
            encoding: notation.encoding.as_deref(),
            decimal_separator: notation.decimal_separator,
            date_format: &notation.date_format,
            date_time_separator: &notation.date_time_separator,
            multi_value_separator: notation.multi_value_separator,
        }
    }
}

impl<'a> MappingOut<'a> {
    /// Those of a profile, in their order.
    pub fn all(layout: &'a Layout) -> serde_json::Result<Vec<Self>> {
        layout.mappings.iter().map(Self::of).collect()
    }

    fn of(mapping: &'a Mapping) -> serde_json::Result<Self> {
        let target = &mapping.target;
        let option = |option: &'a model::schema::MappingOption| {
            Ok(OptionOut { name: &option.name, value: serde_json::from_str(&option.value.0)? })
        };
        Ok(Self {
            column: &mapping.column,
            target: TargetOut { kind: target.kind, code: &target.code, locale: target.locale.as_deref() },
            options: mapping.options.iter().map(option).collect::<serde_json::Result<_>>()?,
        })
    }
}

/// What a body says of it.
pub fn read(body: &mut Fields) -> LayoutFields {
    LayoutFields {
        name: body.text("name"),
        description: body.text("description"),
        model: body.text("model"),
        locales: body.texts("locales"),
        extension: body.text("extension"),
        separator: body.text("separator"),
        enclosure: body.text("enclosure"),
        encoding: body.text("encoding"),
        decimal_separator: body.text("decimalSeparator"),
        date_format: body.text("dateFormat"),
        date_time_separator: body.text("dateTimeSeparator"),
        multi_value_separator: body.text("multiValueSeparator"),
        remote_path: body.text("remotePath"),
        mappings: body.input("mappings"),
    }
}

/// The code of a profile. A new one has none yet, whatever the body says, which may come from another instance.
pub fn code(wish: &Wish<'_>, body: &mut Fields) -> (String, Option<String>) {
    let (named, in_body) = body.code(wish.id);
    if wish.mode == PutMode::Create { (String::new(), None) } else { (named, in_body) }
}

fn extensions(_: &mut SchemaGenerator) -> schemars::Schema {
    one_of(&Extension::ALL.iter().map(|one| one.name()).collect::<Vec<_>>())
}

fn target_kinds(_: &mut SchemaGenerator) -> schemars::Schema {
    one_of(&TargetKind::ALL.iter().map(|one| one.name()).collect::<Vec<_>>())
}

/// A profile that is sent along: read, and checked, as one that is created. It needs no name.
pub async fn sent_along<T: Described + Clone>(
    terms: &Terms,
    state: &AppState,
    asked: &Asked,
    profile: Input,
) -> Result<T, Refusal> {
    let schema = state.app.schema().await?;
    let wish = Wish { id: None, mode: PutMode::Create, single: false, force: false, locale: schema.default_locale() };
    let mut body = Fields::of(named(profile))?;
    let action = (terms.put)(&wish, &mut body)?;
    body.finish()?;
    let options = Options { dry_run: true, ..Options::of(Mode::AllOrNothing) };
    let outcome = state.app.write(&asked.actor, vec![Command { action, expect: None }], options).await?.pop();
    match outcome.ok_or_else(|| Problem::conflict("Nothing was tried."))??.entity {
        Entity::Definition(definition) => match definition.says::<T>() {
            Some(profile) => Ok(profile.clone()),
            None => Err(Refusal::Internal(Box::new(mismatch(&definition)))),
        },
        entity => Err(other_family(&entity)),
    }
}

fn named(profile: Input) -> Input {
    match profile {
        Input::Map(mut members) if !members.iter().any(|(name, _)| name == "name") => {
            members.push(("name".to_owned(), Input::Text("sent along".to_owned())));
            Input::Map(members)
        }
        profile => profile,
    }
}

#[cfg(test)]
mod tests {
    use model::flow::Target;
    use model::object::ObjectKind;
    use model::schema::DefinitionKind;

    use crate::v5::describe;

    #[test]
    fn every_target_has_the_name_of_a_list() {
        let objects = ObjectKind::ALL.map(|kind| Target::Objects(kind, None));
        let definitions = DefinitionKind::ALL.iter().map(|kind| Target::Definitions(*kind));
        for target in objects.into_iter().chain([Target::Values, Target::KeyValues]).chain(definitions) {
            let name = target.resource();
            assert!(describe::all().iter().any(|resource| resource.class.path == name), "there is no list {name}");
            assert_eq!(Target::from_name(&target.name()), Some(target));
        }
    }
}
