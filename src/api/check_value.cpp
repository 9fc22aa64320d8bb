#include "api/check_value.hpp"

#include "api/coerce.hpp"
#include "api/color_profiles.hpp"
#include "api/notation.hpp"
#include "api/text.hpp"
#include "pressrun/domain/suggest.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace pressrun::api {
namespace {

constexpr std::size_t most_listed = 8;

bool within(const Limit& limit, double number) {
  const bool enough = limit.above_min ? number > limit.min : number >= limit.min;
  const bool stepped = limit.step <= 0 || std::fmod(number, limit.step) == 0;
  return enough && number <= limit.max && stepped;
}

std::vector<std::string> names(std::span<const std::string_view> views) {
  return {views.begin(), views.end()};
}

Severity severity_of(const Limit& limit) { return limit.verified ? Severity::error : Severity::warning; }

std::optional<Fault> check_number(const Scalar& scalar, const Limit& limit) {
  const Coerced made = as_number(scalar);
  const auto* number = std::get_if<boost::json::value>(&made);
  if (number == nullptr) return Fault{wanted(ValueKind::number, limit), ""};
  if (within(limit, number->to_number<double>())) return std::nullopt;
  return Fault{wanted(ValueKind::number, limit), "", severity_of(limit)};
}

/// Not a mistake everywhere: the API takes it since a later version, or leaves it open.
Fault later(std::string must) { return {std::move(must), "", Severity::warning}; }

std::optional<Fault> check_ink(Notation notation, Medium medium, Fault wrong) {
  if (notation == Notation::hex_or_cmyk || medium != Medium::screen) return std::nullopt;
  wrong.hint = "CMYK is for printed designs";
  return wrong;
}

/// What is wrong with a text that was meant to be a gradient; empty for any other.
std::string gradient_hint(const std::string& text, bool takes_gradients) {
  const bool linear = text.starts_with("linear-gradient");
  if (!linear && !text.starts_with("radial-gradient")) return "";
  if (!takes_gradients) return "no gradient can stand here";
  if (text.find(", ") != std::string::npos) return "no space after a comma";
  return std::string{linear ? "write linear-gradient(x1% y1% x2% y2%" : "write radial-gradient(cx% cy% r%"} +
         ",0% #RRGGBB 1,100% #RRGGBB 1): 2 to 8 stops, each offset, colour and opacity from 0 to 1";
}

std::optional<Fault> check_colour(const std::string& text, Notation notation, Medium medium) {
  const std::string must = "must be " + notation_text(notation);
  const Fault since{must + "; not every version of the API takes this notation", "", Severity::warning};
  const bool takes_gradients = notation == Notation::colour || notation == Notation::fill;
  switch (colour_notation(text)) {
    case Colour::hex:
      return std::nullopt;
    case Colour::later_hex:
      return since;
    case Colour::cmyka:
    case Colour::later_cmyk: {
      if (notation == Notation::hex) break;
      if (auto fault = check_ink(notation, medium, {must, ""})) return fault;
      const bool everywhere = text.starts_with("cmyka") && text.find_first_of("%.") == std::string::npos;
      return everywhere ? std::nullopt : std::optional{since};
    }
    case Colour::gradient:
      if (!takes_gradients) break;
      return notation == Notation::colour && medium == Medium::print ? std::optional{since} : std::nullopt;
    case Colour::later_gradient:
      if (takes_gradients) return since;
      break;
    case Colour::none:
      break;
  }
  return Fault{must, gradient_hint(text, takes_gradients)};
}

std::optional<Fault> check_profile(const std::string& text) {
  if (is_uuid(text) || color_profile_id(text)) return std::nullopt;
  std::vector<std::string> known;
  for (const ColorProfile& profile : color_profiles) known.emplace_back(profile.name);
  return Fault{"must be " + notation_text(Notation::color_profile), hint_for(text, known)};
}

bool all_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Nothing, where the notation is not one of those that fit more or less.
std::optional<Fit> fit_of(std::string_view text, Notation notation) {
  switch (notation) {
    case Notation::padding:
      return padding_fit(text);
    case Notation::base64: {
      const bool as_uri = text.starts_with("data:");  // others take it, the reference does not say so
      return as_uri && data_uri_fit(text) != Fit::none ? Fit::loose : base64_fit(text);
    }
    case Notation::base64_or_data:
      return text.starts_with("data:") ? data_uri_fit(text) : base64_fit(text);
    case Notation::click_tag:
      return click_tag_fit(text);
    default:
      return std::nullopt;
  }
}

std::optional<Fault> check_notation(const std::string& text, const Limit& limit, Medium medium) {
  const auto unless = [&](bool good) {
    return good ? std::nullopt
                : std::optional{Fault{"must be " + notation_text(limit.notation), "", severity_of(limit)}};
  };
  if (const auto fit = fit_of(text, limit.notation)) {
    if (*fit == Fit::loose) return later("must be " + notation_text(limit.notation));
    return unless(*fit == Fit::exact);
  }
  switch (limit.notation) {
    case Notation::any:
    case Notation::font:  // which ones there are, the workspace tells
      return std::nullopt;
    case Notation::web_address: {
      auto fault = unless(is_web_address(text));
      if (fault && !all_ascii(text)) fault->hint = "percent-encode what is not ASCII: 'é' is %C3%A9";
      return fault;
    }
    case Notation::https_address:
      if (is_web_address(text) && !lower(text.substr(0, 6)).starts_with("https:"))
        return later("must begin with https: the API calls nothing else back");
      return unless(is_web_address(text));
    case Notation::uuid:
      return unless(is_uuid(text));
    case Notation::prompt:
      return unless(words_of_prompt(text) >= 3);
    case Notation::color_profile:
      return check_profile(text);
    default:
      break;
  }
  auto fault = check_colour(text, limit.notation, medium);
  if (fault && !limit.verified) fault->severity = Severity::warning;
  return fault;
}

double characters(std::string_view text) {
  return static_cast<double>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string quoted_list(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "'" : ", '") + word + "'";
  return text;
}

/// The nearest choice; all of them where none is near and the message shows only the first few.
std::string hint_for_choice(const std::string& text, const Limit& limit) {
  if (const auto near = nearest(text, names(limit.choices))) return "did you mean '" + *near + "'?";
  return limit.choices.size() > most_listed ? "all: " + quoted_list(names(limit.choices)) : "";
}

std::optional<Fault> check_text(const Scalar& scalar, const Limit& limit, Medium medium) {
  if (resolve(scalar) == ScalarType::null)
    return Fault{wanted(ValueKind::text, limit), "leave it out, or quote it"};
  if (!limit.choices.empty()) {
    if (std::ranges::find(limit.choices, scalar.text) != limit.choices.end()) return std::nullopt;
    return Fault{wanted(ValueKind::text, limit), hint_for_choice(scalar.text, limit), severity_of(limit)};
  }
  if (std::isfinite(limit.min) && !within(limit, characters(scalar.text)))
    return Fault{wanted(ValueKind::text, limit), "", severity_of(limit)};
  return check_notation(scalar.text, limit, medium);
}

}  // namespace

std::optional<Fault> check_scalar(const Scalar& scalar, ValueKind kind, const Limit& limit, Medium medium) {
  switch (kind) {
    case ValueKind::number:
    case ValueKind::number_or_corners:
      return check_number(scalar, limit);
    case ValueKind::boolean:
      if (std::holds_alternative<Mismatch>(as_boolean(scalar))) return Fault{wanted(kind, limit), ""};
      return std::nullopt;
    case ValueKind::boolean_or_text: {
      const Coerced made = as_boolean_or_text(scalar);
      const auto* value = std::get_if<boost::json::value>(&made);
      if (value == nullptr) return Fault{wanted(kind, limit), ""};
      return value->is_bool() ? std::nullopt : check_text(scalar, limit, medium);
    }
    case ValueKind::text:
    case ValueKind::text_list:
      return check_text(scalar, limit, medium);
    case ValueKind::object:
      break;
  }
  return Fault{wanted(kind, limit), ""};
}

void report_value(Diagnostics& findings, const Value& value, std::string path, const std::string& name,
                  Fault fault) {
  Diagnostic finding;
  finding.severity = fault.severity;
  finding.at = value.at;
  finding.path = std::move(path);
  finding.message = "'" + name + "' " + fault.must;
  const Scalar* scalar = value.scalar();
  const std::string written = scalar != nullptr             ? clean(scalar->text, 60)
                              : value.sequence() != nullptr ? "a list"
                                                            : "a mapping";
  if (value.from.line != 0) {
    finding.seen.push_back({value.from, written, std::move(fault.hint)});
  } else {
    finding.message += scalar != nullptr ? ", not '" + written + "'" : ", not " + written;
    finding.hint = std::move(fault.hint);
  }
  findings.items.push_back(std::move(finding));
}

void report_empty(Diagnostics& findings, const Member& member, std::string path, const std::string& name) {
  const Value& value = member.value;
  const bool written = value.from.line != 0 || !value.scalar()->text.empty();
  Diagnostic finding{Severity::error, written ? value.at : member.key_at, std::move(path), "", "", "", 1};
  finding.message = "'" + name + "' has no value: the design's own content would show";
  const std::string hint = "leave it out, or quote it";
  if (value.from.line == 0) finding.hint = hint;
  if (value.from.line != 0) finding.seen.push_back({value.from, clean(value.scalar()->text, 60), hint});
  findings.items.push_back(std::move(finding));
}

std::optional<std::string> member_meant(std::string_view name, const std::vector<std::string>& known) {
  if (auto near = nearest(name, known)) return near;
  const auto has_it = [&](const std::string& one) {
    return ("_" + one + "_").find("_" + std::string{name} + "_") != std::string::npos;
  };
  const auto found = std::ranges::find_if(known, has_it);
  const bool only = found != known.end() && std::find_if(found + 1, known.end(), has_it) == known.end();
  return only ? std::optional{*found} : std::nullopt;
}

std::string hint_for(std::string_view name, const std::vector<std::string>& known) {
  if (const auto near = nearest(name, known)) return "did you mean '" + *near + "'?";
  if (known.empty() || known.size() > most_listed) return "";
  return "known: " + quoted_list(known);
}

}  // namespace pressrun::api
