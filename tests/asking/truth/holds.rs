//! Whether a condition holds.

use model::attribute::{AttributeType, Form};
use model::object::{Object, ObjectKind};
use model::query::{AttributeName, Condition, Filter, Span, Test};
use model::schema::{DefinitionKind, LinkType, Rule, Spec, Tag, Workflow};
use model::value::{Stored, Value};

use super::own::{Own, compares, is_text};
use super::{Thing, Truth};

impl Truth {
    /// Whether it can be asked of objects of that kind.
    pub fn is_askable(&self, kind: ObjectKind, filter: &Filter) -> bool {
        match filter {
            Filter::All(filters) | Filter::Any(filters) => filters.iter().all(|filter| self.is_askable(kind, filter)),
            Filter::Not(filter) | Filter::At(_, filter) => self.is_askable(kind, filter),
            Filter::Is(Condition::ParentIs(filter)) => match kind {
                ObjectKind::Document | ObjectKind::Asset | ObjectKind::Link => true,
                ObjectKind::Variant => self.is_askable(ObjectKind::Document, filter),
                ObjectKind::Classification => self.is_askable(kind, filter),
            },
            Filter::Is(Condition::Attribute { of, test }) => self.is_good(of, test),
            Filter::Is(Condition::Completeness { of, test }) => {
                kind != ObjectKind::Document || (self.is_counted(of) && Self::is_percent(test))
            }
            Filter::Is(_) => true,
        }
    }

    fn is_good(&self, of: &AttributeName, asked: &Test) -> bool {
        let Some(attribute) = self.attribute(of) else { return false };
        let (kind, is_list) = (attribute.kind, attribute.kind.is_list());
        let can_be_read = |text: &String| Own::operand(Form::of(attribute, &self.schema), text).is_some();
        match asked {
            Test::Exists => true,
            _ if !attribute.is_filterable || !compares(attribute) => false,
            Test::Equals(texts) => texts.iter().all(can_be_read),
            Test::Contains(_) | Test::StartsWith(_) | Test::EndsWith(_) => is_text(kind) || is_list,
            _ if is_list || kind == AttributeType::Boolean || kind.target().is_some() => false,
            Test::Greater(text, _) | Test::Less(text, _) => can_be_read(text),
            Test::Between(from, to) => can_be_read(from) && can_be_read(to),
        }
    }

    /// Whether a filter that can be asked holds.
    pub fn holds(&self, filter: &Filter, thing: &Thing) -> bool {
        match filter {
            Filter::All(filters) => filters.iter().all(|filter| self.holds(filter, thing)),
            Filter::Any(filters) => filters.iter().any(|filter| self.holds(filter, thing)),
            Filter::Not(filter) => !self.holds(filter, thing),
            Filter::At(_, filter) => self.holds(filter, thing),
            Filter::Is(condition) => self.is(condition, thing),
        }
    }

    fn is(&self, condition: &Condition, thing: &Thing) -> bool {
        let object = &thing.object;
        let is_a = |kind: ObjectKind| object.kind == kind;
        let type_code = self.schema.code_of(object.type_id);
        match condition {
            Condition::Code(test) => passes(test, &Own::Text(object.code.clone()), |text| Own::Text(text.to_owned())),
            Condition::Type(codes) => {
                !is_a(ObjectKind::Classification) && !is_a(ObjectKind::Asset) && has(codes, type_code)
            }
            Condition::Set(codes) => self.set(thing).is_some_and(|set| has(codes, set)),
            Condition::AnySet => self.set(thing).is_some(),
            Condition::Parent(codes) => object.parent.as_ref().is_some_and(|parent| has(codes, &parent.code)),
            Condition::Target(codes) => object.target.as_ref().is_some_and(|target| has(codes, &target.code)),
            Condition::From(kinds) => self.link_type(thing).is_some_and(|own| kinds.contains(&own.origin_type)),
            Condition::To(kinds) => self.link_type(thing).is_some_and(|own| kinds.contains(&own.target_type)),
            Condition::LinkedTo(kinds) => self.links().any(|(own, link)| {
                kinds.contains(&own.target_type) && link.parent.as_ref().is_some_and(|end| end.id == object.id)
            }),
            Condition::LinkedFrom(kinds) => self.links().any(|(own, link)| {
                kinds.contains(&own.origin_type) && link.target.as_ref().is_some_and(|end| end.id == object.id)
            }),
            Condition::ParentIs(_) if is_a(ObjectKind::Link) => false,
            Condition::ParentIs(filter) => self.parent(thing).is_some_and(|parent| self.holds(filter, parent)),
            Condition::Classified { nodes, descendants: false } => self.nodes(thing).any(|node| is_one(nodes, node)),
            Condition::Classified { nodes, descendants: true } => {
                self.nodes(thing).any(|node| self.lies_in(nodes, node))
            }
            Condition::Within(nodes) => is_a(ObjectKind::Classification) && self.lies_in(nodes, thing),
            Condition::Catalog(codes) if is_a(ObjectKind::Classification) => has(codes, type_code),
            Condition::Catalog(codes) => {
                self.nodes(thing).any(|node| has(codes, self.schema.code_of(node.object.type_id)))
            }
            Condition::Orphan => {
                (is_a(ObjectKind::Document) || is_a(ObjectKind::Asset)) && object.placements.is_empty()
            }
            Condition::Tagged(codes) => {
                is_a(ObjectKind::Document) && codes.iter().any(|code| self.has_tag(code, thing))
            }
            Condition::Node { workflow, nodes } => {
                is_a(ObjectKind::Document)
                    && self
                        .standings(thing)
                        .any(|(code, node)| has(nodes, node) && workflow.as_ref().is_none_or(|wanted| wanted == code))
            }
            Condition::Active => object.active,
            Condition::Level(levels) => {
                is_a(ObjectKind::Classification)
                    && u32::try_from(self.above(thing).count()).is_ok_and(|level| levels.contains(&level))
            }
            Condition::Content(content) => {
                is_a(ObjectKind::Classification)
                    && match self.schema.by_id(object.type_id).map(|definition| &definition.spec) {
                        Some(Spec::Catalog(catalog)) => catalog.object_type == *content,
                        _ => false,
                    }
            }
            Condition::Created(span) => spans(*span, object.created.at),
            Condition::Updated(span) => spans(*span, object.updated.at),
            Condition::Attribute { of, test } => self.has_value(of, test, thing),
            Condition::File { .. } => unreachable!("files are asked for in tests of their own"),
            Condition::Completeness { of, test } => {
                let whole = |text: &str| Own::Moment(text.parse().expect("a whole number"));
                self.percent(of, thing).is_some_and(|value| passes(test, &Own::Moment(value), whole))
            }
        }
    }

    fn has_tag(&self, code: &str, thing: &Thing) -> bool {
        let Some((_, tag)) = self.schema.get::<Tag>(code) else { return false };
        if tag.rules.is_empty() {
            let written = thing.object.body.0.get("#tags");
            return matches!(written, Some(Stored::Plain(Value::Codes(codes))) if has(codes, code));
        }
        let is_of_type = self.schema.code_of(thing.object.type_id) == tag.document_type;
        is_of_type && tag.rules.iter().all(|rule| self.obeys(rule, thing))
    }

    fn obeys(&self, rule: &Rule, thing: &Thing) -> bool {
        let of = AttributeName { code: rule.attribute.clone(), part: rule.locale.clone() };
        let (test, of_a_value) = rule.test().expect("a rule that was checked");
        self.schema.attribute(&rule.attribute).is_some() && self.has_value(&of, &test, thing) == of_a_value
    }

    /// Where a document stands: at the first node of each workflow of its type, unless its body says otherwise.
    fn standings<'a>(&'a self, thing: &'a Thing) -> impl Iterator<Item = (&'a str, &'a str)> {
        let told = match thing.object.body.0.get("#nodes") {
            Some(Stored::Plain(Value::Codes(codes))) => codes.as_slice(),
            _ => &[],
        };
        let all = self.schema.all(DefinitionKind::Workflow).filter_map(|own| Some((own.code.as_str(), own.says()?)));
        let of_type = self.schema.code_of(thing.object.type_id);
        let own = all.filter(move |(_, workflow): &(_, &Workflow)| workflow.document_type == of_type);
        own.map(move |(code, workflow)| {
            let node = told.iter().find_map(|told| told.strip_prefix(code)?.strip_prefix('='));
            (code, node.unwrap_or(&workflow.nodes[0].code))
        })
    }

    /// The attribute set of a document or of a variant's.
    fn set(&self, thing: &Thing) -> Option<&str> {
        let owner = if thing.object.kind == ObjectKind::Variant { self.parent(thing)? } else { thing };
        Some(self.schema.code_of(owner.object.set?))
    }

    fn link_type(&self, thing: &Thing) -> Option<&LinkType> {
        self.schema.by_id(thing.object.type_id)?.says()
    }

    fn links(&self) -> impl Iterator<Item = (&LinkType, &Object)> {
        self.of_kind(ObjectKind::Link).filter_map(|link| Some((self.link_type(link)?, &link.object)))
    }

    fn has_value(&self, of: &AttributeName, test: &Test, thing: &Thing) -> bool {
        let form = Form::of(self.schema.attribute(&of.code).expect("an attribute"), &self.schema);
        let here = |name: &AttributeName| name.code == of.code && (of.part.is_none() || name.part == of.part);
        let operand = |text: &str| Own::operand(form, text).expect("a good operand");
        thing.values.iter().any(|(name, own)| here(name) && passes(test, own, operand))
    }

    fn parent(&self, thing: &Thing) -> Option<&Thing> {
        self.things.get(&thing.object.parent.as_ref()?.id)
    }

    /// From the parent up to the root.
    pub fn above<'a>(&'a self, thing: &'a Thing) -> impl Iterator<Item = &'a Thing> {
        std::iter::successors(self.parent(thing), |node| self.parent(node))
    }

    /// Whether a classification is one of these or stands below.
    fn lies_in(&self, codes: &[String], node: &Thing) -> bool {
        is_one(codes, node) || self.above(node).any(|node| is_one(codes, node))
    }

    /// The classifications of a document.
    fn nodes<'a>(&'a self, thing: &'a Thing) -> impl Iterator<Item = &'a Thing> {
        thing.object.placements.iter().filter_map(|node| self.things.get(&node.id))
    }
}

fn has(codes: &[String], code: &str) -> bool {
    codes.iter().any(|one| one == code)
}

fn is_one(codes: &[String], thing: &Thing) -> bool {
    has(codes, &thing.object.code)
}

fn spans(span: Span, at: i64) -> bool {
    span.from.is_none_or(|from| from <= at) && span.to.is_none_or(|to| at < to)
}

fn passes(asked: &Test, value: &Own, operand: impl Fn(&str) -> Own) -> bool {
    match asked {
        Test::Equals(texts) => texts.iter().any(|text| *value == operand(text)),
        Test::Contains(text) => value.text().contains(operand(text).text()),
        Test::StartsWith(text) => value.text().starts_with(operand(text).text()),
        Test::EndsWith(text) => value.text().ends_with(operand(text).text()),
        Test::Greater(text, true) => *value >= operand(text),
        Test::Greater(text, false) => *value > operand(text),
        Test::Less(text, true) => *value <= operand(text),
        Test::Less(text, false) => *value < operand(text),
        Test::Between(from, to) => operand(from) <= *value && *value <= operand(to),
        Test::Exists => true,
    }
}
