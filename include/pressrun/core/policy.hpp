#pragma once

#include "pressrun/domain/time.hpp"

namespace pressrun {

using namespace std::chrono_literals;

/// Every figure that a run's behaviour depends on, with its reason. The user changes some by options.
struct Policy {
  // Pace. Ceiling: API reference §3.1, "10 requests/s" over every endpoint.
  int rate_calls = 10;  ///< `--rate N/TIME`
  Duration rate_span = 1s;
  double rate_safety =
      0.05;       ///< the window is taken so much longer, at most, so that jitter on the way cannot break it
  int burst = 2;  ///< calls that may leave back to back after a pause

  // Concurrency.
  int workers = 32;          ///< HTTP requests in flight at once
  int max_in_flight = 2000;  ///< submitted and not yet final
  int max_unanswered_posts =
      8;  ///< bounds how many jobs one outage puts in doubt; more at rates above 2000/s
  Duration http_timeout = 30s;

  // Trouble.
  Duration backoff_first = 1s;  ///< after a submission that was not sent, a read that failed
  double backoff_growth = 2.0;
  Duration backoff_cap = 30s;
  Duration probe_cap = 10s;                 ///< longest wait between two looks whether the service is back
  Duration resubmission_backoff_cap = 60s;  ///< longest wait between two submissions while each is lost
  int failures_to_suspect = 5;              ///< reads that failed in a row: the service is taken to be away
  Duration bare_429_probe = 1s;             ///< API reference §3.3: one probe after a fixed second
  Duration patience = 30min;                ///< no call succeeded for so long: the service stayed away
  int patience_at_start = 4;                ///< before anything has succeeded: tries of the first call
  Duration render_patience = 2h;  ///< a request that is not final after so long is left for a later run
  int format_retries = 2;  ///< how often formats that failed for a passing cause are submitted again alone
  Duration unknown_patience =
      3min;  ///< an id that the API gave, and answers 404: a replica that lags, till then
  Duration incomplete_patience = 2min;  ///< a final answer without an address, or without a word on a format

  Duration delivery_patience = 3min;  ///< a lost answer's webhook is waited for, at the end of a run

  Duration drain = 10s;  ///< how long a stop waits for answers on their way
  Duration lead = 20ms;  ///< a call is chosen this long before its slot: its intent is on disk by then
  Duration progress_every = 200ms;  ///< zero: progress is not shown
};

}  // namespace pressrun
