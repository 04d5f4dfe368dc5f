-- A provider tells of a payment more than once, and may do so at the same moment: the database takes it once.
create unique index finance_bill_tender_online on finance_bill_tender (tender, reference)
  where tender in ('payme', 'click', 'uzum') and refund_id is null and amount_minor > 0 and reference is not null;
