//! What is said of single files of the catalogue's images, and what becomes of them.

use std::path::{Path, PathBuf};

use media::{Format, Limits, Note, Rendered, Rendition, Transformation, Unrenderable, describe, render};

const WITHIN: Rendition = Rendition::within(600, 600, Format::Webp);

fn folder() -> Option<PathBuf> {
    let catalogue = std::env::var_os("VITRINE_CATALOGUE");
    if catalogue.is_none() {
        eprintln!("skipped: VITRINE_CATALOGUE names no catalogue");
    }
    catalogue.map(|catalogue| PathBuf::from(catalogue).join("images"))
}

fn rendered(folder: &Path, name: &str, rendition: &Rendition) -> Result<Rendered, Unrenderable> {
    render(&folder.join(name), name, rendition, &Limits::default())
}

/// How many frames a WebP has.
fn frames(rendered: &Rendered) -> usize {
    rendered.bytes.windows(4).filter(|four| four == b"ANMF").count()
}

#[test]
fn what_is_hostile_or_broken_is_told_in_words() {
    let Some(folder) = folder() else { return };
    for (name, words) in [
        ("made/bomb-32768x32768-1bit.png", "The picture has 1,073,741,824 pixels; 75,000,000 are allowed."),
        ("made/bomb-65535x65535.gif", "The picture has 4,294,836,225 pixels; 75,000,000 are allowed."),
        ("made/bomb-header-2e9x2e9.png", "The picture has 4,000,000,000,000,000,000 pixels; 75,000,000 are allowed."),
        ("image-rs/Bad_reallybig.bmp", "The file is damaged: it can't be read as BMP."),
        ("made/bomb.svgz", "The file has more than the 16,777,216 bytes that are allowed."),
        ("made/entity-expansion.svg", "The file is damaged: "),
        ("made/truncated-half.jpg", "The file is damaged: it ends before the picture does."),
        ("made/truncated.png", "The file is damaged: "),
        ("made/zero-width.png", "The file is damaged: "),
        ("made/header-only.jpg", "The file is damaged: "),
        ("made/ifd-loop.tif", "The file is damaged: "),
        ("libvips/truncated.svgz", "The file is damaged: it can't be read as SVG from line 1, character 1 on."),
        ("made/html-named.png", "Files of the type text/html have no preview."),
        ("made/text-named.jpg", "Files of the type text/plain have no preview."),
        ("made/empty.jpg", "Files of the type application/octet-stream have no preview."),
    ] {
        let told = rendered(&folder, name, &WITHIN).map(|_| ()).map_err(|why| why.to_string());
        assert!(told.as_ref().is_err_and(|told| told.starts_with(words)), "{name}: {told:?}");
    }
}

#[test]
fn hostile_drawings_are_drawn_without_what_they_ask_for() {
    let Some(folder) = folder() else { return };
    for (name, is_empty) in [("made/script.svg", false), ("made/external-href.svg", true), ("made/no-size.svg", false)]
    {
        let made = rendered(&folder, name, &WITHIN).unwrap_or_else(|why| panic!("{name}: {why}"));
        let picture = image::load_from_memory(&made.bytes).expect("a picture").to_rgba8();
        assert_eq!(picture.pixels().all(|pixel| pixel.0[3] == 0), is_empty, "{name}");
    }
    let huge = rendered(&folder, "made/huge-size.svg", &WITHIN).expect("drawn to measure");
    assert!(huge.width <= 600 && huge.height <= 600);
}

#[test]
fn pictures_are_turned_upright() {
    let Some(folder) = folder() else { return };
    let sizes = (1..=8).map(|turn| {
        let name = format!("libvips/rotation-{turn}.jpg");
        let described = describe(&folder.join(&name), &name, &Limits::default()).expect("described");
        let made = rendered(&folder, &name, &WITHIN).expect("rendered");
        assert_eq!((described.width, described.height), (Some(made.width), Some(made.height)));
        (made.width, made.height)
    });
    assert!(sizes.into_iter().all(|(width, height)| width < height));
    for name in ["made/exif-orientation-0.jpg", "made/exif-orientation-9.jpg"] {
        assert_eq!(rendered(&folder, name, &WITHIN).map(|made| made.width), Ok(600), "{name}");
    }
}

#[test]
fn motion_is_kept_in_webp_alone() {
    let Some(folder) = folder() else { return };
    let moving = |name, format| frames(&rendered(&folder, name, &Rendition { format, ..WITHIN }).expect("rendered"));
    assert_eq!(moving("made/animated-12.gif", Format::Webp), 12);
    assert_eq!(moving("made/animated-12.webp", Format::Original), 12);
    assert_eq!(moving("image-rs/ball.png", Format::Webp), 20);
    assert_eq!(moving("libvips/big-height.webp", Format::Webp), 99);
    assert_eq!(moving("made/animated-1000-frames.gif", Format::Webp), 0);
    assert_eq!(moving("made/animated-12.gif", Format::Png), 0);
    let described = |name: &str| describe(&folder.join(name), name, &Limits::default()).expect("described");
    assert_eq!(described("made/animated-1000-frames.gif").frames, 1_000);
    assert_eq!((described("made/multipage-4.tif").pages, described("made/cmyk.tif").pages), (Some(4), Some(1)));
}

#[test]
fn what_is_noted_is_told_but_not_where_it_was() {
    let Some(folder) = folder() else { return };
    let described = |name: &str| describe(&folder.join(name), name, &Limits::default()).expect("described");
    let gps = described("made/exif-gps.jpg");
    assert!(gps.has_gps && gps.exif.keys().all(|key| !key.starts_with("GPS")), "{gps:?}");
    for format in [Format::Jpeg, Format::Png, Format::Webp, Format::Original] {
        let made = rendered(&folder, "made/exif-gps.jpg", &Rendition { format, ..WITHIN }).expect("rendered");
        assert!(!made.bytes.windows(4).any(|four| four == b"Exif" || four == b"EXIF" || four == b"eXIf"));
    }
    let canon = described("exif-samples/Canon_40D.jpg");
    assert_eq!(canon.exif.get("Model"), Some(&Note::Text("Canon EOS 40D".to_owned())));
    assert_eq!(canon.exif.get("FNumber"), Some(&Note::Decimal(7.1)));
    assert!(!described("image-rs/iptc.jpg").iptc.is_empty());
    let kingston = Note::Text("Kingston".to_owned());
    assert_eq!(described("image-rs/iptc.png").iptc.get("City"), Some(&kingston));
    assert!(!described("image-rs/exif-xmp-metadata.jpg").xmp.is_empty());
    assert!(!described("image-rs/l1_xmp.tiff").xmp.is_empty());
    let spaces = ["made/cmyk.jpg", "made/cmyk.tif", "made/gray.jpg", "made/srgb-icc.jpg"];
    assert_eq!(
        spaces.map(|name| described(name).colour_space),
        [Some("CMYK"), Some("CMYK"), Some("Gray"), Some("sRGB")]
    );
}

#[test]
fn transformations_have_exact_sizes() {
    let Some(folder) = folder() else { return };
    let photo = "exif-orientation/Landscape_6.jpg";
    for (transformation, size) in
        [(Transformation::Fit, (300, 200)), (Transformation::Fill, (300, 250)), (Transformation::Crop, (300, 250))]
    {
        for format in [Format::Jpeg, Format::Png, Format::Webp] {
            let rendition =
                Rendition { transformation, format, background: [0, 128, 0], ..Rendition::within(300, 250, format) };
            let made = rendered(&folder, photo, &rendition).expect("rendered");
            let picture = image::load_from_memory(&made.bytes).expect("a picture").to_rgb8();
            assert_eq!((picture.dimensions(), (made.width, made.height)), (size, size));
            let [red, green, blue] = picture.get_pixel(150, 2).0.map(i32::from);
            let is_ground = red < 24 && (green - 128).abs() < 24 && blue < 24;
            assert_eq!(is_ground, transformation == Transformation::Fill, "{transformation:?} {format:?}");
        }
    }
}
