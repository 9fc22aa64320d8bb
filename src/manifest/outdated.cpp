#include "manifest/outdated.hpp"

#include "pressrun/domain/suggest.hpp"

namespace pressrun::manifest {

bool read_outdated(const Value& value, const std::string& path, Findings& findings) {
  const Scalar* scalar = value.scalar();
  const std::string written = scalar == nullptr ? std::string{} : scalar->text;
  if (written == "buy" || written == "keep") return written == "keep";
  const auto near = nearest(written, {"buy", "keep"});
  findings.error(value.at, path, "'outdated' must be 'buy' or 'keep'",
                 near ? "did you mean '" + *near + "'?"
                      : "'buy': what a newer design outdates is bought anew; 'keep': it stays");
  return true;
}

}  // namespace pressrun::manifest
