//! The two ways in which faces hand over values, read as one.

use crate::command::ValueInput;
use crate::input::Input;
use crate::schema::Attribute;

/// What is written to one attribute.
pub(super) enum Written<'a> {
    /// Nothing in any locale any more.
    Cleared,
    /// Its one value.
    Plain(&'a Input),
    /// Its value in these locales.
    Localised(Vec<(&'a str, &'a Input)>),
    /// One value where one for each locale is expected.
    Bare(&'a Input),
}

impl<'a> Written<'a> {
    pub fn new(attribute: &Attribute, input: &'a ValueInput) -> Self {
        match (attribute.is_localizable, input) {
            (false, ValueInput::Whole(input) | ValueInput::In(_, input)) => Self::Plain(input),
            (true, ValueInput::In(locale, input)) => Self::Localised(vec![(locale, input)]),
            (true, ValueInput::Whole(Input::Map(pairs))) => {
                Self::Localised(pairs.iter().map(|(locale, input)| (locale.as_str(), input)).collect())
            }
            (true, ValueInput::Whole(input)) if input.clears() => Self::Cleared,
            (true, ValueInput::Whole(input)) => Self::Bare(input),
        }
    }

    /// Every single value, with its locale.
    pub fn each(self) -> Vec<(Option<&'a str>, &'a Input)> {
        match self {
            Self::Plain(input) => vec![(None, input)],
            Self::Localised(pairs) => pairs.into_iter().map(|(locale, input)| (Some(locale), input)).collect(),
            Self::Cleared | Self::Bare(_) => Vec::new(),
        }
    }
}
