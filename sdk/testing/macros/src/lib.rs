//! `#[scenario]`: one function, a test on each database.

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::{Error, Ident, ItemFn, LitStr, Token, bracketed, punctuated::Punctuated};

/// `fn name(salon: Salon)` becomes the tests `name::on_sqlite` and `name::on_postgres`. The salon has the plugin whose
/// tests these are, and those that provide what it requires; `#[scenario(plugins = ["salon", "booking"])]` adds more.
#[proc_macro_attribute]
pub fn scenario(options: proc_macro::TokenStream, item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expand(options.into(), item.into()).unwrap_or_else(|error| error.to_compile_error()).into()
}

#[derive(Default)]
struct Options {
    plugins: Vec<LitStr>,
}

impl Parse for Options {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.is_empty() {
            return Ok(Self::default());
        }
        let name: Ident = input.parse()?;
        if name != "plugins" {
            return Err(Error::new(name.span(), "expected plugins = [\"salon\"]"));
        }
        input.parse::<Token![=]>()?;
        let list;
        bracketed!(list in input);
        let plugins = Punctuated::<LitStr, Token![,]>::parse_terminated_with(&list, |p| p.parse())?;
        Ok(Self { plugins: plugins.into_iter().collect() })
    }
}

fn expand(options: TokenStream, item: TokenStream) -> syn::Result<TokenStream> {
    let Options { plugins } = syn::parse2(options)?;
    let function: ItemFn = syn::parse2(item)?;
    if function.sig.inputs.len() != 1 || function.sig.asyncness.is_some() {
        return Err(Error::new_spanned(&function.sig, "a scenario is `fn name(salon: Salon)`"));
    }
    let (name, attributes) = (&function.sig.ident, &function.attrs);
    let mut plain = function.clone();
    plain.attrs.clear();
    Ok(quote! {
        mod #name {
            use super::*;

            #plain

            #(#attributes)*
            #[test]
            fn on_sqlite() {
                let folder = ::std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
                ::pardoz_testing::run(::pardoz_testing::Database::Sqlite, folder, &[#(#plugins),*], #name);
            }

            #(#attributes)*
            #[test]
            fn on_postgres() {
                let folder = ::std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
                ::pardoz_testing::run(::pardoz_testing::Database::Postgres, folder, &[#(#plugins),*], #name);
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_function_becomes_a_test_on_each_database() {
        let code = expand(
            quote!(plugins = ["salon"]),
            quote!(
                fn a_thing_happens(salon: Salon) {
                    salon.settle();
                }
            ),
        );
        let text = code.unwrap().to_string();
        assert!(
            text.contains("mod a_thing_happens")
                && text.contains("on_sqlite")
                && text.contains("on_postgres")
        );
        assert!(text.contains("\"salon\""));
    }

    #[test]
    fn anything_else_is_refused() {
        assert!(
            expand(
                quote!(),
                quote!(
                    fn a() {}
                )
            )
            .is_err()
        );
        assert!(
            expand(
                quote!(plugin = "a"),
                quote!(
                    fn a(salon: Salon) {}
                )
            )
            .is_err()
        );
    }
}
