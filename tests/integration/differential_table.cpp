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

bool is_a_bare_text(const Dispute& dispute) {
  const bool of_layer = dispute.path.starts_with("elements.") || dispute.path.starts_with("pages.");
  return of_layer && has(dispute.text, "must be a mapping, not '");
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
//
// §11: of names that came later, which the simulated API ignores, and of choices that came later, which it
// refuses, preflight warns by the version stamp of the design's read (§1). A warning is no disagreement.
// clang-format off
constexpr auto table = std::to_array<Understood>({
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
    {"bare text for an element", refused_but_taken, is_a_bare_text,
     "§5.3: the API takes a text in place of an element's properties and leaves open which of them it becomes"},
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
  for (const auto& [missing, choice] : {std::pair{".mask_properties.radius", ".mask_name"},
                                        std::pair{".filter_properties.name", ".filter_name"}}) {
    if (refusal.path.ends_with(missing))
      return refusal.path.substr(0, refusal.path.size() - std::string_view{missing}.size()) + choice;
  }
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
