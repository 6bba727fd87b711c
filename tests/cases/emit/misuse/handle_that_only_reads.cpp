// error: write
#include <unsound/schema.hpp>

void work(unsound::Transaction& tx) {
    tx.users.data(app::Uid{}).write(0, {});
}
