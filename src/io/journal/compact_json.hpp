#pragma once

#include "pressrun/domain/ledger.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace pressrun::io {

// Lists that a row holds in one column, as JSON arrays of arrays: readable, and small. What cannot be read
// throws JournalError.

/// Numbers for the beginnings that many addresses share; 0 is no beginning.
struct Prefixes {
  std::function<std::int64_t(std::string_view prefix)> number;  ///< of one to be written; 0: not worth it
  std::function<std::string(std::int64_t number)> text;
};

std::string write_assets(const std::vector<Asset>& assets, const Prefixes& prefixes);
std::vector<Asset> read_assets(std::string_view text, const Prefixes& prefixes);

std::string write_failures(const std::vector<Failure>& failures);
std::vector<Failure> read_failures(std::string_view text);
std::string write_failure(const std::optional<Failure>& failure);  ///< empty: none
std::optional<Failure> read_failure(std::string_view text);

std::string write_ids(const std::vector<IssuedId>& ids);
std::vector<IssuedId> read_ids(std::string_view text);

std::string write_orders(const std::vector<Order>& orders);
std::vector<Order> read_orders(std::string_view text);

std::string write_names(const Formats& formats);
Formats read_names(std::string_view text);

std::string write_design_formats(const std::vector<DesignFormat>& formats);
std::vector<DesignFormat> read_design_formats(std::string_view text);

}  // namespace pressrun::io
