#pragma once

#include "pressrun/app/run.hpp"
#include "pressrun/io/webhook_server.hpp"
#include "usage/options.hpp"
#include "wiring/environment.hpp"

#include <boost/asio/io_context.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pressrun::wiring {

struct ListenPlace {
  std::string address;
  std::uint16_t port = 0;
};
/// "ADDR:PORT", "[V6]:PORT", ":PORT" (every interface), "localhost:PORT"; nothing: it is none of these.
std::optional<ListenPlace> parse_listen(const std::string& text);

/// The address under which the API reaches us.
struct PublicUrl {
  std::string url;    ///< without slashes at its end
  std::string fault;  ///< why it cannot be one; empty: it can
};
PublicUrl parse_public_url(std::string text);

/// The secrets in a variable, parted by blanks, line ends or commas; nothing: one of them is none.
std::optional<std::vector<std::string>> parse_secrets(std::string_view text);

/// The receiver of webhooks, wired.
class WebhookWiring {
 public:
  /// `simulator_secret`: of the simulator beside us. Throws CommandFailed (2): options that do not go
  /// together, a secret that is none, an address or a certificate that cannot be used.
  WebhookWiring(asio::io_context& context, const usage::ConnectionOptions& options,
                const Environment& environment, const std::optional<std::string>& simulator_secret);

  [[nodiscard]] app::Webhooks& webhooks() { return webhooks_; }

 private:
  io::WebhookServer server_;
  app::Webhooks webhooks_;
};

/// Nothing where neither --listen nor --public-url is given.
std::unique_ptr<WebhookWiring> wire_webhooks(asio::io_context& context,
                                             const usage::ConnectionOptions& options,
                                             const Environment& environment,
                                             const std::optional<std::string>& simulator_secret);

}  // namespace pressrun::wiring
