#pragma once

#include "pressrun/domain/diagnostic.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pressrun::manifest {

/// The text of every document that was read, so that a finding can show its line.
class Texts {
 public:
  void add(const FileName& file, std::string text);
  [[nodiscard]] std::string line(const SourcePos& at) const;
  [[nodiscard]] std::size_t lines(const FileName& file) const;
  /// Bytes of line `number` (from 1), without its end.
  [[nodiscard]] std::string_view raw_line(const FileName& file, std::size_t number) const;

 private:
  struct Text {
    FileName file;  ///< keeps the address, which is the key, from being used again
    std::string bytes;
    std::vector<std::size_t> starts;
  };
  std::map<const std::string*, Text> texts_;
};

/// Collects what was found, fills in the source line, and folds rows that all fail in the same way: after
/// `shown_rows` of a kind only a count goes on, so a million bad rows do not fill the memory or the screen.
class Findings {
 public:
  static constexpr std::size_t shown_rows = 5;

  explicit Findings(std::shared_ptr<const Texts> texts) : texts_(std::move(texts)) {}

  void error(SourcePos at, std::string path, std::string message, std::string hint = {});
  void warning(SourcePos at, std::string path, std::string message, std::string hint = {});
  /// One that a lint found (lint_table.hpp); `# pressrun: allow NAME` behind its line keeps it out.
  void lint(std::string_view name, SourcePos at, std::string path, std::string message,
            std::string hint = {});
  void add(Diagnostic finding);
  void add(const Diagnostics& found);
  /// One of possibly very many; `kind` says which are alike.
  void row_error(std::string_view kind, Diagnostic finding);
  /// An error of the manifest that rows bring out: the same at the same place is one, with the first few
  /// rows.
  void fold(Diagnostic finding);
  /// The same of what is wrong with the file, though a row shows it.
  void fold_of_file(Diagnostic finding);

  /// What is found until `end_part` is about one row, or one job of it, and is kept apart too.
  void begin_part();
  void end_part() { in_part_ = false; }
  std::vector<Diagnostic> part;    ///< the first few
  std::vector<Diagnostic> unread;  ///< of each row that cannot be used; until it is emptied
  static constexpr std::size_t most_unread = 100'000;

  Diagnostics diagnostics;

 private:
  [[nodiscard]] bool allowed(const Diagnostic& finding) const;
  void keep_apart(Diagnostic& finding);
  struct Kind {
    std::size_t seen = 0;
    std::size_t fold = 0;  ///< index of the finding that counts the rest
  };

  std::shared_ptr<const Texts> texts_;
  std::map<std::string, Kind, std::less<>> kinds_;
  std::map<std::string, std::size_t> folded_;  ///< index of the finding
  bool in_part_ = false;
};

}  // namespace pressrun::manifest
