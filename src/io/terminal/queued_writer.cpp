#include "io/terminal/queued_writer.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <poll.h>
#include <pthread.h>
#include <string>
#include <thread>
#include <unistd.h>
#include <utility>

namespace pressrun::io {
namespace {

/// As much as a pipe that says that it is ready takes without waiting.
constexpr std::size_t piece_bytes = 4096;
constexpr int look_every_ms = 50;
constexpr std::chrono::milliseconds patience_at_end{1000};

}  // namespace

struct QueuedWriter::State {
  State(int to, std::size_t most) : descriptor(to), most_bytes(most) {}

  const int descriptor;
  const std::size_t most_bytes;
  std::mutex mutex;
  std::condition_variable news;
  std::string queue;
  std::size_t left_out = 0;  // bytes
  bool ends = false;
  bool ended = false;

  bool write_piece(std::string_view piece);
};

QueuedWriter::QueuedWriter(int descriptor, std::size_t most_bytes)
    : state_(std::make_shared<State>(descriptor, most_bytes)) {
  // Signals are the other threads'.
  sigset_t all;
  sigset_t before;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);
  std::thread{[state = state_] { work(state); }}.detach();
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

QueuedWriter::~QueuedWriter() {
  std::unique_lock lock{state_->mutex};
  state_->ends = true;
  state_->news.notify_all();
  // A terminal that was stopped while it took a piece holds the thread, and must not hold the program.
  state_->news.wait_for(lock, 2 * patience_at_end, [this] { return state_->ended; });
}

void QueuedWriter::push(std::string_view text) {
  {
    const std::lock_guard lock{state_->mutex};
    std::string& queue = state_->queue;
    std::size_t& left_out = state_->left_out;
    if (left_out > 0 && queue.empty()) {
      queue = "\n… " + std::to_string(left_out) + " bytes were left out here: nobody read them\n";
      left_out = 0;
    }
    if (left_out > 0 || queue.size() + text.size() > state_->most_bytes) {
      left_out += text.size();  // also what is small: a text with many holes says nothing
      return;
    }
    queue += text;
  }
  state_->news.notify_all();
}

bool QueuedWriter::State::write_piece(std::string_view piece) {
  auto waits_until = std::chrono::steady_clock::time_point::max();
  while (!piece.empty()) {
    pollfd ready{descriptor, POLLOUT, 0};
    if (::poll(&ready, 1, look_every_ms) == 1) {
      const ssize_t sent = ::write(descriptor, piece.data(), std::min(piece.size(), piece_bytes));
      if (sent < 0 && errno != EINTR && errno != EAGAIN) return false;
      if (sent > 0) {
        piece.remove_prefix(static_cast<std::size_t>(sent));
        waits_until = std::chrono::steady_clock::time_point::max();
        continue;
      }
    }
    const std::lock_guard lock{mutex};
    const auto now = std::chrono::steady_clock::now();
    if (ends) waits_until = std::min(waits_until, now + patience_at_end);
    if (now >= waits_until) return false;
  }
  return true;
}

void QueuedWriter::work(const std::shared_ptr<State>& state) {
  std::unique_lock lock{state->mutex};
  bool broken = false;
  while (true) {
    state->news.wait(lock, [&state] { return state->ends || !state->queue.empty(); });
    if (state->queue.empty()) break;
    const std::string text = std::exchange(state->queue, {});
    if (broken) continue;
    lock.unlock();
    broken = !state->write_piece(text);
    lock.lock();
  }
  state->ended = true;
  state->news.notify_all();
}

}  // namespace pressrun::io
