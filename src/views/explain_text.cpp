#include "pressrun/views/explain_text.hpp"

#include "pressrun/domain/text.hpp"
#include "pressrun/report/fold.hpp"
#include "pressrun/report/results_writer.hpp"
#include "pressrun/views/plan_details_text.hpp"
#include "pressrun/views/plan_json.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>

namespace pressrun::views {
namespace {

namespace json = boost::json;

constexpr std::size_t most_lines = 12;
constexpr std::size_t fields_shown = 5;
constexpr std::size_t past_shown = 2;

std::string plural(std::uint64_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string{noun} + (count == 1 ? "" : "s");
}

std::string bought_words(const app::Explanation& job) {
  if (job.decision.buys.empty()) return "";
  std::string formats;
  for (const std::string& format : job.decision.buys)
    formats += (formats.empty() ? "" : ", ") + (format == all_formats ? "all formats" : printable(format));
  if (job.decision.fresh.empty())
    return "an equal job before it buys " + formats + " for both, so that this one costs no credits";
  return "a run buys " + formats + " for " + (job.credits_exact ? "" : "at least ") +
         plural(job.credits, "credit");
}

/// Why a run does nothing with the job, or what it does besides buying.
std::string kept_words(const app::Explanation& job, std::string_view manifest) {
  using R = app::PlanReason;
  switch (job.decision.reason) {
    case R::rendering:
      return "it is out: a run polls it, and buys nothing; no credits";
    case R::unchanged:
      return "all that it asks for is there: a run does nothing with it; no credits";
    case R::in_doubt:
      return "it may have been paid for, and nothing is bought until that is settled: pressrun resolve " +
             std::string{manifest} + " --job " + report::shell_word(job.key.text) + " --as id=UUID";
    case R::held:
      return "it failed, and is tried again after " + to_rfc3339(job.decision.not_before) +
             "; no credits before";
    case R::given_up:
      return "it is not tried again by itself: mend it, or run with --select status:failed; no credits";
    case R::dropped:
      return "it was given up, and is not bought until that is taken back: pressrun resolve " +
             std::string{manifest} + " --job " + report::shell_word(job.key.text) + " --as resubmit";
    default:
      return "it costs no credits";
  }
}

std::string cause_words(const app::Explanation& job) {
  using R = app::PlanReason;
  switch (job.decision.reason) {
    case R::is_new:
      return "new";
    case R::changed:
      return "changed";
    case R::outdated:
      return job.design_changed_at
                 ? "outdated, the design was edited at " + to_rfc3339(*job.design_changed_at)
                 : "outdated, the design was edited since";
    case R::failed_before:
      return "failed before, and tried again";
    case R::missing:
      return "paid for, never came, and asked for once more";
    case R::resubmitted:
      return "in doubt before, and submitted again on your word";
    case R::forced:
      return "bought anew, as ordered with --force";
    case R::in_doubt:
      return "in doubt";
    case R::given_up:
      return "given up after it failed";
    default:
      return std::string{app::to_string(job.decision.reason)};
  }
}

std::string verdict_line(const app::Explanation& job, std::string_view manifest) {
  std::string text = printable(job.key.text) + ": ";
  if (!job.is_wanted) return text + "no longer in the manifest; a run buys nothing for it, no credits\n";
  const std::string buys = bought_words(job);
  text += cause_words(job) + ": " + (buys.empty() ? kept_words(job, manifest) : buys) + "\n";
  return text;
}

std::string spot(const SourcePos& at) {
  if (at.line == 0) return "";
  return printable(at.file_name()) + ":" + std::to_string(at.line) +
         (at.column > 0 ? ":" + std::to_string(at.column) : "");
}

/// A place in the manifest itself by its line alone.
std::string source_of(const app::ExplainedField& field, const SourcePos& entry) {
  if (!field.change.now) return "left out now";
  if (field.at.line == 0 && field.cell.line == 0) return "by default";
  const bool is_here = field.at.line != 0 && field.at.file_name() == entry.file_name();
  std::string text = is_here ? "line " + std::to_string(field.at.line) : spot(field.at);
  if (field.cell.line == 0) return text;
  text += (text.empty() ? "" : ", ") + spot(field.cell);
  return field.column.empty() ? text : text + " (" + printable(field.column) + ")";
}

std::string field_line(const app::ExplainedField& field, const SourcePos& entry, bool whole) {
  constexpr std::size_t longest = 40;
  const std::string source = "  [" + source_of(field, entry) + "]\n";
  if (field.differs) return "  " + change_text(field.change, whole) + source;
  const std::string value = printable(api::told(field.change.now.value_or("")));
  return "  " + printable(field.change.path) + ": " + (whole ? value : report::beginning_of(value, longest)) +
         source;
}

std::string_view state_words(RequestState state) {
  constexpr std::array<std::string_view, 9> words{"ended",        "rendering", "refused, not processed",
                                                  "rejected",     "dropped",   "resubmitted",
                                                  "out of reach", "in doubt",  "on its way"};
  return words.at(static_cast<std::size_t>(state));
}

std::string past_words(const app::PastRequest& past) {
  const GenerationRequest& request = past.request;
  const RequestState state = state_of(request);
  if (state != RequestState::concluded) return std::string{state_words(state)};
  std::string text = plural(request.assets.size(), "rendition") + " there";
  const auto is_failure = [](const Failure& failure) { return failure.id != warning_id; };
  const auto failed = std::ranges::count_if(request.failures, is_failure);
  if (failed > 0) text += ", " + std::to_string(failed) + " failed";
  return text;
}

std::string past_line(const app::PastRequest& past, bool whole) {
  const GenerationRequest& request = past.request;
  std::string text = "  " + to_rfc3339(request.intended_at) + "  " + past_words(past);
  text += ", " + plural(credits_of(request).all(), "credit");
  if (!past.for_present) text += ", for what it asked for before";
  if (!request.ids.empty()) text += "  id " + printable(request.ids.back().id.text);
  text += "\n";
  if (!whole) return text;
  for (const Failure& failure : request.failures)
    text += "      " + printable(failure.format) + ": " + printable(failure.message) + " [" +
            printable(failure.id) + "]\n";
  return text;
}

std::string fields_text(const app::Explanation& job, std::size_t most, bool whole) {
  std::string text;
  const std::size_t shown = std::min(job.fields.size(), most);
  for (std::size_t i = 0; i < shown; ++i) text += field_line(job.fields[i], job.entry, whole);
  if (shown < job.fields.size())
    text += "  … and " + plural(job.fields.size() - shown, "more field") + " (-v)\n";
  return text;
}

std::string failure_text(const app::Explanation& job) {
  if (job.failures.empty()) return "";
  const Failure& first = job.failures.front();
  std::string text = "  not there: " + (first.format.empty() ? "" : printable(first.format) + ", ") +
                     report::beginning_of(printable(first.message), 200) + " [" + printable(first.id) + "]";
  if (job.failures.size() > 1) text += " and " + plural(job.failures.size() - 1, "more format");
  return text + "\n";
}

std::string history_text(const app::Explanation& job, bool whole) {
  if (job.history.empty()) return "  nothing was ever submitted for it\n";
  std::string text;
  const std::size_t shown = whole ? job.history.size() : std::min(job.history.size(), past_shown);
  const std::size_t earlier = job.history.size() - shown;
  for (std::size_t i = earlier; i < job.history.size(); ++i) text += past_line(job.history[i], whole);
  if (earlier > 0) text += "  … and " + plural(earlier, "earlier request") + " (-v)\n";
  return text;
}

json::object to_json(const app::ExplainedField& field) {
  return {{"path", field.change.path},
          {"old", json_value(field.differs ? field.change.before : std::nullopt)},
          {"new", json_value(field.change.now)},
          {"differs", field.differs},
          {"at", spot(field.at)},
          {"cell", spot(field.cell)},
          {"column", field.column}};
}

json::object to_json(const app::PastRequest& past) {
  const GenerationRequest& request = past.request;
  json::object made{{"submitted_at", to_rfc3339(request.intended_at)},
                    {"state", state_words(state_of(request))},
                    {"formats", json::value_from(request.formats)},
                    {"assets", request.assets.size()},
                    {"credits", credits_of(request).all()},
                    {"generation_request_id", nullptr},
                    {"present", past.for_present}};
  if (!request.ids.empty()) made["generation_request_id"] = request.ids.back().id.text;
  return made;
}

std::string with_fields(const app::Explanation& job, std::string_view manifest, std::size_t most,
                        bool whole) {
  std::string text = verdict_line(job, manifest);
  if (job.is_wanted) {
    const bool is_unknown = job.decision.reason == app::PlanReason::changed &&
                            job.decision.is_other_content && job.decision.before.empty();
    if (is_unknown) text += "  what it asked for before is not known any more\n";
    text += failure_text(job) + fields_text(job, most, whole);
    if (whole) text += "  content " + job.content + "\n";
  }
  return text + history_text(job, whole);
}

}  // namespace

std::string explanation_text(const app::Explanation& job, std::string_view manifest, Detail detail,
                             std::size_t width) {
  const auto fold = [&](const std::string& text) { return width > 0 ? report::folded(text, width) : text; };
  if (detail == Detail::verdict) return fold(verdict_line(job, manifest));
  if (detail == Detail::everything) return fold(with_fields(job, manifest, job.fields.size(), true));
  std::string text;
  for (std::size_t fields = fields_shown + 1; fields-- > 0;) {
    text = fold(with_fields(job, manifest, fields, false));
    if (std::ranges::count(text, '\n') <= static_cast<std::ptrdiff_t>(most_lines)) break;
  }
  return text;
}

json::object explanation_json(const app::Explanation& job) {
  json::object made{{"key", job.key.text}, {"wanted", job.is_wanted}};
  made["reason"] = job.is_wanted ? json::value(app::to_string(job.decision.reason)) : json::value(nullptr);
  made["formats"] = json::value_from(job.decision.buys);
  made["credits"] = job.credits;
  made["content"] = job.content.empty() ? json::value(nullptr) : json::value(job.content);
  json::array fields;
  for (const app::ExplainedField& field : job.fields) fields.push_back(to_json(field));
  made["fields"] = std::move(fields);
  json::array failures;
  for (const Failure& failure : job.failures)
    failures.push_back(
        json::object{{"format", failure.format}, {"id", failure.id}, {"message", failure.message}});
  made["failures"] = std::move(failures);
  json::array history;
  for (const app::PastRequest& past : job.history) history.push_back(to_json(past));
  made["history"] = std::move(history);
  return made;
}

}  // namespace pressrun::views
