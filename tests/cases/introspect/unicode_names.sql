CREATE TABLE größe (länge REAL, 名前 TEXT NOT NULL, "é è" TEXT);
CREATE INDEX größe_länge ON größe (länge);
CREATE VIEW 見る AS SELECT 名前 FROM größe;
