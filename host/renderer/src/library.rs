//! All templates by their final names: texts at first, parsed when a page first needs them. Nobody opens most pages of
//! most modules until the next start, and a parsed template is many times as large as its text.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{Hash, Hasher};
use std::sync::RwLock;

use tera::{Template, Tera};

use crate::macros::{self, Parts};
use crate::template::File;
use crate::{RenderError, UsedKey, keys_in_template};

/// What tells one template's text from another's. A text is compared with known ones alone, so 64 bits are plenty.
pub type Print = u64;

pub(crate) struct Library {
    books: BTreeMap<String, Book>,
    /// What is parsed. Closed: whatever a template in here extends, imports or includes is in here, too.
    open: RwLock<Tera>,
}

struct Book {
    text: String,
    parts: Parts,
    print: Print,
    /// The plugin whose file it is.
    owner: Option<String>,
}

impl Library {
    /// Checks that all files can be read and name each other rightly. Texts in `proven` were parsed before, so they
    /// are not parsed again; what `former` has open and nothing changed stays open.
    ///
    /// # Errors
    /// [`RenderError`], with the plugin whose file is at fault where one is.
    pub fn open(
        mut tera: Tera,
        files: Vec<File>,
        proven: &BTreeSet<Print>,
        former: Option<&Library>,
    ) -> Result<Self, RenderError> {
        let mut owners: HashMap<String, Option<String>> = HashMap::new();
        let mut texts = macros::Files::new();
        for file in files {
            owners.insert(file.name.clone(), file.owner);
            texts.insert(file.name, file.text);
        }
        let books: BTreeMap<String, Book> = macros::prepare(texts)
            .into_iter()
            .map(|(name, text)| {
                let (parts, print) = (macros::read_parts(&text), print(&text));
                let owner = owners.remove(&name).flatten();
                (name, Book { text, parts, print, owner })
            })
            .collect();
        let former_prints: BTreeSet<Print> = former.iter().flat_map(|former| former.prints()).collect();
        let unknown = |book: &Book| !proven.contains(&book.print) && !former_prints.contains(&book.print);
        let new = books.iter().filter(|(_, book)| unknown(book)).map(|(name, book)| (name, &book.text));
        let checked = parse(&new.collect::<Vec<_>>()).and_then(|_| check_names(&books));
        checked.map_err(|error| at_fault(error, &books))?;
        if let Some(former) = former {
            let parsed = former.open.read().expect("no panic while a template is added");
            let kept = |name: &&String| {
                closure(&books, name).into_iter().all(|part| {
                    let same = former.books.get(part).is_some_and(|old| old.print == books[part].print);
                    same && parsed.templates.contains_key(part)
                })
            };
            let kept = books.keys().filter(kept);
            tera.templates.extend(kept.map(|name| (name.clone(), parsed.templates[name].clone())));
            tera.build_inheritance_chains().map_err(RenderError::Build)?;
        }
        Ok(Self { books, open: RwLock::new(tera) })
    }

    /// Works with a Tera in which `template` and all it needs are parsed, if there is such a template.
    ///
    /// # Errors
    /// When one of them cannot be parsed.
    pub fn with<T>(&self, template: &str, work: impl FnOnce(&Tera) -> T) -> tera::Result<T> {
        {
            let tera = self.open.read().expect("no panic while a template is added");
            if tera.templates.contains_key(template) || !self.has(template) {
                return Ok(work(&tera));
            }
        }
        let needed: Vec<_> =
            closure(&self.books, template).into_iter().map(|name| (name, &self.books[name].text)).collect();
        {
            let mut tera = self.open.write().expect("no panic while a template is added");
            // Somebody may have been quicker with some of them.
            let missing: Vec<_> =
                needed.into_iter().filter(|(name, _)| !tera.templates.contains_key(*name)).collect();
            tera.templates.extend(parse(&missing)?);
            // As `Tera::add_raw_templates` ends.
            tera.build_inheritance_chains()?;
            tera.check_macro_files()?;
        }
        Ok(work(&self.open.read().expect("no panic while a template is added")))
    }

    pub fn has(&self, template: &str) -> bool {
        self.books.contains_key(template)
    }

    /// Of all texts: they have been parsed, here or by whoever vouched for them.
    pub fn prints(&self) -> impl Iterator<Item = Print> {
        self.books.values().map(|book| book.print)
    }

    /// Keys of texts that templates show.
    pub fn used_keys(&self) -> Vec<UsedKey> {
        let written = self.books.iter().filter(|(name, _)| !macros::is_copy(name));
        let keys = written.flat_map(|(name, book)| {
            keys_in_template(book.owner.as_deref().unwrap_or("host"), name, &book.text)
        });
        keys.collect()
    }
}

/// A template with everything it extends, imports or includes, directly or not. What is not there is left out: Tera
/// says so when it is needed, and may be told to do without.
fn closure<'a>(books: &'a BTreeMap<String, Book>, template: &str) -> BTreeSet<&'a String> {
    let mut found = BTreeSet::new();
    let mut open = vec![template];
    while let Some(name) = open.pop() {
        let Some((name, book)) = books.get_key_value(name) else { continue };
        if found.insert(name) {
            open.extend(book.parts.all());
        }
    }
    found
}

/// Everything that is extended or imported is there, and nothing extends itself.
fn check_names(books: &BTreeMap<String, Book>) -> tera::Result<()> {
    let missing = |name: &str, wanted: &str| {
        tera::Error::msg(format!("'{name}' names the template '{wanted}', which is not there"))
    };
    for (name, book) in books {
        if let Some((file, _)) = book.parts.imports.iter().find(|(file, _)| !books.contains_key(file)) {
            return Err(missing(name, file));
        }
        let mut seen = BTreeSet::from([name]);
        let mut at = book;
        while let Some(parent) = &at.parts.extends {
            at = books.get(parent).ok_or_else(|| missing(name, parent))?;
            if !seen.insert(parent) {
                return Err(tera::Error::msg(format!("'{name}' extends itself through '{parent}'")));
            }
        }
    }
    Ok(())
}

/// Parses on all processors.
fn parse(files: &[(&String, &String)]) -> tera::Result<Vec<(String, Template)>> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(files.len().max(1));
    let one = |(name, text): &(&String, &String)| {
        let parsed = Template::new(name, None, text);
        let named = |error| tera::Error::chain(format!("Failed to parse '{name}'"), error);
        parsed.map(|template| ((*name).clone(), template)).map_err(named)
    };
    std::thread::scope(|scope| {
        let part = |first: usize| files.iter().skip(first).step_by(threads).map(one).collect::<Vec<_>>();
        let started: Vec<_> = (0..threads).map(|first| scope.spawn(move || part(first))).collect();
        let done = started.into_iter().flat_map(|thread| thread.join().expect("parsing does not panic"));
        done.collect()
    })
}

/// The messages above name the template first; a plugin's name is unmistakable by its slash.
fn at_fault(error: tera::Error, books: &BTreeMap<String, Book>) -> RenderError {
    let message = chain(&error);
    let named = books.iter().find(|(name, book)| book.owner.is_some() && message.contains(name.as_str()));
    match named {
        Some((template, Book { owner: Some(plugin), .. })) => {
            let template = template.strip_prefix(&format!("{plugin}/")).unwrap_or(template).to_owned();
            RenderError::Template { plugin: plugin.clone(), template, message }
        }
        _ => RenderError::Build(error),
    }
}

/// See [`Print`].
pub fn print(text: &str) -> Print {
    let mut hasher = std::hash::DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

fn chain(error: &tera::Error) -> String {
    let mut message = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(next) = cause {
        message.push_str(&format!(": {next}"));
        cause = next.source();
    }
    message
}
