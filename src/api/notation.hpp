#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace pressrun::api {

enum class Colour : std::uint8_t {
  none,            ///< no colour
  hex,             ///< #RRGGBB, #RRGGBBAA
  cmyka,           ///< cmyka(c,m,y,k) or cmyka(c,m,y,k,alpha), 0 to 100 each
  gradient,        ///< linear, two stops
  later_hex,       ///< #RGB, #RGBA: since 2026-09-25
  later_cmyk,      ///< cmyk(…), and percent signs: since 2026-09-25
  later_gradient,  ///< three stops and more, CMYK stops, radial: since 2026-09-24 and 2026-10-01
};

/// Which notation a text is in. Source: API reference §6.0, §11.
Colour colour_notation(std::string_view text);

bool is_web_address(std::string_view text);  ///< http or https, with a host

/// Words of a prompt; of the shorthand "prompt,url1,url2" those before the addresses.
std::size_t words_of_prompt(std::string_view text);

/// The id of a built-in colour profile by its name, with or without "CMYK" before it, in any case.
std::optional<std::string_view> color_profile_id(std::string_view name);

/// How well a text fits a grammar; `loose`: some readers would take it.
enum class Fit : std::uint8_t { exact, loose, none };

Fit padding_fit(std::string_view text);    ///< "4 8", "12"; with "px" it is loose
Fit base64_fit(std::string_view text);     ///< loose: white space, no padding, the alphabet for addresses
Fit data_uri_fit(std::string_view text);   ///< "data:audio/mp3;base64,AAAA"
Fit click_tag_fit(std::string_view text);  ///< an address, "[MACRO]" and one; loose: anything like a macro

}  // namespace pressrun::api
