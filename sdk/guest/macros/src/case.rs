//! Spellings of one name: `NoShow`, `no_show`, `no-show`, `NoShow`.

/// `NoShow` → `no_show`.
pub fn snake(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    for (at, letter) in name.chars().enumerate() {
        if letter.is_uppercase() && at > 0 {
            out.push('_');
        }
        out.extend(letter.to_lowercase());
    }
    out
}

/// `birthday_list` → `BirthdayList`.
pub fn camel(name: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters
            .next()
            .map(|first| first.to_uppercase().chain(letters).collect::<String>())
            .unwrap_or_default()
    };
    name.split(['_', '-']).map(capital).collect()
}

/// An identifier without the `r#` that lets it be a keyword.
pub fn plain(ident: &syn::Ident) -> String {
    let text = ident.to_string();
    text.strip_prefix("r#").map(str::to_owned).unwrap_or(text)
}

/// `name` as an identifier, with `r#` in front of a keyword.
pub fn ident(name: &str) -> syn::Ident {
    syn::parse_str::<syn::Ident>(name)
        .unwrap_or_else(|_| syn::Ident::new_raw(name, proc_macro2::Span::call_site()))
}

#[cfg(test)]
mod tests {
    #[test]
    fn one_name_in_each_spelling() {
        assert_eq!(super::snake("NoShow"), "no_show");
        assert_eq!(super::camel("birthday_list"), "BirthdayList");
        assert_eq!(super::ident("type").to_string(), "r#type");
    }
}
