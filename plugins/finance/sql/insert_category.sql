-- A category of the owner's.
-- :category text · :kind text · :name text
insert into finance_category (category, kind, name, position) values (:category, :kind, :name, 50)
