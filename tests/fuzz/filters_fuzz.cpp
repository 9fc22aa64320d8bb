// A reference of any shape, up to the first line break, read with the rest as its value: text, or a problem.
#include "fuzz/properties.hpp"
#include "manifest/interpolation.hpp"

#include <algorithm>
#include <optional>

namespace {

class NoSources final : public pressrun::manifest::Sources {
 public:
  std::variant<std::unique_ptr<pressrun::manifest::ByteStream>, std::string> open(
      const std::filesystem::path& /*path*/) override {
    return "no such file";
  }
  const std::string* environment(const std::string& /*name*/) override { return nullptr; }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  using namespace pressrun;
  const std::string all(bytes, bytes + size);
  if (!fuzz::is_text(all)) return 0;
  const auto end = std::min(all.find('\n'), all.size());
  const Value value = Value::string(all.substr(std::min(end + 1, all.size())));
  const Value vars{Mapping{}};
  NoSources sources;
  manifest::Scope scope(vars, sources);
  scope.set("x", value);
  manifest::Interpolator replace(scope);
  const Value made = replace.value(Value::string("a${x" + all.substr(0, end) + "}b"), "p");
  if (!replace.problems.empty()) return 0;
  fuzz::require(made.scalar() != nullptr && fuzz::is_text(made.scalar()->text), "what is made is text");
  return 0;
}
