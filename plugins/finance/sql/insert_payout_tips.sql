-- These lines were these tips, pair by pair: `<register_id>:<tip_id>`.
-- :registers list of text · :sources list of text · :pairs list of text · :position bigint · :payout_id text · :day text
insert into finance_payout_part (source_kind, source_id, register_id, position, amount_minor, payout_id, day)
select 'tip', s.tip_id, r.register_id, :position, s.amount_minor, :payout_id, :day
from finance_register r join finance_tip s on r.register_id || ':' || s.tip_id in (:pairs)
where r.register_id in (:registers) and s.tip_id in (:sources)
