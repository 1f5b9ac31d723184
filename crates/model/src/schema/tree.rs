//! The tree of all definitions.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::object::{Object, ObjectKind};
use crate::reshape::{Progress, Reshape};

use super::{
    Attribute, Definition, DefinitionKind, Described, Install, LinkType, Locale, Run, Spec, State, Tag, Workflow,
};

/// All definitions, immutable; a change makes a new tree that shares the rest.
#[derive(Debug, Clone, Default)]
pub struct Schema {
    /// Moves on narrowing changes: a plan made under another number is void.
    pub rules: i64,
    /// Moves on every change of a definition or value that a body can show.
    pub labels: i64,
    by_code: [BTreeMap<String, Arc<Definition>>; DefinitionKind::ALL.len()],
    by_id: BTreeMap<i64, Arc<Definition>>,
    /// The attributes whose values no two objects of a kind share, by code.
    unique: BTreeMap<String, Arc<Definition>>,
    /// The attributes that give new objects a value, by code.
    giving: BTreeMap<String, Arc<Definition>>,
    /// The attributes that take values from files, by code.
    sourced: BTreeMap<String, Arc<Definition>>,
    /// Changes that not all objects follow yet, by number.
    reshapes: BTreeMap<i64, Arc<Reshape>>,
    /// The attributes whose values are links, by the code of the link type and their own.
    linked: BTreeMap<(String, String), Arc<Definition>>,
    /// The tags, by the code of the document type and their own.
    tags: BTreeMap<(String, String), Arc<Definition>>,
    /// The last runs of plannings, by their numbers, as far as that was asked for.
    runs: BTreeMap<i64, Run>,
    /// The installations of apps, by the apps' numbers, as far as that was asked for.
    installs: BTreeMap<i64, Install>,
}

impl Schema {
    /// The tree of these definitions at these revisions.
    pub fn new(rules: i64, labels: i64, definitions: impl IntoIterator<Item = Definition>) -> Self {
        let mut schema = Self { rules, labels, ..Self::default() };
        for definition in definitions {
            schema.insert(Arc::new(definition));
        }
        schema
    }

    /// The same with these changes under way.
    #[must_use]
    pub fn with(mut self, reshapes: impl IntoIterator<Item = Reshape>) -> Self {
        self.reshapes = reshapes.into_iter().map(|reshape| (reshape.id, Arc::new(reshape))).collect();
        self
    }

    /// The same with these last runs of plannings.
    #[must_use]
    pub fn with_runs(mut self, runs: BTreeMap<i64, Run>) -> Self {
        self.runs = runs;
        self
    }

    /// The last run of the planning of that number.
    pub fn run(&self, planning: i64) -> Option<Run> {
        self.runs.get(&planning).copied()
    }

    /// The same with these installations of apps.
    #[must_use]
    pub fn with_installs(mut self, installs: BTreeMap<i64, Install>) -> Self {
        self.installs = installs;
        self
    }

    /// The installation of the app of that number.
    pub fn install(&self, app: i64) -> Option<&Install> {
        self.installs.get(&app)
    }

    /// Adds a change that is under way from now on.
    pub fn begin(&mut self, reshape: Arc<Reshape>) {
        self.reshapes.insert(reshape.id, reshape);
    }

    /// Removes a change that all objects follow now.
    pub fn end(&mut self, reshape: i64) {
        self.reshapes.remove(&reshape);
    }

    /// The changes that not all objects follow yet, the oldest first.
    pub fn reshapes(&self) -> impl Iterator<Item = &Arc<Reshape>> {
        self.reshapes.values()
    }

    /// The change under way of that number.
    pub fn reshape(&self, id: i64) -> Option<&Arc<Reshape>> {
        self.reshapes.get(&id)
    }

    /// How far the change of a definition has come; `None`: all objects follow it.
    pub fn progress(&self, definition: i64) -> Option<Progress> {
        let concerns = |reshape: &&Arc<Reshape>| reshape.definitions.contains(&definition);
        self.reshapes().find(concerns).map(|reshape| reshape.progress)
    }

    /// The definition of that kind and code that is being deleted.
    pub fn deleting(&self, kind: DefinitionKind, code: &str) -> Option<&Arc<Definition>> {
        let is_it = |definition: &&Arc<Definition>| definition.spec.kind() == kind && definition.code == code;
        self.going().find(is_it)
    }

    /// The definitions that are being deleted.
    fn going(&self) -> impl Iterator<Item = &Arc<Definition>> {
        let named = self.reshapes().flat_map(|reshape| &reshape.definitions).filter_map(|id| self.by_id(*id));
        named.filter(|definition| definition.state == State::Deleting)
    }

    /// All definitions by number, those that are being deleted too.
    pub fn numbers(&self) -> impl Iterator<Item = &Arc<Definition>> {
        self.by_id.values()
    }

    /// Adds or replaces one definition; one that is being deleted is known by its number alone.
    pub fn insert(&mut self, definition: Arc<Definition>) {
        self.by_id.insert(definition.id, Arc::clone(&definition));
        if definition.state == State::Deleting {
            return self.hide(&definition);
        }
        let code = definition.code.clone();
        if let Spec::Attribute(attribute) = &definition.spec {
            self.unique.remove(&code);
            self.giving.remove(&code);
            self.sourced.remove(&code);
            if attribute.is_unique {
                self.unique.insert(code.clone(), Arc::clone(&definition));
            }
            if attribute.default_value.is_some() {
                self.giving.insert(code.clone(), Arc::clone(&definition));
            }
            if !attribute.metadata_sources.is_empty() {
                self.sourced.insert(code.clone(), Arc::clone(&definition));
            }
            if let Some(link_type) = attribute.link_type.clone().filter(|_| attribute.kind.target().is_some()) {
                self.linked.insert((link_type, code.clone()), Arc::clone(&definition));
            }
        }
        if let Spec::Tag(tag) = &definition.spec {
            self.tags.insert((tag.document_type.clone(), code.clone()), Arc::clone(&definition));
        }
        self.by_code[definition.spec.kind() as usize].insert(code, definition);
    }

    /// Removes one definition.
    pub fn remove(&mut self, definition: &Definition) {
        self.by_id.remove(&definition.id);
        self.hide(definition);
    }

    /// Nobody finds it by its code any more.
    fn hide(&mut self, definition: &Definition) {
        self.by_code[definition.spec.kind() as usize].remove(&definition.code);
        if let Spec::Attribute(attribute) = &definition.spec {
            self.unique.remove(&definition.code);
            self.giving.remove(&definition.code);
            self.sourced.remove(&definition.code);
            if let Some(link_type) = attribute.link_type.clone() {
                self.linked.remove(&(link_type, definition.code.clone()));
            }
        }
        if let Spec::Tag(tag) = &definition.spec {
            self.tags.remove(&(tag.document_type.clone(), definition.code.clone()));
        }
    }

    /// The definition of that kind and code.
    pub fn definition(&self, kind: DefinitionKind, code: &str) -> Option<&Arc<Definition>> {
        self.by_code[kind as usize].get(code)
    }

    /// The definition of that number.
    pub fn by_id(&self, id: i64) -> Option<&Arc<Definition>> {
        self.by_id.get(&id)
    }

    /// All definitions of a kind, by code.
    pub fn all(&self, kind: DefinitionKind) -> impl Iterator<Item = &Arc<Definition>> {
        self.by_code[kind as usize].values()
    }

    /// The workflows of a document type, by code.
    pub fn workflows<'a>(&'a self, document_type: &'a str) -> impl Iterator<Item = (&'a str, &'a Workflow)> {
        let all = self.all(DefinitionKind::Workflow).filter_map(|own| Some((own.code.as_str(), own.says()?)));
        all.filter(move |(_, workflow): &(_, &Workflow)| workflow.document_type == document_type)
    }

    /// The attributes whose values must be unique, by code.
    pub fn unique_attributes(&self) -> impl Iterator<Item = &Arc<Definition>> {
        self.unique.values()
    }

    /// The attributes that give new objects a value, by code.
    pub fn giving_attributes(&self) -> impl Iterator<Item = (&str, &Attribute)> {
        self.giving.iter().filter_map(|(code, definition)| Some((code.as_str(), definition.says()?)))
    }

    /// The attributes of assets that take values from files, by code.
    pub fn sourced_attributes(&self) -> impl Iterator<Item = (&Arc<Definition>, &Attribute)> {
        self.sourced.values().filter_map(|definition| Some((definition, definition.says()?)))
    }

    /// What the definition of that code says, with its number.
    pub fn get<T: Described>(&self, code: &str) -> Option<(i64, &T)> {
        let definition = self.definition(T::KIND, code)?;
        Some((definition.id, definition.says()?))
    }

    /// The attributes whose values are links of that type, by code.
    pub fn valued_by(&self, link_type: &str) -> impl Iterator<Item = &Arc<Definition>> {
        of_owner(&self.linked, link_type)
    }

    /// The tags of a document type, by code.
    pub fn tags_of(&self, document_type: &str) -> impl Iterator<Item = (&Arc<Definition>, &Tag)> {
        of_owner(&self.tags, document_type).filter_map(|definition| Some((definition, definition.says()?)))
    }

    /// The numbers of the link types whose links are values of attributes.
    pub fn value_types(&self) -> Vec<i64> {
        let mut codes: Vec<_> = self.linked.keys().map(|(code, _)| code).collect();
        codes.dedup();
        codes.into_iter().filter_map(|code| Some(self.get::<LinkType>(code)?.0)).collect()
    }

    /// The type of a link.
    pub fn link_type(&self, link: &Object) -> Option<&LinkType> {
        self.by_id(link.type_id)?.says()
    }

    /// By what links at one object stand in order: the priority of their types, then their places among those of a type.
    pub fn link_place(&self, link: &Object) -> (Option<i64>, i64, i64, i64) {
        (self.link_type(link).map(|own| own.priority), link.type_id, link.sequence, link.id)
    }

    /// Whether a link leads to an asset.
    pub fn leads_to_asset(&self, link: &Object) -> bool {
        self.link_type(link).is_some_and(|own| own.target_type == ObjectKind::Asset)
    }

    /// Of links from one origin the one to its main asset: the first in order.
    pub fn main_link<'a>(&self, links: impl Iterator<Item = &'a Object>) -> Option<&'a Object> {
        links.filter(|link| self.leads_to_asset(link)).min_by_key(|link| self.link_place(link))
    }

    /// The attribute of that code.
    pub fn attribute(&self, code: &str) -> Option<&Attribute> {
        self.get(code).map(|(_, attribute)| attribute)
    }

    /// The locale of that code.
    pub fn locale(&self, code: &str) -> Option<&Locale> {
        self.get(code).map(|(_, locale)| locale)
    }

    /// The code of the definition with that number, or "".
    pub fn code_of(&self, id: i64) -> &str {
        self.by_id.get(&id).map_or("", |definition| definition.code.as_str())
    }

    /// The code of the default locale.
    pub fn default_locale(&self) -> &str {
        self.all(DefinitionKind::Locale)
            .find(|d| matches!(&d.spec, Spec::Locale(locale) if locale.is_default))
            .map_or("en_GB", |d| d.code.as_str())
    }
}

/// The definitions that belong to the one of that code.
fn of_owner<'a>(
    all: &'a BTreeMap<(String, String), Arc<Definition>>,
    owner: &str,
) -> impl Iterator<Item = &'a Arc<Definition>> {
    let from = (owner.to_owned(), String::new());
    all.range(from..).take_while(move |((code, _), _)| code == owner).map(|(_, definition)| definition)
}
