#include "io/journal/request_tables.hpp"

#include <algorithm>
#include <array>

namespace pressrun::io {
namespace {

std::int64_t in_column(std::uint64_t number) { return static_cast<std::int64_t>(number); }

std::string in_small_letters(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

}  // namespace

void RequestTables::add(const HeldContent& held, GenerationRequest& request, std::int64_t worker) {
  statements_.run(
      "INSERT INTO requests (content, account, campaign, run, format_set, state, worker, intended_at, as_of, "
      "credits_each, exact, ordered, out) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      held.number, held.record.key.account, request.campaign, request.run, names_.number_of(request.formats),
      static_cast<std::int64_t>(stored(state_of(request))), worker, to_column(request.intended_at),
      to_column(request.as_of), request.credits_each, request.credits_exact ? 1 : 0, request.ordered ? 1 : 0,
      in_column(credits_of(request).out));
  request.number = statements_.database().getLastInsertRowid();
}

void RequestTables::save(const HeldContent& held, const GenerationRequest& request, const Credits& before) {
  const Credits now = credits_of(request);
  SQLite::Statement& update = statements_(
      "UPDATE requests SET concluded_run = ?, state = ?, as_of = ?, accepted_at = ?, ended_at = ?, polls = "
      "?, "
      "final = ?, decision = ?, settled = ?, out = ?, in_doubt = ?, ids = ?, assets = ?, failures = ?, "
      "refused = ?, rejected = ?, doubt = ?, api_version = ?, decided_at = ? WHERE request = ?");
  update.bind(1, request.concluded_run);
  update.bind(2, static_cast<std::int64_t>(stored(state_of(request))));
  update.bind(3, to_column(request.as_of));
  bind_time(update, 4, request.accepted_at);
  bind_time(update, 5, request.ended_at);
  update.bind(6, request.polls);
  update.bind(7, request.final ? 1 : 0);
  update.bind(8, static_cast<int>(request.decision));
  update.bind(9, in_column(now.settled));
  update.bind(10, in_column(now.out));
  update.bind(11, in_column(now.in_doubt));
  const std::array<std::string, 6> lists{
      write_ids(request.ids),           write_assets(request.assets, names_.prefixes()),
      write_failures(request.failures), write_failure(request.refused),
      write_failure(request.rejected),  write_failure(request.doubt)};
  int index = 12;
  for (const std::string& list : lists) update.bindNoCopy(index++, list);
  update.bindNoCopy(18, request.api_version);
  bind_time(update, 19, request.decided_at);
  update.bind(20, request.number);
  update.exec();
  update.reset();
  sums_.count(held, request, before);
}

/// So that whoever is asked about an id finds its request.
void RequestTables::save_ids(RequestNumber request, const std::vector<IssuedId>& before,
                             const std::vector<IssuedId>& now) {
  const auto has = [](const std::vector<IssuedId>& ids, const RequestId& id) {
    return std::ranges::find(ids, id, &IssuedId::id) != ids.end();
  };
  for (const IssuedId& id : before)
    if (!has(now, id.id))
      statements_.run("DELETE FROM request_ids WHERE id = ? AND request = ?", in_small_letters(id.id.text),
                      request);
  for (const IssuedId& id : now)
    if (!has(before, id.id))
      statements_.run("INSERT INTO request_ids (id, request) VALUES (?, ?) ON CONFLICT DO NOTHING",
                      in_small_letters(id.id.text), request);
}

}  // namespace pressrun::io
