//! Amounts with their currencies: `12.50 EUR`, several between separators.

use std::collections::BTreeMap;

use super::{join, number, refused, split};
use crate::attribute::Refused;
use crate::input::Input;
use crate::schema::Notation;

const SYMBOLS: [(&str, &str); 2] = [("€", "EUR"), ("£", "GBP")];

/// What a cell says; an amount by itself is in the only currency that the attribute has.
pub fn read(cell: &str, notation: &Notation) -> Result<Input, Refused> {
    let amounts: Result<Vec<_>, _> =
        split(cell, notation.multi_value_separator).iter().map(|amount| one(amount.trim(), notation)).collect();
    let amounts = amounts?;
    if amounts.is_empty() { Err(refused("an amount with its currency", cell)) } else { Ok(Input::List(amounts)) }
}

/// `12.5 EUR|13 USD`.
pub fn write(amounts: &BTreeMap<String, String>, notation: &Notation) -> String {
    let texts: Vec<_> =
        amounts.iter().map(|(currency, amount)| format!("{} {currency}", number::write(amount, notation))).collect();
    join(texts.iter().map(String::as_str), notation.multi_value_separator)
}

fn one(text: &str, notation: &Notation) -> Result<Input, Refused> {
    let (amount, currency) = parts(text);
    let amount = Input::Text(number::read(amount, notation)?);
    Ok(match currency {
        Some(currency) => {
            Input::Map(vec![("amount".to_owned(), amount), ("currency".to_owned(), Input::Text(currency))])
        }
        None => amount,
    })
}

/// The number, and the currency that stands after or before it.
fn parts(text: &str) -> (&str, Option<String>) {
    for (symbol, currency) in SYMBOLS {
        if let Some(amount) = text.strip_suffix(symbol).or_else(|| text.strip_prefix(symbol)) {
            return (amount.trim(), Some(currency.to_owned()));
        }
    }
    let is_letter = |c: char| c.is_ascii_alphabetic();
    let amount = text.trim_end_matches(is_letter);
    if amount.len() < text.len() && !amount.is_empty() {
        return (amount.trim(), Some(text[amount.len()..].to_ascii_uppercase()));
    }
    let amount = text.trim_start_matches(is_letter);
    let currency = &text[..text.len() - amount.len()];
    (amount.trim(), Some(currency).filter(|currency| !currency.is_empty()).map(str::to_ascii_uppercase))
}
