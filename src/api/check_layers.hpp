#pragma once

#include "pressrun/domain/design.hpp"
#include "pressrun/domain/diagnostic.hpp"
#include "pressrun/domain/value.hpp"

#include <string>
#include <vector>

namespace pressrun::api {

/// The layers that one `elements` mapping, or one page of `pages`, may name.
struct Layers {
  const std::vector<Element>& elements;
  const std::vector<std::string>* variables;  ///< null: the read does not tell (multipage, reference §4.2)
  std::string owner;  ///< "design 'hero'", "page 'page_1' of design 'catalogue'": for messages
};

/// Compares names of layers, properties and variables with the design. `path` is where `value` stands.
void check_layers(const Value& value, const std::string& path, const Layers& layers, Diagnostics& findings);

/// "did you mean 'x'?", "known: 'a', 'b', 'c'" where nothing is near, or nothing.
std::string hint_for(std::string_view name, const std::vector<std::string>& known);

}  // namespace pressrun::api
