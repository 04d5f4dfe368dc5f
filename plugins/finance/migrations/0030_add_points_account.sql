-- R-M2: points earned in one branch and spent in another. Above zero in the branch that promised them, as much below it in
-- the one that did the work: of all branches together always 0, because a discount is no revenue (R-F2).
insert into finance_account (account, kind, position) values ('income.points', 'income', 74);
