//! [Fetching](https://fetch.spec.whatwg.org/#fetching), as a state machine that performs no I/O.
//!
//! [`Fetch`] asks for one HTTP exchange at a time ([`Fetch::exchange`]) and is told the reply ([`Fetch::respond`]).
//! Each algorithm of the standard has its own file.

mod bad_port;
mod client;
mod construct;
mod cors_check;
mod cross_origin_resource_policy;
mod data_url;
mod decisions;
pub mod enums;
mod fetch_metadata;
mod handover;
mod http_fetch;
mod machine;
mod main_fetch;
mod mixed_content;
mod network_or_cache;
mod origin_header;
mod preflight_cache;
mod preflight_fetch;
mod preflight_need;
mod receive;
mod redirect_fetch;
mod referrer;
mod request;
mod scheme_fetch;
mod tao_check;

use url::Url;

pub use bad_port::is_bad_port;
pub use client::Client;
pub use construct::Dropped;
pub(crate) use construct::construct_without_accept;
pub use data_url::data_url_body;
pub use decisions::{Decisions, Failure};
pub(crate) use handover::{NEVER_SNIFFED, NOSNIFF_MARKUP, PARTIAL_MARKUP, is_usable};
pub use machine::{Ask, Fetch, Finished, Setup};
pub(crate) use main_fetch::includes_credentials;
pub(crate) use mixed_content::{is_local, prohibits_mixed_content};
pub(crate) use network_or_cache::normalized;
pub use preflight_cache::{Grant, PreflightCache};
pub(crate) use preflight_fetch::{OK_STATUS, name_status};
pub use preflight_need::PreflightNeed;
pub(crate) use receive::{understood, with_type_of};
pub(crate) use redirect_fetch::{hand_fragment_on, parse_referrer_policy, url_text};
pub use request::{Referrer, Request, redirect_taint};

/// A URL without user name and password. One that cannot have them stays as it is.
pub(crate) fn without_credentials(url: &Url) -> Url {
    let mut url = url.clone();
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url
}

/// A URL as it goes over the wire: without its fragment.
pub(crate) fn without_fragment(url: &Url) -> String {
    let text = url.as_str();
    text.split_once('#').map_or(text, |(start, _)| start).to_owned()
}
