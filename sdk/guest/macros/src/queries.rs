//! `queries!{}`: one typed function per file in `sql/`. The statement itself stays in its file and in the bundle;
//! the code knows its name, its parameters and its columns, as the same gate sees them that the host uses.

use crate::case::{camel, ident};
use crate::manifest::Manifest;
use crate::relations::{self, Relations, told};
use pardoz_sql::{Kind, Output, Param, Schema, SqlType, Statement};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use std::collections::BTreeMap;
use std::path::Path;

pub fn expand(input: TokenStream, folder: &Path) -> syn::Result<TokenStream> {
    if !input.is_empty() {
        return Err(crate::error("queries!{} takes nothing: it reads the plugin's folder"));
    }
    let manifest = Manifest::read(folder).map_err(crate::error)?;
    let Relations { schema, mut files } = relations::read(folder, &manifest).map_err(all)?;
    files.push(folder.join("plugin.toml"));

    let mut module = Module::default();
    let mut errors = Vec::new();
    for (file, path, text) in relations::sql_files(folder, "sql").map_err(crate::error)? {
        if let Err(error) = module.add(&manifest.id, &file, &text, &schema) {
            errors.push(error);
        }
        files.push(path);
    }
    // What others read of this plugin is checked as well, though it has no function.
    for (file, path, text) in relations::sql_files(folder, "exchange").map_err(crate::error)? {
        if let Err(refusal) = pardoz_sql::lower_statement(&manifest.id, &file, &text, &schema) {
            errors.push(told(&refusal));
        }
        files.push(path);
    }
    if !errors.is_empty() {
        return Err(all(errors));
    }
    let (watched, code) = (crate::watch(&files), module.code());
    Ok(quote! { #watched #code })
}

fn all(errors: Vec<String>) -> syn::Error {
    crate::error(errors.join("\n"))
}

/// What the macro writes.
#[derive(Default)]
struct Module {
    functions: Vec<TokenStream>,
    /// Name of a row type → the file that said so first, its columns.
    rows: BTreeMap<String, (String, Vec<Output>)>,
}

/// The lines of a statement's header that are the SDK's.
#[derive(Default)]
struct Header {
    purpose: Vec<String>,
    row: Option<String>,
    one: bool,
    may_fail: bool,
}

impl Header {
    fn read(text: &str) -> Self {
        let mut header = Self::default();
        for line in text.lines().map_while(|line| line.trim().strip_prefix("--")).map(str::trim) {
            let row = line.strip_prefix("row ").filter(|name| {
                name.starts_with(|c: char| c.is_ascii_uppercase())
                    && name.chars().all(|c| c.is_ascii_alphanumeric())
            });
            match line {
                "one" => header.one = true,
                "try" => header.may_fail = true,
                _ if row.is_some() => header.row = row.map(str::to_owned),
                _ => header.purpose.push(line.to_owned()),
            }
        }
        header
    }
}

impl Module {
    fn add(&mut self, plugin: &str, file: &str, text: &str, schema: &Schema) -> Result<(), String> {
        let stem = file.trim_start_matches("sql/").trim_end_matches(".sql");
        let spelled = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if !stem.starts_with(|c: char| c.is_ascii_lowercase()) || !stem.chars().all(spelled) {
            return Err(format!("{file}: the file's name becomes a function's: write it in snake_case"));
        }
        let statement =
            pardoz_sql::lower_statement(plugin, file, text, schema).map_err(|refusal| told(&refusal))?;
        let header = Header::read(text);
        let row = header.row.clone().unwrap_or_else(|| camel(stem));
        if statement.returns_rows {
            self.add_row(file, &row, &statement.columns)?;
        }
        if header.may_fail && (statement.returns_rows || statement.kind == Kind::Select) {
            return Err(format!("{file}: `-- try` is for writes that return no rows"));
        }
        self.functions.push(function(stem, &statement, &header, &row));
        Ok(())
    }

    fn add_row(&mut self, file: &str, name: &str, columns: &[Output]) -> Result<(), String> {
        let Some((first, known)) = self.rows.get(name) else {
            self.rows.insert(name.to_owned(), (file.to_owned(), columns.to_vec()));
            return Ok(());
        };
        let shape = |columns: &[Output]| columns.iter().map(|c| (c.name.clone(), c.ty)).collect::<Vec<_>>();
        if shape(known) == shape(columns) {
            return Ok(());
        }
        Err(format!(
            "{file}: the row type `{name}` has other columns in {first}; \
             give one of them another name: `-- row OtherName`"
        ))
    }

    fn code(&self) -> TokenStream {
        let rows = self.rows.iter().map(|(name, (file, columns))| {
            let (name, doc) = (ident(name), format!("A row of `{file}`."));
            let fields = columns.iter().map(|column| {
                let (name, ty) = (ident(&column.name), field_type(column));
                quote! { pub #name: #ty }
            });
            quote! {
                #[doc = #doc]
                #[derive(Debug, Clone, PartialEq, ::pardoz_sdk::View)]
                pub struct #name { #(#fields,)* }
            }
        });
        let functions = &self.functions;
        quote! { #(#rows)* #(#functions)* }
    }
}

fn function(stem: &str, statement: &Statement, header: &Header, row: &str) -> TokenStream {
    let (name, row) = (ident(stem), ident(row));
    let doc = header.purpose.join("\n\n");
    let arguments = statement.params.iter().map(|param| {
        let (name, ty) = (ident(&param.name), param_type(param));
        quote! { #name: #ty }
    });
    let lists = statement.params.iter().filter(|param| param.list).map(|param| {
        let name = ident(&param.name);
        quote! { let #name = ::pardoz_sdk::__private::list(#name)?; }
    });
    let values = statement.params.iter().map(param_value);
    let context = match statement.kind {
        Kind::Select => quote!(&::pardoz_sdk::context::Query),
        _ => quote!(&mut ::pardoz_sdk::context::Mutation),
    };
    let (output, call) = match (statement.returns_rows, header.one) {
        (true, one) => {
            let columns = statement.columns.len();
            let cells = statement.columns.iter().map(|column| {
                let (name, cell) = (ident(&column.name), cell(column));
                quote! { #name: #cell }
            });
            let read = if one { format_ident!("read_one") } else { format_ident!("read_all") };
            let output = if one { quote!(Option<#row>) } else { quote!(Vec<#row>) };
            (output, quote! { #read(ctx, #stem, &params, #columns, |cells| Some(#row { #(#cells,)* })) })
        }
        (false, _) => {
            let execute =
                if header.may_fail { format_ident!("try_execute") } else { format_ident!("execute") };
            (quote!(u64), quote! { #execute(ctx, #stem, &params) })
        }
    };
    quote! {
        #[doc = #doc]
        #[allow(clippy::too_many_arguments)]
        pub fn #name(ctx: #context, #(#arguments),*) -> ::pardoz_sdk::Result<#output> {
            #(#lists)*
            let params = [#(#values),*];
            ::pardoz_sdk::__private::#call
        }
    }
}

/// A text called `id` or `…_id` is an id: the host made it, and it cannot be anything else.
fn is_id(name: &str) -> bool {
    name == "id" || name.ends_with("_id")
}

fn param_type(param: &Param) -> TokenStream {
    if param.list {
        return match param.ty.ty {
            SqlType::Bigint => quote!(&[i64]),
            _ => quote!(&[impl AsRef<str> + ::pardoz_sdk::__private::serde::Serialize]),
        };
    }
    let ty = match param.ty.ty {
        // A day, an id, a word of an enum and plain text alike. `None` would not tell its type, so a text that may
        // be null is spelled out.
        SqlType::Text if !param.ty.nullable => quote!(impl AsRef<str>),
        SqlType::Text if is_id(&param.name) => quote!(::pardoz_sdk::Id),
        SqlType::Text => quote!(&str),
        SqlType::Bigint => quote!(i64),
        SqlType::Double => quote!(f64),
        SqlType::Boolean => quote!(bool),
        SqlType::Bytea => quote!(&[u8]),
    };
    if param.ty.nullable { quote!(Option<#ty>) } else { ty }
}

fn param_value(param: &Param) -> TokenStream {
    let (name, value) = (ident(&param.name), quote!(::pardoz_sdk::__private::ValueParam));
    if param.list {
        return quote!(#value::Text(&#name));
    }
    let (variant, convert) = match param.ty.ty {
        SqlType::Text if !param.ty.nullable => (quote!(Text), quote!(AsRef::<str>::as_ref(value))),
        SqlType::Text if is_id(&param.name) => (quote!(Text), quote!(value.as_str())),
        SqlType::Text => (quote!(Text), quote!(value)),
        SqlType::Bigint => (quote!(Integer), quote!(*value)),
        SqlType::Double => (quote!(Real), quote!(*value)),
        SqlType::Boolean => (quote!(Integer), quote!(i64::from(*value))),
        SqlType::Bytea => (quote!(Blob), quote!(value)),
    };
    match param.ty.nullable {
        true => quote! { match &#name { Some(value) => #value::#variant(#convert), None => #value::Null } },
        false => quote! { { let value = &#name; #value::#variant(#convert) } },
    }
}

fn field_type(column: &Output) -> TokenStream {
    let ty = match column.ty.ty {
        SqlType::Text if is_id(&column.name) => quote!(::pardoz_sdk::Id),
        SqlType::Text => quote!(String),
        SqlType::Bigint => quote!(i64),
        SqlType::Double => quote!(f64),
        SqlType::Boolean => quote!(bool),
        SqlType::Bytea => quote!(Vec<u8>),
    };
    if column.ty.nullable { quote!(Option<#ty>) } else { ty }
}

fn cell(column: &Output) -> TokenStream {
    let method = match column.ty.ty {
        SqlType::Text if is_id(&column.name) => format_ident!("id"),
        SqlType::Text => format_ident!("string"),
        SqlType::Bigint => format_ident!("integer"),
        SqlType::Double => format_ident!("real"),
        SqlType::Boolean => format_ident!("boolean"),
        SqlType::Bytea => format_ident!("blob"),
    };
    match column.ty.nullable {
        true => quote!(cells.nullable(::pardoz_sdk::__private::Cells::#method)?),
        false => quote!(cells.#method()?),
    }
}
#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    const TABLE: &str = "-- Notes.\ncreate table hello_note (note_id text primary key, author_id text, body text not null, \
                         done boolean not null, rank double precision, made_at bigint not null);";

    fn schema() -> Schema {
        let mut schema = Schema::new();
        pardoz_sql::lower_migration("hello", "migrations/0001_a.sql", TABLE, &mut schema, &BTreeSet::new())
            .unwrap();
        schema
    }

    /// The code of one statement without spaces, or what the author reads.
    fn code(file: &str, text: &str) -> Result<String, String> {
        let mut module = Module::default();
        module.add("hello", file, text, &schema())?;
        let code = module.code();
        syn::parse2::<syn::File>(code.clone()).expect("the macro writes Rust");
        Ok(code.to_string().replace(' ', ""))
    }

    #[test]
    fn a_select_becomes_a_function_and_a_row() {
        // Arguments stand as the header has them, though the SQL uses the last of them first.
        let text = "-- Some notes.\n-- :ids list of text · :after bigint? · :author_id text?\n-- row Note\n\
            select note_id, author_id, body, done, rank, made_at from hello_note \
            where made_at > :after and author_id = :author_id and note_id in (:ids)";
        let code = code("sql/note_list.sql", text).unwrap();
        for part in [
            "pubstructNote{pubnote_id:::pardoz_sdk::Id,pubauthor_id:Option<::pardoz_sdk::Id>,pubbody:String,\
             pubdone:bool,pubrank:Option<f64>,pubmade_at:i64,}",
            "pubfnnote_list(ctx:&::pardoz_sdk::context::Query,ids:&[implAsRef<str>+::pardoz_sdk::__private::serde::Serialize],\
             after:Option<i64>,author_id:Option<::pardoz_sdk::Id>)",
            "->::pardoz_sdk::Result<Vec<Note>>",
            "done:cells.boolean()?",
            "rank:cells.nullable(::pardoz_sdk::__private::Cells::real)?",
        ] {
            assert!(code.contains(part), "{part} is not in {code}");
        }
    }

    #[test]
    fn writes_take_the_transaction() {
        let text = "-- Marks a note.\n-- :note_id text · :done boolean\n\
                    update hello_note set done = :done where note_id = :note_id";
        let plain = code("sql/mark_note.sql", text).unwrap();
        let signature = "pubfnmark_note(ctx:&mut::pardoz_sdk::context::Mutation,note_id:implAsRef<str>,done:bool)\
                         ->::pardoz_sdk::Result<u64>";
        assert!(plain.contains(signature) && plain.contains("::execute(ctx,"), "{plain}");
        let guarded = code("sql/mark_note.sql", &text.replace("\n-- :", "\n-- try\n-- :")).unwrap();
        assert!(guarded.contains("::try_execute(ctx,"), "{guarded}");
        let returning = code(
            "sql/mark_note.sql",
            &format!("{} returning body", text.replace("\n-- :", "\n-- one\n-- :")),
        );
        assert!(returning.unwrap().contains("Result<Option<MarkNote>>"));
    }

    #[test]
    fn mistakes_name_the_file_the_line_and_the_way_out() {
        let unknown = code("sql/a.sql", "-- A.\nselect body\nfrom hello_notes").unwrap_err();
        assert!(unknown.contains("sql/a.sql:3:") && unknown.contains("help:"), "{unknown}");
        let undeclared =
            code("sql/a.sql", "-- A.\nselect body from hello_note where note_id = :id").unwrap_err();
        assert!(undeclared.contains("sql/a.sql:2:") && undeclared.contains("-- :id text"), "{undeclared}");
        assert!(
            code("sql/A-b.sql", "-- A.\nselect body from hello_note").unwrap_err().contains("snake_case")
        );
        let text = "-- A.\n-- try\nselect body from hello_note";
        assert!(code("sql/a.sql", text).unwrap_err().contains("`-- try` is for writes"));
    }

    #[test]
    fn a_row_type_has_one_shape() {
        let mut module = Module::default();
        let mut add = |file: &str, columns: &str| {
            module.add(
                "hello",
                file,
                &format!("-- A.\n-- row Note\nselect {columns} from hello_note"),
                &schema(),
            )
        };
        add("sql/a.sql", "note_id, body").unwrap();
        add("sql/b.sql", "note_id, body").unwrap();
        let error = add("sql/c.sql", "note_id").unwrap_err();
        assert!(error.contains("sql/c.sql") && error.contains("sql/a.sql"), "{error}");
    }
}
