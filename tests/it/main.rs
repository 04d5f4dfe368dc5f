//! Behaviour through the door a user takes. The module list is the table of contents.

mod api; // JSON pages: 201, 409 with alternatives, 422 with a message per field, one effect per key
mod import; // the real lists and hostile files, in the browser and from the command line
mod module; // switching modules off and on
mod tidy; // the repository keeps its own rules: layers, library homes, shapes, texts
