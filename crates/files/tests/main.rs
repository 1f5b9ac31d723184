//! What the crate promises, tried on a folder and on S3 alike.

mod support;

mod stores {
    mod crash;
    mod derived;
    mod keeping;
    mod memory;
    mod parts;
    mod random;
    mod reading;
    mod receiving;
    mod trouble;
}
