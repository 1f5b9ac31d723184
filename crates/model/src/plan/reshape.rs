//! How objects follow a change of definitions: along with it, or one after the other by a job.

use std::sync::Arc;

use super::delete::touched;
use super::overlay::{Overlay, Users};
use super::stage::Shift;
use super::step::Step;
use crate::loaded::Use;
use crate::object::Object;
use crate::problem::Problem;
use crate::reshape::{Effect, Progress, Reshape, Scope, object_after, settled};
use crate::schema::{Definition, State};
use crate::tags::changed_by;

/// How objects follow a change.
pub(super) enum Following {
    /// Along with it.
    Now(Vec<Shift<Object>>),
    /// By a job, for they are too many.
    Later {
        reshape: Box<Reshape>,
        /// The numbers by which the index knows definitions from now on, where they are others.
        indexes: Vec<(i64, i64)>,
    },
}

/// What is to become of objects, and of which.
pub(super) struct Wanted<'a> {
    /// The definitions that change or go.
    pub definitions: &'a [&'a Arc<Definition>],
    pub effect: Effect,
    pub scope: Scope,
    /// Whether the words by which they are found differ.
    pub words: bool,
    /// Whether the index holds other rows of the definitions; of one that goes it holds none.
    pub reindexes: bool,
    /// How many new numbers the command takes for things: those for the change come after them.
    pub made: i64,
}

/// What of the index is derived anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Derived {
    /// The words by which objects are found.
    Words,
    /// The rows under a definition.
    Rows,
}

/// Lets the users of something follow.
pub(super) fn following(view: &Overlay<'_>, users: &Users, wanted: Wanted<'_>) -> Result<Following, Problem> {
    if users.more {
        return later(view, wanted);
    }
    let shift = |object: &Arc<Object>| match object_after(object, &wanted.effect, &view.schema) {
        None => Shift::changed(object, Arc::clone(object)),
        Some(after) => Shift::changed(object, Arc::new(touched(view, &after))),
    };
    Ok(Following::Now(users.objects.iter().map(shift).collect()))
}

/// Lets a job make objects follow. Their tags change with their values.
pub(super) fn later(view: &Overlay<'_>, wanted: Wanted<'_>) -> Result<Following, Problem> {
    let Wanted { definitions, effect, scope, words, reindexes, made } = wanted;
    let tags = changed_by(&view.schema, &effect);
    tags.iter().try_for_each(|tag| check_active(tag))?;
    let goes = matches!(effect, Effect::Attribute(_) | Effect::Tag(_) | Effect::Workflow(_) | Effect::Deletion);
    let own = if reindexes || goes { definitions } else { &[] };
    let retired = own.iter().chain(&tags).map(|definition| definition.index).collect();
    let own = if reindexes { definitions } else { &[] };
    let indexes = (made + 1..).zip(own.iter().chain(&tags));
    let indexes = indexes.map(|(n, definition)| view.new_id(n).map(|index| (definition.id, index)));
    let reshape = Box::new(Reshape {
        id: view.new_id(made)?,
        definitions: definitions.iter().chain(&tags).map(|definition| definition.id).collect(),
        effect,
        scope,
        words,
        retired,
        by: view.actor.name.clone(),
        progress: Progress::default(),
    });
    Ok(Following::Later { reshape, indexes: indexes.collect::<Result<_, Problem>>()? })
}

/// All objects of document types, or of other definitions that objects follow. [`Use::Type`] must be loaded.
pub(super) fn users_of_types(view: &Overlay<'_>, types: &[i64]) -> Users {
    let of_type = |id: &i64| view.users(&Use::Type(*id), |object| object.type_id == *id);
    types.iter().map(of_type).fold(Users::default(), Users::with)
}

/// Derives anew what the index holds of all objects of document types, or of other definitions that objects follow:
/// their words, or their rows under these definitions. [`Use::Type`] must be loaded, and numbers drawn for the change
/// and for the definitions in the index. `made`: new numbers that the command takes for things.
pub(super) fn rederived(
    view: &Overlay<'_>,
    types: &[i64],
    definitions: &[&Arc<Definition>],
    derived: Derived,
    made: i64,
) -> Result<Following, Problem> {
    definitions.iter().try_for_each(|definition| check_active(definition))?;
    let users = users_of_types(view, types);
    let (effect, scope) = (Effect::Nothing, Scope::Types(types.to_vec()));
    let (words, reindexes) = (derived == Derived::Words, derived == Derived::Rows);
    following(view, &users, Wanted { definitions, effect, scope, words, reindexes, made })
}

/// Refuses to touch a definition that objects are only about to follow.
pub(super) fn check_active(definition: &Definition) -> Result<(), Problem> {
    if definition.state == State::Active {
        return Ok(());
    }
    let (kind, code) = (definition.spec.kind().words(), &definition.code);
    Err(Problem::unavailable(format!("The {kind} \"{code}\" is still being changed. Try again when that is done.")))
}

/// Plans a step of the job: the objects that were loaded by number follow.
pub(super) fn follow(view: &Overlay<'_>, reshape: i64) -> Result<Step, Problem> {
    let reshape = view.schema.reshape(reshape).ok_or_else(|| Problem::not_found("change", &reshape.to_string()))?;
    let mut step = Step::unchanged(first(view, reshape)?);
    step.objects = view
        .loaded
        .numbered
        .iter()
        .map(|stored| {
            let after = settled(stored, &view.schema);
            if Arc::ptr_eq(&after, stored) {
                return Shift::changed(stored, after);
            }
            Shift::changed(stored, Arc::new(touched(view, &after)))
        })
        .collect();
    step.follows = Some(Arc::clone(reshape));
    Ok(step)
}

/// Plans the last step: definitions that were to go are gone, the others are as any.
pub(super) fn end(view: &Overlay<'_>, id: i64) -> Result<Step, Problem> {
    let reshape = view.schema.reshape(id).ok_or_else(|| Problem::not_found("change", &id.to_string()))?;
    let mut step = Step::unchanged(first(view, reshape)?);
    let is_last = |definition: &Definition| {
        view.schema.reshapes().all(|other| other.id == id || !other.definitions.contains(&definition.id))
    };
    for definition in reshape.definitions.iter().filter_map(|id| view.schema.by_id(*id)) {
        match definition.state {
            State::Deleting => step.definitions.push(Shift::gone(definition)),
            State::Changing if is_last(definition) => {
                let rev = view.definitions.next_rev(definition);
                let after = Definition { state: State::Active, rev, ..Definition::clone(definition) };
                step.definitions.push(Shift::changed(definition, Arc::new(after)));
            }
            State::Changing | State::Active => {}
        }
    }
    step.ends = Some(id);
    step.relabels = true;
    Ok(step)
}

fn first<'a>(view: &'a Overlay<'_>, reshape: &Reshape) -> Result<&'a Arc<Definition>, Problem> {
    let first = reshape.definitions.first().and_then(|id| view.schema.by_id(*id));
    first.ok_or_else(|| Problem::not_found("definition of change", &reshape.id.to_string()))
}
