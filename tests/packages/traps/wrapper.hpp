#pragma once

#include <notes/schema.hpp>

notes::Database open_notes(const char* path);
