// What a shape is written with: the header that says which functions and classes of a submission the tests use. Beside the
// tests it makes stand-ins that ask over the wall, beside the submission what answers them.
#pragma once

#ifdef ECODE_TESTS
#include "standins.hpp"
#else
#include "answers.hpp"
#endif
