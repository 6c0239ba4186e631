//! [`construct_request`]: the first step of a fetch on its own, for a `Request` object that nobody has fetched yet.

use serde::Serialize;

use crate::bytes::ByteString;
use crate::engine::Profile;
use crate::fetch::enums::{BodyKind, CacheMode, CredentialsMode, Initiator, Mode, RedirectMode, ReferrerPolicy};
use crate::fetch::{Client, Decisions, Referrer, construct_without_accept};
use crate::origin::OpaqueOrigins;
use crate::scenario::Scenario;
use crate::simulate::Session;
use crate::verdict::{HeaderPairs, Verdict};

/// What [`new Request(input, init)`](https://fetch.spec.whatwg.org/#dom-request) makes, as its attributes show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConstructedRequest {
    /// `request.method`.
    pub method: ByteString,
    /// `request.url`.
    pub url: String,
    /// The header list of `request.headers`: order, case and duplicates kept.
    pub headers: HeaderPairs,
    /// `request.mode`.
    pub mode: Mode,
    /// `request.credentials`.
    pub credentials: CredentialsMode,
    /// `request.cache`.
    pub cache: CacheMode,
    /// `request.redirect`.
    pub redirect: RedirectMode,
    /// `request.referrer`.
    pub referrer: String,
    /// `request.referrerPolicy`.
    pub referrer_policy: ReferrerPolicy,
    /// What the body is made from in the end: to an engine that cannot send a stream it is text.
    pub body: Option<BodyKind>,
}

/// What `new Request()` makes of `scenario.request`; or, where it throws, the verdict on a `fetch` of the same.
///
/// ```
/// use corslab::{Scenario, construct_request};
///
/// let read = |request: &str| {
///     let scenario = format!(r#"{{ "page": "https://app.example.com/shop/", "request": {request} }}"#);
///     Scenario::read_without_server(&serde_json::from_str(&scenario)?).map_err(Box::<dyn std::error::Error>::from)
/// };
/// let request = construct_request(read(r#"{ "url": "cart", "method": "post", "body": "1" }"#)?);
/// let request = request.map_err(|verdict| verdict.summary)?;
/// assert_eq!(request.method, "POST");
/// assert_eq!(request.url, "https://app.example.com/shop/cart");
///
/// let verdict = construct_request(read(r#"{ "url": "cart", "body": "1" }"#)?).unwrap_err();
/// assert_eq!(verdict.javascript, "TypeError: A GET request cannot have a body.");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// The verdict, whose cause says why it throws.
pub fn construct_request(mut scenario: Scenario) -> Result<ConstructedRequest, Box<Verdict>> {
    scenario.request.initiator = Initiator::Fetch;
    let profile = Profile::of(scenario.engine);
    let client = Client::of_page(&scenario.page, &mut OpaqueOrigins::new());
    let mut decisions = Decisions::new();
    let constructed = construct_without_accept(&scenario.request, &client, profile, &mut decisions, &mut Vec::new());
    let Some(request) = constructed.filter(|_| !decisions.has_failed()) else {
        return Err(Box::new(Session::start(scenario).finish()));
    };
    Ok(ConstructedRequest {
        method: request.method.clone(),
        url: request.current_url().as_str().to_owned(),
        referrer: match &request.referrer {
            Referrer::NoReferrer => String::new(),
            Referrer::Client => "about:client".to_owned(),
            Referrer::Url(url) => url.as_str().to_owned(),
        },
        headers: request.headers.into_iter().map(|header| (header.name, header.value)).collect(),
        mode: request.mode,
        credentials: request.credentials_mode,
        cache: request.cache_mode,
        redirect: request.redirect_mode,
        referrer_policy: request.referrer_policy,
        body: request.body.map(|body| body.kind),
    })
}
