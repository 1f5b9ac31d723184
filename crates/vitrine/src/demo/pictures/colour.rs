//! Colours, and what light makes of them.

use std::fmt;

/// Red, green and blue, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Colour(f64, f64, f64);

impl Colour {
    pub const WHITE: Self = Self(1.0, 1.0, 1.0);
    /// The light of a warm lamp.
    pub const LAMPLIGHT: Self = Self(1.0, 0.87, 0.64);
    /// Its source, too bright to be of a colour.
    pub const FLAME: Self = Self(1.0, 0.97, 0.89);

    pub const fn grey(level: f64) -> Self {
        Self(level, level * 0.985, level * 0.96)
    }

    /// Of `#RRGGBB`; a middle grey if it is not that.
    pub fn parse(text: &str) -> Self {
        let channel = |at: usize| {
            let digits = text.get(at..at + 2)?;
            Some(f64::from(u8::from_str_radix(digits, 16).ok()?) / 255.0)
        };
        match (channel(1), channel(3), channel(5)) {
            (Some(red), Some(green), Some(blue)) => Self(red, green, blue),
            _ => Self::grey(0.5),
        }
    }

    /// `share` of the other in this.
    pub fn mix(self, other: Self, share: f64) -> Self {
        let mix = |own: f64, others: f64| own + (others - own) * share;
        Self(mix(self.0, other.0), mix(self.1, other.1), mix(self.2, other.2))
    }

    /// Under light: below 1 it darkens, above it goes towards white.
    pub fn lit(self, light: f64) -> Self {
        if light > 1.0 {
            return self.mix(Self::WHITE, (light - 1.0).min(1.0));
        }
        // Shade is a little cooler than what it falls on.
        Self(self.0 * light, self.1 * light, self.2 * (light * 0.97 + 0.03))
    }

    /// How bright, from 0 to 1.
    pub fn brightness(self) -> f64 {
        0.299 * self.0 + 0.587 * self.1 + 0.114 * self.2
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within a byte by the clamp")]
        let byte = |channel: f64| (channel.clamp(0.0, 1.0) * 255.0).round() as u8;
        write!(f, "#{:02x}{:02x}{:02x}", byte(self.0), byte(self.1), byte(self.2))
    }
}
