//! HTTP as the Fetch Standard sees it: methods, header lists, statuses, MIME types and the CORS safelists.
//!
//! Fetch: <https://fetch.spec.whatwg.org/#http>

pub mod extract;
pub mod forbidden;
pub mod guard;
pub mod header_list;
pub mod method;
pub mod mime;
pub mod nosniff;
pub mod quoted_string;
pub mod range;
pub mod raw_headers;
pub mod safelist;
pub mod split;
pub mod status;
pub mod token;

pub use extract::{ExtractFailure, ExtractFailureReason, extract_delta_seconds, extract_location, extract_token_list};
pub use forbidden::{
    ForbiddenReason, forbidden_request_header_reason, is_forbidden_request_header, is_forbidden_response_header_name,
};
pub use guard::{HeadersChange, HeadersGuard, HeadersTypeError, IgnoredReason};
pub(crate) use header_list::set_has;
pub use header_list::{Header, HeaderList, sorted_lowercase_set};
pub use method::{is_cors_safelisted_method, is_forbidden_method, is_method, normalize_method};
pub(crate) use mime::is_never_script;
pub use mime::{MimeType, extract_mime_type};
pub use nosniff::determine_nosniff;
pub use range::{RangeValue, parse_single_range};
pub(crate) use raw_headers::is_spaced;
pub use raw_headers::{RawHeaderIssue, RawHeaders, parse_raw_headers};
pub use safelist::{
    HintValue, SafelistRules, UnsafeHeader, UnsafeReason, cors_unsafe_reason, cors_unsafe_request_header_names,
    cors_unsafe_request_headers, is_cors_non_wildcard_request_header_name, is_cors_safelisted_request_header,
    is_cors_safelisted_response_header_name, is_cors_unsafe_request_header_byte, is_no_cors_safelisted_request_header,
    is_no_cors_safelisted_request_header_name, is_privileged_no_cors_request_header_name, is_request_body_header_name,
    no_cors_unsafe_reason,
};
pub use split::{get_decode_and_split, split_header_value};
pub use status::{is_null_body_status, is_ok_status, is_range_status, is_redirect_status};
pub use token::{is_header_name, is_header_value, is_token, normalize_value};

/// Whether `name` is a [byte-case-insensitive](https://infra.spec.whatwg.org/#byte-case-insensitive) match for one of
/// `names`.
pub(crate) fn is_one_of(name: &[u8], names: &[&str]) -> bool {
    names.iter().any(|candidate| name.eq_ignore_ascii_case(candidate.as_bytes()))
}
