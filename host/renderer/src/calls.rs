//! Calls that cannot work, found without drawing: a macro that is not there or lacks an argument,
//! a filter or function nobody registered. Tera says so only when the page is drawn, and only in the branch taken.

use std::collections::{BTreeMap, BTreeSet};

use crate::lint::{Finding, tags, without_strings};
use crate::{Template, macros};

/// Arguments of a macro: name → has a default.
type Parameters = BTreeMap<String, bool>;

/// Checks the calls in `templates`; their imports are found in `all` (which holds them too), by full name.
pub fn check_calls(templates: &[&Template], all: &[Template], known: &BTreeSet<String>) -> Vec<Finding> {
    let defined: BTreeMap<&str, BTreeMap<String, Parameters>> =
        all.iter().map(|template| (template.name.as_str(), definitions(&template.text))).collect();
    let mut findings = Vec::new();
    for template in templates {
        let imports: BTreeMap<String, String> = macros::imports(&template.text)
            .into_iter()
            .map(|(file, namespace)| (namespace, file))
            .chain([("self".to_string(), template.name.clone())])
            .collect();
        for (offset, tag) in tags(&template.text) {
            let line = template.text[..offset].matches('\n').count() + 1;
            let mut found = |message: String| {
                findings.push(Finding { template: template.name.clone(), line, message });
            };
            for call in calls(tag) {
                check(&call, &imports, &defined, known, &mut found);
            }
        }
    }
    findings
}

fn check(
    call: &Call,
    imports: &BTreeMap<String, String>,
    defined: &BTreeMap<&str, BTreeMap<String, Parameters>>,
    known: &BTreeSet<String>,
    found: &mut impl FnMut(String),
) {
    let name = &call.name;
    let Some(namespace) = &call.namespace else {
        if !known.contains(name) {
            found(format!("there is no filter or function `{name}`"));
        }
        return;
    };
    // A part that is included takes the imports of the page around it; there nothing can be said.
    let Some(file) = imports.get(namespace) else { return };
    let Some(parameters) = defined.get(file.as_str()).and_then(|macros| macros.get(name)) else {
        found(format!("`{file}` has no macro `{name}`"));
        return;
    };
    for argument in &call.arguments {
        if !parameters.contains_key(argument) {
            found(format!("macro `{namespace}::{name}` has no argument `{argument}`"));
        }
    }
    for (parameter, has_default) in parameters {
        if !has_default && !call.arguments.contains(parameter) {
            found(format!("macro `{namespace}::{name}` needs the argument `{parameter}`"));
        }
    }
}

/// `namespace::name(a=…, b=…)`, `name(a=…)` or `| name`.
struct Call {
    namespace: Option<String>,
    name: String,
    arguments: BTreeSet<String>,
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

fn calls(tag: &str) -> Vec<Call> {
    let bare: Vec<char> = without_strings(tag).chars().collect();
    let text: String = bare.iter().collect();
    // Definitions look like calls; tests (`is starting_with(…)`) have their own names.
    if text.trim_start_matches(['{', '%', '-', ' ']).starts_with("macro ") {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < bare.len() {
        if !is_word(bare[at]) {
            at += 1;
            continue;
        }
        let start = at;
        while at < bare.len() && is_word(bare[at]) {
            at += 1;
        }
        let word: String = bare[start..at].iter().collect();
        let before: String = bare[..start].iter().collect::<String>().trim_end().to_string();
        let next = bare[at..].iter().position(|c| !c.is_whitespace()).map(|i| at + i);
        let opens = next.is_some_and(|i| bare[i] == '(')
            && !matches!(word.as_str(), "and" | "or" | "not" | "in" | "if" | "elif");
        let is_filter = before.ends_with('|');
        let is_test = before.ends_with(" is") || before.ends_with(" is not");
        if is_test
            || before.ends_with('.')
            || word.starts_with(|c: char| c.is_ascii_digit())
            || word == "super"
        {
            continue;
        }
        let namespace = before.strip_suffix("::").map(|rest| {
            rest.chars().rev().take_while(|c| is_word(*c)).collect::<Vec<_>>().into_iter().rev().collect()
        });
        if opens || is_filter {
            let arguments = if opens { argument_names(&bare[next.unwrap_or(at)..]) } else { BTreeSet::new() };
            found.push(Call { namespace, name: word, arguments });
        }
    }
    found
}

/// Names before `=` at the outer level of a parenthesis.
fn argument_names(from: &[char]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut depth = 0;
    let mut word = String::new();
    for (index, c) in from.iter().enumerate() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        if is_word(*c) {
            word.push(*c);
            continue;
        }
        let compares = from.get(index + 1) == Some(&'=') || "=<>!".contains(from[index.saturating_sub(1)]);
        if *c == '=' && depth == 1 && !compares {
            names.insert(std::mem::take(&mut word));
        }
        if !c.is_whitespace() {
            word.clear();
        }
    }
    names
}

fn definitions(text: &str) -> BTreeMap<String, Parameters> {
    let mut found = BTreeMap::new();
    for (_, tag) in tags(text) {
        let inner = tag.trim_start_matches(['{', '%', '-', ' ']);
        let Some(signature) = inner.strip_prefix("macro ") else { continue };
        let signature = without_strings(signature);
        let Some((name, rest)) = signature.split_once('(') else { continue };
        let list = rest.rsplit_once(')').map_or("", |(list, _)| list);
        let parameters = list.split(',').map(str::trim).filter(|part| !part.is_empty());
        let parameters = parameters.map(|part| match part.split_once('=') {
            Some((name, _)) => (name.trim().to_string(), true),
            None => (part.to_string(), false),
        });
        found.insert(name.trim().to_string(), parameters.collect());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(text: &str) -> Vec<String> {
        let all = [
            Template {
                name: "button.html".into(),
                text: "{% macro link(label, href, icon=\"a, b\") %}{% endmacro %}".into(),
            },
            Template {
                name: "x.html".into(),
                text: format!("{{% import \"button.html\" as button %}}{text}"),
            },
        ];
        let known = ["t", "money", "or", "range"].map(str::to_string).into();
        check_calls(&[&all[1]], &all, &known).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn calls_that_can_work_pass() {
        for text in [
            "{{ button::link(label=t(key=\"x(\", a=1), href=\"/y\" ~ z) }}",
            "{{ button::link(label=x | or(value=\"=\"), href=y, icon=\"z\") }}",
            "{% if (a == 1 and b) or not (c) %}{{ x | money }}{% endif %}",
            "{% for i in range(end=3) %}{% if x is starting_with(\"a\") %}{% endif %}{% endfor %}",
            "{{ super() }}{{ unknown::macro(a=1) }}",
        ] {
            assert_eq!(findings(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn calls_that_cannot_work_are_found() {
        for (text, expected) in [
            ("{{ button::lnk(label=1) }}", "no macro `lnk`"),
            ("{{ button::link(label=1) }}", "needs the argument `href`"),
            ("{{ button::link(label=1, href=2, ico=3) }}", "has no argument `ico`"),
            ("{{ x | monny }}", "no filter or function `monny`"),
            ("{{ tt(key=\"x\") }}", "no filter or function `tt`"),
        ] {
            let found = findings(text);
            assert!(found.len() == 1 && found[0].contains(expected), "{text}: {found:?}");
        }
    }
}
