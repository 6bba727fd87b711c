// error: a column is compared with a value of another type
#include <unsound/schema.hpp>

void work(const unsound::Snapshot& s) {
    (void)s.users.where(unsound::users.id == varve::BlobView{}).count();
}
