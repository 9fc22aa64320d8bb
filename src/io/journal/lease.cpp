#include "io/journal/lease.hpp"

#include "io/journal/lock_file.hpp"
#include "pressrun/ports/journal.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pressrun::io {
namespace {

struct flock byte_of(std::int64_t worker) {
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  lock.l_start = bytes_of_holder + worker;
  lock.l_len = 1;
  return lock;
}

}  // namespace

Lease::Lease(const std::filesystem::path& journal) {
  const std::string file = lock_file(journal).string();
  descriptor_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor_ < 0) throw JournalError("its lock " + file + ": " + std::strerror(errno));
}

Lease::~Lease() { ::close(descriptor_); }

void Lease::take(std::int64_t worker) {
  struct flock lock = byte_of(worker);
  if (::fcntl(descriptor_, F_OFD_SETLK, &lock) != 0)
    throw JournalError(std::string{"its lock cannot be taken: "} + std::strerror(errno));
  worker_ = worker;
}

bool Lease::is_alive(std::int64_t worker) const {
  if (worker == worker_) return true;
  struct flock lock = byte_of(worker);
  return ::fcntl(descriptor_, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

}  // namespace pressrun::io
