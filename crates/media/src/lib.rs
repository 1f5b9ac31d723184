//! Bytes of pictures and other files: what they are, what they say of themselves, what they look like.
//!
//! Files in, values and pictures out. Everything is synchronous and bounded by [`Limits`]; the callers run it on
//! threads that may block, as many at once as they have memory for ([`Limits::memory`] each).

mod colour;
mod deadline;
mod decode;
mod describe;
mod encode;
mod file;
mod frames;
mod geometry;
mod ico;
mod icon;
mod jpeg;
mod ladder;
mod limits;
mod metadata;
mod motion;
mod picture;
mod png;
mod preview;
mod render;
mod rendition;
mod sniff;
mod svg;
mod tiff;
mod unrenderable;

pub use describe::{Description, describe};
pub use icon::icon;
pub use ladder::{STEPS, step, step_for};
pub use limits::Limits;
pub use metadata::{Note, Notes};
pub use preview::Previews;
pub use render::{Rendered, render, render_step};
pub use rendition::{Format, Rendition, Transformation, colour};
pub use sniff::{Class, Kind, MAX_HEAD, is_safe_inline, sniff};
pub use unrenderable::Unrenderable;
