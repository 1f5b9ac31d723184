//! Makes renditions of files on as many threads as there are cores: `renditions WIDTHxHEIGHT jpg|png|webp FOLDER
//! FILE…`. Measured by `bench/renditions.py`, and of use to look at what becomes of a file.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::thread;

use media::{Format, Limits, Previews, Rendition};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let size = arguments.next().and_then(|size| {
        let (width, height) = size.split_once('x')?;
        Some((width.parse().ok()?, height.parse().ok()?))
    });
    let format = match arguments.next().as_deref() {
        Some("jpg") => Some(Format::Jpeg),
        Some("png") => Some(Format::Png),
        Some("webp") => Some(Format::Webp),
        _ => None,
    };
    let (Some(size), Some(format), Some(folder)) = (size, format, arguments.next()) else {
        eprintln!("renditions WIDTHxHEIGHT jpg|png|webp FOLDER FILE…");
        return ExitCode::FAILURE;
    };
    let rendition = Rendition::within(size.0, size.1, format);
    let previews = Previews::find(&std::env::var_os("PATH").unwrap_or_default());
    let files: Vec<_> = arguments.map(PathBuf::from).collect();
    let files = Mutex::new(files.into_iter().enumerate());
    let next = || files.lock().ok()?.next();
    let work = || {
        let mut failed = 0;
        while let Some((nth, file)) = next() {
            if let Err(why) = made(&previews, &file, &rendition, &Path::new(&folder).join(nth.to_string())) {
                eprintln!("{}: {why}", file.display());
                failed += 1;
            }
        }
        failed
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let failed: usize = thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap_or(1)).sum()
    });
    ExitCode::from(u8::from(failed > 0))
}

fn made(previews: &Previews, file: &Path, rendition: &Rendition, to: &Path) -> Result<(), String> {
    let limits = Limits::default();
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let told = |error: &dyn std::fmt::Display| error.to_string();
    let made =
        previews.render((file, &name), rendition, &std::env::temp_dir(), &limits).map_err(|error| told(&error))?;
    std::fs::write(to, made.bytes).map_err(|error| told(&error))
}
