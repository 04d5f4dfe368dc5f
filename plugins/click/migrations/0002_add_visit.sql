-- What is paid may be a deposit that was asked for a visit: `bill_id` is then what finance asked for, and this its visit.
alter table click_transaction add column appointment_id text;
