//! What a plan needs to know, and what the store found.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use crate::command::UserName;
use crate::index::fold;
use crate::key_value::KeyValue;
use crate::object::{Object, ObjectKind};
use crate::plan::Survey;
use crate::reshape::settled;
use crate::schema::{PredefinedValue, Schema};
use crate::user::User;

/// What to load for a batch of commands, in one round trip.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Refs {
    /// Objects by code; also their ancestors and, for [`Self::children`], those below. With a link come its siblings.
    pub objects: BTreeSet<(ObjectKind, String)>,
    /// Objects of which all that stands below is needed too: variants, classifications, links from any of it. Also the
    /// links that lead to any of it, with their origins and siblings.
    pub children: BTreeSet<(ObjectKind, String)>,
    /// Objects by number.
    pub numbers: BTreeSet<i64>,
    /// Origins, by kind and code, of which all links of a type, by its number, are needed.
    pub siblings: BTreeSet<(i64, ObjectKind, String)>,
    /// Whether it is needed in which catalogs the objects are placed.
    pub catalogs: bool,
    /// Documents, by code, of whose variants the last place is needed: of those but the ones in [`Self::objects`], which
    /// may leave theirs.
    pub last_variants: BTreeSet<String>,
    /// Predefined values by attribute and code.
    pub values: BTreeSet<(String, String)>,
    /// Attributes whose whole list of values is needed.
    pub lists: BTreeSet<String>,
    /// Attributes whose highest sequence of values is needed: of those but the ones in [`Self::values`].
    pub value_sequences: BTreeSet<String>,
    /// Key-values by key.
    pub key_values: BTreeSet<String>,
    /// Users.
    pub users: BTreeSet<UserName>,
    /// Whether all users are needed.
    pub all_users: bool,
    /// Unique keys.
    pub unique: BTreeSet<UniqueKey>,
    /// Files by the hash of their bytes.
    pub files: BTreeSet<String>,
    /// Uses that a deletion or a tightening must know.
    pub uses: BTreeSet<Use>,
    /// How many new numbers may be drawn.
    pub ids: u32,
}

/// The whole value of a unique attribute. `field` is the attribute's number in the index.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UniqueKey {
    /// The attribute's number in the index.
    pub field: i64,
    /// The kind of object, the locale ("" if none) and the value, hashed: 64 lower-case hex.
    pub hash: String,
}

/// Where a thing may be used.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Use {
    /// Objects that hold a value of the attribute.
    Attribute(String),
    /// Objects that hold the predefined value (attribute, code).
    Value(String, String),
    /// Objects that hold a value in the locale.
    Locale(String),
    /// Documents that have the tag.
    Tag(String),
    /// Objects of the document type or link type, or in the catalog, by the definition's number.
    Type(i64),
    /// Documents that stand at another node of the workflow than its first.
    Workflow(String),
    /// Documents whose body names the node (workflow, node).
    Node(String, String),
    /// Documents that stand at the node of the workflow if it is the first one: those whose body names no other.
    Start(String, String),
    /// Objects with the attribute set, by its number.
    Set(i64),
}

/// At most this many objects are loaded for one [`Use`], or for one classification.
pub const MAX_USES: usize = 1_000;

/// What was found. What is not in a map does not exist.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// The revision of the rules, as found.
    pub rules: i64,
    /// The revision of the labels, as found.
    pub labels: i64,
    /// Objects by kind and code.
    pub objects: HashMap<(ObjectKind, String), Arc<Object>>,
    /// Objects whose parent is the one with this number (only where asked for).
    pub children: HashMap<i64, Vec<Arc<Object>>>,
    /// The documents and assets placed in a classification, by its number (only where `children` was asked for).
    pub placed: HashMap<i64, Uses>,
    /// The catalog, by its number, of each classification that one of them is placed in (only where asked for).
    pub catalogs: HashMap<i64, i64>,
    /// The highest place of the variants of a document, by its number (only where asked for), but for those asked for by
    /// code.
    pub last_variants: HashMap<i64, i64>,
    /// Objects by number, in this order (only where asked for so), as they are stored.
    pub numbered: Vec<Arc<Object>>,
    /// The links that lead to an object, by its number (only where `children` was asked for).
    pub leading: HashMap<i64, Uses>,
    /// The links of a type, by its number, from an origin, by its number (only of those asked for).
    pub siblings: HashMap<(i64, i64), Vec<Arc<Object>>>,
    /// Predefined values by attribute and code.
    pub values: HashMap<(String, String), Arc<PredefinedValue>>,
    /// The codes of predefined values by attribute and folded label (only of lists asked for).
    pub labelled: HashMap<(String, String), String>,
    /// Highest sequence of an attribute's values, but for those asked for by code.
    pub value_sequences: HashMap<String, i64>,
    /// Key-values by key.
    pub key_values: HashMap<String, Arc<KeyValue>>,
    /// What the holders of attributes say to their change, by code, if they were asked.
    pub surveys: BTreeMap<String, Arc<Survey>>,
    /// Users by the name that they sign in with.
    pub users: HashMap<String, Arc<User>>,
    /// Who holds a unique key.
    pub unique: HashMap<UniqueKey, i64>,
    /// The hashes of files whose bytes are kept.
    pub files: HashSet<String>,
    /// Objects by use, up to [`MAX_USES`].
    pub uses: BTreeMap<Use, Uses>,
    /// New numbers, to be drawn from the front.
    pub ids: std::ops::Range<i64>,
}

impl Loaded {
    /// Adds a value of a list that was asked for. The first with a label is the one that it names, so they come by
    /// sequence and code.
    pub fn add_listed(&mut self, value: Arc<PredefinedValue>) {
        for label in value.labels.values().filter(|_| value.active) {
            let name = (value.attribute.clone(), fold(label));
            self.labelled.entry(name).or_insert_with(|| value.code.clone());
        }
        self.values.insert((value.attribute.clone(), value.code.clone()), value);
    }

    /// Puts what changes under way will make of objects in their place. Returns those that it replaced, as they are
    /// stored, by number.
    pub(crate) fn settle(&mut self, schema: &Schema) -> HashMap<i64, Arc<Object>> {
        let named = self.objects.values_mut().chain(self.children.values_mut().flatten());
        let used = self.placed.values_mut().chain(self.uses.values_mut()).flat_map(|uses| &mut uses.objects);
        let mut stored = HashMap::new();
        for object in named.chain(used) {
            let settled = settled(object, schema);
            if !Arc::ptr_eq(&settled, object) {
                stored.insert(object.id, std::mem::replace(object, settled));
            }
        }
        stored
    }
}

/// The objects of one [`Use`].
#[derive(Debug, Clone, Default)]
pub struct Uses {
    /// Up to [`MAX_USES`] of them.
    pub objects: Vec<Arc<Object>>,
    /// Whether there are more.
    pub more: bool,
}
