#pragma once

#include "pressrun/app/run.hpp"
#include "pressrun/domain/design.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace pressrun::app {

/// What the API lists, every page of it.
template <class Item>
struct Listed {
  std::vector<Item> items;         ///< each id once, in the API's order
  std::size_t missing = 0;         ///< the API counts that many more, and did not show them
  std::optional<Failure> refusal;  ///< the API refuses the call itself: its own words
  Stop stop = Stop::none;          ///< unauthorized, untrusted, service_away, deadline, signal
  std::string reason;              ///< a sentence about the stop
  ApiCalls calls;
};

struct BalanceReading {
  std::optional<Balance> balance;  ///< nothing: the API does not tell
  Stop stop = Stop::none;
  std::string reason;
  ApiCalls calls;
};

// Under the rate budget; trouble that can pass is waited out as Policy says. An API that pages is followed to
// its last page, as far as 1 000 pages and 200 000 items (API reference §11, 10-07). One of these at a time.
asio::awaitable<Listed<ListedDesign>> list_designs(RunOptions options, Deps deps);
asio::awaitable<Listed<Font>> read_fonts(RunOptions options, Deps deps);
asio::awaitable<Listed<Project>> read_projects(RunOptions options, Deps deps);
asio::awaitable<BalanceReading> read_balance(RunOptions options, Deps deps);

}  // namespace pressrun::app
