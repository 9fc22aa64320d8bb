#include "pressrun/report/json_text.hpp"
#include "report/results_values.hpp"
#include "report/writers.hpp"

#include <utility>

namespace pressrun::report {
namespace {

namespace json = boost::json;

/// Our own keys, which need no quotes, each on its line; what they hold is JSON, which is YAML 1.2, with
/// strings always quoted: no `NO` of a country is ever read as false.
void append_members(std::string& out, const json::object& object, const std::string& indent, bool dash) {
  bool first = dash;
  for (const auto& member : object) {
    out += first ? indent.substr(0, indent.size() - 2) + "- " : indent;
    first = false;
    out += std::string_view{member.key().data(), member.key().size()};
    out += ':';
    const json::array* items = member.value().if_array();
    if (items != nullptr && !items->empty()) {
      for (const json::value& item : *items) {
        out += "\n" + indent + "  - ";
        append_json(out, item);
      }
    } else {
      out += ' ';
      append_json(out, member.value());
    }
    out += '\n';
  }
}

class YamlWriter final : public ResultsWriter {
 public:
  explicit YamlWriter(std::ostream& out) : out_(out) {}

  void begin(const RunRecord& run) override {
    json::object head = head_value(run);
    const json::object summary = head["summary"].get_object();
    head.erase("summary");
    std::string text;
    append_members(text, head, "", false);
    text += "summary:\n";
    append_members(text, summary, "  ", false);
    out_ << text << "jobs:";
    tail_ = tail_value(run);
  }

  void job(const JobView& job) override { item(job_value(job)); }

  void orphan(const OrphanResult& orphan) override {
    if (!std::exchange(in_orphans_, true)) begin_orphans();
    item(orphan_value(orphan));
  }

  void end() override {
    if (!in_orphans_) begin_orphans();
    end_list();
    std::string text;
    append_members(text, tail_, "", false);
    out_ << text;
  }

 private:
  void item(const json::object& item) {
    std::string text = std::exchange(first_, false) ? "\n" : "";
    append_members(text, item, "    ", true);
    out_ << text;
  }
  void end_list() {
    if (std::exchange(first_, true)) out_ << " []\n";
  }
  void begin_orphans() {
    end_list();
    out_ << "orphans:";
  }

  std::ostream& out_;
  bool first_ = true;  // of the present list
  bool in_orphans_ = false;
  json::object tail_;
};

}  // namespace

std::unique_ptr<ResultsWriter> make_yaml_writer(std::ostream& out) {
  return std::make_unique<YamlWriter>(out);
}

}  // namespace pressrun::report
