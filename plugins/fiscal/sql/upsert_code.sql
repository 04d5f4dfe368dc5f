-- The code of a thing, or of all things of a kind.
-- :code_id text · :kind text · :subject text · :spic text · :package_code text · :vat_percent bigint · :now bigint
insert into fiscal_code (code_id, kind, subject, spic, package_code, vat_percent, updated_at)
values (:code_id, :kind, :subject, :spic, :package_code, :vat_percent, :now)
on conflict (kind, subject) do update set spic = excluded.spic, package_code = excluded.package_code,
  vat_percent = excluded.vat_percent, updated_at = excluded.updated_at
