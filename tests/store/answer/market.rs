//! A shop whose objects come and go by chance, and what somebody may ask of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::changes::{Changeset, Op};
use model::index::field;
use model::object::{Object, ObjectKind};
use model::schema::{DefinitionKind, Schema};
use model::value::Value;
use store::answer::{Atom, Axis};

use crate::failure::chance::Chance;
use crate::store::shop::{
    COLOUR, PRODUCT, ROOT, Shop, change, deletes, document, node, root, text, update, variant, write,
};
use crate::support::db::Engine;

/// The numbers of the attributes `name` and `weight`.
const NAME: i64 = 4;
const WEIGHT: i64 = 6;
const WORDS: [&str; 6] = ["lamp", "lantern", "table", "oak", "red", "ärmel"];

/// A shop whose objects come and go by chance.
pub struct Market {
    pub shop: Shop,
    pub schema: Arc<Schema>,
    pub chance: Chance,
    objects: BTreeMap<i64, Object>,
    made: i64,
}

impl Market {
    pub async fn open(engine: Engine, seed: u64) -> Self {
        let shop = Shop::open(engine).await;
        let schema = Arc::new(shop.schema().await);
        Self { shop, schema, chance: Chance::new(seed), objects: BTreeMap::new(), made: 0 }
    }

    pub fn pick(&mut self, count: usize) -> usize {
        usize::try_from(self.chance.below(count as u64)).unwrap()
    }

    fn word(&mut self) -> &'static str {
        WORDS[self.pick(WORDS.len())]
    }

    fn any(&mut self) -> Option<Object> {
        let at = self.pick(self.objects.len().max(1));
        self.objects.values().nth(at).cloned()
    }

    fn edit(&mut self, object: &mut Object) {
        let title = format!("{} {}", self.word(), self.word());
        match self.chance.below(6) {
            0 => object.body.set("name", Some("en_GB"), Some(text(&title))),
            1 => object.body.set("name", Some("fr_FR"), None),
            2 => object.body.set("weight", None, Some(Value::Number(self.chance.below(3).to_string()))),
            3 => object.active = !object.active,
            4 => {
                let colours =
                    if self.chance.below(2) == 0 { vec!["red".into()] } else { vec!["blue".into(), "red".into()] };
                object.body.set("colour", None, Some(Value::Codes(colours)));
            }
            _ if object.kind == ObjectKind::Document => {
                object.placements = if object.placements.is_empty() { vec![root().reference()] } else { Vec::new() };
            }
            _ => object.sequence += 1,
        }
    }

    /// One commit: some are made, changed, touched or deleted, or a definition changes.
    pub async fn write(&mut self) {
        match self.chance.below(12) {
            0 => self.redefine().await,
            1..4 => self.create().await,
            4 => self.delete().await,
            5 => self.touch().await,
            _ => self.update().await,
        }
    }

    pub async fn create(&mut self) {
        let id = self.shop.ids(1).await.start;
        self.made += 1;
        let code = format!("{}-{}", self.word(), self.made);
        let of = self.any().filter(|object| object.kind == ObjectKind::Document);
        let mut object = match (self.chance.below(4), of) {
            (0, Some(document)) => variant(id, &code, &document),
            (1, _) => node(id, &code, Some(&root())),
            _ => document(id, &code),
        };
        for _ in 0..3 {
            self.edit(&mut object);
        }
        self.shop.create([object.clone()]).await;
        self.reload(&object).await;
    }

    async fn update(&mut self) {
        let Some(object) = self.any() else { return };
        let mut edited = object.clone();
        self.edit(&mut edited);
        let changeset = update(&object, |new| {
            let edited = edited.clone();
            (new.body, new.active, new.sequence) = (edited.body, edited.active, edited.sequence);
            new.placements = edited.placements;
        });
        self.shop.commit(changeset).await.unwrap();
        self.reload(&object).await;
    }

    async fn touch(&mut self) {
        let (Some(object), Some(other)) = (self.any(), self.any()) else { return };
        if object.id != other.id {
            let changeset = Changeset { shown: vec![other.id], ..update(&object, |_| {}) };
            self.shop.commit(changeset).await.unwrap();
            self.reload(&object).await;
        }
    }

    async fn delete(&mut self) {
        let Some(object) = self.any() else { return };
        let variants = self.objects.values().filter(|other| other.parent.as_ref().is_some_and(|p| p.id == object.id));
        let gone: Vec<_> = variants.cloned().chain([object.clone()]).collect();
        self.shop.commit(deletes(&gone)).await.unwrap();
        for object in gone {
            self.objects.remove(&object.id);
        }
    }

    /// Moves `labels`, and with it all that follows from definitions.
    async fn redefine(&mut self) {
        let old = self.schema.definition(DefinitionKind::Attribute, "colour").unwrap();
        let mut new = (**old).clone();
        new.rev += 1;
        let line = change(&document(COLOUR, "colour"), Op::Update);
        let changes = vec![model::changes::Change { kind: "attribute", ..line }];
        let definitions = vec![write((Arc::new(new), Some(old.rev)))];
        self.shop
            .commit(Changeset { rules: 1, relabels: true, definitions, changes, ..Changeset::default() })
            .await
            .unwrap();
        self.schema = Arc::new(self.shop.schema().await);
    }

    async fn reload(&mut self, object: &Object) {
        let stored = self.shop.get(object.kind, &object.code).await.unwrap();
        self.objects.insert(object.id, (*stored).clone());
    }

    /// What somebody may ask for.
    pub fn names(&mut self) -> (Vec<Atom>, Vec<Axis>) {
        let word = self.word();
        let kind = ObjectKind::ALL[self.pick(3)];
        let parent = self.any().map_or(ROOT, |object| object.id);
        let atoms = [
            Atom::Kind(kind),
            Atom::Type(PRODUCT),
            Atom::Active,
            Atom::Node(ROOT),
            Atom::Placed,
            Atom::Parent(parent),
            Atom::Present(field(WEIGHT, 0)),
            Atom::Value(field(COLOUR, 0), "red".into()),
            Atom::Word(word.into()),
            Atom::Word(format!("={word}").into()),
            Atom::Prefix(word[..2].into()),
        ];
        let axes = [
            Axis::Code(kind),
            Axis::Created(kind),
            Axis::Updated(kind),
            Axis::Sequence(kind),
            Axis::Parent(kind),
            Axis::Field(field(COLOUR, 0)),
            Axis::Field(field(NAME, 1)),
        ];
        let some = |chance: &mut Chance| chance.below(2) == 0;
        let atoms = atoms.into_iter().filter(|_| some(&mut self.chance)).collect();
        let axes = axes.into_iter().filter(|_| self.chance.below(4) == 0).collect();
        (atoms, axes)
    }
}
