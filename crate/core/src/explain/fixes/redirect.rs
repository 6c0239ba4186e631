//! What has to change where a redirect is in the way.

use super::Fixer;
use super::page::IN_HEADER;
use crate::explain::codes::CauseCode;
use crate::fetch::{includes_credentials, without_credentials};
use crate::http::is_redirect_status;
use crate::verdict::{Fix, Phase};

impl Fixer<'_> {
    /// Where a redirect is in the way, the page can go where it leads.
    pub(super) fn request_the_target(&self) -> Option<Fix> {
        let (phase, hop) = (self.problem.phase, self.problem.hop);
        if matches!(self.problem.code, CauseCode::RedirectToLogin | CauseCode::RedirectModeError)
            || self.observed.leads_to_login(phase, hop)
        {
            return None;
        }
        if self.problem.code == CauseCode::RedirectIncludesCredentials {
            return Some(self.client("Request the final URL directly, with an Authorization header".into(), IN_HEADER));
        }
        let here = || self.is_tainted().then(|| self.observed.url(hop).clone());
        let target = self.observed.redirect_target(phase, hop).or_else(here)?;
        let why = "Without the redirect there is nothing to be allowed on the way, and no origin becomes null.";
        Some(self.client(["Request ", target.as_str(), " directly"].concat().into(), why))
    }

    /// The redirect leads to the same URL without credentials. Some engines look at them only when they request it.
    pub(super) fn location_without_credentials(&self) -> Fix {
        let at = |hop| self.observed.redirect_target(Phase::Redirect, hop).filter(includes_credentials);
        let hop = self.problem.hop;
        let (hop, url) = match at(hop) {
            Some(url) => (hop, url),
            None => (hop.saturating_sub(1), self.observed.url(hop).clone()),
        };
        let there = Fixer { place: (Phase::Redirect, hop), ..*self };
        there.server(
            "Leave user name and password out of Location".into(),
            vec![there.change("Location", without_credentials(&url).as_str())],
            "A redirect may lead to any other origin without them.",
            "The target must learn in another way who asks.",
        )
    }

    /// The server that redirects answers 401; what the login page says is its own affair.
    pub(super) fn answer_instead_of_login(&self) -> Fix {
        let redirects = self.observed.reply(Phase::Redirect, self.problem.hop);
        let hop = match redirects {
            Some(reply) if is_redirect_status(reply.status) => self.problem.hop,
            _ => self.problem.hop.saturating_sub(1),
        };
        let there = Fixer { place: (Phase::Redirect, hop), ..*self };
        // Of its own origin the page reads every answer.
        let changes = there.refused_origin().map(|origin| there.origin_changes(&origin)).unwrap_or_default();
        let mut fix = there.server(
            "Answer 401 instead of redirecting to the login page".into(),
            changes,
            "The page then sees that the session is missing, and can send the user to the login page itself.",
            "None: the answer says no more than the redirect did.",
        );
        fix.status = Some(401);
        fix
    }
}
