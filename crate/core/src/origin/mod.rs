//! The origin of a URL, of a document, and how two of them compare.
