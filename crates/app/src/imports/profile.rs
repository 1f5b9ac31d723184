//! Profiles by their id or by their name.

use model::problem::{Field, Problem};
use model::schema::{Definition, DefinitionKind, ExportProfile, ImportProfile, Schema, Spec};

use crate::{App, Failure};

impl App {
    /// The profile of imports of that id, or else of that name, and its id. Errors: `Invalid` at `importProfileId`.
    pub async fn import_profile(&self, name: &str) -> Result<(String, ImportProfile), Failure> {
        Ok(Self::import_profile_of(&*self.schema().await?, name)?)
    }

    /// The same of known definitions.
    pub(crate) fn import_profile_of(schema: &Schema, name: &str) -> Result<(String, ImportProfile), Problem> {
        let found = find(schema, DefinitionKind::ImportProfile, "importProfileId", name)?;
        match &found.spec {
            Spec::ImportProfile(profile) => Ok((found.code.clone(), ImportProfile::clone(profile))),
            _ => Err(unknown("importProfileId", name)),
        }
    }

    /// The profile of exports of that id, or else of that name, and its id. Errors: `Invalid` at `exportProfileId`.
    pub async fn export_profile(&self, name: &str) -> Result<(String, ExportProfile), Failure> {
        Ok(Self::export_profile_of(&*self.schema().await?, name)?)
    }

    /// The same of known definitions.
    pub(crate) fn export_profile_of(schema: &Schema, name: &str) -> Result<(String, ExportProfile), Problem> {
        let found = find(schema, DefinitionKind::ExportProfile, "exportProfileId", name)?;
        match &found.spec {
            Spec::ExportProfile(profile) => Ok((found.code.clone(), ExportProfile::clone(profile))),
            _ => Err(unknown("exportProfileId", name)),
        }
    }
}

fn find<'a>(
    schema: &'a Schema,
    kind: DefinitionKind,
    field: &'static str,
    name: &str,
) -> Result<&'a Definition, Problem> {
    if let Some(found) = schema.definition(kind, name) {
        return Ok(found);
    }
    let is_named = |definition: &&std::sync::Arc<Definition>| match &definition.spec {
        Spec::ImportProfile(profile) => profile.layout.name == name,
        Spec::ExportProfile(profile) => profile.layout.name == name,
        _ => false,
    };
    let mut named = schema.all(kind).filter(is_named);
    match (named.next(), named.next()) {
        (Some(one), None) => Ok(one),
        (Some(_), Some(_)) => {
            let message = format!("Several profiles are called \"{name}\": name one by its id.");
            Err(Problem::at(Field::Property(field), "ambiguous", message))
        }
        _ => Err(unknown(field, name)),
    }
}

fn unknown(field: &'static str, name: &str) -> Problem {
    Problem::at(Field::Property(field), "unknown_reference", format!("There is no profile \"{name}\"."))
}
