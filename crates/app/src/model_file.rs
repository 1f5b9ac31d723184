//! The whole model as lines, each an item in its frame, in an order in which an empty instance takes them: every
//! definition but webhooks, the predefined values, and the roots of catalogs.
//!
//! What a fresh instance makes by itself and this one hasn't got is a line too, that deletes it. So an instance that has
//! taken the lines prints the very same.

use std::io::{self, BufWriter, Read, Write};
use std::path::Path;
use std::sync::Arc;

use model::address;
use model::command::PutMode;
use model::input::Input;
use model::object::ObjectKind;
use model::permission::Actor;
use model::problem::{Kind, Problem};
use model::query::{MAX_LIMIT, NamedValues, Start, ValueQuery};
use model::schema::{Attribute, AttributeGroup, Catalog, Definition, DefinitionKind, DocumentType, Locale, Schema};
use tempfile::NamedTempFile;

use crate::frame::frame;
use crate::intake::{Sent, Taken, framed};
use crate::items::{Family, Item, Items, Resource, Verb};
use crate::{App, Failure};

/// What stands before the predefined values; each kind before those that name it.
const BEFORE_VALUES: [DefinitionKind; 11] = [
    DefinitionKind::Locale,
    DefinitionKind::ImageProfile,
    DefinitionKind::MeasureFamily,
    DefinitionKind::Role,
    DefinitionKind::ClassificationAccess,
    DefinitionKind::AttributeAccess,
    DefinitionKind::DocumentType,
    DefinitionKind::LinkType,
    DefinitionKind::AttributeGroup,
    DefinitionKind::Attribute,
    DefinitionKind::AttributeSet,
];

/// What stands after them.
const AFTER_VALUES: [DefinitionKind; 8] = [
    DefinitionKind::Tag,
    DefinitionKind::Workflow,
    DefinitionKind::CompletenessSetting,
    DefinitionKind::Catalog,
    DefinitionKind::ImportProfile,
    DefinitionKind::ExportProfile,
    DefinitionKind::ImportPlanning,
    DefinitionKind::ExportPlanning,
];

/// What belongs to one instance: whoever takes its model must not begin to call its receivers and its apps.
const OF_INSTANCE: [DefinitionKind; 2] = [DefinitionKind::Webhook, DefinitionKind::App];

/// The locale that a fresh instance has.
pub(crate) const FIRST_LOCALE: &str = "en_GB";

impl App {
    /// Takes the lines of a model in, each for itself: what they don't mention stays. Errors: those before it are
    /// written.
    pub async fn take_model<T, S>(
        self: &Arc<Self>,
        actor: &Actor,
        text: T,
        dry_run: bool,
        sink: S,
    ) -> Result<(), Failure>
    where
        T: Read + Send + 'static,
        S: FnMut(Taken) -> io::Result<()> + Send,
    {
        let items = Arc::clone(self.items()?);
        let put = Verb::Put { mode: PutMode::Upsert, force: false };
        let lines = framed(text, put).map(move |sent| sent.and_then(|sent| of_model(sent, &*items)));
        self.take_in(actor, lines, dry_run, sink).await
    }

    /// Writes the model to a file, which has its name once it is whole; how many lines it has. Errors: there is such a
    /// file, and it is not to be replaced.
    pub async fn save_model(&self, actor: &Actor, path: &Path, replace: bool) -> Result<u64, Failure> {
        let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut file = BufWriter::new(NamedTempFile::new_in(folder)?);
        let lines = self.write_model(actor, |line| file.write_all(line)).await?;
        let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.as_file().sync_all()?;
        let kept = if replace { file.persist(path) } else { file.persist_noclobber(path) };
        match kept {
            Ok(_) => Ok(lines),
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
                let message = format!("{} exists already; give another name, or --force to replace it", path.display());
                Err(Problem::conflict(message).into())
            }
            Err(error) => Err(error.error.into()),
        }
    }

    /// Writes the lines of the model, line ends included; how many there are. Errors: `Forbidden`.
    pub async fn write_model(
        &self,
        actor: &Actor,
        sink: impl FnMut(&[u8]) -> io::Result<()> + Send,
    ) -> Result<u64, Failure> {
        actor.rights.check_whole()?;
        let schema = self.schema().await?;
        let mut lines = Lines { items: &**self.items()?, schema: &schema, sink, count: 0 };
        for kind in BEFORE_VALUES {
            lines.definitions(kind)?;
        }
        self.write_values(actor, &mut lines).await?;
        lines.defaults()?;
        lines.titles()?;
        for kind in AFTER_VALUES {
            lines.definitions(kind)?;
        }
        self.write_roots(actor, &mut lines).await?;
        Ok(lines.count)
    }

    async fn write_values<S: FnMut(&[u8]) -> io::Result<()>>(
        &self,
        actor: &Actor,
        lines: &mut Lines<'_, S>,
    ) -> Result<(), Failure> {
        let mut next = Some(String::new());
        while let Some(after) = next {
            let start = Start::After(after);
            let query = ValueQuery { attributes: Vec::new(), start, limit: MAX_LIMIT, rights: actor.rights.clone() };
            let (page, _) = self.values(query).await?;
            for value in &page.values {
                lines.put(Family::Values, Item::Value(value), |_| true)?;
            }
            next = page.next;
        }
        Ok(())
    }

    /// What the roots of catalogs say; they come with their catalogs.
    async fn write_roots<S: FnMut(&[u8]) -> io::Result<()>>(
        &self,
        actor: &Actor,
        lines: &mut Lines<'_, S>,
    ) -> Result<(), Failure> {
        const KIND: ObjectKind = ObjectKind::Classification;
        let catalogs = lines.schema.all(DefinitionKind::Catalog);
        let roots: Vec<_> = catalogs.filter_map(|catalog| Some(catalog.says::<Catalog>()?.root.clone())).collect();
        for root in roots {
            let (head, schema) = self.head(&actor.rights, KIND, &root).await?;
            let found = self.sheets(&actor.rights, KIND, vec![head.id], &schema).await?;
            for sheet in &found.sheets {
                lines.put_with(Family::Objects(KIND), Item::Object(sheet), &found.values, |_| true)?;
            }
        }
        Ok(())
    }
}

/// The item, if it is of the model.
fn of_model(sent: Sent, items: &dyn Items) -> Result<Sent, Problem> {
    let is_named = |resource: &&Resource| resource.name == sent.resource || resource.alias == Some(&sent.resource);
    let family = items.resources().iter().find(is_named).map(|resource| resource.family);
    match family {
        Some(Family::Definitions(kind)) if !OF_INSTANCE.contains(&kind) => return Ok(sent),
        Some(Family::Values | Family::Objects(ObjectKind::Classification)) => return Ok(sent),
        _ => {}
    }
    let message = format!("{}: \"{}\" is no part of the model.", sent.origin, sent.resource);
    Err(Problem::new(Kind::Malformed, message))
}

/// Lines on their way out.
struct Lines<'a, S> {
    items: &'a dyn Items,
    schema: &'a Schema,
    sink: S,
    count: u64,
}

impl<S: FnMut(&[u8]) -> io::Result<()>> Lines<'_, S> {
    /// All of a kind, less what is only known further below.
    fn definitions(&mut self, kind: DefinitionKind) -> Result<(), Failure> {
        let schema = self.schema;
        let mut all: Vec<&Definition> = schema.all(kind).map(|definition| &**definition).collect();
        match kind {
            // A new default ends the one before; what falls back needs the other one.
            DefinitionKind::Locale => all.sort_by_key(|one| one.says::<Locale>().is_none_or(|own| !own.is_default)),
            DefinitionKind::AttributeGroup => {
                all.sort_by_key(|one| one.says::<AttributeGroup>().map_or(0, |own| own.level));
            }
            _ => {}
        }
        for definition in &all {
            self.put(Family::Definitions(kind), Item::Definition(definition), |name| !is_later(definition, name))?;
        }
        if kind == DefinitionKind::Locale {
            let falling = all.iter().filter(|one| one.says::<Locale>().is_some_and(|own| own.fallback.is_some()));
            falling.copied().try_for_each(|locale| self.complete(locale, "fallback"))?;
            if schema.locale(FIRST_LOCALE).is_none() {
                self.delete(kind, FIRST_LOCALE)?;
            }
        }
        Ok(())
    }

    /// The defaults of attributes whose values are in a list.
    fn defaults(&mut self) -> Result<(), Failure> {
        let schema = self.schema;
        let with = |one: &&Definition| one.says::<Attribute>().is_some_and(|own| own.default_value.is_some());
        let attributes = schema.all(DefinitionKind::Attribute).map(|definition| &**definition).filter(with);
        attributes.filter(|one| is_later(one, DEFAULT_VALUE)).try_for_each(|one| self.complete(one, DEFAULT_VALUE))
    }

    /// The titles of document types that aren't those that they are made with.
    fn titles(&mut self) -> Result<(), Failure> {
        let schema = self.schema;
        for definition in schema.all(DefinitionKind::DocumentType) {
            let Some(own) = definition.says::<DocumentType>() else { continue };
            let made = format!("{}_name", definition.code);
            if own.title_attribute.as_ref() != Some(&made) {
                self.complete(definition, TITLE)?;
            }
            if schema.attribute(&made).is_none() {
                self.delete(DefinitionKind::Attribute, &made)?;
            }
        }
        Ok(())
    }

    /// A line with nothing but this property.
    fn complete(&mut self, definition: &Definition, property: &str) -> Result<(), Failure> {
        let family = Family::Definitions(definition.spec.kind());
        self.put(family, Item::Definition(definition), |name| name == "id" || name == property)
    }

    fn put(&mut self, family: Family, item: Item<'_>, keep: impl Fn(&str) -> bool) -> Result<(), Failure> {
        self.put_with(family, item, &NamedValues::new(), keep)
    }

    /// A line with those properties that `keep` says.
    fn put_with(
        &mut self,
        family: Family,
        item: Item<'_>,
        values: &NamedValues,
        keep: impl Fn(&str) -> bool,
    ) -> Result<(), Failure> {
        let resource = name_of(self.items, family)?;
        let printed = self.items.print(resource, item, &[], self.schema, values)?;
        let text = std::str::from_utf8(&printed).map_err(|error| Failure::Internal(Box::new(error)))?;
        let Input::Map(mut members) = Input::parse(text).map_err(|error| Failure::Internal(Box::new(error)))? else {
            return Err(Failure::Internal(format!("an item of {resource} is no object").into()));
        };
        members.retain(|(name, value)| keep(name) && !is_secret(value));
        for (name, value) in &mut members {
            self.forget(name, value);
        }
        self.write(frame(resource, "item", Input::Map(members).to_json().as_bytes()))
    }

    fn delete(&mut self, kind: DefinitionKind, code: &str) -> Result<(), Failure> {
        let resource = name_of(self.items, Family::Definitions(kind))?;
        let id = Input::Map(vec![("id".to_owned(), Input::Text(code.to_owned()))]);
        self.write(frame(resource, "delete", id.to_json().as_bytes()))
    }

    fn write(&mut self, mut line: Vec<u8>) -> Result<(), Failure> {
        line.push(b'\n');
        self.count += 1;
        Ok((self.sink)(&line)?)
    }

    /// Leaves out texts in locales that are gone: nobody sees them, and nobody may write them.
    fn forget(&self, name: &str, value: &mut Input) {
        match value {
            Input::Map(texts) if LABELS.contains(&name) => {
                texts.retain(|(locale, _)| self.schema.locale(locale).is_some());
            }
            Input::Map(members) => members.iter_mut().for_each(|(name, value)| self.forget(name, value)),
            Input::List(items) => items.iter_mut().for_each(|item| self.forget("", item)),
            _ => {}
        }
    }
}

/// Whether a value hides a password: where another account stands it would be refused.
fn is_secret(value: &Input) -> bool {
    value.text().is_some_and(address::is_masked)
}

/// Properties that hold texts by locale.
const LABELS: [&str; 2] = ["name", "description"];
const DEFAULT_VALUE: &str = "defaultValue";
const TITLE: &str = "titleAttribute";

/// Whether a property names what stands further below.
fn is_later(definition: &Definition, property: &str) -> bool {
    match definition.spec.kind() {
        DefinitionKind::Locale => property == "fallback",
        DefinitionKind::DocumentType => property == TITLE,
        DefinitionKind::Attribute => {
            property == DEFAULT_VALUE && definition.says::<Attribute>().is_some_and(|own| own.kind.is_list())
        }
        _ => false,
    }
}

fn name_of(items: &dyn Items, family: Family) -> Result<&'static str, Failure> {
    let found = items.resources().iter().find(|resource| resource.family == family);
    let none = || Problem::new(Kind::NotFound, format!("There is no resource of {family:?}."));
    Ok(found.ok_or_else(none)?.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_definition_has_its_place() {
        let all: Vec<_> = BEFORE_VALUES.iter().chain(&AFTER_VALUES).chain(&OF_INSTANCE).collect();
        for kind in DefinitionKind::ALL {
            assert_eq!(all.iter().filter(|one| **one == kind).count(), 1, "{kind:?}");
        }
    }
}
