//! From a [`Value`] to a [`Scenario`].

use url::Url;

use super::node::{Node, Read, Record};
use super::value::Value;
use super::{Answer, Body, CacheEntry, Cookie, Page, Reply, RequestInit, Scenario, ScenarioError};
use crate::bytes::ByteString;
use crate::carets::encode_carets;
use crate::fetch::enums::{
    BodyKind, CacheMode, CredentialsMode, CrossOrigin, EmbedderPolicy, Engine, Initiator, Mode, RedirectMode,
    ReferrerPolicy, SameSite,
};
use crate::http::{HeaderList, is_header_name, is_spaced, normalize_value, parse_raw_headers};

/// No message has more headers than this: browsers and servers give up long before.
const MOST_HEADERS: usize = 4096;

/// 2^53 - 1, the largest whole number that JavaScript counts exactly.
const MAX_SAFE_INTEGER: u64 = (1 << 53) - 1;

pub(super) const SCENARIO_FIELDS: &[&str] =
    &["page", "request", "server", "cookies", "preflightCache", "now", "engine"];
const SESSION_FIELDS: &[&str] = &["page", "request", "cookies", "preflightCache", "now", "engine"];
pub(super) const PAGE_FIELDS: &[&str] =
    &["url", "sandboxed", "topLevel", "embedderPolicy", "referrerPolicy", "upgradeInsecureRequests"];
pub(super) const REQUEST_FIELDS: &[&str] = &[
    "url",
    "method",
    "headers",
    "body",
    "mode",
    "credentials",
    "redirect",
    "cache",
    "referrer",
    "referrerPolicy",
    "integrity",
    "keepalive",
    "duplex",
    "initiator",
    "crossorigin",
    "uploadListener",
    "userActivation",
];
pub(super) const BODY_FIELDS: &[&str] = &["kind", "length", "text", "contentType"];
pub(super) const ANSWER_FIELDS: &[&str] = &["preflight", "response"];
pub(super) const REPLY_FIELDS: &[&str] = &["status", "headers", "networkFailure", "bodyHashes"];
pub(super) const COOKIE_FIELDS: &[&str] =
    &["name", "value", "domain", "includeSubdomains", "path", "secure", "sameSite", "expires", "created"];
pub(super) const CACHE_ENTRY_FIELDS: &[&str] =
    &["origin", "url", "stored", "maxAge", "credentials", "method", "headerName"];

impl Scenario {
    /// Reads the public form.
    ///
    /// # Errors
    /// A [`ScenarioError`] that names the first field that is malformed.
    pub fn read(value: &Value<'_>) -> Result<Self, ScenarioError> {
        Self::read_node(&Node::root("", value)).map_err(|error| *error)
    }

    fn read_node(root: &Node<'_>) -> Read<Self> {
        let fields = root.record(SCENARIO_FIELDS, "an object with page, request and server")?;
        let mut scenario = Self::read_client_side(&fields)?;
        scenario.server = read_server(&fields)?;
        Ok(scenario)
    }

    /// Reads the public form of a scenario whose servers answer later: `server` must be left out.
    ///
    /// # Errors
    /// A [`ScenarioError`] that names the first field that is malformed.
    pub fn read_without_server(value: &Value<'_>) -> Result<Self, ScenarioError> {
        let root = Node::root("", value);
        let fields = root.record(SESSION_FIELDS, "an object with page and request");
        fields.and_then(|fields| Self::read_client_side(&fields)).map_err(|error| *error)
    }

    fn read_client_side(fields: &Record<'_>) -> Read<Self> {
        let page = Page::read_node(&fields.need("page", "the page's URL, or an object with url")?)?;
        let request = RequestInit::read_node(&fields.need("request", "a URL, or an object with url")?)?;
        let mut scenario = Self {
            page,
            request,
            server: Vec::new(),
            cookies: Vec::new(),
            preflight_cache: Vec::new(),
            now: 0,
            engine: Engine::Standard,
        };
        scenario.cookies = read_list(fields, "cookies", "an array of cookies", read_cookie)?;
        scenario.preflight_cache = read_list(fields, "preflightCache", "an array of cache entries", read_cache_entry)?;
        scenario.now = fields.get("now").map_or(Ok(0), |node| node.milliseconds())?;
        scenario.engine = fields.keyword("engine", Engine::KEYWORDS, Engine::ALL)?.unwrap_or(Engine::Standard);
        Ok(scenario)
    }
}

/// Reads a list of cookies, as a scenario has them.
///
/// # Errors
/// A [`ScenarioError`] that names the malformed field.
pub fn read_cookies(value: &Value<'_>) -> Result<Vec<Cookie>, ScenarioError> {
    let root = Node::root("cookies", value);
    let items = root.items("an array of cookies").map_err(|error| *error)?;
    items.map(|node| read_cookie(&node)).collect::<Read<_>>().map_err(|error| *error)
}

/// Reads the CORS-preflight cache, as a scenario has it.
///
/// # Errors
/// A [`ScenarioError`] that names the malformed field.
pub fn read_preflight_cache(value: &Value<'_>) -> Result<Vec<CacheEntry>, ScenarioError> {
    let root = Node::root("preflightCache", value);
    let items = root.items("an array of cache entries").map_err(|error| *error)?;
    items.map(|node| read_cache_entry(&node)).collect::<Read<_>>().map_err(|error| *error)
}

/// Reads a time in milliseconds since the Unix epoch, that of the event called `name`; null stands for none.
///
/// # Errors
/// A [`ScenarioError`] when it is not a number.
pub fn read_time(name: &str, value: &Value<'_>) -> Result<Option<i64>, ScenarioError> {
    match value {
        Value::Null => Ok(None),
        _ => Node::root(name, value).milliseconds().map(Some).map_err(|error| *error),
    }
}

impl Page {
    /// Reads a page: its URL, or an object with `url`.
    ///
    /// # Errors
    /// A [`ScenarioError`] that names the malformed field.
    pub fn read(value: &Value<'_>) -> Result<Self, ScenarioError> {
        Self::read_node(&Node::root("page", value)).map_err(|error| *error)
    }

    fn read_node(node: &Node<'_>) -> Read<Self> {
        if let Value::String(_) = node.value() {
            return Ok(Self::new(absolute_url(node)?));
        }
        let fields = node.record(PAGE_FIELDS, "the page's URL, or an object with url")?;
        let policy = fields.keyword("embedderPolicy", EmbedderPolicy::KEYWORDS, EmbedderPolicy::ALL)?;
        let referrer = fields.keyword("referrerPolicy", ReferrerPolicy::KEYWORDS, ReferrerPolicy::ALL)?;
        let mut page = Self::new(absolute_url(&fields.need("url", "an absolute URL")?)?);
        page.sandboxed = fields.flag("sandboxed")?;
        page.top_level = fields.get("topLevel").map(|node| absolute_url(&node)).transpose()?;
        page.embedder_policy = policy.unwrap_or(EmbedderPolicy::UnsafeNone);
        page.referrer_policy = referrer.unwrap_or(ReferrerPolicy::Empty);
        page.upgrade_insecure_requests = fields.flag("upgradeInsecureRequests")?;
        Ok(page)
    }

    /// A top-level page without policies of its own.
    #[must_use]
    pub fn new(url: Url) -> Self {
        Self {
            url,
            sandboxed: false,
            top_level: None,
            embedder_policy: EmbedderPolicy::UnsafeNone,
            referrer_policy: ReferrerPolicy::Empty,
            upgrade_insecure_requests: false,
        }
    }
}

impl RequestInit {
    /// Reads a request: its URL, or an object with `url`.
    ///
    /// # Errors
    /// A [`ScenarioError`] that names the malformed field.
    pub fn read(value: &Value<'_>) -> Result<Self, ScenarioError> {
        Self::read_node(&Node::root("request", value)).map_err(|error| *error)
    }

    fn read_node(node: &Node<'_>) -> Read<Self> {
        if let Value::String(url) = node.value() {
            return Ok(Self::fetch(url));
        }
        let fields = node.record(REQUEST_FIELDS, "a URL, or an object with url")?;
        let url = fields.need("url", "a URL, absolute or relative to the page")?.string()?;
        let duplex = fields.keyword("duplex", &["half"], &[()]);
        // Field by field: as one expression it would be four times the code, to drop what an error leaves behind.
        let mut init = Self::fetch(url);
        init.method = fields.text("method")?;
        if let Some(headers) = fields.get("headers") {
            read_request_headers(&headers, &mut init)?;
        }
        init.body = fields.get("body").map(|node| read_body(&node)).transpose()?;
        init.mode = fields.keyword("mode", Mode::KEYWORDS, Mode::ALL)?;
        init.credentials = fields.keyword("credentials", CredentialsMode::KEYWORDS, CredentialsMode::ALL)?;
        init.redirect = fields.keyword("redirect", RedirectMode::KEYWORDS, RedirectMode::ALL)?;
        init.cache = fields.keyword("cache", CacheMode::KEYWORDS, CacheMode::ALL)?;
        init.referrer = fields.text("referrer")?;
        init.referrer_policy = fields.keyword("referrerPolicy", ReferrerPolicy::KEYWORDS, ReferrerPolicy::ALL)?;
        init.integrity = fields.text("integrity")?.unwrap_or_default();
        init.keepalive = fields.flag("keepalive")?;
        init.duplex = duplex?.is_some();
        init.initiator = fields.keyword("initiator", Initiator::KEYWORDS, Initiator::ALL)?.unwrap_or_default();
        init.cross_origin = fields.keyword("crossorigin", CrossOrigin::KEYWORDS, CrossOrigin::ALL)?;
        init.upload_listener = fields.flag("uploadListener")?;
        init.user_activation = fields.flag("userActivation")?;
        Ok(init)
    }

    /// `fetch(url)`.
    #[must_use]
    pub fn fetch(url: &str) -> Self {
        Self { url: url.to_owned(), ..Self::default() }
    }
}

impl Reply {
    /// Reads a reply.
    ///
    /// # Errors
    /// A [`ScenarioError`] that names the malformed field.
    pub fn read(value: &Value<'_>) -> Result<Self, ScenarioError> {
        read_reply(&Node::root("reply", value)).map_err(|error| *error)
    }
}

fn absolute_url(node: &Node<'_>) -> Read<Url> {
    Url::parse(node.string()?).map(encode_carets).map_err(|error| node.error(&format!("an absolute URL ({error})")))
}

fn read_list<'a, T>(
    fields: &Record<'a>,
    key: &'static str,
    what: &str,
    read: fn(&Node<'_>) -> Read<T>,
) -> Read<Vec<T>> {
    let Some(node) = fields.get(key) else {
        return Ok(Vec::new());
    };
    node.items(what)?.map(|item| read(&item)).collect()
}

fn read_server(fields: &Record<'_>) -> Read<Vec<Answer>> {
    const ALLOWED: &str = "an answer, or an array of answers, one per hop";
    let node = fields.need("server", ALLOWED)?;
    if let Value::Record(_) = node.value() {
        return Ok(vec![read_answer(&node)?]);
    }
    let answers: Vec<Answer> = node.items(ALLOWED)?.map(|item| read_answer(&item)).collect::<Read<_>>()?;
    if answers.is_empty() { Err(node.error("at least one answer")) } else { Ok(answers) }
}

fn read_answer(node: &Node<'_>) -> Read<Answer> {
    let fields = node.record(ANSWER_FIELDS, "an answer: an object with response and, if it differs, preflight")?;
    Ok(Answer {
        preflight: fields.get("preflight").map(|node| read_reply(&node)).transpose()?,
        response: read_reply(&fields.need("response", "a reply: an object with status and headers")?)?,
    })
}

fn read_reply(node: &Node<'_>) -> Read<Reply> {
    let fields = node.record(REPLY_FIELDS, "a reply: an object with status and headers")?;
    if fields.flag("networkFailure")? {
        return Ok(Reply::failure());
    }
    let status = fields.get("status").map_or(Ok(200), |node| node.integer(200, 999))?;
    let headers = fields.get("headers").map_or(Ok(HeaderList::new()), |node| read_reply_headers(&node))?;
    let mut reply = Reply::new(u16::try_from(status).unwrap_or(999), headers);
    if let Some(hashes) = fields.get("bodyHashes") {
        let items = hashes.items("an array of hashes such as \"sha256-…\"")?;
        reply.body_hashes = items.map(|item| item.string().map(str::to_owned)).collect::<Read<_>>()?;
    }
    Ok(reply)
}

fn read_reply_headers(node: &Node<'_>) -> Read<HeaderList> {
    if let Value::String(text) = node.value() {
        let received = parse_raw_headers(text).received;
        return limited(node, received.len()).map(|()| received);
    }
    let mut list = HeaderList::new();
    for (name, value) in read_header_texts(node)? {
        let value = ByteString::from_text(&value);
        // A line whose name is not one is no header to anybody.
        if is_header_name(name.as_bytes()) || is_spaced(&name) {
            list.push(ByteString::from_text(&name), ByteString::from(normalize_value(&value)));
        }
    }
    Ok(list)
}

/// Pairs, an object, or raw header lines.
fn read_request_headers(node: &Node<'_>, init: &mut RequestInit) -> Read<()> {
    if let Value::String(text) = node.value() {
        let raw = parse_raw_headers(text);
        init.headers = raw.headers.iter().map(header_text).collect();
        init.unread_line = raw.issues.into_iter().next();
        limited(node, init.headers.len())
    } else {
        init.headers = read_header_texts(node)?;
        Ok(())
    }
}

/// Header names and values as text: from pairs or from an object.
fn read_header_texts(node: &Node<'_>) -> Read<Vec<(String, String)>> {
    const ALLOWED: &str = "an array of [name, value] pairs, an object, or a string of raw header lines";
    let headers = match node.value() {
        Value::Record(entries) => {
            let mut headers = Vec::with_capacity(entries.len());
            for (name, value) in node.entries() {
                read_header_values(name, &value, &mut headers)?;
            }
            Ok(headers)
        }
        _ => node.items(ALLOWED)?.map(|pair| read_header_pair(&pair)).collect::<Read<Vec<_>>>(),
    }?;
    limited(node, headers.len()).map(|()| headers)
}

fn limited(node: &Node<'_>, headers: usize) -> Read<()> {
    if headers <= MOST_HEADERS { Ok(()) } else { Err(node.error(&format!("at most {MOST_HEADERS} headers"))) }
}

fn header_text(header: &crate::http::Header) -> (String, String) {
    (header.name.isomorphic_decode().into_owned(), header.value.isomorphic_decode().into_owned())
}

fn read_header_values(name: &str, value: &Node<'_>, headers: &mut Vec<(String, String)>) -> Read<()> {
    if let Value::List(_) = value.value() {
        for item in value.items("a string")? {
            headers.push((name.to_owned(), item.header_text()?));
        }
    } else {
        headers.push((name.to_owned(), value.header_text()?));
    }
    Ok(())
}

fn read_header_pair(pair: &Node<'_>) -> Read<(String, String)> {
    const ALLOWED: &str = "a [name, value] pair";
    let mut items = pair.items(ALLOWED)?;
    match (items.next(), items.next(), items.next()) {
        (Some(name), Some(value), None) => Ok((name.string()?.to_owned(), value.header_text()?)),
        _ => Err(pair.error(ALLOWED)),
    }
}

fn read_body(node: &Node<'_>) -> Read<Body> {
    if let Value::String(text) = node.value() {
        return Ok(Body { kind: BodyKind::Text, length: Some(text.len() as u64), content_type: None });
    }
    let fields = node.record(BODY_FIELDS, "a string, or an object with kind")?;
    fields.need("kind", "what the body is made from")?;
    let kind = fields.keyword("kind", BodyKind::KEYWORDS, BodyKind::ALL)?.unwrap_or(BodyKind::Text);
    let given = fields.get("length").map(|node| node.integer(0, MAX_SAFE_INTEGER)).transpose()?;
    let text = fields.text("text")?.map(|text| text.len() as u64);
    Ok(Body {
        kind,
        length: if kind == BodyKind::Stream { None } else { Some(given.or(text).unwrap_or(0)) },
        content_type: fields.text("contentType")?,
    })
}

fn read_cookie(node: &Node<'_>) -> Read<Cookie> {
    let fields = node.record(COOKIE_FIELDS, "a cookie: an object with name, value and domain")?;
    let same_site = fields.keyword("sameSite", SameSite::KEYWORDS, SameSite::ALL)?;
    let domain = fields.need("domain", "the host that set the cookie")?;
    let host = domain.string()?.trim_start_matches('.').to_ascii_lowercase();
    if url::Host::parse(&host).is_err() {
        return Err(domain.error("the host that set the cookie, without scheme and port"));
    }
    let path = fields.get("path").filter(|path| !matches!(path.value(), Value::String(text) if text.starts_with('/')));
    if let Some(path) = path {
        return Err(path.error("a path that starts with /"));
    }
    Ok(Cookie {
        name: ByteString::from_text(fields.need("name", "the cookie's name")?.string()?),
        value: ByteString::from_text(&fields.text("value")?.unwrap_or_default()),
        domain: host,
        include_subdomains: fields.flag("includeSubdomains")?,
        path: fields.text("path")?.unwrap_or_else(|| "/".to_owned()),
        secure: fields.flag("secure")?,
        same_site: same_site.unwrap_or(SameSite::Default),
        expires: fields.get("expires").map(|node| node.milliseconds()).transpose()?,
        created: fields.get("created").map(|node| node.milliseconds()).transpose()?,
    })
}

fn read_cache_entry(node: &Node<'_>) -> Read<CacheEntry> {
    let fields = node.record(CACHE_ENTRY_FIELDS, "a cache entry: an object as a verdict's preflightCache has it")?;
    if fields.get("method").is_none() && fields.get("headerName").is_none() {
        return Err(node.error("a cache entry with a method or a headerName"));
    }
    Ok(CacheEntry {
        origin: ByteString::from_text(fields.need("origin", "a serialized origin")?.string()?),
        url: absolute_url(&fields.need("url", "a URL")?)?.into(),
        stored: fields.need("stored", "a time in milliseconds")?.milliseconds()?,
        max_age: fields.need("maxAge", "seconds")?.integer(0, MAX_SAFE_INTEGER)?,
        credentials: fields.flag("credentials")?,
        method: fields.text("method")?.map(|text| ByteString::from_text(&text)),
        header_name: fields.text("headerName")?.map(|text| ByteString::from_text(&text)),
    })
}
