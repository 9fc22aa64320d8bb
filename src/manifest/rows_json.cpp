#include "manifest/json_value.hpp"
#include "manifest/line_reader.hpp"
#include "manifest/rows.hpp"

#include <algorithm>

namespace pressrun::manifest {
namespace {

void report(Findings& findings, std::string_view kind, SourcePos at, std::string message, std::string hint,
            std::string_view line) {
  findings.row_error(kind, {Severity::error,
                            std::move(at),
                            {},
                            std::move(message),
                            std::move(hint),
                            std::string(line.substr(0, 400)),
                            1});
}

/// Line `number` of a text, from 0.
std::string_view line_at(std::string_view text, std::size_t number) {
  for (; number > 0; --number) text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  return text.substr(0, text.find('\n'));
}

/// The row that a JSON text gives, or a finding.
std::optional<Row> row_from(std::string_view text, const SourcePos& at, Findings& findings) {
  JsonRead read = read_json_value(text, at);
  if (!read.value) {
    report(findings, "json", read.at, read.problem, std::move(read.hint),
           line_at(text, read.at.line - at.line));
    return std::nullopt;
  }
  if (read.value->mapping() == nullptr) {
    report(findings, "shape", at, "a row must be an object", "write {\"column\": \"value\", …}", text);
    return std::nullopt;
  }
  return Row{std::move(*read.value), at};
}

class JsonLines final : public RowReader {
 public:
  JsonLines(std::unique_ptr<ByteStream> bytes, FileName file)
      : lines_(std::move(bytes)), file_(std::move(file)) {}

  std::optional<Row> next(Findings& findings) override {
    std::string line;
    for (;;) {
      const auto outcome = lines_.next(line);
      const SourcePos at{file_, lines_.number(), 1};
      if (outcome == LineReader::Outcome::too_long) findings.error(at, {}, "a line is longer than 1 MiB");
      if (outcome != LineReader::Outcome::line) return std::nullopt;
      if (line.find_first_not_of(" \t") == std::string::npos) continue;
      const LineProblem problem = check_line(line);
      if (!problem.message.empty()) {
        report(findings, "utf-8", {file_, lines_.number(), problem.column}, problem.message,
               "save the file as UTF-8", {});
      } else if (auto row = row_from(line, at, findings)) {
        return row;
      }
    }
  }

 private:
  LineReader lines_;
  FileName file_;
};

/// The objects of one JSON array, cut out by counting brackets, so that the array is never held whole.
class JsonArray final : public RowReader {
 public:
  JsonArray(std::unique_ptr<ByteStream> bytes, FileName file)
      : lines_(std::move(bytes)), file_(std::move(file)) {}

  std::optional<Row> next(Findings& findings) override {
    while (!ended_) {
      std::string text;
      const SourcePos at = cut(text, findings);
      if (text.empty()) continue;
      if (auto row = row_from(text, at, findings)) return row;
    }
    return std::nullopt;
  }

 private:
  /// The next element's text and place; empty when there was none, and then `ended_` tells whether to go on.
  SourcePos cut(std::string& text, Findings& findings);
  bool more(Findings& findings);
  void stop(std::string message, Findings& findings, std::string hint = {}) {
    ended_ = true;
    findings.add(
        {Severity::error, place(), {}, std::move(message), std::move(hint), line_.substr(0, 400), 1});
  }
  [[nodiscard]] SourcePos place() const {
    return {file_, lines_.number(), static_cast<std::uint32_t>(at_) + 1};
  }
  void take(char c);
  void look_behind(Findings& findings);

  LineReader lines_;
  FileName file_;
  std::string line_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;  // of brackets and braces within the element
  bool quoted_ = false;
  bool escaped_ = false;
  bool begun_ = false;
  bool expects_more_ = false;  // a comma was read
  bool ended_ = false;
};

bool JsonArray::more(Findings& findings) {
  const auto outcome = lines_.next(line_);
  at_ = 0;
  if (outcome == LineReader::Outcome::too_long) {
    line_.clear();
    stop("a line is longer than 1 MiB", findings, "write a row a line, as .jsonl");
    return false;
  }
  if (outcome == LineReader::Outcome::end) return false;
  const LineProblem problem = check_line(line_);
  if (!problem.message.empty()) {
    at_ = problem.column - 1;
    stop(problem.message, findings, "save the file as UTF-8");
    return false;
  }
  line_ += '\n';
  return true;
}

void JsonArray::take(char c) {
  if (escaped_) {
    escaped_ = false;
  } else if (quoted_) {
    escaped_ = c == '\\';
    quoted_ = c != '"';
  } else if (c == '"') {
    quoted_ = true;
  } else if (c == '{' || c == '[') {
    ++depth_;
  } else if (c == '}' || c == ']') {
    --depth_;
  }
}

/// Rows behind the array would be left out in silence.
void JsonArray::look_behind(Findings& findings) {
  for (;;) {
    at_ = std::min(line_.find_first_not_of(" \t\n", at_), line_.size());
    if (at_ < line_.size())
      return stop("something stands behind the array's end", findings,
                  "write all rows into one array, or a row a line as .jsonl");
    ended_ = false;
    const bool more_lines = more(findings);
    ended_ = true;
    if (!more_lines) return;
  }
}

SourcePos JsonArray::cut(std::string& text, Findings& findings) {
  SourcePos from;
  for (;;) {
    if (at_ >= line_.size() && !more(findings)) {
      if (!ended_)
        stop(begun_ ? "the array is not closed" : "the file has no rows", findings,
             "write [{\"column\": \"value\", …}, …]");
      text.clear();
      return from;
    }
    const char c = line_[at_];
    const bool space = c == ' ' || c == '\t' || c == '\n';
    if (!begun_ && !space) {
      if (c != '[') {
        stop("rows must be an array of objects", findings, "write [{\"column\": \"value\", …}, …]");
        return from;
      }
      begun_ = true;
    } else if (begun_ && depth_ == 0 && !quoted_ && (c == ',' || c == ']')) {
      const bool empty = text.empty();
      ended_ = c == ']';
      const bool last = ended_;
      if (empty && (c == ',' || expects_more_))
        stop("a row is missing before '" + std::string(1, c) + "'", findings);
      expects_more_ = c == ',';
      ++at_;
      if (last) look_behind(findings);
      return from;
    } else if (begun_ && !(space && text.empty())) {
      if (text.empty()) from = place();
      if (depth_ == 0 && c == '}') {
        stop("'}' closes nothing", findings);
        text.clear();
        return from;
      }
      take(c);
      text += c;
      if (text.size() > LineReader::longest) {
        stop("a row is longer than 1 MiB", findings);
        text.clear();
        return from;
      }
    }
    ++at_;
  }
}

class ListRows final : public RowReader {
 public:
  explicit ListRows(Sequence rows) : rows_(std::move(rows)) {}
  std::optional<Row> next(Findings& /*findings*/) override {
    if (at_ == rows_.size()) return std::nullopt;
    const Value& row = rows_[at_++];
    return Row{row, row.at};
  }

 private:
  Sequence rows_;
  std::size_t at_ = 0;
};

}  // namespace

std::unique_ptr<RowReader> read_json_lines(std::unique_ptr<ByteStream> bytes, FileName file) {
  return std::make_unique<JsonLines>(std::move(bytes), std::move(file));
}
std::unique_ptr<RowReader> read_json_array(std::unique_ptr<ByteStream> bytes, FileName file) {
  return std::make_unique<JsonArray>(std::move(bytes), std::move(file));
}
std::unique_ptr<RowReader> read_list(Sequence rows) { return std::make_unique<ListRows>(std::move(rows)); }

std::optional<RowFormat> row_format(std::string_view extension) {
  if (extension == ".csv" || extension == ".txt") return RowFormat::csv;
  if (extension == ".tsv" || extension == ".tab") return RowFormat::tsv;
  if (extension == ".jsonl" || extension == ".ndjson") return RowFormat::json_lines;
  if (extension == ".json") return RowFormat::json;
  if (extension == ".xlsx" || extension == ".xlsm") return RowFormat::xlsx;
  if (extension == ".yaml" || extension == ".yml") return RowFormat::yaml;
  return std::nullopt;
}

std::optional<RowFormat> row_format_of(const std::filesystem::path& file) {
  const auto lower = [](std::string text) {
    for (char& c : text) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
  };
  const std::string last = lower(file.extension().string());
  return row_format(last == ".gz" ? lower(file.stem().extension().string()) : last);
}

std::optional<std::string> read_whole(ByteStream& bytes, std::size_t limit) {
  std::string text;
  std::string piece(64U * 1024, '\0');
  while (const std::size_t size = bytes.read(piece.data(), piece.size())) {
    text.append(piece, 0, size);
    if (text.size() > limit) return std::nullopt;
  }
  return text;
}

}  // namespace pressrun::manifest
