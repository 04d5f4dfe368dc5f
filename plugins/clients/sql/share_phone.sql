-- A number that three cards or more have is a family's or an office's: R-C3 trusts it less.
-- :phone text
update clients_phone set shared = true where phone = :phone
