// Preloaded into the program under test, and told by its environment which calls of the C library fail:
//   PRESSRUN_FAIL        CALL:TEXT:ERRNO, the call fails for files whose path contains TEXT; several rules
//   are
//                        separated by commas. CALL is open, mkdir, read, write, sync, lock or rename; lookup,
//                        where TEXT is part of the host's name; socket or connect, where TEXT is empty; or
//                        cut-head, cut-body: of a message that begins with TEXT only a part is sent, and the
//                        connection is lost. With SIGKILL for ERRNO the process is killed instead
//   PRESSRUN_FAIL_AFTER  so many calls that a rule names succeed first
//   PRESSRUN_FAIL_TIMES  so many fail; without it, all that follow
//   PRESSRUN_FAIL_FILE   only while this file exists: the test decides when the trouble begins and ends
//   PRESSRUN_FAIL_MARK   a file that is made when a call has failed, or the clock was read wrongly
//   PRESSRUN_CLOCK       seconds by which the wall clock is off while PRESSRUN_FAIL_FILE exists
//   PRESSRUN_STEADY      seconds by which the steady clock is ahead while PRESSRUN_FAIL_FILE exists: so much
//                        time has passed at once
#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <signal.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

namespace {

template <class Function>
Function real(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

std::string_view setting(const char* name) {
  const char* text = std::getenv(name);
  return text == nullptr ? std::string_view{} : std::string_view{text};
}

bool in_force() {
  const char* file = std::getenv("PRESSRUN_FAIL_FILE");
  return file == nullptr || ::access(file, F_OK) == 0;
}

std::string_view next(std::string_view& rest, char separator) {
  const auto end = rest.find(separator);
  const std::string_view word = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  return word;
}

constexpr int killed = -1;

int number_of(std::string_view name) {
  if (name == "ENOSPC") return ENOSPC;
  if (name == "EACCES") return EACCES;
  if (name == "EMFILE") return EMFILE;
  if (name == "ENOLCK") return ENOLCK;
  if (name == "EOPNOTSUPP") return EOPNOTSUPP;
  if (name == "ENETUNREACH") return ENETUNREACH;
  if (name == "SIGKILL") return killed;
  if (name == "ECONNRESET") return ECONNRESET;
  return EIO;
}

/// Zero, or the error that this call of this file has to end with.
int fault(std::string_view call, std::string_view path) {
  std::string_view rules = setting("PRESSRUN_FAIL");
  while (!rules.empty()) {
    std::string_view rule = next(rules, ',');
    const std::string_view which = next(rule, ':');
    const std::string_view where = next(rule, ':');
    if (which == call && path.find(where) != std::string_view::npos && in_force()) return number_of(rule);
  }
  return 0;
}

std::string path_of(int file) {
  char name[64] = "/proc/self/fd/";
  std::string path(4096, '\0');
  const std::string link = name + std::to_string(file);
  const ssize_t size = ::readlink(link.c_str(), path.data(), path.size());
  path.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  return path;
}

long number_in(const char* name, long otherwise) {
  const char* text = std::getenv(name);
  return text != nullptr ? std::strtol(text, nullptr, 10) : otherwise;
}

void leave_mark() {
  static std::atomic<bool> left{false};
  const char* mark = std::getenv("PRESSRUN_FAIL_MARK");
  if (mark != nullptr && !left.exchange(true)) ::close(::creat(mark, 0600));
}

/// Whether this call, of those that a rule names, is one that fails.
bool has_its_turn() {
  static std::atomic<long> calls{0};
  const long number = calls++ - number_in("PRESSRUN_FAIL_AFTER", 0);
  if (number < 0 || number >= number_in("PRESSRUN_FAIL_TIMES", 1'000'000)) return false;
  leave_mark();
  return true;
}

bool fails(std::string_view call, std::string_view path) {
  const int error = setting("PRESSRUN_FAIL").empty() ? 0 : fault(call, path);
  if (error == 0 || !has_its_turn()) return false;
  if (error == killed) ::kill(::getpid(), SIGKILL);
  errno = error;
  return true;
}

bool fails(std::string_view call, int file) {
  return !setting("PRESSRUN_FAIL").empty() && fails(call, path_of(file));
}

std::string text_of(const msghdr* message) {
  std::string text;
  for (std::size_t i = 0; i < static_cast<std::size_t>(message->msg_iovlen); ++i)
    text.append(static_cast<const char*>(message->msg_iov[i].iov_base), message->msg_iov[i].iov_len);
  return text;
}

/// How much of this message leaves; npos: all of it.
std::size_t cut_of(std::string_view text) {
  const std::string_view begin = text.substr(0, 8);
  const std::size_t head = text.find("\r\n");
  if (head == std::string_view::npos || setting("PRESSRUN_FAIL").empty()) return std::string_view::npos;
  if (fault("cut-head", begin) != 0 && has_its_turn()) return head + 12;
  return fault("cut-body", begin) != 0 && has_its_turn() ? text.find("\r\n\r\n") + 4 + 10
                                                         : std::string_view::npos;
}

template <class Open>
int opened(const char* name, const char* path, int flags, mode_t mode) {
  if (fails("open", path)) return -1;
  return real<Open>(name)(path, flags, mode);
}

time_t clock_error(const char* setting) {
  const long off = number_in(setting, 0);
  if (off == 0 || !in_force()) return 0;
  leave_mark();
  return off;
}

/// Whatever the command takes: an integer or a pointer, and all pass on as one word.
template <class Fcntl>
int controlled(const char* name, int file, int command, void* argument) {
  if ((command == F_OFD_SETLK || command == F_SETLK) && fails("lock", file)) return -1;
  return real<Fcntl>(name)(file, command, argument);
}

mode_t mode_in(int flags, va_list rest) { return (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0; }

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = mode_in(flags, rest);
  va_end(rest);
  return opened<int (*)(const char*, int, ...)>("open", path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = mode_in(flags, rest);
  va_end(rest);
  return opened<int (*)(const char*, int, ...)>("open64", path, flags, mode);
}

int fcntl(int file, int command, ...) {
  va_list rest;
  va_start(rest, command);
  void* argument = va_arg(rest, void*);
  va_end(rest);
  return controlled<int (*)(int, int, ...)>("fcntl", file, command, argument);
}

int fcntl64(int file, int command, ...) {
  va_list rest;
  va_start(rest, command);
  void* argument = va_arg(rest, void*);
  va_end(rest);
  return controlled<int (*)(int, int, ...)>("fcntl64", file, command, argument);
}

ssize_t write(int file, const void* data, size_t size) {
  if (fails("write", file)) return -1;
  return real<ssize_t (*)(int, const void*, size_t)>("write")(file, data, size);
}

ssize_t writev(int file, const iovec* parts, int count) {
  if (fails("write", file)) return -1;
  return real<ssize_t (*)(int, const iovec*, int)>("writev")(file, parts, count);
}

ssize_t pwrite64(int file, const void* data, size_t size, off64_t at) {
  if (fails("write", file)) return -1;
  return real<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64")(file, data, size, at);
}

ssize_t pwrite(int file, const void* data, size_t size, off_t at) {
  if (fails("write", file)) return -1;
  return real<ssize_t (*)(int, const void*, size_t, off_t)>("pwrite")(file, data, size, at);
}

ssize_t pread64(int file, void* data, size_t size, off64_t at) {
  if (fails("read", file)) return -1;
  return real<ssize_t (*)(int, void*, size_t, off64_t)>("pread64")(file, data, size, at);
}

int fsync(int file) { return fails("sync", file) ? -1 : real<int (*)(int)>("fsync")(file); }
int fdatasync(int file) { return fails("sync", file) ? -1 : real<int (*)(int)>("fdatasync")(file); }

int mkdir(const char* path, mode_t mode) noexcept {
  return fails("mkdir", path) ? -1 : real<int (*)(const char*, mode_t)>("mkdir")(path, mode);
}

int mkostemp(char* pattern, int flags) {
  return fails("open", pattern) ? -1 : real<int (*)(char*, int)>("mkostemp")(pattern, flags);
}

int rename(const char* from, const char* to) noexcept {
  return fails("rename", to) ? -1 : real<int (*)(const char*, const char*)>("rename")(from, to);
}

int socket(int domain, int type, int protocol) noexcept {
  return fails("socket", "") ? -1 : real<int (*)(int, int, int)>("socket")(domain, type, protocol);
}

int connect(int file, const sockaddr* to, socklen_t size) {
  return fails("connect", "") ? -1
                              : real<int (*)(int, const sockaddr*, socklen_t)>("connect")(file, to, size);
}

/// What follows a cut message meets a connection that is shut down.
ssize_t sendmsg(int file, const msghdr* message, int flags) {
  const std::string text = text_of(message);
  const std::size_t cut = cut_of(text);
  if (cut == std::string::npos)
    return real<ssize_t (*)(int, const msghdr*, int)>("sendmsg")(file, message, flags);
  const ssize_t sent = ::send(file, text.data(), cut, flags);
  ::shutdown(file, SHUT_RDWR);
  return sent;
}

/// Names under "test" are this machine; no name server is asked.
int getaddrinfo(const char* name, const char* service, const addrinfo* hints, addrinfo** found) {
  const std::string_view host = name == nullptr ? std::string_view{} : std::string_view{name};
  if (fails("lookup", host)) return EAI_NONAME;
  const bool ours = host.ends_with(".test");
  using Lookup = int (*)(const char*, const char*, const addrinfo*, addrinfo**);
  return real<Lookup>("getaddrinfo")(ours ? "127.0.0.1" : name, service, hints, found);
}

int clock_gettime(clockid_t clock, timespec* now) noexcept {
  const int result = real<int (*)(clockid_t, timespec*)>("clock_gettime")(clock, now);
  if (clock == CLOCK_REALTIME) now->tv_sec += clock_error("PRESSRUN_CLOCK");
  if (clock == CLOCK_MONOTONIC) now->tv_sec += clock_error("PRESSRUN_STEADY");
  return result;
}

time_t time(time_t* now) noexcept {
  timespec exact{};
  ::clock_gettime(CLOCK_REALTIME, &exact);
  if (now != nullptr) *now = exact.tv_sec;
  return exact.tv_sec;
}

}  // extern "C"
