//! Everything that the explanation looks at.

use std::borrow::Cow;

use url::Url;

use super::Question;
use super::diagnosis::is_login;
use crate::fetch::enums::CredentialsMode;
use crate::fetch::{Finished, hand_fragment_on, url_text};
use crate::http::is_redirect_status;
use crate::scenario::Reply;
use crate::verdict::{Exchange, ExchangeKind, FixTarget, Phase};

/// A finished fetch, and what was asked.
#[derive(Clone, Copy)]
pub(crate) struct Observed<'a> {
    pub(crate) finished: &'a Finished,
    pub(crate) question: &'a Question<'a>,
}

impl<'a> Observed<'a> {
    /// The reply to which a failure belongs, whether or not the deciding run came that far. A local scheme such as
    /// `data:` has none, whatever was scripted.
    pub(crate) fn reply(&self, phase: Phase, hop: usize) -> Option<&'a Reply> {
        let answer = self.question.answers.get(hop).filter(|_| matches!(self.url(hop).scheme(), "http" | "https"))?;
        let reply = match phase {
            Phase::Request => return None,
            Phase::Preflight => answer.preflight.as_ref().unwrap_or(&answer.response),
            Phase::Redirect | Phase::Response => &answer.response,
        };
        (!reply.network_failure).then_some(reply)
    }

    /// Where the reply to which a failure belongs redirects to.
    pub(crate) fn redirect_target(&self, phase: Phase, hop: usize) -> Option<Url> {
        let reply = self.reply(phase, hop).filter(|reply| is_redirect_status(reply.status))?;
        let url = self.url(hop);
        let mut target = url.join(&url_text(&reply.headers.get("Location")?)).ok()?;
        if target.scheme() != "data" {
            hand_fragment_on(url, &mut target, &self.question.profile.redirects);
        }
        Some(target)
    }

    /// The page's serialized origin.
    pub(crate) fn page_origin(&self) -> Cow<'a, str> {
        self.finished.client.serialized_origin.isomorphic_decode()
    }

    /// Whether the request's credentials mode is `include`.
    pub(crate) fn includes_credentials(&self) -> bool {
        self.finished.request.credentials_mode == CredentialsMode::Include
    }

    /// The URL at `hop`, as far as the deciding run came; its last URL beyond that.
    pub(crate) fn url(&self, hop: usize) -> &'a Url {
        self.finished.request.url_list().nth(hop).unwrap_or_else(|| self.finished.request.current_url())
    }

    /// Whether the reply redirects from elsewhere to what looks like a login page.
    pub(crate) fn leads_to_login(&self, phase: Phase, hop: usize) -> bool {
        !is_login(self.url(hop)) && self.redirect_target(phase, hop).is_some_and(|target| is_login(&target))
    }

    /// The replies that the fetch saw, each with its exchange.
    pub(crate) fn replies(&self) -> impl Iterator<Item = (&'a Exchange, &'a Reply)> {
        let answers = self.question.answers;
        self.finished.exchanges.iter().filter_map(move |exchange| {
            let answer = answers.get(exchange.hop)?;
            let reply = match exchange.kind {
                ExchangeKind::Preflight => answer.preflight.as_ref().unwrap_or(&answer.response),
                ExchangeKind::Actual => &answer.response,
            };
            (!reply.network_failure).then_some((exchange, reply))
        })
    }
}

/// Which message a phase is about.
pub(crate) const fn target(phase: Phase) -> FixTarget {
    match phase {
        Phase::Request => FixTarget::Request,
        Phase::Preflight => FixTarget::Preflight,
        Phase::Redirect | Phase::Response => FixTarget::Response,
    }
}
