#include "pressrun/io/standard_streams.hpp"

#include "io/terminal/queued_writer.hpp"

#include <array>
#include <cerrno>
#include <iostream>
#include <poll.h>
#include <streambuf>
#include <string>
#include <string_view>
#include <unistd.h>
#include <utility>

namespace pressrun::io {
namespace {

/// All of it, whether the descriptor blocks or not. Answers errno, or 0.
int write_whole(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t sent = ::write(descriptor, text.data(), text.size());
    if (sent >= 0) {
      text.remove_prefix(static_cast<std::size_t>(sent));
    } else if (errno == EAGAIN) {
      pollfd ready{descriptor, POLLOUT, 0};
      ::poll(&ready, 1, -1);
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

/// Buffers, and remembers the first error: after it nothing more is written.
class OutputBuffer final : public std::streambuf {
 public:
  OutputBuffer() { setp(buffer_.data(), buffer_.data() + buffer_.size()); }
  [[nodiscard]] int error() const { return error_; }
  int sync() override {
    const std::string_view text{pbase(), static_cast<std::size_t>(pptr() - pbase())};
    if (error_ == 0) error_ = write_whole(STDOUT_FILENO, text);
    setp(buffer_.data(), buffer_.data() + buffer_.size());
    if (error_ == 0) return 0;
    errno = error_;
    return -1;
  }

 protected:
  int_type overflow(int_type next) override {
    if (sync() != 0) return traits_type::eof();
    if (!traits_type::eq_int_type(next, traits_type::eof())) sputc(traits_type::to_char_type(next));
    return traits_type::not_eof(next);
  }

 private:
  std::array<char, 1U << 16U> buffer_{};
  int error_ = 0;
};

/// Without a buffer: what stands on a terminal when the program is killed should be all that was said.
class ErrorBuffer final : public std::streambuf {
 public:
  void stop_waiting() {
    if (!queue_) queue_ = std::make_unique<QueuedWriter>(STDERR_FILENO);
  }
  void finish() {
    watch({});
    queue_.reset();
  }
  void watch(std::function<std::string(const std::string&)> instead) {
    instead_ = std::move(instead);
    if (!instead_ && !begun_.empty()) put(std::exchange(begun_, {}));
  }
  /// A terminal that is gone is no reason to stop: errors are dropped.
  void put(std::string_view text) {
    if (queue_) {
      queue_->push(text);
    } else {
      write_whole(STDERR_FILENO, text);
    }
  }

 protected:
  std::streamsize xsputn(const char* text, std::streamsize size) override {
    take({text, static_cast<std::size_t>(size)});
    return size;
  }
  int_type overflow(int_type next) override {
    if (traits_type::eq_int_type(next, traits_type::eof())) return traits_type::not_eof(next);
    const char c = traits_type::to_char_type(next);
    take({&c, 1});
    return next;
  }

 private:
  void take(std::string_view text) {
    if (!instead_) return put(text);
    begun_ += text;
    const std::size_t end = begun_.rfind('\n');
    if (end == std::string::npos) return;
    const std::string lines = begun_.substr(0, end + 1);
    begun_.erase(0, end + 1);
    put(instead_(lines));
  }

  std::unique_ptr<QueuedWriter> queue_;
  std::function<std::string(const std::string&)> instead_;
  std::string begun_;  // of a line, while somebody watches
};

ErrorBuffer* error_buffer = nullptr;  // of the one StandardStreams

}  // namespace

struct StandardStreams::Impl {
  OutputBuffer output;
  ErrorBuffer error;
  std::streambuf* output_before = nullptr;
  std::streambuf* error_before = nullptr;
};

StandardStreams::StandardStreams() : impl_(std::make_unique<Impl>()) {
  impl_->output_before = std::cout.rdbuf(&impl_->output);
  impl_->error_before = std::cerr.rdbuf(&impl_->error);
  error_buffer = &impl_->error;
}

StandardStreams::~StandardStreams() {
  finish();
  error_buffer = nullptr;
  std::cout.rdbuf(impl_->output_before);
  std::cerr.rdbuf(impl_->error_before);
}

int StandardStreams::finish() {
  impl_->output.sync();
  impl_->error.finish();
  return impl_->output.error();
}

void watch_standard_error(std::function<std::string(const std::string& lines)> instead) {
  if (error_buffer != nullptr) error_buffer->watch(std::move(instead));
}

void write_past_watch(const std::string& text) {
  if (error_buffer != nullptr) {
    error_buffer->put(text);
  } else {
    std::cerr << text;
  }
}

void stop_waiting_for_standard_error() {
  if (error_buffer != nullptr) error_buffer->stop_waiting();
}

}  // namespace pressrun::io
