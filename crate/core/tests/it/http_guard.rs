//! Headers guards: what a script may append, set and delete.

use HeadersChange::{Applied, Ignored};
use HeadersGuard::{Immutable, None, Request, RequestNoCors, Response};
use HeadersTypeError::{InvalidName, InvalidValue};
use IgnoredReason::{Absent, ForbiddenRequestHeader, ForbiddenResponseHeader, NotNoCorsSafelisted};
use corslab::ByteString;
use corslab::http::{
    ForbiddenReason, HeaderList, HeadersChange, HeadersGuard, HeadersTypeError, IgnoredReason, UnsafeReason,
};

type Outcome = Result<HeadersChange, HeadersTypeError>;
const GUARDS: [HeadersGuard; 5] = [None, Request, RequestNoCors, Response, Immutable];

fn append(guard: HeadersGuard, list: &mut HeaderList, name: &'static str, value: &'static str) -> Outcome {
    guard.append(list, name.into(), value.into())
}

fn set(guard: HeadersGuard, list: &mut HeaderList, name: &'static str, value: &'static str) -> Outcome {
    guard.set(list, name.into(), value.into())
}

fn list(pairs: &[(&'static str, &'static str)]) -> HeaderList {
    pairs.iter().copied().collect()
}

#[test]
fn an_invalid_name_or_value_throws_under_every_guard() {
    for guard in GUARDS {
        for (name, value, error) in [
            ("", "v", InvalidName),
            ("a b", "v", InvalidName),
            ("a:", "v\0", InvalidName),
            ("A", "v\0", InvalidValue),
            ("A", "v\rw", InvalidValue),
            ("A", "v\nw", InvalidValue),
        ] {
            let mut headers = HeaderList::new();
            assert_eq!(append(guard, &mut headers, name, value), Err(error), "{guard:?} {name:?}");
            assert_eq!(set(guard, &mut headers, name, value), Err(error), "{guard:?} {name:?}");
            assert!(headers.is_empty());
        }
        assert_eq!(guard.delete(&mut HeaderList::new(), b"a b"), Err(InvalidName));
    }
}

#[test]
fn immutable_headers_throw() {
    let before = list(&[("A", "1")]);
    let mut headers = before.clone();
    assert_eq!(append(Immutable, &mut headers, "B", "2"), Err(HeadersTypeError::Immutable));
    assert_eq!(set(Immutable, &mut headers, "A", "2"), Err(HeadersTypeError::Immutable));
    assert_eq!(Immutable.delete(&mut headers, b"A"), Err(HeadersTypeError::Immutable));
    assert_eq!(Immutable.delete(&mut headers, b"absent"), Err(HeadersTypeError::Immutable));
    assert_eq!(headers, before);
}

#[test]
fn values_are_normalized() {
    let mut headers = HeaderList::new();
    assert_eq!(append(None, &mut headers, "A", "\r\n\t 1 2 \n"), Ok(Applied));
    assert_eq!(set(None, &mut headers, "B", " \r\n"), Ok(Applied));
    assert_eq!(headers, list(&[("A", "1 2"), ("B", "")]));
}

#[test]
fn without_a_guard_anything_valid_goes() {
    let mut headers = HeaderList::new();
    for (name, value) in [("Cookie", "a"), ("Set-Cookie", "b"), ("sec-x", "c"), ("cookie", "d")] {
        assert_eq!(append(None, &mut headers, name, value), Ok(Applied));
    }
    assert_eq!(headers, list(&[("Cookie", "a"), ("Set-Cookie", "b"), ("sec-x", "c"), ("Cookie", "d")]));
    assert_eq!(set(None, &mut headers, "COOKIE", "e"), Ok(Applied));
    assert_eq!(None.delete(&mut headers, b"SEC-X"), Ok(Applied));
    assert_eq!(None.delete(&mut headers, b"SEC-X"), Ok(Ignored(Absent)));
    assert_eq!(headers, list(&[("Cookie", "e"), ("Set-Cookie", "b")]));
}

#[test]
fn forbidden_request_headers_are_ignored_on_requests() {
    let mut headers = list(&[("Cookie", "kept"), ("X-HTTP-Method", "TRACE")]);
    let before = headers.clone();
    let by_name = Ok(Ignored(ForbiddenRequestHeader(ForbiddenReason::Name)));
    assert_eq!(append(Request, &mut headers, "cookie", "a"), by_name);
    assert_eq!(set(Request, &mut headers, "cookie", "a"), by_name);
    assert_eq!(Request.delete(&mut headers, b"cookie"), by_name);
    let by_prefix = Ok(Ignored(ForbiddenRequestHeader(ForbiddenReason::Prefix("sec-"))));
    assert_eq!(append(Request, &mut headers, "Sec-A", "a"), by_prefix);
    let by_method = Ok(Ignored(ForbiddenRequestHeader(ForbiddenReason::MethodOverride("TRACE"))));
    assert_eq!(append(Request, &mut headers, "X-HTTP-Method", "a, trace"), by_method);
    assert_eq!(headers, before);
    // Deleting validates with an empty value, which overrides no method.
    assert_eq!(Request.delete(&mut headers, b"x-http-method"), Ok(Applied));
    assert_eq!(append(Request, &mut headers, "Set-Cookie2", "x"), Ok(Applied));
    assert_eq!(headers, list(&[("Cookie", "kept"), ("Set-Cookie2", "x")]));
}

#[test]
fn forbidden_response_headers_are_ignored_on_responses() {
    let mut headers = list(&[("Set-Cookie", "kept")]);
    for name in ["set-cookie", "Set-Cookie2"] {
        assert_eq!(append(Response, &mut headers, name, "a"), Ok(Ignored(ForbiddenResponseHeader)));
        assert_eq!(set(Response, &mut headers, name, "a"), Ok(Ignored(ForbiddenResponseHeader)));
        assert_eq!(Response.delete(&mut headers, name.as_bytes()), Ok(Ignored(ForbiddenResponseHeader)));
    }
    assert_eq!(append(Response, &mut headers, "Cookie", "x"), Ok(Applied));
    assert_eq!(set(Response, &mut headers, "Sec-A", "y"), Ok(Applied));
    assert_eq!(Response.delete(&mut headers, b"cookie"), Ok(Applied));
    assert_eq!(headers, list(&[("Set-Cookie", "kept"), ("Sec-A", "y")]));
}

fn unsafe_because(reason: UnsafeReason) -> Outcome {
    Ok(Ignored(NotNoCorsSafelisted(reason)))
}

#[test]
fn no_cors_requests_take_safelisted_headers_only() {
    let mut headers = HeaderList::new();
    let by_name = unsafe_because(UnsafeReason::NotSafelistedName);
    for name in ["X-A", "Range", "Cookie", "Authorization"] {
        assert_eq!(append(RequestNoCors, &mut headers, name, "bytes=0-"), by_name, "{name}");
        assert_eq!(set(RequestNoCors, &mut headers, name, "bytes=0-"), by_name, "{name}");
        assert!(headers.is_empty());
    }
    let by_type = unsafe_because(UnsafeReason::ContentTypeEssence);
    assert_eq!(append(RequestNoCors, &mut headers, "Content-Type", "application/json"), by_type);
    assert_eq!(set(RequestNoCors, &mut headers, "Content-Type", "application/json"), by_type);
    assert_eq!(append(RequestNoCors, &mut headers, "Content-Type", "text/plain"), Ok(Applied));
    assert_eq!(headers, list(&[("Content-Type", "text/plain")]));
}

#[test]
fn no_cors_appending_judges_the_combined_value() {
    let mut headers = HeaderList::new();
    assert_eq!(append(RequestNoCors, &mut headers, "Content-Type", "text/plain"), Ok(Applied));
    let by_type = unsafe_because(UnsafeReason::ContentTypeEssence);
    assert_eq!(append(RequestNoCors, &mut headers, "content-type", "text/plain"), by_type);
    assert_eq!(set(RequestNoCors, &mut headers, "content-type", "multipart/form-data"), Ok(Applied));

    // 63 + 2 + 63 = 128 bytes pass, one more does not.
    let value = |length| ByteString::from(vec![b'a'; length]);
    assert_eq!(RequestNoCors.append(&mut headers, "Accept".into(), value(63)), Ok(Applied));
    let too_long = unsafe_because(UnsafeReason::ValueTooLong);
    assert_eq!(RequestNoCors.append(&mut headers, "Accept".into(), value(64)), too_long);
    assert_eq!(RequestNoCors.append(&mut headers, "Accept".into(), value(63)), Ok(Applied));
    assert_eq!(headers.values("accept").count(), 2);
    assert_eq!(headers.get("content-type").as_deref(), Some(&b"multipart/form-data"[..]));
}

#[test]
fn no_cors_changes_strip_the_privileged_range() {
    let before = [("Range", "bytes=0-"), ("Accept", "a"), ("X-Kept", "b")];
    let mut headers = list(&before);
    assert_eq!(append(RequestNoCors, &mut headers, "Accept-Language", "en"), Ok(Applied));
    assert_eq!(headers, list(&[("Accept", "a"), ("X-Kept", "b"), ("Accept-Language", "en")]));

    headers = list(&before);
    assert_eq!(set(RequestNoCors, &mut headers, "Accept", "c"), Ok(Applied));
    assert_eq!(headers, list(&[("Accept", "c"), ("X-Kept", "b")]));

    headers = list(&before);
    assert_eq!(RequestNoCors.delete(&mut headers, b"accept"), Ok(Applied));
    assert_eq!(headers, list(&[("X-Kept", "b")]));

    headers = list(&before);
    assert_eq!(RequestNoCors.delete(&mut headers, b"range"), Ok(Applied));
    assert_eq!(headers, list(&[("Accept", "a"), ("X-Kept", "b")]));

    headers = list(&before);
    assert_eq!(RequestNoCors.delete(&mut headers, b"x-kept"), unsafe_because(UnsafeReason::NotSafelistedName));
    assert_eq!(RequestNoCors.delete(&mut headers, b"content-type"), Ok(Ignored(Absent)));
    assert_eq!(headers, list(&before), "nothing happened, so Range stays");
}

#[test]
fn the_other_guards_keep_range() {
    for guard in [None, Request, Response] {
        let mut headers = list(&[("Range", "bytes=0-"), ("A", "1")]);
        assert_eq!(append(guard, &mut headers, "B", "2"), Ok(Applied));
        assert_eq!(set(guard, &mut headers, "A", "3"), Ok(Applied));
        assert_eq!(guard.delete(&mut headers, b"B"), Ok(Applied));
        assert_eq!(headers, list(&[("Range", "bytes=0-"), ("A", "3")]), "{guard:?}");
    }
}

#[test]
fn fill_appends_in_order_and_stops_at_what_throws() {
    let given = list(&[("X-a", "1"), ("Cookie", "2"), ("x-A", " 3\t"), ("Accept", "4")]);
    for (guard, expected) in [
        (None, list(&[("X-a", "1"), ("Cookie", "2"), ("X-a", "3"), ("Accept", "4")])),
        (Request, list(&[("X-a", "1"), ("X-a", "3"), ("Accept", "4")])),
        (RequestNoCors, list(&[("Accept", "4")])),
        (Response, list(&[("X-a", "1"), ("Cookie", "2"), ("X-a", "3"), ("Accept", "4")])),
    ] {
        let mut headers = HeaderList::new();
        assert_eq!(guard.fill(&mut headers, &given), Ok(()), "{guard:?}");
        assert_eq!(headers, expected, "{guard:?}");
    }
    let mut headers = HeaderList::new();
    let (header, error) = None.fill(&mut headers, &list(&[("A", "1"), ("B", "\0"), ("", "2")])).unwrap_err();
    assert_eq!((header.name, error), (ByteString::from_static("B"), InvalidValue));
    assert_eq!(headers, list(&[("A", "1")]));
}
