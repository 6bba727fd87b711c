// error: data
#include <unsound/schema.hpp>

auto work(const unsound::User::View& user) {
    return user.data;
}
