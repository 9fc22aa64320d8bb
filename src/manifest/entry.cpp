#include "manifest/entry.hpp"

#include "manifest/check_references.hpp"
#include "manifest/interpolation.hpp"
#include "manifest/keys.hpp"
#include "manifest/matrix.hpp"
#include "manifest/rows.hpp"
#include "manifest/variants.hpp"
#include "pressrun/domain/suggest.hpp"

#include <algorithm>
#include <array>

namespace pressrun::manifest {
namespace {

constexpr std::array<std::string_view, 9> own_keys{"design_id", "design",  "project", "name", "variants",
                                                   "matrix",    "exclude", "rows",    "key"};
constexpr std::size_t most_combinations = 10'000'000;
/// Keys whose misspelling would be sent and ignored in silence; a field of the API near to one is not known.
const std::vector<std::string> guarded_keys{
    "design_id", "design",  "project", "name", "template_format_names", "elements", "pages", "variants",
    "matrix",    "exclude", "rows",    "key",  "image_file_type",       "delivery"};

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

  Entry read(const Model& model) {
    drop_empty_keys();
    check_spelling();
    read_design();
    read_name();
    const std::size_t before = errors();
    if (const auto matrix = resolved("matrix")) entry_.axes = read_matrix(*matrix, path("matrix"), findings_);
    read_rows();
    entry_.variants = read_variants(merged_, request(), entry_, findings_, shape_);
    if (const auto exclude = resolved("exclude"))
      entry_.exclude = read_exclude(*exclude, entry_, path("exclude"), findings_);
    bound_combinations();
    entry_.complete = errors() == before;
    findings_.add(shape_.diagnostics);
    if (entry_.complete) check_references(entry_, model, findings_);
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
    Interpolator replace(scope_);
    Value out = replace.value(*found, path(key));
    for (Problem& problem : replace.problems)
      findings_.error(problem.at, problem.path, problem.message, problem.hint);
    return replace.problems.empty() ? std::optional(std::move(out)) : std::nullopt;
  }

  /// What takes nothing away and says nothing: of our own keys it is as good as left out.
  void drop_empty_keys() {
    std::erase_if(std::get<Mapping>(merged_.content), [](const Member& member) {
      return member.value.is_null() && std::ranges::find(own_keys, member.key) != own_keys.end();
    });
  }

  /// What is told here is no field of the request any more: it would be told of a second time.
  void check_spelling() {
    std::erase_if(std::get<Mapping>(merged_.content), [this](const Member& member) {
      if (std::ranges::find(guarded_keys, member.key) != guarded_keys.end()) return false;
      const auto near = nearest(member.key, guarded_keys);
      if (near)
        findings_.error(member.key_at, path(member.key), "unknown key '" + member.key + "'",
                        "did you mean '" + *near + "'?");
      return near.has_value();
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
    entry_.name = entry_.design.name.empty() ? entry_.design.id.text : slug(entry_.design.name);
    if (entry_.name.empty()) entry_.name = "design";
  }

  void read_name() {
    const auto name = resolved("name");
    if (!name) return;
    const Scalar* scalar = name->scalar();
    const bool good =
        scalar != nullptr && key_problem(scalar->text).empty() && scalar->text.find('/') == std::string::npos;
    if (!good)
      return findings_.error(name->at, path("name"), "'name' must be a text without '/'",
                             "it is the first part of the job's key");
    entry_.name = scalar->text;
  }

  void read_rows() {
    const auto rows = resolved("rows");
    if (!rows) return;
    if (const Sequence* items = rows->sequence()) {
      for (std::size_t i = 0; i < items->size(); ++i) {
        if ((*items)[i].mapping() == nullptr)
          findings_.error((*items)[i].at, path("rows") + "[" + std::to_string(i) + "]",
                          "a row must be a mapping", "write '{column: value}'");
      }
      if (items->empty())
        findings_.warning(rows->at, path("rows"), "'rows' is empty: the design gives no job");
      entry_.rows = RowsPlace{*items, {}, rows->at};
      return;
    }
    const Scalar* file = rows->scalar();
    if (file == nullptr || file->text.empty())
      return findings_.error(rows->at, path("rows"), "'rows' must be a file or a list of mappings");
    const std::filesystem::path name = (raw_.folder / file->text).lexically_normal();
    if (!row_format(name.extension().string())) {
      return findings_.error(rows->at, path("rows"),
                             "'" + file->text + "' has no ending that rows are read from",
                             "known are .csv, .tsv, .jsonl, .json and .yaml");
    }
    entry_.rows = RowsPlace{std::nullopt, name, rows->at};
  }

  /// What is sent: everything that is not ours.
  [[nodiscard]] Value request() const {
    Mapping fields;
    for (const Member& member : *merged_.mapping()) {
      if (std::ranges::find(own_keys, member.key) == own_keys.end()) fields.push_back(member);
    }
    return Value(std::move(fields), merged_.at);
  }

  void bound_combinations() {
    std::size_t jobs = std::max<std::size_t>(entry_.variants.size(), 1);
    for (const Axis& axis : entry_.axes) {
      jobs *= axis.values.size();
      if (jobs > most_combinations)
        return findings_.error(entry_.at, path("matrix"),
                               "the matrix gives more than " + std::to_string(most_combinations) + " jobs");
    }
  }

  const RawEntry& raw_;
  Findings& findings_;
  Findings shape_;  ///< mistakes that are no reason to give no jobs
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
  return EntryReader(raw, all, model, findings).read(model);
}

}  // namespace pressrun::manifest
