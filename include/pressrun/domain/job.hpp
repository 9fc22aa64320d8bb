#pragma once

#include "pressrun/domain/ids.hpp"
#include "pressrun/domain/value.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pressrun {

enum class Endpoint : std::uint8_t {
  generate,
  generate_multipage_pdf,
  generate_sync,  ///< answers with the picture itself: nothing to poll, and nothing to ask for if it is lost
};

/// One design with one variant as the manifest gives it: everything expanded, nothing encoded.
struct JobSpec {
  JobKey key;
  std::size_t position = 0;  ///< 0-based place in the manifest's order
  std::string design_name;   ///< the entry's `name`, by default the UUID
  DesignId design_id;
  Mapping request;             ///< fields of the API's request body under their own names
  Mapping variables;           ///< what tells this job apart: matrix values and row columns, in order
  SourcePos at;                ///< the entry
  SourcePos from;              ///< the row; nowhere: the entry has none
  std::string take = {};       ///< canonical JSON text of the manifest's `take`; empty: none
  bool keep_outdated = false;  ///< `outdated: keep`
  bool sound = true;  ///< false: parts of it could not be made; good for checking what is there, and no more
};

/// SHA-256 of what would be sent (endpoint, design id, body) as "sha256:<64 hex>". The design's version is
/// kept beside it, not in it: a version that is not known (offline, --no-preflight) must not look like a
/// change.
using Fingerprint = Id<struct FingerprintTag>;

/// One design with one variant: what becomes one generation request.
struct Job {
  JobKey key;
  std::size_t position = 0;
  std::string design_name;
  DesignId design_id;
  Endpoint endpoint = Endpoint::generate;
  std::string body;                  ///< canonical JSON, as the asynchronous endpoints take it
  std::vector<std::string> formats;  ///< format names asked for; empty: all that the design has
  std::string output;                ///< `image_file_type`; empty: the design's own
  std::string variables_json;        ///< a JSON object, for the results
  Fingerprint fingerprint;
  Fingerprint
      bundle;  ///< the same for jobs that differ in nothing but the formats they name; empty: goes alone
  std::optional<std::int64_t> design_version;  ///< the design's `updated_at`, where it is known
  int credits_estimate = 0;                    ///< what this job is expected to cost
  bool credits_exact = true;                   ///< false: at least that many
  int assets_expected = 1;                     ///< at least, where the design is not known
  bool uses_ai = false;  ///< something in it is billed in AI credits, which the estimate leaves out

  std::string content;       ///< "sha256:<64 hex>": what the picture shows (api/content.hpp)
  std::string content_text;  ///< canonical; without what does not change the picture
  std::string slot;          ///< the picture that it becomes a new version of, in lower case; empty: none
  std::string take;          ///< canonical JSON text; empty: none
  int credits_each = 1;      ///< expected cost of one format (of a document: of all its pages)
  bool keep_outdated = false;
  std::string callback_url;  ///< empty: none
};

}  // namespace pressrun
