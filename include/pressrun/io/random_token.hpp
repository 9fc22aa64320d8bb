#pragma once

#include <string>

namespace pressrun::io {

/// 128 random bits that nobody can guess, as 32 hexadecimal digits in small letters. Throws
/// std::runtime_error where the system gives none.
std::string random_token();

}  // namespace pressrun::io
