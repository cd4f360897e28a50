# Makes a program of a submission that answers questions. Nothing of it runs here. A file of the submission that the
# shape's header takes the place of is a part of .ecode/program.cpp.
set -u
flags="-std=gnu++20 -O2 -w -fmax-errors=5 -I.ecode -I."
c++ $flags -Dmain=ecode_submitted_main -c .ecode/program.cpp -o .build/program.o || exit 1
find . \( -path ./.ecode -o -path ./.build \) -prune -o -type f \( -name '*.cpp' -o -name '*.cc' -o -name '*.cxx' \) -print0 |
  sort -z | xargs -0 -r sh -c '
    number=0
    for file; do
      for shape in .ecode/shape/*; do
        name=$(basename "$shape")
        case $file in "./${name%.*}".c*) [ -e "$name" ] || continue 2 ;; esac
      done
      number=$((number + 1))
      c++ '"$flags"' -Dmain=ecode_submitted_main_$number -c "$file" -o ".build/$number.o" || exit 255
    done' sh || exit 1
c++ -s -pthread .build/*.o .ecode/ecode/main.o -o .build/submission && rm .build/*.o
