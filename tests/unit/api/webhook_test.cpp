#include "pressrun/api/webhook.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(webhook)

using namespace pressrun;
using namespace pressrun::api;

namespace {

// The vectors of API reference §8.6.
const std::string secret_a = "whsec_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
const std::string secret_b = "whsec_fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210";
const std::string batch =
    R"({"event_type":"NEW_BANNER_BATCH","generation_request_id":"3f2a9c18-6b1e-4f4a-9a75-2b6d0e1c8f77","banners":[],"errors":[]})";
const std::string mac_1 = "721f6be54bb69a4a8797b4c381218ffaf2aeef2ef3b254e72bc43c36832281b1";
const std::string header_1 = "t=1787400000,v1=" + mac_1;
const std::string export_ready =
    "{\"event_type\":\"NEW_EXPORT\",\"export_id\":\"54e62358-2656-455c-afd7-66d5ed3dd581\",\"archive_url\":"
    "\"https://example.test/\xC3\xA9-48%20\xE2\x82\xAC.zip\"}";
const std::string header_2 =
    "t=1787486400,v1=c208ddaba3eb2c0028d34b7ffd413928ceaaf6c377a9bb47a0bbc6a26c0d5b4d,"
    "v1=67323b8bd2e740ca2f596ac2e442620051cac3ea789e0b470e1c7e35ed6c210a";
const std::string header_3 =
    "t=1787400000,v1=0b527927ed823a1f6c00bc3adbf75c02c53116b41480570fc24b9fa4528be4b2";

WallTime at(std::int64_t seconds) { return WallTime{std::chrono::seconds{seconds}}; }

Signature first_with(const std::string& header, std::int64_t now = 1'787'400'000) {
  return check_signature(header, batch, {secret_a}, at(now));
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_documented_vectors_are_sound) {
  BOOST_TEST(batch.size() == 121U);
  BOOST_TEST(export_ready.size() == 131U);
  BOOST_CHECK(first_with(header_1) == Signature::sound);
  for (const std::string& secret : {secret_a, secret_b})
    BOOST_CHECK(check_signature(header_2, export_ready, {secret}, at(1'787'486'400)) == Signature::sound);
  BOOST_CHECK(check_signature(header_3, "", {secret_a}, at(1'787'400'000)) == Signature::sound);
}

BOOST_AUTO_TEST_CASE(three_hundred_seconds_either_way_are_near_enough) {
  for (const std::int64_t apart : {300, -300})
    BOOST_CHECK(first_with(header_1, 1'787'400'000 + apart) == Signature::sound);
  for (const std::int64_t apart : {301, -301})
    BOOST_CHECK(first_with(header_1, 1'787'400'000 + apart) == Signature::untimely);
}

BOOST_AUTO_TEST_CASE(what_we_do_not_know_the_secret_of_is_wrong) {
  BOOST_CHECK(check_signature(header_1, batch, {secret_b}, at(1'787'400'000)) == Signature::wrong);
  BOOST_CHECK(check_signature(header_1, batch + "\n", {secret_a}, at(1'787'400'000)) == Signature::wrong);
  BOOST_CHECK(check_signature(header_1, batch, {""}, at(1'787'400'000)) == Signature::wrong);
  BOOST_CHECK(check_signature(header_1, batch, {}, at(1'787'400'000)) == Signature::wrong);
  BOOST_CHECK(check_signature(header_1, batch, {secret_b, secret_a}, at(1'787'400'000)) == Signature::sound);
}

BOOST_AUTO_TEST_CASE(letters_and_lengths_of_a_signature_count) {
  std::string upper = mac_1;
  for (char& c : upper) c = c >= 'a' && c <= 'f' ? static_cast<char>(c - 32) : c;
  for (const std::string& mac : {upper, mac_1.substr(1), mac_1 + "0", std::string{"\xC3\xA9"}, std::string{}})
    BOOST_CHECK(first_with("t=1787400000,v1=" + mac) == Signature::wrong);
}

BOOST_AUTO_TEST_CASE(a_header_that_is_none_is_absent) {
  const std::vector<std::string> headers{"t=1787400000",
                                         "v1=" + mac_1,
                                         "t=soon,v1=" + mac_1,
                                         "t=1.7e9,v1=" + mac_1,
                                         "",
                                         "garbage",
                                         "t=,v1=" + mac_1,
                                         "t=+1787400000,v1=" + mac_1,
                                         "t= 1787400000,v1=" + mac_1,
                                         ",,,=,=",
                                         "t=0x6A8A,v1=" + mac_1,
                                         "t=9999999999999999999999,v1=" + mac_1,
                                         std::string(5000, 'a')};
  for (const std::string& header : headers) BOOST_CHECK(first_with(header) == Signature::absent);
}

BOOST_AUTO_TEST_CASE(every_signature_is_tried_and_the_first_moment_counts) {
  const std::string other(64, '0');
  BOOST_CHECK(first_with("t=1787400000,v1=" + other + ",v1=" + mac_1) == Signature::sound);
  BOOST_CHECK(first_with("v2=x,t=1787400000,v0=y,v1=" + mac_1) == Signature::sound);
  BOOST_CHECK(first_with("t=1787400000, v1=" + mac_1) == Signature::sound);  // as proxies fold headers
  BOOST_CHECK(first_with("t=1787400001,t=1787400000,v1=" + mac_1) == Signature::wrong);
}

BOOST_AUTO_TEST_CASE(the_moment_is_signed_as_it_was_written) {
  BOOST_CHECK(first_with("t=01787400000,v1=" + mac_1) == Signature::wrong);
}

BOOST_AUTO_TEST_CASE(what_is_signed_here_is_sound_there) {
  BOOST_TEST(sign_delivery({secret_a}, 1'787'400'000, batch) == header_1);
  BOOST_TEST(sign_delivery({secret_b, secret_a}, 1'787'486'400, export_ready) == header_2);
}

BOOST_AUTO_TEST_CASE(secrets_are_known_by_their_look) {
  BOOST_TEST(looks_like_secret(secret_a));
  for (const char* text : {"", "whsec_", "secret", "whsec_a b", "whsec_\n"})
    BOOST_TEST(!looks_like_secret(text));
}

BOOST_AUTO_TEST_CASE(a_batch_is_read_in_both_of_its_shapes) {
  for (const std::string& body :
       {batch,
        std::string{R"({"id":"3f2a9c18-6b1e-4f4a-9a75-2b6d0e1c8f77","is_finalized":true,"banners":[]})"},
        std::string{R"({"generation_request_id":"3f2a9c18-6b1e-4f4a-9a75-2b6d0e1c8f77","banners":[]})"}}) {
    const WebhookDelivery read = read_delivery(body);
    BOOST_CHECK(read.event == WebhookEvent::batch);
    BOOST_TEST(read.request.value().text == "3f2a9c18-6b1e-4f4a-9a75-2b6d0e1c8f77");
    BOOST_TEST(read.answer.has_value());
  }
}

BOOST_AUTO_TEST_CASE(a_batch_that_is_not_finished_brings_no_answer) {
  const WebhookDelivery read =
      read_delivery(R"({"id":"3f2a9c18-6b1e-4f4a-9a75-2b6d0e1c8f77","is_finalized":false,"banners":[]})");
  BOOST_CHECK(read.event == WebhookEvent::batch);
  BOOST_TEST(!read.answer.has_value());
}

BOOST_AUTO_TEST_CASE(the_id_of_a_banner_is_not_that_of_its_request) {
  const WebhookDelivery read = read_delivery(
      R"({"event_type":"NEW_BANNER","id":"3f2a9c18-6b1e-4f4a-9a75-2b6d0e1c8f77","file":{"url":"https://f.test/a.png"}})");
  BOOST_CHECK(read.event == WebhookEvent::banner);
  BOOST_TEST(!read.request.has_value());
  BOOST_TEST(!read.answer.has_value());
}

BOOST_AUTO_TEST_CASE(what_cannot_be_an_id_is_none) {
  BOOST_TEST(!read_delivery(R"({"event_type":"NEW_BANNER_BATCH","generation_request_id":"../../auth"})")
                  .request.has_value());
  BOOST_TEST(!read_delivery(R"({"event_type":"NEW_BANNER_BATCH","generation_request_id":7})").request);
}

BOOST_AUTO_TEST_CASE(events_that_nobody_knows_are_kept_apart) {
  BOOST_CHECK(read_delivery(export_ready).event == WebhookEvent::export_ready);
  BOOST_CHECK(read_delivery(R"({"event_type":"TEMPLATE_STATUS"})").event == WebhookEvent::design_status);
  BOOST_CHECK(read_delivery(R"({"event_type":"MOON_PHASE"})").event == WebhookEvent::other);
  for (const char* body : {"", "[]", "null", "{", "\"x\"", "{}"})
    BOOST_CHECK(read_delivery(body).event == WebhookEvent::other);
}

BOOST_AUTO_TEST_CASE(a_token_is_the_last_part_of_the_path) {
  const std::string token(token_digits, 'a');
  for (const std::string& target : {"/" + token, "/abyssale/hooks/" + token, "/x/" + token + "?a=/b", token})
    BOOST_TEST(token_in(target) == token);
  for (const std::string& target :
       {std::string{}, std::string{"/"}, "/" + token + "/", "/" + token + "a", "/" + token.substr(1),
        "/" + std::string(token_digits, 'A'), "/" + std::string(token_digits, 'g'), "/x?" + token})
    BOOST_TEST(token_in(target) == "");
}

BOOST_AUTO_TEST_CASE(a_delivery_without_its_name_is_known_by_what_it_says) {
  const std::string name(64, 'b');
  BOOST_TEST(delivery_name(&name, "t", "body") == name);
  const std::string odd = "not a name";
  BOOST_TEST(delivery_name(&odd, "t", "body") == delivery_name(nullptr, "t", "body"));
  BOOST_TEST(delivery_name(nullptr, "t", "body") != delivery_name(nullptr, "t", "other"));
  BOOST_TEST(delivery_name(nullptr, "t", "body") != delivery_name(nullptr, "u", "body"));
}

BOOST_AUTO_TEST_SUITE_END()
