//! What people see of a plugin: rights, addresses, the menu, tiles, panels, acts.

use serde::Deserialize;
use toml::Spanned;

use super::default_icon;
use crate::auth::Scope;

/// Something a person may or may not do; the owner gives it to roles.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Permission {
    /// `<plugin>.<resource>.<action>`.
    pub id: Spanned<String>,
    pub title: Spanned<String>,
    /// Role, or `role:own|branch|salon`; the default that the owner edits.
    #[serde(default)]
    pub roles: Vec<Spanned<String>>,
}

impl Permission {
    /// The roles that have it by default, with how far it reaches.
    pub fn default_roles(&self) -> impl Iterator<Item = (&str, Scope)> {
        self.roles.iter().map(|role| split_role(role.get_ref()).expect("checked by Manifest::parse"))
    }
}

pub fn split_role(text: &str) -> Option<(&str, Scope)> {
    let (role, scope) = text.split_once(':').unwrap_or((text, "salon"));
    let scope = match scope {
        "own" => Scope::Own,
        "branch" => Scope::Branch,
        "salon" => Scope::Salon,
        _ => return None,
    };
    ROLES.contains(&role).then_some((role, scope))
}

/// The roles of `security.md` 4.3 that a person of the salon can have.
pub const ROLES: [&str; 7] =
    ["owner", "manager", "receptionist", "master", "accountant", "stock-keeper", "marketer"];

/// An address below `/p/<plugin>`, and the handler of the same name behind it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Route {
    pub name: Spanned<String>,
    pub method: Method,
    /// Below `/p/<plugin>`; `{name}` takes one segment into the input.
    pub path: Spanned<String>,
    /// Absent only on public routes.
    pub permission: Option<Spanned<String>>,
    pub template: Option<Spanned<String>>,
    /// The `GET` route shown again, with `form.values` and `form.errors`, when this one is refused. A `GET` route may name
    /// itself: a page that is redrawn while somebody types is then drawn with what is wrong in its query.
    pub form: Option<Spanned<String>>,
    /// Answers without a sign-in.
    #[serde(default)]
    pub public: bool,
    /// `act`: no transaction, may wait for the world outside. `query`: reads, and what it is asked with travels in the body.
    /// Absent: a query for `GET`, a command for the rest.
    pub kind: Option<Spanned<String>>,
}

impl Route {
    pub fn is_act(&self) -> bool {
        self.export() == "act"
    }

    /// Does it only read?
    pub fn reads(&self) -> bool {
        self.export() == "query"
    }

    /// The export that answers it.
    pub fn export(&self) -> &'static str {
        match (self.kind.as_ref().map(|kind| kind.get_ref().as_str()), self.method) {
            (Some("act"), _) => "act",
            (Some("query"), _) | (None, Method::Get) => "query",
            _ => "mutate",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// A line in the menu.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Navigation {
    pub route: Spanned<String>,
    pub title: Spanned<String>,
    pub icon: String,
    #[serde(default = "default_order")]
    pub order: i64,
    /// `core` or `modules`.
    #[serde(default = "default_section")]
    pub section: Spanned<String>,
    /// The route's permission when absent.
    pub permission: Option<Spanned<String>>,
}

pub(super) fn default_order() -> i64 {
    100
}

fn default_section() -> Spanned<String> {
    Spanned::new(0..0, "modules".to_owned())
}

/// A tile of the dashboard.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Widget {
    pub name: Spanned<String>,
    pub title: Spanned<String>,
    /// Widths in twelfths.
    pub sizes: Vec<u8>,
    pub template: Spanned<String>,
    pub permission: Option<Spanned<String>>,
    #[serde(default = "default_order")]
    pub order: i64,
}

/// A part of a page another plugin opens a slot on.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Panel {
    pub slot: String,
    pub name: Spanned<String>,
    /// Heading of the panel; without one its template brings its own.
    pub title: Option<Spanned<String>>,
    pub template: Spanned<String>,
    pub permission: Option<Spanned<String>>,
    /// `main`, `side`, or `foot`: below both, with the acts of the hour.
    #[serde(default = "default_column")]
    pub column: Spanned<String>,
    #[serde(default = "default_order")]
    pub order: i64,
}

fn default_column() -> Spanned<String> {
    Spanned::new(0..0, "side".to_owned())
}

/// An act of the palette (Ctrl K).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    pub name: Spanned<String>,
    pub title: Spanned<String>,
    pub route: Spanned<String>,
    #[serde(default = "default_icon")]
    pub icon: String,
}
