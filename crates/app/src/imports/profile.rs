//! Profiles by their id or by their name.

use model::problem::{Field, Problem};
use model::schema::{Definition, DefinitionKind, Described, ExportProfile, ImportProfile, Schema, Spec};

use crate::{App, Failure};

impl App {
    /// The profile of imports of that id, or else of that name, and its id. Errors: `Invalid` at `importProfileId`.
    pub async fn import_profile(&self, name: &str) -> Result<(String, ImportProfile), Failure> {
        Ok(Self::import_profile_of(&*self.schema().await?, name)?)
    }

    /// The same of known definitions.
    pub(crate) fn import_profile_of(schema: &Schema, name: &str) -> Result<(String, ImportProfile), Problem> {
        let found = find(schema, DefinitionKind::ImportProfile, "importProfileId", name)?;
        found.and_then(told).ok_or_else(|| unknown("importProfileId", name))
    }

    /// The profile of exports of that id, or else of that name, and its id. Errors: `Invalid` at `exportProfileId`.
    pub async fn export_profile(&self, name: &str) -> Result<(String, ExportProfile), Failure> {
        Ok(Self::export_profile_of(&*self.schema().await?, name)?)
    }

    /// The same where an address names it. Errors: `NotFound`; `Invalid` for the name of several.
    pub async fn export_profile_at(&self, name: &str) -> Result<(String, ExportProfile), Failure> {
        let schema = self.schema().await?;
        let found = find(&schema, DefinitionKind::ExportProfile, "exportProfileId", name)?;
        Ok(found.and_then(told).ok_or_else(|| Problem::not_found("export profile", name))?)
    }

    /// The same of known definitions.
    pub(crate) fn export_profile_of(schema: &Schema, name: &str) -> Result<(String, ExportProfile), Problem> {
        let found = find(schema, DefinitionKind::ExportProfile, "exportProfileId", name)?;
        found.and_then(told).ok_or_else(|| unknown("exportProfileId", name))
    }
}

/// Its id, and what it says.
fn told<T: Described + Clone>(found: &Definition) -> Option<(String, T)> {
    Some((found.code.clone(), found.says::<T>()?.clone()))
}

fn find<'a>(
    schema: &'a Schema,
    kind: DefinitionKind,
    field: &'static str,
    name: &str,
) -> Result<Option<&'a Definition>, Problem> {
    if let Some(found) = schema.definition(kind, name) {
        return Ok(Some(found));
    }
    let is_named = |definition: &&std::sync::Arc<Definition>| match &definition.spec {
        Spec::ImportProfile(profile) => profile.layout.name == name,
        Spec::ExportProfile(profile) => profile.layout.name == name,
        _ => false,
    };
    let mut named = schema.all(kind).filter(is_named);
    let found = named.next();
    if named.next().is_some() {
        let message = format!("Several profiles are called \"{name}\": name one by its id.");
        return Err(Problem::at(Field::Property(field), "ambiguous", message));
    }
    Ok(found.map(AsRef::as_ref))
}

fn unknown(field: &'static str, name: &str) -> Problem {
    Problem::at(Field::Property(field), "unknown_reference", format!("There is no profile \"{name}\"."))
}
