#include "wrapper.hpp"

notes::Database open_notes(const char* path) {
    return notes::Database::open({.path = path});
}
