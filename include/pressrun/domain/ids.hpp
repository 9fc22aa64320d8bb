#pragma once

#include <compare>
#include <functional>
#include <string>
#include <utility>

namespace pressrun {

/// A name that cannot be passed where another kind of name is wanted.
template <class Tag>
struct Id {
  std::string text;

  Id() = default;
  explicit Id(std::string value) : text(std::move(value)) {}
  [[nodiscard]] bool empty() const { return text.empty(); }
  friend auto operator<=>(const Id&, const Id&) = default;
};

using DesignId = Id<struct DesignTag>;    ///< UUID of a design, as the API gives it
using JobKey = Id<struct JobTag>;         ///< `DESIGN_NAME/KEY`: ours, the same in every run
using RequestId = Id<struct RequestTag>;  ///< generation request id: the API's name for one submission
using RunId = Id<struct RunTag>;          ///< UUID of one execution of pressrun

}  // namespace pressrun

template <class Tag>
struct std::hash<pressrun::Id<Tag>> {
  std::size_t operator()(const pressrun::Id<Tag>& id) const { return std::hash<std::string>{}(id.text); }
};
