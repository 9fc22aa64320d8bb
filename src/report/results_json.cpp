#include "pressrun/report/json_text.hpp"
#include "report/results_values.hpp"
#include "report/writers.hpp"

namespace pressrun::report {
namespace {

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
    append_json(text, job_value(job));
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
    append_json(text, job_value(job));
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
