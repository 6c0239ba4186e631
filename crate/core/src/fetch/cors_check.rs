//! The [CORS check](https://fetch.spec.whatwg.org/#concept-cors-check).

use super::decisions::{Decisions, Failure};
use super::enums::CredentialsMode;
use super::machine::Fetch;
use crate::bytes::ByteString;
use crate::explain::CauseCode;
use crate::http::HeaderList;
use crate::standard::{CORS_CHECK, Rule};

const ALLOW_ORIGIN: &str = "Access-Control-Allow-Origin";
const ALLOW_CREDENTIALS: &str = "Access-Control-Allow-Credentials";

static HAS_ALLOW_ORIGIN: Rule =
    Rule::new(&CORS_CHECK, "the response has an Access-Control-Allow-Origin header").about(ALLOW_ORIGIN);
static IS_WILDCARD: Rule =
    Rule::new(&CORS_CHECK, "credentials mode is not include and the value is exactly *").about(ALLOW_ORIGIN);
static EQUALS_ORIGIN: Rule =
    Rule::new(&CORS_CHECK, "the value equals the request's origin, byte for byte").about(ALLOW_ORIGIN);
static WITHOUT_CREDENTIALS: Rule = Rule::new(&CORS_CHECK, "credentials mode is not include");
static ALLOWS_CREDENTIALS: Rule =
    Rule::new(&CORS_CHECK, "Access-Control-Allow-Credentials is exactly true").about(ALLOW_CREDENTIALS);

impl Fetch {
    /// Runs the CORS check for this byte-serialized origin.
    pub(crate) fn cors_check(&mut self, origin: &ByteString, headers: &HeaderList) {
        self.cors_check_as(self.request.credentials_mode, origin, headers);
    }

    /// The check as for a request with this credentials mode.
    pub(crate) fn cors_check_as(&mut self, mode: CredentialsMode, origin: &ByteString, headers: &HeaderList) {
        cors_check(mode, self.repeats_allow_origin, origin, headers, &mut self.decisions);
    }
}

fn cors_check(
    mode: CredentialsMode,
    repeats: bool,
    origin: &ByteString,
    headers: &HeaderList,
    decisions: &mut Decisions,
) {
    let include = mode == CredentialsMode::Include;
    match headers.get(ALLOW_ORIGIN) {
        Some(value) if repeats => {
            let failure = Failure::new(CauseCode::DuplicateAllowOrigin, &EQUALS_ORIGIN).header(ALLOW_ORIGIN);
            decisions.fail(failure.received(&*value).expected(origin.clone()));
        }
        None => {
            let failure = Failure::new(CauseCode::MissingAllowOrigin, &HAS_ALLOW_ORIGIN);
            decisions.fail(failure.header(ALLOW_ORIGIN).expected(origin.clone()));
        }
        Some(value) if !include && *value == *b"*" => {
            let wildcard = ByteString::from_static("*");
            decisions.pass_as(&IS_WILDCARD, &wildcard, &wildcard);
            return;
        }
        Some(value) if *value == **origin => decisions.pass_as(&EQUALS_ORIGIN, origin, origin),
        Some(value) => {
            let failure = Failure::new(mismatch(&value, headers), &EQUALS_ORIGIN).header(ALLOW_ORIGIN);
            decisions.fail(failure.received(&*value).expected(origin.clone()));
        }
    }
    if !include {
        decisions.holds_of(&WITHOUT_CREDENTIALS, true, mode.as_str());
        return;
    }
    check_allow_credentials(headers, decisions);
}

fn check_allow_credentials(headers: &HeaderList, decisions: &mut Decisions) {
    let failure = match headers.get(ALLOW_CREDENTIALS) {
        Some(value) if *value == *b"true" => {
            let allowed = ByteString::from_static("true");
            decisions.pass_as(&ALLOWS_CREDENTIALS, &allowed, &allowed);
            return;
        }
        Some(value) => Failure::new(CauseCode::InvalidAllowCredentials, &ALLOWS_CREDENTIALS).received(&*value),
        None => Failure::new(CauseCode::MissingAllowCredentials, &ALLOWS_CREDENTIALS),
    };
    decisions.fail(failure.header(ALLOW_CREDENTIALS).expected("true"));
}

/// What to call a value that is not the request's origin. The decision has been made; this only names it.
fn mismatch(value: &[u8], headers: &HeaderList) -> CauseCode {
    if headers.values(ALLOW_ORIGIN).nth(1).is_some() {
        CauseCode::DuplicateAllowOrigin
    } else if value == b"*" {
        CauseCode::WildcardWithCredentials
    } else if value.contains(&b',') || value.contains(&b' ') {
        CauseCode::MultipleAllowOrigin
    } else {
        CauseCode::AllowOriginMismatch
    }
}
