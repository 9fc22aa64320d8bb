// `init` of any design: its manifest loads without a finding, whatever the design's texts are, names this
// design alone, and no text of the server leaves the comment or the value that it stands in.
#include "fuzz/response.hpp"
#include "pressrun/api/classify.hpp"
#include "pressrun/authoring/schema.hpp"
#include "pressrun/authoring/starter.hpp"
#include "pressrun/manifest/manifest.hpp"
#include "support/memory_sources.hpp"

#include <boost/json/parse.hpp>

namespace {

using namespace pressrun;
using fuzz::require;

const std::string uuid = "64238d01-d402-474b-8c2d-fbc957e9d290";

void check_manifest(const std::string& text) {
  std::string lines;
  for (const char c : text) lines += c == '\n' ? ' ' : c;
  require(printable(lines) == lines, "the file hides nothing", lines);
  test::MemorySources sources;
  const auto loaded = manifest::load(text, "starter.yaml", sources, {});
  require(loaded.manifest != nullptr, "a starter can be loaded", text);
  for (const Diagnostic& finding : loaded.diagnostics.items)
    require(false, "a starter has no finding", render(finding));
  require(loaded.manifest->designs() == std::vector<DesignId>{DesignId{uuid}}, "a starter names its design");
  const auto stream = loaded.manifest->jobs();
  const auto job = stream->next();
  require(job.has_value() && !stream->next(), "a starter is one job", text);
  for (const Member& field : job->request) {
    require(field.key == "template_format_names" || field.key == "image_file_type" ||
                field.key == "elements" || field.key == "pages",
            "a starter sets what it means to", field.key);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  const std::string input(bytes, bytes + size);
  const HttpOutcome outcome = fuzz::response_from(input);
  const auto read = api::classify_design(outcome, DesignId{uuid}, WallTime{});
  const auto* design = std::get_if<Design>(&read.outcome);
  if (design == nullptr) return 0;
  check_manifest(authoring::starter_manifest(*design));
  boost::system::error_code error;
  const std::string schema = authoring::manifest_schema_of(*design);
  boost::json::parse(schema, error);
  require(!error && fuzz::is_text(schema), "a schema is JSON", schema);
  return 0;
}
