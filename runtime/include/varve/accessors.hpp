#pragma once

// All that a generated header stands on. Lower ones come first, so that an error's list of includes is short.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <varve/chain.hpp>
#include <varve/codec.hpp>
#include <varve/condition.hpp>
#include <varve/field.hpp>

#include <varve/blob.hpp>
#include <varve/column.hpp>
#include <varve/row.hpp>
#include <varve/slot.hpp>
#include <varve/timestamp.hpp>
#include <varve/transaction.hpp>
#include <varve/uuid.hpp>
#include <varve/value.hpp>

#include <varve/query.hpp>

#include <varve/table.hpp>

#include <varve/database.hpp>
