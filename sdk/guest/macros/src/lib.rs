//! The macros of pardoz-sdk.
use proc_macro::TokenStream;
#[proc_macro] pub fn plugin(_: TokenStream) -> TokenStream { TokenStream::new() }
#[proc_macro] pub fn queries(_: TokenStream) -> TokenStream { TokenStream::new() }
#[proc_macro_derive(Input, attributes(input))] pub fn input(_: TokenStream) -> TokenStream { TokenStream::new() }
#[proc_macro_derive(View, attributes(view))] pub fn view(_: TokenStream) -> TokenStream { TokenStream::new() }
