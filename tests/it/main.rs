//! Behaviour through the door a user takes. The module list is the table of contents.

mod tidy; // the repository keeps its own rules: layers, library homes, shapes, texts
