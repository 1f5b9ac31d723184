//! What every instance has: a first locale, two catalogs with their roots, two image profiles, and the
//! program's version.

use model::command::{
    Action, CatalogFields, Command, DefinitionFields, ImageProfileFields, LocaleFields, Patch, PutDefinition,
    PutKeyValue, PutMode,
};
use model::key_value::VERSION;
use model::permission::{Actor, Origin, Rights};
use model::problem::Kind;
use model::schema::{CatalogContent, DefinitionKind, ImageProfile};

use crate::model_file::FIRST_LOCALE;
use crate::write::{Mode, Options};
use crate::{App, Failure};

impl App {
    /// Two nodes may start at once: who comes second finds it all there.
    pub(crate) async fn make_built_ins(&self) -> Result<(), Failure> {
        let actor = Actor::program("system", Rights::FULL, Origin::System);
        self.tell_version(&actor).await?;
        let schema = self.schema.current();
        let has = |kind| schema.all(kind).next().is_some();
        let mut commands = Vec::new();
        if !has(DefinitionKind::Locale) {
            commands.push(put(FIRST_LOCALE, DefinitionFields::Locale(first_locale())));
            commands.push(put("PIM", DefinitionFields::Catalog(catalog("PIM", CatalogContent::Document))));
            commands.push(put("DAM", DefinitionFields::Catalog(catalog("DAM", CatalogContent::Asset))));
        }
        if !has(DefinitionKind::ImageProfile) {
            let [original, thumbnail] = ImageProfile::BUILT_IN;
            let side = Patch::Value(600);
            let sized = ImageProfileFields { width: side.clone(), height: side, ..ImageProfileFields::default() };
            commands.push(put(original, DefinitionFields::ImageProfile(ImageProfileFields::default())));
            commands.push(put(thumbnail, DefinitionFields::ImageProfile(sized)));
        }
        if commands.is_empty() {
            return Ok(());
        }
        for outcome in self.write(&actor, commands, Options::of(Mode::EachAlone)).await? {
            match outcome {
                Err(problem) if problem.kind != Kind::Conflict => return Err(problem.into()),
                _ => {}
            }
        }
        Ok(())
    }

    /// The key-value that holds the version of the program that started last (v5.md 3.13).
    async fn tell_version(&self, actor: &Actor) -> Result<(), Failure> {
        const OURS: &str = env!("CARGO_PKG_VERSION");
        match self.key_value(&actor.rights, VERSION).await {
            Ok(pair) if pair.value == OURS => return Ok(()),
            Ok(_) => {}
            Err(Failure::Problem(problem)) if problem.kind == Kind::NotFound => {}
            Err(failure) => return Err(failure),
        }
        let put = PutKeyValue {
            code: VERSION.into(),
            mode: PutMode::Upsert,
            body_code: None,
            value: Patch::Value(OURS.into()),
            protected: Patch::Value(true),
            public: Patch::Value(true),
        };
        let command = Command { action: Action::PutKeyValue(put), expect: None };
        let outcomes = self.write(actor, vec![command], Options::of(Mode::AllOrNothing)).await?;
        for outcome in outcomes {
            outcome?;
        }
        Ok(())
    }
}

fn put(code: &str, fields: DefinitionFields) -> Command {
    let put = PutDefinition { code: code.into(), mode: PutMode::Create, body_code: None, fields };
    Command { action: Action::PutDefinition(put), expect: None }
}

fn first_locale() -> LocaleFields {
    LocaleFields {
        name: Patch::Value("English (United Kingdom)".into()),
        is_data: Patch::Value(true),
        is_interface: Patch::Value(true),
        is_default: Patch::Value(true),
        is_active: Patch::Value(true),
        fallback: Patch::Absent,
    }
}

fn catalog(name: &str, content: CatalogContent) -> CatalogFields {
    CatalogFields { name: Patch::Value(name.into()), description: Patch::Absent, object_type: Patch::Value(content) }
}
