#include "io/journal/compact_json.hpp"

#include "io/journal/statements.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/ports/journal.hpp"

#include <boost/json/array.hpp>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace pressrun::io {
namespace {

namespace json = boost::json;

constexpr std::string_view own_id = "{id}";   // stands for the banner's id within its addresses
constexpr std::size_t longest_segment = 40;   // of a path, for it to be one that many have
constexpr std::int64_t literal_address = -1;  // as it is: it has `{id}` in it

// ---- writing

void append_escaped(std::string& out, char32_t code) {
  if (code == U'"' || code == U'\\') out += '\\';
  if (code >= 0x20) return append_utf8(out, code);
  constexpr std::string_view digits = "0123456789abcdef";
  out += "\\u00";
  out += digits[code >> 4U];
  out += digits[code & 0xFU];
}

/// Text that is no UTF-8 is kept as well as JSON can.
void append(std::string& out, std::string_view text) {
  out += '"';
  const bool plain = std::ranges::all_of(
      text, [](unsigned char c) { return c >= 0x20 && c < 0x80 && c != '"' && c != '\\'; });
  if (plain) {
    out += text;
  } else {
    while (!text.empty()) append_escaped(out, take_code_point(text));
  }
  out += '"';
}

void append(std::string& out, std::int64_t number) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.begin(), digits.end(), number);
  out.append(digits.begin(), end.ptr);
}

void append(std::string& out, double number) {
  if (!std::isfinite(number)) number = 0;
  std::array<char, 40> digits{};
  const auto end = std::to_chars(digits.begin(), digits.end(), number);
  out.append(digits.begin(), end.ptr);
}

/// An array: of values, or of what `write_item` writes.
template <class... Values>
void append_row(std::string& out, const Values&... values) {
  out += '[';
  std::size_t index = 0;
  ((out += index++ > 0 ? "," : "", append(out, values)), ...);
  out += ']';
}

template <class Items, class Write>
std::string list(const Items& items, Write write_item) {
  std::string out;
  if (items.empty()) return out;
  out += '[';
  for (const auto& item : items) {
    if (out.size() > 1) out += ',';
    write_item(out, item);
  }
  out += ']';
  return out;
}

// ---- reading

[[noreturn]] void unreadable() { throw JournalError("a list in it cannot be read"); }

/// Hands over the items of a list, in order. An empty text is an empty list.
template <class Take>
void each(std::string_view text, Take take) {
  if (text.empty()) return;
  std::array<unsigned char, 4096> buffer;  // not worth filling: it is done for every list
  json::monotonic_resource memory{buffer.data(), buffer.size()};
  boost::system::error_code error;
  const json::value all = json::parse(json::string_view{text.data(), text.size()}, error, &memory);
  if (error || !all.is_array()) unreadable();
  for (const json::value& item : all.get_array()) take(item);
}

std::string text_of(const json::value& value) {
  if (!value.is_string()) unreadable();
  const json::string& text = value.get_string();
  return {text.data(), text.size()};
}

const json::value& at(const json::value& row, std::size_t index) {
  const json::array* values = row.if_array();
  if (values == nullptr || index >= values->size()) unreadable();
  return (*values)[index];
}

std::string text_at(const json::value& row, std::size_t index) { return text_of(at(row, index)); }

std::int64_t number_at(const json::value& row, std::size_t index) {
  boost::system::error_code error;
  const auto number = at(row, index).to_number<std::int64_t>(error);
  if (error) unreadable();
  return number;
}

double real_at(const json::value& row, std::size_t index) {
  boost::system::error_code error;
  const auto number = at(row, index).to_number<double>(error);
  if (error) unreadable();
  return number;
}

// ---- addresses

/// What of an address many others are likely to begin with: host and folders, up to the first that is the
/// banner's own.
std::string_view beginning(std::string_view address, std::string_view id) {
  std::size_t end = address.find("://");
  if (end == std::string_view::npos) return {};
  end = address.find('/', end + 3);
  if (end == std::string_view::npos) return {};
  ++end;
  for (;;) {
    const std::size_t slash = address.find('/', end);
    if (slash == std::string_view::npos) break;
    const std::string_view segment = address.substr(end, slash - end);
    const bool own = !id.empty() && segment.find(id) != std::string_view::npos;
    if (own || segment.size() > longest_segment || segment.find('?') != std::string_view::npos) break;
    end = slash + 1;
  }
  return address.substr(0, end);
}

std::string with(std::string text, std::string_view what, std::string_view instead) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + instead.size()))
    text.replace(at, what.size(), instead);
  return text;
}

void append_address(std::string& out, const std::string& address, const std::string& id,
                    const Prefixes& prefixes) {
  const bool literal = address.find(own_id) != std::string::npos;
  const std::string_view prefix = literal ? std::string_view{} : beginning(address, id);
  const std::int64_t number = prefix.empty() ? 0 : prefixes.number(prefix);
  append(out, literal ? literal_address : number);
  out += ',';
  std::string rest = number > 0 ? address.substr(prefix.size()) : address;
  if (!literal && !id.empty()) rest = with(std::move(rest), id, own_id);
  append(out, rest);
}

std::string address_at(const json::value& row, std::size_t index, const std::string& id,
                       const Prefixes& prefixes) {
  const std::int64_t number = number_at(row, index);
  std::string rest = text_at(row, index + 1);
  if (number == literal_address) return rest;
  if (!id.empty()) rest = with(std::move(rest), own_id, id);
  return number > 0 ? prefixes.text(number) + rest : rest;
}

Failure failure_of(const json::value& row) {
  return {text_at(row, 0), text_at(row, 1), text_at(row, 2),
          static_cast<Recovery>(std::clamp<std::int64_t>(number_at(row, 3), 0, 2))};
}

void append_failure(std::string& out, const Failure& failure) {
  append_row(out, failure.format, failure.id, failure.message, static_cast<std::int64_t>(failure.recovery));
}

}  // namespace

// ---- assets: [format, width, height, unit, type, id, prefix, url, prefix, cdn_url, filename, fallback,
// template]; what is empty at the end is left out

std::string write_assets(const std::vector<Asset>& assets, const Prefixes& prefixes) {
  return list(assets, [&](std::string& out, const Asset& asset) {
    append_row(out, asset.format, asset.width, asset.height, asset.unit, asset.type, asset.id);
    out.back() = ',';
    append_address(out, asset.url, asset.id, prefixes);
    out += ',';
    append_address(out, asset.cdn_url, asset.id, prefixes);
    std::array<std::string_view, 3> rest{asset.filename, asset.fallback_image_url, asset.template_id};
    std::size_t used = rest.size();
    while (used > 0 && rest[used - 1].empty()) --used;
    for (std::size_t i = 0; i < used; ++i) {
      out += ',';
      append(out, rest[i]);
    }
    out += ']';
  });
}

std::vector<Asset> read_assets(std::string_view text, const Prefixes& prefixes) {
  std::vector<Asset> assets;
  each(text, [&](const json::value& row) {
    Asset& asset = assets.emplace_back();
    asset.format = text_at(row, 0);
    asset.width = real_at(row, 1);
    asset.height = real_at(row, 2);
    asset.unit = text_at(row, 3);
    asset.type = text_at(row, 4);
    asset.id = text_at(row, 5);
    asset.url = address_at(row, 6, asset.id, prefixes);
    asset.cdn_url = address_at(row, 8, asset.id, prefixes);
    const std::size_t size = row.get_array().size();
    if (size > 10) asset.filename = text_at(row, 10);
    if (size > 11) asset.fallback_image_url = text_at(row, 11);
    if (size > 12) asset.template_id = text_at(row, 12);
  });
  return assets;
}

// ---- failures: [format, id, message, recovery]

std::string write_failures(const std::vector<Failure>& failures) { return list(failures, append_failure); }

std::vector<Failure> read_failures(std::string_view text) {
  std::vector<Failure> failures;
  each(text, [&](const json::value& row) { failures.push_back(failure_of(row)); });
  return failures;
}

std::string write_failure(const std::optional<Failure>& failure) {
  return failure ? write_failures({*failure}) : std::string{};
}

std::optional<Failure> read_failure(std::string_view text) {
  if (text.empty()) return std::nullopt;
  std::vector<Failure> one = read_failures(text);
  return one.empty() ? std::nullopt : std::optional{std::move(one.front())};
}

// ---- ids: [id, proof, gone]

std::string write_ids(const std::vector<IssuedId>& ids) {
  return list(ids, [](std::string& out, const IssuedId& id) {
    append_row(out, id.id.text, static_cast<std::int64_t>(id.proof), std::int64_t{id.gone ? 1 : 0});
  });
}

std::vector<IssuedId> read_ids(std::string_view text) {
  std::vector<IssuedId> ids;
  each(text, [&](const json::value& row) {
    const auto proof = static_cast<Proof>(std::clamp<std::int64_t>(number_at(row, 1), 0, 2));
    ids.push_back({RequestId{text_at(row, 0)}, proof, number_at(row, 2) != 0});
  });
  return ids;
}

// ---- orders: [campaign, at, format, …]

std::string write_orders(const std::vector<Order>& orders) {
  return list(orders, [](std::string& out, const Order& order) {
    append_row(out, order.campaign, to_column(order.at));
    out.pop_back();
    for (const std::string& format : order.formats) {
      out += ',';
      append(out, format);
    }
    out += ']';
  });
}

std::vector<Order> read_orders(std::string_view text) {
  std::vector<Order> orders;
  each(text, [&](const json::value& row) {
    Order& order = orders.emplace_back();
    order.campaign = number_at(row, 0);
    order.at = wall_time(number_at(row, 1));
    for (std::size_t i = 2; i < row.get_array().size(); ++i) order.formats.push_back(text_at(row, i));
  });
  return orders;
}

// ---- names

std::string write_names(const Formats& formats) {
  return list(formats, [](std::string& out, const std::string& name) { append(out, name); });
}

Formats read_names(std::string_view text) {
  Formats formats;
  each(text, [&](const json::value& name) { formats.push_back(text_of(name)); });
  return formats;
}

// ---- formats of a design: [name, digest, changed_at]

std::string write_design_formats(const std::vector<DesignFormat>& formats) {
  return list(formats, [](std::string& out, const DesignFormat& format) {
    append_row(out, format.name, format.digest, to_column(format.changed_at));
  });
}

std::vector<DesignFormat> read_design_formats(std::string_view text) {
  std::vector<DesignFormat> formats;
  each(text, [&](const json::value& row) {
    formats.push_back({text_at(row, 0), text_at(row, 1), wall_time(number_at(row, 2))});
  });
  return formats;
}

}  // namespace pressrun::io
