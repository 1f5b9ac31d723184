//! Writes by chance to the shop: some are refused, and that is as good.

use app::{App, Failure, Mode, Options};
use model::command::{Command, Patch, Standing};
use model::object::ObjectKind::{Classification, Document, Variant};

use super::shop::{self, LISTS, NODES, RULES, SETS, TAGS};
use super::writes::{
    actor, amend_attribute, attribute_set, delete, delete_attribute_set, delete_option, delete_workflow, document_type,
    indicator, locale, object, option, tag, values, without_node, workflow,
};
use crate::failure::chance::Chance;

/// So many documents come and go.
const DOCUMENTS: u64 = 30;

/// Does one thing, and tells what.
pub async fn make(app: &App, chance: &mut Chance) -> Result<String, Failure> {
    let commands: Vec<Command> = match chance.below(20) {
        0 => (0..20).map(|_| put_document(chance)).collect(),
        1 => vec![definition(chance)],
        _ => (0..=chance.below(3)).map(|_| one(chance)).collect(),
    };
    let told = format!("{commands:?}");
    if chance.below(5) == 0 {
        app.bulk(&actor(), commands.into_iter().map(Ok), |_| Ok(())).await?;
    } else {
        app.write(&actor(), commands, Options::of(Mode::EachAlone)).await?;
    }
    Ok(told)
}

/// A change of an object.
pub fn one(chance: &mut Chance) -> Command {
    match chance.below(12) {
        0..5 => put_document(chance),
        5 | 6 => object(Variant, &variant(chance), |put| {
            put.parent = Patch::Value(document(chance));
            put.values = values(&shop::variant_values(chance));
            put.active = Patch::Value(chance.below(3) > 0);
            put.sequence = Patch::Value(i64::try_from(chance.below(4)).unwrap());
        }),
        7 => delete(Document, &document(chance)),
        8 => delete(Variant, &variant(chance)),
        9 => object(Classification, &node(chance), |put| {
            put.parent = Patch::Value(if chance.below(2) == 0 { "root".into() } else { node(chance) });
            put.sequence = Patch::Value(i64::try_from(chance.below(4)).unwrap());
            put.values = values(&shop::node_values(chance));
        }),
        10 if chance.below(3) == 0 => delete(Classification, &node(chance)),
        _ => object(Document, &document(chance), |put| {
            put.classifications = Patch::Value((0..chance.below(4)).map(|_| node(chance)).collect());
        }),
    }
}

fn put_document(chance: &mut Chance) -> Command {
    let code = document(chance);
    let is_lamp = code.starts_with('L');
    object(Document, &code, |put| {
        put.document_type = Patch::Value(if is_lamp { "lamp" } else { "chair" }.into());
        put.values = values(&if is_lamp { shop::lamp_values(chance) } else { shop::chair_values(chance) });
        if is_lamp && chance.below(2) == 0 {
            put.attribute_set = if chance.below(4) == 0 { Patch::Null } else { Patch::Value(set(chance)) };
        }
        if chance.below(3) == 0 {
            let of_type = if is_lamp { &TAGS[..2] } else { &TAGS[2..] };
            let tags = of_type.iter().filter(|_| chance.below(2) == 0).map(|code| (*code).to_owned());
            put.tags = Patch::Value(tags.collect());
        }
        if chance.below(3) == 0 {
            put.workflows = Patch::Value(vec![standing(chance, is_lamp)]);
        }
        if chance.below(3) == 0 {
            put.classifications = Patch::Value((0..chance.below(3)).map(|_| node(chance)).collect());
            put.active = Patch::Value(chance.below(4) > 0);
        }
    })
}

/// A node of one of the workflows, if it is there just now.
fn standing(chance: &mut Chance, is_lamp: bool) -> Standing {
    let (workflow, _, nodes) = if is_lamp { shop::WORKFLOWS[below(chance, 2)] } else { shop::WORKFLOWS[2] };
    Standing { workflow: workflow.into(), node: nodes[below(chance, 3)].into() }
}

fn below(chance: &mut Chance, limit: u64) -> usize {
    usize::try_from(chance.below(limit)).unwrap()
}

/// A change of what objects are found by.
fn definition(chance: &mut Chance) -> Command {
    let yes = Patch::Value(chance.below(3) > 0);
    let (list, codes) = &LISTS[usize::try_from(chance.below(2)).unwrap()];
    let code = codes[usize::try_from(chance.below(4)).unwrap()];
    let (way, owner, nodes) = shop::WORKFLOWS[below(chance, 3)];
    match chance.below(17) {
        0 => amend_attribute("price", |fields| fields.is_filterable = yes),
        1 => amend_attribute("name", |fields| fields.is_filterable = yes),
        2 => amend_attribute("story", |fields| fields.is_searchable = yes),
        3 => amend_attribute("secret", |fields| {
            fields.is_filterable = yes.clone();
            fields.is_searchable = yes;
        }),
        4 => document_type("lamp", Some(if chance.below(2) == 0 { "name" } else { "secret" })),
        5 => locale(if chance.below(2) == 0 { "de_DE" } else { "es_ES" }),
        6 => delete_option(list, code),
        7 => without_node(way, nodes[below(chance, 3)]),
        8 => delete_workflow(way),
        9 => workflow(way, owner, &nodes),
        10 => delete_attribute_set(&set(chance)),
        11 => attribute_set(&set(chance), "lamp", &["price"]),
        12 => indicator("web", "lamp", &shop::counted(chance)),
        13 => indicator("app", "lamp", &shop::counted(chance)),
        14 | 15 => ruled(chance),
        _ => option(list, code),
    }
}

/// Other rules for a tag, one or two.
fn ruled(chance: &mut Chance) -> Command {
    let mut at = || usize::try_from(chance.below(RULES.len() as u64)).unwrap();
    let (code, first, second) = (format!("ruled{}", at()), at(), at());
    let mut rules = vec![shop::rule(first, chance.below(2) == 0)];
    if chance.below(3) == 0 {
        rules.push(shop::rule(second, false));
    }
    tag(&code, "lamp", &rules.into())
}

fn document(chance: &mut Chance) -> String {
    let n = chance.below(DOCUMENTS);
    match n % 3 {
        0 => format!("C{n:02}"),
        1 => format!("L{n}"),
        _ => format!("L-é {n}"),
    }
}

fn variant(chance: &mut Chance) -> String {
    format!("v{}", chance.below(20))
}

fn set(chance: &mut Chance) -> String {
    SETS[usize::try_from(chance.below(SETS.len() as u64)).unwrap()].to_owned()
}

fn node(chance: &mut Chance) -> String {
    NODES[usize::try_from(chance.below(NODES.len() as u64)).unwrap()].to_owned()
}

/// Enough of them to ask about.
pub async fn furnish(app: &App, chance: &mut Chance, steps: usize) {
    shop::open(app).await;
    for _ in 0..steps {
        make(app, chance).await.unwrap();
    }
}
