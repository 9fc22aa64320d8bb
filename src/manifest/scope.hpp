#pragma once

#include "manifest/gaps.hpp"
#include "pressrun/domain/value.hpp"
#include "pressrun/manifest/source.hpp"

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace pressrun::manifest {

/// Why a name means nothing here.
struct UnknownName {
  std::string message;  ///< empty: that is told elsewhere (Gaps)
  std::string hint;
};

/// Whether a variable of the environment may be one that nobody prints: ABYSSALE_*, *TOKEN, and the like.
bool may_hold_secret(std::string_view variable);

/// What names mean at one place: `vars.x`, `env.X`, `row.column`, and the names of the matrix.
class Scope {
 public:
  Scope(const Value& vars, Sources& sources) : vars_(&vars), sources_(&sources) {}

  /// Adds `name` (a matrix axis, `variant`), or gives it another value. The value must outlive the scope.
  void set(std::string_view name, const Value& value);
  /// Takes back what was added; nothing happens where it was not.
  void remove(std::string_view name);
  /// `in_file`: the row stands in a file of its own, not in the manifest.
  void set_row(const Value& row, bool in_file) {
    row_ = &row;
    row_in_file_ = in_file;
  }
  /// Names that mean something unknown. `gaps` must outlive the scope; null: there are none.
  void leave_open(const Gaps* gaps) { gaps_ = gaps; }
  /// Variables of the environment that may hold secrets are read, too: what is made here is told to nobody
  /// but whom the author names.
  void read_secrets() { reads_secrets_ = true; }
  /// Whether what `name` means is a cell of a rows file.
  [[nodiscard]] bool is_cell(std::string_view name) const {
    return row_in_file_ && row_ != nullptr && name.starts_with("row.");
  }

  /// The value that `name` means; the pointer holds until the scope changes.
  [[nodiscard]] std::variant<const Value*, UnknownName> find(std::string_view name);

 private:
  [[nodiscard]] std::variant<const Value*, UnknownName> environment(std::string_view name);
  [[nodiscard]] std::variant<const Value*, UnknownName> unknown(std::string_view name) const;

  const Value* vars_;
  const Value* row_ = nullptr;
  bool row_in_file_ = false;
  bool reads_secrets_ = false;
  const Gaps* gaps_ = nullptr;
  Sources* sources_;
  std::vector<std::pair<std::string, const Value*>> names_;
  std::map<std::string, Value, std::less<>> environment_;
};

/// `path` read from `from`: a whole key first (columns may hold dots), else part by part. Null when there is
/// none.
const Value* walk(const Value& from, std::string_view path);

/// "did you mean 'vars.season'?", or what there is; empty where nothing is known.
std::string suggest(std::string_view name, const std::vector<std::string>& known);

/// The keys of a mapping, each with `prefix` before it.
std::vector<std::string> keys_of(const Value& mapping, std::string_view prefix);

}  // namespace pressrun::manifest
