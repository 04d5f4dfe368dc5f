//! `plugin!{ query "name" => path, mutate "name" => path }`: checked against plugin.toml, then a match per export.

use crate::manifest::{Export, Manifest, Wanted};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeMap;
use std::path::Path;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Error, Ident, LitStr, Token};

/// One line of the macro.
struct Line {
    export: Export,
    name: LitStr,
    function: syn::Path,
}

impl Parse for Line {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let word: Ident = input.parse()?;
        let export = match word.to_string().as_str() {
            "query" => Export::Query,
            "mutate" => Export::Mutate,
            "act" => Export::Act,
            _ => return Err(Error::new(word.span(), "expected `query`, `mutate` or `act`")),
        };
        let name = input.parse()?;
        input.parse::<Token![=>]>()?;
        Ok(Self { export, name, function: input.parse()? })
    }
}

pub fn expand(input: TokenStream, folder: &Path) -> syn::Result<TokenStream> {
    let manifest = Manifest::read(folder).map_err(crate::error)?;
    let lines = parse(input)?;
    check(&lines, &manifest)?;
    let watched = crate::watch(&[folder.join("plugin.toml")]);
    let code = generate(&lines, &manifest);
    Ok(quote! { #watched #code })
}

fn parse(input: TokenStream) -> syn::Result<Vec<Line>> {
    let lines = syn::parse::Parser::parse2(Punctuated::<Line, Token![,]>::parse_terminated, input)?;
    Ok(lines.into_iter().collect())
}

/// Every name must be on both sides, with the same export. All mistakes are told at once.
fn check(lines: &[Line], manifest: &Manifest) -> syn::Result<()> {
    let mut errors: Vec<Error> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let name = line.name.value();
        if lines[..at].iter().any(|earlier| earlier.name.value() == name) {
            errors.push(Error::new(line.name.span(), format!("`{name}` has two handlers in plugin!{{}}")));
        }
        let wanted: Vec<_> = manifest.wanted.iter().filter(|wanted| wanted.name == name).collect();
        if wanted.is_empty() && name != "upgrade" {
            let sections = match line.export {
                Export::Query => {
                    "[[route]] with method GET, [[widget]], [[panel]] or [[service]] of kind query"
                }
                Export::Act => "[[route]] or [[webhook]] with kind = \"act\"",
                Export::Mutate => {
                    "[[route]], [[job]], [[subscription]], [[service]], [[import]], [[webhook]], [[effect]], [import_from] or [demo]"
                }
            };
            let message = format!(
                "src/lib.rs has a handler `{name}`, plugin.toml has nothing of that name; \
                 add a {sections} for it, or delete this line"
            );
            errors.push(Error::new(line.name.span(), message));
        }
        for wanted in wanted.iter().filter(|wanted| wanted.export != line.export) {
            let Wanted { section, line: at, export, .. } = wanted;
            let message = format!(
                "plugin.toml:{at}: the {section} `{name}` needs `{export}`, src/lib.rs says `{}`; \
                 a GET reads, kind = \"act\" waits for the world, everything else writes",
                line.export
            );
            errors.push(Error::new(line.name.span(), message));
        }
    }
    for wanted in &manifest.wanted {
        if lines.iter().all(|line| line.name.value() != wanted.name) {
            let Wanted { section, name, line, export, .. } = wanted;
            errors.push(crate::error(format!(
                "plugin.toml:{line}: the {section} `{name}` has no handler in src/lib.rs; \
                 add `{export} \"{name}\" => pages::…,` to plugin!{{}}, or delete it from the manifest"
            )));
        }
    }
    let all = errors.into_iter().reduce(|mut all, error| {
        all.combine(error);
        all
    });
    all.map_or(Ok(()), Err)
}

fn generate(lines: &[Line], manifest: &Manifest) -> TokenStream {
    let arms = |export: Export, handler: TokenStream| {
        let arms = lines.iter().filter(move |line| line.export == export).map(move |line| {
            let Line { name, function, .. } = line;
            let template = template(&name.value(), manifest);
            quote! { #name => Some(::pardoz_sdk::__private::#handler::run(&#function, ctx, #template)), }
        });
        arms.collect::<TokenStream>()
    };
    let queries = arms(Export::Query, quote!(QueryHandler));
    let mutations = arms(Export::Mutate, quote!(MutationHandler));
    let acts = arms(Export::Act, quote!(ActHandler));
    let described = lines.iter().map(|Line { export, name, function }| {
        let method = crate::case::ident(&export.to_string());
        quote! { .#method(#name, #function) }
    });
    let id = &manifest.id;
    quote! {
        /// This plugin's handlers by name; written by `plugin!{}`.
        pub struct Plugin;

        impl ::pardoz_sdk::__private::Handlers for Plugin {
            const PLUGIN: &'static str = #id;

            fn query(
                name: &str,
                kind: &str,
                ctx: &::pardoz_sdk::context::Query,
            ) -> Option<::pardoz_sdk::Result<::pardoz_sdk::__private::wit::Reply>> {
                let _ = (kind, ctx);
                match name { #queries _ => None }
            }

            fn mutate(
                name: &str,
                kind: &str,
                ctx: &mut ::pardoz_sdk::context::Mutation,
            ) -> Option<::pardoz_sdk::Result<::pardoz_sdk::__private::wit::Reply>> {
                let _ = (kind, &ctx);
                match name { #mutations _ => None }
            }

            fn act(
                name: &str,
                kind: &str,
                ctx: &mut ::pardoz_sdk::act::Act,
            ) -> Option<::pardoz_sdk::Result<::pardoz_sdk::__private::wit::Reply>> {
                let _ = (kind, &ctx);
                match name { #acts _ => None }
            }

            fn describe() -> ::pardoz_sdk::__private::Description {
                ::pardoz_sdk::__private::Description::default() #(#described)*
            }
        }

        #[cfg(target_arch = "wasm32")]
        #[allow(unsafe_code)]
        const _: () = {
            use ::pardoz_sdk::__private::{self as sdk, wit};
            impl wit::Guest for Plugin {
                fn query(call: wit::Call) -> Result<wit::Reply, wit::Error> {
                    sdk::query::<Plugin>(call)
                }
                fn mutate(call: wit::Call) -> Result<wit::Reply, wit::Error> {
                    sdk::mutate::<Plugin>(call)
                }
                fn act(call: wit::Call) -> Result<wit::Reply, wit::Error> {
                    sdk::act::<Plugin>(call)
                }
            }
            sdk::bindings::export_component!(Plugin with_types_in sdk::bindings);
        };
    }
}

/// The template for a call of this name: one name may be a page and a widget, each with its own template.
fn template(name: &str, manifest: &Manifest) -> TokenStream {
    let mut by_section = BTreeMap::new();
    for wanted in manifest.wanted.iter().filter(|wanted| wanted.name == name) {
        by_section.insert(wanted.section, wanted.template.as_deref());
    }
    let option = |template: Option<&str>| match template {
        Some(template) => quote!(Some(#template)),
        None => quote!(None),
    };
    let page = option(by_section.get("route").copied().flatten());
    let parts: Vec<_> =
        ["widget", "panel"].iter().filter(|section| by_section.contains_key(**section)).collect();
    if parts.is_empty() {
        return page;
    }
    let arms = parts.iter().map(|section| {
        let template = option(by_section[**section]);
        quote! { #section => #template, }
    });
    quote! { match kind { #(#arms)* _ => #page } }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = "[plugin]\nid = \"greetings\"\n\
        [[route]]\nname = \"birthday-list\"\nmethod = \"GET\"\ntemplate = \"birthday_list.html\"\n\
        [[route]]\nname = \"greeting-send\"\nmethod = \"POST\"\n\
        [[widget]]\nname = \"birthday-list\"\ntemplate = \"_today.html\"\n\
        [[job]]\nname = \"morning\"\n";

    /// The messages of all errors, or "" where there are none.
    fn messages(code: &str) -> String {
        let manifest = Manifest::parse(MANIFEST).unwrap();
        let outcome = parse(code.parse().unwrap()).and_then(|lines| check(&lines, &manifest));
        outcome.err().map_or_else(String::new, |errors| {
            errors.into_iter().map(|error| error.to_string()).collect::<Vec<_>>().join("\n")
        })
    }

    const WHOLE: &str = r#"query "birthday-list" => pages::list, mutate "greeting-send" => pages::send,
        mutate "morning" => events::morning,"#;

    #[test]
    fn a_plugin_that_matches_its_manifest_compiles() {
        assert_eq!(messages(WHOLE), "");
        let manifest = Manifest::parse(MANIFEST).unwrap();
        let code = generate(&parse(WHOLE.parse().unwrap()).unwrap(), &manifest);
        syn::parse2::<syn::File>(code).expect("the macro writes Rust");
    }

    #[test]
    fn a_name_missing_in_the_code_names_both_places() {
        let text = messages(r#"query "birthday-list" => pages::list, mutate "morning" => events::morning"#);
        assert!(
            text.contains("plugin.toml:8: the route `greeting-send` has no handler in src/lib.rs"),
            "{text}"
        );
        assert!(text.contains(r#"mutate "greeting-send" => "#), "{text}");
    }

    #[test]
    fn a_name_missing_in_the_manifest_names_both_places() {
        let text = messages(&format!(r#"{WHOLE} mutate "evening" => events::evening"#));
        assert!(text.contains("src/lib.rs has a handler `evening`, plugin.toml has nothing"), "{text}");
    }

    #[test]
    fn a_get_is_a_query() {
        let text = messages(&WHOLE.replace(r#"query "birthday-list""#, r#"mutate "birthday-list""#));
        assert!(text.contains("plugin.toml:4: the route `birthday-list` needs `query`"), "{text}");
    }

    #[test]
    fn two_handlers_and_unknown_words_are_refused() {
        assert!(messages(&format!(r#"{WHOLE} mutate "morning" => x"#)).contains("two handlers"));
        assert!(messages(r#"command "morning" => x"#).contains("expected `query`, `mutate` or `act`"));
    }

    #[test]
    fn a_name_that_is_page_and_widget_has_two_templates() {
        let manifest = Manifest::parse(MANIFEST).unwrap();
        let text = template("birthday-list", &manifest).to_string();
        assert!(text.contains("\"_today.html\"") && text.contains("\"birthday_list.html\""), "{text}");
        assert_eq!(template("greeting-send", &manifest).to_string(), "None");
    }
}
