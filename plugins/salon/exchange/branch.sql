-- Branches, archived ones included.
select branch_id, name, timezone, address, phone, position, archived_at from salon_branch
