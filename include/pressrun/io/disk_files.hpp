#pragma once

#include "pressrun/ports/files.hpp"

namespace pressrun::io {

class DiskFiles final : public Files {
 public:
  [[nodiscard]] std::error_code can_replace(const std::filesystem::path& path) override;
  [[nodiscard]] std::error_code replace(const std::filesystem::path& path,
                                        const std::function<void(std::ostream&)>& write,
                                        Readers readers) override;
};

}  // namespace pressrun::io
