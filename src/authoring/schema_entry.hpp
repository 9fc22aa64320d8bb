#pragma once

#include "pressrun/domain/design.hpp"

#include <boost/json/object.hpp>

namespace pressrun::authoring {

/// One entry of `designs`, one of `variants`, and `defaults`. `design`: narrows them to it; null: any.
struct EntrySchemas {
  boost::json::object entry;
  boost::json::object variant;
  boost::json::object defaults;
};
EntrySchemas entry_schemas(const Design* design);

}  // namespace pressrun::authoring
