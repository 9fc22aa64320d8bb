#pragma once

#include "manifest/findings.hpp"
#include "manifest/rows.hpp"
#include "manifest/yaml_reader.hpp"
#include "support/memory_sources.hpp"

#include <boost/test/unit_test.hpp>

#include <memory>
#include <string>
#include <vector>

namespace pressrun::test {

/// Bytes of a file, seven at a time.
inline std::unique_ptr<manifest::ByteStream> bytes_of(const std::string& text) {
  MemorySources sources;
  sources.files["f"] = text;
  return std::move(std::get<0>(sources.open("f")));
}

/// What single parts of the manifest's reader need: a file's name, its text, and a place for findings.
struct Parts {
  std::shared_ptr<manifest::Texts> texts = std::make_shared<manifest::Texts>();
  manifest::Findings findings{texts};
  FileName file = std::make_shared<const std::string>("f");

  /// Null where it could not be read.
  std::optional<Value> read(const std::string& text) {
    texts->add(file, text);
    return manifest::read_yaml(text, file, *texts, findings);
  }
  /// Of a text that is sound.
  Value yaml(const std::string& text) {
    const auto value = read(text);
    BOOST_TEST_REQUIRE(value.has_value(), page());
    return *value;
  }
  std::string page() const {
    std::string text;
    for (const Diagnostic& finding : findings.diagnostics.items) text += render(finding);
    return text;
  }
  bool says(const std::string& words) const { return page().find(words) != std::string::npos; }
};

/// The same structure and meaning on one line: {a: [1, x]}.
inline std::string shown(const Value& value) {
  std::string text;
  if (const Scalar* scalar = value.scalar()) {
    const bool quoted = !scalar->plain && resolve({scalar->text, true}) != ScalarType::string;
    return quoted ? "'" + scalar->text + "'" : scalar->text;
  }
  if (const Sequence* items = value.sequence()) {
    for (const Value& item : *items) text += (text.empty() ? "" : ", ") + shown(item);
    return "[" + text + "]";
  }
  for (const Member& member : *value.mapping())
    text += (text.empty() ? "" : ", ") + member.key + ": " + shown(member.value);
  return "{" + text + "}";
}

/// "3:7"
inline std::string place(const SourcePos& at) {
  return std::to_string(at.line) + ":" + std::to_string(at.column);
}

}  // namespace pressrun::test
