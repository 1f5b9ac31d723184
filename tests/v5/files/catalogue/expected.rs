//! What becomes of each file.

/// What becomes of a file.
#[derive(Debug, Clone, Copy)]
pub enum Expected {
    /// A picture that other programs show alike.
    Picture,
    /// An icon, and these words on the asset. Some programs make something of the one or other: half a picture is none.
    Trouble(&'static str),
    /// An icon: it is no picture, or nothing is installed that draws it.
    Icon,
}

const TROUBLED: [(&str, &str); 23] = [
    ("image-rs/Bad_reallybig.bmp", "The file is damaged: it can't be read as BMP."),
    ("image-rs/Bad_shortfile.bmp", "The file is damaged: it ends before the picture does."),
    ("image-rs/Bad_width.bmp", "The file is damaged: it can't be read as BMP."),
    (
        "image-rs/clusterfuzz-testcase-minimized-fuzzer_script_tiff-5026894169374720.tif",
        "The file is damaged: it can't be read as TIFF.",
    ),
    ("image-rs/oom-0d0085eb7f66ea55d9119206235cd29e089b9140.ico", "The file is damaged: it can't be read as PNG."),
    ("image-rs/oss-fuzz-36829.jpeg", "The file is damaged: it ends before the picture does."),
    ("libvips/17000x17000.avif", "made no picture of the file: it is damaged, or takes more memory than is allowed."),
    // The first of its frames is whole, which is all that others look at.
    ("libvips/invalid_multiframe.gif", "The file is damaged: it can't be read as GIF."),
    ("libvips/truncated.gif", "The file is damaged: it can't be read as GIF."),
    ("libvips/truncated.jpg", "The file is damaged: it ends before the picture does."),
    ("libvips/truncated.svgz", "The file is damaged: it can't be read as SVG from line 1, character 1 on."),
    ("made/bad-idat-crc.png", "The file is damaged: it can't be read as PNG."),
    ("made/bomb-32768x32768-1bit.png", "The picture has 1,073,741,824 pixels; 75,000,000 are allowed."),
    ("made/bomb-65535x65535.gif", "The picture has 4,294,836,225 pixels; 75,000,000 are allowed."),
    ("made/bomb-header-2e9x2e9.png", "The picture has 4,000,000,000,000,000,000 pixels; 75,000,000 are allowed."),
    ("made/bomb.svgz", "The file has more than the 16,777,216 bytes that are allowed."),
    ("made/entity-expansion.svg", "The file is damaged: it can't be read as SVG from line 1, character 83 on."),
    ("made/external-entity.svg", "The file is damaged: it can't be read as SVG from line 1, character 157 on."),
    ("made/header-only.jpg", "The file is damaged: "),
    ("made/ifd-loop.tif", "The file is damaged: it can't be read as TIFF."),
    ("made/truncated-half.jpg", "The file is damaged: it ends before the picture does."),
    ("made/truncated.png", "The file is damaged: it ends before the picture does."),
    ("made/zero-width.png", "The file is damaged: it can't be read as PNG."),
];

/// No pictures, whatever they are called.
const OTHERWISE: [&str; 4] = ["made/empty.jpg", "made/html-named.png", "made/odd-names.txt", "made/text-named.jpg"];

/// What is drawn by programs that must be installed, and held.
const DRAWN: [&str; 3] = ["pdf", "avif", "jp2"];

/// What becomes of the file of that name.
pub fn of(name: &str, can_preview: bool) -> Expected {
    let is_drawn = name.rsplit_once('.').is_some_and(|(_, ending)| DRAWN.contains(&ending));
    if OTHERWISE.contains(&name) || is_drawn && !can_preview {
        return Expected::Icon;
    }
    let troubled = TROUBLED.iter().find(|(own, _)| *own == name);
    troubled.map_or(Expected::Picture, |(_, words)| Expected::Trouble(words))
}
