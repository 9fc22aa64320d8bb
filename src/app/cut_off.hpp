#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include <optional>
#include <utility>

namespace pressrun::app {

namespace asio = boost::asio;

/// Awaits a call that `cut_off` may end before its answer; nothing: it did. The signal reaches nothing else:
/// what follows in the caller goes on. The only place where an aborted call is told from another error.
template <class Answer>
asio::awaitable<std::optional<Answer>> unless_cut_off(asio::any_io_executor executor,
                                                      asio::cancellation_signal& cut_off,
                                                      asio::awaitable<Answer> call) {
  std::optional<Answer> answer;
  auto token = asio::bind_cancellation_slot(cut_off.slot(), asio::use_awaitable);
  try {
    answer = co_await asio::co_spawn(executor, std::move(call), token);
  } catch (const boost::system::system_error& error) {
    if (error.code() != asio::error::operation_aborted) throw;
  }
  co_return answer;
}

}  // namespace pressrun::app
