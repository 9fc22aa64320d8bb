# What few programs use goes into them, so that a server needs few packages beside pressrun: Boost's libraries,
# yaml-cpp, libarchive, libcsv and jemalloc. What is mended in Debian now and then for safety's sake (TLS, SQLite, zlib,
# expat, ICU) stays shared. Where there is no archive to link, the shared library is taken.
option(PRESSRUN_STATIC "Link what few programs use into pressrun itself" ON)

# pressrun_static(TARGET ARCHIVE LIBRARIES …): TARGET, imported, is linked from libARCHIVE.a, which needs LIBRARIES.
function(pressrun_static target archive)
  if(NOT PRESSRUN_STATIC OR PRESSRUN_SANITIZE OR PRESSRUN_FUZZ)
    return()
  endif()
  find_library(PRESSRUN_STATIC_${archive} NAMES lib${archive}.a)
  mark_as_advanced(PRESSRUN_STATIC_${archive})
  if(NOT PRESSRUN_STATIC_${archive})
    return()
  endif()
  get_target_property(kinds ${target} IMPORTED_CONFIGURATIONS)
  set_target_properties(${target} PROPERTIES IMPORTED_LOCATION "${PRESSRUN_STATIC_${archive}}")
  foreach(kind IN LISTS kinds)
    set_target_properties(${target} PROPERTIES IMPORTED_LOCATION_${kind} "${PRESSRUN_STATIC_${archive}}")
  endforeach()
  set_property(TARGET ${target} APPEND PROPERTY INTERFACE_LINK_LIBRARIES ${ARGN})
endfunction()
