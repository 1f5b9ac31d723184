//! Assets are linked to the products that the names of their files tell.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use model::changes::{Effect, Entity, Outcome};
use model::command::{Action, Command, Patch, PutMode, PutObject};
use model::file::{File, NamePattern};
use model::object::{Object, ObjectKind};
use model::permission::Actor;
use model::problem::Problem;
use model::query::{Heads, MAX_LIMIT, Query, Start};

use crate::dry_run::Shadow;
use crate::write::Batch;
use crate::{App, Failure};

/// What to link.
#[derive(Debug, Clone)]
pub struct AutoLink {
    /// Which assets, in which order: all pages of it.
    pub assets: Query,
    /// The pattern of the names of their files: a [`NamePattern`].
    pub pattern: String,
    /// The type of the links, by code.
    pub link_type: String,
    /// Whether nothing is written.
    pub dry_run: bool,
}

/// What became of assets.
#[derive(Debug, Default)]
pub struct AutoLinked {
    /// Those that were linked now, or whose link was moved to its position.
    pub linked: Tally,
    /// Those that were linked so already.
    pub unchanged: Tally,
    /// Those whose product isn't there.
    pub unknown: Tally,
    /// Those whose file has another name, or that have none.
    pub unmatched: Tally,
    /// Those whose link was refused.
    pub refused: Tally,
}

/// How many, and some of them.
#[derive(Debug, Default)]
pub struct Tally {
    /// How many.
    pub count: u64,
    /// The first of them.
    pub examples: Vec<Example>,
}

/// One asset.
#[derive(Debug)]
pub struct Example {
    /// Its code.
    pub asset: String,
    /// The name of its file.
    pub file_name: Option<String>,
    /// The code of the product that the name tells.
    pub product: Option<String>,
    /// The place that the name tells, or that the link has.
    pub sequence: Option<i64>,
    /// Why it isn't linked.
    pub problem: Option<Problem>,
}

/// Examples that are told of each kind.
const MOST_EXAMPLES: usize = 100;

impl Tally {
    fn add(&mut self, example: Example) {
        self.count += 1;
        if self.examples.len() < MOST_EXAMPLES {
            self.examples.push(example);
        }
    }
}

impl App {
    /// Links assets to the products that the names of their files tell, page by page; what is linked already only moves
    /// to its position. Done again, it changes nothing. Errors: some of the first ones may be linked.
    pub async fn auto_link(&self, actor: &Actor, wish: &AutoLink) -> Result<AutoLinked, Failure> {
        actor.rights.check_write()?;
        let pattern = NamePattern::for_links(&wish.pattern, &wish.link_type, &*self.schema().await?)?;
        let mut linking = Linking { wish, pattern, actor: Arc::new(actor.clone()), told: AutoLinked::default() };
        let mut shadow = if wish.dry_run { Some(Shadow::new()?) } else { None };
        let mut start = Start::After(String::new());
        loop {
            let limit = u32::try_from(self.store.bulk_chunk()).unwrap_or(MAX_LIMIT).min(MAX_LIMIT);
            let query = Query { start, limit, ..wish.assets.clone() };
            let (Heads { heads, next, .. }, schema) = self.heads(query).await?;
            let ids: Vec<_> = heads.iter().map(|head| head.id).collect();
            let found = self.objects(&actor.rights, ids.clone(), &schema).await?.sheets.into_iter();
            let mut assets: HashMap<_, _> = found.map(|sheet| (sheet.object.id, sheet.object)).collect();
            // Those that are gone by now are left out.
            let named = linking.named(ids.iter().filter_map(|id| assets.remove(id)));
            let known = self.known_products(&linking, &named).await?;
            let linked = linking.known(named, &known);
            let outcomes = self.write_links(&linking, &linked, shadow.as_mut()).await?;
            linked.into_iter().zip(outcomes).for_each(|(one, outcome)| linking.told.tell(one, outcome));
            match next {
                Some(key) => start = Start::After(key),
                None => return Ok(linking.told),
            }
        }
    }

    /// The codes of those products that exist for whoever links.
    async fn known_products(&self, linking: &Linking<'_>, named: &[Example]) -> Result<HashSet<String>, Failure> {
        let codes: BTreeSet<_> = named.iter().filter_map(|one| one.product.clone()).collect();
        if codes.is_empty() {
            return Ok(HashSet::new());
        }
        let (kind, rights) = (linking.pattern.product(), &linking.actor.rights);
        let (heads, _) = self.visible(rights, kind, codes.into_iter().collect()).await?;
        Ok(heads.into_iter().map(|head| head.code).collect())
    }

    async fn write_links(
        &self,
        linking: &Linking<'_>,
        linked: &[Example],
        shadow: Option<&mut Shadow>,
    ) -> Result<Vec<Outcome>, Failure> {
        let commands: Vec<_> = linked.iter().map(|one| linking.command(one)).collect();
        let batch = Batch { is_part: true, ..Batch::new(&linking.actor, commands) };
        match shadow {
            _ if linked.is_empty() => Ok(Vec::new()),
            Some(shadow) => self.plan_in_shadow(batch, shadow).await,
            None => self.write_chunk(batch, None).await,
        }
    }
}

/// The work under way.
struct Linking<'a> {
    wish: &'a AutoLink,
    pattern: NamePattern,
    actor: Arc<Actor>,
    told: AutoLinked,
}

impl Linking<'_> {
    /// Those of these assets whose file's name tells a product.
    fn named(&mut self, assets: impl Iterator<Item = Arc<Object>>) -> Vec<Example> {
        let mut named = Vec::new();
        for asset in assets {
            let file_name = File::of(&asset.body).map(|file| file.name);
            let read = file_name.as_deref().and_then(|name| self.pattern.read(name));
            let (product, sequence) = (read.map(|read| read.code.to_owned()), read.and_then(|read| read.position));
            let one = Example { asset: asset.code.clone(), product, sequence, file_name, problem: None };
            if one.product.is_some() { named.push(one) } else { self.told.unmatched.add(one) }
        }
        named
    }

    /// Those of them whose product is there.
    fn known(&mut self, named: Vec<Example>, known: &HashSet<String>) -> Vec<Example> {
        let is_known = |one: &Example| one.product.as_ref().is_some_and(|product| known.contains(product));
        let (known, unknown): (Vec<_>, Vec<_>) = named.into_iter().partition(is_known);
        for one in unknown {
            self.told.unknown.add(one);
        }
        known
    }

    /// The link of one. What is at its position stays there: else files of one position would take turns at it.
    fn command(&self, one: &Example) -> Command {
        let given = |code: &Option<String>| code.clone().map_or(Patch::Absent, Patch::Value);
        Command {
            action: Action::PutObject(PutObject {
                link_type: Patch::Value(self.wish.link_type.clone()),
                parent: given(&one.product),
                target: Patch::Value(one.asset.clone()),
                sequence: one.sequence.map_or(Patch::Absent, Patch::Value),
                makes_room: false,
                ..PutObject::new(ObjectKind::Link, "", PutMode::Upsert)
            }),
            expect: None,
        }
    }
}

impl AutoLinked {
    fn tell(&mut self, mut one: Example, outcome: Outcome) {
        match outcome {
            Ok(done) => {
                if let Entity::Object(link) = &done.entity {
                    one.sequence = Some(link.sequence);
                }
                let tally = if done.effect == Effect::Unchanged { &mut self.unchanged } else { &mut self.linked };
                tally.add(one);
            }
            Err(problem) => self.refused.add(Example { problem: Some(problem), ..one }),
        }
    }
}
