#include "manifest/entry.hpp"

#include "manifest/check_references.hpp"
#include "manifest/combination.hpp"
#include "manifest/key_check.hpp"
#include "manifest/keys.hpp"
#include "manifest/matrix.hpp"
#include "manifest/outdated.hpp"
#include "manifest/patterns.hpp"
#include "manifest/rows.hpp"
#include "manifest/take.hpp"
#include "manifest/variables.hpp"
#include "manifest/variants.hpp"

#include <algorithm>

namespace pressrun::manifest {
namespace {

constexpr std::size_t most_combinations = 10'000'000;

class EntryReader {
 public:
  EntryReader(const RawEntry& raw, const Documents& all, const Model& model, Findings& findings)
      : raw_(raw),
        findings_(findings),
        shape_(model.texts),
        scope_(model.vars, *model.sources),
        merged_(merge_over(all.defaults, raw.value)) {
    entry_.path = raw.path;
    entry_.at = raw.value.at;
  }

  /// With what the chosen environment changes in the entry of that name.
  void patch(const Mapping& patches, const std::string& name) {
    const auto found = std::ranges::find(patches, name, &Member::key);
    if (found != patches.end()) merged_ = merge_over(std::move(merged_), found->value);
  }

  std::string name_alone() {
    read_design();
    read_name();
    return entry_.name;
  }

  Entry read(const Model& model) {
    drop_empty_keys();
    drop_wrong_keys(std::get<Mapping>(merged_.content), KeyLevel::entry, raw_.path, findings_);
    read_design();
    read_name();
    entry_.key_head = key_part(entry_.name) + "/";
    read_what_to_keep(model);
    const std::size_t before = errors();
    read_matrix_and_rows();
    entry_.variants = read_variants(merged_, request(), entry_, findings_, shape_);
    read_take();
    if (const auto only = resolved("only"))
      entry_.only = read_patterns(*only, entry_, "only", path("only"), findings_);
    if (const auto exclude = resolved("exclude"))
      entry_.exclude = read_patterns(*exclude, entry_, "exclude", path("exclude"), findings_);
    check_listed_columns();
    bound_combinations();
    entry_.complete = errors() == before && entry_.gaps.none();
    findings_.add(shape_.diagnostics);
    check_references(entry_, model, findings_);
    return std::move(entry_);
  }

 private:
  [[nodiscard]] std::size_t errors() const {
    return static_cast<std::size_t>(
        std::ranges::count(findings_.diagnostics.items, Severity::error, &Diagnostic::severity));
  }

  [[nodiscard]] std::string path(std::string_view key) const { return raw_.path + "." + std::string(key); }

  /// The value of one of our own keys with `${vars…}` and `${env…}` replaced; nothing when it is absent.
  std::optional<Value> resolved(std::string_view key) {
    const Value* found = merged_.find(key);
    if (found == nullptr || found->is_null()) return std::nullopt;
    return resolve_early(*found, path(key), scope_, findings_);
  }

  /// A key of pressrun's own without a value says the same as one that is left out.
  void drop_empty_keys() {
    std::erase_if(std::get<Mapping>(merged_.content), [](const Member& member) {
      const ManifestKey* key = find_key(KeyLevel::entry, member.key);
      const bool own = key != nullptr && key->owner == KeyOwner::pressrun;
      return own && member.value.is_null() && null_says_nothing(key->type);
    });
  }

  void read_design() {
    bool readable = true;
    const auto key = [&](std::string_view name) {
      const Value* written = merged_.find(name);
      std::optional<Value> value = resolved(name);
      readable = readable && (written == nullptr || written->is_null() || value);
      return value;
    };
    const auto id = key("design_id");
    const auto name = key("design");
    const auto project = key("project");
    if (!readable) return;
    const DesignKeys keys{id ? &*id : nullptr, name ? &*name : nullptr, project ? &*project : nullptr};
    auto design = read_reference(keys, raw_.path, entry_.at, findings_);
    if (!design) return;
    entry_.design = *std::move(design);
    entry_.name = entry_.design.name.empty() ? entry_.design.id.text : label_of(entry_.design.name);
    if (entry_.name.empty()) entry_.name = "design";
  }

  void read_name() {
    const auto name = resolved("name");
    if (!name) return;
    const Scalar* scalar = name->scalar();
    const bool good = scalar != nullptr && key_problem(scalar->text).empty() &&
                      !label_of(scalar->text).empty() && scalar->text.find('/') == std::string::npos;
    if (!good)
      return findings_.error(name->at, path("name"), "'name' must be a text without '/'",
                             "it is the first part of the job's key");
    entry_.name = scalar->text;
  }

  void read_what_to_keep(const Model& model) {
    const Value* written = merged_.find("outdated");
    entry_.keep_outdated = model.keep_outdated;
    if (written == nullptr) return;
    const auto value = resolve_early(*written, path("outdated"), scope_, findings_);
    if (value) entry_.keep_outdated = read_outdated(*value, path("outdated"), findings_);
  }

  /// Reports mistakes in the entry's own take; its variants have a copy by now.
  void read_take() {
    if (const Value* written = merged_.find("take")) check_take(*written, path("take"), findings_);
    if (take_axis(entry_) == nullptr) return;
    for (const Variant& variant : entry_.variants) {
      if (variant.take)
        return findings_.error(variant.take->at, path("take"), "'take' is a dimension of the matrix already",
                               "keep one of them");
    }
  }

  void read_rows() {
    const auto rows = resolved("rows");
    if (!rows) return;
    if (const Sequence* items = rows->sequence()) return read_listed_rows(*items, rows->at);
    read_rows_file(*rows);
  }

  void read_listed_rows(const Sequence& items, const SourcePos& at) {
    Sequence good;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (items[i].mapping() != nullptr) {
        good.push_back(items[i]);
      } else {
        findings_.error(items[i].at, path("rows") + "[" + std::to_string(i) + "]", "a row must be a mapping",
                        "write '{column: value}'");
      }
    }
    if (items.empty()) findings_.warning(at, path("rows"), "'rows' is empty: the design gives no job");
    if (items.empty() || !good.empty()) entry_.rows = RowsPlace{std::move(good), {}, at};
  }

  /// A file's name, or `{file: NAME, sheet: NAME}`.
  void read_rows_file(const Value& rows) {
    const Value* named = rows.mapping() != nullptr ? rows.find("file") : &rows;
    const Value* sheet = rows.find("sheet");
    if (rows.mapping() != nullptr) {
      for (const Member& member : *rows.mapping()) {
        if (member.key != "file" && member.key != "sheet")
          findings_.error(member.key_at, path("rows") + "." + member.key,
                          "'rows' has no member '" + member.key + "'",
                          suggest(member.key, {"file", "sheet"}));
      }
    }
    const Scalar* file = named == nullptr ? nullptr : named->scalar();
    if (file == nullptr || file->text.empty())
      return findings_.error(rows.at, path("rows"), "'rows' must be a file or a list of mappings",
                             rows.mapping() != nullptr ? "write '{file: products.xlsx, sheet: Names}'" : "");
    const std::filesystem::path name = (raw_.folder / file->text).lexically_normal();
    const auto format = row_format_of(name);
    if (!format)
      return findings_.error(
          rows.at, path("rows"), "'" + file->text + "' has no ending that rows are read from",
          "known are .csv, .tsv, .jsonl, .json, .yaml and .xlsx, each also with .gz behind it");
    if (sheet != nullptr && (sheet->scalar() == nullptr || sheet->is_null() || *format != RowFormat::xlsx))
      return findings_.error(
          sheet->at, path("rows") + ".sheet",
          *format != RowFormat::xlsx ? "'sheet' is for .xlsx files" : "'sheet' must be the name of a sheet");
    entry_.rows = RowsPlace{std::nullopt, name, rows.at, sheet != nullptr ? sheet->scalar()->text : ""};
  }

  /// What is sent: everything that is not ours.
  [[nodiscard]] Value request() const {
    Mapping fields;
    for (const Member& member : *merged_.mapping()) {
      if (!is_own_key(KeyLevel::entry, member.key)) fields.push_back(member);
    }
    return Value(std::move(fields), merged_.at);
  }

  void read_matrix_and_rows() {
    if (const auto matrix = resolved("matrix")) {
      entry_.axes = read_matrix(*matrix, path("matrix"), entry_.gaps, findings_);
    } else {
      entry_.gaps.matrix = is_written("matrix");
    }
    read_rows();
    entry_.gaps.rows = !entry_.rows && is_written("rows");
  }

  /// Whether the key has a value, whatever that may be.
  [[nodiscard]] bool is_written(std::string_view key) const {
    const Value* found = merged_.find(key);
    return found != nullptr && !found->is_null();
  }

  /// Rows that stand in the manifest are known already.
  void check_listed_columns() {
    if (!entry_.rows || !entry_.rows->listed) return;
    std::vector<std::string> columns;
    for (const Value& row : *entry_.rows->listed) {
      for (std::string& column : keys_of(row, "")) {
        if (std::ranges::find(columns, column) == columns.end()) columns.push_back(std::move(column));
      }
    }
    check_pattern_columns(entry_, columns, findings_);
  }

  void bound_combinations() {
    std::size_t jobs = std::max<std::size_t>(entry_.variants.size(), 1);
    for (const Axis& axis : entry_.axes) {
      jobs *= axis.values.size();
      if (jobs <= most_combinations) continue;
      findings_.error(entry_.at, path("matrix"),
                      "the matrix gives more than " + std::to_string(most_combinations) + " jobs");
      entry_.axes.clear();
      entry_.gaps.matrix = true;
      return;
    }
  }

  const RawEntry& raw_;
  Findings& findings_;
  Findings shape_;  ///< mistakes despite which jobs are made and checked
  Scope scope_;
  Value merged_;
  Entry entry_;
};

}  // namespace

std::optional<Entry> read_entry(const RawEntry& raw, const Documents& all, const Model& model,
                                Findings& findings) {
  if (raw.value.mapping() == nullptr) {
    findings.error(raw.value.at, raw.path, "a design must be a mapping", "write '- design_id: …'");
    return std::nullopt;
  }
  EntryReader reader(raw, all, model, findings);
  if (!all.patches.empty()) reader.patch(all.patches, name_of_entry(raw, all, model));
  return reader.read(model);
}

std::string name_of_entry(const RawEntry& raw, const Documents& all, const Model& model) {
  Findings quiet(model.texts);
  return raw.value.mapping() == nullptr ? std::string{} : EntryReader(raw, all, model, quiet).name_alone();
}

}  // namespace pressrun::manifest
