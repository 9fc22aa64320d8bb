#include "manifest/check_references.hpp"

#include "manifest/combination.hpp"
#include "manifest/interpolation.hpp"
#include "manifest/lint_table.hpp"
#include "manifest/same_to_the_eye.hpp"
#include "manifest/text_filters.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace pressrun::manifest {
namespace {

/// Calls `visit` for every reference that is resolved job by job.
template <class Visit>
void each_late_reference(const Entry& entry, const Variant& variant, const Visit& visit) {
  each_reference(variant.request, entry.path, visit);
  if (variant.key) each_reference(*variant.key, entry.path + ".key", visit);
  if (variant.take) each_reference(*variant.take, entry.path + ".take", visit);
}

class Checker {
 public:
  Checker(const Entry& entry, const Model& model, Findings& findings)
      : entry_(entry), scope_(model.vars, *model.sources), findings_(findings) {
    for (const Axis& axis : entry.axes) scope_.set(axis.name, axis.values.front());
    if (entry.has_variants && !entry.variants.empty()) scope_.set("variant", entry.variants.front().label);
    scope_.leave_open(&entry.gaps);
  }

  /// What is looked at from here on is that variant's.
  void enter(const Variant& variant) {
    if (variant.take) {
      scope_.set("take", *variant.take);
    } else if (take_axis(entry_) == nullptr) {
      scope_.remove("take");
    }
  }

  void operator()(const Reference& reference, const SourcePos& at, const std::string& path) {
    for (const TemplateStep& step : reference.steps) {
      if (const StepFault fault = fault_of(step); !fault.message.empty())
        report(at, path, fault.message, fault.hint);
    }
    const bool of_row = reference.name == "row" || reference.name.starts_with("row.");
    if (of_row && entry_.rows) return;
    for (const Axis& axis : entry_.axes) {
      if (reference.name == axis.name) return;
      if (reference.name.starts_with(axis.name + ".")) return check_axis(axis, reference, at, path);
    }
    const bool of_environment = reference.name.starts_with("env.");
    if (reference.minds_empty() && of_environment && !may_hold_secret(reference.name.substr(4))) return;
    const auto found = scope_.find(reference.name);
    const auto* why = std::get_if<UnknownName>(&found);
    if (why != nullptr && !why->message.empty()) report(at, path, why->message, why->hint);
  }

 private:
  void check_axis(const Axis& axis, const Reference& reference, const SourcePos& at,
                  const std::string& path) {
    const std::string_view part = std::string_view(reference.name).substr(axis.name.size() + 1);
    const auto has_part = [&](const Value& value) { return walk(value, part) != nullptr; };
    if (reference.minds_empty() && std::ranges::any_of(axis.values, has_part)) return;
    for (std::size_t i = 0; i < axis.values.size(); ++i) {
      if (walk(axis.values[i], part) != nullptr) continue;
      std::vector<std::string> known = keys_of(axis.values[i], axis.name + ".");
      if (known.empty()) known.push_back(axis.name);
      std::string which = axis.values[i].mapping() != nullptr
                              ? " (value " + std::to_string(i + 1) + " of '" + axis.name + "' has no '" +
                                    std::string(part) + "')"
                              : "";
      return report(at, path, "unknown name '" + std::string(reference.name) + "'" + which,
                    suggest(reference.name, known));
    }
  }

  /// Variants share what they do not change: the same finding at the same place is one. The jobs that have it
  /// are counted as they are made.
  void report(const SourcePos& at, const std::string& path, const std::string& message,
              const std::string& hint) {
    const bool fresh = seen_.emplace(at.line, at.column, message).second;
    if (fresh) findings_.add({Severity::error, at, path, message, hint, {}, 0});
  }

  const Entry& entry_;
  Scope scope_;
  Findings& findings_;
  std::set<std::tuple<std::uint32_t, std::uint32_t, std::string>> seen_;
};

/// `${row.title}}`: a brace is closed behind a reference that no brace before it has opened.
bool has_stray_brace(const TemplateText& parts) {
  std::ptrdiff_t open = 0;
  bool behind_reference = false;
  for (const Piece& piece : parts.pieces) {
    if (behind_reference && open <= 0 && piece.literal.starts_with('}')) return true;
    open += std::ranges::count(piece.literal, '{') - std::ranges::count(piece.literal, '}');
    behind_reference = piece.reference.has_value();
  }
  return false;
}

/// Texts that cannot be taken apart at all, or are taken apart otherwise than they look.
void check_syntax(const Value& tree, const std::string& path, Findings& findings) {
  if (const Scalar* scalar = tree.scalar()) {
    if (!has_references(scalar->text)) return;
    const TemplateText parts = take_apart(scalar->text);
    if (!parts.problem.empty()) {
      findings.add({Severity::error, tree.at, path, parts.problem, std::string(literal_hint), {}, 0});
    } else if (has_stray_brace(parts)) {
      findings.lint("stray-brace", tree.at, path, std::string(lint_named("stray-brace").message),
                    std::string(lint_named("stray-brace").hint));
    }
  } else if (const Sequence* items = tree.sequence()) {
    for (std::size_t i = 0; i < items->size(); ++i)
      check_syntax((*items)[i], path + "[" + std::to_string(i) + "]", findings);
  } else {
    for (const Member& member : *tree.mapping())
      check_syntax(member.value, path + "." + member.key, findings);
  }
}

}  // namespace

void check_references(const Entry& entry, const Model& model, Findings& findings) {
  Checker check(entry, model, findings);
  for (const Variant& variant : entry.variants) {
    check.enter(variant);
    each_late_reference(entry, variant,
                        [&](const Reference& reference, const SourcePos& at, const std::string& path) {
                          check(reference, at, path);
                        });
  }
  for (const Variant& variant : entry.variants) {
    check_syntax(variant.request, entry.path, findings);
    if (variant.key) check_syntax(*variant.key, entry.path + ".key", findings);
    if (variant.take) check_syntax(*variant.take, entry.path + ".take", findings);
  }
}

namespace {

/// Where one column is asked for that no row has.
class ColumnCheck {
 public:
  ColumnCheck(const std::vector<std::string>& columns, bool nested, Findings& findings)
      : columns_(columns), nested_(nested), findings_(findings) {
    for (const std::string& column : columns) known_.push_back("row." + column);
  }

  void operator()(const Reference& reference, const SourcePos& at, const std::string& path) {
    const std::string_view column = std::string_view(reference.name).substr(4);
    if (std::ranges::any_of(columns_, [&](const std::string& each) { return names(column, each); })) return;
    const std::string message = "the rows have no column '" + std::string(column) + "'";
    if (!seen_.emplace(at.line, at.column, message).second) return;
    const std::string twin = same_to_the_eye(column, columns_);
    findings_.error(at, path, message,
                    twin.empty()
                        ? suggest(reference.name, known_)
                        : "the column is '" + spelled_out(twin) + "': it differs in what cannot be seen");
  }

  [[nodiscard]] bool good() const { return seen_.empty(); }

 private:
  [[nodiscard]] bool names(std::string_view wanted, std::string_view column) const {
    return wanted == column ||
           (nested_ && wanted.starts_with(column) && wanted.substr(column.size()).starts_with('.'));
  }

  const std::vector<std::string>& columns_;
  bool nested_;
  Findings& findings_;
  std::vector<std::string> known_;
  std::set<std::tuple<std::uint32_t, std::uint32_t, std::string>> seen_;
};

}  // namespace

bool check_columns(const Entry& entry, const std::vector<std::string>& columns, Findings& findings) {
  ColumnCheck check(columns, false, findings);
  for (const Variant& variant : entry.variants) {
    each_late_reference(entry, variant,
                        [&](const Reference& reference, const SourcePos& at, const std::string& path) {
                          if (reference.name.starts_with("row.")) check(reference, at, path);
                        });
  }
  return check.good();
}

void check_columns_of_rows(const Entry& entry, const std::vector<std::string>& columns, Findings& findings) {
  ColumnCheck check(columns, true, findings);
  for (const Variant& variant : entry.variants) {
    each_late_reference(entry, variant,
                        [&](const Reference& reference, const SourcePos& at, const std::string& path) {
                          if (reference.name.starts_with("row.") && reference.minds_empty())
                            check(reference, at, path);
                        });
  }
}

}  // namespace pressrun::manifest
