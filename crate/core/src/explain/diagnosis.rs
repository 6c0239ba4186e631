//! When the true cause is not CORS, say that first.

use url::Url;

use super::codes::CauseCode;
use super::observed::Observed;
use crate::fetch::Failure;
use crate::http::is_redirect_status;
use crate::verdict::Phase;

/// The true cause behind the failure that decided, when it is another.
///
/// A server that fails, refuses or redirects usually does so before its CORS code runs: the missing header is then a
/// symptom.
pub(crate) fn diagnose(failure: &Failure, observed: &Observed<'_>) -> Option<CauseCode> {
    if failure.code != CauseCode::MissingAllowOrigin {
        return None;
    }
    let reply = observed.reply(failure.phase, failure.hop)?;
    let preflight = failure.phase == Phase::Preflight;
    match reply.status {
        500..=599 if !(preflight && reply.status == 501) => Some(CauseCode::ServerError),
        status if preflight => preflight_code(status),
        status if is_redirect_status(status) => {
            let location = reply.headers.get("Location")?;
            let target = observed.url(failure.hop).join(&String::from_utf8_lossy(&location)).ok()?;
            is_login(&target).then_some(CauseCode::RedirectToLogin)
        }
        _ if failure.hop > 0 && is_login(observed.url(failure.hop)) => Some(CauseCode::RedirectToLogin),
        400..=499 => Some(CauseCode::ErrorWithoutCorsHeaders),
        _ => None,
    }
}

const fn preflight_code(status: u16) -> Option<CauseCode> {
    match status {
        301 | 302 | 303 | 307 | 308 => Some(CauseCode::PreflightRedirect),
        401 | 403 | 407 => Some(CauseCode::PreflightRequiresAuth),
        404 | 405 | 501 => Some(CauseCode::PreflightNotHandled),
        200..=299 => None,
        _ => Some(CauseCode::PreflightStatus),
    }
}

/// Whether a URL looks like a place where one signs in.
pub(crate) fn is_login(url: &Url) -> bool {
    const WORDS: [&str; 14] = [
        "login",
        "signin",
        "sign-in",
        "sign_in",
        "logon",
        "sso",
        "oauth",
        "oauth2",
        "authorize",
        "auth",
        "saml",
        "adfs",
        "idp",
        "accounts",
    ];
    let host = url.host_str().unwrap_or_default();
    let words = host.split('.').chain(url.path().split(['/', '.']));
    words.map(str::to_ascii_lowercase).any(|word| WORDS.contains(&word.as_str()))
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
        for other in ["https://api.test/blogin", "https://author.test/", "https://api.test/items?next=/login"] {
            assert!(!is_login(&Url::parse(other).unwrap()), "{other}");
        }
    }
}
