-- A provider's lines of some days.
-- :provider text · :from text · :to text
-- row StatementLine
select reference, amount_minor, fee_minor, day from finance_statement_line
where provider = :provider and day >= :from and day <= :to order by day, reference limit 2000
