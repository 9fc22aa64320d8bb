#include "manifest/documents.hpp"

#include "manifest/key_check.hpp"
#include "manifest/lint_table.hpp"
#include "manifest/rows.hpp"
#include "manifest/scope.hpp"
#include "manifest/yaml_reader.hpp"

#include <algorithm>
#include <memory>
#include <system_error>

namespace pressrun::manifest {
namespace {

constexpr std::size_t deepest_include = 16;
constexpr std::size_t most_files = 1000;

class DocumentReader {
 public:
  DocumentReader(Sources& sources, Texts& texts, Findings& findings)
      : sources_(sources), texts_(texts), findings_(findings) {}

  void read(const std::string& text, const std::filesystem::path& path, Documents& out);

 private:
  void include(const Value& list, const std::filesystem::path& folder, Documents& out);
  void include_one(const Value& item, const std::string& path, const std::filesystem::path& folder,
                   Documents& out);
  std::optional<std::string> contents(const std::filesystem::path& path, const Value& named,
                                      const std::string& place);
  void check_version(const Value& root);
  void check_allowed_lints(const FileName& file);
  Value mapping(const Value& root, std::string_view key);
  Value defaults(const Value& root);
  std::optional<Value> own_mapping(const Value& root, const char* key, KeyLevel level);
  std::optional<Value> notify(const Value& root);
  void designs(const Value& root, const std::filesystem::path& folder, Documents& out);

  Sources& sources_;
  Texts& texts_;
  Findings& findings_;
  std::vector<std::filesystem::path> open_;
  std::size_t files_ = 0;
};

void DocumentReader::check_version(const Value& root) {
  const Value* version = root.find("pressrun");
  if (version == nullptr)
    return findings_.error(root.at, {}, "the key 'pressrun' is missing", "write 'pressrun: 1' first");
  const Scalar* scalar = version->scalar();
  if (scalar == nullptr || scalar->text != "1") {
    findings_.error(version->at, "pressrun",
                    "version '" + (scalar != nullptr ? scalar->text : std::string("?")) +
                        "' of the manifest is not known",
                    "this program reads version 1");
  }
}

/// A name behind `# pressrun: allow` that is misspelt would allow nothing.
void DocumentReader::check_allowed_lints(const FileName& file) {
  std::vector<std::string> known;
  for (const Lint& lint : lint_table()) known.emplace_back(lint.name);
  for (std::uint32_t number = 1; number <= texts_.lines(file); ++number) {
    for (const std::string_view name : allowed_lints(texts_.raw_line(file, number))) {
      if (std::ranges::find(known, name) == known.end())
        findings_.error({file, number, 1}, {}, "there is no warning '" + std::string(name) + "' to allow",
                        suggest(name, known));
    }
  }
}

/// What is merged under every design.
Value DocumentReader::defaults(const Value& root) {
  Value found = mapping(root, "defaults");
  drop_wrong_keys(std::get<Mapping>(found.content), KeyLevel::defaults, "defaults", findings_);
  return found;
}

/// Nothing where none is written, or no key of it can be used. What is no mapping is found where
/// its members are read.
std::optional<Value> DocumentReader::own_mapping(const Value& root, const char* key, KeyLevel level) {
  const Value* written = root.find(key);
  if (written == nullptr) return std::nullopt;
  Value found = *written;
  auto* members = std::get_if<Mapping>(&found.content);
  if (members == nullptr || members->empty()) return found;
  drop_wrong_keys(*members, level, key, findings_);
  return members->empty() ? std::nullopt : std::optional(std::move(found));
}

/// What is no list, or no mapping, is found where sinks are read.
std::optional<Value> DocumentReader::notify(const Value& root) {
  const Value* written = root.find("notify");
  if (written == nullptr) return std::nullopt;
  Value found = *written;
  if (auto* sinks = std::get_if<Sequence>(&found.content)) {
    for (std::size_t i = 0; i < sinks->size(); ++i) {
      if (auto* members = std::get_if<Mapping>(&(*sinks)[i].content))
        drop_wrong_keys(*members, KeyLevel::sink, "notify[" + std::to_string(i) + "]", findings_);
    }
  }
  return found;
}

Value DocumentReader::mapping(const Value& root, std::string_view key) {
  const Value* found = root.find(key);
  if (found == nullptr || found->is_null()) return Value(Mapping{}, root.at);
  if (found->mapping() != nullptr) return *found;
  findings_.error(found->at, std::string(key), "'" + std::string(key) + "' must be a mapping",
                  "write 'name: value', a line each, indented below");
  return Value(Mapping{}, root.at);
}

void DocumentReader::designs(const Value& root, const std::filesystem::path& folder, Documents& out) {
  const Value* found = root.find("designs");
  if (found == nullptr || found->is_null()) return;
  const Sequence* items = found->sequence();
  if (items == nullptr)
    return findings_.error(found->at, "designs", "'designs' must be a list",
                           "start each design with '- design_id: …'");
  for (std::size_t i = 0; i < items->size(); ++i)
    out.designs.push_back({(*items)[i], "designs[" + std::to_string(i) + "]", folder});
}

std::optional<std::string> DocumentReader::contents(const std::filesystem::path& path, const Value& named,
                                                    const std::string& place) {
  auto opened = sources_.open(path);
  if (const auto* why = std::get_if<std::string>(&opened)) {
    findings_.error(named.at, place, "cannot read '" + path.string() + "': " + *why,
                    "paths are relative to the manifest");
    return std::nullopt;
  }
  try {
    auto text = read_whole(*std::get<0>(opened), YamlLimits::bytes);
    if (!text) findings_.error(named.at, place, "'" + path.string() + "' is larger than 16 MiB");
    return text;
  } catch (const std::system_error& problem) {
    findings_.error(named.at, place, "cannot read '" + path.string() + "': " + problem.code().message());
    return std::nullopt;
  }
}

void DocumentReader::include_one(const Value& item, const std::string& path,
                                 const std::filesystem::path& folder, Documents& out) {
  const Scalar* scalar = item.scalar();
  if (scalar == nullptr || item.is_null() || scalar->text.empty())
    return findings_.error(item.at, path, "a file name is wanted here");
  const std::filesystem::path file = (folder / scalar->text).lexically_normal();
  if (std::ranges::find(open_, file) != open_.end())
    return findings_.error(item.at, path, "'" + scalar->text + "' includes itself in a circle");
  if (open_.size() > deepest_include)
    return findings_.error(item.at, path,
                           "includes are nested more than " + std::to_string(deepest_include) + " deep");
  if (++files_ > most_files)
    return findings_.error(item.at, path, "more than " + std::to_string(most_files) + " files are included");
  if (const auto text = contents(file, item, path)) read(*text, file, out);
}

void DocumentReader::include(const Value& list, const std::filesystem::path& folder, Documents& out) {
  if (list.scalar() != nullptr && !list.is_null()) return include_one(list, "include", folder, out);
  const Sequence* items = list.sequence();
  if (items == nullptr) return findings_.error(list.at, "include", "'include' must be a list of files");
  for (std::size_t i = 0; i < items->size(); ++i)
    include_one((*items)[i], "include[" + std::to_string(i) + "]", folder, out);
}

void DocumentReader::read(const std::string& text, const std::filesystem::path& path, Documents& out) {
  const auto file = std::make_shared<const std::string>(path.string());
  texts_.add(file, text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text);
  std::optional<Value> root =
      read_yaml(text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text, file, texts_, findings_);
  check_allowed_lints(file);
  if (!root) return;
  if (root->is_null())
    return findings_.error({file, 0, 0}, {}, "the manifest is empty",
                           "a minimal one: 'pressrun: 1' and 'designs: [{design_id: UUID}]'");
  if (root->mapping() == nullptr)
    return findings_.error(root->at, {}, "a manifest must be a mapping", "it starts with 'pressrun: 1'");
  check_version(*root);
  drop_wrong_keys(std::get<Mapping>(root->content), open_.empty() ? KeyLevel::top : KeyLevel::included, {},
                  findings_);
  const std::filesystem::path folder = path == "-" ? std::filesystem::path{} : path.parent_path();
  open_.push_back(path.lexically_normal());
  if (const Value* list = root->find("include"); list != nullptr && !list->is_null())
    include(*list, folder, out);
  open_.pop_back();
  out.name = root->find("name") != nullptr ? *root->find("name") : Value{};
  out.vars = merge_patch(std::move(out.vars), mapping(*root, "vars"));
  out.defaults = merge_over(std::move(out.defaults), defaults(*root));
  if (const Value* outdated = root->find("outdated")) out.outdated = *outdated;
  if (const Value* written = root->find("report"); open_.empty() && written != nullptr) out.report = *written;
  if (open_.empty()) {
    out.budget = own_mapping(*root, "budget", KeyLevel::budget);
    out.download = own_mapping(*root, "download", KeyLevel::download);
    out.notify = notify(*root);
  }
  if (const Value* written = root->find("environments"); open_.empty() && written != nullptr)
    out.environments = *written;
  designs(*root, folder, out);
}

}  // namespace

Documents read_documents(const std::string& text, const std::filesystem::path& path, Sources& sources,
                         Texts& texts, Findings& findings) {
  Documents out;
  DocumentReader(sources, texts, findings).read(text, path, out);
  return out;
}

}  // namespace pressrun::manifest
