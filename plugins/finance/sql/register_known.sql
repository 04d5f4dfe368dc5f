-- Lines of these transactions that came before.
-- :tender text · :references list of text
-- row RegisterKnown
select register_id, reference, day, amount_minor from finance_register where tender = :tender and reference in (:references)
