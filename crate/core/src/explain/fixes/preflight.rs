//! What has to change for a preflight to succeed, in the server's answers or in what the page asks for.

use super::{ALLOW_HEADERS, ALLOW_METHODS, ALLOW_ORIGIN, Fixer};
use crate::explain::codes::CauseCode;
use crate::explain::warnings::is_cors_response_header;
use crate::http::extract_token_list;
use crate::order::firsts;
use crate::verdict::{Cause, Fix};

impl Fixer<'_> {
    /// Answer OPTIONS, with everything that this preflight asks for.
    pub(super) fn preflight_status(&self) -> Fix {
        let title = match self.problem.code {
            CauseCode::PreflightRequiresAuth | CauseCode::RedirectToLogin => {
                "Answer OPTIONS with 204 before any authentication"
            }
            CauseCode::PreflightRedirect => "Answer OPTIONS with 204 instead of a redirect",
            _ => "Answer OPTIONS with 204",
        };
        let missing_origin = self.headers().is_none_or(|headers| !headers.contains(ALLOW_ORIGIN));
        let headers = if missing_origin { self.origin_changes(&self.request_origin()) } else { Vec::new() };
        let mut fix = self.server(
            title.into(),
            headers,
            "A preflight succeeds only with a status from 200 to 299 and its own CORS headers.",
            "OPTIONS itself reveals nothing and changes nothing; the request that follows is still authenticated.",
        );
        fix.status = Some(204);
        fix
    }

    fn listed(&self, name: &str) -> Vec<String> {
        let tokens =
            self.headers().and_then(|headers| extract_token_list(headers, name).ok().flatten()).unwrap_or_default();
        let wildcard_counts = !self.observed.includes_credentials();
        tokens
            .iter()
            .map(|token| String::from_utf8_lossy(token).into_owned())
            .filter(|token| token != "*" || wildcard_counts)
            .collect()
    }

    /// What was listed, or what a malformed list was meant to be, with what is missing.
    fn completed(&self, name: &str, wanted: &[CauseCode]) -> String {
        let here = |problem: &&Cause| (problem.phase, problem.hop) == self.place;
        let mut items = self.listed(name);
        for problem in self.problems.iter().filter(here).filter(|problem| problem.header == Some(name)) {
            let expected = problem.expected.iter().flat_map(|text| text.split(", ")).filter(|item| !item.is_empty());
            if wanted.contains(&problem.code) {
                items.extend(expected.map(str::to_owned));
            }
        }
        let mut firsts = firsts(items.len(), &mut |a, b| items.get(a).cmp(&items.get(b))).into_iter().enumerate();
        items.retain(|_| firsts.next().is_some_and(|(at, first)| at == first));
        items.join(", ")
    }

    pub(super) fn allow_methods(&self) -> Fix {
        let value = self.completed(ALLOW_METHODS, &[CauseCode::InvalidAllowMethods, CauseCode::MethodNotAllowed]);
        self.send(
            vec![self.change(ALLOW_METHODS, &value)],
            "The preflight response must list the method, byte for byte; GET, HEAD and POST need no listing.",
            "Allowed origins may send this method; the server still has to authorize each request.",
        )
    }

    pub(super) fn allow_headers(&self) -> Fix {
        let codes = [CauseCode::InvalidAllowHeaders, CauseCode::HeaderNotAllowed, CauseCode::AuthorizationNotListed];
        let value = self.completed(ALLOW_HEADERS, &codes);
        self.send(
            vec![self.change(ALLOW_HEADERS, &value)],
            "The preflight response must list every header that is not CORS-safelisted; upper and lower case do not matter.",
            "Allowed origins may send these headers; do not take them as proof of anything by themselves.",
        )
    }

    /// `patch`, where the server lists `PATCH`.
    pub(super) fn is_listed_in_upper_case(&self) -> bool {
        let method = self.problem.expected.as_deref().unwrap_or_default();
        let upper = method.to_ascii_uppercase();
        method != upper && self.listed(ALLOW_METHODS).contains(&upper)
    }

    /// `Access-Control-Allow-Origin` in the request.
    pub(super) fn is_response_header(&self) -> bool {
        self.problem.expected.as_deref().is_some_and(is_cors_response_header)
    }

    pub(super) fn remove_response_header(&self) -> Fix {
        let name = self.problem.expected.as_deref().unwrap_or_default();
        let why = "It is a response header: in the request it allows nothing, and makes a preflight necessary.";
        self.client(["Remove the header ", name, " from the request"].concat().into(), why)
    }

    pub(super) fn method_in_upper_case(&self) -> Fix {
        let upper = self.problem.expected.as_deref().unwrap_or_default().to_ascii_uppercase();
        let why = "Methods are case-sensitive, and browsers upper-case only DELETE, GET, HEAD, OPTIONS, POST and PUT.";
        self.client(["Write method: \"", &upper, "\""].concat().into(), why)
    }
}
