//! What a `Headers` object lets a script do to its header list.
//!
//! Fetch: <https://fetch.spec.whatwg.org/#headers-class>

use super::forbidden::{ForbiddenReason, forbidden_request_header_reason, is_forbidden_response_header_name};
use super::header_list::{Header, HeaderList};
use super::safelist::{
    PRIVILEGED_NO_CORS_REQUEST_HEADER_NAMES, SafelistRules, UnsafeReason, is_no_cors_safelisted_request_header_name,
    is_privileged_no_cors_request_header_name, no_cors_unsafe_reason,
};
use super::token::{is_header_name, is_header_value, normalize_owned_value};
use crate::ByteString;
use std::borrow::Cow;

/// A [headers guard](https://fetch.spec.whatwg.org/#headers-guard).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadersGuard {
    /// `"none"`: `new Headers()`.
    None,
    /// `"request"`: the headers of a `Request`.
    Request,
    /// `"request-no-cors"`: the headers of a `Request` whose mode is `no-cors`.
    RequestNoCors,
    /// `"response"`: the headers of a `Response` made by a script.
    Response,
    /// `"immutable"`: the headers of a response from the network.
    Immutable,
}

/// What became of a change that did not throw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadersChange {
    /// The header list was changed.
    Applied,
    /// Nothing happened, and the script is not told.
    Ignored(IgnoredReason),
}

/// Why a change was silently ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IgnoredReason {
    /// A [forbidden request-header](https://fetch.spec.whatwg.org/#forbidden-request-header).
    ForbiddenRequestHeader(ForbiddenReason),
    /// A [forbidden response-header name](https://fetch.spec.whatwg.org/#forbidden-response-header-name).
    ForbiddenResponseHeader,
    /// Not a [no-CORS-safelisted request-header](https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header).
    NotNoCorsSafelisted(UnsafeReason),
    /// There is no header of that name to delete.
    Absent,
}

/// Why a change throws a `TypeError`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadersTypeError {
    /// The name is not a [header name](https://fetch.spec.whatwg.org/#header-name).
    InvalidName,
    /// The value is not a [header value](https://fetch.spec.whatwg.org/#header-value).
    InvalidValue,
    /// The guard is `"immutable"`.
    Immutable,
}

impl HeadersGuard {
    /// [Append](https://fetch.spec.whatwg.org/#concept-headers-append) (`name`, `value`) to the `list` of a `Headers`
    /// object with this guard.
    ///
    /// # Errors
    /// When a browser throws a `TypeError`.
    pub fn append(
        self,
        list: &mut HeaderList,
        name: ByteString,
        value: ByteString,
    ) -> Result<HeadersChange, HeadersTypeError> {
        let change = self.push(list, name, value);
        list.spell_as_first();
        change
    }

    /// The same, but the name stays as it is spelt: where many headers follow, one
    /// [`spell_as_first`](HeaderList::spell_as_first) does for all.
    pub(crate) fn push(
        self,
        list: &mut HeaderList,
        name: ByteString,
        value: ByteString,
    ) -> Result<HeadersChange, HeadersTypeError> {
        let value = normalize_owned_value(value);
        if let Some(reason) = self.validate(&name, &value)? {
            return Ok(HeadersChange::Ignored(reason));
        }
        if self == Self::RequestNoCors {
            // The whole value counts, with what is there already.
            let existing = list.get_bytes(&name);
            let temporary_value = existing
                .map_or(Cow::Borrowed(value.as_bytes()), |existing| Cow::Owned([&*existing, &value].join(&b", "[..])));
            if let Some(reason) = self.no_cors_reason(&name, &temporary_value) {
                return Ok(HeadersChange::Ignored(IgnoredReason::NotNoCorsSafelisted(reason)));
            }
        }
        list.push(name, value);
        self.remove_privileged_headers(list);
        Ok(HeadersChange::Applied)
    }

    /// [Fill](https://fetch.spec.whatwg.org/#concept-headers-fill) the `list` of a `Headers` object with this guard.
    ///
    /// # Errors
    /// When a browser throws a `TypeError`, and at which header: those before it are in the list.
    pub fn fill(self, list: &mut HeaderList, headers: &HeaderList) -> Result<(), (Header, HeadersTypeError)> {
        for header in headers {
            self.push(list, header.name.clone(), header.value.clone()).map_err(|error| (header.clone(), error))?;
        }
        list.spell_as_first();
        Ok(())
    }

    /// [`headers.set(name, value)`](https://fetch.spec.whatwg.org/#dom-headers-set) on the `list` of a `Headers`
    /// object with this guard.
    ///
    /// # Errors
    /// When a browser throws a `TypeError`.
    pub fn set(
        self,
        list: &mut HeaderList,
        name: ByteString,
        value: ByteString,
    ) -> Result<HeadersChange, HeadersTypeError> {
        let value = normalize_owned_value(value);
        if let Some(reason) = self.validate(&name, &value)? {
            return Ok(HeadersChange::Ignored(reason));
        }
        if let Some(reason) = self.no_cors_reason(&name, &value) {
            return Ok(HeadersChange::Ignored(IgnoredReason::NotNoCorsSafelisted(reason)));
        }
        list.set(name, value);
        self.remove_privileged_headers(list);
        Ok(HeadersChange::Applied)
    }

    /// [`headers.delete(name)`](https://fetch.spec.whatwg.org/#dom-headers-delete) on the `list` of a `Headers` object
    /// with this guard.
    ///
    /// # Errors
    /// When a browser throws a `TypeError`.
    pub fn delete(self, list: &mut HeaderList, name: &[u8]) -> Result<HeadersChange, HeadersTypeError> {
        if let Some(reason) = self.validate(name, b"")? {
            return Ok(HeadersChange::Ignored(reason));
        }
        if self == Self::RequestNoCors
            && !is_no_cors_safelisted_request_header_name(name)
            && !is_privileged_no_cors_request_header_name(name)
        {
            let reason = IgnoredReason::NotNoCorsSafelisted(UnsafeReason::NotSafelistedName);
            return Ok(HeadersChange::Ignored(reason));
        }
        if !list.contains_bytes(name) {
            return Ok(HeadersChange::Ignored(IgnoredReason::Absent));
        }
        list.delete_bytes(name);
        self.remove_privileged_headers(list);
        Ok(HeadersChange::Applied)
    }

    /// [Validate](https://fetch.spec.whatwg.org/#headers-validate): `Some` is the standard's *false*, with the reason.
    ///
    /// # Errors
    /// When a browser throws a `TypeError`.
    pub fn validate(self, name: &[u8], value: &[u8]) -> Result<Option<IgnoredReason>, HeadersTypeError> {
        if !is_header_name(name) {
            return Err(HeadersTypeError::InvalidName);
        }
        if !is_header_value(value) {
            return Err(HeadersTypeError::InvalidValue);
        }
        match self {
            Self::Immutable => Err(HeadersTypeError::Immutable),
            Self::Request => {
                Ok(forbidden_request_header_reason(name, value).map(IgnoredReason::ForbiddenRequestHeader))
            }
            Self::Response if is_forbidden_response_header_name(name) => {
                Ok(Some(IgnoredReason::ForbiddenResponseHeader))
            }
            Self::None | Self::RequestNoCors | Self::Response => Ok(None),
        }
    }

    fn no_cors_reason(self, name: &[u8], value: &[u8]) -> Option<UnsafeReason> {
        if self == Self::RequestNoCors { no_cors_unsafe_reason(name, value, &SafelistRules::STANDARD) } else { None }
    }

    /// [Remove privileged no-CORS request-headers](https://fetch.spec.whatwg.org/#concept-headers-remove-privileged-no-cors-request-headers),
    /// since unprivileged code has changed the list.
    fn remove_privileged_headers(self, list: &mut HeaderList) {
        if self == Self::RequestNoCors {
            PRIVILEGED_NO_CORS_REQUEST_HEADER_NAMES.iter().for_each(|name| list.delete(name));
        }
    }
}
