//! Why a request needs a preflight, as data.

use super::request::Request;
use crate::bytes::ByteString;
use crate::fetch::enums::BodyKind;
use crate::http::{UnsafeHeader, UnsafeReason};

/// One reason for a preflight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PreflightNeed {
    /// The method is not CORS-safelisted.
    Method(ByteString),
    /// A header is not CORS-safelisted.
    Header(ByteString, UnsafeReason),
    /// An XMLHttpRequest has an upload listener.
    UploadListener,
    /// The body is a stream.
    StreamBody,
}

impl PreflightNeed {
    /// Every reason that `request` has.
    pub(crate) fn all<'a>(
        request: &'a Request,
        unsafe_method: bool,
        unsafe_headers: &'a [UnsafeHeader],
    ) -> impl Iterator<Item = Self> + 'a {
        let method = unsafe_method.then(|| Self::Method(request.method.clone()));
        let flag = request.use_cors_preflight.then(|| {
            let stream = request.body.as_ref().is_some_and(|body| body.kind == BodyKind::Stream);
            if stream { Self::StreamBody } else { Self::UploadListener }
        });
        let repeats = |index: usize, header: &UnsafeHeader| {
            index.checked_sub(1).and_then(|last| unsafe_headers.get(last)).is_some_and(|last| last.name == header.name)
        };
        let headers = unsafe_headers.iter().enumerate().filter(move |(index, header)| !repeats(*index, header));
        let headers = headers.map(|(_, header)| Self::Header(header.name.clone(), header.reason));
        method.into_iter().chain(flag).chain(headers)
    }
}
