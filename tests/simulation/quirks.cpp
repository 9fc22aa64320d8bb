#include "simulation/quirks.hpp"

#include "simulation/api_books.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <functional>

namespace pressrun::test {
namespace {

namespace json = boost::json;
using std::chrono::seconds;

enum class Quirk : std::uint64_t {
  not_known_yet,
  lost,  ///< 410 before its time
  banners_early,
  missing_for_a_while,
  missing,
  one_nameless,
  all_nameless,
  no_address_yet,
  no_address,
  cdn_only,
  other_design,
  error_beside_it,
  twice,
  nameless_error,
  null_lists,
  unknown_kinds,
  count_of_them,
};

std::uint64_t mixed(std::uint64_t seed, const std::string& text) {
  std::uint64_t value = seed ^ 0x9E3779B97F4A7C15ULL;
  for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  value ^= value >> 31U;
  value *= 0xBF58476D1CE4E5B9ULL;
  return value ^ value >> 29U;
}

const simulator::Generation* generation(const simulator::Model& model, const std::string& id) {
  const auto found = std::ranges::find(model.ledger(), id, &simulator::Generation::request_id);
  return found == model.ledger().end() ? nullptr : &*found;
}

void say(HttpResponse& response, int status, const std::string& id) {
  response.status = status;
  response.body = R"({"id":")" + id + R"(","message":"Odd."})";
}

/// One generation's final answer, spoiled in one way.
class Spoiled {
 public:
  Spoiled(json::object body, std::uint64_t draw) : body_(std::move(body)), draw_(draw) {}

  [[nodiscard]] std::string with(Quirk quirk) {
    json::array& banners = list("banners");
    json::object* one = banners.empty() ? nullptr : banners[draw_ % banners.size()].if_object();
    if (one != nullptr) spoil(quirk, banners, *one);
    if (quirk == Quirk::nameless_error) {
      for (json::value& error : list("errors")) error.get_object().erase("template_format_name");
    }
    if (quirk == Quirk::null_lists) {
      for (const char* key : {"banners", "errors"}) {
        if (list(key).empty()) body_[key] = nullptr;
      }
    }
    if (body_.contains("errors") && body_["errors"].is_array() && list("errors").empty())
      body_.erase("errors");
    return json::serialize(body_);
  }

  [[nodiscard]] std::string early() {
    body_["is_finalized"] = false;
    json::array& banners = list("banners");
    if (banners.size() > 1 && draw_ % 2 == 0) banners.pop_back();
    body_.erase("errors");
    return json::serialize(body_);
  }

 private:
  json::array& list(const char* key) {
    json::value& value = body_[key];
    if (!value.is_array()) value = json::array{};
    return value.get_array();
  }

  void spoil(Quirk quirk, json::array& banners, json::object& one) {
    switch (quirk) {
      case Quirk::missing:
      case Quirk::missing_for_a_while:
        banners.erase(banners.begin() + static_cast<std::ptrdiff_t>(draw_ % banners.size()));
        break;
      case Quirk::one_nameless:
        forget_name(one);
        break;
      case Quirk::all_nameless:
        for (json::value& banner : banners) forget_name(banner.get_object());
        break;
      case Quirk::no_address:
      case Quirk::no_address_yet:
        one["file"] = {{"type", "png"}, {"url", nullptr}, {"cdn_url", nullptr}};
        one.erase("image");
        break;
      case Quirk::cdn_only:
        one["file"].as_object()["url"] = "not an address";
        one.erase("image");
        break;
      case Quirk::other_design:
        one["template"] = {{"id", "00000000-0000-4000-8000-00000000d000"}};
        break;
      case Quirk::error_beside_it:
        list("errors").push_back(json::object{{"template_format_name", one.at("format").as_object()["id"]},
                                              {"reason", "Internal error while rendering."}});
        break;
      case Quirk::twice:
        banners.push_back(json::value(one));
        break;
      case Quirk::unknown_kinds:
        one["file"].as_object()["type"] = "hologram";
        one["surprise"] = json::array{1, "two"};
        break;
      default:
        break;
    }
  }

  static void forget_name(json::object& banner) {
    if (json::object* format = banner["format"].if_object()) format->erase("id");
  }

  json::object body_;
  std::uint64_t draw_;
};

}  // namespace

/// The synchronous endpoint's answer, without an address.
void Quirks::spoil_delivery(HttpResponse& response) const {
  json::error_code failed;
  json::value body = json::parse(response.body, failed);
  if (failed || !body.is_object() || !body.get_object().contains("file")) return;
  const std::uint64_t draw = mixed(seed_, json::serialize(body.get_object()["id"]));
  if (static_cast<double>(draw % 1'000'000) / 1e6 >= share_) return;
  body.get_object()["file"].as_object()["url"] = nullptr;
  body.get_object()["file"].as_object()["cdn_url"] = nullptr;
  body.get_object().erase("image");
  response.body = json::serialize(body);
}

void Quirks::doctor(const simulator::Model& model, const HttpRequest& request, HttpResponse& response,
                    simulator::ServerTime now) const {
  if (share_ <= 0) return;
  if (request.method == "POST") {
    if (response.status == 200) spoil_delivery(response);
    return;
  }
  const std::string id = id_in(request.target, "/generation-request/");
  const simulator::Generation* made = id.empty() ? nullptr : generation(model, id);
  const bool answered = response.status == 200 || response.status == 202;
  if (made == nullptr || !answered || response.body.empty()) return;
  const std::uint64_t draw = mixed(seed_, id);
  if (static_cast<double>(draw % 1'000'000) / 1e6 >= share_) return;
  const auto quirk = static_cast<Quirk>(draw / 1'000'000 % static_cast<std::uint64_t>(Quirk::count_of_them));
  if (quirk == Quirk::not_known_yet && now < made->accepted_at + seconds{20})
    return say(response, 404, "generation_request_not_found");
  if (quirk == Quirk::lost && draw % 3 == 0) return say(response, 410, "generation_request_expired");
  json::error_code failed;
  json::value end = json::parse(model.end_of(id).value(), failed);
  if (failed || !end.is_object()) return;
  Spoiled spoiled{std::move(end.get_object()), draw / 7};
  if (response.status == 202) {
    if (quirk == Quirk::banners_early) response.body = spoiled.early();
    return;
  }
  const bool passes = quirk == Quirk::missing_for_a_while || quirk == Quirk::no_address_yet;
  if (passes && now > made->ready_at + seconds{40}) return;
  response.body = spoiled.with(quirk);
}

}  // namespace pressrun::test
