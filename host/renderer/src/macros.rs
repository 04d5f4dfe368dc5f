//! Makes macros findable where Tera 1 does not find them.
//!
//! Tera looks a macro up in the namespaces of the template whose *block* is being drawn. So `self::x()` inside
//! a component fails as soon as a page's block calls it, and so does a macro that only an included file imports.
//! Nobody should have to know that: here `self::` gets a namespace of its own that travels with the import,
//! and a template inherits the imports of what it includes.

use std::collections::{BTreeMap, BTreeSet};

use crate::lint;

/// Name and text of every template, by reference while they are prepared.
pub(crate) type Files = BTreeMap<String, String>;

/// How deep macros of one file may call each other: `post` → `submit` → `inside`. Each level is a copy of its own,
/// because a macro that is called outside of any block finds only what its own file imports, and no file can
/// import itself.
const CALLS_DEEP: usize = 3;

/// The name of a file below the folder of its copies.
fn base(file: &str) -> &str {
    let copied = file.strip_prefix("own").and_then(|rest| rest.split_once('/'));
    copied
        .filter(|(depth, _)| depth.bytes().all(|b| b.is_ascii_digit()) && !depth.is_empty())
        .map_or(file, |(_, base)| base)
}

/// Is this one of the hidden copies?
pub(crate) fn is_copy(file: &str) -> bool {
    base(file) != file
}

/// Rewrites all files; adds hidden copies of each file whose macros call each other.
pub(crate) fn prepare(files: Files) -> Files {
    let shared = share_imports(files);
    let mut out = Files::new();
    for (name, text) in shared {
        let calls_itself = text.contains("self::") && text.contains("macro ");
        if !calls_itself {
            out.insert(name, text);
            continue;
        }
        let namespace: String =
            name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
        let mut file = name;
        for depth in 1..=CALLS_DEEP {
            let (copy, namespace) =
                (format!("own{depth}/{}", base(&file)), format!("own{depth}_{namespace}"));
            let calling = text.replace("self::", &format!("{namespace}::"));
            out.insert(file, insert_imports(&calling, &[(copy.clone(), namespace)]));
            file = copy;
        }
        out.insert(file, text);
    }
    out
}

/// Gives every template the imports of the files it includes, directly or not.
fn share_imports(files: Files) -> Files {
    let parts: BTreeMap<String, Parts> =
        files.iter().map(|(name, text)| (name.clone(), read_parts(text))).collect();
    let with_imports = files.into_iter().map(|(name, text)| {
        let own = &parts[&name];
        let mut seen = BTreeSet::from([name.clone()]);
        let mut open: Vec<&String> = own.includes.iter().collect();
        let mut missing: Vec<(String, String)> = Vec::new();
        while let Some(include) = open.pop() {
            if !seen.insert(include.clone()) {
                continue;
            }
            let Some(included) = parts.get(include) else { continue };
            open.extend(&included.includes);
            for (file, namespace) in &included.imports {
                let known = own.imports.iter().chain(&missing).any(|(_, taken)| taken == namespace);
                if !known {
                    missing.push((file.clone(), namespace.clone()));
                }
            }
        }
        let text = insert_imports(&text, &missing);
        (name, text)
    });
    with_imports.collect()
}

/// What a template takes from others.
#[derive(Default)]
pub(crate) struct Parts {
    pub extends: Option<String>,
    /// File and namespace.
    pub imports: Vec<(String, String)>,
    pub includes: Vec<String>,
}

impl Parts {
    /// The names of all of them.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        let named =
            self.extends.iter().chain(self.imports.iter().map(|(file, _)| file)).chain(&self.includes);
        named.map(String::as_str)
    }
}

/// Files a template imports, with the namespace each gets.
pub(crate) fn imports(text: &str) -> Vec<(String, String)> {
    read_parts(text).imports
}

pub(crate) fn read_parts(text: &str) -> Parts {
    let mut parts = Parts::default();
    for (_, tag) in lint::tags(text) {
        let Some(inner) = tag.strip_prefix("{%") else { continue };
        let inner = inner.trim_matches(|c| c == '-' || c == '%' || c == '}').trim();
        if inner.starts_with("import ") {
            let name = inner.split(['"', '\'']).nth(1);
            let namespace = inner.rsplit(' ').next();
            if let (Some(name), Some(namespace)) = (name, namespace) {
                parts.imports.push((name.to_string(), namespace.to_string()));
            }
        } else if inner.starts_with("extends ") {
            parts.extends = inner.split(['"', '\'']).nth(1).map(str::to_string);
        } else if inner.starts_with("include ") {
            // A list of names has them at the odd places too.
            parts.includes.extend(inner.split(['"', '\'']).skip(1).step_by(2).map(str::to_string));
        }
    }
    parts
}

/// Adds imports where Tera's grammar wants them: after `extends`, else before the first import, else at the start.
fn insert_imports(text: &str, imports: &[(String, String)]) -> String {
    if imports.is_empty() {
        return text.to_string();
    }
    let added: String =
        imports.iter().map(|(file, namespace)| format!("{{% import \"{file}\" as {namespace} %}}")).collect();
    let word = |tag: &str| tag.trim_start_matches("{%").trim_start_matches('-').trim_start().to_string();
    let tags = lint::tags(text);
    let extends = tags.iter().find(|(_, tag)| word(tag).starts_with("extends "));
    let first = tags.iter().find(|(_, tag)| word(tag).starts_with("import "));
    let at = match (extends, first) {
        (Some((start, tag)), _) => start + tag.len(),
        (None, Some((start, _))) => *start,
        (None, None) => 0,
    };
    format!("{}{added}{}", &text[..at], &text[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_go_where_the_grammar_wants_them() {
        let imports = [("a.html".to_string(), "a".to_string())];
        let check = |text: &str, expected: &str| assert_eq!(insert_imports(text, &imports), expected);
        check("{# x #}{% extends \"p\" %}\nb", "{# x #}{% extends \"p\" %}{% import \"a.html\" as a %}\nb");
        check(
            "{# x #}\n{% import \"b\" as b %}c",
            "{# x #}\n{% import \"a.html\" as a %}{% import \"b\" as b %}c",
        );
        check("text", "{% import \"a.html\" as a %}text");
    }

    #[test]
    fn a_template_inherits_the_imports_of_what_it_includes() {
        let files = Files::from([
            ("page".into(), "{% include \"part\" %}".into()),
            ("part".into(), "{% include \"deep\" %}".into()),
            ("deep".into(), "{% import \"c\" as c %}{{ c::x() }}{% include \"part\" %}".into()),
        ]);
        assert_eq!(prepare(files)["page"], "{% import \"c\" as c %}{% include \"part\" %}");
    }
}
