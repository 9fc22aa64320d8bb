#pragma once

#include "pressrun/domain/ledger.hpp"

#include <optional>
#include <string>

namespace pressrun::io {

// What a journal cannot take, a line of JSON each.

/// With the end of its line; empty where it is nothing that was paid for.
std::string rescue_line(const LedgerEntry& entry);

/// Nothing: it cannot be read, as where the disk was full in the middle of it, or is of another version.
std::optional<LedgerEntry> read_rescue_line(const std::string& text);

}  // namespace pressrun::io
