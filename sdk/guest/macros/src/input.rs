//! `#[derive(Input)]`: a struct read from a JSON object, or an enum read from a word; each with its schema.

use crate::case::{plain, snake};
use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Error, Expr, Field, Fields, Ident, LitInt, LitStr, Token, Type, Variant};

pub fn expand(item: DeriveInput) -> syn::Result<TokenStream> {
    if let Some(parameter) = item.generics.params.first() {
        return Err(Error::new(parameter.span(), "an input has no type parameters: its schema must be one"));
    }
    match &item.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => of_struct(&item.ident, fields.named.iter()),
            Fields::Unit => of_struct(&item.ident, [].into_iter()),
            Fields::Unnamed(fields) => {
                Err(Error::new(fields.span(), "give the fields names: forms send names"))
            }
        },
        Data::Enum(data) => of_enum(&item, data.variants.iter()),
        Data::Union(data) => Err(Error::new(data.union_token.span, "an input is a struct or an enum")),
    }
}

/// What `#[input(…)]` says of a field.
#[derive(Default)]
struct Options {
    range: Option<(Option<Expr>, Option<Expr>)>,
    max_chars: Option<LitInt>,
    min_chars: Option<LitInt>,
    max_items: Option<LitInt>,
    default: Option<Default_>,
    format: Option<LitStr>,
    rename: Option<LitStr>,
    money: bool,
}

/// Where an absent field's value comes from.
enum Default_ {
    /// The type's own default.
    Empty,
    Setting(LitStr),
    /// The day of the branch.
    Today,
    Value(Expr),
}

const HELP: &str = "the options are range = 1..=60, max_chars = 500, min_chars = 1, max_items = 40, default, \
    default = 14, default = setting(\"key\"), default = today, format = \"phone\", rename = \"name\", money";
const FORMATS: [&str; 6] = ["phone", "day", "date-time", "uuid", "email", "time"];

impl Parse for Options {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut options = Options::default();
        while !input.is_empty() {
            let word: Ident = input.parse()?;
            match word.to_string().as_str() {
                "range" => options.range = Some(range(value::<Expr>(input)?)?),
                "max_chars" => options.max_chars = Some(value(input)?),
                "min_chars" => options.min_chars = Some(value(input)?),
                "max_items" => options.max_items = Some(value(input)?),
                "format" => options.format = Some(format(value(input)?)?),
                "rename" => options.rename = Some(value(input)?),
                "money" => options.money = true,
                "default" if input.peek(Token![=]) => options.default = Some(value(input)?),
                "default" => options.default = Some(Default_::Empty),
                _ => return Err(Error::new(word.span(), HELP)),
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(options)
    }
}

impl Parse for Default_ {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        match input.parse()? {
            Expr::Path(path) if path.path.is_ident("today") => Ok(Default_::Today),
            Expr::Call(call) if matches!(&*call.func, Expr::Path(path) if path.path.is_ident("setting")) => {
                match call.args.first() {
                    Some(Expr::Lit(literal)) if call.args.len() == 1 => match &literal.lit {
                        syn::Lit::Str(key) => Ok(Default_::Setting(key.clone())),
                        other => Err(Error::new(other.span(), "write setting(\"key\")")),
                    },
                    _ => Err(Error::new(call.span(), "write setting(\"key\")")),
                }
            }
            value => Ok(Default_::Value(value)),
        }
    }
}

fn value<T: Parse>(input: ParseStream<'_>) -> syn::Result<T> {
    input.parse::<Token![=]>()?;
    input.parse()
}

fn range(expr: Expr) -> syn::Result<(Option<Expr>, Option<Expr>)> {
    let Expr::Range(range) = &expr else {
        return Err(Error::new(expr.span(), "write a range: 1..=60 or 1.."));
    };
    if range.end.is_some() && matches!(range.limits, syn::RangeLimits::HalfOpen(_)) {
        return Err(Error::new(expr.span(), "write the last allowed value: 1..=60"));
    }
    let bound = |bound: &Option<Box<Expr>>| bound.as_deref().cloned();
    Ok((bound(&range.start), bound(&range.end)))
}

fn format(text: LitStr) -> syn::Result<LitStr> {
    let name = text.value();
    let name = if name == "datetime" { "date-time" } else { &name };
    match FORMATS.contains(&name) {
        true => Ok(LitStr::new(name, text.span())),
        false => Err(Error::new(text.span(), format!("the formats are {}", FORMATS.join(", ")))),
    }
}

fn options(attributes: &[syn::Attribute]) -> syn::Result<Options> {
    let mut own = attributes.iter().filter(|attribute| attribute.path().is_ident("input"));
    let options = own.next().map_or(Ok(Options::default()), |attribute| attribute.parse_args())?;
    match own.next() {
        Some(second) => Err(Error::new(second.span(), "write one #[input(…)] with everything in it")),
        None => Ok(options),
    }
}

fn of_struct<'a>(name: &Ident, fields: impl Iterator<Item = &'a Field>) -> syn::Result<TokenStream> {
    let (mut raw, mut taken, mut names, mut schema) = (vec![], vec![], vec![], vec![]);
    for field in fields {
        let options = options(&field.attrs)?;
        let (Some(ident), ty) = (&field.ident, &field.ty) else { continue };
        let wire = options.rename.as_ref().map_or_else(|| plain(ident), LitStr::value);
        let limits = limits(&options);
        // A check box that is not ticked and a list without entries send nothing at all.
        let default =
            options.default.or_else(|| matches!(outer(ty), "bool" | "Vec").then_some(Default_::Empty));
        let optional = outer(ty) == "Option";
        let (absent, mark) = absent(default.as_ref(), optional, &wire);
        let slot = if optional { quote!(#ty) } else { quote!(Option<#ty>) };
        raw.push(quote! { #[serde(default, rename = #wire)] #ident: #slot });
        let found = if optional { quote!(Some(value) => Some(value)) } else { quote!(Some(value) => value) };
        taken.push(quote! {
            let #ident: #ty = match raw.#ident { #found, None => #absent };
            sdk::check::<#ty, D::Error>(&#ident, #wire, &#limits)?;
        });
        let required = default.is_none() && !optional;
        schema.push(quote! {
            .field(#wire, <#ty as sdk::Input>::schema().limited(&#limits) #mark, #required)
        });
        names.push(ident);
    }
    let wire_name = name.to_string();
    let raw_bindings = if names.is_empty() { quote!(let _ = raw;) } else { quote!() };
    Ok(quote! {
        const _: () = {
            use ::pardoz_sdk::__private as sdk;
            use ::pardoz_sdk::__private::serde;

            impl<'de> serde::Deserialize<'de> for #name {
                fn deserialize<D: serde::Deserializer<'de>>(from: D) -> ::core::result::Result<Self, D::Error> {
                    #[derive(serde::Deserialize)]
                    #[serde(crate = "::pardoz_sdk::__private::serde", rename = #wire_name)]
                    struct Raw { #(#raw,)* }
                    let raw = <Raw as serde::Deserialize>::deserialize(from)?;
                    #raw_bindings
                    #(#taken)*
                    Ok(Self { #(#names,)* })
                }
            }

            impl sdk::Input for #name {
                fn schema() -> sdk::Schema {
                    sdk::Schema::object() #(#schema)*
                }
            }
        };
    })
}

/// What to do when the field is absent, and how the schema says so.
fn absent(default: Option<&Default_>, optional: bool, wire: &str) -> (TokenStream, TokenStream) {
    let some = |value: TokenStream| if optional { quote!(Some(#value)) } else { value };
    match default {
        None if optional => (quote!(None), quote!()),
        None => (quote!(return Err(sdk::missing(#wire))), quote!()),
        Some(Default_::Empty) => (quote!(::core::default::Default::default()), quote!()),
        Some(Default_::Setting(key)) => {
            (some(quote!(sdk::setting_default::<_, D::Error>(#key)?)), quote!(.with("x-setting", #key)))
        }
        Some(Default_::Today) => (some(quote!(sdk::today_default::<_, D::Error>()?)), quote!()),
        Some(Default_::Value(value)) => {
            // Only a literal is known before the code runs; anything else stays the guest's business.
            let mark = if is_literal(value) { quote!(.with("default", #value)) } else { quote!() };
            let value = match value {
                Expr::Lit(literal) if matches!(literal.lit, syn::Lit::Str(_)) => {
                    quote!(sdk::text_default::<_, D::Error>(#value)?)
                }
                _ => quote!(#value),
            };
            (some(value), mark)
        }
    }
}

fn is_literal(value: &Expr) -> bool {
    match value {
        Expr::Lit(_) => true,
        Expr::Unary(unary) => matches!(unary.op, syn::UnOp::Neg(_)) && is_literal(&unary.expr),
        _ => false,
    }
}

fn limits(options: &Options) -> TokenStream {
    let some = |value: Option<TokenStream>| value.map_or(quote!(None), |value| quote!(Some(#value)));
    let bound = |bound: Option<&Expr>| some(bound.map(|bound| quote!((#bound) as f64)));
    let count = |count: &Option<LitInt>| some(count.as_ref().map(|count| quote!(#count)));
    let range = options.range.as_ref();
    let minimum = bound(range.and_then(|range| range.0.as_ref()));
    let maximum = bound(range.and_then(|range| range.1.as_ref()));
    let (min_chars, max_chars, max_items) =
        (count(&options.min_chars), count(&options.max_chars), count(&options.max_items));
    let format = some(options.format.as_ref().map(|format| quote!(#format)));
    let money = options.money;
    quote! {
        sdk::Limits {
            minimum: #minimum, maximum: #maximum, min_chars: #min_chars, max_chars: #max_chars,
            max_items: #max_items, format: #format, money: #money,
        }
    }
}

/// The last name of a type's path: `Option` of `std::option::Option<u32>`.
fn outer(ty: &Type) -> &'static str {
    let Type::Path(path) = ty else { return "" };
    let last = path.path.segments.last().map(|segment| segment.ident.to_string());
    match last.as_deref() {
        Some("Option") => "Option",
        Some("Vec") => "Vec",
        Some("bool") => "bool",
        _ => "",
    }
}

fn of_enum<'a>(item: &DeriveInput, variants: impl Iterator<Item = &'a Variant>) -> syn::Result<TokenStream> {
    let name = &item.ident;
    let kebab = rename_all(&item.attrs)?;
    let (mut words, mut idents) = (Vec::new(), Vec::new());
    for variant in variants {
        if !matches!(variant.fields, Fields::Unit) {
            return Err(Error::new(variant.span(), "a variant of an input is a word: it carries no data"));
        }
        let renamed = options(&variant.attrs)?.rename.map(|text| text.value());
        let word = renamed.unwrap_or_else(|| snake(&plain(&variant.ident)));
        words.push(if kebab { word.replace('_', "-") } else { word });
        idents.push(&variant.ident);
    }
    Ok(quote! {
        const _: () = {
            use ::pardoz_sdk::__private as sdk;
            use ::pardoz_sdk::__private::serde;

            impl sdk::Word for #name {
                const WORDS: &'static [&'static str] = &[#(#words),*];
                fn word(self) -> &'static str {
                    match self { #(Self::#idents => #words,)* }
                }
                fn from_word(word: &str) -> Option<Self> {
                    match word { #(#words => Some(Self::#idents),)* _ => None }
                }
            }

            impl AsRef<str> for #name {
                fn as_ref(&self) -> &str {
                    sdk::Word::word(*self)
                }
            }

            impl<'de> serde::Deserialize<'de> for #name {
                fn deserialize<D: serde::Deserializer<'de>>(from: D) -> ::core::result::Result<Self, D::Error> {
                    sdk::parse_word(from)
                }
            }

            impl sdk::Input for #name {
                fn schema() -> sdk::Schema {
                    sdk::Schema::words(<Self as sdk::Word>::WORDS)
                }
            }
        };
    })
}

/// `#[input(rename_all = "kebab-case")]` on an enum.
fn rename_all(attributes: &[syn::Attribute]) -> syn::Result<bool> {
    let mut kebab = false;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("input")) {
        attribute.parse_nested_meta(|meta| {
            if !meta.path.is_ident("rename_all") {
                return Err(meta.error("expected rename_all = \"snake_case\" or \"kebab-case\""));
            }
            match meta.value()?.parse::<LitStr>()?.value().as_str() {
                "kebab-case" => kebab = true,
                "snake_case" => kebab = false,
                _ => return Err(meta.error("words are spelled in snake_case or kebab-case")),
            }
            Ok(())
        })?;
    }
    Ok(kebab)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(code: &str) -> String {
        expand(syn::parse_str(code).unwrap()).unwrap_err().to_string()
    }

    #[test]
    fn mistakes_in_the_attributes_say_what_to_write() {
        assert!(refused("struct A { #[input(rang = 1..=2)] a: u32 }").contains("range = 1..=60"));
        assert!(refused("struct A { #[input(range = 1..60)] a: u32 }").contains("1..=60"));
        assert!(refused("struct A { #[input(format = \"zip\")] a: String }").contains("phone"));
        assert!(refused("struct A { #[input(default = setting(7))] a: u32 }").contains("setting(\"key\")"));
        assert!(refused("struct A { #[input(money)] #[input(money)] a: i64 }").contains("one #[input"));
    }

    #[test]
    fn shapes_that_no_form_can_send_are_refused() {
        assert!(refused("struct A(u32);").contains("names"));
        assert!(refused("struct A<T> { a: T }").contains("type parameters"));
        assert!(refused("enum A { B(u32) }").contains("no data"));
        assert!(refused("union A { a: u32 }").contains("struct or an enum"));
    }
}
