#pragma once

#include "manifest/scope.hpp"
#include "manifest/template_text.hpp"
#include "pressrun/domain/value.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
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

/// A value within a text that leaves it odd, though not wrong: empty, or what a tool wrote for no value.
struct OddPart {
  std::string_view lint;  ///< its name in lint_table.hpp
  SourcePos at;
  std::string path;
  SourcePos cell;  ///< nowhere: the value stands in the manifest
  std::string value;
  std::string name;  ///< of the reference
};

/// Templates that were taken apart, by where they lie: those of a manifest stay where they are, job by job.
using TemplateCache = std::unordered_map<const Scalar*, TemplateText>;

/// Replaces every `${…}` in the values of a tree. A text that is exactly one reference becomes the value
/// itself, type and place included; within a longer text the value must be a scalar. What is substituted is
/// never interpolated again, so a row cannot smuggle in a reference. The size of what comes out is bounded:
/// variables that repeat variables grow exponentially.
class Interpolator {
 public:
  /// `cache`: of templates that outlive it; null: each is taken apart anew.
  explicit Interpolator(Scope& scope, TemplateCache* cache = nullptr) : scope_(scope), cache_(cache) {}

  [[nodiscard]] Value value(const Value& from, std::string_view path);
  /// As text; with `of_key` without anything that a job's key cannot have.
  [[nodiscard]] std::string text(const Value& from, std::string_view path, bool of_key);

  std::vector<Problem> problems;
  std::vector<OddPart> odd_parts;

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
  [[nodiscard]] Value read(const Reference& reference, const SourcePos& at);
  [[nodiscard]] Value carry_out(const TemplateStep& step, Value value, const SourcePos& at);
  [[nodiscard]] Value filtered(const TemplateStep& step, Value value, const SourcePos& at);
  [[nodiscard]] Value operand(const TemplateStep& step, const SourcePos& at);
  [[nodiscard]] std::string path() const;
  void note_part(const Reference& reference, const Value& value, const SourcePos& at, bool beside_text);
  [[nodiscard]] Value placed(const Value& known, std::string_view name, const SourcePos& at) const;
  [[nodiscard]] Value mixed(const TemplateText& parts, const SourcePos& at);
  void report(const SourcePos& at, std::string message, std::string hint);
  [[nodiscard]] bool afford(const Value& copied, const SourcePos& at);

  [[nodiscard]] Value replace_parts(const TemplateText& parts, const Scalar& from, const SourcePos& at);
  [[nodiscard]] const TemplateText& kept(const Scalar& scalar);

  Scope& scope_;
  TemplateCache* cache_;
  TemplateText own_;  ///< without a cache
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
