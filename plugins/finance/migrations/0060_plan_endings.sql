-- Bills that nobody pays end each in a job of its own: one that cannot be ended holds up no other. A row stands from the
-- plan until the job is done, so what still has one a while later did not work.
create table finance_bill_ending (
  bill_id text primary key references finance_bill (bill_id),
  planned_at bigint not null
);
create index finance_bill_ending_planned on finance_bill_ending (planned_at);
