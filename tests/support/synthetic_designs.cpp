#include "support/synthetic_designs.hpp"

#include <algorithm>

namespace pressrun::test {
namespace {

const char* const project =
    R"("project_id":"9a1d6f0c-2b77-4c55-8f8e-0d9e6b1c7a10","project_name":"Campaigns",)"
    R"("category_id":"9a1d6f0c-2b77-4c55-8f8e-0d9e6b1c7a10","category_name":"Campaigns")";

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

std::string joined(const std::vector<std::string>& parts) {
  std::string all;
  for (const std::string& part : parts) all += (all.empty() ? "" : ",") + part;
  return all;
}

/// The layer that jobs set, and whose own text shows the edition.
std::string title_by_format(const SyntheticDesign& design) {
  std::vector<std::string> values;
  for (const auto& [format, edition] : design.formats)
    values.push_back(quoted(format) + ":" + quoted("edition " + std::to_string(edition)));
  return R"({"name":"title","type":"text","attributes":[{"id":"payload","values":{)" + joined(values) +
         R"(}}]},{"name":"subtitle","type":"text","attributes":[{"id":"payload","values":{)" +
         joined(values) + "}}]}";
}

std::string formats_member(const SyntheticDesign& design) {
  std::vector<std::string> all;
  for (const auto& [format, edition] : design.formats)
    all.push_back(R"({"id":)" + quoted(format) + R"(,"width":1200,"height":628,"unit":"px"})");
  return R"("formats":[)" + joined(all) +
         R"(],"elements":[{"name":"root","type":"container","attributes":[]},)" + title_by_format(design) +
         R"(],"variables":{})";
}

std::string page(const std::string& name, int edition) {
  return quoted(name) + R"(:[{"name":"root","type":"container"},{"name":"title","type":"text",)" +
         R"("attributes":[{"id":"payload","value":)" + quoted("edition " + std::to_string(edition)) + "}]}]";
}

std::string pages_member(const SyntheticDesign& design) {
  const int edition = design.formats.front().second;
  const std::string size = R"(,"width":210,"height":297,"unit":"mm"})";
  return R"("pages":[{"id":"page_1")" + size + R"(,{"id":"page_2")" + size + R"(],"elements_per_page":{)" +
         page("page_1", edition) + "," + page("page_2", 0) + "}";
}

}  // namespace

Formats SyntheticDesign::names() const {
  Formats all;
  for (const auto& [format, edition] : formats) all.push_back(format);
  return all;
}

int SyntheticDesign::edition(const std::string& format) const {
  const auto found = std::ranges::find(formats, format, &std::pair<std::string, int>::first);
  return found == formats.end() ? -1 : found->second;
}

std::string SyntheticDesign::json() const {
  return R"({"id":)" + quoted(id.text) + R"(,"template_id":)" + quoted(id.text) + R"(,"name":)" +
         quoted(name) + R"(,"type":)" + quoted(document ? "printer_multipage" : "static") +
         R"(,"created_at":1771200000,"updated_at":)" + std::to_string(version) + "," + project + "," +
         (document ? pages_member(*this) : formats_member(*this)) + "}";
}

std::vector<SyntheticDesign> synthetic_designs() {
  std::vector<SyntheticDesign> all(3);
  all[0].id = DesignId{"64238d01-d402-474b-8c2d-fbc957e9d290"};
  all[0].name = "hero";
  all[0].formats = {{"facebook-feed", 0}, {"instagram-post", 0}};
  all[1].id = DesignId{"5fcec999-2bfb-4dd7-ba38-2d9e16c49149"};
  all[1].name = "teaser";
  all[1].formats = {{"billboard", 0}, {"rectangle", 0}};
  all[2].id = DesignId{"b6a1e0d7-2c43-4f95-8e17-9d5c3b7f1a64"};
  all[2].name = "catalogue";
  all[2].document = true;
  all[2].formats = {{std::string{document_format}, 0}};
  return all;
}

}  // namespace pressrun::test
