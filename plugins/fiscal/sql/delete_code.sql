-- Back to the code of the kind.
-- :code_id text
delete from fiscal_code where code_id = :code_id
