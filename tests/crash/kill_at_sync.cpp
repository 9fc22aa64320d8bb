// Preloaded into the program under test: kills it at the n-th sync of a file to disk, just before the sync
// (PRESSRUN_KILL_BEFORE=n) or just after it (PRESSRUN_KILL_AFTER=n).
#include <atomic>
#include <cstdlib>
#include <dlfcn.h>
#include <signal.h>
#include <unistd.h>

namespace {

std::atomic<long> syncs{0};

long wanted(const char* name) {
  const char* text = std::getenv(name);
  return text != nullptr ? std::strtol(text, nullptr, 10) : -1;
}

int synced(const char* name, int file) {
  using Sync = int (*)(int);
  const long count = ++syncs;
  if (count == wanted("PRESSRUN_KILL_BEFORE")) ::kill(::getpid(), SIGKILL);
  const auto real = reinterpret_cast<Sync>(::dlsym(RTLD_NEXT, name));
  const int result = real(file);
  if (count == wanted("PRESSRUN_KILL_AFTER")) ::kill(::getpid(), SIGKILL);
  return result;
}

}  // namespace

extern "C" int fsync(int file) { return synced("fsync", file); }
extern "C" int fdatasync(int file) { return synced("fdatasync", file); }
