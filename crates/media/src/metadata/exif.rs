//! EXIF: what cameras note.

use exif::{Context, Exif, Field, In, Reader, Tag, Value};

use super::{Note, Notes, keep, text};

/// Reads it, as far as it can be read. Returns whether it says where the picture was taken, which isn't kept.
pub fn read(bytes: &[u8], notes: &mut Notes) -> bool {
    let Some(exif) = parsed(bytes) else { return false };
    let mut has_gps = false;
    for field in exif.fields().filter(|field| field.ifd_num == In::PRIMARY) {
        if field.tag.context() == Context::Gps {
            has_gps |= field.tag != Tag::GPSVersionID;
        } else if let (Some(note), true) = (noted(field), field.tag.description().is_some()) {
            keep(notes, &field.tag.to_string(), note);
        }
    }
    has_gps
}

fn noted(field: &Field) -> Option<Note> {
    let decimal = |number: f64| number.is_finite().then(|| Note::Decimal((number * 1e6).round() / 1e6));
    match &field.value {
        Value::Undefined(..) | Value::Unknown(..) => None,
        Value::Ascii(texts) => {
            let texts = texts.iter().map(|text| String::from_utf8_lossy(text));
            text(&texts.collect::<Vec<_>>().join(", "))
        }
        // A part of a second, as photographers write it.
        Value::Rational(_) if field.tag == Tag::ExposureTime => text(&field.display_value().to_string()),
        Value::Rational(numbers) if numbers.len() == 1 => decimal(numbers[0].to_f64()),
        Value::SRational(numbers) if numbers.len() == 1 => decimal(numbers[0].to_f64()),
        _ => {
            let words = field.display_value().to_string();
            words.parse().map(Note::Integer).ok().or_else(|| text(&words))
        }
    }
}

fn parsed(bytes: &[u8]) -> Option<Exif> {
    let bytes = bytes.strip_prefix(b"Exif\0\0").unwrap_or(bytes);
    if bytes.is_empty() {
        return None;
    }
    let mut reader = Reader::new();
    reader.continue_on_error(true);
    let read = reader.read_raw(bytes.to_vec());
    read.or_else(|error| error.distill_partial_result(|_| ())).ok()
}
