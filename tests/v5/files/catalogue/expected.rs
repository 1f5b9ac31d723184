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
    ("image-rs/Bad_reallybig.bmp", "Image too large (one of (3000000, 2000000)"),
    ("image-rs/Bad_shortfile.bmp", "The file is damaged: failed to fill whole buffer."),
    ("image-rs/Bad_width.bmp", "Image too large (one of (2147483647, 6)"),
    ("image-rs/clusterfuzz-testcase-minimized-fuzzer_script_tiff-5026894169374720.tif", "height 52502"),
    ("image-rs/oom-0d0085eb7f66ea55d9119206235cd29e089b9140.ico", "CRC error"),
    ("image-rs/oss-fuzz-36829.jpeg", "The file is damaged: it ends before the picture does."),
    ("libvips/17000x17000.avif", "made no picture of the file: it is damaged, or takes more memory than is allowed."),
    // The first of its frames is whole, which is all that others look at.
    ("libvips/invalid_multiframe.gif", "The file is damaged: Format error decoding Gif: invalid code in LZW stream."),
    ("libvips/truncated.gif", "The file is damaged: Format error decoding Gif: Unexpected End of File."),
    ("libvips/truncated.jpg", "The file is damaged: it ends before the picture does."),
    ("libvips/truncated.svgz", "The file is damaged: "),
    ("made/bad-idat-crc.png", "The file is damaged: Format error decoding Png: Unknown filter method 42."),
    ("made/bomb-32768x32768-1bit.png", "The picture has 1,073,741,824 pixels; 75,000,000 are allowed."),
    ("made/bomb-65535x65535.gif", "The picture has 4,294,836,225 pixels; 75,000,000 are allowed."),
    ("made/bomb-header-2e9x2e9.png", "The picture has 4,000,000,000,000,000,000 pixels; 75,000,000 are allowed."),
    ("made/bomb.svgz", "The file has more than the 16,777,216 bytes that are allowed."),
    ("made/entity-expansion.svg", "The file is damaged: a possible entity reference loop"),
    ("made/external-entity.svg", "The file is damaged: unknown entity reference 'x'"),
    ("made/header-only.jpg", "The file is damaged: "),
    ("made/ifd-loop.tif", "The file is damaged: format error: file contained a cycle in the list of IFDs."),
    ("made/truncated-half.jpg", "The file is damaged: it ends before the picture does."),
    ("made/truncated.png", "The file is damaged: unexpected end of file."),
    ("made/zero-width.png", "The file is damaged: Format error decoding Png: Invalid image dimensions."),
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
