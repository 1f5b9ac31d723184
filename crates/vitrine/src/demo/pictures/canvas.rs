//! The SVG as it is written: shapes in the order in which they are painted, and what these refer to.

use std::fmt::Write;

use super::colour::Colour;
use super::space::Spot;

/// Stops of a gradient: offset, colour, opacity.
pub type Stops<'a> = &'a [(f64, Colour, f64)];

/// See the module.
#[derive(Default)]
pub struct Canvas {
    definitions: Vec<String>,
    body: String,
}

/// A number with a tenth of a pixel.
pub fn short(number: f64) -> String {
    let text = format!("{number:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A path through these points, closed or not. From one to the next are fewer digits than from the corner.
pub fn line_through(spots: &[Spot], is_closed: bool) -> String {
    let mut path = String::new();
    let mut last = [0.0; 2];
    for (index, spot) in spots.iter().enumerate() {
        // Of whole tenths, so that nothing adds up.
        let spot = spot.map(|number| (number * 10.0).round());
        let [x, y] = [spot[0] - last[0], spot[1] - last[1]].map(|tenths| short(tenths / 10.0));
        let letter = if index == 0 { "M" } else { "l" };
        let _ = write!(path, "{letter}{x} {y}");
        last = spot;
    }
    if is_closed { path + "Z" } else { path }
}

/// The path of an ellipse.
pub fn ellipse_path([x, y]: Spot, across: f64, down: f64) -> String {
    let [across, down] = [short(across.abs()), short(down.abs())];
    let half = |x: f64| format!("A{across} {down} 0 0 1 {} {}", short(x), short(y));
    let radius = across.parse().unwrap_or(0.0);
    format!("M{} {}{}{}Z", short(x - radius), short(y), half(x + radius), half(x - radius))
}

impl Canvas {
    /// Something to refer to; `write` gets its name.
    fn define(&mut self, definition: String) -> String {
        let index = self.definitions.iter().position(|one| *one == definition).unwrap_or_else(|| {
            self.definitions.push(definition);
            self.definitions.len() - 1
        });
        format!("url(#d{index})")
    }

    /// A gradient from one point to another, or the colour that it has all over.
    pub fn linear(&mut self, [x1, y1]: Spot, [x2, y2]: Spot, stops: Stops) -> String {
        let told = |(_, colour, opacity): &(f64, Colour, f64)| (*opacity >= 1.0).then(|| colour.to_string());
        if let Some(colour) = stops.first().and_then(told)
            && stops.iter().all(|stop| told(stop).as_ref() == Some(&colour))
        {
            return colour;
        }
        let [x1, y1, x2, y2] = [x1, y1, x2, y2].map(short);
        let place = format!("gradientUnits=\"userSpaceOnUse\" x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"");
        self.define(format!("<linearGradient id=\"?\" {place}>{}</linearGradient>", written(stops)))
    }

    /// A gradient from a point outwards, as far as `across` and `down`.
    pub fn radial(&mut self, [x, y]: Spot, across: f64, down: f64, stops: Stops) -> String {
        let squash = format!("translate({} {}) scale(1 {:.3})", short(x), short(y), (down / across.max(0.1)).abs());
        let place = format!("gradientUnits=\"userSpaceOnUse\" cx=\"0\" cy=\"0\" r=\"{}\"", short(across));
        let transform = format!("gradientTransform=\"{squash}\"");
        self.define(format!("<radialGradient id=\"?\" {place} {transform}>{}</radialGradient>", written(stops)))
    }

    /// A gradient from the middle of whatever it fills out to where that ends.
    pub fn fading(&mut self, stops: Stops) -> String {
        self.define(format!("<radialGradient id=\"?\">{}</radialGradient>", written(stops)))
    }

    /// A gradient that repeats by that step, all over the picture.
    pub fn stripes(&mut self, [x, y]: Spot, stops: Stops) -> String {
        let place = format!("gradientUnits=\"userSpaceOnUse\" x1=\"0\" y1=\"0\" x2=\"{x:.2}\" y2=\"{y:.2}\"");
        self.define(format!(
            "<linearGradient id=\"?\" {place} spreadMethod=\"repeat\">{}</linearGradient>",
            written(stops)
        ))
    }

    /// A pattern of so many pixels.
    pub fn pattern(&mut self, size: Spot, content: &str) -> String {
        let [width, height] = size.map(short);
        let place = format!("patternUnits=\"userSpaceOnUse\" width=\"{width}\" height=\"{height}\"");
        self.define(format!("<pattern id=\"?\" {place}>{content}</pattern>"))
    }

    /// A filled shape.
    pub fn fill(&mut self, path: &str, paint: &str) {
        let _ = write!(self.body, "<path d=\"{path}\" fill=\"{paint}\"/>");
    }

    /// A filled shape that lets some of what is below through.
    pub fn veil(&mut self, path: &str, paint: &str, opacity: f64) {
        let _ = write!(self.body, "<path d=\"{path}\" fill=\"{paint}\" fill-opacity=\"{opacity:.3}\"/>");
    }

    /// A filled shape that meets its neighbour without a gap.
    pub fn tile(&mut self, path: &str, paint: &str) {
        let _ = write!(self.body, "<path d=\"{path}\" fill=\"{paint}\" stroke=\"{paint}\" stroke-width=\"1.2\"/>");
    }

    /// A line.
    pub fn stroke(&mut self, path: &str, paint: &str, width: f64, opacity: f64) {
        let look = format!("stroke=\"{paint}\" stroke-width=\"{}\"", short(width.max(0.4)));
        let opacity = if opacity < 1.0 { format!(" stroke-opacity=\"{opacity:.2}\"") } else { String::new() };
        let _ = write!(self.body, "<path d=\"{path}\" {look}{opacity}/>");
    }

    /// The whole picture, so many pixels wide and high.
    pub fn finish(self, size: u32) -> String {
        let mut svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\"><defs>");
        for (index, definition) in self.definitions.iter().enumerate() {
            svg += &definition.replacen("id=\"?\"", &format!("id=\"d{index}\""), 1);
        }
        let ends = "stroke-linecap=\"round\" stroke-linejoin=\"round\"";
        svg + "</defs><g fill=\"none\" " + ends + ">" + &self.body + "</g></svg>"
    }
}

fn written(stops: Stops) -> String {
    let stop = |(offset, colour, opacity): &(f64, Colour, f64)| {
        let opacity = if *opacity < 1.0 { format!(" stop-opacity=\"{opacity:.3}\"") } else { String::new() };
        let offset = format!("{offset:.2}");
        let offset = offset.trim_end_matches('0').trim_end_matches('.');
        format!("<stop offset=\"{offset}\" stop-color=\"{colour}\"{opacity}/>")
    };
    stops.iter().map(stop).collect()
}
