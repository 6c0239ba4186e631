//! What the comments in the engines' files name.
