#include "pressrun/app/run.hpp"

namespace pressrun::app {

void Shutdown::request() {
  ++level_;
  if (listener_) listener_();
}

}  // namespace pressrun::app
