-- Control totals of whoever provides the contract now.
select name, amount from x_loyalty_total order by name
