// The ports are interfaces alone; this file compiles each of them once.
#include "pressrun/ports/clock.hpp"
#include "pressrun/ports/files.hpp"
#include "pressrun/ports/progress.hpp"
#include "pressrun/ports/store.hpp"
#include "pressrun/ports/transport.hpp"
