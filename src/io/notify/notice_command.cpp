#include "pressrun/io/notice_sender.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace pressrun::io {
namespace {

using Steady = std::chrono::steady_clock;

std::string words_of(int error) { return std::generic_category().message(error); }

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (std::string& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

/// What the process has, less what is given anew.
std::vector<std::string> environment_with(const std::vector<std::pair<std::string, std::string>>& variables) {
  std::vector<std::string> all;
  for (char** entry = ::environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string text{*entry};
    const std::string name = text.substr(0, text.find('='));
    const bool anew = std::ranges::any_of(variables, [&](const auto& each) { return each.first == name; });
    // The key and the secret are for the API alone.
    const bool secret = name == "ABYSSALE_API_KEY" || name == "ABYSSALE_SIGNING_SECRET";
    if (!anew && !secret) all.push_back(text);
  }
  for (const auto& [name, value] : variables) all.push_back(std::string{name}.append("=").append(value));
  return all;
}

/// In a process group of its own, so that all of it can be ended. Signals are as a program expects them.
int spawn(std::vector<std::string> command, std::vector<std::string> variables, int input, pid_t& process) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
  ::posix_spawnattr_init(&attributes);
  sigset_t defaults;
  ::sigemptyset(&defaults);
  ::sigaddset(&defaults, SIGPIPE);
  ::sigaddset(&defaults, SIGXFSZ);
  ::posix_spawnattr_setsigdefault(&attributes, &defaults);
  ::posix_spawnattr_setpgroup(&attributes, 0);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
  const int problem = ::posix_spawnp(&process, command.front().c_str(), &actions, &attributes,
                                     pointers(command).data(), pointers(variables).data());
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&actions);
  return problem;
}

/// Writes what the program takes until it takes no more, or has ended. A pipe that is full waits for it.
void feed(int to, const std::string& text, pid_t process, Steady::time_point until, int& status,
          bool& ended) {
  std::size_t written = 0;
  while (written < text.size() && Steady::now() < until) {
    if (::waitpid(process, &status, WNOHANG) == process) {
      ended = true;
      return;
    }
    pollfd ready{to, POLLOUT, 0};
    if (::poll(&ready, 1, 100) <= 0) continue;
    const ssize_t taken = ::write(to, text.data() + written, text.size() - written);
    if (taken < 0 && errno != EAGAIN && errno != EINTR) return;
    if (taken > 0) written += static_cast<std::size_t>(taken);
  }
}

std::string ending_words(int status) {
  if (WIFSIGNALED(status)) return "it was ended by signal " + std::to_string(WTERMSIG(status));
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
  return code == 0 ? "" : "it ended with " + std::to_string(code);
}

/// Waits for its end, or ends it.
std::string await_end(pid_t process, Steady::time_point until, int status, bool ended) {
  while (!ended && Steady::now() < until) {
    ended = ::waitpid(process, &status, WNOHANG) == process;
    if (!ended) ::poll(nullptr, 0, 10);
  }
  if (ended) return ending_words(status);
  ::kill(-process, SIGKILL);
  ::waitpid(process, &status, 0);
  return "it took too long, and was ended";
}

}  // namespace

std::string run_notice_command(const std::vector<std::string>& command,
                               const std::vector<std::pair<std::string, std::string>>& variables,
                               const std::string& input, Duration limit) {
  std::array<int, 2> ends{-1, -1};
  if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) return words_of(errno);
  ::fcntl(ends[0], F_SETFL, 0);  // the program reads as usual
  const auto until = Steady::now() + std::chrono::duration_cast<Steady::duration>(limit);
  pid_t process = -1;
  const int problem = spawn(command, environment_with(variables), ends[0], process);
  ::close(ends[0]);
  if (problem != 0) {
    ::close(ends[1]);
    return "it cannot be started: " + words_of(problem);
  }
  int status = 0;
  bool ended = false;
  feed(ends[1], input, process, until, status, ended);
  ::close(ends[1]);
  return await_end(process, until, status, ended);
}

}  // namespace pressrun::io
