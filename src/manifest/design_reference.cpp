#include "manifest/design_reference.hpp"

#include "manifest/keys.hpp"

#include <algorithm>

namespace pressrun::manifest {
namespace {

constexpr auto where_listed = "'pressrun designs' lists them";

DesignId id_of(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c; });
  return DesignId{std::move(text)};
}

const std::string* text_of(const Value& value) {
  const Scalar* scalar = value.scalar();
  return scalar == nullptr || value.is_null() || scalar->text.empty() ? nullptr : &scalar->text;
}

class ReferenceReader {
 public:
  ReferenceReader(const DesignKeys& keys, const std::string& entry, const SourcePos& at, Findings& findings)
      : keys_(keys), entry_(entry), at_(at), findings_(findings) {}

  std::optional<DesignReference> read() {
    if (keys_.id != nullptr && keys_.name != nullptr)
      return refuse(keys_.name->at, "design", "'design' and 'design_id' exclude each other", "keep one");
    if (keys_.project != nullptr && keys_.name == nullptr)
      return refuse(keys_.project->at, "project", "'project' stands beside 'design'",
                    "a 'design_id' needs no project");
    if (keys_.id != nullptr) return by_id(*keys_.id);
    if (keys_.name != nullptr) return by_name(*keys_.name);
    findings_.error(at_, entry_, "the key 'design_id' is missing", where_listed);
    return std::nullopt;
  }

 private:
  std::optional<DesignReference> refuse(const SourcePos& at, const char* key, std::string message,
                                        std::string hint) {
    findings_.error(at, entry_ + "." + key, std::move(message), std::move(hint));
    return std::nullopt;
  }

  std::optional<DesignReference> by_id(const Value& id) {
    const Scalar* scalar = id.scalar();
    if (scalar != nullptr && is_uuid(scalar->text))
      return DesignReference{id_of(scalar->text), {}, {}, id.at};
    const bool name = scalar != nullptr && !id.is_null() && !scalar->text.empty();
    return refuse(
        id.at, "design_id",
        "'design_id' must be a UUID" + (name ? ", and '" + scalar->text + "' is none" : std::string{}),
        name ? "'design: NAME' takes a name; 'pressrun designs' lists them" : where_listed);
  }

  std::optional<DesignReference> by_name(const Value& value) {
    const std::string* name = text_of(value);
    if (name == nullptr) return refuse(value.at, "design", "'design' must be a design's name", where_listed);
    if (is_uuid(*name)) return DesignReference{id_of(*name), {}, {}, value.at};
    DesignReference named{{}, *name, {}, value.at};
    if (keys_.project != nullptr) {
      const std::string* project = text_of(*keys_.project);
      if (project == nullptr)
        return refuse(keys_.project->at, "project", "'project' must be a project's name or id",
                      "'pressrun projects' lists them");
      named.project = *project;
    }
    return named;
  }

  const DesignKeys& keys_;
  const std::string& entry_;
  const SourcePos& at_;
  Findings& findings_;
};

}  // namespace

std::optional<DesignReference> read_reference(const DesignKeys& keys, const std::string& entry,
                                              const SourcePos& at, Findings& findings) {
  return ReferenceReader(keys, entry, at, findings).read();
}

}  // namespace pressrun::manifest
