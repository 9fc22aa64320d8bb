#pragma once

#include "manifest/template_text.hpp"
#include "pressrun/domain/value.hpp"

#include <span>
#include <string>
#include <string_view>

namespace pressrun::manifest {

/// One filter of a reference: `${row.price|number:2:de}`.
struct TextFilter {
  std::string_view name;
  std::size_t least_args = 0;
  std::size_t most_args = 0;
  std::string_view usage;  ///< "number[:DECIMALS[:LOCALE[:INPUT_LOCALE]]]"
};
/// Every filter; the only list of them.
std::span<const TextFilter> text_filters();

/// Why a step can never be carried out ("filter 'uper' is not known"), and what to write; empty: it can.
struct StepFault {
  std::string message;
  std::string hint;
};
StepFault fault_of(const TemplateStep& step);

/// What a filter makes of a text that is not empty. `problem`: why it cannot ("'9,90' is no number").
struct Filtered {
  std::string text;
  std::string problem;
  std::string hint;
};
Filtered filter_text(const TemplateStep& step, const std::string& text);

}  // namespace pressrun::manifest
