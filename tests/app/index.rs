//! The index is what the bodies say, after any sequence of writes.

use app::{App, Mode, Options};
use model::command::{
    Action, AttributeFields, Command, DefinitionFields, DocumentTypeFields, LocaleFields, OnUse, Patch, PutDefinition,
    PutMode, PutObject, PutValue, Standing, ValueInput, WorkflowFields,
};
use model::input::Input;
use model::object::ObjectKind;
use model::permission::{Actor, Origin, Rights};
use model::schema::DefinitionKind;
use store::check;
use store::conn::Conn;
use store::progress::Progress;

use crate::failure::chance::Chance;
use crate::support::app::Instance;
use crate::support::db::on_both;

const TEXTS: [&str; 7] =
    ["Vestes d'hiver", "e\u{fb03}ciency", "CO\u{2082} neutral", "苹果手机壳", "<b>bold</b> &amp; loud", "12.50", "0"];
const ATTRIBUTES: [(&str, &str, bool); 5] = [
    ("label", "text", true),
    ("story", "html", true),
    ("weight", "decimal", false),
    ("note", "text", false),
    ("rooms", "multiselect", false),
];

const NODES: [&str; 3] = ["draft", "review", "done"];

/// A writer of anything.
struct Writer(Chance);

impl Writer {
    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[usize::try_from(self.0.below(from.len() as u64)).unwrap()]
    }

    fn yes(&mut self) -> bool {
        self.0.below(2) == 0
    }

    fn document(&mut self) -> Action {
        let (n, kind) =
            (self.0.below(4), self.pick(&[ObjectKind::Document, ObjectKind::Document, ObjectKind::Variant]));
        let mut put = PutObject::new(kind, format!("Sheet-{n}"), PutMode::Upsert);
        if kind == ObjectKind::Variant {
            put.parent = Patch::Value(format!("Sheet-{n}"));
        } else {
            put.document_type = Patch::Value("product".into());
            if self.yes() {
                put.workflows = Patch::Value(vec![Standing { workflow: "way".into(), node: self.pick(&NODES).into() }]);
            }
        }
        put.values = (0..3).map(|_| self.value()).collect();
        Action::PutObject(put)
    }

    fn value(&mut self) -> (String, ValueInput) {
        let codes = ["label", "story", "weight", "note", "rooms", "product_name"];
        let (code, locale) = (self.pick(&codes), self.pick(&["en_GB", "fr_FR"]));
        let text = match code {
            "rooms" => Input::List(vec![Input::Text(self.pick(&["hall", "study"]).into())]),
            "weight" => Input::Text(self.pick(&["-1.5", "12", "0.001", ""]).into()),
            _ if self.0.below(5) == 0 => Input::Null,
            _ => Input::Text(self.pick(&TEXTS).into()),
        };
        let is_localised = matches!(code, "label" | "story" | "product_name");
        (code.into(), if is_localised { ValueInput::In(locale.into(), text) } else { ValueInput::Whole(text) })
    }

    fn redefined(&mut self) -> Action {
        let (code, kind, localised) = self.pick(&ATTRIBUTES);
        let mut fields = AttributeFields {
            object_type: Patch::Value("document".into()),
            document_type: Patch::Value("product".into()),
            kind: Patch::Value(kind.into()),
            is_localizable: Patch::Value(localised),
            is_inherited: Patch::Value(true),
            ..AttributeFields::default()
        };
        match self.0.below(3) {
            0 => fields.is_filterable = Patch::Value(self.yes()),
            1 => fields.is_searchable = Patch::Value(self.yes()),
            _ if code == "note" => fields.kind = Patch::Value(self.pick(&["text", "html", "decimal"]).into()),
            _ => {}
        }
        define(code, DefinitionFields::Attribute(Box::new(fields)))
    }

    fn retitled(&mut self) -> Action {
        let title_attribute = self.pick(&[Some("label"), Some("note"), Some("product_name"), None]);
        let title_attribute = title_attribute.map_or(Patch::Null, |code| Patch::Value(code.into()));
        define("product", DefinitionFields::DocumentType(DocumentTypeFields { title_attribute, ..Default::default() }))
    }

    fn action(&mut self) -> Action {
        let code = format!("Sheet-{}", self.0.below(4));
        match self.0.below(19) {
            0 => self.redefined(),
            1 => self.retitled(),
            2 => {
                let kind = if self.yes() { ObjectKind::Document } else { ObjectKind::Variant };
                Action::DeleteObject { kind, code, recursive: false }
            }
            3 => {
                let code = self.pick(&["hall", "study"]).into();
                Action::DeleteValue { attribute: "rooms".into(), code, on_use: OnUse::Clear }
            }
            4 => room(self.pick(&["hall", "study"])),
            5 => {
                let (kind, code) = (DefinitionKind::Attribute, self.pick(&ATTRIBUTES).0.into());
                Action::DeleteDefinition { kind, code, on_use: OnUse::Refuse }
            }
            6 => way(),
            7 => without_node(self.pick(&NODES)),
            8 => {
                let (kind, code) = (DefinitionKind::Workflow, "way".into());
                Action::DeleteDefinition { kind, code, on_use: if self.yes() { OnUse::Clear } else { OnUse::Refuse } }
            }
            _ => self.document(),
        }
    }
}

fn define(code: &str, fields: DefinitionFields) -> Action {
    Action::PutDefinition(PutDefinition { code: code.into(), mode: PutMode::Upsert, body_code: None, fields })
}

/// A workflow with all nodes, and transitions to each from anywhere.
fn way() -> Action {
    let to = |node: &&str| (node.to_string(), Input::Map(vec![("to".into(), Input::Text(node.to_string()))]));
    changed_way(|fields| {
        fields.name = Patch::Value([("en_GB".to_owned(), "Way".to_owned())].into());
        fields.document_type = Patch::Value("product".into());
        fields.nodes = Patch::Value(Input::Map(NODES.map(|node| (node.into(), Input::Map(Vec::new()))).into()));
        fields.links = Patch::Value(Input::Map(NODES.iter().map(to).collect()));
    })
}

fn without_node(node: &str) -> Action {
    changed_way(|fields| {
        let gone = || Patch::Value(Input::Map(vec![(node.into(), Input::Null)]));
        (fields.nodes, fields.links) = (gone(), gone());
    })
}

fn changed_way(change: impl FnOnce(&mut WorkflowFields)) -> Action {
    let mut fields = WorkflowFields {
        name: Patch::Absent,
        description: Patch::Absent,
        document_type: Patch::Absent,
        nodes: Patch::Absent,
        links: Patch::Absent,
        on_use: OnUse::Clear,
    };
    change(&mut fields);
    define("way", DefinitionFields::Workflow(fields))
}

fn room(code: &str) -> Action {
    let (attribute, code, mode) = ("rooms".into(), code.into(), PutMode::Upsert);
    Action::PutValue(PutValue {
        attribute,
        code,
        mode,
        body_code: None,
        name: Patch::Absent,
        sequence: Patch::Absent,
        active: Patch::Absent,
    })
}

fn begin(writer: &mut Writer) -> Vec<Action> {
    let name = Patch::Value([("en_GB".to_owned(), "Product".to_owned())].into());
    let of_type = DocumentTypeFields { name, has_variants: Patch::Value(true), ..DocumentTypeFields::default() };
    let mut begun = vec![
        define("fr_FR", DefinitionFields::Locale(LocaleFields::default())),
        define("product", DefinitionFields::DocumentType(of_type)),
    ];
    begun.extend((0..20).map(|_| writer.redefined()));
    begun.extend([room("hall"), room("study"), way()]);
    begun
}

async fn write(app: &App, actions: Vec<Action>) -> usize {
    let actor = Actor::program("ann", Rights::FULL, Origin::V5);
    let commands = actions.into_iter().map(|action| Command { action, expect: None }).collect();
    let outcomes = app.write(&actor, commands, Options::of(Mode::EachAlone)).await.unwrap();
    outcomes.iter().filter(|outcome| outcome.is_ok()).count()
}

on_both! {
    async fn it_follows_any_sequence_of_writes(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        let store = instance.store().await;
        let mut writer = Writer(Chance::new(7));
        let begun = begin(&mut writer);
        write(&app, begun).await;
        let mut done = 0;
        for round in 0..60 {
            let actions: Vec<_> = (0..=writer.0.below(6)).map(|_| writer.action()).collect();
            let told = format!("round {round}: {actions:#?}");
            done += write(&app, actions).await;
            let found = store.snapshot(async |conn: &mut Conn<'_>| check::check(conn, &Progress::untold()).await).await.unwrap();
            assert_eq!(found, [""; 0], "{told}");
        }
        assert!(done > 60, "{done} of the writes did something");
    }
}
