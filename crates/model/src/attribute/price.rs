//! Amounts by currency; the currencies tell apart what is kept, filtered and ordered.

use std::collections::BTreeMap;

use super::{Refused, currency, number, wrong_kind};
use crate::index::number_key;
use crate::input::Input;
use crate::schema::Constraints;
use crate::value::Value;

const EXPECTED: &str = "an amount with its currency, {\"amount\": 12.5, \"currency\": \"EUR\"}, or a list of such";

/// Reads one amount, a list of them, or a bare number in the only currency.
pub fn read(input: &Input, constraints: &Constraints) -> Result<Value, Refused> {
    let items = match input {
        Input::List(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    };
    let mut amounts = BTreeMap::new();
    for item in items {
        let (currency, amount) = one(item, constraints)?;
        if amounts.insert(currency.clone(), amount).is_some() {
            return Err((
                "twice",
                format!("This value should have one amount for each currency; {currency} comes twice."),
            ));
        }
    }
    Ok(Value::Price(amounts))
}

/// What a price is after an object of amounts by currency, `{"EUR": 12.5, "USD": null}`: those that it doesn't mention
/// stay, null takes one away. `None`: the input is none, and replaces all.
pub fn merged(old: Option<&Value>, input: &Input, constraints: &Constraints) -> Option<Result<Option<Value>, Refused>> {
    let Input::Map(pairs) = input else { return None };
    let is_named = |(name, _): &(String, Input)| name.len() == 3 && name.bytes().all(|b| b.is_ascii_uppercase());
    if pairs.is_empty() || !pairs.iter().all(is_named) {
        return None;
    }
    let mut amounts = match old {
        Some(Value::Price(amounts)) => amounts.clone(),
        _ => BTreeMap::new(),
    };
    for (currency, amount) in pairs {
        if amount.clears() {
            amounts.remove(currency);
            continue;
        }
        let read = check_currency(currency, constraints).and_then(|()| number::read(amount, EXPECTED));
        match read {
            Ok(amount) => _ = amounts.insert(currency.clone(), number::canonical(&amount)),
            Err(refused) => return Some(Err(refused)),
        }
    }
    Some(Ok((!amounts.is_empty()).then_some(Value::Price(amounts))))
}

fn one(input: &Input, constraints: &Constraints) -> Result<(String, String), Refused> {
    let (amount, named) = match input {
        Input::Map(_) => (input.get("amount").or_else(|| input.get("value")), input.get("currency")),
        bare => (Some(bare), None),
    };
    let amount = amount.ok_or_else(|| wrong_kind(EXPECTED, input))?;
    let amount = number::canonical(&number::read(amount, EXPECTED)?);
    let currency = match (named, constraints.currencies.as_slice()) {
        (Some(named), _) => named.text().ok_or_else(|| wrong_kind(EXPECTED, input))?,
        (None, [only]) => only.as_str(),
        (None, _) => return Err(wrong_kind(EXPECTED, input)),
    };
    check_currency(currency, constraints)?;
    Ok((currency.to_owned(), amount))
}

fn check_currency(code: &str, constraints: &Constraints) -> Result<(), Refused> {
    let refuse = |expected: &str| {
        let got: String = code.chars().take(40).collect();
        Err(("unknown_currency", format!("This value should be in {expected}; got \"{got}\".")))
    };
    let wanted = &constraints.currencies;
    if wanted.is_empty() && currency::slot(code).is_none() {
        return refuse("a currency of ISO 4217, such as EUR");
    }
    if !wanted.is_empty() && !wanted.iter().any(|wanted| wanted == code) {
        return refuse(&wanted.join(" or "));
    }
    Ok(())
}

/// The slot of the value itself says that there is one; in its currency's slot each amount has its key. A localised
/// price has none of these: its locales take the slots.
pub fn rows(slot: u8, amounts: &BTreeMap<String, String>) -> Vec<(u8, String)> {
    let keyed = amounts.iter().filter_map(|(code, amount)| Some((currency::slot(code)?, number_key(amount))));
    std::iter::once((slot, String::new())).chain(keyed.filter(|_| slot == 0)).collect()
}
