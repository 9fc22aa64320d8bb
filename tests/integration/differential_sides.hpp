#pragma once

#include "pressrun/api/check_request.hpp"
#include "pressrun/api/names.hpp"
#include "pressrun/domain/job.hpp"
#include "pressrun/simulator/model.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pressrun::test {

/// What both sides say of one request.
struct Verdicts {
  Diagnostics findings;              ///< of preflight, and of the encoder where it gave up
  std::string body;                  ///< as it was sent
  int status = 0;                    ///< of the API
  std::string answer;                ///< its body
  std::vector<std::string> ignored;  ///< paths that the API took without a word and without effect
};

/// The simulated API, and preflight with what it reads from there.
class Sides {
 public:
  Sides();

  [[nodiscard]] const Design& design() const { return *design_; }
  /// Goes on with the bundled design of this type, to which a layer of every type that it lacks is added.
  void choose(DesignType type);
  std::string make_visual();  ///< a banner of the design in its first format: its id
  Verdicts compare(const Mapping& request);

 private:
  HttpResponse send(HttpRequest request);

  simulator::Model model_;
  simulator::ServerTime now_{};
  std::optional<api::FontNames> fonts_;
  std::unique_ptr<Design> design_;
  std::optional<api::RequestCheck> check_;
};

}  // namespace pressrun::test
