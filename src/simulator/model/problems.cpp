#include "simulator/model/problems.hpp"

#include "simulator/model/answers.hpp"
#include "simulator/model/json_text.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace pressrun::simulator {
namespace {

namespace json = boost::json;

json::object written(const Problem& problem) {
  json::object out;
  if (!problem.path.empty()) out["path"] = problem.path;
  out["code"] = problem.code;
  out["message"] = problem.message;
  if (!problem.expected.is_null()) out["expected"] = problem.expected;
  if (problem.received) out["received"] = *problem.received;
  return out;
}

std::string summary(const std::vector<Problem>& problems) {
  if (problems.size() > 1) return "The request holds several problems.";
  const Problem& only = problems.front();
  return only.path.empty() ? only.message : only.path + ": " + only.message;
}

}  // namespace

ApiError refusal(std::vector<Problem> problems) {
  const std::string& first = problems.front().code;
  const bool shared = std::ranges::all_of(problems, [&](const Problem& p) { return p.code == first; });
  ApiError error{400, shared ? first : "invalid_payload", summary(problems), {}};
  error.problems = std::move(problems);
  return error;
}

HttpResponse envelope(const ApiError& error) {
  json::object body;
  body["id"] = error.id;
  body["message"] = error.message;
  if (!error.problems.empty()) {
    json::array entries;
    for (const Problem& problem : error.problems) entries.push_back(written(problem));
    body["errors"] = std::move(entries);
  }
  body["version"] = api_version;
  return json_answer(error.status, json_text(body));
}

}  // namespace pressrun::simulator
