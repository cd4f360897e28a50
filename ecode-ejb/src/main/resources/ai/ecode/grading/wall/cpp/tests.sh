# Makes a program of a file of tests, doctest and the stand-ins. Nothing of it runs here.
set -u
flags="-std=gnu++20 -O0 -DECODE_TESTS -D_GLIBCXX_ASSERTIONS -I.ecode -Isubmission -I."
c++ $flags -c .ecode/ecode/tests.cpp -o .build/runner.o 2>.build/runner.log &
c++ $flags -DDOCTEST_LIBRARY_IMPLEMENTATION -c "./$1" -o .build/tests.o || { wait; exit 1; }
wait $! || { cat .build/runner.log >&2; exit 1; }
c++ -s -pthread .build/tests.o .build/runner.o -o .build/tests && rm .build/*.o .build/runner.log
