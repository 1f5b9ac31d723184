//! What the interface's build made is part of this crate: it is compiled anew when files come or go.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=../../ui/dist");
}
