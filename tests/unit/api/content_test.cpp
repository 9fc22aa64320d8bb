// The canonical form of what a picture shows, frozen. A row that has to change here means that every content
// in every journal has another digest and would be paid for again: that is a migration, no correction.
#include "pressrun/api/content.hpp"

#include "pressrun/api/encode_request.hpp"
#include "unit/api/specs.hpp"

#include <boost/test/unit_test.hpp>

#include <map>

BOOST_AUTO_TEST_SUITE(content)

using namespace pressrun;
using namespace pressrun::api;

namespace {

struct Vector {
  std::string name;
  Mapping request;
  std::string take;
  std::string text;  ///< empty: too long to stand here
  std::string digest;
};

Mapping property(std::string name, Value value) {
  return with_property(std::move(name), std::move(value)).request;
}

/// The texts were written by hand, and the digests made by another program from them.
const std::vector<Vector>& vectors() {
  static const std::vector<Vector> all{
      {"nothing said",
       {},
       "",
       R"j({"body":{},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:9d4d7e0ff2aae6a5c797becc5b539043113ce68baa1036198b6084017c0b17fd"},
      {"an integer", property("font_size", plain("12")), "",
       R"j({"body":{"elements":{"layer":{"font_size":12}}},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:94507a8283981a46cf5fb1719cc88069cf6d648ff5ff8146e38ed49976d56075"},
      {"the same in quotes", property("font_size", quoted("12")), "",
       R"j({"body":{"elements":{"layer":{"font_size":12}}},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:94507a8283981a46cf5fb1719cc88069cf6d648ff5ff8146e38ed49976d56075"},
      {"the same with a fraction", property("font_size", plain("12.0")), "",
       R"j({"body":{"elements":{"layer":{"font_size":12}}},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:94507a8283981a46cf5fb1719cc88069cf6d648ff5ff8146e38ed49976d56075"},
      {"the same with an exponent", property("font_size", plain("1.2e1")), "",
       R"j({"body":{"elements":{"layer":{"font_size":12}}},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:94507a8283981a46cf5fb1719cc88069cf6d648ff5ff8146e38ed49976d56075"},
      {"a thousand", property("font_size", plain("1e3")), "",
       R"j({"body":{"elements":{"layer":{"font_size":1000}}},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:2b4d0a835f2c789d9c50f512fd79eb9c99d4abeb8ea6bd9b2dde07356dc43a89"},
      {"a fraction", property("opacity", plain("0.10")), "",
       R"j({"body":{"elements":{"layer":{"opacity":0.1}}},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:1dacad1db17698448a3e48a7c978df9e430b6954459d00ee21b5c6344a60920f"},
      {"minus nothing", property("skew_y", plain("-0.0")), "",
       R"j({"body":{"elements":{"layer":{"skew_y":0}}},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:8517ba959d82187a747e869e6a2c79a587afd4ff1d1b8ccf5e68c34700417708"},
      {"small", property("something_new", plain("0.000001")), "",
       R"j({"body":{"elements":{"layer":{"something_new":0.000001}}},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:380751f57393f4c63d83a3d9e148e3c4a009ed0725b12c63e22c16d28090a7b8"},
      {"smaller", property("something_new", plain("0.0000001")), "",
       R"j({"body":{"elements":{"layer":{"something_new":1e-7}}},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:0c03dfdbf494a65c6031b39b4644e77902f842e7e0b8713faed4772a7fe2d51f"},
      {"large", property("something_new", plain("1e20")), "",
       R"j({"body":{"elements":{"layer":{"something_new":100000000000000000000}}},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:336ade3cde47755453eaa7f2512a93ca3acb13c59107626acbe9e219958c4ca1"},
      {"larger", property("something_new", plain("-1.5e21")), "",
       R"j({"body":{"elements":{"layer":{"something_new":-1.5e+21}}},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:71191b4634868d9a8145b4e730532f11b9b3c62b9bc29e5771288a138a3853b3"},
      {"an integer beyond what doubles hold", property("something_new", plain("9007199254740993")), "",
       R"j({"body":{"elements":{"layer":{"something_new":9007199254740993}}},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:3028bafb21f042b3b1f46f2ad878b50dd51435d6e9d4a34efa6f2073dfc74add"},
      {"the largest integer", property("something_new", plain("18446744073709551615")), "",
       R"j({"body":{"elements":{"layer":{"something_new":18446744073709551615}}},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:85e9c0e83917c3b118497019e43821fc83fd769688b4f7c2a8f685e9397bffc3"},
      {"a text of digits", property("payload", plain("12.0")), "",
       R"j({"body":{"elements":{"layer":{"payload":"12.0"}}},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:dc5582ba286cfed836c9aaf8d857cd3ff7a156848a575281c758734666ee5727"},
      {"escapes", property("payload", quoted("a\"b\\c/\n\t\x01 é🎈")), "",
       R"j({"body":{"elements":{"layer":{"payload":"a\"b\\c/\n\t\u0001 é🎈"}}},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:00cb0ad9eaae91da768a6f82b31357f6bb8bf9017ce159a229c65b9f69fbe503"},
      {"decomposed letters are others", property("payload", quoted("e\xCC\x81")), "",
       R"j({"body":{"elements":{"layer":{"payload":"é"}}},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:137ec3d6705ae6c20acbc8fc20061ecffd96672dbbb49b00623366b61d1e9271"},
      {"a colour", property("color", quoted("#FFaa00")), "",
       R"j({"body":{"elements":{"layer":{"color":"#ffaa00"}}},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:6628bbe33889f5251e28225808c8f0556df1046bfaf2aac0da24f5e262c39def"},
      {"a short colour", property("stroke_color", quoted("#FA0")), "",
       R"j({"body":{"elements":{"layer":{"stroke_color":"#fa0"}}},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:0d673689cbfd20b8f31223035c3c24da9568196905278e68a326e053e10f2dd4"},
      {"a gradient",
       property("background_color", quoted("linear-gradient(0% 0% 100% 0%,0% #FFFFFF 1,100% #00AAFF80 0.5)")),
       "",
       R"j({"body":{"elements":{"layer":{"background_color":"linear-gradient(0% 0% 100% 0%,0% #ffffff 1,100% #00aaff80 0.5)"}}},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:537a23cad02d5b9ced2042ededd98220b411487722ad28c9600a8fb049ce21ef"},
      {"ink", property("color", quoted("CMYKA(0,0,0,100,100)")), "",
       R"j({"body":{"elements":{"layer":{"color":"CMYKA(0,0,0,100,100)"}}},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:23991f57ffec053b6fc8ac896f1d754aed4fc2d5847d45dbbb36ccedbc70f07a"},
      {"no colour but a text", property("payload", quoted("<c=#FFAA00>x</c>")), "",
       R"j({"body":{"elements":{"layer":{"payload":"<c=#FFAA00>x</c>"}}},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:9102fd37df2eb1233af6b37a7dd947e83d15f1f854c3e399920d440038216c5a"},
      {"a colour of an object",
       property("illustration_properties", map({entry("primary_color", quoted("#ABCDEF"))})), "",
       R"j({"body":{"elements":{"layer":{"illustration_properties":{"primary_color":"#abcdef"}}}},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:7c0571bf850c4585bc8a26f4e6a29abc1c88eacc4133e9c10f60659638d6b76e"},
      {"a variable called color",
       {entry("elements", map({entry("vars", map({entry("color", quoted("#ABC"))}))}))},
       "",
       R"j({"body":{"elements":{"vars":{"color":"#ABC"}}},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:c5e43d490518ebcaa9cbc274fd5d43bbd898a03680be12d689d114c387c8cdd2"},
      {"no hex colour", property("color", quoted("#ABCDE #GGG #ABCDEFG")), "",
       R"j({"body":{"elements":{"layer":{"color":"#ABCDE #GGG #ABCDEFG"}}},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:9c5417cbbb7d84260e120a1e01531571a9a0717b7835cd1fd027768557367e81"},
      {"an address", property("image_url", quoted("HTTPS://Files.example/A%2fb.png?X=#ABC")), "",
       R"j({"body":{"elements":{"layer":{"image_url":"HTTPS://Files.example/A%2fb.png?X=#ABC"}}},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:32810a2c195fd03b6280642e3bdbb03e78fb81414c63d18738dfcb1b9a28fae2"},
      {"null",
       {entry("html5", map({entry("repeat", plain("null"))}))},
       "",
       R"j({"body":{"html5":{"repeat":null}},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:582d45bb58fc31903ede963ed14fe90c799c71f5387f05c5ad015aa26178bf51"},
      {"absent",
       {entry("html5", map({}))},
       "",
       R"j({"body":{"html5":{}},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:d0bfded3ddd28e88c350531c2e4385cb4e5cdbb10373b8c551e087a2ce4f91db"},
      {"the type of itself",
       {entry("image_file_type", plain("auto"))},
       "",
       R"j({"body":{},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:9d4d7e0ff2aae6a5c797becc5b539043113ce68baa1036198b6084017c0b17fd"},
      {"a type",
       {entry("image_file_type", plain("png"))},
       "",
       R"j({"body":{"image_file_type":"png"},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:674282a7749cb120bc3a930479fcb693f8e606cd71bde14e05499216c3d1e582"},
      {"what does not change the picture",
       {entry("template_format_names", list({plain("b"), plain("a")})),
        entry("callback_url", plain("https://h.test/1")), entry("delivery", plain("async"))},
       "",
       R"j({"body":{},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:9d4d7e0ff2aae6a5c797becc5b539043113ce68baa1036198b6084017c0b17fd"},
      {"at once",
       {entry("template_format_names", list({plain("b")})), entry("delivery", plain("sync"))},
       "",
       R"j({"body":{},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:9d4d7e0ff2aae6a5c797becc5b539043113ce68baa1036198b6084017c0b17fd"},
      {"below the top they are as any other",
       {entry("x",
              map({entry("callback_url", quoted("y")), entry("template_format_names", list({plain("a")}))}))},
       "",
       R"j({"body":{"x":{"callback_url":"y","template_format_names":["a"]}},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:ac13ce462331e5769b298ec81c63a4ebb0dfbedf46d2827366b717a9ffcb3230"},
      {"sorted by bytes",
       {entry("elements", map({entry("é", quoted("1")), entry("b", quoted("2")), entry("B", quoted("3")),
                               entry("a b", quoted("4"))}))},
       "",
       R"j({"body":{"elements":{"B":"3","a b":"4","b":"2","é":"1"}},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:369648d605b9cb8132e2da7a392c3a1540868e7538e506d55a7c14bcb8498c3a"},
      {"lists keep their order", property("focus_objects", list({plain("Dog"), plain("Cat")})), "",
       R"j({"body":{"elements":{"layer":{"focus_objects":["Dog","Cat"]}}},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:d758a31c7f0e3f107816fb6a0bc5d8b38f92186e90ecaf31cb36f150f47963d7"},
      {"a built-in profile",
       {entry("print", map({entry("color_profile", quoted("ISO Coated v2 (ECI)"))}))},
       "",
       R"j({"body":{"print":{"color_profile":"be2ab219-8fe4-4d85-91ba-65bdc9ddaf01"}},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:067c198cb0e5c900554341a65f556743d71c6fb0c76bf64392fca3eeab101d5c"},
      {"a document",
       {entry("pages",
              map({entry("page_1", map({entry("root", map({entry("background_color", quoted("#FFF"))}))}))})),
        entry("image_file_type", plain("pdf"))},
       "",
       R"j({"body":{"pages":{"page_1":{"root":{"background_color":"#fff"}}}},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:dfd7154e021d7ee50616f38743048a01cfd2f5d2aa1365814236aaffca08c497"},
      {"a version of a visual",
       {entry("original_visual_id", quoted("B0000000-0000-4000-8000-000000000001"))},
       "",
       R"j({"body":{"original_visual_id":"b0000000-0000-4000-8000-000000000001"},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:ff3ffecc92af0f7e7f7e22f97ac00fda4b93eb680099d50f875aca0a2da342c3"},
      {"a take",
       {},
       R"("2")",
       R"j({"body":{},"design":"11111111-1111-4111-8111-111111111111","take":"2"})j",
       "sha256:c8e81e34049637be3aefa930f3bdd475fb5e63b5e492b9dc3ef2bd337ebb75c4"},
      {"a take that is a number",
       {},
       R"(2)",
       R"j({"body":{},"design":"11111111-1111-4111-8111-111111111111","take":2})j",
       "sha256:8c4b67c0e2c383616b181d464790f28cde6a7b01dc9b437c985bbb055a82b5b4"},
      {"a long text", property("payload", quoted(std::string(4096, 'x'))), "", std::string{},
       "sha256:f8fa76b4a5fdf07a1d4d703ff67b6555d090641e18f5b2bafe68f12b3a1e820a"},
      {"a longer text", property("payload", quoted(std::string(4097, 'x'))), "",
       R"j({"body":{"elements":{"layer":{"payload":{"bytes":4097,"sha256":"3e97197f4b8d46a893067c94ab15e195e3d97fb5f24eede5ef047b571240d92b"}}}},"design":"11111111-1111-4111-8111-111111111111"})j",
       "sha256:f3c6e3233b1000cbd9cbde9eb72dfc07b886ba9bcaa95255c14d25a7bd3a1e00"},
  };
  return all;
}

Job job(JobSpec spec) {
  auto made = encode(spec, nullptr);
  BOOST_REQUIRE(std::holds_alternative<Job>(made));
  return std::get<Job>(std::move(made));
}

Job job(const Vector& vector) {
  JobSpec spec = spec_of(vector.request);
  spec.take = vector.take;
  return job(std::move(spec));
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_vector_has_its_text_and_its_digest) {
  for (const Vector& vector : vectors()) {
    BOOST_TEST_CONTEXT(vector.name) {
      const Job made = job(vector);
      if (!vector.text.empty()) BOOST_TEST(made.content_text == vector.text);
      BOOST_TEST(made.content == vector.digest);
      BOOST_TEST(made.content == content_digest(made.content_text));
      BOOST_TEST(made.fingerprint.text == made.content);
      BOOST_TEST(made.take == vector.take);
    }
  }
}

BOOST_AUTO_TEST_CASE(vectors_are_equal_where_their_texts_are_and_nowhere_else) {
  std::map<std::string, std::string> texts;
  for (const Vector& vector : vectors()) {
    const std::string text = job(vector).content_text;
    BOOST_TEST(texts.emplace(vector.digest, text).first->second == text);
  }
  BOOST_TEST(texts.size() == 36U);
}

// Only spellings that the encoder unifies in what it sends are equal: else two equal contents would be two
// requests.
BOOST_AUTO_TEST_CASE(what_is_sent_is_spelt_as_the_content_is) {
  for (const Vector& vector : vectors()) {
    if (vector.text.empty() || vector.request.size() != 1) continue;
    const std::string& key = vector.request.front().key;
    const Job made = job(vector);
    if (key == "image_file_type" || made.body.size() > 4096) continue;
    BOOST_TEST(made.content_text.starts_with(R"({"body":)" + made.body + ","));
  }
  const Job automatic = job(spec_of({entry("image_file_type", plain("auto"))}));
  BOOST_TEST(automatic.body == "{}");
  BOOST_TEST(automatic.output.empty());
}

BOOST_AUTO_TEST_CASE(long_texts_are_sent_whole) {
  const std::string text(5000, 'x');
  const Job made = job(with_property("payload", quoted(text)));
  BOOST_TEST(made.body == R"({"elements":{"layer":{"payload":")" + text + R"("}}})");
  BOOST_TEST(made.content_text.size() < 300U);
}

BOOST_AUTO_TEST_CASE(the_design_counts_and_its_case_does_not) {
  JobSpec upper = spec_of({});
  upper.design_id = DesignId{"ABCDEF00-1111-4111-8111-111111111111"};
  JobSpec lower = upper;
  lower.design_id = DesignId{"abcdef00-1111-4111-8111-111111111111"};
  BOOST_TEST(job(upper).content_text == R"({"body":{},"design":"abcdef00-1111-4111-8111-111111111111"})");
  BOOST_TEST(job(upper).content == job(lower).content);
  BOOST_TEST(job(upper).content != job(spec_of({})).content);
}

BOOST_AUTO_TEST_CASE(names_keys_and_places_do_not_count) {
  JobSpec other = spec_of({});
  other.key = JobKey{"else/where"};
  other.design_name = "else";
  other.position = 99;
  other.variables = {entry("row", plain("7"))};
  other.keep_outdated = true;
  const Job made = job(other);
  BOOST_TEST(made.content == job(spec_of({})).content);
  BOOST_TEST(made.keep_outdated);
}

BOOST_AUTO_TEST_CASE(a_name_and_the_id_that_it_stands_for_are_equal) {
  const std::string id = "5a7b1c2d-0000-4000-8000-0000000000aa";
  const FontNames fonts({{id, "Inter", "google", {}}});
  const auto content = [&](const std::string& font) {
    return std::get<Job>(encode(with_property("font", quoted(font)), nullptr, &fonts)).content;
  };
  BOOST_TEST(content("Inter") == content(id));
}

BOOST_AUTO_TEST_CASE(what_does_not_change_the_picture_stands_beside_it) {
  const Job made = job(spec_of({entry("template_format_names", list({plain("b"), plain("a"), plain("b")})),
                                entry("callback_url", plain("https://h.test/1"))}));
  BOOST_TEST(made.formats == (std::vector<std::string>{"b", "a"}));
  BOOST_TEST(made.callback_url == "https://h.test/1");
  BOOST_TEST(made.body == R"({"callback_url":"https://h.test/1","template_format_names":["b","a"]})");
  BOOST_TEST(job(spec_of({})).callback_url.empty());
}

BOOST_AUTO_TEST_SUITE_END()
