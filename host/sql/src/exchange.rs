//! Exchange views: how a plugin's rows are shown to others under a contract.

use crate::Statement;
use crate::print::Engine;
use crate::schema::Column;
use crate::types::SqlType;

/// `create view` for a relation of a contract, named as others read it (`x_clients_client`).
///
/// `provider` is the lowered select of the plugin that provides the contract; without one the view
/// has the same columns and no rows, so that statements over it keep working when the module is off.
/// Call [`provider_problem`] first: this function only prints.
pub fn exchange_view(
    view_name: &str,
    contract_columns: &[Column],
    provider: Option<&Statement>,
    engine: Engine,
) -> String {
    let names: Vec<String> = contract_columns.iter().map(|column| format!("\"{}\"", column.name)).collect();
    // Without it PostgreSQL may run a reader's function on rows that the view filters out.
    let barrier = match engine {
        Engine::Postgres => " with (security_barrier)",
        Engine::Sqlite => "",
    };
    // PostgreSQL wants the options after the columns, SQLite has none.
    let head = format!("create view \"{view_name}\" ({}){barrier} as ", names.join(", "));
    match provider {
        Some(statement) => {
            format!("{head}select {} from ({}) as p", names.join(", "), statement.print(engine))
        }
        None => {
            let empty: Vec<String> =
                contract_columns.iter().map(|column| empty_column(column.ty.ty, engine)).collect();
            // Not `where false`: SQLite before the view is used would still ask for a table.
            format!("{head}select {} where 1 = 0", empty.join(", "))
        }
    }
}

fn empty_column(ty: SqlType, engine: Engine) -> String {
    match (engine, ty) {
        (Engine::Sqlite, _) => "null".to_string(),
        (Engine::Postgres, SqlType::Text) => "cast(null as text) collate \"C\"".to_string(),
        (Engine::Postgres, ty) => format!("cast(null as {})", ty.name()),
    }
}

/// Why a provider's select does not fulfil a contract's relation, in a sentence; `None` when it does.
pub fn provider_problem(contract_columns: &[Column], provider: &Statement) -> Option<String> {
    if !matches!(provider.kind, crate::Kind::Select) {
        return Some("a provider's file is one select".to_string());
    }
    if let Some(param) = provider.params.first() {
        return Some(format!("a view has no parameters, but the select uses `:{}`", param.name));
    }
    for wanted in contract_columns {
        let Some(given) = provider.columns.iter().find(|column| column.name == wanted.name) else {
            return Some(format!(
                "the column `{}` is missing: the contract promises it as {}",
                wanted.name, wanted.ty
            ));
        };
        if given.ty.ty != wanted.ty.ty || (given.ty.nullable && !wanted.ty.nullable) {
            return Some(format!("`{}` is {}, the contract promises {}", wanted.name, given.ty, wanted.ty));
        }
    }
    None
}
