#include "pressrun/io/journal_lock.hpp"

#include "pressrun/ports/store.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace pressrun::io {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds between_tries{100};

/// An open file description lock: the kernel drops it when the holder is gone, however it went.
bool try_lock(int descriptor) {
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  return ::fcntl(descriptor, F_OFD_SETLK, &lock) == 0;
}

std::string holder(int descriptor) {
  std::array<char, 256> text{};
  const ssize_t size = ::pread(descriptor, text.data(), text.size() - 1, 0);
  return size > 0 ? std::string(text.data(), static_cast<std::size_t>(size)) : "an unknown process";
}

std::string introduce_myself() {
  std::array<char, 128> host{};
  ::gethostname(host.data(), host.size() - 1);
  const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  return "pid " + std::to_string(::getpid()) + " on " + host.data() + " since " + to_rfc3339(now);
}

void sign(int descriptor) {
  const std::string text = introduce_myself();
  if (::ftruncate(descriptor, 0) == 0) {
    [[maybe_unused]] const ssize_t written = ::pwrite(descriptor, text.data(), text.size(), 0);
  }
}

fs::path lock_file(const fs::path& journal) { return fs::path{journal}.replace_extension(".lock"); }

void make_folder(const fs::path& folder) {
  if (folder.empty() || ::mkdir(folder.c_str(), 0700) == 0) return;
  const int cause = errno;  // looking for the folder sets another
  if (cause != EEXIST && !fs::exists(folder)) {
    throw JournalError("journal folder " + folder.string() + " cannot be made: " + std::strerror(cause));
  }
}

}  // namespace

JournalLock::JournalLock(const fs::path& journal, Duration patience) {
  make_folder(journal.parent_path());
  const fs::path file = lock_file(journal);
  descriptor_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor_ < 0) throw JournalError("journal lock " + file.string() + ": " + std::strerror(errno));
  const auto until = std::chrono::steady_clock::now() + patience;
  while (!try_lock(descriptor_)) {
    if (std::chrono::steady_clock::now() >= until) {
      const std::string who = holder(descriptor_);
      ::close(descriptor_);
      throw LockHeld("another run holds this journal: " + who);
    }
    std::this_thread::sleep_for(between_tries);
  }
  sign(descriptor_);
}

bool is_held(const fs::path& journal) {
  const int descriptor = ::open(lock_file(journal).c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return false;
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  const bool held = ::fcntl(descriptor, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
  ::close(descriptor);
  return held;
}

JournalLock::~JournalLock() { ::close(descriptor_); }

}  // namespace pressrun::io
