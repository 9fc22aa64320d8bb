#include "simulator/model/answers.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <cstdio>

namespace pressrun::simulator {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string imf_fixdate(std::int64_t second) {
  constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::chrono::sys_seconds at{std::chrono::seconds{second}};
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{at - day};
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
                days[std::chrono::weekday{day}.c_encoding()], static_cast<unsigned>(date.day()),
                months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
  return text.data();
}

}  // namespace

HttpResponse json_answer(int status, std::string body) {
  HttpResponse response;
  response.status = status;
  response.headers.reserve(6);
  response.headers.push_back({"Content-Type", "application/json"});
  response.body = std::move(body);
  return response;
}

bool same_word(std::string_view a, std::string_view b) { return std::ranges::equal(a, b, {}, lower, lower); }

const std::string* header_of(const HttpRequest& request, std::string_view name) {
  for (const HttpHeader& header : request.headers) {
    if (same_word(header.name, name)) return &header.value;
  }
  return nullptr;
}

std::string quoted(std::string_view text) { return boost::json::serialize(boost::json::string{text}); }

std::int64_t unix_seconds(ServerTime at) {
  return std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
}

const std::string& DateHeader::at(ServerTime now) {
  const std::int64_t second = unix_seconds(now);
  if (second != second_ || text_.empty()) {
    text_ = imf_fixdate(second);
    second_ = second;
  }
  return text_;
}

}  // namespace pressrun::simulator
