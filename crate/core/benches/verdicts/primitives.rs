//! Rows of the primitives that a verdict is made of.

use std::error::Error;
use std::hint::black_box;

use corslab::http::{MimeType, SafelistRules, cors_unsafe_request_headers, extract_mime_type, parse_single_range};
use corslab::origin::public_suffix::{public_suffix, registrable_domain};
use corslab::origin::{compare_origins, urls_same_origin, urls_same_site};
use corslab::{ByteString, HeaderList};
use url::{Host, Url};

use crate::Row;

const GROUP: &str = "primitives";

/// What the primitives are asked about.
pub(crate) struct Inputs {
    app: Url,
    api: Url,
    other: Url,
    request: HeaderList,
    response: HeaderList,
    origin: ByteString,
}

impl Inputs {
    pub(crate) fn new() -> Result<Self, Box<dyn Error>> {
        Ok(Self {
            app: Url::parse("https://app.example.co.uk/")?,
            api: Url::parse("https://api.example.co.uk/items")?,
            other: Url::parse("https://api.other.co.uk/items")?,
            request: list(&[
                ("Accept", "application/json"),
                ("Accept-Language", "en-GB, en;q=0.8"),
                ("Content-Type", "application/json"),
                ("X-Request-Id", "0123456789"),
            ]),
            response: list(&[
                ("Date", "Sat, 21 Nov 2026 12:00:00 GMT"),
                ("Content-Type", "application/json; charset=utf-8"),
                ("Cache-Control", "no-store"),
                ("Vary", "Origin, Accept-Encoding"),
                ("Access-Control-Allow-Origin", "https://app.example.co.uk"),
                ("Access-Control-Allow-Credentials", "true"),
            ]),
            origin: ByteString::from_static("https://app.example.co.uk"),
        })
    }

    pub(crate) fn rows(&self) -> Vec<Row<'_>> {
        self.origins().into_iter().chain(self.headers()).collect()
    }

    fn origins(&self) -> [Row<'_>; 6] {
        let Self { app, api, other, .. } = self;
        [
            row("same origin of two URLs", move || urls_same_origin(black_box(app), black_box(api))),
            row("same site of two URLs, same registrable domain", move || {
                urls_same_site(black_box(app), black_box(api))
            }),
            row("same site of two URLs, same public suffix", move || urls_same_site(black_box(app), black_box(other))),
            row("public suffix of www.example.co.uk", || public_suffix(black_box("www.example.co.uk")).is_some()),
            row("registrable domain of a.b.github.io", || {
                registrable_domain(&Host::Domain(black_box("a.b.github.io"))).is_some()
            }),
            row("compare two origins from text, with reasons", || {
                compare_origins(black_box("https://app.example.co.uk"), black_box("http://api.example.co.uk")).is_ok()
            }),
        ]
    }

    fn headers(&self) -> [Row<'_>; 7] {
        let Self { request, response, origin, .. } = self;
        [
            row("Allow-Origin, got from 6 headers, equals the origin", move || {
                black_box(response)
                    .get("Access-Control-Allow-Origin")
                    .is_some_and(|value| *value == **black_box(origin))
            }),
            row("CORS-unsafe names of 4 request headers", move || {
                cors_unsafe_request_headers(black_box(request), &SafelistRules::STANDARD)
            }),
            row("get, decode and split Vary", move || black_box(response).get_decode_and_split("Vary")),
            row("extract a MIME type from 6 headers", move || extract_mime_type(black_box(response))),
            row("parse text/html", || MimeType::parse(black_box("text/html"))),
            row("parse application/json; charset=utf-8", || {
                MimeType::parse(black_box("application/json; charset=utf-8"))
            }),
            row("parse a single range", || parse_single_range(black_box(b"bytes=0-499"), false)),
        ]
    }
}

fn row<'a, T>(name: &str, compute: impl Fn() -> T + 'a) -> Row<'a> {
    Row::new(GROUP, name, move || drop(black_box(compute())))
}

fn list(headers: &[(&'static str, &'static str)]) -> HeaderList {
    let mut list = HeaderList::with_capacity(headers.len());
    for &(name, value) in headers {
        list.append(name, value);
    }
    list
}
