-- Changes nothing and holds the row: Completes that come at once wait here, on Click's time and not on finance's, whose
-- wait for its own rows would count as its being slow.
-- :prepare_id bigint
update click_transaction set state = state where prepare_id = :prepare_id
