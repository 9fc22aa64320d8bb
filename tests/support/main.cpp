#define BOOST_TEST_MODULE pressrun
#include <boost/test/unit_test.hpp>
