#pragma once

#include "pressrun/api/listing.hpp"
#include "pressrun/api/names.hpp"
#include "pressrun/domain/design.hpp"
#include "pressrun/domain/diagnostic.hpp"
#include "pressrun/domain/http.hpp"
#include "pressrun/domain/job.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace pressrun::api {

/// Turns a job of the manifest into the request body that the API documents. Values are coerced by what each
/// property wants: text as written, numbers from numeric strings (src/manifest/README.md). `design` may be
/// null (offline): then version, formats and cost stay unknown. Errors: findings at the value's place in the
/// manifest.
/// `fonts`: replaces names of fonts by ids; null: what is written is sent.
std::variant<Job, Diagnostics> encode(const JobSpec& spec, const Design* design,
                                      const FontNames* fonts = nullptr);

/// What tells a job apart, as the results have it: a JSON object.
std::string variables_json(const Mapping& variables);

/// The day that the prices behind Job::credits_estimate were read: "2026-11-16".
std::string_view prices_as_of();

/// Where a job goes when it asks for these formats. The synchronous endpoint makes one, which is named: what
/// asks for more, or for all that the design has, goes to the asynchronous one.
Endpoint endpoint_for(const Job& job, const std::vector<std::string>& formats);
/// The POST for a job. `formats`: these, in this order; empty: all that the design has, whatever the job
/// names. A document has none. `callback_url`: where the API is to tell its end (§8.1); it is no part of what
/// the picture shows; empty: what the job itself says. Throws std::logic_error for a body that encode has not
/// made.
HttpRequest submission(const Job& job, const std::vector<std::string>& formats,
                       const std::string& callback_url = {});
/// Whether the job names a callback of its own, which stays its author's.
bool names_callback(const Job& job);
HttpRequest poll(const RequestId& id);
HttpRequest read_design(const DesignId& id);
HttpRequest read_banner(std::string_view id);
// No page: everything, on an API that does not page (reference §1, §11).
HttpRequest list_designs(const std::optional<Page>& page = {});
HttpRequest list_fonts(const std::optional<Page>& page = {});
HttpRequest list_projects(const std::optional<Page>& page = {});
HttpRequest credits();     ///< GET /credits: since 09-02
HttpRequest verify_key();  ///< POST /auth
HttpRequest health();  ///< GET /ready: harmless, needs no key; for finding out whether the service is back

/// One path segment, percent-encoded with no safe characters but the unreserved ones.
std::string encode_segment(std::string_view segment);

}  // namespace pressrun::api
