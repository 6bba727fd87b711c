#pragma once

// All that a generated header stands on.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <varve/chain.hpp>
#include <varve/database.hpp>
#include <varve/field.hpp>
#include <varve/query.hpp>
#include <varve/table.hpp>
#include <varve/timestamp.hpp>
#include <varve/transaction.hpp>
#include <varve/uuid.hpp>
#include <varve/value.hpp>
