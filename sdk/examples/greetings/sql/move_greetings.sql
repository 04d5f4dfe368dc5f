-- Two cards became one: greetings of years that the remaining card has none of go with it.
-- :client_id text · :merged_client_id text
update greetings_greeting set client_id = :client_id
where client_id = :merged_client_id
  and year not in (select g.year from greetings_greeting g where g.client_id = :client_id)
