#include "pressrun/io/places.hpp"

#include <system_error>

namespace pressrun::io {

namespace fs = std::filesystem;

fs::path real_place(fs::path file) {
  constexpr int most_links = 40;
  std::error_code error;
  for (int links = 0; links < most_links && fs::is_symlink(file, error); ++links) {
    const fs::path target = fs::read_symlink(file, error);
    if (error) break;
    file = file.parent_path() / target;  // an absolute one stands for itself
  }
  const fs::path absolute = fs::absolute(file, error);
  const fs::path real = fs::weakly_canonical(error ? file : absolute, error);
  return error ? file : real;
}

std::string campaign_path(const std::string& named) {
  if (named == "-") return named;
  std::error_code error;
  const fs::path absolute = fs::absolute(named, error);
  if (error) return named;
  const fs::path folder = fs::weakly_canonical(absolute.parent_path(), error);
  return ((error ? absolute.parent_path() : folder) / absolute.filename()).string();
}

bool is_same_file(const fs::path& a, const fs::path& b) {
  std::error_code error;
  return fs::equivalent(a, b, error) && !error;
}

}  // namespace pressrun::io
