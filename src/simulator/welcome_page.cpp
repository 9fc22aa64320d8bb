#include "simulator/welcome_page.hpp"

#include "simulator/assets/html_text.hpp"

#include <boost/json.hpp>

namespace pressrun::simulator {
namespace {

namespace json = boost::json;

constexpr std::string_view stats_mark = "<!--stats-->";

constexpr std::string_view top = R"(<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>pressrun simulator</title><style>
body{font:16px/1.5 system-ui,sans-serif;max-width:54rem;margin:3rem auto;padding:0 1.2rem;color:#1d2733;background:#f8f6f2}
h1{font-size:1.7rem;margin-bottom:.2rem}h2{font-size:1.1rem;margin-top:2.2rem}p.sub{color:#5b6773;margin-top:0}
table{border-collapse:collapse;width:100%;background:#fff;border-radius:8px;overflow:hidden;box-shadow:0 1px 3px #0002}
td,th{padding:.5rem .8rem;text-align:left;border-bottom:1px solid #eceae5;vertical-align:top}
code,pre{font:13px/1.5 ui-monospace,monospace}pre{background:#16324f;color:#f1f5f9;padding:1rem;border-radius:8px;overflow:auto;white-space:pre-wrap}
</style></head><body><h1>pressrun simulator</h1>
)";

std::string text_member(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? html_text(std::string{value->get_string()}) : std::string{};
}

std::string format_names(const json::object& design) {
  const json::value* formats = design.if_contains("formats");
  if (formats == nullptr || !formats->is_array()) return "one PDF of several pages";
  std::string names;
  for (const json::value& format : formats->get_array()) {
    if (!format.is_object()) continue;
    names += (names.empty() ? "" : ", ") + text_member(format.get_object(), "id");
  }
  return names;
}

std::string design_row(const std::string& document) {
  json::error_code failed;
  const json::value design = json::parse(document, failed);
  if (failed || !design.is_object()) return {};
  const json::object& object = design.get_object();
  return "<tr><td>" + text_member(object, "name") + "<br><code>" + text_member(object, "id") +
         "</code></td><td>" + text_member(object, "type") + "</td><td>" + format_names(object) +
         "</td></tr>\n";
}

}  // namespace

std::string welcome_page(const Scenario& scenario, const std::string& base_url) {
  std::string page{top};
  page += "<p class=\"sub\">" + html_text(scenario.company) + " at <code>" + base_url + "</code></p>\n";
  page += "<h2>Run against it</h2>\n<pre>ABYSSALE_API_KEY=any pressrun run --base-url " + base_url +
          " MANIFEST\ncurl -H 'x-api-key: any' " + base_url + "/designs</pre>\n";
  page += "<h2>Designs</h2>\n<table><tr><th>Design</th><th>Type</th><th>Formats</th></tr>\n";
  for (const std::string& design : scenario.designs) page += design_row(design);
  page += "</table>\n<h2>So far</h2>\n<pre>" + std::string{stats_mark} +
          "</pre>\n<p>The same as JSON at <a "
          "href=\"/simulator/stats\">/simulator/stats</a>.</p>\n</body></html>\n";
  return page;
}

std::string with_stats(std::string page, const std::string& stats_json) {
  const std::size_t at = page.find(stats_mark);
  if (at != std::string::npos) page.replace(at, stats_mark.size(), html_text(stats_json));
  return page;
}

}  // namespace pressrun::simulator
