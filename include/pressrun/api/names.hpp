#pragma once

#include "pressrun/domain/design.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

namespace pressrun::api {

/// The workspace has nothing of this name.
struct UnknownName {
  std::string hint;  ///< what to write instead; may be empty
};

/// Several things of the workspace go by this name.
struct AmbiguousName {
  std::vector<std::string> candidates;  ///< each as its id, and what tells it apart in brackets
  std::string hint;
};

/// Finds what a name means among things that have names and ids: first as it is written, then without regard
/// to case (ASCII).
class NameIndex {
 public:
  void add(const std::string& name, std::size_t item);
  /// Numbers of the items of that name, in the order in which they were added.
  [[nodiscard]] const std::vector<std::size_t>& find(std::string_view name) const;
  /// "did you mean 'Ubuntu Mono'?"; empty where none is near. Answers the first few hundred names that are
  /// asked for, and then nothing: ten thousand rows with ten thousand mistakes are not worth the search.
  [[nodiscard]] std::string hint(std::string_view name) const;

 private:
  std::unordered_map<std::string, std::vector<std::size_t>> exact_;
  std::unordered_map<std::string, std::vector<std::size_t>> folded_;
  std::vector<std::string> names_;
  mutable std::map<std::string, std::string, std::less<>> hints_;
};

/// Fonts of the workspace by name. Google and the workspace may both have a font of one name.
class FontNames {
 public:
  enum class Known : std::uint8_t {
    now,   ///< these are all
    once,  ///< these were all, some time ago
  };
  explicit FontNames(std::vector<Font> fonts, Known known = Known::now);
  [[nodiscard]] bool are_all() const { return known_ == Known::now; }
  /// The id of the font; a UUID is its own answer, whether or not it is known.
  [[nodiscard]] std::variant<std::string, UnknownName, AmbiguousName> find(std::string_view name) const;

 private:
  std::vector<Font> fonts_;
  Known known_;
  NameIndex index_;
};

/// Designs of the workspace by name. The API asks for no unique names, not even within a project.
class DesignNames {
 public:
  explicit DesignNames(std::vector<ListedDesign> designs);
  /// `project`: the name or id of the design's project; empty: any. A UUID as name is its own answer.
  [[nodiscard]] std::variant<DesignId, UnknownName, AmbiguousName> find(std::string_view name,
                                                                        std::string_view project) const;

 private:
  using Items = std::vector<std::size_t>;
  [[nodiscard]] Items within(const Items& items, std::string_view project) const;
  [[nodiscard]] UnknownName unknown(std::string_view name, const Items& elsewhere,
                                    std::string_view project) const;
  [[nodiscard]] AmbiguousName ambiguous(const Items& items) const;

  std::vector<ListedDesign> designs_;
  NameIndex index_;
  NameIndex projects_;
};

}  // namespace pressrun::api
