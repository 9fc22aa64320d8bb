#include "pressrun/views/doubt_text.hpp"

#include "pressrun/domain/text.hpp"
#include "pressrun/report/results_writer.hpp"

namespace pressrun::views {

std::string doubt_text(const app::Doubt& doubt, const std::string& campaign, const std::string& manifest) {
  const GenerationRequest* request = app::request_of(doubt.record, doubt.request);
  if (request == nullptr) return "";
  std::string text = printable(doubt.name.empty() ? "request " + std::to_string(doubt.request) : doubt.name);
  text += "  " + app::one_line(*request, doubt.record) + "\n";
  if (!doubt.design_name.empty()) text += "    entry '" + printable(doubt.design_name) + "'\n";
  if (request->doubt) text += "    seen: " + printable(request->doubt->message) + "\n";
  for (const IssuedId& id : request->ids) {
    text += "    id " + printable(id.id.text);
    text += id.gone ? ": no longer known to the API\n" : ": attached by hand, not confirmed yet\n";
  }
  std::size_t others = 0;
  for (const auto& [of, key] : doubt.jobs) {
    if (of == campaign && (key.text == doubt.name || doubt.name.starts_with(key.text + "@"))) continue;
    if (++others <= 5) text += "    concerns '" + printable(key.text) + "' of '" + printable(of) + "' too\n";
  }
  if (others > 5) text += "    and " + std::to_string(others - 5) + " more jobs\n";
  return text + ways_to_settle(manifest, report::shell_word(doubt.name));
}

std::string doubt_line(const app::Doubt& doubt) {
  const GenerationRequest* request = app::request_of(doubt.record, doubt.request);
  if (request == nullptr) return "";
  std::string text = printable(doubt.name.empty() ? "request " + std::to_string(doubt.request) : doubt.name);
  if (doubt.jobs.size() > 1)
    text += " and " + std::to_string(doubt.jobs.size() - 1) + " more of equal content";
  text += "  " + app::one_line(*request, doubt.record);
  return request->doubt ? text + ": " + printable(request->doubt->message) + "\n" : text + "\n";
}

std::string ways_to_settle(const std::string& manifest, const std::string& job) {
  const std::string settle = "    pressrun resolve " + manifest + " --job " + job + " --as ";
  return settle +
         "id=UUID   (of the generation request in the vendor's dashboard; of 'delivery: sync' that of the "
         "file)\n" +
         settle + "drop      (given up)\n" + settle +
         "resubmit  (where the first did render, it is paid for twice)\n";
}

}  // namespace pressrun::views
