#pragma once

#include "pressrun/api/listing.hpp"
#include "pressrun/core/outcomes.hpp"
#include "pressrun/domain/design.hpp"
#include "pressrun/domain/http.hpp"
#include "pressrun/domain/time.hpp"

#include <optional>
#include <variant>

namespace pressrun::api {

/// Says what an answer, or its absence, means. Total: any bytes get a verdict, none throws.
/// `now` serves only to turn instants of the server (Retry-After as a date, X-RateLimit-Reset) into spans
/// when the answer has no Date header of its own. Source: API reference §2, §3.3, §5.6, §7; src/README.md
/// "Life of a generation request". Answers are read generously, and never as permission to pay: an id that an
/// answer proves is taken whatever its status, and what is not understood is in doubt.
Answer<SubmitOutcome> classify_submission(const HttpOutcome& outcome, WallTime now);
/// The same for the synchronous endpoint, which answers with the picture (§5.2).
Answer<SubmitOutcome> classify_delivery(const HttpOutcome& outcome, WallTime now);
Answer<PollOutcome> classify_poll(const HttpOutcome& outcome, const RequestId& id, WallTime now);
Answer<std::variant<Design, Trouble>> classify_design(const HttpOutcome& outcome, const DesignId& id,
                                                      WallTime now);
/// `GET /banners/{id}`. `asked`: the id; an answer about another banner is unreadable. A banner without an id
/// gets it. The asset may lack its `url`.
Answer<BannerOutcome> classify_banner(const HttpOutcome& outcome, WallTime now, std::string_view asked = {});
/// `POST /auth`. Only a 401 says that the key is refused; another 4xx (403 too, which the API never sends
/// here) that this way of asking is: a server without this endpoint, or something in front of it.
Answer<AuthOutcome> classify_auth(const HttpOutcome& outcome, WallTime now);
/// For calls where only "does it work" counts: health.
Answer<std::variant<std::monostate, Trouble>> classify_plain(const HttpOutcome& outcome, WallTime now);

// Listings: at most 20 000 items of one answer are kept. Source: API reference §4.1, §9.3, §9.4, §11.
Answer<std::variant<Listing<ListedDesign>, Trouble>> classify_designs(const HttpOutcome& outcome,
                                                                      WallTime now);
Answer<std::variant<Listing<Font>, Trouble>> classify_fonts(const HttpOutcome& outcome, WallTime now);
Answer<std::variant<Listing<Project>, Trouble>> classify_projects(const HttpOutcome& outcome, WallTime now);
/// No balance: the API has no such endpoint (before 09-02, reference §11), or tells nothing of it.
Answer<std::variant<std::optional<Balance>, Trouble>> classify_balance(const HttpOutcome& outcome,
                                                                       WallTime now);

/// Whether Failure::recovery of such a failure is `soon`.
bool may_pass(const Failure& failure);

}  // namespace pressrun::api
