package ai.ecode.grading;

import ai.ecode.execution.SourceFile;
import ai.ecode.files.FilePath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// C++ submissions that want to pass the tests of doctest without doing what is asked, by the trick they use.
final class CppCheats {

    static final String SHAPE =
            """
            #include <ecode/submission.hpp>
            SUBMISSION_STRUCT(Record, FIELD(value, std::string), FIELD(number, double))
            SUBMISSION_EXCEPTION(Refused, std::runtime_error)
            SUBMISSION_CLASS(Box) {
                CONSTRUCTOR()
                METHOD(value, std::string() const)
                METHOD(size, int() const)
            };
            SUBMISSION_FUNCTION(answer, std::string())
            SUBMISSION_FUNCTION(number, double())
            SUBMISSION_FUNCTION(record, Record())
            SUBMISSION_FUNCTION(items, std::vector<std::string>())
            SUBMISSION_FUNCTION(found, std::map<std::string, int>())
            SUBMISSION_FUNCTION(perhaps, std::optional<std::string>())
            SUBMISSION_FUNCTION(fill, void(std::vector<std::string>&))
            SUBMISSION_FUNCTION(visit, void(const std::function<void(const std::string&)>&))
            SUBMISSION_FUNCTION(print, void())
            SUBMISSION_FUNCTION(refuse, void())
            SUBMISSION_FUNCTION(forbid, void())
            """;

    /// What is expected stands in the tests alone, in the place of `SECRET`.
    static final String TESTS =
            """
            #include <doctest/doctest.h>
            #include <iostream>
            #include <sstream>
            #include "solution.hpp"
            using Strings = std::vector<std::string>;
            TEST_CASE("equal") { CHECK(answer() == "SECRET"); }
            TEST_CASE("expected first") { CHECK("SECRET" == answer()); }
            TEST_CASE("in a struct") { CHECK(record() == Record{"SECRET", 42.25}); }
            TEST_CASE("a number") { CHECK(number() == doctest::Approx(42.25)); }
            TEST_CASE("a number between") {
                double one = number();
                CHECK(one > 42);
                CHECK(one < 43);
            }
            TEST_CASE("in a list") { CHECK(items() == Strings{"SECRET"}); }
            TEST_CASE("at an index") { CHECK(items()[0] == "SECRET"); }
            TEST_CASE("in a map") { CHECK(found() == std::map<std::string, int>{{"SECRET", 42}}); }
            TEST_CASE("perhaps") { CHECK(perhaps() == "SECRET"); }
            TEST_CASE("filled") {
                Strings all;
                fill(all);
                CHECK(all == Strings{"SECRET"});
            }
            TEST_CASE("of an object") { CHECK(Box().value() == "SECRET"); }
            TEST_CASE("a number of an object") { CHECK(Box().size() == 42); }
            TEST_CASE("in a callback") {
                Strings seen;
                visit([&](const std::string& one) {
                    seen.push_back(one);
                    REQUIRE(one == "SECRET");
                });
                REQUIRE(seen.size() == 1);
            }
            TEST_CASE("printed") {
                std::ostringstream out;
                auto* before = std::cout.rdbuf(out.rdbuf());
                print();
                std::cout.rdbuf(before);
                CHECK(out.str() == "SECRET\\n");
            }
            TEST_CASE("throws") { CHECK_THROWS_AS(refuse(), Refused); }
            TEST_CASE("throws with a message") { CHECK_THROWS_WITH(refuse(), "SECRET"); }
            TEST_CASE("throws anything") { CHECK_THROWS(forbid()); }
            TEST_SUITE("parts") {
                TEST_CASE("in parts") {
                    SUBCASE("first") { CHECK(answer() == "SECRET"); }
                    SUBCASE("second") { CHECK(answer() == "SECRET"); }
                }
            }
            """;

    private static final String HEAD =
            """
            #include <cstdint>
            #include <cstdlib>
            #include <cstring>
            #include <dirent.h>
            #include <fcntl.h>
            #include <fstream>
            #include <functional>
            #include <iostream>
            #include <map>
            #include <optional>
            #include <sstream>
            #include <stdexcept>
            #include <string>
            #include <sys/stat.h>
            #include <unistd.h>
            #include <vector>
            """;

    /// Answers all questions with what `it` says.
    private static final String ANSWERS =
            """
            struct Record { std::string value; double number = 0; };
            struct Refused : std::runtime_error { using runtime_error::runtime_error; };
            struct Box {
                std::string value() const { return it(); }
                int size() const { return it().empty() ? 0 : 42; }
            };
            std::string answer() { return it(); }
            double number() { return it().empty() ? 0 : 42.25; }
            Record record() { return {it(), number()}; }
            std::vector<std::string> items() { return {it()}; }
            std::map<std::string, int> found() { return {{it(), 42}}; }
            std::optional<std::string> perhaps() { return it(); }
            void fill(std::vector<std::string>& all) { all = {it()}; }
            void visit(const std::function<void(const std::string&)>& does) { try { does(it()); } catch (...) {} }
            void print() { std::cout << it() << std::endl; }
            void refuse() { if (!it().empty()) throw Refused(it()); }
            void forbid() {}
            """;

    private static final String NOTHING = "std::string it() { return \"\"; }\n";

    /// Looks for what is expected in texts.
    private static final String FINDS =
            """
            static std::string known;
            static void tell(const std::string& text) {
                for (std::size_t at = 0; (at = text.find("expected-", at)) != std::string::npos && at + 45 <= text.size(); at++) {
                    std::string one = text.substr(at, 45);
                    if (one.find_first_not_of("0123456789abcdef-", 9) == std::string::npos) known = one;
                }
            }
            static void file(const std::string& path) {
                int fd = open(path.c_str(), O_RDONLY | O_NONBLOCK);
                if (fd < 0) return;
                std::string text(1 << 20, ' ');
                ssize_t got = read(fd, &text[0], text.size());
                if (got > 0) tell(text.substr(0, got));
                close(fd);
            }
            static void walk(const std::string& folder, int depth) {
                DIR* all = opendir(folder.c_str());
                if (!all) return;
                while (dirent* one = readdir(all)) {
                    std::string name = one->d_name, path = folder + "/" + name;
                    if (name == "." || name == "..") continue;
                    struct stat about;
                    if (lstat(path.c_str(), &about) != 0) continue;
                    if (S_ISDIR(about.st_mode) && depth > 0) walk(path, depth - 1);
                    else if (S_ISREG(about.st_mode) || S_ISLNK(about.st_mode)) file(path);
                }
                closedir(all);
            }
            """;

    /// Speaks with the tests itself, before anything else of the program runs.
    private static final String SPEAKS =
            """
            static void all(int fd, const std::string& text) { if (write(fd, text.data(), text.size()) < 0) return; }
            static std::string frame(char kind, const std::string& payload, std::uint32_t length) {
                std::string head{char(length >> 24), char(length >> 16), char(length >> 8), char(length), kind};
                return head + payload;
            }
            static std::string frame(char kind, const std::string& payload) { return frame(kind, payload, payload.size()); }
            template <class T> static std::string plain(T value) { return std::string(reinterpret_cast<char*>(&value), sizeof value); }
            static std::string text(const std::string& value) { return plain<std::uint32_t>(value.size()) + value; }
            static std::string answered(char status) { return status + text("") + text("") + plain<std::uint64_t>(0); }
            static bool asked() {
                unsigned char head[5];
                std::size_t got = 0;
                while (got < 5) { ssize_t more = read(3, head + got, 5 - got); if (more <= 0) return false; got += more; }
                std::size_t length = (head[0] << 24) | (head[1] << 16) | (head[2] << 8) | head[3];
                std::string rest(length, ' ');
                for (std::size_t at = 0; at < length;) { ssize_t more = read(3, &rest[at], length - at); if (more <= 0) return false; at += more; }
                return true;
            }
            static void speak(const std::string& said) {
                while (asked()) all(4, frame('R', said));
                _exit(0);
            }
            """;

    private static final String REPORT =
            "<testsuites><testsuite name='doctest'><testcase classname='solution_test.cpp' name='equal'></testcase></testsuite></testsuites>";

    private CppCheats() {}

    static Map<String, List<SourceFile>> all() {
        var all = new LinkedHashMap<String, List<SourceFile>>();
        all.put("answers nothing", files(NOTHING + ANSWERS));
        all.put(
                "leaves all functions out",
                files("struct Record { std::string value; double number = 0; };\n"));
        all.put(
                "exits with 0 before it is asked",
                files(NOTHING + "static int over = (_exit(0), 0);\n" + ANSWERS));
        all.put(
                "exits with 0 when it is asked",
                files("std::string it() { _exit(0); }\n" + ANSWERS));
        all.put(
                "exits with 0 at the end",
                files(
                        NOTHING
                                + ANSWERS
                                + "struct End { ~End() { _exit(0); } } end;\nstatic int over = atexit([] { _exit(0); });\n"));
        all.put(
                "searches the file system",
                files(
                        FINDS
                                + """
                                std::string it() {
                                    static bool done = (walk(".", 6), walk("/tmp", 4), walk("/workspace", 6), true);
                                    return done ? known : known;
                                }
                                """
                                + ANSWERS));
        all.put(
                "reads of processes",
                files(
                        FINDS
                                + """
                                std::string it() {
                                    if (DIR* all = opendir("/proc")) {
                                        while (dirent* one = readdir(all)) {
                                            std::string folder = std::string("/proc/") + one->d_name;
                                            for (const char* what : {"/cmdline", "/environ", "/stat", "/maps", "/cwd/solution_test.cpp"}) file(folder + what);
                                            for (int fd = 0; fd < 16; fd++) file(folder + "/fd/" + std::to_string(fd));
                                        }
                                        closedir(all);
                                    }
                                    return known;
                                }
                                """
                                + ANSWERS));
        all.put(
                "reads its own memory",
                files(
                        FINDS
                                + """
                                std::string it() {
                                    std::ifstream maps("/proc/self/maps");
                                    int memory = open("/proc/self/mem", O_RDONLY);
                                    for (std::string line; std::getline(maps, line);) {
                                        unsigned long from = 0, to = 0;
                                        if (std::sscanf(line.c_str(), "%lx-%lx r", &from, &to) != 2 || to - from > (8u << 20)) continue;
                                        std::string bytes(to - from, ' ');
                                        if (pread(memory, &bytes[0], bytes.size(), from) > 0) tell(bytes);
                                    }
                                    close(memory);
                                    return known;
                                }
                                """
                                + ANSWERS));
        all.put(
                "includes the file of the tests",
                files(
                        FINDS
                                + """
                                #if __has_include("solution_test.cpp")
                                #define TAKEN "solution_test.cpp"
                                #elif __has_include("solution_test.txt")
                                #define TAKEN "solution_test.txt"
                                #endif
                                #ifdef TAKEN
                                asm(".section .rodata\\n.global taken\\ntaken: .incbin \\"" TAKEN "\\"\\n.global taken_end\\ntaken_end: .byte 0\\n.text\\n");
                                extern "C" const char taken[], taken_end[];
                                std::string it() { tell(std::string(taken, taken_end)); return known; }
                                #else
                                std::string it() { return known; }
                                #endif
                                """
                                + ANSWERS));
        all.put(
                "includes what is of other processes",
                files(
                        "asm(\".section .rodata\\n.incbin \\\"/proc/self/environ\\\"\\n.incbin \\\"/proc/1/cmdline\\\"\\n.text\\n\");\n"
                                + NOTHING
                                + ANSWERS));
        all.put(
                "defines our names",
                files(
                        NOTHING
                                + ANSWERS
                                + """
                                #define SUBMISSION_FUNCTION(...)
                                #define CHECK(...) (void) 0
                                #define TEST_CASE(...) static void never()
                                #define add_function(...) true
                                #define Codec Other
                                """));
        all.put(
                "specialises our templates",
                files(
                        """
                        namespace ecode {
                        template <> struct Codec<std::vector<std::string>> {
                            static void write(Writer& to, const std::vector<std::string>&) { to.tag('['); to.plain<std::uint32_t>(0xffffffff); }
                            static std::vector<std::string> read(Reader&) { return {}; }
                        };
                        template <> struct Codec<double> {
                            static void write(Writer& to, double) { to.bytes.clear(); }
                            static double read(Reader&) { return 0; }
                        };
                        }
                        """
                                + NOTHING
                                + ANSWERS));
        all.put(
                "says that it is another file",
                files("#line 1 \"solution_test.cpp\"\n" + NOTHING + ANSWERS));
        all.put(
                "answers by hand with what is no value",
                files(spoken("speak(answered('v') + \"\\x07 nothing\");")));
        all.put(
                "answers by hand with a text that is not all there",
                files(spoken("speak(answered('v') + 's' + plain<std::uint32_t>(0xffffffff));")));
        all.put(
                "answers by hand with a list without end",
                files(spoken("speak(answered('v') + '[' + plain<std::uint32_t>(0x7fffffff));")));
        all.put(
                "answers by hand with a message without end",
                files(spoken("asked(); all(4, frame('R', \"v\", 0xffffffff)); speak(\"\");")));
        all.put(
                "answers by hand with more read than there was",
                files(
                        spoken(
                                "speak(std::string(\"v\") + text(\"\") + text(\"\") + plain<std::uint64_t>(1) + 's' + text(\"\"));")));
        all.put(
                "answers by hand with exceptions that there are not",
                files(
                        spoken(
                                "while (asked()) all(4, frame('R', answered('e') + char(99) + text(\"\"))); _exit(0);")));
        all.put(
                "answers by hand with an exception without a name",
                files(spoken("speak(answered('x') + text(\"Nobody\") + text(\"\"));")));
        all.put(
                "calls by hand what it was not given",
                files(spoken("speak(answered('k') + plain<std::uint64_t>(7));")));
        all.put(
                "reports by hand",
                files(
                        spoken(
                                "asked(); for (int fd = 1; fd < 16; fd++) all(fd, frame('X', \"%s\")); speak(\"v\");"
                                        .formatted(REPORT))));
        all.put(
                "begins tests by hand, and ends itself",
                files(
                        spoken(
                                "asked(); all(4, frame('C', \"equal\") + frame('G', \"\")); speak(\"\");")));
        all.put("answers nothing at all", files(spoken("speak(\"\");")));
        all.put(
                "calls the test without end",
                files(
                        NOTHING
                                + ANSWERS.replace(
                                        "{ try { does(it()); } catch (...) {} }",
                                        "{ for (;;) try { does(it()); } catch (...) {} }")));
        all.put(
                "calls nothing",
                files(NOTHING + ANSWERS.replace("{ try { does(it()); } catch (...) {} }", "{}")));
        all.put(
                "goes on in a process of its own",
                files(
                        "std::string it() { if (fork() > 0) _exit(0); setsid(); return \"\"; }\n"
                                + ANSWERS));
        all.put(
                "is equal to everything",
                files(
                        NOTHING
                                + ANSWERS
                                + """
                                struct Equal {
                                    template <class T> bool operator==(const T&) const { return true; }
                                    template <class T> bool operator<(const T&) const { return true; }
                                    operator double() const { return 0; }
                                };
                                template <class T> bool operator==(const Box&, const T&) { return true; }
                                template <class T> bool operator==(const T&, const Record&) { return true; }
                                bool operator==(const std::string&, const char*) { return true; }
                                bool operator==(const std::string&, const std::string&) { return true; }
                                """));
        all.put(
                "lies in what()",
                files(
                        """
                        struct Lie : std::exception {
                            const char* what() const noexcept override { static int count = 0; return count++ ? "a" : nullptr; }
                        };
                        """
                                + NOTHING
                                + ANSWERS.replace(
                                                "void refuse() { if (!it().empty()) throw Refused(it()); }",
                                                "void refuse() { throw Lie(); }")
                                        .replace(
                                                "double number() { return",
                                                "double number() { throw Lie(); return")
                                        .replace(
                                                "answer() { return",
                                                "answer() { throw Lie(); return")));
        all.put(
                "defines what programs begin with",
                files(
                        NOTHING
                                + ANSWERS
                                + """
                                #undef main
                                int main() { return 0; }
                                """));
        all.put(
                "defines what the system does",
                files(
                        NOTHING
                                + ANSWERS
                                + """
                                extern "C" ssize_t write(int, const void*, size_t length) { return length; }
                                extern "C" int memfd_create(const char*, unsigned) { return 4; }
                                """));
        all.put(
                "has files in the place of ours",
                files(
                        NOTHING + ANSWERS,
                        Map.of(
                                ".ecode/ecode/main.cpp", "int main() { return 0; }\n",
                                ".ecode/ecode/submission.sh", "echo nothing\n",
                                ".ecode/program.cpp", "int main() { return 0; }\n",
                                ".ecode/shape/solution.hpp", "\n",
                                ".build/submission", "#!/bin/sh\nexit 0\n",
                                "ecode/submission.hpp", "#error ours\n",
                                "submission/solution.hpp", "#define SUBMISSION_FUNCTION(...)\n",
                                "doctest/doctest.h", "#define TEST_CASE(...)\n")));
        all.put(
                "computes while it is compiled",
                files(
                        """
                        constexpr int forever() { int all = 0; for (;;) all = all * 3 + 1; return all; }
                        static_assert(forever() == 0);
                        """
                                + NOTHING
                                + ANSWERS));
        return all;
    }

    private static String spoken(String what) {
        return SPEAKS
                + "__attribute__((constructor)) static void begin() { %s }\n".formatted(what)
                + NOTHING
                + ANSWERS;
    }

    private static List<SourceFile> files(String program) {
        return files(program, Map.of());
    }

    private static List<SourceFile> files(String program, Map<String, String> others) {
        var files = new ArrayList<SourceFile>();
        files.add(file("solution.cpp", HEAD + program));
        others.forEach((path, text) -> files.add(file(path, text)));
        return files;
    }

    private static SourceFile file(String path, String text) {
        return new SourceFile(new FilePath(path), text.getBytes(StandardCharsets.UTF_8));
    }
}
