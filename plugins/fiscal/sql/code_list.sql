-- All tax codes.
-- row Code
select code_id, kind, subject, spic, package_code, vat_percent from fiscal_code order by kind, subject, code_id
