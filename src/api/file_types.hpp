#pragma once

#include "pressrun/api/file_types.hpp"  // also for the layers above
