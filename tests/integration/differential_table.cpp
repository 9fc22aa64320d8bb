#include "integration/differential_table.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>

namespace pressrun::test {
namespace {

namespace json = boost::json;

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

std::string text_at(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string{value->get_string()} : std::string{};
}

std::vector<Dispute> of_refusal(const std::string& answer) {
  const json::value parsed = json::parse(answer);
  const json::object& envelope = parsed.as_object();
  const json::value* problems = envelope.if_contains("errors");
  if (problems == nullptr)
    return {
        {Difference::passed_but_refused, "", text_at(envelope, "id") + ": " + text_at(envelope, "message")}};
  std::vector<Dispute> disputes;
  for (const json::value& each : problems->as_array()) {
    const json::object& problem = each.as_object();
    const json::value* received = problem.if_contains("received");
    disputes.push_back({Difference::passed_but_refused, text_at(problem, "path"),
                        text_at(problem, "code") + ": " + text_at(problem, "message") +
                            (received == nullptr ? "" : " " + json::serialize(*received))});
  }
  return disputes;
}

bool any_of(std::span<const std::string_view> parts, std::string_view text) {
  return std::ranges::any_of(parts, [&](std::string_view part) { return has(text, part); });
}

std::string_view last_of(std::string_view path) { return path.substr(path.rfind('.') + 1); }

/// `path` ends in one of the names, of a layer of one of these.
bool is_at(std::string_view path, std::span<const std::string_view> layers,
           std::span<const std::string_view> names) {
  const std::string_view layer = last_of(path.substr(0, path.rfind('.')));
  return std::ranges::find(names, last_of(path)) != names.end() &&
         std::ranges::find(layers, layer) != layers.end();
}

bool is_later_property(const Dispute& dispute) {
  constexpr auto buttons = std::to_array<std::string_view>({"cta", "any button"});
  constexpr auto of_buttons =
      std::to_array<std::string_view>({"icon_url", "icon_encoded", "icon_color", "text_shadow_color",
                                       "text_shadow_blur", "text_shadow_offset_x", "text_shadow_offset_y"});
  constexpr auto images = std::to_array<std::string_view>({"photo", "cover", "any image"});
  constexpr auto of_images = std::to_array<std::string_view>(
      {"auto_focus_model", "focus_objects", "focus_framing", "focus_zoom", "focus_target", "expand",
       "expand_properties", "upscale", "upscale_properties", "stroke_width", "stroke_color"});
  return is_at(dispute.path, buttons, of_buttons) || is_at(dispute.path, images, of_images);
}

bool is_later_choice(const Dispute& dispute) {
  constexpr auto choices =
      std::to_array<std::string_view>({"\"leonardo-remove-bg\"", "\"gpt-image-2.5-sunburst\"",
                                       "\"gpt-image-2.5-flare\"", "\"seedream-5-pro\"", "\"justify"});
  return dispute.text.starts_with("unknown_enum_value") && any_of(choices, dispute.text);
}

bool is_of_a_visual(const Dispute& dispute) {
  return dispute.path.empty() && (dispute.text.starts_with("visual_not_found") ||
                                  dispute.text.starts_with("not_related_to_same_format"));
}

bool is_a_loose_address(const Dispute& dispute) {
  constexpr auto written = std::to_array<std::string_view>(
      {"\"https://files.example/[a]\"", "\"https://files.example/%zz\"", "\"https://files.example/a#b#c\""});
  return has(dispute.text, "Not a valid URL.") && any_of(written, dispute.text);
}

/// With the pages an empty list of formats stands beside them in the body, and is ignored.
bool is_a_catalogue_without_pages(const Dispute& dispute) {
  const bool empty_list = dispute.path == "template_format_names" && has(dispute.text, "and takes no");
  return empty_list || has(dispute.text, "is a multipage document: 'pages' is missing");
}

bool is_sound_of_audio(const Dispute& dispute) {
  return dispute.path == "elements.music.audio_muted" &&
         (has(dispute.text, "must be a number") || has(dispute.text, "is not a number") ||
          has(dispute.text, "has no value") || has(dispute.text, "is not a finite number") ||
          has(dispute.text, "a number is wanted here"));
}

using enum Difference;

// Written against the API reference as of v2026-08-21, which the simulated API is. A row that nothing falls
// under any more fails the test.
// clang-format off
constexpr auto table = std::to_array<Understood>({
    {"later property", passed_but_ignored, is_later_property,
     "§11: the API knows these names since 09-24, 09-30 and 10-20; the simulated one is v2026-08-21 and ignores them. "
     "Preflight goes by the newest version described and does not look at the stamp (§1) of the one that is live"},
    {"later choice", passed_but_refused, is_later_choice,
     "§11: models that came with 09-30 and 10-02, alignments of text that came with 10-20; as above"},
    {"state of a visual", passed_but_refused, is_of_a_visual,
     "§5.5: whether a visual exists, and of which format it is, only the API can say; it refuses before it bills"},
    {"loose address", passed_but_refused, is_a_loose_address,
     "§5.3, §6.3 say 'uri' and no more. The simulated API goes by RFC 3986 to the letter; many servers take brackets "
     "and bare percent signs in paths, so preflight minds scheme, host and port alone: a refusal costs a call, a "
     "false alarm would cost the run"},
    {"catalogue without pages", refused_but_taken, is_a_catalogue_without_pages,
     "§5.3, §5.4: the generic endpoint needs no field and prints the saved content. Preflight wants 'pages: {}' of "
     "who means that: pages that were forgotten would be billed all the same. Of 'template_format_names: []' "
     "nothing is sent, as it means all"},
    {"audio_muted of an audio layer", refused_but_taken, is_sound_of_audio,
     "§4.2: a number on write, which the encoder keeps to. §6.10 does not list it for audio layers, so the simulated "
     "API has no rule for it, and takes what the design lists (§5.7)"},
});
// clang-format on

/// One is the other, or lies within it.
bool related(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  return b.starts_with(a) && (a.empty() || a.size() == b.size() || b[a.size()] == '.' || b[a.size()] == '[');
}

bool any_related(const std::vector<std::string>& minded, std::string_view path) {
  return std::ranges::any_of(minded, [&](const std::string& each) { return related(each, path); });
}

/// Where the API's complaint stands, in the words of preflight.
std::string place_of(const Dispute& refusal) {
  if (refusal.text.starts_with("format_not_found")) return "template_format_names";
  if (refusal.text.starts_with("invalid_design_type")) return "pages";
  if (is_of_a_visual(refusal)) return "original_visual_id";
  if (!refusal.text.starts_with("conditional_dependency_missing")) return refusal.path;
  return refusal.path.substr(0, refusal.path.rfind('.')) + ".auto_resize";
}

/// Where the findings stand; that something is missing is said of the whole.
std::vector<std::string> places_of(const Diagnostics& findings) {
  std::vector<std::string> places;
  for (const Diagnostic& finding : findings.items)
    places.push_back(finding.path.empty() ? "pages" : finding.path);
  return places;
}

}  // namespace

std::vector<Dispute> disputes_of(const Verdicts& verdicts) {
  const auto found = places_of(verdicts.findings);
  std::vector<Dispute> disputes;
  if (verdicts.status != 200) {
    disputes = of_refusal(verdicts.answer);
    std::erase_if(disputes, [&](const Dispute& refusal) { return any_related(found, place_of(refusal)); });
    return disputes;
  }
  for (const std::string& path : verdicts.ignored) {
    if (!any_related(found, path)) disputes.push_back({passed_but_ignored, path, "ignored in silence"});
  }
  for (const Diagnostic& finding : verdicts.findings.items) {
    const bool minded = finding.severity == Severity::warning || any_related(verdicts.ignored, finding.path);
    if (!minded || (finding.severity == Severity::error && finding.path.empty()))
      disputes.push_back({refused_but_taken, finding.path, finding.message});
  }
  return disputes;
}

std::span<const Understood> understood() { return table; }

}  // namespace pressrun::test
