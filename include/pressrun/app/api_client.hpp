#pragma once

#include "pressrun/api/listing.hpp"
#include "pressrun/core/outcomes.hpp"
#include "pressrun/domain/design.hpp"
#include "pressrun/domain/job.hpp"
#include "pressrun/ports/clock.hpp"
#include "pressrun/ports/transport.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace pressrun::app {

/// The API as calls with outcomes: Transport and codec together. Adds the key to each request; it is kept
/// nowhere else, and no answer or failure carries it.
class ApiClient {
 public:
  ApiClient(Transport& transport, const Clock& clock, std::string api_key, Duration timeout);

  /// `formats`: only these; empty: all that the design has. `callback_url`: as api::submission has it.
  asio::awaitable<Answer<SubmitOutcome>> submit(const Job& job, const std::vector<std::string>& formats,
                                                std::string callback_url);
  asio::awaitable<Answer<PollOutcome>> poll(const RequestId& id);
  asio::awaitable<Answer<std::variant<Design, Trouble>>> read_design(const DesignId& id);
  // No page: all, or the first page on an API that pages.
  asio::awaitable<Answer<std::variant<api::Listing<ListedDesign>, Trouble>>> list_designs(
      std::optional<api::Page> page);
  asio::awaitable<Answer<std::variant<api::Listing<Font>, Trouble>>> list_fonts(
      std::optional<api::Page> page);
  asio::awaitable<Answer<std::variant<api::Listing<Project>, Trouble>>> list_projects(
      std::optional<api::Page> page);
  asio::awaitable<Answer<std::variant<std::optional<Balance>, Trouble>>> read_balance();
  asio::awaitable<Answer<BannerOutcome>> read_banner(std::string id);
  asio::awaitable<Answer<AuthOutcome>> verify_key();  ///< POST /auth
  asio::awaitable<bool> is_back();                    ///< GET /ready: whether the service answers at all

  /// Any other call, with the key: the answer as it came, without the key in it.
  asio::awaitable<HttpOutcome> send(HttpRequest request);

 private:
  Transport& transport_;
  const Clock& clock_;
  std::string api_key_;
  Duration timeout_;
};

}  // namespace pressrun::app
