//! The names of error statuses in the [registry](https://www.iana.org/assignments/http-status-codes). A scenario does
//! not say which reason phrase the server sends; these are what servers mostly send.

static CLIENT_ERRORS: &str = "Bad Request|Unauthorized|Payment Required|Forbidden|Not Found|Method Not Allowed|Not Acceptable|Proxy Authentication Required|Request Timeout|Conflict|Gone|Length Required|Precondition Failed|Payload Too Large|URI Too Long|Unsupported Media Type|Range Not Satisfiable|Expectation Failed|I'm a Teapot|||Misdirected Request|Unprocessable Entity|Locked|Failed Dependency|Too Early|Upgrade Required||Precondition Required|Too Many Requests||Request Header Fields Too Large||||||||||||||||||||Unavailable For Legal Reasons";

static SERVER_ERRORS: &str = "Internal Server Error|Not Implemented|Bad Gateway|Service Unavailable|Gateway Timeout|HTTP Version Not Supported|Variant Also Negotiates|Insufficient Storage|Loop Detected|Bandwidth Limit Exceeded|Not Extended|Network Authentication Required";

/// The name of a status from 400 on.
pub(super) fn status_text(status: u16) -> &'static str {
    let names = if status < 500 { CLIENT_ERRORS } else { SERVER_ERRORS };
    let place = if status < 500 { status.saturating_sub(400) } else { status - 500 };
    names.split('|').nth(place.into()).filter(|name| !name.is_empty()).unwrap_or("Unassigned")
}
