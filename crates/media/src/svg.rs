//! SVG: drawn without leaving the file. No scripts, no other files, no network.
//!
//! Drawing can't be interrupted, so what it will take is reckoned first: how many parts references make of a text
//! (`weight`), then how many pixels are touched and held for them (`cost`). A thread of its own has the stack for
//! what lies deep, and is left behind when the time is over.

mod cost;
mod weight;

use std::io::Read as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, LazyLock, Mutex, PoisonError, mpsc};
use std::thread;

use flate2::read::GzDecoder;
use image::ImageDecoder as _;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::roxmltree::{Document, ParsingOptions, TextPos};
use resvg::usvg::{ImageHrefResolver, Options, Tree};

use crate::decode::{self, Codec};
use crate::geometry::Geometry;
use crate::limits::Budget;
use crate::picture::Picture;
use crate::rendition::{Rendition, Transformation};
use crate::sniff;
use crate::unrenderable::Unrenderable;

/// Most bytes of a drawing, unpacked.
const MAX_TEXT: u64 = 16 * 1024 * 1024;
/// Most elements of a text, before references.
const MAX_NODES: u32 = 400_000;
/// A drawing has no pixels of its own: where nothing else is said, it is at most this long and wide.
const MAX_LENGTH: u32 = 4_000;
/// Most drawings at work, those included that were left behind; others wait for them as long as they have time.
const MAX_AT_WORK: usize = 8;
const STACK: usize = 128 * 1024 * 1024;

/// The fonts of this machine, looked up once.
static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    fonts.load_system_fonts();
    Arc::new(fonts)
});

static AT_WORK: Mutex<usize> = Mutex::new(0);
static FREED: Condvar = Condvar::new();

/// Width and height that it is meant for, in whole pixels from 1.
pub fn size(bytes: &[u8], budget: &Budget) -> Result<(u32, u32), Unrenderable> {
    let (bytes, own) = (bytes.to_vec(), *budget);
    aside(budget, move || tree(&bytes, &own).map(|tree| size_of(&tree)))
}

/// Draws it to measure, transparent where nothing is drawn.
pub fn draw(bytes: &[u8], rendition: &Rendition, budget: &Budget) -> Result<(Picture, Geometry), Unrenderable> {
    let (bytes, rendition, own) = (bytes.to_vec(), *rendition, *budget);
    aside(budget, move || drawing(&bytes, &rendition, &own))
}

/// The same here and now, for drawings of our own.
pub fn drawing(bytes: &[u8], rendition: &Rendition, budget: &Budget) -> Result<(Picture, Geometry), Unrenderable> {
    let tree = tree(bytes, budget)?;
    let geometry = Geometry::of(size_of(&tree), &bounded(rendition));
    Ok((drawn(&tree, &geometry, budget)?, geometry))
}

/// Does it on a thread of its own, for as long as there is time.
fn aside<T: Send + 'static>(
    budget: &Budget,
    work: impl FnOnce() -> Result<T, Unrenderable> + Send + 'static,
) -> Result<T, Unrenderable> {
    let place =
        Place::take(budget).ok_or_else(|| Unrenderable::Unreadable("too many drawings are at work".to_owned()))?;
    let (sender, receiver) = mpsc::sync_channel(1);
    let run = move || {
        let done = work();
        drop(place);
        let _ = sender.send(done);
    };
    let thread = thread::Builder::new().name("drawing".to_owned()).stack_size(STACK).spawn(run);
    thread.map_err(|_| Unrenderable::Unreadable("there is no thread for it".to_owned()))?;
    match receiver.recv_timeout(budget.deadline.left()) {
        Ok(done) => done,
        Err(mpsc::RecvTimeoutError::Timeout) => Err(Unrenderable::TooSlow(budget.limits.time)),
        Err(mpsc::RecvTimeoutError::Disconnected) => Err(Unrenderable::Damaged("drawing it failed".to_owned())),
    }
}

/// One of those at work, until it is dropped.
struct Place;

impl Place {
    /// `None`: none came free in time.
    fn take(budget: &Budget) -> Option<Self> {
        let at_work = AT_WORK.lock().unwrap_or_else(PoisonError::into_inner);
        let is_full = |at_work: &mut usize| *at_work >= MAX_AT_WORK;
        let waited = FREED.wait_timeout_while(at_work, budget.deadline.left(), is_full);
        let (mut at_work, ended) = waited.unwrap_or_else(PoisonError::into_inner);
        (!ended.timed_out()).then(|| {
            *at_work += 1;
            Self
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        *AT_WORK.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        FREED.notify_one();
    }
}

/// The drawing that a file describes.
fn tree(bytes: &[u8], budget: &Budget) -> Result<Tree, Unrenderable> {
    let text = unpacked(bytes)?;
    let damaged = |words: &str| Unrenderable::Damaged(words.to_owned());
    let text = std::str::from_utf8(&text).map_err(|_| damaged("its text is not UTF-8"))?;
    let parsing = ParsingOptions { allow_dtd: true, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, parsing).map_err(|error| {
        let TextPos { row, col } = error.pos();
        damaged(&format!("it can't be read as SVG from line {row}, character {col} on"))
    })?;
    weight::check(&document)?;
    budget.deadline.check()?;
    let (own, left) = (*budget, AtomicU64::new(budget.limits.pixels));
    let options = Options {
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(move |mime, data, options| {
                let is_allowed = takes(&data, &own, &left);
                is_allowed.then(|| ImageHrefResolver::default_data_resolver()(mime, data, options)).flatten()
            }),
            resolve_string: Box::new(|_, _| None),
        },
        fontdb: Arc::clone(&FONTS),
        ..Options::default()
    };
    Tree::from_xmltree(&document, &options).map_err(|error| Unrenderable::unread("SVG", &error))
}

fn bounded(rendition: &Rendition) -> Rendition {
    let is_free = rendition.width.is_none() || rendition.height.is_none();
    Rendition {
        width: Some(rendition.width.unwrap_or(MAX_LENGTH)),
        height: Some(rendition.height.unwrap_or(MAX_LENGTH)),
        transformation: if is_free { Transformation::Fit } else { rendition.transformation },
        ..*rendition
    }
}

fn drawn(tree: &Tree, geometry: &Geometry, budget: &Budget) -> Result<Picture, Unrenderable> {
    let ([left, top, part_width, _], (width, height)) = (geometry.part, geometry.scaled);
    budget.check_pixels((width, height))?;
    let scale = f64::from(width) / part_width;
    cost::check(tree, (width, height), scale, budget)?;
    let mut pixmap = Pixmap::new(width, height).ok_or(Unrenderable::TooMuchMemory)?;
    #[expect(clippy::cast_possible_truncation, reason = "drawing is done in f32")]
    let [scale, left, top] = [scale, left, top].map(|number| number as f32);
    resvg::render(tree, Transform::from_translate(-left, -top).post_scale(scale, scale), &mut pixmap.as_mut());
    Ok(Picture { width, height, has_alpha: true, pixels: pixmap.take_demultiplied() })
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded first")]
fn size_of(tree: &Tree) -> (u32, u32) {
    let length = |length: f32| length.ceil().clamp(1.0, 1_000_000.0) as u32;
    (length(tree.size().width()), length(tree.size().height()))
}

/// Packed drawings (SVGZ) as text.
fn unpacked(bytes: &[u8]) -> Result<Vec<u8>, Unrenderable> {
    let mut text = Vec::new();
    let most = MAX_TEXT + 1;
    let read = if bytes.starts_with(&sniff::GZIP) {
        GzDecoder::new(bytes).take(most).read_to_end(&mut text)
    } else {
        bytes.take(most).read_to_end(&mut text)
    };
    read.map_err(|error| Unrenderable::unread("SVG", &error))?;
    if text.len() as u64 > MAX_TEXT { Err(Unrenderable::TooManyBytes(MAX_TEXT)) } else { Ok(text) }
}

/// Whether a picture within a drawing may be unpacked, of all pixels that are left for such; drawings within
/// drawings are not looked at.
fn takes(data: &[u8], budget: &Budget, left: &AtomicU64) -> bool {
    let kind = sniff::sniff(data, "");
    let Ok(codec @ (Codec::Jpeg | Codec::Png | Codec::Gif | Codec::Webp)) = Codec::of(kind) else { return false };
    let Ok(size) = decode::decoder(codec, data, budget).map(|decoder| decoder.dimensions()) else {
        return false;
    };
    let pixels = u64::from(size.0) * u64::from(size.1);
    left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(pixels)).is_ok()
}
