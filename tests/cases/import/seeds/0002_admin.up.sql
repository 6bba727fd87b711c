INSERT INTO roles VALUES (2, 'admin');
INSERT INTO settings VALUES ('', 'on');
