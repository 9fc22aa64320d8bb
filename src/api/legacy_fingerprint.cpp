#include "pressrun/api/legacy_fingerprint.hpp"

#include "api/body.hpp"
#include "api/body_fields.hpp"
#include "api/delivery.hpp"
#include "api/font_ids.hpp"
#include "pressrun/api/fingerprint.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <numeric>
#include <optional>
#include <string>

namespace pressrun::api {
namespace {

namespace json = boost::json;

constexpr std::size_t most_permuted = 5;

using FormatNames = std::vector<std::string>;

/// A member of the body as version 3 wrote it: numbers in Boost.JSON's spelling (1.5 is 1.5E0).
struct OldMember {
  std::string key;
  std::string text;
};

OldMember old_member(std::string_view key, const json::value& value) {
  return {std::string{key}, json::serialize(json::value(key)) + ':' + json::serialize(value)};
}

std::optional<json::object> body_of(const JobSpec& spec, const FontNames* fonts) {
  Diagnostics findings;
  const auto replaced = fonts == nullptr ? std::nullopt : with_font_ids(spec.request, *fonts, findings);
  json::object body = encode_body(replaced ? *replaced : spec.request, findings);
  if (findings.has_errors()) return std::nullopt;
  return body;
}

void add_once(std::vector<FormatNames>& all, FormatNames names) {
  if (std::ranges::find(all, names) == all.end()) all.push_back(std::move(names));
}

void add_permutations(std::vector<FormatNames>& all, const FormatNames& names) {
  if (names.size() > most_permuted) return;
  std::vector<std::size_t> order(names.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  while (std::ranges::next_permutation(order).found) {
    FormatNames permuted;
    for (const std::size_t at : order) permuted.push_back(names[at]);
    add_once(all, std::move(permuted));
  }
}

/// The ways in which the job may have named its formats. Empty: not at all.
std::vector<FormatNames> ways_to_name(const FormatNames& named, const Design* design) {
  std::vector<FormatNames> ways{named};
  add_once(ways, {});
  FormatNames of_design;
  for (const Format& format : design == nullptr ? std::vector<Format>{} : design->formats)
    of_design.push_back(format.name);
  add_once(ways, of_design);
  add_permutations(ways, named);
  add_permutations(ways, of_design);
  return ways;
}

/// What varies is put in at its place; all else is written once.
class OldBody {
 public:
  explicit OldBody(const json::object& body) {
    for (const auto& member : body) {
      const std::string_view key = member.key();
      if (key == formats_field) continue;
      (key == callback_field ? callback_ : rest_).push_back(old_member(key, member.value()));
    }
  }

  [[nodiscard]] bool calls_back() const { return !callback_.empty(); }

  [[nodiscard]] std::string text(const FormatNames& formats, bool with_callback) const {
    std::vector<OldMember> members = rest_;
    if (with_callback) members.insert(members.end(), callback_.begin(), callback_.end());
    if (!formats.empty())
      members.push_back(old_member(formats_field, json::array(formats.begin(), formats.end())));
    std::ranges::sort(members, {}, &OldMember::key);
    std::string text = "{";
    for (const OldMember& member : members) {
      if (text.size() > 1) text += ',';
      text += member.text;
    }
    return text += '}';
  }

 private:
  std::vector<OldMember> rest_;
  std::vector<OldMember> callback_;  ///< one, or none
};

}  // namespace

std::vector<Fingerprint> legacy_fingerprints(const JobSpec& spec, const Design* design,
                                             const FontNames* fonts) {
  std::optional<json::object> body = spec.take.empty() ? body_of(spec, fonts) : std::nullopt;
  if (!body) return {};
  const bool document = endpoint_of(spec, *body) == Endpoint::generate_multipage_pdf;
  take_out(*body, delivery_key);
  if (document) leave_out_of_documents(*body);
  // However it was delivered, the fingerprint was that of the asynchronous endpoint.
  const Endpoint endpoint = document ? Endpoint::generate_multipage_pdf : Endpoint::generate;
  const std::vector<FormatNames> ways =
      document ? std::vector<FormatNames>{{}} : ways_to_name(named_formats(*body), design);
  const OldBody old(*body);
  std::vector<Fingerprint> all;
  for (const FormatNames& formats : ways) {
    if (old.calls_back()) all.push_back(fingerprint(endpoint, spec.design_id, old.text(formats, true)));
    all.push_back(fingerprint(endpoint, spec.design_id, old.text(formats, false)));
  }
  return all;
}

}  // namespace pressrun::api
