-- Lines of registers that were paid out as another sum than they have (A6).
-- row CheckPayoutLine
select r.register_id, r.reference from finance_register r join finance_payout_part p on p.register_id = r.register_id
group by r.register_id, r.reference, r.amount_minor having sum(p.amount_minor) <> r.amount_minor limit 20
