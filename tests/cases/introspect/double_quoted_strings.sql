CREATE TABLE t (kind TEXT CHECK (kind IN ("a", "b")), state TEXT DEFAULT "open", "free" TEXT, CHECK ("free" <> "no"));
CREATE INDEX i ON t (kind) WHERE state = "open";
