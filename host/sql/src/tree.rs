//! Everything a statement can say. Closed on purpose: what has no place here is refused by
//! `lower.rs`, and both printers can only print what stands here.

use crate::types::{ExprType, SqlType};

/// Number of a relation, CTE or derived table within its statement; names may repeat, numbers do not.
pub type SourceId = usize;

/// One statement: its CTEs, then what it does.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    pub with: Vec<Cte>,
    pub body: Body,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    Select(Query),
    Insert(Insert),
    Update(Update),
    Delete(Delete),
}

/// `name (columns) as (query)`; never recursive.
#[derive(Debug, Clone, PartialEq)]
pub struct Cte {
    pub name: String,
    pub columns: Vec<String>,
    pub query: Query,
}

/// A select with its order and limits. `with` is filled in subqueries only; a statement's own
/// CTEs stand in [`Tree`].
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    pub with: Vec<Cte>,
    pub body: SetBody,
    pub order_by: Vec<OrderBy>,
    pub limit: Option<Box<Expr>>,
    pub offset: Option<Box<Expr>>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum SetBody {
    Select(Box<Select>),
    Values(Vec<Vec<Expr>>),
    Union { first: Box<Select>, rest: Vec<UnionPart> },
}

#[derive(Debug, Clone, PartialEq)]
pub struct UnionPart {
    pub all: bool,
    pub select: Select,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Select {
    pub distinct: bool,
    pub outputs: Vec<OutputExpr>,
    pub from: Option<From>,
    pub filter: Option<Expr>,
    pub group_by: Vec<Expr>,
    pub having: Option<Expr>,
}

/// An expression with the name its column gets; `None` where nobody reads the name.
#[derive(Debug, Clone, PartialEq)]
pub struct OutputExpr {
    pub expr: Expr,
    pub name: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct From {
    pub first: Source,
    pub joins: Vec<Join>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Join {
    pub kind: JoinKind,
    pub source: Source,
    /// `None` for a cross join only.
    pub on: Option<Expr>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JoinKind {
    Inner,
    Left,
    Right,
    Cross,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    Relation { id: SourceId, name: String, alias: String },
    Cte { id: SourceId, name: String, alias: String },
    Derived { id: SourceId, query: Box<Query>, alias: String },
}

#[derive(Debug, Clone, PartialEq)]
pub struct OrderBy {
    pub key: OrderKey,
    pub descending: bool,
    /// Always decided: PostgreSQL's default is written out, since SQLite's is the opposite.
    pub nulls_first: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub enum OrderKey {
    /// Position among the outputs, from 1.
    Output {
        position: usize,
        nullable: bool,
    },
    Expr(Expr),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Insert {
    pub target: Target,
    pub columns: Vec<String>,
    pub rows: Query,
    pub conflict: Option<Conflict>,
    pub returning: Vec<OutputExpr>,
}

/// The table a statement writes, and the name its expressions know it by.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    pub id: SourceId,
    pub table: String,
    pub alias: String,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// Empty: any constraint (`do nothing` only).
    pub columns: Vec<String>,
    /// `None`: do nothing.
    pub update: Option<ConflictUpdate>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ConflictUpdate {
    pub set: Vec<Assignment>,
    pub filter: Option<Expr>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Assignment {
    pub column: String,
    pub value: Expr,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Update {
    pub target: Target,
    pub set: Vec<Assignment>,
    pub from: Option<From>,
    pub filter: Option<Expr>,
    pub returning: Vec<OutputExpr>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Delete {
    pub target: Target,
    pub filter: Option<Expr>,
    pub returning: Vec<OutputExpr>,
}

/// An expression and its type; the printers need the type where the engines differ by it.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    pub kind: ExprKind,
    pub ty: ExprType,
}

#[derive(Debug, Clone, PartialEq)]
pub enum ExprKind {
    Null,
    Text(String),
    Integer(i64),
    /// Digits, a point, digits; kept as written.
    Double(String),
    Boolean(bool),
    Column {
        source: SourceId,
        qualifier: String,
        column: String,
    },
    Param(String),
    Negate(Box<Expr>),
    Not(Box<Expr>),
    Binary {
        op: BinaryOp,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    /// `(a, b) > (:a, :b)`: compared from the left, as for reading on from a row.
    CompareRows {
        op: BinaryOp,
        left: Vec<Expr>,
        right: Vec<Expr>,
    },
    IsNull {
        expr: Box<Expr>,
        negated: bool,
    },
    /// `is [not] true`, `is [not] false`.
    IsTruth {
        expr: Box<Expr>,
        truth: bool,
        negated: bool,
    },
    /// `is [not] distinct from`.
    IsDistinct {
        left: Box<Expr>,
        right: Box<Expr>,
        negated: bool,
    },
    InList {
        expr: Box<Expr>,
        list: Vec<Expr>,
        negated: bool,
    },
    /// `x in (:list)`.
    InParam {
        expr: Box<Expr>,
        param: String,
        element: SqlType,
        negated: bool,
    },
    InQuery {
        expr: Box<Expr>,
        query: Box<Query>,
        negated: bool,
    },
    Between {
        expr: Box<Expr>,
        low: Box<Expr>,
        high: Box<Expr>,
        negated: bool,
    },
    Like {
        expr: Box<Expr>,
        pattern: Box<Expr>,
        fold: bool,
        escape: Option<char>,
        negated: bool,
    },
    Case {
        operand: Option<Box<Expr>>,
        whens: Vec<(Expr, Expr)>,
        otherwise: Option<Box<Expr>>,
    },
    Cast {
        expr: Box<Expr>,
        to: SqlType,
    },
    Call {
        function: Function,
        args: Vec<Expr>,
    },
    Aggregate(Box<AggregateCall>),
    Window {
        call: WindowCall,
        window: Box<Window>,
    },
    Exists {
        query: Box<Query>,
        negated: bool,
    },
    Scalar(Box<Query>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BinaryOp {
    And,
    Or,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Concat,
}

/// Scalar functions both engines compute alike (after printing).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    Coalesce,
    Nullif,
    Greatest,
    Least,
    Lower,
    Upper,
    Length,
    Substr,
    Replace,
    Trim,
    TrimStart,
    TrimEnd,
    Strpos,
    StartsWith,
    Abs,
    Round,
}

#[derive(Debug, Clone, PartialEq)]
pub struct AggregateCall {
    pub function: Aggregate,
    pub distinct: bool,
    /// Empty for `count(*)`.
    pub args: Vec<Expr>,
    /// For `string_agg` only.
    pub order_by: Vec<OrderBy>,
    pub filter: Option<Expr>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aggregate {
    Count,
    Sum,
    Avg,
    Min,
    Max,
    StringAgg,
    BoolAnd,
    BoolOr,
}

#[derive(Debug, Clone, PartialEq)]
pub enum WindowCall {
    Aggregate(Box<AggregateCall>),
    Function { function: WindowFunction, args: Vec<Expr> },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WindowFunction {
    RowNumber,
    Rank,
    DenseRank,
    PercentRank,
    CumeDist,
    Ntile,
    Lag,
    Lead,
    FirstValue,
    LastValue,
    NthValue,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Window {
    pub partition_by: Vec<Expr>,
    pub order_by: Vec<OrderBy>,
    pub frame: Option<Frame>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    pub units: FrameUnits,
    pub start: Bound,
    pub end: Option<Bound>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrameUnits {
    Rows,
    Range,
    Groups,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    UnboundedPreceding,
    Preceding(u32),
    CurrentRow,
    Following(u32),
    UnboundedFollowing,
}

/// One statement of a migration.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    CreateTable(CreateTable),
    CreateIndex(CreateIndex),
    AddColumn { table: String, column: ColumnDef },
    DropColumn { table: String, column: String },
    DropTable { table: String },
    DropIndex { index: String },
    Data(Tree),
}

#[derive(Debug, Clone, PartialEq)]
pub struct CreateTable {
    pub name: String,
    pub columns: Vec<ColumnDef>,
    pub rules: Vec<Rule>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ColumnDef {
    pub name: String,
    pub ty: SqlType,
    pub not_null: bool,
    /// A literal.
    pub default: Option<Expr>,
    /// Checks and references written beside the column. Keys stand with the table's rules.
    pub rules: Vec<Rule>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Rule {
    PrimaryKey {
        name: Option<String>,
        columns: Vec<String>,
    },
    Unique {
        name: String,
        columns: Vec<String>,
    },
    Check {
        name: String,
        expr: Expr,
    },
    ForeignKey {
        name: Option<String>,
        columns: Vec<String>,
        table: String,
        referred: Vec<String>,
        on_delete: OnDelete,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnDelete {
    NoAction,
    Restrict,
    Cascade,
    SetNull,
}

#[derive(Debug, Clone, PartialEq)]
pub struct CreateIndex {
    pub name: String,
    pub table: String,
    pub unique: bool,
    pub keys: Vec<IndexKey>,
    pub filter: Option<Expr>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct IndexKey {
    pub expr: Expr,
    pub descending: bool,
}
