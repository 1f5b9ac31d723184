//! From the client's words to numbers and keys.

use std::ops::Bound;

use super::fields::{Reader, check_followed};
use super::operand;
use super::{
    Condition, Expr, Filter, Leaf, MAX_CONDITIONS, MAX_FACETS, MAX_ORDER, Query, Question, Search, Sort, SortBy,
    SortKey, Span, Test,
};
use crate::attribute::Form;
use crate::file::Fact;
use crate::index;
use crate::object::ObjectKind;
use crate::permission::Rights;
use crate::problem::{Kind, Problem};
use crate::schema::{CatalogContent, DefinitionKind, LinkType, Schema, Spec, Tag};

impl Question {
    /// What a query asks. Types, catalogs and codes that don't exist match nothing. Errors: `Malformed` for an
    /// attribute that doesn't exist for the reader or can't be asked so, for an operand that its type can't
    /// read, and for too many orders or facets.
    pub fn of(query: &Query, schema: &Schema) -> Result<Self, Problem> {
        let reader = Reader { schema, rights: &query.rights };
        at_most(MAX_CONDITIONS, query.filter.size(), "conditions in a filter")?;
        at_most(MAX_ORDER, query.order.len(), "orders")?;
        at_most(MAX_FACETS, query.facets.len(), "facets")?;
        let search = query.search.as_deref().and_then(|text| search(text, &query.rights));
        if query.order.len() > 1 && query.order.iter().any(|sort| sort.by == SortBy::Number) {
            return Err(Problem::new(Kind::Malformed, "Expected nothing beside the number in an order."));
        }
        let mut order = query.order.iter().map(|sort| reader.sort(sort)).collect::<Result<Vec<_>, _>>()?;
        if order.is_empty() && search.is_none() {
            order = default_order(query.kind);
        }
        Ok(Self {
            kind: query.kind,
            wanted: Expr::all([reader.visible(query.kind), reader.filter(query.kind, &query.filter)?]),
            nodes: reader.nodes(),
            search,
            order,
            facets: query.facets.iter().map(|name| reader.field(name)).collect::<Result<_, _>>()?,
            start: query.start.clone(),
            limit: query.limit,
        })
    }
}

fn at_most(most: usize, came: usize, what: &str) -> Result<(), Problem> {
    if came > most {
        return Err(Problem::new(Kind::Malformed, format!("Expected at most {most} {what}; got {came}.")));
    }
    Ok(())
}

fn search(text: &str, rights: &Rights) -> Option<Search> {
    let text = text.trim();
    let hidden = rights.scope.iter().flat_map(|scope| &scope.hidden_attributes).cloned().collect();
    (!text.is_empty()).then(|| Search { text: text.to_owned(), words: index::asked_words(text), hidden })
}

fn default_order(kind: ObjectKind) -> Vec<SortKey> {
    match kind {
        ObjectKind::Document | ObjectKind::Variant | ObjectKind::Asset => vec![SortKey::Code(false)],
        ObjectKind::Classification | ObjectKind::Link => vec![SortKey::Sequence(false), SortKey::Code(false)],
    }
}

impl Reader<'_> {
    fn filter(&self, kind: ObjectKind, filter: &Filter) -> Result<Expr, Problem> {
        let each =
            |filters: &[Filter]| filters.iter().map(|filter| self.filter(kind, filter)).collect::<Result<Vec<_>, _>>();
        Ok(match filter {
            Filter::All(filters) => Expr::all(each(filters)?),
            Filter::Any(filters) => Expr::any(each(filters)?),
            Filter::Not(filter) => Expr::Not(Box::new(self.filter(kind, filter)?)),
            Filter::Is(condition) => self.condition(kind, condition)?,
            Filter::At(place, filter) => self.filter(kind, filter).map_err(|problem| problem.within(place))?,
        })
    }

    fn condition(&self, kind: ObjectKind, condition: &Condition) -> Result<Expr, Problem> {
        use ObjectKind::{Asset, Classification, Document, Link, Variant};
        let leaf = match (condition, kind) {
            (Condition::Code(Test::Exists), _) => return Ok(Expr::ALWAYS),
            (Condition::Code(test), _) => match operand::key_test(test, |code| Ok(code.to_owned()))? {
                Some(test) => Leaf::Code(test),
                None => return Ok(Expr::NEVER),
            },
            (Condition::Attribute { of, test }, _) => return self.value(of, test),
            (Condition::Completeness { of, test }, Document) => return self.completeness(of, test),
            (Condition::File { of, test }, Asset) => return about_file(*of, test),
            (Condition::Active, _) => Leaf::Active,
            (Condition::Created(span), _) => created_or_updated(Leaf::Created, *span),
            (Condition::Updated(span), _) => created_or_updated(Leaf::Updated, *span),
            (Condition::Type(codes), Document | Variant) => {
                Leaf::Type(self.numbers(DefinitionKind::DocumentType, codes))
            }
            (Condition::Set(codes), Document | Variant) => {
                return Ok(with_set(kind, self.numbers(DefinitionKind::AttributeSet, codes)));
            }
            (Condition::AnySet, Document | Variant) => {
                let sets = self.schema.all(DefinitionKind::AttributeSet);
                return Ok(with_set(kind, sets.map(|set| set.id).collect()));
            }
            (Condition::Parent(codes), Variant | Classification | Link) => {
                let parent = Expr::Is(Leaf::Parent(codes.clone()));
                return Ok(Expr::all([parent].into_iter().chain(self.parent_visible(kind))));
            }
            (Condition::ParentIs(filter), Variant | Classification) => {
                let each = kind.parents().iter().map(|parent| {
                    let matches = Expr::all([self.visible(*parent), self.filter(*parent, filter)?]);
                    Ok(Expr::Is(Leaf::ParentIs(*parent, Box::new(matches))))
                });
                return Ok(Expr::any(each.collect::<Result<Vec<_>, Problem>>()?));
            }
            (Condition::Type(codes), Link) => Leaf::Type(self.numbers(DefinitionKind::LinkType, codes)),
            (Condition::Target(codes), Link) => Leaf::Target(codes.clone()),
            (Condition::From(kinds), Link) => self.links(|own| kinds.contains(&own.origin_type)),
            (Condition::To(kinds), Link) => self.links(|own| kinds.contains(&own.target_type)),
            (Condition::LinkedTo(kinds), Document | Variant) => {
                return Ok(self.origin_of(Expr::Is(self.links(|own| kinds.contains(&own.target_type)))));
            }
            (Condition::LinkedFrom(kinds), Document | Variant | Asset) => {
                let links = Expr::Is(self.links(|own| kinds.contains(&own.origin_type)));
                Leaf::TargetOf(Box::new(Expr::all([self.visible(Link), links])))
            }
            (Condition::Classified { nodes, descendants }, Document | Asset) => {
                Leaf::Classified { nodes: nodes.clone(), descendants: *descendants }
            }
            (Condition::Within(nodes), Classification) => Leaf::Within(nodes.clone()),
            (Condition::Catalog(codes), Document | Asset) => {
                Leaf::PlacedInCatalog(self.numbers(DefinitionKind::Catalog, codes))
            }
            (Condition::Catalog(codes), Classification) => Leaf::Type(self.numbers(DefinitionKind::Catalog, codes)),
            (Condition::Content(content), Classification) => Leaf::Type(self.catalogs_of(*content)),
            (Condition::Node { workflow, nodes }, Document) => return Ok(self.standing(workflow.as_deref(), nodes)),
            (Condition::Orphan, Document | Asset) => Leaf::Orphan,
            (Condition::Tagged(codes), Document) => Leaf::Present(self.tags(codes)?),
            (Condition::Level(levels), Classification) => Leaf::Level(levels.clone()),
            _ => return Ok(Expr::NEVER),
        };
        Ok(Expr::Is(leaf))
    }

    /// What every object of that kind must be to exist for the reader.
    pub(super) fn visible(&self, kind: ObjectKind) -> Expr {
        let Some(scope) = &self.rights.scope else { return Expr::ALWAYS };
        if kind == ObjectKind::Link {
            let hidden = scope.hidden_links(self.schema);
            let by_type = (!hidden.is_empty()).then(|| Expr::Not(Box::new(Expr::Is(Leaf::Type(hidden)))));
            return Expr::all(by_type.into_iter().chain(self.parent_visible(kind)).chain(self.target_visible()));
        }
        let hidden = self.numbers(DefinitionKind::DocumentType, &scope.hidden_types);
        let has_type = matches!(kind, ObjectKind::Document | ObjectKind::Variant);
        let by_type = (has_type && !hidden.is_empty()).then(|| Expr::Not(Box::new(Expr::Is(Leaf::Type(hidden)))));
        let placed = |nodes| Expr::Is(Leaf::Classified { nodes, descendants: true });
        let by_place = self.nodes().map(|nodes| match kind {
            ObjectKind::Variant => Expr::Is(Leaf::ParentIs(ObjectKind::Document, Box::new(placed(nodes)))),
            ObjectKind::Classification => Expr::Is(Leaf::Within(nodes)),
            ObjectKind::Document | ObjectKind::Asset | ObjectKind::Link => placed(nodes),
        });
        Expr::all(by_type.into_iter().chain(by_place))
    }

    /// It is the origin of a link that exists for the reader and matches.
    pub(super) fn origin_of(&self, links: Expr) -> Expr {
        Expr::Is(Leaf::OriginOf(Box::new(Expr::all([self.visible(ObjectKind::Link), links]))))
    }

    /// Links of the types for which it holds.
    fn links(&self, is_wanted: impl Fn(&LinkType) -> bool) -> Leaf {
        let types = self.schema.all(DefinitionKind::LinkType);
        Leaf::Type(types.filter(|own| own.says().is_some_and(&is_wanted)).map(|own| own.id).collect())
    }

    /// What the parent of an object of that kind must be to exist for the reader. `None`: all do.
    fn parent_visible(&self, kind: ObjectKind) -> Option<Expr> {
        self.one_of(kind.parents(), Leaf::ParentIs)
    }

    /// The same of the target of a link.
    fn target_visible(&self) -> Option<Expr> {
        self.one_of(&LinkType::TARGETS, Leaf::TargetIs)
    }

    fn one_of(&self, kinds: &[ObjectKind], leaf: fn(ObjectKind, Box<Expr>) -> Leaf) -> Option<Expr> {
        let visible: Vec<_> = kinds.iter().map(|kind| (*kind, self.visible(*kind))).collect();
        let is_all = visible.iter().all(|(_, visible)| *visible == Expr::ALWAYS);
        (!is_all).then(|| Expr::any(visible.into_iter().map(|(kind, is)| Expr::Is(leaf(kind, Box::new(is))))))
    }

    fn nodes(&self) -> Option<Vec<String>> {
        let nodes = self.rights.scope.as_ref()?.nodes.as_ref()?;
        Some(nodes.iter().cloned().collect())
    }

    fn numbers<'a>(&self, kind: DefinitionKind, codes: impl IntoIterator<Item = &'a String>) -> Vec<i64> {
        codes.into_iter().filter_map(|code| Some(self.schema.definition(kind, code)?.id)).collect()
    }

    /// The fields of the index that tell who has these tags. Errors: one of them is being changed.
    fn tags(&self, codes: &[String]) -> Result<Vec<i64>, Problem> {
        let known = codes.iter().filter_map(|code| self.schema.definition(DefinitionKind::Tag, code));
        let seen = known.filter(|definition| definition.says::<Tag>().is_some_and(|tag| self.rights.sees_tag(tag)));
        seen.map(|definition| check_followed(self.schema, definition, "tags.id").map(|()| definition.field(0)))
            .collect()
    }

    fn catalogs_of(&self, content: CatalogContent) -> Vec<i64> {
        let catalogs = self.schema.all(DefinitionKind::Catalog);
        let wanted = |spec: &Spec| matches!(spec, Spec::Catalog(catalog) if catalog.object_type == content);
        catalogs.filter(|definition| wanted(&definition.spec)).map(|definition| definition.id).collect()
    }

    fn sort(&self, sort: &Sort) -> Result<SortKey, Problem> {
        let descending = sort.descending;
        Ok(match &sort.by {
            SortBy::Code => SortKey::Code(descending),
            SortBy::Created => SortKey::Created(descending),
            SortBy::Updated => SortKey::Updated(descending),
            SortBy::Sequence => SortKey::Sequence(descending),
            SortBy::Number => SortKey::Number(descending),
            SortBy::Attribute(name) => SortKey::Field(self.field(name)?, descending),
            SortBy::Completeness(name) => SortKey::Field(self.counted(name)?, descending),
            SortBy::File(fact) => SortKey::Field(fact.reference().ok_or_else(|| uncompared(*fact))?, descending),
        })
    }
}

fn created_or_updated(leaf: fn(Bound<i64>, Bound<i64>) -> Leaf, span: Span) -> Leaf {
    leaf(span.from.map_or(Bound::Unbounded, Bound::Included), span.to.map_or(Bound::Unbounded, Bound::Excluded))
}

/// The test of a fact about a file.
fn about_file(fact: Fact, test: &Test) -> Result<Expr, Problem> {
    let Some(field) = fact.reference() else { return Err(uncompared(fact)) };
    let told = |expected| Problem::new(Kind::Malformed, format!("{}: {expected}", fact.property().unwrap_or_default()));
    let test = operand::of_value(Form::plain(field.kind), test).map_err(told)?;
    Ok(test.map_or(Expr::NEVER, |test| Expr::Is(Leaf::Field(vec![field], test))))
}

fn uncompared(fact: Fact) -> Problem {
    Problem::new(Kind::Malformed, format!("Files can't be compared by {}.", fact.name()))
}

/// It, or the document of a variant, has one of these attribute sets.
fn with_set(kind: ObjectKind, sets: Vec<i64>) -> Expr {
    let has = Expr::Is(Leaf::Set(sets));
    if kind == ObjectKind::Document { has } else { Expr::Is(Leaf::ParentIs(ObjectKind::Document, Box::new(has))) }
}
