#include "pressrun/app/notice.hpp"

#include "pressrun/domain/text.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>

namespace pressrun::app {
namespace {

namespace json = boost::json;
using manifest::NotifyState;

// Exit codes as src/cli/exit_code.hpp has them, which this layer does not see.
constexpr int some_failed = 3;
constexpr int limit_of_credits = 8;
constexpr int in_doubt = 13;

std::string number(std::uint64_t value) { return std::to_string(value); }

/// How it ended, less what is in doubt.
NotifyState ending_of(const Notice& notice) {
  const int code = notice.exit_code.value_or(0);
  const Summary& jobs = notice.jobs;
  if (code == limit_of_credits) return NotifyState::budget;
  if (code == 0) return notice.bought ? NotifyState::success : NotifyState::nothing;
  const bool some_there = jobs.succeeded + jobs.partial > 0;
  return (code == some_failed || code == in_doubt) && some_there ? NotifyState::partial
                                                                 : NotifyState::failure;
}

}  // namespace

std::vector<NotifyState> states_of(const Notice& notice) {
  if (!notice.exit_code) return {NotifyState::start};
  std::vector<NotifyState> states;
  if (*notice.exit_code == in_doubt || notice.jobs.in_doubt > 0) states.push_back(NotifyState::doubt);
  if (*notice.exit_code == 0 && notice.code_before.value_or(0) != 0) states.push_back(NotifyState::recovered);
  const NotifyState ending = ending_of(notice);
  states.push_back(ending);
  // Whoever wants to hear of success wants to hear that nothing was missing, too.
  if (ending == NotifyState::nothing) states.push_back(NotifyState::success);
  return states;
}

std::string state_word(const Notice& notice) {
  if (notice.is_test) return "test";
  const NotifyState first = states_of(notice).front();
  for (const auto& [state, word] : manifest::notify_words)
    if (state == first) return std::string{word};
  return {};
}

manifest::NotifyValues values_of(const Notice& notice) {
  const Summary& jobs = notice.jobs;
  return {{"name", printable(notice.name)},
          {"manifest", printable(notice.manifest)},
          {"state", state_word(notice)},
          {"exit_code", notice.exit_code ? std::to_string(*notice.exit_code) : ""},
          {"message", printable(notice.message)},
          {"summary", notice.summary},
          {"run_id", notice.run_id},
          {"host", printable(notice.host)},
          {"jobs", number(jobs.jobs)},
          {"succeeded", number(jobs.succeeded)},
          {"partial", number(jobs.partial)},
          {"failed", number(jobs.failed)},
          {"in_doubt", number(jobs.in_doubt)},
          {"pending", number(jobs.pending)},
          {"credits", number(jobs.credits)}};
}

std::string notice_json(const Notice& notice) {
  static constexpr std::array numbers{"exit_code", "jobs",     "succeeded", "partial",
                                      "failed",    "in_doubt", "pending",   "credits"};
  json::object document{{"pressrun", 1}};
  for (const auto& [name, value] : values_of(notice)) {
    const bool is_number = std::ranges::find(numbers, name) != numbers.end();
    if (is_number)
      document[name] = value.empty() ? json::value{} : json::value(std::stoll(value));
    else
      document[name] = value;
  }
  json::array states;
  if (!notice.is_test)
    for (const NotifyState state : states_of(notice))
      states.emplace_back(manifest::notify_words.at(static_cast<std::size_t>(state)).second);
  document["states"] = std::move(states);
  return json::serialize(document);
}

std::string ping_url(const std::string& url, const Notice& notice) {
  const std::size_t query = std::min(url.find('?'), url.size());
  std::string path = url.substr(0, query);
  while (path.ends_with('/')) path.pop_back();
  if (!notice.is_test) path += notice.exit_code ? "/" + std::to_string(*notice.exit_code) : "/start";
  if (notice.is_test) path += "/log";  // noted, and taken for neither success nor failure
  const std::string rest = query < url.size() ? url.substr(query) + "&" : "?";
  return path + rest + "rid=" + notice.run_id;
}

std::string ping_body(const Notice& notice) {
  constexpr std::size_t longest = 100'000;
  std::string text = notice.message + "\n" + notice.summary;
  if (text.size() > longest) text.resize(longest);
  return text;
}

}  // namespace pressrun::app
