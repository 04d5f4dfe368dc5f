-- Changes nothing and holds the row: repeats that come at once wait here, on Payme's time and not on finance's, whose
-- wait for its own rows would count as its being slow.
-- :reference text
update payme_transaction set state = state where reference = :reference
