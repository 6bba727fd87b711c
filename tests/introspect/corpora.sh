#!/bin/sh
# corpora.sh <program> <directory>: the round trip of introspect for every schema (*.sql) of a directory.
set -eu
[ $# -eq 2 ] || { echo "usage: corpora.sh <varve_corpora> <directory>" >&2; exit 2; }
[ -d "$2" ] || { echo "corpora.sh: $2 is no directory" >&2; exit 2; }
set -- "$1" "$2"/*.sql
[ -e "$2" ] || { echo "corpora.sh: no *.sql in ${2%/*}" >&2; exit 2; }
exec "$@"
