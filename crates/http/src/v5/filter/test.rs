//! Operators on values and ids.

use model::problem::Problem;
use model::query::{Condition, Filter, Test};

use super::term::Term;

/// All operators.
pub const OPERATORS: [&str; 13] = [
    "equals",
    "notEquals",
    "in",
    "notIn",
    "contains",
    "startsWith",
    "endsWith",
    "gt",
    "gte",
    "lt",
    "lte",
    "between",
    "exists",
];

/// What a filter's operator and values say of what `condition` tests. What is negated must hold of
/// no value that is given. Errors: there is no such operator, or it can't read its value.
pub fn of(term: &Term, condition: impl Fn(Test) -> Condition) -> Result<Filter, Problem> {
    let is = |test| Filter::Is(condition(test));
    let any =
        |test: fn(String) -> Test| Filter::Any(term.values.iter().cloned().map(|value| is(test(value))).collect());
    Ok(match term.operator.as_deref().unwrap_or("equals") {
        "equals" | "in" => is(Test::Equals(term.values.clone())),
        "notEquals" | "notIn" => Filter::Not(Box::new(is(Test::Equals(term.values.clone())))),
        "contains" => any(Test::Contains),
        "startsWith" => any(Test::StartsWith),
        "endsWith" => any(Test::EndsWith),
        "gt" => any(|value| Test::Greater(value, false)),
        "gte" => any(|value| Test::Greater(value, true)),
        "lt" => any(|value| Test::Less(value, false)),
        "lte" => any(|value| Test::Less(value, true)),
        "between" => {
            let ranges = term.values.iter().map(|value| between(term, value).map(&is)).collect::<Result<_, _>>()?;
            Filter::Any(ranges)
        }
        "exists" => either(term, &is(Test::Exists))?,
        other => return Err(term.bad(&OPERATORS.join(", "), other)),
    })
}

/// It holds, or doesn't, as the filter's switches say. Errors: they are none.
pub fn either(term: &Term, holds: &Filter) -> Result<Filter, Problem> {
    let one = |on| if on { holds.clone() } else { Filter::Not(Box::new(holds.clone())) };
    Ok(Filter::Any(term.switches()?.into_iter().map(one).collect()))
}

fn between(term: &Term, value: &str) -> Result<Test, Problem> {
    let (from, to) = value.split_once("..").ok_or_else(|| term.bad("a range such as 10..20", value))?;
    Ok(Test::Between(from.to_owned(), to.to_owned()))
}
