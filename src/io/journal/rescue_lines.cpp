#include "io/journal/rescue_lines.hpp"

#include "io/journal/compact_json.hpp"
#include "io/journal/statements.hpp"
#include "pressrun/ports/journal.hpp"

#include <boost/json.hpp>

#include <utility>

namespace pressrun::io {
namespace {

namespace json = boost::json;

std::string no_prefix(std::int64_t) { return {}; }
const Prefixes whole_addresses{[](std::string_view) { return std::int64_t{0}; }, no_prefix};

[[noreturn]] void refuse_line() { throw JournalError("a line of a rescue cannot be read"); }

json::value as_json(const std::string& list) { return list.empty() ? json::array{} : json::parse(list); }

void write_fact(json::object& line, const IdIssued& f) {
  line["kind"] = "id";
  line["id"] = f.id.text;
  line["proof"] = static_cast<int>(f.proof);
  line["as_of"] = to_column(f.as_of);
}
void write_fact(json::object& line, const BannersSeen& f) {
  line["kind"] = "banners";
  line["assets"] = as_json(write_assets(f.assets, whole_addresses));
}
void write_fact(json::object& line, const RequestConcluded& f) {
  line["kind"] = "end";
  line["assets"] = as_json(write_assets(f.assets, whole_addresses));
  line["failures"] = as_json(write_failures(f.failures));
  line["polls"] = f.polls;
  line["as_of"] = to_column(f.as_of);
  line["run"] = f.run;
}

WallTime moment(const json::object& line, const char* name) { return wall_time(line.at(name).as_int64()); }

Proof proof_in(const json::object& line) {
  const std::int64_t number = line.at("proof").as_int64();
  if (number < 0 || number > static_cast<std::int64_t>(Proof::token)) refuse_line();
  return static_cast<Proof>(number);
}

Fact fact_in(const json::object& line) {
  const RequestNumber request = line.at("request").as_int64();
  const json::string& kind = line.at("kind").as_string();
  const WallTime at = moment(line, "at");
  if (kind == "id")
    return IdIssued{request, RequestId{std::string{line.at("id").as_string()}}, proof_in(line),
                    moment(line, "as_of"), at};
  std::vector<Asset> assets = read_assets(json::serialize(line.at("assets")), whole_addresses);
  if (kind == "banners") return BannersSeen{request, std::move(assets), at};
  if (kind != "end") refuse_line();
  return RequestConcluded{request,
                          std::move(assets),
                          read_failures(json::serialize(line.at("failures"))),
                          line.at("polls").to_number<int>(),
                          moment(line, "as_of"),
                          line.at("run").as_int64(),
                          at};
}

}  // namespace

std::string rescue_line(const LedgerEntry& entry) {
  json::object line{{"account", entry.content.account}, {"content", entry.content.digest.text()}};
  std::visit(
      [&](const auto& f) {
        if constexpr (requires { write_fact(line, f); }) {
          line["request"] = f.request;
          line["at"] = to_column(f.at);
          write_fact(line, f);
        }
      },
      entry.fact);
  return line.contains("kind") ? json::serialize(line) + "\n" : std::string{};
}

std::optional<LedgerEntry> read_rescue_line(const std::string& text) {
  try {
    const json::value value = json::parse(text);
    const json::object& line = value.as_object();
    const auto digest = ContentDigest::parse(std::string{line.at("content").as_string()});
    if (!digest) return std::nullopt;
    return LedgerEntry{{line.at("account").as_int64(), *digest}, fact_in(line)};
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

}  // namespace pressrun::io
