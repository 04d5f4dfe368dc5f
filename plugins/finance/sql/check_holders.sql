-- What the books owe holders of certificates and memberships, against what the loyalty module says is on them.
-- one
select coalesce((select sum(amount_minor) from finance_entry_line where account = 'certificates'), 0) as certificates_minor,
  coalesce((select sum(balance_minor) from x_loyalty_certificate), 0) as on_certificates_minor,
  coalesce((select sum(amount_minor) from finance_entry_line where account = 'memberships'), 0) as memberships_minor,
  coalesce((select sum(value_minor) from x_loyalty_membership), 0) as on_memberships_minor,
  coalesce((select sum(amount_minor) from finance_entry_line where account = 'loyalty'), 0) as between_minor
