#include "pressrun/io/host_calls.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <random>
#include <sys/stat.h>
#include <system_error>
#include <thread>
#include <unistd.h>

namespace pressrun::io {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t ring_size = 256;
constexpr int lock_tries = 50;
constexpr std::chrono::microseconds between_tries{100};
constexpr Duration farthest_ahead = std::chrono::seconds{5};  // nobody books later than that

struct Header {
  std::array<char, 8> magic;
  std::array<char, 40> boot;
  std::uint64_t next;  // number of calls ever booked
};

struct Entry {
  std::uint64_t owner;
  std::int64_t at_ns;  // of the monotonic clock, which all processes of one boot share
  std::int64_t tier;
};

constexpr std::array<char, 8> magic{'P', 'R', 'C', 'A', 'L', 'L', 'S', '1'};

std::array<char, 40> this_boot() {
  std::array<char, 40> id{};
  std::ifstream file{"/proc/sys/kernel/random/boot_id"};
  file.read(id.data(), 36);
  return id;
}

off_t place_of(std::uint64_t number) {
  return static_cast<off_t>(sizeof(Header) + (number % ring_size) * sizeof(Entry));
}

template <class T>
bool read_at(int descriptor, off_t place, T& value) {
  return ::pread(descriptor, &value, sizeof value, place) == static_cast<ssize_t>(sizeof value);
}

template <class T>
bool write_at(int descriptor, off_t place, const T& value) {
  return ::pwrite(descriptor, &value, sizeof value, place) == static_cast<ssize_t>(sizeof value);
}

bool set_lock(int descriptor, short type) {
  struct flock lock {};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  return ::fcntl(descriptor, F_OFD_SETLK, &lock) == 0;
}

bool is_sound(const Entry& entry, Instant now) {
  const Instant at{Duration{entry.at_ns}};
  return entry.tier >= 0 && entry.tier <= static_cast<std::int64_t>(Tier::write) &&
         at <= now + farthest_ahead;
}

int open_private(const fs::path& path) {
  if (!path.parent_path().empty()) fs::create_directories(path.parent_path().parent_path());
  ::mkdir(path.parent_path().c_str(), 0700);
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), path.string());
  return descriptor;
}

}  // namespace

struct HostCalls::File {
  explicit File(const fs::path& path) : descriptor(open_private(path)) {
    std::random_device random;
    owner = (std::uint64_t{random()} << 32U) | random();
  }
  ~File() { ::close(descriptor); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  bool lock() {
    for (int i = 0; i < lock_tries; ++i) {
      if (set_lock(descriptor, F_WRLCK)) return true;
      std::this_thread::sleep_for(between_tries);
    }
    return false;
  }

  /// Of this boot; begun anew where it is not.
  Header header() {
    Header found{};
    const bool fits = read_at(descriptor, 0, found) && found.magic == magic && found.boot == boot;
    if (!fits) found = Header{magic, boot, 0};
    seen = std::min(seen, found.next);
    return found;
  }

  const std::array<char, 40> boot = this_boot();
  int descriptor;
  std::uint64_t owner = 0;
  std::uint64_t seen = 0;  // calls that were told or are our own
  bool locked = false;
};

HostCalls::HostCalls(const fs::path& file) : file_(std::make_unique<File>(file)) {}
HostCalls::~HostCalls() = default;

std::vector<BookedCall> HostCalls::take() {
  std::vector<BookedCall> others;
  file_->locked = file_->lock();
  if (!file_->locked) return others;
  const std::uint64_t end = file_->header().next;
  std::uint64_t number = std::max(file_->seen, end > ring_size ? end - ring_size : 0);
  const Instant now = std::chrono::time_point_cast<Duration>(std::chrono::steady_clock::now());
  for (; number < end; ++number) {
    Entry entry{};
    if (!read_at(file_->descriptor, place_of(number), entry)) break;
    if (entry.owner != file_->owner && is_sound(entry, now))
      others.push_back({static_cast<Tier>(entry.tier), Instant{Duration{entry.at_ns}}});
  }
  file_->seen = end;
  return others;
}

void HostCalls::release(const std::vector<BookedCall>& mine) {
  if (!file_->locked) return;
  if (!mine.empty()) {
    Header header = file_->header();
    bool written = true;
    for (const BookedCall& call : mine) {
      const Entry entry{file_->owner, call.at.time_since_epoch().count(),
                        static_cast<std::int64_t>(call.tier)};
      written = written && write_at(file_->descriptor, place_of(header.next++), entry);
    }
    if (written && write_at(file_->descriptor, 0, header)) file_->seen = header.next;
  }
  set_lock(file_->descriptor, F_UNLCK);
  file_->locked = false;
}

}  // namespace pressrun::io
