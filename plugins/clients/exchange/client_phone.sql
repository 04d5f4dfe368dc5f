-- Phone numbers.
select client_id, phone, main, shared from clients_phone
