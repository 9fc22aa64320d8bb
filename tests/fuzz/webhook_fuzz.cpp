// What a stranger may post to the receiver: a line for the signature's header, one for the target, one for
// the delivery's name, and the body. Whatever it is, nothing is signed that no secret of ours has signed, an
// id can be asked for, a token is a token, and what is signed by us is known again.
#include "fuzz/properties.hpp"
#include "fuzz/response.hpp"
#include "pressrun/api/webhook.hpp"

#include <algorithm>

namespace {

using namespace pressrun;
using fuzz::require;

const std::vector<std::string> secrets{"whsec_0123456789abcdef", "whsec_fedcba9876543210"};
const WallTime now{std::chrono::seconds{1'787'400'000}};

void check_reading(std::string_view body) {
  const api::WebhookDelivery read = api::read_delivery(body);
  require(read.name.size() <= 100, "a name is bounded");
  require(!read.request || read.request->text.size() == 36, "an id is one of the API's", body);
  require(read.event == api::WebhookEvent::batch || (!read.request && !read.answer),
          "only a batch tells of a request", body);
  if (!read.answer) return;
  for (const Asset& asset : read.answer->assets)
    require(!asset.id.empty() || !asset.url.empty(), "a banner can be told or fetched", body);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  const std::string input(bytes, bytes + size);
  std::string_view rest = input;
  const std::string header{fuzz::take(rest, '\n')};
  const std::string target{fuzz::take(rest, '\n')};
  const std::string name{fuzz::take(rest, '\n')};
  const std::string token = api::token_in(target);
  require(token.empty() || token.size() == api::token_digits, "a token has its length", target);
  require(!api::delivery_name(&name, token, rest).empty(), "a delivery has a name");
  // Nobody guesses a secret: what is sound was signed with one, and with no other it is not.
  if (api::check_signature(header, rest, secrets, now) == api::Signature::sound)
    require(api::check_signature(header, rest, {"whsec_another"}, now) == api::Signature::wrong,
            "one secret's signature is not another's", header);
  require(api::check_signature(header, rest, {}, now) != api::Signature::sound, "no secret signs nothing",
          header);
  const std::string ours = api::sign_delivery(secrets, 1'787'400'000, rest);
  require(api::check_signature(ours, rest, {secrets.back()}, now) == api::Signature::sound,
          "what we signed is sound");
  check_reading(rest);
  return 0;
}
