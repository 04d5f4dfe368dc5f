//! The macros of pardoz-sdk. Each is a pure function of tokens and of the plugin's folder, in a file of its own;
//! what is wrong in `plugin.toml` or in a statement becomes a compile error that names the file and the line.

mod case; // spellings of one name
mod input; // #[derive(Input)]
mod manifest; // the part of plugin.toml that the code must match
mod plugin; // plugin!{}
mod queries; // queries!{}
mod relations; // tables and exchange views the statements may name
mod view; // #[derive(View)]

use proc_macro::TokenStream;
use std::path::PathBuf;

/// Names of the manifest to functions. See sdk/README.md.
#[proc_macro]
pub fn plugin(input: TokenStream) -> TokenStream {
    finish(folder().and_then(|folder| plugin::expand(input.into(), &folder)))
}

/// One function and one row type per file in `sql/`. See sdk/README.md.
#[proc_macro]
pub fn queries(input: TokenStream) -> TokenStream {
    finish(folder().and_then(|folder| queries::expand(input.into(), &folder)))
}

/// Reads the type from the JSON of a form, a URL, an event or a script, and describes it as a schema.
#[proc_macro_derive(Input, attributes(input))]
pub fn input(item: TokenStream) -> TokenStream {
    finish(syn::parse(item).and_then(input::expand))
}

/// Shows the type to templates and API callers.
#[proc_macro_derive(View, attributes(view))]
pub fn view(item: TokenStream) -> TokenStream {
    finish(syn::parse(item).and_then(view::expand))
}

fn finish(expanded: syn::Result<proc_macro2::TokenStream>) -> TokenStream {
    expanded.unwrap_or_else(|error| error.to_compile_error()).into()
}

/// The folder of the plugin that is being compiled.
fn folder() -> syn::Result<PathBuf> {
    let folder = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    folder.ok_or_else(|| error("CARGO_MANIFEST_DIR is not set: this macro runs under cargo only"))
}

/// An error at the macro's own call.
fn error(message: impl std::fmt::Display) -> syn::Error {
    syn::Error::new(proc_macro2::Span::call_site(), message)
}

/// Makes cargo compile the plugin again when one of these files changes.
fn watch(files: &[PathBuf]) -> proc_macro2::TokenStream {
    let paths = files.iter().map(|file| file.to_string_lossy().into_owned());
    quote::quote! { #( const _: &str = include_str!(#paths); )* }
}
