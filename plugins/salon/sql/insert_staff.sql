-- A new member of staff, after the others.
-- :staff_id text · :account_id text? · :first_name text · :last_name text · :display_name text
-- :job_title_uz text · :job_title_ru text · :job_title_en text · :grade text? · :branch_id text · :color bigint · :phone text? · :code text? · :now bigint
insert into salon_staff (staff_id, account_id, first_name, last_name, display_name, job_title_uz, job_title_ru, job_title_en, grade,
  branch_id, color, position, phone, code, created_at, updated_at)
select :staff_id, :account_id, :first_name, :last_name, :display_name, :job_title_uz, :job_title_ru, :job_title_en, :grade,
  :branch_id, :color, coalesce(max(position), 0) + 1, :phone, :code, :now, :now
from salon_staff
