#include "pressrun/views/plan_details_text.hpp"

#include "pressrun/domain/text.hpp"
#include "pressrun/report/fold.hpp"

#include <algorithm>

namespace pressrun::views {
namespace {

constexpr std::size_t longest_text = 300;  // letters of one text
constexpr std::size_t longest_value = 60;  // of what it was, and of what it is
constexpr std::size_t most_changed_fields = 12;

std::string number_of(std::size_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string{noun} + (count == 1 ? "" : "s");
}

std::string names_of(const Formats& formats) {
  constexpr std::size_t most_named = 4;
  std::string text;
  for (std::size_t i = 0; i < std::min(formats.size(), most_named); ++i)
    text += (i > 0 ? ", " : "") + (formats[i] == all_formats ? "all formats" : printable(formats[i]));
  if (formats.size() > most_named) text += " and " + std::to_string(formats.size() - most_named) + " more";
  return text;
}

std::string reason_words(app::PlanReason reason) {
  std::string words{app::to_string(reason)};
  std::ranges::replace(words, '_', ' ');
  return words;
}

std::string label_of(const api::SentText& text) {
  const bool is_plain = text.property.empty() || text.property == "payload";
  return printable(is_plain ? text.layer : text.layer + "." + text.property);
}

/// Whether the fields that changed tell of it below: it is not said twice.
bool is_told_below(const app::ShownJob& job, const api::FieldChange& change,
                   const app::PlanDetails& details) {
  return std::ranges::any_of(details.changes(), [&](const app::ChangedField& field) {
    return field.first == job.key && field.change.path == change.path && field.jobs > 1;
  });
}

std::string job_text(const app::ShownJob& job, const app::PlanDetails& details) {
  std::string text = "  " + printable(job.key.text) + "  " + reason_words(job.reason);
  if (!job.buys.empty()) text += ": " + names_of(job.buys) + ", " + number_of(job.credits, "credit");
  text += "\n";
  for (const api::SentText& one : job.texts)
    text +=
        "    " + label_of(one) + ": \"" + report::beginning_of(printable(one.text), longest_text) + "\"\n";
  for (const api::FieldChange& change : job.changes) {
    if (!is_told_below(job, change, details)) text += "    changed: " + change_text(change) + "\n";
  }
  if (job.before_unknown) text += "    what it asked for before is not known any more\n";
  return text;
}

std::string heading_of(const app::ShownDesign& design) {
  const std::size_t all = design.jobs.size() + design.more;
  const std::string first = design.jobs.size() == 1 ? "first" : "first " + std::to_string(design.jobs.size());
  std::string text = printable(design.design) + ": ";
  const std::string what = design.submits ? " to submit" : ", nothing to submit";
  return text + (design.more > 0 ? first + " of " : "") + number_of(all, "job") + what + "\n";
}

/// What is said of a job that is shown is not said again.
bool is_told(const app::ChangedField& field, const app::PlanDetails& details) {
  if (field.jobs > 1) return false;
  return std::ranges::any_of(details.designs(), [&](const app::ShownDesign& design) {
    return std::ranges::find(design.jobs, field.first, &app::ShownJob::key) != design.jobs.end();
  });
}

std::string jobs_of(const app::ChangedField& field) {
  return field.jobs == 1 ? printable(field.first.text)
                         : number_of(field.jobs, "job") + ", first " + printable(field.first.text);
}

std::string changed_fields(const app::PlanDetails& details) {
  std::string text;
  std::string last;
  std::size_t shown = 0;
  std::size_t more = 0;
  for (const app::ChangedField& field : details.changes()) {
    if (is_told(field, details)) continue;
    if (shown == most_changed_fields) {
      ++more;
      continue;
    }
    ++shown;
    const std::string jobs = "  " + jobs_of(field) + "\n";
    if (jobs != last) text += jobs;
    last = jobs;
    text += "    " + change_text(field.change) + "\n";
  }
  if (more > 0) text += "  … and " + number_of(more, "field") + " more (--json lists them)\n";
  if (details.before_unknown() > 0)
    text += "  of " + number_of(details.before_unknown(), "job") +
            " it is not known any more what was asked for before\n";
  return text.empty() ? "" : "changed:\n" + text;
}

std::string value_words(const std::optional<std::string>& cut, const char* none) { return cut ? *cut : none; }

}  // namespace

std::string change_text(const api::FieldChange& change, bool whole) {
  const auto words = [](const std::optional<std::string>& value) {
    return value ? std::optional{printable(api::told(*value))} : std::nullopt;
  };
  std::optional<std::string> before = words(change.before);
  std::optional<std::string> now = words(change.now);
  if (before && now && !whole) {
    report::CutPair pair = report::around_difference(*before, *now, longest_value);
    before = std::move(pair.before);
    now = std::move(pair.now);
  } else if (!whole) {
    if (before) before = report::beginning_of(*before, longest_value);
    if (now) now = report::beginning_of(*now, longest_value);
  }
  return printable(change.path) + ": " + value_words(before, "not set") + " → " + value_words(now, "not set");
}

std::string details_text(const app::PlanDetails& details) {
  std::string text;
  for (const app::ShownDesign& design : details.designs()) {
    if (design.jobs.empty()) continue;
    text += heading_of(design);
    for (const app::ShownJob& job : design.jobs) text += job_text(job, details);
  }
  return text + changed_fields(details);
}

}  // namespace pressrun::views
