-- Categories in their order.
-- row Category
select category, kind, name, archived_at from finance_category order by position, category
