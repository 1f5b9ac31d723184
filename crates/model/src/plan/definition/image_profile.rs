//! Image profiles (v5.md 3.14).

use std::sync::Arc;

use super::{texts, written};
use crate::attribute::color::is_color;
use crate::command::{ImageProfileFields, Patch};
use crate::plan::overlay::Overlay;
use crate::plan::put::patched;
use crate::plan::step::{Faults, Step};
use crate::problem::{Field, Problem};
use crate::schema::{Definition, ImageFormat, ImageProfile, Spec, Transformation};

/// Most pixels of a side.
const MOST: u32 = 10_000;
const WHITE: &str = "#FFFFFF";

/// Plans one put.
pub(super) fn put(
    view: &Overlay<'_>,
    code: &str,
    before: Option<&Arc<Definition>>,
    fields: &ImageProfileFields,
    mut faults: Faults,
) -> Result<Step, Problem> {
    let old = before.and_then(|definition| definition.says::<ImageProfile>());
    let is_built_in = ImageProfile::BUILT_IN.contains(&code);
    if old.is_none() && !is_built_in && ImageProfile::is_size(code) {
        let message =
            format!("Expected another id than a size: pictures of any size go by such names; got \"{code}\".");
        faults.refuse(Field::Code, "reserved", message);
    }
    let basis = old.cloned().unwrap_or_else(|| ImageProfile {
        name: code.to_owned(),
        transformation: Transformation::Fit,
        width: None,
        height: None,
        format: ImageFormat::Original,
        background: WHITE.to_owned(),
        quality: ImageProfile::QUALITY,
    });
    let mut choose = |given: &Patch<String>, field: &'static str, names: &[&str]| {
        if let Some(name) = given.value().filter(|name| !names.contains(&name.as_str())) {
            let message = format!("Expected one of {}; got \"{}\".", names.join(", "), name.escape_debug());
            faults.refuse(Field::Property(field), "unknown_choice", message);
        }
    };
    choose(
        &fields.transformation,
        "transformation",
        &Transformation::ALL.iter().map(|one| one.name()).collect::<Vec<_>>(),
    );
    choose(&fields.format, "format", &ImageFormat::ALL.iter().map(|one| one.name()).collect::<Vec<_>>());
    let transformation = fields.transformation.clone().map(|name| Transformation::from_name(&name));
    let format = fields.format.clone().map(|name| ImageFormat::from_name(&name));
    let new = ImageProfile {
        name: patched(&fields.name, basis.name, code.to_owned()),
        transformation: patched(&transformation, Some(basis.transformation), None).unwrap_or(Transformation::Fit),
        width: side(&fields.width, basis.width, "width", &mut faults),
        height: side(&fields.height, basis.height, "height", &mut faults),
        format: patched(&format, Some(basis.format), None).unwrap_or(ImageFormat::Original),
        background: patched(&fields.background, basis.background, WHITE.to_owned()),
        quality: quality(&fields.quality, basis.quality, &mut faults),
    };
    texts::check(&new.name, "name", &mut faults);
    if !is_color(&new.background) {
        let message = format!("Expected a colour such as {WHITE}; got \"{}\".", new.background.escape_debug());
        faults.refuse(Field::Property("background"), "bad_color", message);
    }
    let warnings = faults.settle()?;
    // Its name is for people; all else decides what lies at public addresses.
    if is_built_in && old.is_some_and(|old| *old != ImageProfile { name: old.name.clone(), ..new.clone() }) {
        let message = format!("The image profile \"{code}\" is built in: only its name can be changed.");
        return Err(Problem::built_in(message));
    }
    let mut step = written(view, code, before, Spec::ImageProfile(new), false)?;
    step.done.warnings = warnings;
    Ok(step)
}

fn side(given: &Patch<i64>, old: Option<u32>, field: &'static str, faults: &mut Faults) -> Option<u32> {
    let pixels = match given {
        Patch::Absent => return old,
        Patch::Null => return None,
        Patch::Value(pixels) => pixels,
    };
    let known = u32::try_from(*pixels).ok().filter(|pixels| (1..=MOST).contains(pixels));
    if known.is_none() {
        faults.refuse(Field::Property(field), "out_of_range", format!("Expected 1 to {MOST} pixels; got {pixels}."));
    }
    known
}

fn quality(given: &Patch<i64>, old: u8, faults: &mut Faults) -> u8 {
    let wanted = patched(given, old.into(), ImageProfile::QUALITY.into());
    u8::try_from(wanted).ok().filter(|quality| (1..=100).contains(quality)).unwrap_or_else(|| {
        faults.refuse(Field::Property("quality"), "out_of_range", format!("Expected 1 to 100; got {wanted}."));
        old
    })
}

/// Plans the deletion: not of a built-in one.
pub(super) fn delete(definition: &Arc<Definition>) -> Result<Step, Problem> {
    let code = definition.code.as_str();
    if ImageProfile::BUILT_IN.contains(&code) {
        return Err(Problem::built_in(format!("The image profile \"{code}\" is built in and can't be deleted.")));
    }
    Ok(Step::deleted(definition))
}
