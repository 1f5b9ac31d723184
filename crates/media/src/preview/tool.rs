//! The programs that draw, and how each is asked for the first picture of a file.

use crate::ladder::MASTER;
use crate::limits::Limits;

/// A program that draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tool {
    /// Poppler, for PDF.
    Pdf,
    /// `libheif`, for HEIC and AVIF.
    Heif,
    /// `FFmpeg`, for films and rare pictures.
    Film,
    /// `LibreOffice`.
    Office,
}

/// What `FFmpeg` calls the formats that it is given: it never guesses, as some of its formats are lists of addresses.
const DEMUXERS: [(&str, &str); 15] = [
    ("video/mp4", "mov"),
    ("video/x-m4v", "mov"),
    ("video/quicktime", "mov"),
    ("video/3gpp", "mov"),
    ("video/webm", "matroska"),
    ("video/x-matroska", "matroska"),
    ("video/x-msvideo", "avi"),
    ("video/x-ms-wmv", "asf"),
    ("video/x-ms-asf", "asf"),
    ("video/mpeg", "mpeg"),
    ("video/x-flv", "flv"),
    ("image/jp2", "j2k_pipe"),
    ("image/vnd.adobe.photoshop", "psd_pipe"),
    ("image/jxl", "jpegxl_pipe"),
    ("image/avif", "mov"),
];

/// Parts of what office files are called.
const OFFICE: [&str; 6] = ["officedocument", "opendocument", "msword", "ms-excel", "ms-powerpoint", "rtf"];

impl Tool {
    /// All of them: of those that serve a kind, the first is asked.
    pub const ALL: [Self; 4] = [Self::Pdf, Self::Heif, Self::Film, Self::Office];

    /// What it may be called.
    pub const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdftocairo"],
            Self::Heif => &["heif-dec", "heif-convert"],
            Self::Film => &["ffmpeg"],
            Self::Office => &["libreoffice", "soffice"],
        }
    }

    /// The program beside it that tells how large a page is, if that matters to it.
    pub const fn measure(self) -> Option<&'static str> {
        match self {
            Self::Pdf => Some("pdfinfo"),
            Self::Heif | Self::Film | Self::Office => None,
        }
    }

    /// Whether it draws files of this media type.
    pub fn serves(self, mime: &str) -> bool {
        match self {
            Self::Pdf => mime == "application/pdf",
            Self::Heif => matches!(mime, "image/heif" | "image/avif"),
            Self::Film => demuxer(mime).is_some(),
            Self::Office => OFFICE.iter().any(|part| mime.contains(part)),
        }
    }

    /// Bytes of address space that it may have; `LibreOffice` wants some gigabytes before it begins.
    pub const fn memory(self, limits: &Limits) -> u64 {
        match self {
            Self::Office => limits.memory + 4 * 1024 * 1024 * 1024,
            Self::Pdf | Self::Heif | Self::Film => limits.memory + 1024 * 1024 * 1024,
        }
    }

    /// Its arguments for the file at that path, in the folder that the picture goes to. `page`: pixels across and down
    /// of the page that it draws.
    pub fn arguments(self, mime: &str, path: &str, page: Option<(u32, u32)>) -> Vec<String> {
        let size = match page {
            Some((width, height)) => {
                format!("-cropbox -scale-to-x {width} -scale-to-y {height} -W {width} -H {height}")
            }
            // What is cropped to nothing is shown whole.
            None => format!("-scale-to {MASTER}"),
        };
        let smaller = format!("scale='min({MASTER},iw)':-2,thumbnail=24");
        let arguments: Vec<&str> = match self {
            Self::Pdf => {
                let begin = ["-png", "-singlefile", "-f", "1", "-l", "1"];
                begin.into_iter().chain(size.split(' ')).chain([path, "out"]).collect()
            }
            Self::Heif => vec![path, "out.png"],
            Self::Film => {
                let demuxer = demuxer(mime).unwrap_or_default();
                let begin =
                    ["-nostdin", "-v", "quiet", "-threads", "2", "-f", demuxer, "-i", path, "-an", "-sn", "-dn"];
                let filter: &[&str] = if mime.starts_with("video/") { &["-vf", &smaller] } else { &[] };
                [&begin, filter, &["-frames:v", "1", "out.png"]].concat()
            }
            Self::Office => {
                vec![
                    "-env:UserInstallation=file:///tmp/profile",
                    "--headless",
                    "--norestore",
                    "--convert-to",
                    "png",
                    path,
                ]
            }
        };
        arguments.into_iter().map(str::to_owned).collect()
    }

    /// What the picture may be called, in that folder.
    pub const fn results(self) -> &'static [&'static str] {
        match self {
            Self::Pdf | Self::Film => &["out.png"],
            // Of several pictures each has a number.
            Self::Heif => &["out.png", "out-1.png"],
            Self::Office => &["in.png"],
        }
    }
}

fn demuxer(mime: &str) -> Option<&'static str> {
    DEMUXERS.iter().find(|(own, _)| *own == mime).map(|(_, demuxer)| *demuxer)
}
