#include "simulator/model/paging.hpp"

#include "simulator/model/answers.hpp"
#include "simulator/model/json_text.hpp"
#include "simulator/model/problems.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace pressrun::simulator {
namespace {

constexpr std::size_t usual_size = 20;
constexpr std::size_t largest_size = 100;

/// The whole number, from 1, that the query has under `key`, or `usual`; nothing: what it has is none.
std::optional<std::size_t> number_of(const Route& to, const std::string& key, std::size_t usual) {
  const auto found = to.query.find(key);
  if (found == to.query.end()) return usual;
  const std::string& text = found->second;
  std::size_t number = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || rest != text.data() + text.size() || number == 0) return std::nullopt;
  return number;
}

HttpResponse refused(const Route& to, const std::string& key) {
  Problem problem{"invalid_query_param", key, "Must be a whole number from 1.", nullptr, {}};
  problem.received = boost::json::string{to.query.at(key)};
  return envelope(refusal({std::move(problem)}));
}

std::string joined(std::vector<std::string>::const_iterator from,
                   std::vector<std::string>::const_iterator to) {
  std::string list;
  for (; from != to; ++from) list += (list.empty() ? "" : ",") + *from;
  return "[" + list + "]";
}

}  // namespace

HttpResponse listing_answer(const std::vector<std::string>& items, const Route& to, bool paging) {
  if (!paging) return json_answer(200, joined(items.begin(), items.end()));
  const auto page = number_of(to, "page", 1);
  const auto asked = number_of(to, "per_page", usual_size);
  if (!page) return refused(to, "page");
  if (!asked) return refused(to, "per_page");
  const std::size_t size = std::min(*asked, largest_size);
  const std::size_t first = *page - 1 < items.size() / size + 1 ? (*page - 1) * size : items.size();
  const auto at = [&items](std::size_t i) {
    return items.begin() + static_cast<std::ptrdiff_t>(std::min(i, items.size()));
  };
  HttpResponse response = json_answer(200, joined(at(first), at(first + size)));
  response.headers.push_back({"X-Total-Count", std::to_string(items.size())});
  return response;
}

std::vector<std::string> texts_of(const boost::json::array& items) {
  std::vector<std::string> texts;
  for (const boost::json::value& item : items) texts.push_back(json_text(item));
  return texts;
}

}  // namespace pressrun::simulator
