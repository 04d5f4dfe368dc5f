-- R-L2: the 1st whose levels were looked at last, so that a night that was missed is made up for once.
alter table loyalty_clock add column levels_day text;
