//! What would a browser decide? The Same-Origin Policy and CORS as pure functions and one sans-IO state machine.
//!
//! - [`simulate`] answers a whole [`Scenario`] with a [`Verdict`].
//! - [`fetch::Fetch`] is the state machine under it: it asks for one HTTP exchange at a time and performs none.
//! - [`origin`] and [`http`] hold the primitives under the standards' own names.
//!
//! The crate reads no clock, opens no connection and keeps no global state: the same question has the same answer.

#![forbid(unsafe_code)]

pub mod bytes;
mod carets;
mod construct_request;
mod cookie;
pub mod disagreement;
pub mod engine;
pub mod explain;
pub mod fetch;
pub mod http;
mod keyword;
mod order;
pub mod origin;
pub mod scenario;
mod simulate;
pub mod standard;
pub mod trace;
#[cfg(feature = "ts")]
pub mod typescript;
pub mod verdict;

pub use bytes::ByteString;
pub use construct_request::{ConstructedRequest, construct_request};
pub use disagreement::compare_engines;
pub use engine::Profile;
pub use explain::explain_console_message;
pub use http::HeaderList;
pub use origin::compare_origins;
pub use scenario::{Scenario, ScenarioError};
pub use simulate::{Browser, Session, simulate, simulate_as};
pub use verdict::Verdict;
