//! HTTP as the Fetch Standard sees it.
