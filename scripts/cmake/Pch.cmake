# One precompiled header for all who see Asio, one for all who see Boost.Test besides. They are by far the largest
# part of the compile time.
add_library(pressrun_settings INTERFACE)
target_compile_features(pressrun_settings INTERFACE cxx_std_20)
target_compile_definitions(pressrun_settings INTERFACE BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_SEPARATE_COMPILATION
  BOOST_BEAST_SEPARATE_COMPILATION)
target_link_libraries(pressrun_settings INTERFACE Threads::Threads Boost::headers Boost::json Boost::url Boost::system
  OpenSSL::SSL OpenSSL::Crypto yaml-cpp)

add_library(pressrun_pch STATIC ${PROJECT_SOURCE_DIR}/scripts/cmake/asio_impl.cpp)
target_link_libraries(pressrun_pch PUBLIC pressrun_settings)
# -Wpedantic changes a predefined macro: a header precompiled without it would not be used.
target_compile_options(pressrun_pch PRIVATE -Wpedantic)
target_precompile_headers(pressrun_pch PRIVATE ${PROJECT_SOURCE_DIR}/scripts/cmake/pch.hpp)

add_library(pressrun_test_pch STATIC ${PROJECT_SOURCE_DIR}/scripts/cmake/empty.cpp)
target_link_libraries(pressrun_test_pch PUBLIC pressrun_settings Boost::unit_test_framework)
target_compile_definitions(pressrun_test_pch PUBLIC BOOST_TEST_DYN_LINK)
target_compile_options(pressrun_test_pch PRIVATE -Wpedantic)
target_precompile_headers(pressrun_test_pch PRIVATE ${PROJECT_SOURCE_DIR}/scripts/cmake/test_pch.hpp)
