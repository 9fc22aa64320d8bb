#pragma once

#include "cli/command_table.hpp"
#include "pressrun/app/workspace.hpp"
#include "pressrun/views/listing_json.hpp"
#include "pressrun/views/listing_table.hpp"
#include "wiring/session.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pressrun::cli {

/// How a reading of the API ended, whatever was read.
struct ListingEnd {
  const app::Stop stop;
  const std::string& reason;
  const std::optional<Failure>& refusal;
  const std::size_t missing;
};

/// Throws CommandFailed where the listing of `what` ("designs") is not there: half of one would be taken for
/// the whole. Says so where the API counts more than it showed.
void check_end(const ListingEnd& end, std::string_view what, const Session& session);

template <class Item>
std::vector<Item> items_of(app::Listed<Item> listed, std::string_view what, const Session& session) {
  check_end({listed.stop, listed.reason, listed.refusal, listed.missing}, what, session);
  return std::move(listed.items);
}

/// To standard output. Throws CommandFailed (1).
void print(const std::string& text);
/// The room that standard output has.
report::TableRoom room_of(const Environment& environment);
/// "2 of 6 designs" on standard error, unless -q.
void print_count(const Options& options, std::size_t shown, std::size_t all, std::string_view what);

/// Shows the items as the options say. `all`: how many there were before some were left out.
template <class Item>
ExitCode show(const Invocation& invocation, std::vector<Item> items, std::size_t all, std::string_view what) {
  views::sort(items);
  if (invocation.options.output.json) {
    print(views::json_of(items));
    return ExitCode::success;
  }
  print(views::table_of(items).text(room_of(invocation.environment)));
  print_count(invocation.options, items.size(), all, what);
  return ExitCode::success;
}

}  // namespace pressrun::cli
