//! What a column is, by its name or by a mapping: `price`, `name-fr_FR`, `price-EUR`, `weight-unit`, `document_code`.

use super::field::{Shape, fields};
use super::{Holds, Part, Property, Target};
use crate::attribute::AttributeType;
use crate::object::{ASSET_NAME, CLASSIFICATION_NAME, ObjectKind};
use crate::schema::{Attribute, DocumentType, LinkType, Mapping, Schema, TargetKind, Word};

/// Why a column can't be used: its rule, and what was expected.
pub type Unusable = (&'static str, String);

/// Reads the names of columns.
#[derive(Debug, Clone, Copy)]
pub struct Header<'a> {
    /// What the lines are.
    pub target: &'a Target,
    /// The locales whose values are taken; none: all.
    pub locales: &'a [String],
    /// The definitions.
    pub schema: &'a Schema,
}

/// What begins the full name of an attribute's column.
const PATH: &str = "attributes.";

/// The part of a name that names a locale, a currency or a unit.
#[derive(Debug, Default)]
struct Suffix {
    locale: Option<String>,
    part: Option<Part>,
}

impl Header<'_> {
    /// What a column of that name holds.
    pub fn column(&self, name: &str) -> Result<Holds, Unusable> {
        let name = name.trim();
        if let Some((code, rest)) = name.strip_prefix(PATH).map(|path| path.split_once('.').unwrap_or((path, "")))
            && let (Some(holds), Some(suffix)) = (self.attribute(code), self.suffix(&rest.replace('.', "-")))
        {
            return self.completed(holds, suffix);
        }
        let dashes = name.char_indices().rev().filter(|(_, c)| *c == '-').map(|(place, _)| place);
        for end in std::iter::once(name.len()).chain(dashes) {
            let suffix = name.get(end + 1..).unwrap_or_default();
            if let (Some(suffix), Some(holds)) = (self.suffix(suffix), self.named(&name[..end])) {
                return self.completed(holds, suffix);
            }
        }
        Err(("unknown_column", format!("There is nothing called \"{}\" here.", shown(name))))
    }

    /// The name of a column of an attribute, where its usual name means something else: `attributes.weight.unit`. No
    /// code has a point.
    pub fn path(code: &str, locale: Option<&str>, part: &Part) -> String {
        let part = match part {
            Part::Whole => None,
            Part::Unit => Some("unit"),
            Part::Currency(currency) => Some(currency.as_str()),
        };
        let steps: Vec<_> = [Some(code), locale, part].into_iter().flatten().collect();
        format!("{PATH}{}", steps.join("."))
    }

    /// What a mapping says that a column holds. A constant is an attribute or a property.
    pub fn mapping(&self, mapping: &Mapping) -> Result<Holds, Unusable> {
        let code = mapping.target.code.as_str();
        let holds = match mapping.target.kind {
            TargetKind::Attribute => self.attribute(code),
            TargetKind::Property => self.property(code),
            TargetKind::Constant => self.named(code),
        };
        let holds = holds.ok_or_else(|| {
            let message = format!("There is no {} \"{}\" here.", mapping.target.kind.name(), shown(code));
            ("unknown_reference", message)
        })?;
        let option = |name| mapping.option(name).map(Word::text);
        let part = match (option("part").as_deref(), option("currency")) {
            (Some("unit"), _) => Some(Part::Unit),
            (_, Some(currency)) if self.kind_of(&holds) == Some(AttributeType::Price) => Some(Part::Currency(currency)),
            _ => None,
        };
        self.completed(holds, Suffix { locale: mapping.target.locale.clone(), part })
    }

    /// The standard property, the attribute, the field or else any other name of a property.
    fn named(&self, name: &str) -> Option<Holds> {
        let standard = Property::standard(self.target, name).and_then(|property| self.titled(property));
        standard.or_else(|| self.attribute(name)).or_else(|| self.property(name))
    }

    fn attribute(&self, code: &str) -> Option<Holds> {
        self.target.object_kind()?;
        let attribute = self.schema.attribute(code)?;
        let is_here = is_available(self.schema, self.target, code, attribute);
        is_here.then(|| Holds::Attribute { code: code.to_owned(), locale: None, part: Part::Whole })
    }

    fn property(&self, name: &str) -> Option<Holds> {
        if let Target::Definitions(kind) = self.target
            && let Some(field) = fields(*kind).find(|(field, _)| *field == name)
        {
            return Some(Holds::Field(field, None));
        }
        Property::named(self.target, name).and_then(|property| self.titled(property))
    }

    /// The property; the title is an attribute, if there is one.
    fn titled(&self, property: Property) -> Option<Holds> {
        if property != Property::Title {
            return Some(Holds::Property(property, None));
        }
        let title = match self.target {
            Target::Objects(ObjectKind::Document, Some(code)) => {
                self.schema.get::<DocumentType>(code)?.1.title_attribute.as_deref()?
            }
            Target::Objects(ObjectKind::Asset, _) => ASSET_NAME,
            Target::Objects(ObjectKind::Classification, _) => CLASSIFICATION_NAME,
            _ => return None,
        };
        self.attribute(title)
    }

    fn suffix(&self, text: &str) -> Option<Suffix> {
        if text.is_empty() {
            return Some(Suffix::default());
        }
        let mut steps: Vec<_> = text.split('-').collect();
        let part = match *steps.last()? {
            "unit" => Some(Part::Unit),
            last if last.len() == 3 && last.bytes().all(|b| b.is_ascii_uppercase()) => {
                Some(Part::Currency(last.to_owned()))
            }
            _ => None,
        };
        steps.truncate(steps.len() - usize::from(part.is_some()));
        let locale = Some(steps.join("_")).filter(|locale| !locale.is_empty());
        let is_known = locale.as_deref().is_none_or(|code| self.schema.locale(code).is_some());
        is_known.then_some(Suffix { locale, part })
    }

    /// What a column holds, with the locale and the part that its name tells.
    fn completed(&self, holds: Holds, suffix: Suffix) -> Result<Holds, Unusable> {
        let is_localised = match &holds {
            Holds::Attribute { code, .. } => self.schema.attribute(code).is_some_and(|own| own.is_localizable),
            Holds::Property(property, _) => property.is_localised(),
            Holds::Field((_, shape), _) => *shape == Shape::Labels,
        };
        let locale = match (suffix.locale, is_localised) {
            (Some(locale), false) => {
                return Err(("not_localized", format!("This has no values by locale; got \"{}\".", shown(&locale))));
            }
            (None, true) => Some(self.usual_locale()),
            (locale, _) => locale,
        };
        self.check_locale(locale.as_deref())?;
        let kind = self.kind_of(&holds);
        let fits = match suffix.part {
            None | Some(Part::Whole) => true,
            Some(Part::Unit) => kind == Some(AttributeType::Measure),
            Some(Part::Currency(_)) => kind == Some(AttributeType::Price),
        };
        if !fits {
            return Err(("wrong_part", "Units are of measures, and currencies of prices.".to_owned()));
        }
        Ok(match holds {
            Holds::Attribute { code, .. } => {
                Holds::Attribute { code, locale, part: suffix.part.unwrap_or(Part::Whole) }
            }
            Holds::Property(property, _) => Holds::Property(property, locale),
            Holds::Field(field, _) => Holds::Field(field, locale),
        })
    }

    fn check_locale(&self, locale: Option<&str>) -> Result<(), Unusable> {
        match locale {
            Some(code) if self.schema.locale(code).is_none() => {
                Err(("unknown_locale", format!("There is no locale \"{}\".", shown(code))))
            }
            Some(code) if !self.locales.is_empty() && !self.locales.iter().any(|own| own == code) => {
                Err(("other_locale", format!("The locale \"{code}\" is not taken by this profile.")))
            }
            _ => Ok(()),
        }
    }

    /// The locale of a column that names none.
    fn usual_locale(&self) -> String {
        match self.locales {
            [only] => only.clone(),
            _ => self.schema.default_locale().to_owned(),
        }
    }

    fn kind_of(&self, holds: &Holds) -> Option<AttributeType> {
        match holds {
            Holds::Attribute { code, .. } => self.schema.attribute(code).map(|attribute| attribute.kind),
            _ => None,
        }
    }
}

/// Whether things of a target may hold an attribute.
pub fn is_available(schema: &Schema, target: &Target, code: &str, attribute: &Attribute) -> bool {
    let Target::Objects(kind, type_code) = target else { return false };
    // Values that are links are those of the objects that these start from.
    let link_type = attribute.link_type.as_deref().filter(|_| attribute.kind.target().is_some());
    let link_type = link_type.and_then(|code| schema.get::<LinkType>(code));
    if link_type.is_some_and(|(_, own)| own.origin_type != *kind) {
        return false;
    }
    let own = || match kind {
        ObjectKind::Variant => matches!(attribute.object_type, ObjectKind::Document | ObjectKind::Variant),
        kind => attribute.object_type == *kind,
    };
    let is_given = |of: &str| {
        *kind == ObjectKind::Variant && schema.sets_of(of).any(|(_, set)| set.variant_attributes.contains(code))
    };
    match type_code.as_deref() {
        Some(of) => attribute.is_available(*kind, Some(of)) || is_given(of),
        None => own(),
    }
}

fn shown(name: &str) -> String {
    name.chars().take(60).collect::<String>().escape_debug().to_string()
}
