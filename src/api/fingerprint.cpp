#include "pressrun/api/fingerprint.hpp"

#include "api/targets.hpp"
#include "pressrun/api/sha256.hpp"

namespace pressrun::api {

Fingerprint fingerprint(Endpoint endpoint, const DesignId& design, std::string_view body) {
  Sha256 digest;
  digest.add(submission_target(endpoint, design));
  digest.add("\n");  // no target has one: nothing of the body can pass for a part of the target
  digest.add(body);
  return Fingerprint{digest.text()};
}

}  // namespace pressrun::api
