#pragma once

#include "manifest/cut_text.hpp"
#include "manifest/findings.hpp"
#include "pressrun/domain/value.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace pressrun::manifest {

/// A document that cannot be read further; caught in read_yaml, the only place that meets yaml-cpp's
/// exceptions.
struct Unreadable {
  SourcePos at;
  std::string message;
  std::string hint;
};

/// Builds values from yaml-cpp's events. Duplicate keys are findings and go on; anything that makes the rest
/// meaningless is thrown as Unreadable.
class YamlBuilder final : public YAML::EventHandler {
 public:
  YamlBuilder(FileName file, const Texts& texts, Findings& findings)
      : file_(file), texts_(texts), findings_(findings), cut_(std::move(file), texts, findings) {}

  std::optional<Value> root;
  SourcePos place(const YAML::Mark& mark);

  void OnDocumentStart(const YAML::Mark& mark) override;
  void OnDocumentEnd() override;
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override;

 private:
  struct Frame {
    Value value;
    YAML::anchor_t anchor = 0;
    bool has_key = false;
    std::string key;
    SourcePos key_at;
    RawPlace key_start;
    bool key_is_plain = false;
    bool in_braces = false;
    std::string cut;            ///< a text that a comma ended, as far as it is known
    std::vector<Value> merges;  ///< values of `<<`, merged when all own keys are known
  };
  [[nodiscard]] bool wants_key() const;
  void open(Value empty, YAML::anchor_t anchor, YAML::EmitterStyle::value style);
  void close();
  void take(Value value, YAML::anchor_t anchor);
  void take_key(const Value& key, const YAML::Mark& mark);
  [[nodiscard]] bool holds_texts() const;
  [[nodiscard]] std::string path() const;
  void look_at_null(const YAML::Mark& mark);
  void look_at_key_without_value(Frame& frame);
  void spend(const Value& copied);

  FileName file_;
  const Texts& texts_;
  Findings& findings_;
  CutText cut_;
  std::vector<Frame> stack_;
  std::map<YAML::anchor_t, Value> anchors_;
  std::map<YAML::anchor_t, std::string> unused_;  ///< of texts, with the places in the document
  std::size_t copied_ = 0;
  std::size_t documents_ = 0;
  int seen_line_ = -1;  // where the last column was counted: marks mostly move forward
  std::size_t seen_byte_ = 0;
  std::uint32_t seen_column_ = 1;
};

}  // namespace pressrun::manifest
