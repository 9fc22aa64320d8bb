#include "pressrun/views/diff_text.hpp"

#include "pressrun/domain/text.hpp"
#include "pressrun/views/plan_details_text.hpp"
#include "pressrun/views/plan_json.hpp"

#include <cstddef>

namespace pressrun::views {
namespace {

namespace json = boost::json;
using app::JobDifference;

std::string run_line(const char* role, const RunRecord& run) {
  std::string text = std::string{role} + printable(run.id.text) + "  " + to_rfc3339(run.started_at);
  if (!run.ending.empty()) text += "  " + printable(run.ending);
  return text + "\n";
}

std::string counts(const app::RunDiff& diff) {
  std::string text;
  for (const JobDifference kind :
       {JobDifference::is_new, JobDifference::gone, JobDifference::changed, JobDifference::remade}) {
    const std::size_t count = diff.count(kind);
    if (count == 0) continue;
    text += (text.empty() ? "" : ", ") + std::to_string(count) + " " +
            (kind == JobDifference::remade ? "made again" : std::string{app::to_string(kind)});
  }
  if (text.empty()) return "no job differs\n";
  const std::size_t pictures = diff.pictures();
  if (pictures > 0)
    text += "; " + std::to_string(pictures) + (pictures == 1 ? " picture differs" : " pictures differ");
  return text + "\n";
}

const char* sign_of(JobDifference difference) {
  switch (difference) {
    case JobDifference::is_new:
      return "+ ";
    case JobDifference::gone:
      return "- ";
    case JobDifference::changed:
      return "~ ";
    case JobDifference::remade:
      return "= ";
  }
  return "";
}

std::string remade_words(const app::DiffedJob& job) {
  std::string text = "  made again";
  if (job.change.after->ordered) text += ", as ordered with --force";
  if (job.design_edited_at) text += ", the design was edited at " + to_rfc3339(*job.design_edited_at);
  return text;
}

std::string format_name(const std::string& format) { return format.empty() ? "document" : printable(format); }

std::string picture_word(const app::PictureDifference& picture) {
  if (picture.before == nullptr) return " (new)";
  return picture.after == nullptr ? " (not there yet)" : "";
}

std::string pictures_text(const app::DiffedJob& job, bool whole) {
  if (job.pictures.empty()) return "";
  std::string text = whole ? "" : "    pictures: ";
  for (const app::PictureDifference& picture : job.pictures) {
    const std::string name = format_name(picture.format) + picture_word(picture);
    if (!whole) {
      text += (&picture == &job.pictures.front() ? "" : ", ") + name;
      continue;
    }
    text += "    " + name + "\n";
    if (picture.before != nullptr) text += "      - " + printable(picture.before->url) + "\n";
    if (picture.after != nullptr) text += "      + " + printable(picture.after->url) + "\n";
  }
  return whole ? text : text + "\n";
}

std::string job_text(const app::DiffedJob& job, bool whole) {
  std::string text = sign_of(job.difference) + printable(job.change.key.text);
  if (job.difference == JobDifference::remade) text += remade_words(job);
  text += "\n";
  const bool changed = job.difference == JobDifference::changed;
  if (changed && job.fields.empty()) text += "    what differs is not known any more\n";
  for (const api::FieldChange& field : job.fields) text += "    " + change_text(field, whole) + "\n";
  if (changed && job.design_edited_at)
    text += "    the design was edited at " + to_rfc3339(*job.design_edited_at) + "\n";
  return text + pictures_text(job, whole);
}

json::value address(const Asset* asset) { return asset == nullptr ? json::value() : json::value(asset->url); }

json::object to_json(const RunRecord& run) {
  return {{"id", run.id.text}, {"started_at", to_rfc3339(run.started_at)}, {"ending", run.ending}};
}

json::object to_json(const app::DiffedJob& job) {
  json::array fields;
  for (const api::FieldChange& field : job.fields)
    fields.push_back(json::object{
        {"path", field.path}, {"old", json_value(field.before)}, {"new", json_value(field.now)}});
  json::array pictures;
  for (const app::PictureDifference& picture : job.pictures)
    pictures.push_back(json::object{
        {"format", picture.format}, {"old", address(picture.before)}, {"new", address(picture.after)}});
  const JobThen& any = job.change.after ? *job.change.after : *job.change.before;
  return {{"key", job.change.key.text},
          {"design", any.design_name},
          {"difference", app::to_string(job.difference)},
          {"fields", std::move(fields)},
          {"pictures", std::move(pictures)},
          {"design_edited_at",
           job.design_edited_at ? json::value(to_rfc3339(*job.design_edited_at)) : json::value()}};
}

}  // namespace

std::string diff_text(const app::RunDiff& diff, bool whole) {
  std::string text = run_line("from  ", diff.from) + run_line("to    ", diff.to) + counts(diff);
  for (const app::DiffedJob& job : diff.jobs) text += job_text(job, whole);
  return text;
}

json::object diff_json(const app::RunDiff& diff) {
  json::array jobs;
  for (const app::DiffedJob& job : diff.jobs) jobs.push_back(to_json(job));
  return {{"pressrun", 1}, {"from", to_json(diff.from)}, {"to", to_json(diff.to)}, {"jobs", std::move(jobs)}};
}

}  // namespace pressrun::views
