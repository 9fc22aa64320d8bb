#include "wiring/local_simulator.hpp"

#include "pressrun/io/random_token.hpp"
#include "wiring/failure.hpp"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace pressrun::wiring {
namespace {

namespace fs = std::filesystem;

constexpr const char* simulator_name = "pressrun-simulator";

struct Pipe {
  int read = -1;
  int write = -1;
};

Pipe make_pipe() {
  std::array<int, 2> ends{-1, -1};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0)
    throw CommandFailed(usage::ExitCode::other_error,
                        "the simulator cannot be started: " + std::generic_category().message(errno));
  return {ends[0], ends[1]};
}

pid_t start(std::vector<std::string> words, const Pipe& input, const Pipe& output) {
  std::vector<std::string> variables = environment_without_key();
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, input.read, STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, output.write, STDOUT_FILENO);
  pid_t process = -1;
  const int problem = ::posix_spawn(&process, words.front().c_str(), &actions, nullptr,
                                    null_terminated(words).data(), null_terminated(variables).data());
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(input.read);
  ::close(output.write);
  if (problem != 0)
    throw CommandFailed(usage::ExitCode::other_error,
                        "the simulator '" + words.front() +
                            "' cannot be started: " + std::generic_category().message(problem));
  return process;
}

/// "simulating the API at URL"; empty where it ended before it said so.
std::string first_line(int from) {
  constexpr std::size_t longest = 4096;
  std::string text;
  std::array<char, 256> piece{};
  while (text.find('\n') == std::string::npos && text.size() < longest) {
    const ssize_t got = ::read(from, piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return {};
    text.append(piece.data(), static_cast<std::size_t>(got));
  }
  return text.substr(0, text.find('\n'));
}

int ending_of(pid_t process) {
  int status = 0;
  while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

std::vector<std::string> environment_without_key() {
  std::vector<std::string> kept;
  for (char** entry = ::environ; entry != nullptr && *entry != nullptr; ++entry) {
    std::string text{*entry};
    if (!text.starts_with("ABYSSALE_API_KEY=")) kept.push_back(std::move(text));
  }
  return kept;
}

std::vector<char*> null_terminated(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

std::string find_simulator() {
  std::error_code error;
  const fs::path own = fs::read_symlink("/proc/self/exe", error);
  std::vector<fs::path> folders;
  if (!error) folders.push_back(own.parent_path());
  std::string path = std::getenv("PATH") != nullptr ? std::getenv("PATH") : "";
  for (std::size_t at = 0; at < path.size();) {
    const std::size_t end = std::min(path.find(':', at), path.size());
    if (fs::path folder = path.substr(at, end - at); folder.is_absolute())
      folders.push_back(std::move(folder));
    at = end + 1;
  }
  for (const fs::path& folder : folders) {
    const fs::path program = folder / simulator_name;
    if (::access(program.c_str(), X_OK) == 0) return program.string();
  }
  throw CommandFailed(
      usage::ExitCode::usage,
      "the simulator is not installed: it is the program pressrun-simulator, of the package of "
      "that name (apt install pressrun-simulator)");
}

// Its webhooks are signed, as those of a workspace that means business.
LocalSimulator::LocalSimulator(const std::string& scenario) : signing_secret_("whsec_" + io::random_token()) {
  std::vector<std::string> words{find_simulator(), "--beside", "--quiet", "--signing-secret",
                                 signing_secret_};
  if (!scenario.empty()) words.insert(words.end(), {"--scenario", scenario});
  const Pipe input = make_pipe();
  const Pipe output = make_pipe();
  its_input_ = input.write;
  process_ = start(std::move(words), input, output);
  const std::string line = first_line(output.read);
  ::close(output.read);
  const std::size_t url = line.find("http://");
  if (url == std::string::npos) {
    ::close(its_input_);
    const auto code = ending_of(process_) == static_cast<int>(usage::ExitCode::usage)
                          ? usage::ExitCode::usage
                          : usage::ExitCode::other_error;
    throw CommandFailed(code, "the simulator did not start");
  }
  base_url_ = line.substr(url);
}

LocalSimulator::~LocalSimulator() {
  ::close(its_input_);
  ending_of(process_);
}

}  // namespace pressrun::wiring
