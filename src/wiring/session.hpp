#pragma once

#include "pressrun/app/account.hpp"
#include "pressrun/app/run.hpp"
#include "pressrun/core/rate_budget.hpp"
#include "pressrun/io/beast_transport.hpp"
#include "pressrun/io/system_clock.hpp"
#include "wiring/invocation.hpp"
#include "wiring/local_simulator.hpp"
#include "wiring/logging.hpp"
#include "wiring/webhook_wiring.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace pressrun::wiring {

/// Everything that a command needs to talk to the API: the io objects, wired. With --simulate, the simulator
/// too.
class Session {
 public:
  /// Throws CommandFailed: no key (12), an address that cannot be used (2).
  Session(const usage::Options& options, const Environment& environment);

  asio::io_context& context() { return context_; }
  app::Deps deps();
  app::RunOptions run_options() const;
  /// Who asks: where, and with which key.
  [[nodiscard]] app::Caller caller() const;
  [[nodiscard]] WallTime wall_now() const { return clock_.wall_now(); }
  [[nodiscard]] int signal() const { return signal_; }  ///< the first that came; 0: none
  Progress& progress() { return *progress_; }
  [[nodiscard]] bool color() const { return color_; }

  /// Before anything is submitted. Throws CommandFailed where a signal has come.
  void heed_signal() const;

  /// From here to the next call a signal has its usual effect. One that came before stays known: `signal()`.
  void stop_listening();

  /// While it lives, work that blocks asks it now and then whether to go on. Signals that come in between two
  /// such stretches, or none, have their usual effect: nothing is under way.
  class Attention {
   public:
    explicit Attention(Session& session) : session_(session) { session.listen_for_signals(); }
    ~Attention() { session_.stop_listening(); }
    Attention(const Attention&) = delete;
    Attention& operator=(const Attention&) = delete;
    /// Throws CommandFailed: a signal came (129, 130, 143), or the deadline (10).
    void look();

   private:
    Session& session_;
    unsigned looks_ = 0;
  };

  /// Runs a coroutine to its end.
  void await(asio::awaitable<void> work) { await(done(std::move(work))); }

  /// Runs a coroutine to its end and answers what it returns.
  template <class Result>
  Result await(asio::awaitable<Result> work) {
    std::optional<Result> result;
    std::exception_ptr error;
    asio::co_spawn(context_, std::move(work), [&](const std::exception_ptr& thrown, Result value) {
      error = thrown;
      if (!thrown) result.emplace(std::move(value));
      work_is_over_ = true;
      signals_.cancel();
      transport_->close();
    });
    listen_for_signals();
    context_.restart();
    context_.run();
    work_is_over_ = false;
    if (error) std::rethrow_exception(error);
    return std::move(*result);
  }

 private:
  struct Nothing {};
  static asio::awaitable<Nothing> done(asio::awaitable<void> work) {
    co_await std::move(work);
    co_return Nothing{};
  }
  void listen_for_signals();

  const usage::Options& options_;
  asio::io_context context_{1};
  std::unique_ptr<LocalSimulator> simulator_;
  std::unique_ptr<WebhookWiring> webhooks_;
  std::string api_key_;
  std::string base_url_;
  io::SystemClock clock_;
  std::unique_ptr<io::BeastTransport> transport_;
  RateBudget budget_;
  std::unique_ptr<SharedCalls> shared_calls_;
  std::unique_ptr<Progress> progress_;
  Logs logs_;
  app::Shutdown shutdown_;
  asio::signal_set signals_;
  int signal_ = 0;
  bool listening_ = false;
  bool work_is_over_ = false;  // of the present `await`
  Deadline deadline_;          ///< of the whole command, whatever it is at
  bool color_ = false;
};

enum class Shown : std::uint8_t { standard_error, standard_output };

/// Whether what is shown there gets colours: --color, NO_COLOR, CLICOLOR_FORCE, and whether it is a terminal.
bool wants_color(const usage::OutputOptions& options, const Environment& environment,
                 Shown where = Shown::standard_error);

}  // namespace pressrun::wiring
