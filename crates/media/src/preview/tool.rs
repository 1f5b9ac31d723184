//! The programs that draw, and how each is asked for the first picture of a file.

use crate::ladder::MASTER;
use crate::limits::Limits;
use crate::sniff::{Class, Kind};

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

impl Tool {
    /// All of them: of those that serve a kind, the first is asked.
    pub const ALL: [Self; 4] = [Self::Pdf, Self::Heif, Self::Film, Self::Office];

    /// What it may be called.
    pub const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdftoppm"],
            Self::Heif => &["heif-dec", "heif-convert"],
            Self::Film => &["ffmpeg"],
            Self::Office => &["libreoffice", "soffice"],
        }
    }

    /// Whether it draws files of this kind.
    pub fn serves(self, kind: Kind) -> bool {
        match self {
            Self::Pdf => kind.mime == "application/pdf",
            Self::Heif => matches!(kind.mime, "image/heif" | "image/avif"),
            Self::Film => demuxer(kind).is_some(),
            Self::Office => {
                kind.class == Class::Document
                    && ["officedocument", "opendocument", "msword", "ms-excel", "ms-powerpoint", "rtf"]
                        .iter()
                        .any(|part| kind.mime.contains(part))
            }
        }
    }

    /// Bytes of address space that it may have; `LibreOffice` wants some gigabytes before it begins.
    pub const fn memory(self, limits: &Limits) -> u64 {
        match self {
            Self::Office => limits.memory + 4 * 1024 * 1024 * 1024,
            Self::Pdf | Self::Heif | Self::Film => limits.memory + 1024 * 1024 * 1024,
        }
    }

    /// Its arguments for the file at that path, in the folder that the picture goes to.
    pub fn arguments(self, kind: Kind, path: &str) -> Vec<String> {
        let master = MASTER.to_string();
        let smaller = format!("scale='min({master},iw)':-2,thumbnail=24");
        let arguments: Vec<&str> = match self {
            Self::Pdf => {
                vec!["-png", "-singlefile", "-f", "1", "-l", "1", "-cropbox", "-scale-to", &master, path, "out"]
            }
            Self::Heif => vec![path, "out.png"],
            Self::Film => {
                let demuxer = demuxer(kind).unwrap_or_default();
                let begin =
                    ["-nostdin", "-v", "quiet", "-threads", "2", "-f", demuxer, "-i", path, "-an", "-sn", "-dn"];
                let filter: &[&str] = if kind.class == Class::Video { &["-vf", &smaller] } else { &[] };
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

fn demuxer(kind: Kind) -> Option<&'static str> {
    DEMUXERS.iter().find(|(mime, _)| *mime == kind.mime).map(|(_, demuxer)| *demuxer)
}
