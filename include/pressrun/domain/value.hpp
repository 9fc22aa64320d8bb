#pragma once

#include "pressrun/domain/diagnostic.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace pressrun {

class Value;

/// A scalar as its author wrote it. What it means is decided late, where the API says what it wants:
/// `007` stays "007" in a text and becomes 7 in a number (src/manifest/README.md, "Manifest").
struct Scalar {
  std::string text;
  bool plain = false;  ///< not quoted: YAML 1.2's core schema resolves it; a quoted one is always a string
};

struct Member;
using Sequence = std::vector<Value>;
using Mapping = std::vector<Member>;  ///< in the author's order; keys are unique

/// What a scalar is under YAML 1.2's core schema (10.3.2). `yes`, `no`, `on`, `off` are strings.
enum class ScalarType { null, boolean, integer, real, string };
ScalarType resolve(const Scalar& scalar);

/// A piece of a manifest, or of a row: a tree of scalars, sequences and mappings, each with its place.
class Value {
 public:
  Value();  ///< null
  explicit Value(Scalar scalar, SourcePos where = {});
  explicit Value(Sequence items, SourcePos where = {});
  explicit Value(Mapping members, SourcePos where = {});

  static Value string(std::string text, SourcePos where = {});  ///< a quoted scalar
  static Value plain(std::string text, SourcePos where = {});   ///< a plain scalar: "12", "true", "null"

  [[nodiscard]] const Scalar* scalar() const { return std::get_if<Scalar>(&content); }
  [[nodiscard]] const Sequence* sequence() const { return std::get_if<Sequence>(&content); }
  [[nodiscard]] const Mapping* mapping() const { return std::get_if<Mapping>(&content); }
  [[nodiscard]] bool is_null() const;

  /// The member of a mapping; null where there is none, or where this is no mapping.
  [[nodiscard]] const Value* find(std::string_view key) const;

  std::variant<Scalar, Sequence, Mapping> content;
  SourcePos at;    ///< in the manifest; of a value that came from a rows file, where it is asked for
  SourcePos from;  ///< the cell of the rows file; nowhere: it stands in the manifest
};

struct Member {
  std::string key;
  Value value;
  SourcePos key_at;
};

// Here, where Member is complete: clang wants to see the whole variant.
inline Value::Value() : content(Scalar{"", true}) {}

/// JSON Merge Patch (RFC 7396): mappings merge member by member, a null removes, anything else replaces.
Value merge_patch(Value target, const Value& patch);
/// The same, but a null that finds nothing to remove stays, so that who wrote it in vain can be told.
Value merge_over(Value target, const Value& patch);

/// Same structure and meaning; places, quoting style of equal strings and the order of members do not count.
bool equal(const Value& a, const Value& b);

}  // namespace pressrun
