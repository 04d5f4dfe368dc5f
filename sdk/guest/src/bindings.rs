//! The WIT of the plugin API as Rust: generated, and nothing else.
#![allow(clippy::all, missing_docs)]

wit_bindgen::generate!({
    path: "../../wit",
    world: "plugin",
    // A plugin's `plugin!` expands the export macro in the plugin's own crate.
    pub_export_macro: true,
    export_macro_name: "export_component",
    default_bindings_module: "pardoz_sdk::__private::bindings",
    runtime_path: "pardoz_sdk::__private::wit_bindgen::rt",
    // Parameters of statements are borrowed from the handler: no copy on the way out.
    ownership: Borrowing { duplicate_if_necessary: true },
});
