#!/bin/sh
# Imports every chain below a folder, and holds the result to what the sqlite3 shell makes of the same files:
#     tests/import/corpora.sh <varve> <folder of chains>
# A chain is a folder of `NNNN_name.up.sql`. Each is imported and verified; then a database that the shell has made is adopted at
# the chain's head, and one that varve has made has the same tables, columns, keys and indexes. Revisions run
# in normal form, so blanks in declared types and defaults are no difference.
set -eu
varve=$1
chains=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

structure() {
    sqlite3 "$1" "
        SELECT 'table', l.name, l.type, l.wr, l.strict, c.cid, c.name, replace(c.type, ' ', ''), c.\"notnull\",
               replace(c.dflt_value, ' ', ''), c.pk, c.hidden
          FROM pragma_table_list l JOIN pragma_table_xinfo(l.name) c
         WHERE l.schema = 'main' AND l.name NOT LIKE 'sqlite_%' AND l.name NOT LIKE 'varve_%'
         ORDER BY 2, 6;
        SELECT 'key', l.name, k.id, k.seq, k.\"table\", k.\"from\", k.\"to\", k.on_update, k.on_delete, k.match
          FROM pragma_table_list l JOIN pragma_foreign_key_list(l.name) k
         WHERE l.schema = 'main' AND l.name NOT LIKE 'varve_%' ORDER BY 2, 3, 4;
        SELECT 'index', l.name, CASE WHEN i.origin = 'c' THEN i.name ELSE '' END, i.\"unique\", i.origin, i.partial,
               (SELECT group_concat(coalesce(x.name, '') || x.desc || x.coll) FROM pragma_index_xinfo(i.name) x)
          FROM pragma_table_list l JOIN pragma_index_list(l.name) i
         WHERE l.schema = 'main' AND l.name NOT LIKE 'varve_%' ORDER BY 2, 3, 5, 7;
        SELECT type, name, tbl_name FROM sqlite_schema
         WHERE name NOT LIKE 'sqlite_%' AND name NOT LIKE 'varve_%' ORDER BY 1, 2;"
}

failed=0
for chain in "$chains"/*/; do
    name=$(basename "$chain" | tr -c 'A-Za-z0-9\n' '_')
    schema=$work/$name.varve
    echo "== $name"
    for step in "$chain"/*.up.sql; do
        sqlite3 -bail "$work/$name.shell.db" <"$step"
    done
    if ! "$varve" import "$chain" --schema "$schema" >"$work/report.txt"; then failed=1 && continue; fi
    sed "s|$work/||" "$work/report.txt"
    "$varve" verify --schema "$schema"
    "$varve" upgrade --schema "$schema" --db "$work/$name.db" | tail -1
    structure "$work/$name.shell.db" >"$work/shell.txt"
    structure "$work/$name.db" >"$work/varve.txt"
    if diff "$work/shell.txt" "$work/varve.txt"; then echo "the same structure as in the shell"; else failed=1; fi
    "$varve" upgrade --schema "$schema" --db "$work/$name.shell.db" || failed=1
done
exit $failed
