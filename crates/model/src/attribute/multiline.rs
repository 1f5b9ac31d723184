//! Several lines of text; every line end becomes `\n`.

use super::{Refused, plain_text};
use crate::input::Input;
use crate::value::Value;

pub fn read(input: &Input) -> Result<Value, Refused> {
    let text = plain_text(input, "a text")?;
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() };
    Ok(Value::Text(text))
}
