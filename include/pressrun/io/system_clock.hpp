#pragma once

#include "pressrun/ports/clock.hpp"

#include <boost/asio/any_io_executor.hpp>

namespace pressrun::io {

/// The calendar, to the millisecond.
WallTime wall_now();

class SystemClock final : public Clock {
 public:
  explicit SystemClock(asio::any_io_executor executor);
  [[nodiscard]] Instant now() const override;
  [[nodiscard]] WallTime wall_now() const override;
  asio::awaitable<void> sleep_until(Instant at) override;
  std::unique_ptr<Alarm> make_alarm() override;

 private:
  asio::any_io_executor executor_;
};

}  // namespace pressrun::io
