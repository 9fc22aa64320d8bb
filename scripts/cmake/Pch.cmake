# Two precompiled headers for the program, by what a layer may see: the plain one (the standard library, Boost.JSON)
# and the one with Asio, Beast and TLS, which costs a second a file to read. Two more for the tests, with Boost.Test.
add_library(pressrun_plain INTERFACE)
target_compile_features(pressrun_plain INTERFACE cxx_std_20)
target_link_libraries(pressrun_plain INTERFACE Threads::Threads Boost::headers Boost::json Boost::url Boost::system yaml-cpp)

add_library(pressrun_network INTERFACE)
target_compile_definitions(pressrun_network INTERFACE BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_SEPARATE_COMPILATION
  BOOST_BEAST_SEPARATE_COMPILATION)
target_link_libraries(pressrun_network INTERFACE pressrun_plain OpenSSL::SSL)

# pressrun_precompiled(NAME HEADER SOURCE LINKS …): a library whose header others reuse.
function(pressrun_precompiled name header source)
  cmake_parse_arguments(arg "" "" "LINKS" ${ARGN})
  add_library(${name} STATIC ${source})
  target_link_libraries(${name} PUBLIC ${arg_LINKS})
  # -Wpedantic changes a predefined macro: a header precompiled without it would not be used.
  target_compile_options(${name} PRIVATE -Wpedantic)
  target_precompile_headers(${name} PRIVATE ${header})
endfunction()

set(here ${PROJECT_SOURCE_DIR}/scripts/cmake)
pressrun_precompiled(pressrun_plain_pch ${here}/plain_pch.hpp ${here}/empty.cpp LINKS pressrun_plain)
pressrun_precompiled(pressrun_network_pch ${here}/network_pch.hpp ${here}/asio_impl.cpp LINKS pressrun_network)
if(BUILD_TESTING)
  foreach(kind IN ITEMS plain network)
    pressrun_precompiled(pressrun_${kind}_test_pch ${here}/${kind}_test_pch.hpp ${here}/empty.cpp
      LINKS pressrun_${kind} Boost::unit_test_framework)
    target_compile_definitions(pressrun_${kind}_test_pch PUBLIC BOOST_TEST_DYN_LINK)
  endforeach()
endif()
