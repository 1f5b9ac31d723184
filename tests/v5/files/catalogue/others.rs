//! The other programs: libvips, `ImageMagick` and libtiff, as Debian has them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use image::DynamicImage;

/// What `ImageMagick`'s converter is called; some machines have another program by the common name.
const MAGICK: [&str; 4] = ["magick", "convert-im7.q16", "convert-im6.q16", "convert"];
/// Pictures of an icon that are looked at.
const ICONS: usize = 12;

#[derive(Clone, Copy)]
pub struct Others {
    magick: &'static str,
}

impl Others {
    /// Panics where they aren't installed: without them nothing is tested.
    pub fn find() -> Self {
        let says = |program: &str, argument: &str, word: &str| {
            let output = Command::new(program).arg(argument).output();
            output.is_ok_and(|output| String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).contains(word))
        };
        assert!(says("vipsthumbnail", "--vips-version", "libvips"), "apt-get install libvips-tools");
        assert!(says("tiff2rgba", "-h", "tiff2rgba"), "apt-get install libtiff-tools");
        let magick = MAGICK.into_iter().find(|name| says(name, "-version", "ImageMagick"));
        Self { magick: magick.expect("apt-get install imagemagick") }
    }

    /// What each of them makes of a file, as far as it reads it.
    pub fn make(self, path: &Path, size: (u32, u32)) -> Vec<DynamicImage> {
        const SRGB: [&str; 2] = ["--export-profile", "srgb"];
        let folder = tempfile::tempdir().expect("a folder");
        let work = folder.path();
        let source = stand_in(path, work).unwrap_or_else(|| path.to_owned());
        let out = work.join("vips.png");
        match path.extension().unwrap_or_default().to_string_lossy().as_ref() {
            // Pages have no pixels: they too are drawn large, then brought to their size. They are in sRGB, which libvips
            // would export as seen by another white.
            "pdf" => {
                let large = work.join("page.png");
                let page = vips(&source, "2048x2048", &[], &large);
                page.and_then(|_| vips(&large, &within(size), &[], &out)).into_iter().collect()
            }
            "ico" => {
                let all = (0..ICONS).map_while(|nth| self.magick((&source, nth), size, &[], work));
                let largest = all.max_by_key(DynamicImage::width);
                [vips(&source, &within(size), &SRGB, &out), largest].into_iter().flatten().collect()
            }
            _ => {
                let magick = self.magick((&source, 0), size, amended(path), work);
                [vips(&source, &within(size), &SRGB, &out), magick].into_iter().flatten().collect()
            }
        }
    }

    fn magick(
        self,
        (path, nth): (&Path, usize),
        size: (u32, u32),
        amended: &[&str],
        work: &Path,
    ) -> Option<DynamicImage> {
        let out = work.join("magick.png");
        let (from, size, to) = (format!("{}[{nth}]", path.display()), within(size), format!("png32:{}", out.display()));
        let scaled = ["-auto-orient", "-filter", "Lanczos", "-resize", &size, &to];
        made(&out, self.magick, &[&[from.as_str()], amended, &["-colorspace", "sRGB"], &scaled[..]].concat())
    }
}

/// What is read in the place of a file that they don't read, and looks the same.
fn stand_in(path: &Path, work: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    match name {
        // Both leave aside its colour profile (XYB), so that all is green and purple: the same picture without it.
        "sample-xyb.jpg" => Some(path.with_file_name("sample.jpg")),
        // libvips refuses shared colours, ImageMagick reads stripes: libtiff's own program reads them.
        "subsampled.tif" => {
            let plain = work.join("plain.tif");
            let read = Command::new("tiff2rgba").arg(path).arg(&plain).output().expect("a program");
            read.status.success().then_some(plain)
        }
        // They give up at so many pixels: the same drawing with fewer.
        "huge-size.svg" => {
            let smaller = work.join(name);
            let text = fs::read_to_string(path).expect("readable");
            fs::write(&smaller, text.replace("9999999", "999")).expect("written");
            Some(smaller)
        }
        _ => None,
    }
}

/// What `ImageMagick` has to be told of a file.
fn amended(path: &Path) -> &'static [&'static str] {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    match name {
        // The one bit of opacity that each pixel has is off everywhere: it would show nothing.
        "utc16.tga" => &["-alpha", "opaque"],
        // It would turn colours of the old JPEG in TIFF into RGB twice.
        "ojpeg-strip.tif" => &["-set", "colorspace", "sRGB"],
        // It would show the first picture without the canvas that it lies on.
        _ if path.extension().is_some_and(|extension| extension == "gif") => &["-background", "none", "-flatten"],
        _ => &[],
    }
}

/// Never enlarged.
fn within((width, height): (u32, u32)) -> String {
    format!("{width}x{height}>")
}

fn vips(path: &Path, size: &str, colours: &[&str], out: &Path) -> Option<DynamicImage> {
    let (path, to) = (path.display().to_string(), out.display().to_string());
    made(out, "vipsthumbnail", &[&[path.as_str(), "--size", size, "-o", &to], colours].concat())
}

fn made(out: &Path, program: &str, arguments: &[&str]) -> Option<DynamicImage> {
    let _ = fs::remove_file(out);
    let output = Command::new(program).args(arguments).output().expect("a program");
    let bytes = output.status.success().then(|| fs::read(out).ok()).flatten()?;
    image::load_from_memory(&bytes).ok()
}
