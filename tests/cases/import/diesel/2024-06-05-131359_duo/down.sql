ALTER TABLE nonces DROP COLUMN expires;
