//! Units of measure as Akeneo and `UnoPim` call them, by family.

use serde_json::{Value, json};

/// A family: its base unit, and how many of it each unit is.
pub struct Family {
    name: &'static str,
    base: &'static str,
    units: &'static [(&'static str, &'static str)],
}

/// Families whose units differ by a factor.
const FAMILIES: &[Family] = &[
    Family {
        name: "Weight",
        base: "KILOGRAM",
        units: &[
            ("KILOGRAM", "1"),
            ("GRAM", "0.001"),
            ("MILLIGRAM", "0.000001"),
            ("TON", "1000"),
            ("GRAIN", "0.00006479891"),
            ("DENIER", "0.001275"),
            ("ONCE", "0.03059"),
            ("MARC", "0.24475"),
            ("LIVRE", "0.4895"),
            ("OUNCE", "0.028349523125"),
            ("POUND", "0.45359237"),
        ],
    },
    Family {
        name: "Length",
        base: "METER",
        units: &[
            ("METER", "1"),
            ("MILLIMETER", "0.001"),
            ("CENTIMETER", "0.01"),
            ("DECIMETER", "0.1"),
            ("DEKAMETER", "10"),
            ("HECTOMETER", "100"),
            ("KILOMETER", "1000"),
            ("MIL", "0.0000254"),
            ("INCH", "0.0254"),
            ("FEET", "0.3048"),
            ("YARD", "0.9144"),
            ("CHAIN", "20.1168"),
            ("FURLONG", "201.168"),
            ("MILE", "1609.344"),
        ],
    },
    Family {
        name: "Volume",
        base: "CUBIC_METER",
        units: &[
            ("CUBIC_METER", "1"),
            ("CUBIC_MILLIMETER", "0.000000001"),
            ("CUBIC_CENTIMETER", "0.000001"),
            ("CUBIC_DECIMETER", "0.001"),
            ("MILLILITER", "0.000001"),
            ("CENTILITER", "0.00001"),
            ("DECILITER", "0.0001"),
            ("LITER", "0.001"),
            ("CUBIC_FOOT", "0.028316846592"),
            ("CUBIC_INCH", "0.000016387064"),
            ("CUBIC_YARD", "0.764554857984"),
        ],
    },
    Family {
        name: "Area",
        base: "SQUARE_METER",
        units: &[
            ("SQUARE_METER", "1"),
            ("SQUARE_MILLIMETER", "0.000001"),
            ("SQUARE_CENTIMETER", "0.0001"),
            ("SQUARE_DECIMETER", "0.01"),
            ("ARE", "100"),
            ("HECTARE", "10000"),
            ("SQUARE_KILOMETER", "1000000"),
            ("SQUARE_INCH", "0.00064516"),
            ("SQUARE_FOOT", "0.09290304"),
            ("SQUARE_YARD", "0.83612736"),
            ("ACRE", "4046.8564224"),
        ],
    },
    Family {
        name: "Power",
        base: "WATT",
        units: &[("WATT", "1"), ("MILLIWATT", "0.001"), ("KILOWATT", "1000"), ("MEGAWATT", "1000000")],
    },
    Family {
        name: "Frequency",
        base: "HERTZ",
        units: &[("HERTZ", "1"), ("KILOHERTZ", "1000"), ("MEGAHERTZ", "1000000"), ("GIGAHERTZ", "1000000000")],
    },
    Family {
        name: "Duration",
        base: "SECOND",
        units: &[
            ("SECOND", "1"),
            ("MILLISECOND", "0.001"),
            ("MINUTE", "60"),
            ("HOUR", "3600"),
            ("DAY", "86400"),
            ("WEEK", "604800"),
        ],
    },
    Family {
        name: "Binary",
        base: "BYTE",
        units: &[
            ("BYTE", "1"),
            ("BIT", "0.125"),
            ("KILOBYTE", "1024"),
            ("MEGABYTE", "1048576"),
            ("GIGABYTE", "1073741824"),
            ("TERABYTE", "1099511627776"),
        ],
    },
];

/// The body of a family. One that isn't known here has the unit that is given alone: `false`.
pub fn body(name: &str, unit: &str, locale: &str) -> (Value, bool) {
    let known = FAMILIES.iter().find(|family| family.name == name);
    let (base, units): (&str, &[(&str, &str)]) = known.map_or((unit, &[]), |family| (family.base, family.units));
    let one = [(unit, "1")];
    let units = if known.is_some() { units } else { &one };
    let units: Vec<_> = units.iter().map(|(code, factor)| json!({"id": code, "factor": factor})).collect();
    let mut names = serde_json::Map::new();
    names.insert(locale.to_owned(), name.into());
    (json!({"id": name, "name": names, "baseUnit": base, "units": units}), known.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_family_holds_its_base_unit_at_one() {
        for family in FAMILIES {
            assert!(family.units.contains(&(family.base, "1")), "{}", family.name);
        }
        let (body, known) = body("Temperature", "CELSIUS", "en_US");
        assert_eq!(
            (body["baseUnit"].as_str(), body["units"].as_array().map(Vec::len), known),
            (Some("CELSIUS"), Some(1), false)
        );
    }
}
