#include "report/results_values.hpp"

#include "report/results_members.hpp"

#include <optional>
#include <string>

namespace pressrun::report {
namespace {

namespace json = boost::json;

json::value time_value(const std::optional<WallTime>& at) {
  return at ? json::value(to_rfc3339(*at)) : json::value();
}

/// Members of an object as values.
class ValueMembers {
 public:
  void put(std::string_view key, json::value value) { object.emplace(key, std::move(value)); }
  void text(std::string_view key, std::string_view text) { put(key, json::value(json::string(text))); }
  void null(std::string_view key) { put(key, nullptr); }
  void boolean(std::string_view key, bool value) { put(key, value); }
  template <class Number>
  void number(std::string_view key, Number value) {
    put(key, value);
  }
  void variables(std::string_view key, const std::string& kept) { put(key, variables_value(kept)); }
  void texts(std::string_view key, const std::vector<std::string>& texts) {
    json::array values;
    for (const std::string& text : texts) values.emplace_back(text);
    put(key, std::move(values));
  }
  template <class Items, class Describe>
  void list(std::string_view key, const Items& items, Describe describe) {
    json::array values;
    for (const auto& item : items) {
      ValueMembers members;
      describe(item, members);
      values.emplace_back(std::move(members.object));
    }
    put(key, std::move(values));
  }

  json::object object;
};

}  // namespace

/// What the journal kept. It was written by us; should it be damaged all the same, the results are still
/// valid.
json::value variables_value(const std::string& text) {
  json::error_code error;
  json::value value = json::parse(text, error);
  return error || !value.is_object() ? json::object{} : value;
}

json::object summary_value(const Summary& summary) {
  const ApiCalls& calls = summary.api_calls;
  const auto& limit = summary.credit_book.limit;
  return {{"jobs", summary.jobs},
          {"succeeded", summary.succeeded},
          {"partial", summary.partial},
          {"failed", summary.failed},
          {"in_doubt", summary.in_doubt},
          {"pending", summary.pending},
          {"unchanged", summary.unchanged},
          {"assets", summary.assets},
          {"credits", summary.credits},
          {"credit_book", json::object{{"settled", summary.credit_book.settled},
                                       {"out", summary.credit_book.out},
                                       {"in_doubt", summary.credit_book.in_doubt},
                                       {"limit", limit ? json::value(*limit) : json::value()}}},
          {"api_calls", json::object{{"submit", calls.submit},
                                     {"poll", calls.poll},
                                     {"read", calls.read},
                                     {"rate_limited", calls.rate_limited}}}};
}

json::object job_value(const JobView& job) {
  ValueMembers members;
  describe(job, members);
  return std::move(members.object);
}

json::object orphan_value(const OrphanResult& orphan) {
  ValueMembers members;
  describe(orphan, members);
  return std::move(members.object);
}

json::object tail_value(const RunRecord& run) {
  const auto known = [](const std::string& text) { return text.empty() ? json::value() : json::value(text); };
  return {{"account", json::object{{"origin", known(run.origin)}, {"workspace", known(run.workspace)}}},
          {"exit_code", run.exit_code ? json::value(*run.exit_code) : json::value()}};
}

json::object head_value(const RunRecord& run) {
  return {{"pressrun", 1},
          {"name", run.name},
          {"run_id", run.id.text},
          {"started_at", to_rfc3339(run.started_at)},
          {"finished_at", time_value(run.finished_at)},
          {"summary", summary_value(run.summary)}};
}

}  // namespace pressrun::report
