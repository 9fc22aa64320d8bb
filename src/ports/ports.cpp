// The ports are interfaces; this file compiles each of them once.
#include "pressrun/ports/clock.hpp"
#include "pressrun/ports/files.hpp"
#include "pressrun/ports/journal.hpp"
#include "pressrun/ports/progress.hpp"
#include "pressrun/ports/transport.hpp"
