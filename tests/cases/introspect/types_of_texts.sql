CREATE TABLE t (a TEXT, b text, c VARCHAR(255), d NVARCHAR ( 100 ), e CHAR(36), f CLOB, g "double quoted",
  i VARYING CHARACTER(255), j LONGTEXT);
