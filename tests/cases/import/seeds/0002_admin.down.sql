DELETE FROM settings WHERE name = '';
DELETE FROM roles WHERE id = 2;
