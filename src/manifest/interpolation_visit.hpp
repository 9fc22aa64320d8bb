#pragma once

#include "manifest/interpolation.hpp"

namespace pressrun::manifest {

template <class Visit>
void each_reference_in(std::string_view text, const SourcePos& at, const std::string& path,
                       const Visit& visit, int depth = 0) {
  if (depth > 8 || !has_references(text)) return;
  const TemplateText parts = take_apart(text);
  for (const Piece& piece : parts.pieces) {
    if (!piece.reference) continue;
    visit(*piece.reference, at, path);
    for (const TemplateStep& step : piece.reference->steps) {
      if (!step.quoted) each_reference_in(step.operand, at, path, visit, depth + 1);
    }
  }
}

template <class Visit>
void each_reference(const Value& tree, const std::string& path, const Visit& visit) {
  if (const Scalar* scalar = tree.scalar()) {
    each_reference_in(scalar->text, tree.at, path, visit);
  } else if (const Sequence* items = tree.sequence()) {
    for (std::size_t i = 0; i < items->size(); ++i)
      each_reference((*items)[i], path + "[" + std::to_string(i) + "]", visit);
  } else {
    for (const Member& member : *tree.mapping())
      each_reference(member.value, path.empty() ? member.key : path + "." + member.key, visit);
  }
}

}  // namespace pressrun::manifest
