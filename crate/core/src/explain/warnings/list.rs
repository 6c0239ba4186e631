//! Warnings about the list headers, `Access-Control-Max-Age`, and headers in the wrong place.

use std::borrow::Cow;

use super::{CREDENTIALS, Notes, SYNTAX};
use crate::engine::Profile;
use crate::explain::codes::WarningCode;
use crate::fetch::enums::{CredentialsMode, Engine};
use crate::http::{HeaderList, extract_delta_seconds, extract_token_list};
use crate::verdict::{ExchangeKind, Severity};

const ALLOW_METHODS: &str = "Access-Control-Allow-Methods";
const ALLOW_HEADERS: &str = "Access-Control-Allow-Headers";
const EXPOSE_HEADERS: &str = "Access-Control-Expose-Headers";
const MAX_AGE: &str = "Access-Control-Max-Age";

impl Notes<'_> {
    pub(super) fn lists(&mut self, kind: ExchangeKind, headers: &HeaderList) {
        match kind {
            ExchangeKind::Preflight => {
                self.literal_wildcard(ALLOW_METHODS, headers);
                self.literal_wildcard(ALLOW_HEADERS, headers);
                self.authorization(headers);
            }
            ExchangeKind::Actual => {
                self.literal_wildcard(EXPOSE_HEADERS, headers);
                self.expose_headers(headers);
            }
        }
    }

    fn literal_wildcard(&mut self, name: &'static str, headers: &HeaderList) {
        let include = self.observed.finished.request.credentials_mode == CredentialsMode::Include;
        if include && has_wildcard(&tokens(headers, name)) {
            let message = format!(
                "The request's credentials mode is include, and then * in {name} is a plain name, not a wildcard: list what you mean."
            );
            self.about_value(WarningCode::WildcardIsLiteral, Severity::Useless, CREDENTIALS, name, headers, message);
        }
    }

    fn authorization(&mut self, headers: &HeaderList) {
        let listed = tokens(headers, ALLOW_HEADERS);
        if has_wildcard(&listed) && !listed.iter().any(|name| name.eq_ignore_ascii_case(b"authorization")) {
            let message = "* does not cover Authorization: list it by name. Browsers still let it pass where no credentials are included, warn about it, and preflight such requests every time.";
            self.about_value(
                WarningCode::AuthorizationUnderWildcard,
                Severity::Fragile,
                "https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name",
                ALLOW_HEADERS,
                headers,
                message,
            );
        }
    }

    fn expose_headers(&mut self, headers: &HeaderList) {
        if extract_token_list(headers, EXPOSE_HEADERS).is_err() {
            let message =
                "Access-Control-Expose-Headers is not a comma-separated list of header names, so it exposes nothing.";
            self.about_value(
                WarningCode::InvalidExposeHeaders,
                Severity::Useless,
                SYNTAX,
                EXPOSE_HEADERS,
                headers,
                message,
            );
        }
    }

    pub(super) fn max_age(&mut self, kind: ExchangeKind, headers: &HeaderList) {
        if kind != ExchangeKind::Preflight {
            return;
        }
        const URL: &str = "https://fetch.spec.whatwg.org/#http-access-control-max-age";
        let longest = Profile::of(Engine::Firefox).cache.max_age.limit.unwrap_or(u64::MAX);
        match extract_delta_seconds(headers, MAX_AGE) {
            Ok(Some(seconds)) if seconds > longest => {
                let message = format!(
                    "No browser keeps a preflight result that long: Firefox stops at {longest} seconds, Chromium at 7200, Safari at 600. A revoked permission lives on for as long."
                );
                self.about_value(WarningCode::LongMaxAge, Severity::Useless, URL, MAX_AGE, headers, message);
            }
            Ok(_) => {}
            Err(_) => {
                let message = "Access-Control-Max-Age must be one number of seconds; with a negative one nothing is kept, anything else means the default of 5 seconds.";
                self.about_value(WarningCode::InvalidMaxAge, Severity::Useless, URL, MAX_AGE, headers, message);
            }
        }
    }

    /// Headers that only the other of preflight and response is asked for.
    pub(super) fn wrong_place(&mut self, kind: ExchangeKind, headers: &HeaderList) {
        // When the server answers OPTIONS as it answers the request, the headers cannot but stand in both.
        let shared = self.observed.question.answers.get(self.hop).is_none_or(|answer| answer.preflight.is_none());
        if shared && self.observed.replies().any(|(one, _)| one.kind == ExchangeKind::Preflight && one.hop == self.hop)
        {
            return;
        }
        match kind {
            ExchangeKind::Preflight => {
                self.misplaced(
                    WarningCode::ResponseOnlyHeader,
                    &[EXPOSE_HEADERS],
                    headers,
                    "only matters on the response itself; on the preflight response it has no effect.",
                );
            }
            ExchangeKind::Actual => {
                self.misplaced(
                    WarningCode::PreflightOnlyHeader,
                    &[ALLOW_METHODS, ALLOW_HEADERS, MAX_AGE],
                    headers,
                    "only matters on the response to a preflight (OPTIONS); here it has no effect.",
                );
            }
        }
    }

    fn misplaced(&mut self, code: WarningCode, names: &[&'static str], headers: &HeaderList, why: &str) {
        for name in names {
            if headers.contains(name) {
                self.about_value(
                    code,
                    Severity::Useless,
                    "https://fetch.spec.whatwg.org/#http-responses",
                    name,
                    headers,
                    [*name, " ", why].concat(),
                );
            }
        }
    }

    fn about_value(
        &mut self,
        code: WarningCode,
        severity: Severity,
        url: &'static str,
        name: &'static str,
        headers: &HeaderList,
        message: impl Into<Cow<'static, str>>,
    ) {
        let value = headers.get(name).unwrap_or_default();
        self.add_about(code, severity, url, Some((name.into(), Some(&value))), message.into());
    }
}

fn has_wildcard(tokens: &[&[u8]]) -> bool {
    tokens.contains(&&b"*"[..])
}

fn tokens<'a>(headers: &'a HeaderList, name: &str) -> Vec<&'a [u8]> {
    extract_token_list(headers, name).ok().flatten().unwrap_or_default()
}
