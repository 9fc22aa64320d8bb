#pragma once

#include "pressrun/domain/http.hpp"

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pressrun::simulator {

/// One entry of an envelope's `errors` (API reference 2.1).
struct Problem {
  std::string code;
  std::string path;  ///< empty: no field is concerned
  std::string message;
  boost::json::value expected;  ///< null: left out
  std::optional<boost::json::value> received;
};

/// A refusal on its way to the one envelope that every failure has.
struct ApiError {
  int status = 400;
  std::string id;
  std::string message;
  std::vector<Problem> problems;
};

/// 400: the id is the code that all problems share, else `invalid_payload`.
ApiError refusal(std::vector<Problem> problems);

HttpResponse envelope(const ApiError& error);

}  // namespace pressrun::simulator
