//! What would a browser decide? The Same-Origin Policy and CORS as pure functions and one sans-IO state machine.

#![forbid(unsafe_code)]

pub mod bytes;
pub mod http;
pub mod origin;

pub use bytes::ByteString;
