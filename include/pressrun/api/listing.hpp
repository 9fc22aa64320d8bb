#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace pressrun::api {

/// A part of a listing. Source: API reference §11, 10-07.
struct Page {
  std::size_t number = 1;
  std::size_t size = 0;
};

/// One answer to a listing call: all there is, or one page of it.
template <class Item>
struct Listing {
  std::vector<Item> items;           ///< what could be read; a bad item does not cost the others
  std::size_t received = 0;          ///< items in the answer, the unreadable ones included
  std::optional<std::size_t> total;  ///< X-Total-Count: how many there are on all pages
};

}  // namespace pressrun::api
