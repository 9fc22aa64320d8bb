// The least that any client has to do: POST, read the id, GET, read that it is final; over kept connections,
// on one thread. No schedule, no journal, no second thought. What remains to pressrun's own time is what
// those cost.
#include <CLI/CLI.hpp>
#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/json.hpp>

#include <chrono>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <sys/resource.h>
#include <vector>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace json = boost::json;
using tcp = asio::ip::tcp;

namespace {

struct Wanted {
  std::uint16_t port = 0;
  std::size_t jobs = 20'000;
  std::size_t connections = 32;
  std::string target;  ///< of the POST
  std::string body;    ///< NUMBER stands for the job's number
};

/// What all connections share; one thread.
struct Work {
  Wanted wanted;
  std::size_t begun = 0;
  std::size_t finished = 0;
};

std::string numbered(std::string body, std::size_t number) {
  const std::string mark = "NUMBER";
  const auto at = body.find(mark);
  if (at != std::string::npos) body.replace(at, mark.size(), std::to_string(number));
  return body;
}

class Connection {
 public:
  Connection(asio::io_context& context, Work& work) : stream_(context), work_(work) {}

  asio::awaitable<void> run() {
    const tcp::endpoint server{asio::ip::address_v4::loopback(), work_.wanted.port};
    co_await stream_.async_connect(server, asio::use_awaitable);
    stream_.socket().set_option(tcp::no_delay{true});
    while (work_.begun < work_.wanted.jobs) co_await one_job(work_.begun++);
  }

 private:
  using Request = http::request<http::string_body>;

  asio::awaitable<void> one_job(std::size_t number) {
    Request post = call(http::verb::post, work_.wanted.target);
    post.set(http::field::content_type, "application/json");
    post.body() = numbered(work_.wanted.body, number);
    const json::value accepted = co_await answer(std::move(post));
    const std::string id{accepted.at("generation_request_id").as_string()};
    bool final = false;
    while (!final) {
      Request get = call(http::verb::get, "/generation-request/" + id);
      const json::value found = co_await answer(std::move(get));
      final = found.at("is_finalized").as_bool();
    }
    ++work_.finished;
  }

  Request call(http::verb verb, const std::string& target) const {
    Request request{verb, target, 11};
    request.set(http::field::host, "127.0.0.1");
    request.set("x-api-key", "bench");
    return request;
  }

  asio::awaitable<json::value> answer(Request request) {
    request.prepare_payload();
    co_await http::async_write(stream_, request, asio::use_awaitable);
    http::response<http::string_body> response;
    co_await http::async_read(stream_, buffer_, response, asio::use_awaitable);
    if (response.result_int() > 202) throw std::runtime_error("the server says " + response.body());
    co_return json::parse(response.body());
  }

  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
  Work& work_;
};

double cpu_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

void run(Work& work) {
  asio::io_context context{1};
  std::vector<std::unique_ptr<Connection>> connections;
  for (std::size_t i = 0; i < work.wanted.connections; ++i) {
    connections.push_back(std::make_unique<Connection>(context, work));
    asio::co_spawn(context, connections.back()->run(), [](const std::exception_ptr& error) {
      if (error) std::rethrow_exception(error);
    });
  }
  context.run();
}

}  // namespace

int main(int count, char** words) {
  Work work;
  CLI::App app{"POST and GET for each job, and nothing else; prints JSON"};
  app.add_option("--port", work.wanted.port)->required();
  app.add_option("--target", work.wanted.target)->required();
  app.add_option("--body", work.wanted.body)->required();
  app.add_option("--jobs", work.wanted.jobs);
  app.add_option("--connections", work.wanted.connections);
  CLI11_PARSE(app, count, words);
  try {
    const auto began = std::chrono::steady_clock::now();
    run(work);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    std::cout << R"({"jobs":)" << work.finished << R"(,"seconds":)" << took.count() << R"(,"cpu_seconds":)"
              << cpu_seconds() << "}\n";
    return work.finished == work.wanted.jobs ? 0 : 1;
  } catch (const std::exception& failed) {
    std::cerr << "bench_bare_loop: " << failed.what() << "\n";
    return 1;
  }
}
