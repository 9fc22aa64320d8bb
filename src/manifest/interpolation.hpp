#pragma once

#include "manifest/scope.hpp"
#include "manifest/template_text.hpp"
#include "pressrun/domain/value.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace pressrun::manifest {

/// Something wrong with a `${…}`, and where.
struct Problem {
  SourcePos at;
  std::string path;
  std::string message;
  std::string hint;
};

/// Replaces every `${…}` in the values of a tree. A text that is exactly one reference becomes the value
/// itself, type and place included; within a longer text the value must be a scalar. What is substituted is
/// never interpolated again, so a row cannot smuggle in a reference. The size of what comes out is bounded:
/// variables that repeat variables grow exponentially.
class Interpolator {
 public:
  explicit Interpolator(Scope& scope) : scope_(scope) {}

  [[nodiscard]] Value value(const Value& from, std::string_view path);
  /// As text; with `of_key` without anything that a job's key cannot have.
  [[nodiscard]] std::string text(const Value& from, std::string_view path, bool of_key);

  std::vector<Problem> problems;

 private:
  static constexpr std::size_t most_nodes = 200'000;
  static constexpr std::size_t most_bytes = 16U * 1024 * 1024;
  static constexpr int most_fallbacks = 8;

  struct Step {
    std::string_view key;
    std::size_t index = 0;
  };
  [[nodiscard]] Value build(const Value& from);
  [[nodiscard]] std::optional<Value> leaf_or_tree(const Value& from);
  [[nodiscard]] Value replace(const Scalar& from, const SourcePos& at);
  [[nodiscard]] Value whole(const Reference& reference, const SourcePos& at);
  [[nodiscard]] Value placed(const Value& known, std::string_view name, const SourcePos& at) const;
  [[nodiscard]] Value mixed(const TemplateText& parts, const SourcePos& at);
  void report(const SourcePos& at, std::string message, std::string hint);
  [[nodiscard]] bool afford(const Value& copied, const SourcePos& at);

  Scope& scope_;
  std::string_view root_;
  std::vector<Step> steps_;
  std::size_t nodes_ = 0;
  std::size_t bytes_ = 0;
  int fallbacks_ = 0;
  bool of_key_ = false;
};

/// Calls `visit(Reference, SourcePos, path)` for every reference in a tree, those within defaults included.
template <class Visit>
void each_reference(const Value& tree, const std::string& path, const Visit& visit);

}  // namespace pressrun::manifest

#include "manifest/interpolation_visit.hpp"
