//! True and false, in the words that people use for them.

use super::refused;
use crate::attribute::Refused;
use crate::index::fold;

const TRUE: [&str; 13] = ["1", "true", "yes", "y", "on", "vrai", "oui", "o", "wahr", "ja", "j", "verdadero", "si"];
const FALSE: [&str; 10] = ["0", "false", "no", "n", "off", "faux", "non", "falsch", "nein", "falso"];

/// What a cell says, in English, French, German or Spanish.
pub fn read(cell: &str) -> Result<bool, Refused> {
    let word = fold(cell.trim());
    if TRUE.contains(&word.as_str()) {
        return Ok(true);
    }
    if FALSE.contains(&word.as_str()) {
        return Ok(false);
    }
    Err(refused("1 or 0, or yes or no in English, French, German or Spanish", cell))
}
