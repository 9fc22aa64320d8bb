#include "pressrun/report/json_text.hpp"
#include "report/results_members.hpp"
#include "report/results_values.hpp"
#include "report/writers.hpp"

#include <utility>

namespace pressrun::report {
namespace {

/// Members of an object as text, in the form of `append_json`: a hundred thousand jobs are written by every
/// run, also by one that has nothing else to do, and values in between would take most of its time.
class TextMembers {
 public:
  explicit TextMembers(std::string& out) : out_(out) { out_ += '{'; }
  void close() { out_ += '}'; }

  void text(std::string_view key, std::string_view text) {
    name(key);
    append_quoted(out_, text);
  }
  void null(std::string_view key) { word(key, "null"); }
  void boolean(std::string_view key, bool value) { word(key, value ? "true" : "false"); }
  void number(std::string_view key, double value) { word(key, report::number(value)); }
  void variables(std::string_view key, const std::string& kept) {
    name(key);
    append_json(out_, variables_value(kept));
  }
  template <class Items, class Describe>
  void list(std::string_view key, const Items& items, Describe describe) {
    name(key);
    out_ += '[';
    std::string_view comma;
    for (const auto& item : items) {
      out_ += std::exchange(comma, ", ");
      TextMembers members{out_};
      describe(item, members);
      members.close();
    }
    out_ += ']';
  }

 private:
  void name(std::string_view key) {
    out_.append(first_ ? "\"" : ", \"").append(key).append("\": ");
    first_ = false;
  }
  void word(std::string_view key, std::string_view value) {
    name(key);
    out_ += value;
  }

  std::string& out_;
  bool first_ = true;
};

void append_job(std::string& out, const JobResult& job) {
  TextMembers members{out};
  describe(job, members);
  members.close();
}

/// The head on lines of its own, then a job a line: easy on the eye, on `grep` and on `git diff`.
class JsonWriter final : public ResultsWriter {
 public:
  explicit JsonWriter(std::ostream& out) : out_(out) {}

  void begin(const RunRecord& run) override {
    std::string text = "{";
    for (const auto& member : head_value(run)) {
      if (text.size() > 1) text += ",\n ";
      append_quoted(text, {member.key().data(), member.key().size()});
      text += ": ";
      append_json(text, member.value());
    }
    out_ << text << ",\n \"jobs\": [";
  }

  void job(const JobResult& job) override {
    std::string text = first_ ? "\n  " : ",\n  ";
    first_ = false;
    append_job(text, job);
    out_ << text;
  }

  void end() override { out_ << (first_ ? "]}\n" : "\n ]}\n"); }

 private:
  std::ostream& out_;
  bool first_ = true;
};

/// Jobs alone: the head and the summary have no line to stand on.
class JsonlWriter final : public ResultsWriter {
 public:
  explicit JsonlWriter(std::ostream& out) : out_(out) {}

  void begin(const RunRecord&) override {}

  void job(const JobResult& job) override {
    std::string text;
    append_job(text, job);
    out_ << text << '\n';
  }

  void end() override {}

 private:
  std::ostream& out_;
};

}  // namespace

std::unique_ptr<ResultsWriter> make_json_writer(std::ostream& out) {
  return std::make_unique<JsonWriter>(out);
}
std::unique_ptr<ResultsWriter> make_jsonl_writer(std::ostream& out) {
  return std::make_unique<JsonlWriter>(out);
}

}  // namespace pressrun::report
