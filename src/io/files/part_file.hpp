#pragma once

#include "io/files/file_reading.hpp"
#include "pressrun/ports/file_place.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/thread_pool.hpp>

#include <filesystem>
#include <memory>

namespace pressrun::io {

/// Does work on a thread of the pool, and goes on where it came from.
template <class Answer, class Work>
asio::awaitable<Answer> elsewhere(asio::thread_pool& pool, Work work);

/// Opens NAME.part for going on with it, or says why not: another process has it, the name is too long, …
FilePlace::Begun open_part(asio::thread_pool& pool, const std::filesystem::path& target);

/// The name that the file has while it is fetched.
std::filesystem::path part_of(const std::filesystem::path& target);

}  // namespace pressrun::io

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace pressrun::io {

template <class Answer, class Work>
asio::awaitable<Answer> elsewhere(asio::thread_pool& pool, Work work) {
  auto there = [](Work todo) -> asio::awaitable<Answer> { co_return todo(); };
  auto done = there(std::move(work));
  co_return co_await asio::co_spawn(pool.get_executor(), std::move(done), asio::use_awaitable);
}

}  // namespace pressrun::io
