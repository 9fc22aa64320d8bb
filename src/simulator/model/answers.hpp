#pragma once

#include "pressrun/domain/http.hpp"
#include "pressrun/simulator/model.hpp"

#include <string>
#include <string_view>

namespace pressrun::simulator {

/// The stamp on JSON object bodies; listings and banners do not carry it.
inline constexpr std::string_view api_version = "v2026-08-21";

HttpResponse json_answer(int status, std::string body);

/// First value of a request's header, name compared without case; nullptr where absent.
const std::string* header_of(const HttpRequest& request, std::string_view name);

bool same_word(std::string_view a, std::string_view b);  ///< ASCII letters without case

/// The text as a JSON string, quotes included.
std::string quoted(std::string_view text);

/// Whole Unix seconds.
std::int64_t unix_seconds(ServerTime at);

/// IMF-fixdate (RFC 9110, 5.6.7), remembered for the second: throughput tests ask for it often.
class DateHeader {
 public:
  const std::string& at(ServerTime now);

 private:
  std::int64_t second_ = -1;
  std::string text_;
};

}  // namespace pressrun::simulator
