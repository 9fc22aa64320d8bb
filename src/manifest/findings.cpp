#include "manifest/findings.hpp"

#include "manifest/lint_table.hpp"

#include <algorithm>
#include <utility>

namespace pressrun::manifest {

void Texts::add(const FileName& file, std::string text) {
  Text& mine = texts_[file.get()];
  mine = {file, std::move(text), {0}};
  for (auto end = mine.bytes.find('\n'); end != std::string::npos; end = mine.bytes.find('\n', end + 1)) {
    mine.starts.push_back(end + 1);
  }
}

std::size_t Texts::lines(const FileName& file) const {
  const auto found = texts_.find(file.get());
  return found == texts_.end() ? 0 : found->second.starts.size();
}

std::string_view Texts::raw_line(const FileName& file, std::size_t number) const {
  const auto found = texts_.find(file.get());
  if (found == texts_.end() || number == 0 || number > found->second.starts.size()) return {};
  const Text& text = found->second;
  const std::size_t start = text.starts[number - 1];
  const std::size_t end = number < text.starts.size() ? text.starts[number] - 1 : text.bytes.size();
  std::string_view line = std::string_view(text.bytes).substr(start, end - start);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::string Texts::line(const SourcePos& at) const {
  constexpr std::size_t longest = 400;  // a caret under a longer line helps nobody
  const std::string_view line = raw_line(at.file, at.line);
  return line.size() > longest ? std::string{} : std::string(line);
}

bool Findings::allowed(const Diagnostic& finding) const {
  if (finding.lint.empty() || finding.severity == Severity::error) return false;
  const auto names = allowed_lints(texts_->raw_line(finding.at.file, finding.at.line));
  return std::ranges::find(names, finding.lint) != names.end();
}

void Findings::lint(std::string_view name, SourcePos at, std::string path, std::string message,
                    std::string hint) {
  Diagnostic finding{
      lint_named(name).severity, std::move(at), std::move(path), std::move(message), std::move(hint), {}, 1};
  finding.lint = lint_named(name).name;
  add(std::move(finding));
}

void Findings::add(Diagnostic finding) {
  if (allowed(finding)) return;
  if (finding.source_line.empty()) finding.source_line = texts_->line(finding.at);
  diagnostics.items.push_back(std::move(finding));
}

void Findings::add(const Diagnostics& found) {
  for (const Diagnostic& finding : found.items) add(finding);
}

void Findings::error(SourcePos at, std::string path, std::string message, std::string hint) {
  add({Severity::error, std::move(at), std::move(path), std::move(message), std::move(hint), {}, 1});
}

void Findings::warning(SourcePos at, std::string path, std::string message, std::string hint) {
  add({Severity::warning, std::move(at), std::move(path), std::move(message), std::move(hint), {}, 1});
}

void Findings::begin_part() {
  in_part_ = true;
  part.clear();
}

void Findings::keep_apart(Diagnostic& finding) {
  constexpr std::size_t most_of_a_kind = 3;  // errors, and warnings
  if (!in_part_) return;
  finding.of_row = true;
  const auto alike = std::ranges::count(part, finding.severity, &Diagnostic::severity);
  if (static_cast<std::size_t>(alike) < most_of_a_kind) part.push_back(finding);
}

void Findings::row_error(std::string_view kind, Diagnostic finding) {
  if (allowed(finding)) return;
  if (finding.severity == Severity::warning) {
    keep_apart(finding);
  } else if (in_part_) {
    finding.of_row = true;
    if (unread.size() <= most_unread) unread.push_back(finding);
  }
  auto found = kinds_.find(kind);
  if (found == kinds_.end()) found = kinds_.emplace(std::string(kind), Kind{}).first;
  Kind& mine = found->second;
  if (++mine.seen <= shown_rows) return add(std::move(finding));
  if (mine.seen == shown_rows + 1) {
    mine.fold = diagnostics.items.size();
    finding.message = "more findings of this kind follow, the next one here: " + finding.message;
    return add(std::move(finding));
  }
  diagnostics.items[mine.fold].count = mine.seen - shown_rows;
}

void Findings::fold(Diagnostic finding) {
  if (allowed(finding)) return;
  keep_apart(finding);
  fold_of_file(std::move(finding));
}

void Findings::fold_of_file(Diagnostic finding) {
  if (allowed(finding)) return;
  constexpr std::size_t most_folded = 1000;  // beyond that nobody reads
  std::string name = std::to_string(finding.at.line) + ":" + std::to_string(finding.at.column) + ":" +
                     finding.path + ":" + finding.message;
  const auto known = folded_.find(name);
  if (known == folded_.end()) {
    if (folded_.size() == most_folded) return;
    folded_.emplace(std::move(name), diagnostics.items.size());
    return add(std::move(finding));
  }
  join(diagnostics.items[known->second], finding);
}

}  // namespace pressrun::manifest
