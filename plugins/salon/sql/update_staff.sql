-- A member of staff as the form says.
-- :account_id text? · :first_name text · :last_name text · :display_name text · :job_title_uz text · :job_title_ru text
-- :job_title_en text · :grade text? · :branch_id text · :color bigint · :now bigint · :staff_id text
update salon_staff
set account_id = :account_id, first_name = :first_name, last_name = :last_name, display_name = :display_name,
  job_title_uz = :job_title_uz, job_title_ru = :job_title_ru, job_title_en = :job_title_en, grade = :grade,
  branch_id = :branch_id, color = :color, updated_at = :now
where staff_id = :staff_id
