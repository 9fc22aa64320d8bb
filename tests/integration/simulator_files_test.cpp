// The files behind the URLs that the simulator hands out; and TLS.
#include "integration/simulator_client.hpp"
#include "support/test_certificate.hpp"

#include <boost/asio/ssl.hpp>

#include <filesystem>
#include <fstream>
#include <functional>

BOOST_AUTO_TEST_SUITE(simulator_files)

using namespace pressrun;
using namespace pressrun::test;

namespace {

const std::string hero = "64238d01-d402-474b-8c2d-fbc957e9d290";
const std::string catalogue = "b6a1e0d7-2c43-4f95-8e17-9d5c3b7f1a64";
const std::string clip = "e94f8a16-7b35-4d02-a8c9-1f6e5d3b0c75";

struct FilesFixture : SimulatorFixture {
  FilesFixture() { start(); }

  /// The first file of a generation, as the API describes it.
  json::value generated(const std::string& target, const std::string& body) {
    auto client = connect();
    const Response submitted = client.call("POST", target, body);
    BOOST_TEST_REQUIRE(submitted.result_int() == 200U, submitted.body());
    const std::string id{json::parse(submitted.body()).at("generation_request_id").as_string()};
    const Response polled = client.call("GET", "/generation-request/" + id);
    return json::parse(polled.body()).at("banners").at(0).at("file");
  }
  json::value file_of(const std::string& design, const std::string& type, const std::string& format) {
    return generated(
        "/async/banner-builder/" + design + "/generate",
        R"({"image_file_type":")" + type + R"(","template_format_names":[")" + format +
            R"("],"elements":{"title":{"payload":"Été"}},"html5":{"include_backup_image":true}})");
  }
  std::string path(const json::value& url) {
    const std::string text{url.as_string()};
    BOOST_TEST_REQUIRE(text.starts_with(server->base_url() + "/assets/"), text);
    return text.substr(server->base_url().size());
  }
  std::string fetched(const json::value& url, const std::string& content_type) {
    auto client = connect();
    const Response response = client.call("GET", path(url));
    BOOST_TEST(response.result_int() == 200U);
    BOOST_TEST(response[http::field::content_type] == content_type);
    return response.body();
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(pictures_of_every_type_can_be_fetched, FilesFixture) {
  const auto begin = [this](const std::string& type) {
    return fetched(file_of(hero, type, "facebook-feed").at("url"), "image/" + type).substr(0, 12);
  };
  BOOST_TEST(begin("png").starts_with("\x89PNG\r\n\x1A\n"));
  BOOST_TEST(begin("jpeg").starts_with("\xFF\xD8\xFF"));
  BOOST_TEST(begin("webp").ends_with("WEBP"));
  BOOST_TEST(begin("avif").ends_with("ftypavif"));
}

BOOST_FIXTURE_TEST_CASE(films_can_be_fetched, FilesFixture) {
  BOOST_TEST(fetched(file_of(clip, "gif", "square").at("url"), "image/gif").starts_with("GIF89a"));
  BOOST_TEST(fetched(file_of(clip, "mp4", "square").at("url"), "video/mp4").substr(4, 4) == "ftyp");
}

BOOST_FIXTURE_TEST_CASE(a_bundle_and_its_backup_picture_can_be_fetched, FilesFixture) {
  const json::value file = file_of(clip, "html5", "square");
  BOOST_TEST(fetched(file.at("url"), "application/zip").starts_with("PK\x03\x04"));
  BOOST_TEST(fetched(file.at("fallback_image_url"), "image/jpeg").starts_with("\xFF\xD8\xFF"));
}

BOOST_FIXTURE_TEST_CASE(a_catalogue_can_be_fetched, FilesFixture) {
  const json::value file =
      generated("/async/banner-builder/" + catalogue + "/generate-multipage-pdf",
                R"({"pages":{"page_1":{"title":{"payload":"a"}},"page_2":{"title":{"payload":"b"}}}})");
  const std::string pdf = fetched(file.at("url"), "application/pdf");
  BOOST_TEST(pdf.starts_with("%PDF-"));
  BOOST_TEST(pdf.find("/Count 2") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(the_cdn_has_the_same_file, FilesFixture) {
  const json::value file = file_of(hero, "png", "leaderboard");
  BOOST_TEST((fetched(file.at("url"), "image/png") == fetched(file.at("cdn_url"), "image/png")));
}

BOOST_FIXTURE_TEST_CASE(a_head_gives_the_size_of_the_file, FilesFixture) {
  const json::value file = file_of(hero, "png", "leaderboard");
  auto client = connect();
  const Response head = client.call("HEAD", path(file.at("url")));
  const std::string length{head[http::field::content_length]};
  BOOST_TEST(length == std::to_string(fetched(file.at("url"), "image/png").size()));
}

BOOST_FIXTURE_TEST_CASE(files_that_nobody_made_are_not_found, FilesFixture) {
  const std::string made = path(file_of(hero, "png", "leaderboard").at("url"));
  const std::string wrong_ending = made.substr(0, made.size() - 3) + "gif";
  auto client = connect();
  for (const std::string& target :
       {wrong_ending, std::string{"/assets/00000000-0000-4000-8000-000000000000.png"},
        std::string{"/assets/"}, std::string{"/assets/../etc/passwd"}, std::string{"/assets/cdn/.png"}})
    BOOST_TEST(client.call("GET", target).result_int() == 404U, target);
}

BOOST_FIXTURE_TEST_CASE(files_do_not_count_as_calls, FilesFixture) {
  const json::value file = file_of(hero, "png", "leaderboard");
  const auto before = counted("requests");
  fetched(file.at("url"), "image/png");
  BOOST_TEST(counted("requests") == before);
}

BOOST_FIXTURE_TEST_CASE(with_a_certificate_it_speaks_tls, SimulatorFixture) {
  const TestCertificate made = make_certificate("IP:127.0.0.1");
  const auto folder = std::filesystem::temp_directory_path() /
                      ("pressrun-tls-" + std::to_string(std::hash<std::string>{}(made.certificate)));
  std::filesystem::create_directory(folder);
  options.certificate_file = folder / "certificate.pem";
  options.private_key_file = folder / "key.pem";
  std::ofstream{options.certificate_file} << made.certificate;
  std::ofstream{options.private_key_file} << made.key;
  start();
  std::filesystem::remove_all(folder);
  BOOST_TEST(server->base_url().starts_with("https://127.0.0.1:"));

  asio::ssl::context trust{asio::ssl::context::tls_client};
  trust.set_verify_mode(asio::ssl::verify_peer);
  trust.add_certificate_authority(asio::buffer(made.certificate));
  auto client = connect();
  asio::ssl::stream<tcp::socket&> tls{client.socket(), trust};
  tls.set_verify_callback(asio::ssl::host_name_verification("127.0.0.1"));
  std::optional<error_code> done;
  tls.async_handshake(asio::ssl::stream_base::client, [&](error_code failed) { done = failed; });
  BOOST_TEST_REQUIRE(!turn_until(context, done));

  const std::string request = request_text("GET", "/ready");
  for (int call = 0; call < 2; ++call) {
    done.reset();
    asio::async_write(tls, asio::buffer(request), [&](error_code failed, std::size_t) { done = failed; });
    BOOST_TEST_REQUIRE(!turn_until(context, done));
    boost::beast::flat_buffer buffer;
    Response response;
    done.reset();
    http::async_read(tls, buffer, response, [&](error_code failed, std::size_t) { done = failed; });
    BOOST_TEST_REQUIRE(!turn_until(context, done));
    BOOST_TEST(response.result_int() == 200U);
  }
}

BOOST_FIXTURE_TEST_CASE(a_certificate_that_is_none_is_an_error, SimulatorFixture) {
  options.certificate_file = "/nowhere/certificate.pem";
  options.private_key_file = "/nowhere/key.pem";
  BOOST_CHECK_THROW(start(), boost::system::system_error);
}

BOOST_AUTO_TEST_SUITE_END()
