//! What the client fetches and what it doesn't, tried on hosts of the loopback. Other addresses
//! are only ever told by the tests' own names, and never called.

mod support;

mod calls {
    mod asking;
    mod calling;
    mod fetching;
    mod guarding;
    mod limits;
    mod proxy;
}
