// What one command or a few of them take.
#include "usage/option_set.hpp"

namespace pressrun::usage {

void OptionSet::resolve() {
  text_value("--job", "KEY", options_.resolve.job,
             "the job to settle; KEY@N one of several requests in doubt");
  flag("--all", options_.resolve.all, "settle every request in doubt that concerns the manifest");
  value(
      "--as", "id=UUID|resubmit|drop",
      "attach the generation request with that id; submit it again; or give it up; without --as, what is in "
      "doubt is listed",
      [this](const std::string& given) -> std::optional<std::string> {
        if (given == "resubmit") options_.resolve.as = app::ResolveAs::resubmit;
        if (given == "drop") options_.resolve.as = app::ResolveAs::drop;
        if (given.starts_with("id=") && is_uuid(given.substr(3))) {
          options_.resolve.as = app::ResolveAs::attach;
          options_.resolve.request_id = RequestId{given.substr(3)};
        }
        if (!options_.resolve.as) return "'" + given + "' is none of id=UUID, resubmit, drop";
        return std::nullopt;
      });
}

void OptionSet::exit_code() {
  flag("--exit-code", options_.output.exit_code, "end as the last run did; 4 without a run");
}

void OptionSet::simulate() {
  flag("--simulate", options_.input.simulate, "ask the bundled simulator, with no API key");
}

void OptionSet::authored() {
  app_.add_option("DESIGN", options_.authoring.design,
                  "the design's id or name, as 'pressrun designs' lists it")
      ->type_name("");
  text_value("-o,--output", "FILE", options_.authoring.file,
             "write this file, which must not be there yet (default: standard output)");
}

void OptionSet::all_settings() {
  flag("--all", options_.authoring.all,
       "everything that can be written is set, not texts, pictures and colours alone");
}

void OptionSet::runs_compared() {
  app_.get_option("MANIFEST")->expected(1)->allow_extra_args(false)->required();
  app_.add_option("RUN", options_.listing.runs,
                  "the earlier run, and the later one (default: last): an id as 'runs -f id' shows it, its "
                  "beginning, "
                  "last, last-1, …")
      ->type_name("")
      ->required()
      ->expected(1, 2);
}

void OptionSet::export_file() {
  text_value("-o,--output", "FILE", options_.authoring.file,
             "export into this file, which must not be there yet (default: standard output)");
}

void OptionSet::designs_shown() {
  text_value("--project", "NAME", options_.listing.project, "only the designs of this project (name or id)");
  one_of("--type", options_.listing.type, {"static", "animated", "printer", "printer_multipage"},
         "only designs of this type");
}

void OptionSet::yes() {
  flag("-y,--yes", options_.run.yes, "do not ask; needed off a terminal where a question would be asked");
}

}  // namespace pressrun::usage
