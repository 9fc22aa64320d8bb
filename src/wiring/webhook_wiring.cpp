#include "wiring/webhook_wiring.hpp"

#include "pressrun/api/webhook.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/random_token.hpp"
#include "wiring/failure.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/system/system_error.hpp>
#include <boost/url.hpp>

#include <algorithm>
#include <charconv>
#include <utility>

namespace pressrun::wiring {
namespace {

constexpr const char* default_listen = "127.0.0.1:8460";

bool is_loopback_name(const std::string& host) {
  if (host == "localhost") return true;
  boost::system::error_code failed;
  const auto address = boost::asio::ip::make_address(host, failed);
  return !failed && address.is_loopback();
}

[[noreturn]] void cannot(const std::string& why) { throw CommandFailed(usage::ExitCode::usage, why); }

io::WebhookServerOptions server_options_of(const usage::ConnectionOptions& options) {
  const std::string text = options.listen.empty() ? default_listen : options.listen;
  const auto place = parse_listen(text);
  if (!place) cannot("--listen " + printable(text) + " is no ADDRESS:PORT, [ADDRESS]:PORT or :PORT");
  if (options.tls_cert.empty() != options.tls_key.empty())
    cannot("--tls-cert and --tls-key go together: the certificate with its chain, and its private key");
  if (options.tls_cert.empty() && !is_loopback_name(place->address))
    cannot(
        "--listen " + printable(text) +
        ": without --tls-cert and --tls-key only a loopback address can be listened on, behind a proxy that "
        "speaks HTTPS");
  io::WebhookServerOptions made;
  made.address = place->address;
  made.port = place->port;
  made.certificate_file = options.tls_cert;
  made.private_key_file = options.tls_key;
  return made;
}

std::string public_url_of(const usage::ConnectionOptions& options, bool simulated, std::uint16_t port) {
  if (options.public_url.empty()) {
    if (simulated) return "http://127.0.0.1:" + std::to_string(port);
    cannot("--listen needs --public-url: the https address under which the API reaches this machine");
  }
  PublicUrl read = parse_public_url(options.public_url);
  if (!read.fault.empty()) cannot("--public-url: " + read.fault);
  return std::move(read.url);
}

std::vector<std::string> secrets_of(const Environment& environment,
                                    const std::optional<std::string>& simulator_secret) {
  if (simulator_secret) return {*simulator_secret};
  auto secrets = parse_secrets(environment.value("ABYSSALE_SIGNING_SECRET"));
  if (!secrets) cannot("ABYSSALE_SIGNING_SECRET holds something that is no signing secret: whsec_…");
  return *std::move(secrets);
}

}  // namespace

std::optional<ListenPlace> parse_listen(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos) return std::nullopt;
  ListenPlace place;
  place.address = text.substr(0, colon);
  const char* first = text.data() + colon + 1;
  const char* last = text.data() + text.size();
  const auto [end, failed] = std::from_chars(first, last, place.port);
  if (first == last || failed != std::errc{} || end != last) return std::nullopt;
  if (place.address.empty()) place.address = "0.0.0.0";
  if (place.address == "localhost") place.address = "127.0.0.1";
  const bool in_brackets =
      place.address.size() > 2 && place.address.starts_with('[') && place.address.ends_with(']');
  if (in_brackets) place.address = place.address.substr(1, place.address.size() - 2);
  boost::system::error_code unreadable;
  const auto address = boost::asio::ip::make_address(place.address, unreadable);
  if (unreadable || address.is_v6() != in_brackets) return std::nullopt;
  return place;
}

PublicUrl parse_public_url(std::string text) {
  while (text.ends_with('/')) text.pop_back();
  const auto url = boost::urls::parse_uri(text);
  if (!url || url->host().empty())
    return {"", "'" + printable(text) + "' is no address such as https://hooks.example"};
  if (url->has_userinfo() || url->has_query() || url->has_fragment())
    return {"", "it has to end with its path: what follows is added to it"};
  const bool plain = url->scheme() == "http" && is_loopback_name(std::string{url->host()});
  if (url->scheme() != "https" && !plain) return {"", "https only: the API calls no other"};
  return {std::move(text), ""};
}

std::optional<std::vector<std::string>> parse_secrets(std::string_view text) {
  constexpr std::string_view between = " \t\r\n,";
  std::vector<std::string> secrets;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(between), text.size());
    if (end > 0) secrets.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  for (const std::string& secret : secrets)
    if (!api::looks_like_secret(secret)) return std::nullopt;
  return secrets;
}

WebhookWiring::WebhookWiring(asio::io_context& context, const usage::ConnectionOptions& options,
                             const Environment& environment,
                             const std::optional<std::string>& simulator_secret)
    : server_(context, server_options_of(options)),
      webhooks_{server_, public_url_of(options, simulator_secret.has_value(), server_.port()),
                secrets_of(environment, simulator_secret), io::random_token(), io::random_token} {}

std::unique_ptr<WebhookWiring> wire_webhooks(asio::io_context& context,
                                             const usage::ConnectionOptions& options,
                                             const Environment& environment,
                                             const std::optional<std::string>& simulator_secret) {
  if (options.listen.empty() && options.public_url.empty()) return nullptr;
  try {
    return std::make_unique<WebhookWiring>(context, options, environment, simulator_secret);
  } catch (const boost::system::system_error& error) {
    const std::string place = options.listen.empty() ? default_listen : options.listen;
    cannot("webhooks cannot be listened for on " + printable(place) + ": " + error.code().message());
  }
}

}  // namespace pressrun::wiring
