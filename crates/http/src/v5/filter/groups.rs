//! `filter={"or":[…]}`: filters combined at will. Ours alone, so that unknown names are refused.

use model::input::Input;
use model::object::ObjectKind;
use model::problem::Problem;
use model::query::Filter;

use super::condition;
use super::term::Term;
use crate::params::bad;

/// How deep groups may stand in each other.
const MAX_DEPTH: usize = 8;

/// What a text in JSON wants of objects of that kind. Errors: `Malformed`, with the path to what is wrong.
pub fn read(kind: ObjectKind, text: &str) -> Result<Filter, Problem> {
    let input = Input::parse(text).map_err(|error| bad("filter", &format!("JSON ({error})"), text))?;
    of(kind, &input)
}

/// The same of JSON that was read already.
pub fn of(kind: ObjectKind, input: &Input) -> Result<Filter, Problem> {
    group(kind, "filter", input, MAX_DEPTH)
}

/// All members of an object must match.
fn group(kind: ObjectKind, at: &str, input: &Input, depth: usize) -> Result<Filter, Problem> {
    let Input::Map(members) = input else { return Err(bad(at, "an object of filters", &input.describe())) };
    let Some(depth) = depth.checked_sub(1) else {
        return Err(bad(at, &format!("at most {MAX_DEPTH} groups in each other"), "one more"));
    };
    let mut all = Vec::new();
    for (name, input) in members {
        let path = format!("{at}.{name}");
        match name.as_str() {
            "and" => all.push(Filter::All(list(kind, &path, input, depth)?)),
            "or" => all.push(Filter::Any(list(kind, &path, input, depth)?)),
            "not" => all.push(Filter::Not(Box::new(group(kind, &path, input, depth)?))),
            _ => {
                for term in terms(at, name, input)? {
                    let filter = condition::of(kind, &term)?;
                    let filter = filter.ok_or_else(|| term.bad("the name of a filter, and, or, not", name))?;
                    all.push(Filter::At(term.at, Box::new(filter)));
                }
            }
        }
    }
    Ok(Filter::All(all))
}

fn list(kind: ObjectKind, at: &str, input: &Input, depth: usize) -> Result<Vec<Filter>, Problem> {
    let Input::List(items) = input else { return Err(bad(at, "a list of objects", &input.describe())) };
    items.iter().enumerate().map(|(index, item)| group(kind, &format!("{at}[{index}]"), item, depth)).collect()
}

/// `"name": value` equals; `"name": {"operator": value}` says how. A value may be a list: one of it will do.
fn terms(at: &str, name: &str, input: &Input) -> Result<Vec<Term>, Problem> {
    let empty = Term { at: format!("{at}."), name: name.to_owned(), ..Term::default() };
    let Input::Map(operators) = input else { return Ok(vec![filled(empty, input)?]) };
    let one = |(operator, input): &(String, Input)| {
        let operator = Some(operator.clone()).filter(|operator| operator != "equals");
        filled(Term { operator, ..empty.clone() }, input)
    };
    operators.iter().map(one).collect()
}

fn filled(mut term: Term, input: &Input) -> Result<Term, Problem> {
    let (values, are_items) = match input {
        Input::List(items) => (items.as_slice(), true),
        one => (std::slice::from_ref(one), false),
    };
    for value in values {
        match value {
            Input::Text(text) | Input::Number(text) if !text.contains('\0') => term.push(text, are_items),
            Input::Bool(value) => term.push(if *value { "true" } else { "false" }, are_items),
            other => return Err(term.bad("a text, a number, true, false, or a list of these", &other.describe())),
        }
    }
    Ok(term)
}
