// Preloaded into the program under test, and told by its environment which calls of the C library fail:
//   PRESSRUN_FAIL       CALL:TEXT:ERRNO, the call fails for files whose path contains TEXT (a name looked up,
//   for
//                       getaddrinfo); several are separated by commas
//   PRESSRUN_FAIL_FILE  only while this file exists: the test decides when the trouble begins and ends
//   PRESSRUN_CLOCK      seconds by which the wall clock is off while that file exists
#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <string>
#include <string_view>
#include <sys/stat.h>
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

int number_of(std::string_view name) {
  if (name == "ENOSPC") return ENOSPC;
  if (name == "EACCES") return EACCES;
  if (name == "EMFILE") return EMFILE;
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

bool fails(std::string_view call, std::string_view path) {
  const int error = setting("PRESSRUN_FAIL").empty() ? 0 : fault(call, path);
  if (error != 0) errno = error;
  return error != 0;
}

bool fails(std::string_view call, int file) {
  return !setting("PRESSRUN_FAIL").empty() && fails(call, path_of(file));
}

template <class Open>
int opened(const char* name, const char* path, int flags, mode_t mode) {
  if (fails("open", path)) return -1;
  return real<Open>(name)(path, flags, mode);
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

ssize_t write(int file, const void* data, size_t size) {
  if (fails("write", file)) return -1;
  return real<ssize_t (*)(int, const void*, size_t)>("write")(file, data, size);
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

int rename(const char* from, const char* to) {
  return fails("rename", to) ? -1 : real<int (*)(const char*, const char*)>("rename")(from, to);
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
  const char* off = std::getenv("PRESSRUN_CLOCK");
  if (clock == CLOCK_REALTIME && off != nullptr && in_force()) now->tv_sec += std::strtol(off, nullptr, 10);
  return result;
}

}  // extern "C"
