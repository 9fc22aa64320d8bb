#include "pressrun/io/service_manager.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <utility>

namespace pressrun::io {
namespace {

class ManagedProgress final : public Progress {
 public:
  ManagedProgress(std::unique_ptr<Progress> inner, std::string socket)
      : inner_(std::move(inner)), socket_(std::move(socket)) {}
  ~ManagedProgress() override { tell_service_manager(socket_, "STOPPING=1"); }
  ManagedProgress(const ManagedProgress&) = delete;
  ManagedProgress& operator=(const ManagedProgress&) = delete;

  void show(const ProgressReading& reading) override {
    std::string text = std::exchange(ready_, true) ? "" : "READY=1\n";
    text += "WATCHDOG=1\nSTATUS=" + std::to_string(reading.done + reading.partial + reading.failed) + " of " +
            std::to_string(reading.jobs) + " jobs done, " + std::to_string(reading.in_flight) + " rendering";
    if (!reading.note.empty()) text += "; " + reading.note;
    std::replace(text.begin() + static_cast<std::ptrdiff_t>(text.find("STATUS=")), text.end(), '\n', ' ');
    tell_service_manager(socket_, text);
    inner_->show(reading);
  }
  void say(const std::string& line) override { inner_->say(line); }
  void finish() override { inner_->finish(); }

 private:
  std::unique_ptr<Progress> inner_;
  std::string socket_;
  bool ready_ = false;
};

}  // namespace

void tell_service_manager(const std::string& socket, const std::string& text) {
  sockaddr_un address{};
  if (socket.size() < 2 || socket.size() >= sizeof address.sun_path || (socket[0] != '/' && socket[0] != '@'))
    return;
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, socket.data(), socket.size());
  if (socket[0] == '@') address.sun_path[0] = '\0';  // a name that no file has
  const int descriptor = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (descriptor < 0) return;
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + socket.size());
  const sockaddr* to = static_cast<const sockaddr*>(static_cast<const void*>(&address));
  [[maybe_unused]] const ssize_t sent =
      ::sendto(descriptor, text.data(), text.size(), MSG_NOSIGNAL, to, size);
  ::close(descriptor);
}

std::unique_ptr<Progress> with_service_manager(std::unique_ptr<Progress> inner, std::string socket) {
  if (socket.empty()) return inner;
  return std::make_unique<ManagedProgress>(std::move(inner), std::move(socket));
}

}  // namespace pressrun::io
