//! What a line says of values and classifications, and what of that has to be looked up first.

use super::LinePlan;
use super::column::{Column, Kept, Slot};
use super::row::{Problems, Row};
use crate::attribute::AttributeType;
use crate::command::{Patch, ValueInput};
use crate::flow::cell::{self, Writing};
use crate::flow::known::{Found, Known, Needed, names};
use crate::flow::{Property, Target};
use crate::input::Input;
use crate::object::ObjectKind;

impl<'a> Row<'a> {
    /// The classifications, by their codes.
    pub fn classifications(self, known: &Known, problems: &mut Problems) -> Patch<Vec<String>> {
        let Patch::Value(texts) = self.texts(Property::Classifications) else { return Patch::Absent };
        let find = |text: &String| known.find_classification(text, self.plan.matches_labels);
        Patch::Value(self.codes(&texts, find, self.column(Property::Classifications), problems))
    }

    fn codes<'k>(
        self,
        texts: &[String],
        find: impl Fn(&String) -> Found<'k>,
        column: Option<&Column>,
        problems: &mut Problems,
    ) -> Vec<String> {
        let mut code = |text: &String| match find(text) {
            Found::One(code) => code.to_owned(),
            Found::Nothing => text.clone(),
            Found::Several(one, other) => {
                let message = format!("\"{}\" is the label of both \"{one}\" and \"{other}\".", text.escape_debug());
                problems.extend(column.map(|column| self.problem(column, ("ambiguous_label", message))));
                text.clone()
            }
        };
        texts.iter().map(&mut code).collect()
    }

    /// The values of all attributes that the line says something of.
    pub fn values(self, known: &Known, problems: &mut Problems) -> Vec<(String, ValueInput)> {
        let mut values = Vec::with_capacity(self.plan.attributes.len());
        for kept in &self.plan.attributes {
            let mut by_locale = Vec::new();
            for slot in &kept.slots {
                let Some(input) = self.slot(kept, slot, known, problems) else { continue };
                match &slot.locale {
                    Some(locale) => by_locale.push((locale.clone(), input)),
                    None => values.push((kept.code.clone(), ValueInput::Whole(input))),
                }
            }
            if !by_locale.is_empty() {
                values.push((kept.code.clone(), ValueInput::Whole(Input::Map(by_locale))));
            }
        }
        values
    }

    /// What the columns of one value say; `None`: nothing, which leaves it as it is.
    fn slot(self, kept: &Kept, slot: &Slot, known: &Known, problems: &mut Problems) -> Option<Input> {
        if !slot.amounts.is_empty() {
            return self.amounts(slot, problems);
        }
        let column = &self.plan.columns[slot.whole?];
        let text = column.text(self.cells);
        if text.is_empty() {
            return self.erases().then_some(Input::Null);
        }
        let unit = slot.unit.map(|at| self.plan.columns[at].text(self.cells).trim().to_owned());
        let unit = unit.filter(|unit| !unit.is_empty()).or_else(|| column.unit.clone());
        let read = cell::read(&text, kept.kind(), &self.writing(kept, unit.as_deref()));
        match read {
            Ok(input) if kept.kind().is_list() => Some(self.listed(kept, &input, known, column, problems)),
            Ok(input) => Some(input),
            Err(refused) => {
                problems.push(self.problem(column, refused));
                None
            }
        }
    }

    fn amounts(self, slot: &Slot, problems: &mut Problems) -> Option<Input> {
        let mut amounts = Vec::new();
        for (currency, at) in &slot.amounts {
            let column = &self.plan.columns[*at];
            let text = column.text(self.cells);
            if text.is_empty() && !self.erases() {
                continue;
            }
            match cell::read_amount(&text, currency, &self.plan.notation) {
                Ok(amount) => amounts.push(amount),
                Err(refused) => problems.push(self.problem(column, refused)),
            }
        }
        (!amounts.is_empty()).then_some(Input::Map(amounts))
    }

    /// The codes of what is chosen from a list.
    fn listed(self, kept: &Kept, input: &Input, known: &Known, column: &Column, problems: &mut Problems) -> Input {
        let find = |text: &String| known.find_value(&kept.code, text, self.plan.matches_labels);
        let codes = self.codes(&texts(input), find, Some(column), problems);
        let mut codes = codes.into_iter().map(Input::Text);
        match kept.kind() {
            AttributeType::Select => codes.next().unwrap_or(Input::Null),
            _ => Input::List(codes.collect()),
        }
    }

    /// Adds what the line names that has to be looked up.
    pub fn need(self, needed: &mut Needed) {
        let plan = self.plan;
        if plan.matches_labels || plan.creates_values {
            for kept in plan.attributes.iter().filter(|kept| kept.kind().is_list()) {
                let separator = (kept.kind() == AttributeType::Multiselect).then(|| self.separator());
                for slot in &kept.slots {
                    let Some(column) = slot.whole.map(|at| &plan.columns[at]) else { continue };
                    for text in names(&column.text(self.cells), separator) {
                        needed.value(&kept.code, &text);
                    }
                }
            }
        }
        if (plan.matches_labels || plan.creates_classifications) && self.is_placed() {
            let named = self.texts(Property::Classifications);
            needed.classifications.extend(named.value().into_iter().flatten().cloned());
        }
    }

    fn is_placed(self) -> bool {
        matches!(self.plan.target, Target::Objects(ObjectKind::Document | ObjectKind::Asset, _))
    }

    fn writing<'w>(self, kept: &'w Kept, unit: Option<&'w str>) -> Writing<'w>
    where
        'a: 'w,
    {
        let LinePlan { notation, date_format, .. } = self.plan;
        Writing { notation, date_format, family: kept.family(), unit }
    }
}

fn texts(input: &Input) -> Vec<String> {
    match input {
        Input::List(items) => items.iter().filter_map(Input::text).map(str::to_owned).collect(),
        other => other.text().map(str::to_owned).into_iter().collect(),
    }
}
