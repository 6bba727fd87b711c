#!/bin/sh
# demo.sh <build directory>: what varve does for a small application, on real files and with real processes.
set -eu
build=$(cd "$1" && pwd)
source=$(cd "$(dirname "$0")/../.." && pwd)
studio=$build/examples/studio/studio
older=$build/examples/studio/studio_older
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

chapter() { printf '\n== %s\n' "$*"; }
show() { printf '$ %s\n' "$*" | sed "s|$build/examples/studio/||g; s|$work/||g"; }
run() { show "$@"; "$@"; }
# refused <command>...: the command must fail; anything else fails the demo.
refused() {
    show "$@"
    if "$@" >refused.log 2>&1; then
        cat refused.log
        echo "demo: this should have been refused" >&2
        exit 1
    fi
    sed "s|$work/||g" refused.log
}
# same <what> <expected> <found>
same() { [ "$2" = "$3" ] || { echo "demo: $1: expected $2, found $3" >&2; exit 1; }; }
first=$(ls "$source/schema/content.chain" | grep '^0001_')

chapter "1. a new database: made at its head, by opening it"
run "$studio" --db new.db post "Hello from the studio"
run "$studio" --db new.db list
run "$studio" migrate current --db new.db

chapter "2. a database of the first release, with rows: upgraded, nothing lost"
"$studio" migrate upgrade "$(cut -c1-12 "$source/schema/content.chain/$first/stamp")" --db first.db >first.log
sqlite3 first.db "INSERT INTO users (id, email, full_name) VALUES (7, 'grace@example.org', 'Grace'), (9, 'Edsger@example.org', NULL);
                  INSERT INTO sessions (id, user_id, token, expires_at) VALUES (x'00112233445566778899aabbccddeeff', 7, 'secret', 1);"
run "$studio" migrate current --db first.db
run "$studio" migrate upgrade --db first.db
run sqlite3 first.db "SELECT id, email, display_name, handle FROM users"
same "sessions" 1 "$(sqlite3 first.db 'SELECT count(*) FROM sessions')"
same "the renamed column" "Grace" "$(sqlite3 first.db 'SELECT display_name FROM users WHERE id = 7')"

chapter "3. a database that was never versioned: recognised by its structure, adopted, upgraded"
sqlite3 wild.db <"$source/schema/content.chain/$first/up.sql"
sqlite3 wild.db "INSERT INTO users (email, full_name) VALUES ('barbara@example.org', 'Barbara')"
run "$studio" migrate upgrade --db wild.db
same "the renamed column" "Barbara" "$(sqlite3 wild.db 'SELECT display_name FROM users')"

chapter "4. one step down and up again"
refused "$studio" migrate downgrade --db first.db
run "$studio" migrate downgrade --allow-loss --db first.db
run "$studio" migrate upgrade --db first.db
run "$studio" migrate history -i --db first.db
same "users" 2 "$(sqlite3 first.db 'SELECT count(*) FROM users')"

chapter "5. two processes start at the same moment: one migrates, the other waits and finds it done"
sqlite3 both.db <"$source/schema/content.chain/$first/up.sql"
show "studio migrate upgrade --db both.db &  studio migrate upgrade --db both.db"
"$studio" migrate upgrade --db both.db >one.log 2>&1 &
one=$!
"$studio" migrate upgrade --db both.db >two.log 2>&1
wait $one
sed 's/^/one: /' one.log
sed 's/^/two: /' two.log
same "rows of the ledger" "$(ls -d "$source"/schema/content.chain/0* | wc -l)" "$(sqlite3 both.db 'SELECT count(*) FROM varve_revisions')"

chapter "6. an older program meets a newer database: it refuses and touches nothing"
before=$(sqlite3 new.db 'SELECT count(*) FROM posts')
refused "$older" new.db
same "posts" "$before" "$(sqlite3 new.db 'SELECT count(*) FROM posts')"
run "$older" old-and-new.db
run "$studio" --db old-and-new.db list

chapter "7. someone edits a frozen revision: the build stops"
cmake --install "$build" --prefix "$work/prefix" >install.log
mkdir -p app && cp -R "$source/schema" app/schema && cp "$source/examples/studio/main.cpp" app/
cat >app/CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.25)
project(app LANGUAGES CXX)
find_package(varve CONFIG REQUIRED)
varve_add_schema(content SCHEMA schema/content.varve)
add_executable(app main.cpp)
target_link_libraries(app PRIVATE content varve::command_line)
END
run cmake -S app -B app-build -G Ninja -DCMAKE_PREFIX_PATH="$work/prefix" -DCMAKE_BUILD_TYPE=Debug >configure.log
run cmake --build app-build --target content_codegen >build.log
show "sed -i 's/\"token\" TEXT NOT NULL/\"token\" TEXT/' app/schema/content.chain/$first/up.sql"
sed -i 's/"token" TEXT NOT NULL/"token" TEXT/' "app/schema/content.chain/$first/up.sql"
refused cmake --build app-build --target content_codegen -- --quiet

printf '\nThe story is told; every file of it was in %s and is gone.\n' "$work"
