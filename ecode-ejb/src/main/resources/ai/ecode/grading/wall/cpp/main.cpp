// What runs beside a submission: answers what the tests ask, one answer for each question, on descriptors that prints do not
// reach.
#undef main
#include "answers.hpp"

#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <thread>

namespace ecode {
namespace {

constexpr int questions = 3;
constexpr int replies = 4;
constexpr std::size_t longest_print = 1u << 20;
constexpr rlim_t largest_file = 64u << 20;

struct Object {
    const void* at;
    const void* type;
    void (*destroys)(const void*);
};

struct Known {
    std::unordered_map<std::string, Answer> answers;
    std::unordered_map<std::string, std::string> missing;
    std::vector<std::pair<std::string, Matcher>> exceptions;
    std::unordered_map<std::uint64_t, Object> objects;
    std::uint64_t last = 0;
};

// Never destroyed: the submission may do things when it ends.
Known& known() {
    static Known& all = *new Known;
    return all;
}

// What the test's own function threw goes through the submission as this.
struct ThrownByTest : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct NotThere {
    std::string why;
};

void write_fully(const char* from, std::size_t length) {
    while (length > 0) {
        ssize_t written = ::write(replies, from, length);
        if (written <= 0) _exit(1);
        from += written;
        length -= static_cast<std::size_t>(written);
    }
}

bool read_fully(char* to, std::size_t length) {
    while (length > 0) {
        ssize_t got = ::read(questions, to, length);
        if (got <= 0) return false;
        to += got;
        length -= static_cast<std::size_t>(got);
    }
    return true;
}

void send(const std::string& payload) {
    auto length = static_cast<std::uint32_t>(payload.size());
    std::string frame{static_cast<char>(length >> 24), static_cast<char>(length >> 16), static_cast<char>(length >> 8),
                      static_cast<char>(length), 'R'};
    frame += payload;
    write_fully(frame.data(), frame.size());
}

std::string receive() {
    unsigned char head[5];
    if (!read_fully(reinterpret_cast<char*>(head), sizeof head)) _exit(0);
    std::size_t length = (std::size_t{head[0]} << 24) | (head[1] << 16) | (head[2] << 8) | head[3];
    std::string payload(length, '\0');
    if (!read_fully(payload.data(), length)) _exit(0);
    return payload;
}

// A file that only this process has, in the place of a standard stream.
void replace(int stream) {
    int file = memfd_create("stream", 0);
    if (file < 0) {
        std::perror("memfd_create");
        _exit(1);
    }
    dup2(file, stream);
    ::close(file);
}

std::stringbuf& errors() {
    static std::stringbuf& text = *new std::stringbuf;
    return text;
}

std::string printed() {
    std::cout.flush();
    std::fflush(stdout);
    off_t length = lseek(STDOUT_FILENO, 0, SEEK_END);
    std::string text(std::min<std::size_t>(length < 0 ? 0 : static_cast<std::size_t>(length), longest_print), '\0');
    ssize_t got = pread(STDOUT_FILENO, text.data(), text.size(), 0);
    text.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
    if (length > 0) {
        lseek(STDOUT_FILENO, 0, SEEK_SET);
        if (ftruncate(STDOUT_FILENO, 0) != 0) _exit(1);
    }
    return text;
}

std::size_t given = 0;

void give(const std::string& input) {
    if (ftruncate(STDIN_FILENO, 0) != 0 ||
        pwrite(STDIN_FILENO, input.data(), input.size(), 0) != static_cast<ssize_t>(input.size()))
        _exit(1);
    given = input.size();
    std::cin.clear();
    std::cin.rdbuf()->pubseekpos(0, std::ios::in);
    std::rewind(stdin);
}

std::size_t consumed() {
    std::cin.clear();
    long at = std::ftell(stdin);
    std::streamsize ahead = std::max<std::streamsize>(0, std::cin.rdbuf()->in_avail());
    return std::clamp<long>(at - ahead, 0, static_cast<long>(given));
}

// Every answer begins with what the submission printed and read meanwhile.
Writer begun(char status) {
    Writer answer;
    answer.tag(status);
    answer.text(printed());
    answer.text(errors().str().substr(0, longest_print));
    errors().str("");
    answer.plain<std::uint64_t>(consumed());
    return answer;
}

char std_kind(const std::exception& thrown) {
    const std::exception* one = &thrown;
    if (dynamic_cast<const std::out_of_range*>(one)) return 6;
    if (dynamic_cast<const std::invalid_argument*>(one)) return 5;
    if (dynamic_cast<const std::domain_error*>(one)) return 7;
    if (dynamic_cast<const std::length_error*>(one)) return 8;
    if (dynamic_cast<const std::logic_error*>(one)) return 2;
    if (dynamic_cast<const std::range_error*>(one)) return 9;
    if (dynamic_cast<const std::overflow_error*>(one)) return 10;
    if (dynamic_cast<const std::underflow_error*>(one)) return 11;
    if (dynamic_cast<const std::runtime_error*>(one)) return 1;
    if (dynamic_cast<const std::bad_alloc*>(one)) return 3;
    if (dynamic_cast<const std::bad_cast*>(one)) return 4;
    if (dynamic_cast<const std::bad_optional_access*>(one)) return 12;
    if (dynamic_cast<const std::bad_function_call*>(one)) return 13;
    return 0;
}

Writer thrown(std::exception_ptr exception) {
    auto& matchers = known().exceptions;
    for (auto one = matchers.rbegin(); one != matchers.rend(); ++one) {
        std::string what;
        if (one->second(exception, what)) {
            Writer answer = begun('x');
            answer.text(one->first);
            answer.text(what);
            return answer;
        }
    }
    Writer answer = begun('e');
    try {
        std::rethrow_exception(exception);
    } catch (const std::exception& caught) {
        const char* what = caught.what();
        answer.tag(std_kind(caught));
        answer.text(what == nullptr ? "" : what);
    } catch (...) {
        answer.tag(static_cast<char>(std_exceptions.size() - 1));
        answer.text("The submission threw something that is no std::exception");
    }
    return answer;
}

Writer answered(const std::string& question) {
    Reader from(question);
    try {
        if (from.plain<char>() != 'q') throw Unreadable("no question");
        give(from.text());
        std::string key = from.text();
        auto missing = known().missing.find(key);
        if (missing != known().missing.end()) throw NotThere{missing->second};
        auto found = known().answers.find(key);
        if (found == known().answers.end()) throw NotThere{key.substr(0, key.find('|')) + ": the submission does not have it"};
        Writer content;
        found->second(from, content);
        Writer answer = begun('v');
        answer.bytes += content.bytes;
        return answer;
    } catch (const NotThere& notThere) {
        Writer answer = begun('m');
        answer.text(notThere.why);
        return answer;
    } catch (...) {
        return thrown(std::current_exception());
    }
}

void reply(const Writer& answer) {
    if (answer.bytes.size() <= longest) return send(answer.bytes);
    Writer refused;
    refused.tag('m');
    refused.text("");
    refused.text("");
    refused.plain<std::uint64_t>(0);
    refused.text("The submission answered with more than 4 MiB.");
    send(refused.bytes);
}

std::thread::id asked;

}  // namespace

namespace answers {

bool add(const std::string& key, Answer answer) {
    known().answers[key] = std::move(answer);
    return true;
}

bool catches(const std::string& key, Matcher matcher) {
    known().exceptions.emplace_back(key, matcher);
    return true;
}

bool missing(const std::string& key, const char* why) {
    std::size_t end = key.find('|');
    std::string name = key.substr(0, end);
    std::string signature = key.substr(end + 1, key.rfind('|') - end - 1);
    std::string type = name.substr(0, name.find("::"));
    std::string kind = why;
    known().missing[key] = kind == "call"    ? "The submission has no “" + name + "” that can be called as " + signature + "."
                           : kind == "class" ? "The submission has no class “" + type + "”."
                                             : "Objects of “" + type + "” cannot be " + kind + " in the submission.";
    return false;
}

std::uint64_t keep(const void* object, const void* type, void (*destroys)(const void*)) {
    std::uint64_t id = ++known().last;
    known().objects[id] = Object{object, type, destroys};
    return id;
}

const void* find(std::uint64_t id, const void* type) {
    auto found = known().objects.find(id);
    if (found == known().objects.end() || found->second.type != type) throw std::logic_error("There is no such object");
    return found->second.at;
}

void forget(std::uint64_t id) {
    auto found = known().objects.find(id);
    if (found == known().objects.end()) return;
    Object object = found->second;
    known().objects.erase(found);
    if (object.destroys) object.destroys(object.at);
}

std::string call(std::uint64_t function, const Writer& arguments) {
    if (std::this_thread::get_id() != asked)
        throw std::logic_error("A function of the test is called in the thread in which the test asks");
    Writer question = begun('k');
    question.plain(function);
    question.bytes += arguments.bytes;
    reply(question);
    std::string answer = receive();
    for (; !answer.empty() && answer[0] == 'q'; answer = receive()) reply(answered(answer));
    Reader from(answer);
    if (from.plain<char>() == 'r') return answer.substr(1);
    throw ThrownByTest(from.text());
}

}  // namespace answers
}  // namespace ecode

int main() {
    using namespace ecode;
    std::signal(SIGXFSZ, SIG_IGN);
    std::signal(SIGPIPE, SIG_IGN);
    rlimit files{largest_file, largest_file};
    setrlimit(RLIMIT_FSIZE, &files);
    replace(STDIN_FILENO);
    replace(STDOUT_FILENO);
    std::cerr.rdbuf(&errors());
    asked = std::this_thread::get_id();
    for (;;) reply(answered(receive()));
}
