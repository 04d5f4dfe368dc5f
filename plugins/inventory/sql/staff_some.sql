-- Names of some members of staff.
-- :ids list of text
select staff_id, display_name from x_salon_staff where staff_id in (:ids)
