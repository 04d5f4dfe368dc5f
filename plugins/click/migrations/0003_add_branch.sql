-- Whose money it is: the branch of the bill, or of the visit whose deposit it is. Null: it came before this was written
-- down, and finance still knows the bill's.
alter table click_transaction add column branch_id text;
