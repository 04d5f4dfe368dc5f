-- One greeting per client and year. The constraint, not the code, is what keeps a second one out.

create table greetings_greeting (
  greeting_id text primary key,
  client_id text not null,
  year bigint not null,
  sent_at bigint not null,
  constraint greetings_greeting_once_a_year unique (client_id, year)
);
