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
  void texts(std::string_view key, const std::vector<std::string>& texts) {
    name(key);
    out_ += '[';
    std::string_view comma;
    for (const std::string& text : texts) {
      out_ += std::exchange(comma, ", ");
      append_quoted(out_, text);
    }
    out_ += ']';
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

template <class Item>
void append_item(std::string& out, const Item& item) {
  TextMembers members{out};
  describe(item, members);
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
    tail_ = tail_value(run);
  }

  void job(const JobView& job) override { item(job); }

  void orphan(const OrphanResult& orphan) override {
    if (!std::exchange(in_orphans_, true)) begin_orphans();
    item(orphan);
  }

  void end() override {
    if (!in_orphans_) begin_orphans();
    end_list();
    std::string text;
    for (const auto& member : tail_) {
      text += ",\n ";
      append_quoted(text, {member.key().data(), member.key().size()});
      text += ": ";
      append_json(text, member.value());
    }
    out_ << text << "}\n";
  }

 private:
  template <class Item>
  void item(const Item& item) {
    std::string text = std::exchange(first_, false) ? "\n  " : ",\n  ";
    append_item(text, item);
    out_ << text;
  }
  void end_list() { out_ << (std::exchange(first_, true) ? "]" : "\n ]"); }
  void begin_orphans() {
    end_list();
    out_ << ",\n \"orphans\": [";
  }

  std::ostream& out_;
  bool first_ = true;  // of the present list
  bool in_orphans_ = false;
  boost::json::object tail_;
};

/// Jobs alone: the head and the summary have no line to stand on.
class JsonlWriter final : public ResultsWriter {
 public:
  explicit JsonlWriter(std::ostream& out) : out_(out) {}

  void begin(const RunRecord&) override {}

  void job(const JobView& job) override {
    std::string text;
    append_item(text, job);
    out_ << text << '\n';
  }

  void orphan(const OrphanResult&) override {}

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
