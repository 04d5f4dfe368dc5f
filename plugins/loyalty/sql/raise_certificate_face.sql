-- Taken over with more on it than we knew: the face follows.
-- :face_minor bigint · :certificate_id text
update loyalty_certificate set face_minor = :face_minor where certificate_id = :certificate_id and face_minor < :face_minor
