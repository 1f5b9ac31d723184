//! A small catalogue, committed by hand: what the tests of the repositories begin with.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use model::attribute::AttributeType;
use model::body::Body;
use model::changes::{Change, Changeset, Committed, Op, Update, Write};
use model::index::{Entries, entries};
use model::loaded::{Loaded, Refs};
use model::object::{Object, ObjectKind, ObjectRef, Stamp};
use model::query::{Heads, Query, Question};
use model::schema::{
    Attribute, Catalog, CatalogContent, Constraints, Definition, DocumentType, Labels, Locale, PredefinedValue, Schema,
    Spec, State,
};
use model::value::Value;
use store::answer::{self, Answer};
use store::conn::Conn;
use store::load::Lock;
use store::{Error, Store, Urgency, commit, definitions, load};

use crate::support::db::{Database, Engine};

/// The numbers of the definitions and of the root.
pub const PRODUCT: i64 = 3;
pub const SKU: i64 = 5;
pub const COLOUR: i64 = 7;
pub const CATALOG: i64 = 9;
pub const ROOT: i64 = 10;

/// A store with two locales, a type, five attributes, a catalog with its root, and two colours.
#[derive(Clone)]
pub struct Shop {
    pub store: Store,
    pub database: Arc<Database>,
}

impl Shop {
    pub async fn open(engine: Engine) -> Self {
        let database = Arc::new(Database::fresh(engine).await);
        let shop = Self { store: database.store().await, database };
        assert_eq!(shop.ids(12).await.start, 1);
        let mut changeset = Changeset { rules: 1, ..Changeset::default() };
        changeset.definitions = definitions().map(|row| write((Arc::new(row), None))).collect();
        changeset.values =
            vec![write((Arc::new(colour(11, "red")), None)), write((Arc::new(colour(12, "blue")), None))];
        let root = creates([Object { type_id: CATALOG, ..node(ROOT, "root", None) }]);
        (changeset.creates, changeset.index) = (root.creates, root.index);
        shop.commit(changeset).await.unwrap();
        shop
    }

    pub async fn ids(&self, count: u32) -> Range<i64> {
        self.store.ids(count).await.unwrap()
    }

    pub async fn commit(&self, changeset: Changeset) -> Result<Committed, Error> {
        let changeset = Arc::new(changeset);
        self.store
            .write(Urgency::Interactive, async move |conn: &mut Conn<'_>| commit::write(conn, &changeset, None).await)
            .await
    }

    /// Commits new objects.
    pub async fn create(&self, objects: impl IntoIterator<Item = Object>) -> Committed {
        self.commit(creates(objects)).await.unwrap()
    }

    pub async fn load(&self, refs: Refs) -> Loaded {
        self.store.read(async move |conn: &mut Conn<'_>| load::load(conn, &refs, 0..0, Lock::None).await).await.unwrap()
    }

    /// Loads one object.
    pub async fn get(&self, kind: ObjectKind, code: &str) -> Option<Arc<Object>> {
        let key = (kind, code.to_owned());
        let loaded = self.load(Refs { objects: BTreeSet::from([key.clone()]), ..Refs::default() }).await;
        loaded.objects.get(&key).cloned()
    }

    pub async fn schema(&self) -> Schema {
        self.store.read(async |conn: &mut Conn<'_>| definitions::schema(conn).await).await.unwrap()
    }

    /// A page of objects.
    pub async fn heads(&self, query: Query) -> Heads {
        let schema = Arc::new(self.schema().await);
        let question = Question::of(&query, &schema).unwrap();
        let engine = self.store.engine().clone();
        let ask = async move |conn: &mut Conn<'_>| answer::ask(conn, &engine, &question, &schema).await;
        match self.store.snapshot(ask).await.unwrap() {
            Answer::Heads(heads) => heads,
            Answer::Outdated(revisions) => panic!("the schema is at {revisions:?}"),
        }
    }

    /// How many rows each table of the catalogue has.
    pub async fn counts(&self) -> Vec<i64> {
        let tables = ["objects", "placements", "unique_keys", "definitions", "predefined_values", "changes"];
        let sql = tables.map(|table| format!("SELECT count(*) FROM {table}")).join(" UNION ALL ");
        let rows = self.store.read(async move |conn: &mut Conn<'_>| conn.query(&sql, &[]).await).await.unwrap();
        rows.iter().map(|row| row.int(0).unwrap()).collect()
    }
}

/// A part of a changeset that comes from the first command.
pub fn write<T>(row: T) -> Write<T> {
    Write { command: 0, row }
}

/// A changeset that makes these, with a line of history each.
pub fn creates(objects: impl IntoIterator<Item = Object>) -> Changeset {
    let creates: Vec<_> = objects.into_iter().map(|object| write(Arc::new(object))).collect();
    let changes = creates.iter().map(|write| change(&write.row, Op::Create)).collect();
    let index = creates.iter().map(|write| (write.row.id, Entries::default(), entries(&write.row, known()))).collect();
    Changeset { rules: 1, creates, index, changes, ..Changeset::default() }
}

/// A changeset that changes this object by `edit`, planned on it as it stands.
pub fn update(object: &Object, edit: impl FnOnce(&mut Object)) -> Changeset {
    let mut edited = object.clone();
    edited.rev += 1;
    edited.updated.by = "bob".into();
    edit(&mut edited);
    let changes = vec![change(&edited, Op::Update)];
    let index = [(object.id, entries(object, known()), entries(&edited, known()))].into_iter().collect();
    let placements = edited.placements != object.placements;
    let updates = vec![write(Update { object: Arc::new(edited), base: object.rev, placements })];
    Changeset { rules: 1, updates, index, changes, ..Changeset::default() }
}

/// A changeset that deletes these objects, children first.
pub fn deletes<'a>(objects: impl IntoIterator<Item = &'a Object>) -> Changeset {
    let objects: Vec<_> = objects.into_iter().collect();
    Changeset {
        rules: 1,
        deletes: objects.iter().map(|object| write((object.id, object.rev))).collect(),
        index: objects.iter().map(|object| (object.id, entries(object, known()), Entries::default())).collect(),
        changes: objects.iter().map(|object| change(object, Op::Delete)).collect(),
        ..Changeset::default()
    }
}

pub fn change(object: &Object, op: Op) -> Change {
    Change {
        kind: object.kind.name(),
        object_id: object.id,
        code: object.code.clone(),
        op,
        locales: Vec::new(),
        before: None,
        after: None,
        parent: None,
        target: None,
        by: object.updated.by.clone(),
        origin: "v5",
    }
}

pub fn document(id: i64, code: &str) -> Object {
    object(id, ObjectKind::Document, code, PRODUCT, None)
}

pub fn variant(id: i64, code: &str, document: &Object) -> Object {
    object(id, ObjectKind::Variant, code, PRODUCT, Some(document.reference()))
}

pub fn node(id: i64, code: &str, parent: Option<&Object>) -> Object {
    object(id, ObjectKind::Classification, code, CATALOG, parent.map(Object::reference))
}

/// The root that every shop has, to refer to.
pub fn root() -> Object {
    node(ROOT, "root", None)
}

fn object(id: i64, kind: ObjectKind, code: &str, type_id: i64, parent: Option<ObjectRef>) -> Object {
    Object {
        id,
        kind,
        code: code.into(),
        type_id,
        parent,
        target: None,
        set: None,
        body: Body::default(),
        active: true,
        sequence: 0,
        placements: Vec::new(),
        linked: Vec::new(),
        rev: 1,
        shown: 1,
        created: by("ann"),
        updated: by("ann"),
    }
}

pub fn text(text: &str) -> Value {
    Value::Text(text.into())
}

pub fn colour(id: i64, code: &str) -> PredefinedValue {
    PredefinedValue {
        id,
        attribute: "colour".into(),
        code: code.into(),
        labels: labels(code),
        sequence: id,
        active: true,
        rev: 1,
        created: by("ann"),
        updated: by("ann"),
    }
}

pub fn labels(text: &str) -> Labels {
    BTreeMap::from([("en_GB".into(), text.into()), ("fr_FR".into(), format!("{text} \"fr\""))])
}

pub fn by(name: &str) -> Stamp {
    Stamp { at: 0, by: name.into() }
}

pub fn definition(id: i64, code: &str, spec: Spec) -> Definition {
    let (created, updated) = (by("ann"), by("ann"));
    Definition { id, code: code.into(), spec, rev: 1, index: id, state: State::Active, created, updated }
}

pub fn attribute(kind: AttributeType) -> Attribute {
    Attribute {
        object_type: ObjectKind::Document,
        document_type: Some("product".into()),
        link_type: None,
        kind,
        name: labels("attribute"),
        description: Labels::new(),
        is_localizable: false,
        is_inherited: true,
        is_required: false,
        is_unique: false,
        is_read_only: false,
        is_hidden: false,
        is_filterable: false,
        is_searchable: false,
        section: None,
        sequence: 0,
        constraints: Constraints { max_length: Some(80), ..Constraints::default() },
        measure_family: None,
        default_value: None,
        metadata_sources: Vec::new(),
    }
}

/// The definitions of every shop.
fn known() -> &'static Schema {
    static KNOWN: LazyLock<Schema> = LazyLock::new(|| Schema::new(1, 1, definitions()));
    &KNOWN
}

fn definitions() -> impl Iterator<Item = Definition> {
    let locale = |name: &str, is_default| {
        let (name, fallback) = (name.into(), None);
        let slot = if is_default { 1 } else { 2 };
        Spec::Locale(Locale { name, is_data: true, is_interface: true, is_default, is_active: true, fallback, slot })
    };
    let product = DocumentType {
        name: labels("Product"),
        description: Labels::new(),
        is_active: true,
        has_variants: true,
        title_attribute: Some("name".into()),
        sequence: 1,
    };
    let pim =
        Catalog { name: "PIM".into(), description: None, object_type: CatalogContent::Document, root: "root".into() };
    let name = Attribute { is_localizable: true, ..attribute(AttributeType::Text) };
    let sku = Attribute { is_unique: true, ..attribute(AttributeType::Text) };
    [
        definition(1, "en_GB", locale("English", true)),
        definition(2, "fr_FR", locale("Français", false)),
        definition(PRODUCT, "product", Spec::DocumentType(product)),
        definition(4, "name", Spec::Attribute(name)),
        definition(SKU, "sku", Spec::Attribute(sku)),
        definition(6, "weight", Spec::Attribute(attribute(AttributeType::Decimal))),
        definition(COLOUR, "colour", Spec::Attribute(attribute(AttributeType::Multiselect))),
        definition(8, "new", Spec::Attribute(attribute(AttributeType::Boolean))),
        definition(CATALOG, "PIM", Spec::Catalog(pim)),
    ]
    .into_iter()
}
