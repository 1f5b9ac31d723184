//! One filter as written.

use std::collections::BTreeMap;

use model::problem::Problem;

use crate::params::{Params, bad};

/// `name[operator]` with all that is given for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Term {
    /// Where it stands, for messages; "" in a query string itself.
    pub at: String,
    /// What is tested.
    pub name: String,
    /// How; none: it equals.
    pub operator: Option<String>,
    /// With what: one of these will do.
    pub values: Vec<String>,
}

impl Term {
    /// All of a query string that may be filters: the repeats of one are one.
    pub fn all(params: &Params) -> Vec<Self> {
        let mut terms: BTreeMap<(&str, Option<&str>), Self> = BTreeMap::new();
        for (key, value) in params.pairs() {
            let (name, operator, is_item) = parts(key);
            let term = terms.entry((name, operator)).or_insert_with(|| Self {
                name: name.to_owned(),
                operator: operator.map(str::to_owned),
                ..Self::default()
            });
            term.push(value, is_item);
        }
        terms.into_values().collect()
    }

    /// Adds a value; one that is no item of a list may be a list itself, with commas.
    pub fn push(&mut self, value: &str, is_item: bool) {
        if !is_item && matches!(self.operator.as_deref(), Some("in" | "notIn")) {
            self.values.extend(value.split(',').map(str::to_owned));
        } else {
            self.values.push(value.to_owned());
        }
    }

    /// The same as asked of a part of what this one is asked of.
    pub fn within(&self, prefix: &str) -> Option<Self> {
        let name = self.name.strip_prefix(prefix)?;
        Some(Self { at: format!("{}{prefix}", self.at), name: name.to_owned(), ..self.clone() })
    }

    /// The values of one that takes no operator. Errors: it has one.
    pub fn plain(&self) -> Result<&[String], Problem> {
        match &self.operator {
            None => Ok(&self.values),
            Some(operator) => Err(self.bad("no operator", operator)),
        }
    }

    /// The values as switches.
    pub fn switches(&self) -> Result<Vec<bool>, Problem> {
        let switch = |value: &String| match value.as_str() {
            "1" | "true" => Ok(true),
            "0" | "false" => Ok(false),
            other => Err(self.bad("true, false, 1 or 0", other)),
        };
        self.values.iter().map(switch).collect()
    }

    /// It can't be understood.
    pub fn bad(&self, expected: &str, got: &str) -> Problem {
        bad(&self.written(), expected, got)
    }

    /// Its name with its operator.
    pub fn written(&self) -> String {
        let operator = self.operator.iter().fold(String::new(), |text, operator| format!("{text}[{operator}]"));
        format!("{}{}{operator}", self.at, self.name)
    }
}

/// Where the name ends: before its last bracket, but that of `completeness` has an indicator and a locale.
fn name_end(key: &str) -> usize {
    let path = key.rfind("].").map_or(0, |end| end + 2);
    let first = key[path..].find('[').map_or(key.len(), |at| path + at);
    let name = &key[..first];
    let second =
        key.match_indices(']').nth(1).filter(|_| name.strip_prefix("document.").unwrap_or(name) == "completeness");
    second.map_or(first, |(at, _)| at + 1)
}

/// Name, operator, and whether it is an item of a list: of `a[b].c[gt][]` they are `a[b].c`, `gt` and yes.
fn parts(key: &str) -> (&str, Option<&str>, bool) {
    let (name, brackets) = key.split_at(name_end(key));
    let Some(brackets) = brackets.strip_prefix('[').and_then(|brackets| brackets.strip_suffix(']')) else {
        return (key, None, false);
    };
    let is_index = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let (operator, is_item) = match brackets.rsplit_once("][") {
        Some((operator, index)) if is_index(index) => (operator, true),
        None if is_index(brackets) => ("", true),
        _ => (brackets, false),
    };
    (name, Some(operator).filter(|operator| !matches!(*operator, "" | "equals")), is_item)
}
