//! `#[derive(View)]`: the type as JSON, for templates and API callers alike.

use crate::case::{plain, snake};
use proc_macro2::TokenStream;
use quote::quote;
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Error, Field, Fields, LitStr, Variant, parse_quote};

pub fn expand(item: DeriveInput) -> syn::Result<TokenStream> {
    let body = match &item.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => {
                let parts = parts(fields.named.iter())?;
                let fields = parts.iter().map(|part| {
                    (part, {
                        let ident = &part.ident;
                        quote!(&self.#ident)
                    })
                });
                object(&item.ident.to_string(), fields.collect(), None)
            }
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                quote! { sdk::serde::Serialize::serialize(&self.0, to) }
            }
            Fields::Unit => object(&item.ident.to_string(), Vec::new(), None),
            Fields::Unnamed(fields) => {
                return Err(Error::new(fields.span(), "give the fields names: a template asks for names"));
            }
        },
        Data::Enum(data) => {
            let arms = data.variants.iter().map(variant).collect::<syn::Result<Vec<_>>>()?;
            quote! { match self { #(#arms)* } }
        }
        Data::Union(data) => return Err(Error::new(data.union_token.span, "a view is a struct or an enum")),
    };
    let name = &item.ident;
    let mut generics = item.generics.clone();
    for parameter in generics.type_params_mut() {
        parameter.bounds.push(parse_quote!(::pardoz_sdk::__private::serde::Serialize));
    }
    let (implementing, types, conditions) = generics.split_for_impl();
    Ok(quote! {
        const _: () = {
            use ::pardoz_sdk::__private as sdk;

            impl #implementing sdk::serde::Serialize for #name #types #conditions {
                fn serialize<S: sdk::serde::Serializer>(&self, to: S) -> ::core::result::Result<S::Ok, S::Error> {
                    #body
                }
            }

            impl #implementing ::pardoz_sdk::view::View for #name #types #conditions {}
        };
    })
}

struct Part {
    ident: syn::Ident,
    name: String,
    flatten: bool,
}

/// The fields that are shown.
fn parts<'a>(fields: impl Iterator<Item = &'a Field>) -> syn::Result<Vec<Part>> {
    let mut parts = Vec::new();
    for field in fields {
        let Some(ident) = &field.ident else { continue };
        let (mut skip, mut part) = (false, Part { ident: ident.clone(), name: plain(ident), flatten: false });
        for attribute in field.attrs.iter().filter(|attribute| attribute.path().is_ident("view")) {
            attribute.parse_nested_meta(|meta| {
                if meta.path.is_ident("skip") {
                    skip = true;
                } else if meta.path.is_ident("flatten") {
                    part.flatten = true;
                } else if meta.path.is_ident("rename") {
                    part.name = meta.value()?.parse::<LitStr>()?.value();
                } else {
                    return Err(meta.error("the options are skip, flatten and rename = \"name\""));
                }
                Ok(())
            })?;
        }
        if !skip {
            parts.push(part);
        }
    }
    Ok(parts)
}

/// Writes an object; `kind` comes first where the variant of an enum is told.
fn object(name: &str, fields: Vec<(&Part, TokenStream)>, kind: Option<&str>) -> TokenStream {
    if kind.is_none() && fields.iter().all(|(part, _)| !part.flatten) {
        let count = fields.len();
        let lines = fields.iter().map(|(part, value)| {
            let name = &part.name;
            quote! { sdk::serde::ser::SerializeStruct::serialize_field(&mut object, #name, #value)?; }
        });
        return quote! {
            let mut object = sdk::serde::Serializer::serialize_struct(to, #name, #count)?;
            #(#lines)*
            sdk::serde::ser::SerializeStruct::end(object)
        };
    }
    let kind = kind.map(
        |kind| quote! { sdk::serde::ser::SerializeMap::serialize_entry(&mut object.0, "kind", #kind)?; },
    );
    let lines = fields.iter().map(|(part, value)| match part.flatten {
        true => quote! { object.flatten(#value)?; },
        false => {
            let name = &part.name;
            quote! { sdk::serde::ser::SerializeMap::serialize_entry(&mut object.0, #name, #value)?; }
        }
    });
    quote! {
        let mut object = sdk::Fields(sdk::serde::Serializer::serialize_map(to, None)?);
        #kind
        #(#lines)*
        sdk::serde::ser::SerializeMap::end(object.0)
    }
}

fn variant(variant: &Variant) -> syn::Result<TokenStream> {
    let ident = &variant.ident;
    let word = snake(&plain(ident));
    match &variant.fields {
        Fields::Unit => Ok(quote! { Self::#ident => sdk::serde::Serializer::serialize_str(to, #word), }),
        Fields::Named(fields) => {
            let parts = parts(fields.named.iter())?;
            let idents: Vec<_> = parts.iter().map(|part| part.ident.clone()).collect();
            let values = parts.iter().map(|part| {
                (part, {
                    let ident = &part.ident;
                    quote!(#ident)
                })
            });
            let body = object("", values.collect(), Some(&word));
            Ok(quote! { Self::#ident { #(#idents,)* .. } => { #body } })
        }
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
            let part = Part { ident: ident.clone(), name: String::new(), flatten: true };
            let body = object("", vec![(&part, quote!(inner))], Some(&word));
            Ok(quote! { Self::#ident(inner) => { #body } })
        }
        Fields::Unnamed(fields) => {
            Err(Error::new(fields.span(), "give the fields names: a template asks for names"))
        }
    }
}
