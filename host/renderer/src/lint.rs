//! What a module's template may not contain, said before it is ever drawn.
//!
//! The strict content security policy (ui.md 13) would stop most of it in the browser; here the author
//! learns it at pack time, with a line number.

use crate::Template;

/// A finding in a template: where and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub template: String,
    /// Counted from 1.
    pub line: usize,
    pub message: String,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.template, self.line, self.message)
    }
}

/// Templates are read by people and parsed recursively; larger ones are a mistake.
pub const TEMPLATE_BYTES_MAX: usize = 64 * 1024;

/// Elements that carry code, styles or foreign documents.
const ELEMENTS: [&str; 8] = ["script", "style", "iframe", "object", "embed", "base", "meta", "link"];

/// Attributes whose value is an address.
const ADDRESSES: [&str; 9] =
    ["href", "src", "action", "formaction", "hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete"];

/// Checks one template of a module.
pub fn check(template: &Template) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut found = |offset: usize, message: String| {
        let line = template.text[..offset].matches('\n').count() + 1;
        findings.push(Finding { template: template.name.clone(), line, message });
    };
    if template.text.len() > TEMPLATE_BYTES_MAX {
        found(0, format!("is larger than {TEMPLATE_BYTES_MAX} bytes; split it into parts"));
    }
    if !template.name.ends_with(".html") {
        found(0, "a template's name must end with `.html`, which is what makes it escape its data".into());
    }
    for (offset, tag) in tags(&template.text) {
        check_tag(offset, tag, &mut found);
    }
    check_markup(&template.text, &mut found);
    // What is too large or too deep to be parsed safely was found above.
    if findings.is_empty()
        && let Some((line, message)) = unreadable(&template.text)
    {
        findings.push(Finding { template: template.name.clone(), line, message });
    }
    findings
}

/// What Tera says about a template it cannot read, and at which line. It draws a picture of the place; the author has
/// an editor, so the line's number and the reason are enough.
fn unreadable(text: &str) -> Option<(usize, String)> {
    let error = tera::Template::new("", None, text).err()?;
    let said = error.to_string();
    let line = said.split_once("--> ").and_then(|(_, place)| place.split_once(':'));
    let line = line.and_then(|(line, _)| line.parse().ok()).unwrap_or(1);
    let reason = said.lines().find_map(|line| line.trim().strip_prefix("= ")).unwrap_or(&said);
    Some((line, format!("the template cannot be read: {reason}")))
}

/// Tera's own tags `{{ … }}` and `{% … %}`, with their offsets, without comments.
pub(crate) fn tags(text: &str) -> Vec<(usize, &str)> {
    let mut tags = tags_and_comments(text);
    tags.retain(|(_, tag)| !tag.starts_with("{#"));
    tags
}

fn tags_and_comments(text: &str) -> Vec<(usize, &str)> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('{').map(|i| i + at) {
        let close = match text.as_bytes().get(start + 1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => "#}",
            _ => {
                at = start + 1;
                continue;
            }
        };
        let Some(end) = text[start + 2..].find(close).map(|i| i + start + 4) else { break };
        tags.push((start, &text[start..end]));
        at = end;
    }
    tags
}

fn check_tag(offset: usize, tag: &str, found: &mut impl FnMut(usize, String)) {
    let bare = without_strings(tag);
    let squeezed: String = bare.split_whitespace().collect::<Vec<_>>().join(" ").replace("| ", "|");
    if squeezed.contains("|safe") || squeezed.contains("filter safe") {
        found(offset, "`safe` is not for modules: data is always escaped; use a component for markup".into());
    }
    if squeezed.contains("get_env") {
        found(offset, "`get_env` is not for modules".into());
    }
    if squeezed.starts_with("{% raw") || squeezed.starts_with("{%- raw") {
        found(offset, "`raw` hides tags from these checks; write `{{ \"{{\" }}` for a literal brace".into());
    }
}

/// The markup outside Tera's tags; what a tag writes is replaced by a mark of the same length.
fn check_markup(text: &str, found: &mut impl FnMut(usize, String)) {
    let mut markup = text.as_bytes().to_vec();
    for (start, tag) in tags_and_comments(text) {
        let mark = if tag.starts_with("{{") { 1 } else { b' ' };
        markup[start..start + tag.len()].fill(mark);
    }
    let mut at = 0;
    while let Some(start) = markup[at..].iter().position(|b| *b == b'<').map(|i| i + at) {
        if markup[start..].starts_with(b"</") {
            at = start + 2;
            continue;
        }
        if markup[start..].starts_with(b"<!--") {
            let end =
                markup[start..].windows(3).position(|w| w == b"-->").map_or(markup.len(), |i| start + i + 3);
            at = end;
            continue;
        }
        let end = element_end(&markup, start);
        check_element(text, &markup[start..end], start, found);
        at = end.max(start + 1);
    }
}

fn element_end(markup: &[u8], start: usize) -> usize {
    let mut quote = 0;
    for (index, byte) in markup.iter().enumerate().skip(start + 1) {
        match *byte {
            b'"' | b'\'' if quote == 0 => quote = *byte,
            b if b == quote => quote = 0,
            b'>' if quote == 0 => return index + 1,
            _ => {}
        }
    }
    markup.len()
}

fn check_element(text: &str, element: &[u8], offset: usize, found: &mut impl FnMut(usize, String)) {
    let name: String = element[1..]
        .iter()
        .take_while(|b| b.is_ascii_alphanumeric() || **b == b'-')
        .map(|b| char::from(b.to_ascii_lowercase()))
        .collect();
    if ELEMENTS.contains(&name.as_str()) {
        found(
            offset,
            format!("`<{name}>` is not for modules: behaviour and looks come from the theme's components"),
        );
    }
    for (at, attribute, value) in attributes(element) {
        let at = offset + at;
        if attribute == "style" {
            found(at, "`style=` is not allowed; use a class (w0…w100, h0…h6, a1…a6) or a component".into());
        } else if attribute.starts_with("on") || attribute.starts_with("hx-on") || attribute == "srcdoc" {
            found(
                at,
                format!("`{attribute}` carries code; use htmx attributes or the theme's `data-*` behaviours"),
            );
        }
        if let Some((from, to)) = value
            && from < to
            && element[from - 1] == b'='
            && element[from..to].contains(&1)
        {
            found(at, format!("the value of `{attribute}` needs quotes, or data could add attributes"));
        }
        let raw = value.map(|(from, to)| &text[offset + from..offset + to]).unwrap_or_default();
        if ADDRESSES.contains(&attribute.as_str()) && !is_own_address(raw) {
            found(
                at,
                format!(
                    "`{attribute}` must be `{{{{ url(…) }}}}`, `{{{{ … | link }}}}` or an address of this site"
                ),
            );
        }
        if attribute.starts_with("hx-")
            && (raw.trim_start().starts_with("js:") || raw.trim_start().starts_with("javascript:"))
        {
            found(at, format!("`{attribute}` must not run a script"));
        }
        if attribute == "hx-trigger" && raw.contains('[') {
            found(at, "`hx-trigger` must not hold a filter in brackets".into());
        }
    }
}

/// An attribute of an element: its offset, lower-case name and the value's place (without quotes).
type Attribute = (usize, String, Option<(usize, usize)>);

fn attributes(element: &[u8]) -> Vec<Attribute> {
    let mut found = Vec::new();
    let is_name = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b':' | b'_' | b'.' | b'@');
    let mut at = 1;
    // Pass over the element's own name first.
    while at < element.len() && (is_name(element[at]) || element[at] == b'/') {
        at += 1;
    }
    while at < element.len() {
        if !is_name(element[at]) {
            at += 1;
            continue;
        }
        let start = at;
        while at < element.len() && is_name(element[at]) {
            at += 1;
        }
        let name = String::from_utf8_lossy(&element[start..at]).to_ascii_lowercase();
        while at < element.len() && element[at].is_ascii_whitespace() {
            at += 1;
        }
        if element.get(at) != Some(&b'=') {
            found.push((start, name, None));
            continue;
        }
        at += 1;
        while at < element.len() && element[at].is_ascii_whitespace() {
            at += 1;
        }
        let quote = element.get(at).copied().filter(|b| matches!(b, b'"' | b'\''));
        let from = if quote.is_some() { at + 1 } else { at };
        let ends = |b: &u8| match quote {
            Some(quote) => *b == quote,
            None => b.is_ascii_whitespace() || *b == b'>',
        };
        let to = element[from.min(element.len())..].iter().position(ends).map_or(element.len(), |i| from + i);
        found.push((start, name, Some((from.min(to), to))));
        at = to + 1;
    }
    found
}

/// Literal addresses of this site, contact links, and expressions that can only give such.
fn is_own_address(value: &str) -> bool {
    let value = value.trim();
    if value.is_empty() {
        return true;
    }
    if let Some(expression) = value.strip_prefix("{{") {
        let expression = expression.trim_start_matches('-').trim();
        let made =
            ["url(", "asset(", "page.path", "page.url"].iter().any(|start| expression.starts_with(start));
        let first = expression.split("}}").next().unwrap_or_default();
        return made || without_strings(first).replace(' ', "").trim_end_matches('-').ends_with("|link");
    }
    // `tel:{{ phone }}` is fine: the scheme is fixed, so the value cannot change it.
    crate::filter::safe_link(value) != "#" || value == "#"
}

/// The tag with the contents of its string literals blanked.
pub(crate) fn without_strings(tag: &str) -> String {
    let mut quote = None;
    tag.chars()
        .map(|c| match quote {
            Some(open) if c == open => {
                quote = None;
                c
            }
            Some(_) => '_',
            None if matches!(c, '"' | '\'' | '`') => {
                quote = Some(c);
                c
            }
            None => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(text: &str) -> Vec<Finding> {
        check(&Template { name: "x.html".into(), text: text.into() })
    }

    #[test]
    fn code_and_styles_are_refused() {
        for text in [
            "<script>x</script>",
            "<SCRIPT src=x>",
            "<style>x</style>",
            "<p style=\"color:red\">",
            "<p class=\"a\" STYLE = 'x'>",
            "<img src=\"/a.png\" onerror=\"x()\">",
            "<b hx-on:click=\"x\">",
            "<iframe src=\"/x\">",
            "<a href=\"javascript:x\">",
            "<a href=\"https://elsewhere.example\">",
            "<a href=\"{{ view.link }}\">",
            "<a href={{ view.link }}>",
            "<b title={{ view.name }}>",
            "<form action=\"//elsewhere.example\">",
            "<b hx-vals=\"js:{a:1}\">",
            "<b hx-trigger=\"click[ctrlKey]\">",
            "{{ view.x | safe }}",
            "{{ view.x |safe}}",
            "{% filter safe %}x{% endfilter %}",
            "{{ get_env(name=\"HOME\") }}",
            "{% raw %}<b>{% endraw %}",
        ] {
            assert!(!findings(text).is_empty(), "{text} was accepted");
        }
    }

    #[test]
    fn ordinary_templates_pass() {
        for text in [
            "<a href=\"{{ url(route=\"x\") }}\">{{ view.name }}</a>",
            "<a href=\"{{ view.href | link }}\">x</a>",
            "<a href=\"tel:{{ view.phone }}\">x</a>",
            "<a href=\"?page=2\" class=\"{% if x > 1 %}on{% endif %}\">x</a>",
            "{{ t(key=\"safe\") }} {# <script> in a comment #} a < b",
            "<div hx-get=\"{{ url(route=\"x\") }}\" hx-trigger=\"revealed\"></div>",
            "{{ note::note(text=\"| safe\") }}",
            "<!-- <script> -->",
        ] {
            assert_eq!(findings(text), [], "{text}");
        }
    }

    #[test]
    fn a_template_that_cannot_be_read_is_found_with_its_line() {
        for (text, line) in [
            ("<p>\n{% if view.a %}\n</p>\n", 4),
            ("<p>\n\n{{ view.a b }}</p>", 3),
            ("{% if a %}\n{% endfor %}", 2),
            ("{{ view.a | default(value=) }}", 1),
        ] {
            let found = findings(text);
            assert_eq!((found.len(), found[0].line), (1, line), "{text}: {found:?}");
            assert!(found[0].message.contains("cannot be read: "), "{}", found[0]);
        }
    }

    #[test]
    fn a_finding_names_its_line() {
        let found = findings("<p>\n\n<i onclick=\"x\">");
        assert_eq!(found[0].line, 3);
        assert!(found[0].to_string().starts_with("x.html:3: `onclick`"), "{}", found[0]);
    }
}
