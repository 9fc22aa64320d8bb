#include "simulator/wire.hpp"

#include <boost/beast/http/status.hpp>

namespace pressrun::simulator {

namespace http = boost::beast::http;

void take(WireRequest& wire, HttpRequest& request) {
  request.method = wire.method_string();
  request.target = wire.target();
  request.headers.clear();
  for (const auto& field : wire)
    request.headers.push_back({std::string{field.name_string()}, std::string{field.value()}});
  request.body = std::move(wire.body());
}

void write_head(const HttpResponse& response, std::size_t body_size, bool keep_alive, std::string& head) {
  head = "HTTP/1.1 ";
  head += std::to_string(response.status);
  head += ' ';
  head += http::obsolete_reason(http::int_to_status(static_cast<unsigned>(response.status)));
  head += "\r\n";
  for (const HttpHeader& header : response.headers) {
    head += header.name;
    head += ": ";
    head += header.value;
    head += "\r\n";
  }
  head += "Content-Length: ";
  head += std::to_string(body_size);
  head += keep_alive ? "\r\n\r\n" : "\r\nConnection: close\r\n\r\n";
}

}  // namespace pressrun::simulator
