//! When the true cause is not CORS, say that first.

use url::Url;

use super::codes::CauseCode;
use super::observed::Observed;
use crate::fetch::{Failure, name_status};
use crate::verdict::Phase;

/// The true cause behind the failure that decided, when it is another.
///
/// A server that fails, refuses or redirects usually does so before its CORS code runs: the missing header is then a
/// symptom.
pub(crate) fn diagnose(failure: &Failure, observed: &Observed<'_>) -> Option<CauseCode> {
    use CauseCode::{AllowOriginMismatch, MissingAllowOrigin, PreflightRedirect};
    let reply = observed.reply(failure.phase, failure.hop)?;
    let preflight = failure.phase == Phase::Preflight;
    let here = is_login(observed.url(failure.hop));
    if matches!(failure.code, MissingAllowOrigin | AllowOriginMismatch | PreflightRedirect)
        && observed.leads_to_login(failure.phase, failure.hop)
    {
        return Some(CauseCode::RedirectToLogin);
    }
    if failure.code != MissingAllowOrigin {
        return None;
    }
    match reply.status {
        500..=599 if !(preflight && reply.status == 501) => Some(CauseCode::ServerError),
        200..=299 if preflight => None,
        status if preflight => Some(name_status(status)),
        _ if here && failure.hop > 0 && !is_login(observed.url(failure.hop - 1)) => Some(CauseCode::RedirectToLogin),
        400..=499 => Some(CauseCode::ErrorWithoutCorsHeaders),
        _ => None,
    }
}

/// Whether a URL looks like a place where one signs in.
pub(crate) fn is_login(url: &Url) -> bool {
    /// Of a host or a path.
    const WORDS: [&str; 10] =
        ["login", "signin", "sign-in", "sign_in", "logon", "oauth", "oauth2", "saml", "saml2", "adfs"];
    /// Of a host only: many an API has such resources.
    const HOSTS: [&str; 5] = ["sso", "auth", "accounts", "idp", "authorize"];
    let is_one_of = |words: &[&str], text: &str| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    let host = url.host_str().unwrap_or_default();
    host.split('.').any(|label| is_one_of(&WORDS, label) || is_one_of(&HOSTS, label))
        || url.path().split(['/', '.']).any(|word| is_one_of(&WORDS, word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn login_pages_are_known_by_whole_words() {
        for login in ["https://api.test/login", "https://accounts.example.com/", "https://a.test/oauth2/authorize?x=1"]
        {
            assert!(is_login(&Url::parse(login).unwrap()), "{login}");
        }
        for other in [
            "https://api.test/blogin",
            "https://author.test/",
            "https://api.test/items?next=/login",
            "https://api.test/accounts",
            "https://api.test/auth/token",
        ] {
            assert!(!is_login(&Url::parse(other).unwrap()), "{other}");
        }
    }
}
