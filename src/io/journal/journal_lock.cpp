#include "pressrun/io/journal_lock.hpp"

#include "io/journal/lock_file.hpp"
#include "pressrun/io/journal_mark.hpp"
#include "pressrun/ports/journal.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <sstream>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace pressrun::io {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds between_tries{100};

struct flock holders_part() {
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  lock.l_len = bytes_of_holder;
  return lock;
}

/// O_NONBLOCK, wherever it is opened: a pipe of that name would wait for somebody.
/// An open file description lock: the kernel drops it when the holder is gone, however it went.
bool try_lock(int descriptor) {
  struct flock lock = holders_part();
  return ::fcntl(descriptor, F_OFD_SETLK, &lock) == 0;
}

/// Or else there are no locks to be had: a network file system without its lock service, or of a kind that
/// has none.
bool is_held_by_another(int cause) { return cause == EAGAIN || cause == EACCES || cause == EINTR; }

std::string content(int descriptor) {
  std::array<char, 512> text{};
  const ssize_t size = ::pread(descriptor, text.data(), text.size(), 0);
  return {text.data(), size > 0 ? static_cast<std::size_t>(size) : 0};
}

std::string introduce_myself() {
  std::array<char, 128> host{};
  ::gethostname(host.data(), host.size() - 1);
  const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  return "pid " + std::to_string(::getpid()) + " on " + host.data() + " since " + to_rfc3339(now);
}

/// Where the journal really lies, whatever links lead to it; also where the last of them leads to nothing
/// yet.
fs::path real_place(fs::path journal) {
  constexpr int most_links = 40;
  std::error_code error;
  for (int links = 0; links < most_links && fs::is_symlink(journal, error); ++links) {
    const fs::path target = fs::read_symlink(journal, error);
    if (error) break;
    journal = journal.parent_path() / target;  // an absolute one stands for itself
  }
  const fs::path real = fs::weakly_canonical(journal, error);
  return error ? journal : real;
}

void make_one_folder(const fs::path& folder) {
  if (folder.empty() || ::mkdir(folder.c_str(), 0700) == 0) return;
  const int cause = errno;  // looking for the folder sets another
  if (cause != EEXIST && !fs::exists(folder)) {
    throw JournalError("journal folder " + folder.string() + " cannot be made: " + std::strerror(cause));
  }
}

}  // namespace

std::string lock_text(const std::string& holder, const std::optional<JournalMark>& mark) {
  std::string text = holder + "\n";
  if (mark) text += "journal " + mark->id + " " + std::to_string(mark->state) + "\n";
  return text;
}

std::string holder_in(const std::string& lock_text) {
  return lock_text.empty() ? "an unknown process" : lock_text.substr(0, lock_text.find('\n'));
}

std::optional<JournalMark> mark_in(const std::string& lock_text) {
  const auto line = lock_text.find('\n');
  if (line == std::string::npos) return std::nullopt;
  std::istringstream words{lock_text.substr(line + 1)};
  std::string what;
  JournalMark mark;
  words >> what >> mark.id >> mark.state;
  if (!words || what != "journal") return std::nullopt;
  return mark;
}

fs::path lock_file(const fs::path& journal) {
  fs::path real = real_place(journal);
  if (real.extension() == ".db") return real.replace_extension(".lock");
  return real += "-lock";  // `--state jobs`, `jobs.de` and `jobs.db` are three journals
}

JournalLock::JournalLock(const fs::path& journal, Duration patience) {
  const fs::path file = lock_file(journal);
  make_one_folder(file.parent_path());
  descriptor_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0600);
  if (descriptor_ < 0) throw JournalError("journal lock " + file.string() + ": " + std::strerror(errno));
  const auto until = std::chrono::steady_clock::now() + patience;
  while (!try_lock(descriptor_)) {
    const int cause = errno;
    if (!is_held_by_another(cause)) {
      ::close(descriptor_);
      throw JournalError("journal lock " + file.string() + ": " + std::strerror(cause) +
                         ": the file system here keeps no locks, and two runs could pay twice: keep the "
                         "journal on a local disk, with --state PATH");
    }
    if (std::chrono::steady_clock::now() >= until) {
      const std::string who = holder_in(content(descriptor_));
      ::close(descriptor_);
      throw LockHeld("another run holds this journal: " + who);
    }
    std::this_thread::sleep_for(between_tries);
  }
  holder_ = introduce_myself();
  sign(mark_in(content(descriptor_)));
}

/// Written over, and then cut to its length: a mark is never away in between, even if we are killed here.
void JournalLock::sign(const std::optional<JournalMark>& mark) {
  const std::string text = lock_text(holder_, mark);
  const ssize_t written = ::pwrite(descriptor_, text.data(), text.size(), 0);
  if (written == static_cast<ssize_t>(text.size())) [[maybe_unused]]
    const int cut = ::ftruncate(descriptor_, written);
}

void JournalLock::note(const JournalMark& mark) { sign(mark); }

bool JournalLock::is_that_of(const fs::path& journal) const {
  struct stat ours {};
  struct stat there {};
  return ::fstat(descriptor_, &ours) == 0 && ::stat(lock_file(journal).c_str(), &there) == 0 &&
         ours.st_dev == there.st_dev && ours.st_ino == there.st_ino;
}

std::optional<JournalMark> noted_mark(const fs::path& journal) {
  const int descriptor = ::open(lock_file(journal).c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return std::nullopt;
  const std::string text = content(descriptor);
  ::close(descriptor);
  return mark_in(text);
}

bool is_held(const fs::path& journal) {
  const int descriptor = ::open(lock_file(journal).c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return false;
  struct flock lock = holders_part();
  const bool held = ::fcntl(descriptor, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
  ::close(descriptor);
  return held;
}

JournalLock::~JournalLock() { ::close(descriptor_); }

}  // namespace pressrun::io
