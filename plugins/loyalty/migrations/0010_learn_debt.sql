-- A bill on debt earns with each payment: several lots, each with its own days.
drop index loyalty_lot_bill;
create index loyalty_lot_bill on loyalty_lot (bill_id);

-- R-L1: what of the money earns points. Null = told before this was said: all of it.
alter table loyalty_payment add column base_minor bigint;
