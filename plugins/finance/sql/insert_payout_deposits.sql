-- These lines were these deposits, pair by pair: `<register_id>:<deposit_move_id>`.
-- :registers list of text · :sources list of text · :pairs list of text · :position bigint · :payout_id text · :day text
insert into finance_payout_part (source_kind, source_id, register_id, position, amount_minor, payout_id, day)
select 'deposit', s.deposit_move_id, r.register_id, :position, s.amount_minor, :payout_id, :day
from finance_register r join finance_deposit_move s on r.register_id || ':' || s.deposit_move_id in (:pairs)
where r.register_id in (:registers) and s.deposit_move_id in (:sources)
