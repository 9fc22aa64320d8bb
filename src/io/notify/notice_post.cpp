#include "pressrun/io/notice_sender.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <optional>
#include <variant>

namespace pressrun::io {
namespace {

std::string problem_of(const HttpOutcome& outcome) {
  if (const auto* failure = std::get_if<TransportFailure>(&outcome))
    return failure->detail.empty() ? std::string{to_string(failure->error)} : failure->detail;
  const int status = std::get<HttpResponse>(outcome).status;
  return status >= 200 && status < 300 ? "" : "the answer was HTTP " + std::to_string(status);
}

}  // namespace

std::string post_notice(const TransportOptions& options, const std::string& url, const std::string& body,
                        const std::string& content_type, Duration limit) {
  try {
    asio::io_context context{1};
    BeastTransport transport{context.get_executor(), options};
    HttpRequest request;
    request.method = "POST";
    request.target = url;
    request.headers = {{"Content-Type", content_type}};
    request.body = body;
    std::string problem = "it did not answer in time";
    asio::co_spawn(context, transport.send(std::move(request), limit),
                   [&](const std::exception_ptr& thrown, const HttpOutcome& outcome) {
                     problem = thrown ? "it could not be sent" : problem_of(outcome);
                     transport.close();
                   });
    context.run_for(limit + std::chrono::seconds{1});  // a name that nobody resolves holds up nothing
    return problem;
  } catch (const std::exception& error) {
    return error.what();
  }
}

}  // namespace pressrun::io
