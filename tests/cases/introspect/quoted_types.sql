CREATE TABLE "t" ("id" "INTEGER" PRIMARY KEY, a "", b "big int", c [x y], d `VARCHAR`(20), e 'text', f "key" NOT NULL, g "INT" DEFAULT 1);
CREATE TABLE "s" (a "int", b [TEXT]) STRICT;
CREATE INDEX "i" ON "t" (a DESC, a);
CREATE UNIQUE INDEX "j" ON "t" (b, "b", c);
