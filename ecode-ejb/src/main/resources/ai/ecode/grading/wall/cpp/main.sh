# Makes what answers questions beside a submission, of which it needs nothing.
c++ -std=gnu++20 -O1 -w -I.ecode -c .ecode/ecode/main.cpp -o .build/main.o
