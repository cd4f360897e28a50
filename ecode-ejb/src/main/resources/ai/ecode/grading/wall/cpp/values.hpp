// Both sides of the wall between tests and a submission include this: how values cross it, and what a shape says.
// Every value is its tag, one byte, and what belongs to it; its type is known on both sides, and what does not fit it is
// refused. Nothing that crosses is ever run.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <deque>
#include <exception>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace ecode {

inline constexpr std::size_t longest = 4u << 20;
inline constexpr int deepest = 200;
inline constexpr std::size_t fullest = 1'000;

// What came over the wall is none of its messages.
struct Unreadable : std::runtime_error {
    using std::runtime_error::runtime_error;
};

template <class T>
struct Tag {
    using type = T;
};

template <class T>
using bare = std::remove_cv_t<std::remove_reference_t<T>>;

template <class T>
inline constexpr bool never = false;

class Writer {
  public:
    std::string bytes;

    void tag(char kind) { bytes.push_back(kind); }

    void raw(const void* from, std::size_t length) {
        bytes.append(static_cast<const char*>(from), length);
    }

    template <class T>
    void plain(T value) {
        raw(&value, sizeof value);
    }

    void text(std::string_view value) {
        plain<std::uint32_t>(static_cast<std::uint32_t>(value.size()));
        raw(value.data(), value.size());
    }
};

class Reader {
  public:
    explicit Reader(std::string_view from) : left(from) {}

    void tag(char kind) {
        char found = plain<char>();
        if (found != kind) throw Unreadable(std::string("a value of another kind than ") + kind);
    }

    std::string_view raw(std::size_t length) {
        if (length > left.size()) throw Unreadable("a value that is not all there");
        std::string_view taken = left.substr(0, length);
        left.remove_prefix(length);
        return taken;
    }

    template <class T>
    T plain() {
        T value;
        std::memcpy(&value, raw(sizeof value).data(), sizeof value);
        return value;
    }

    std::string text() { return std::string(raw(plain<std::uint32_t>())); }

    std::string_view rest() const { return left; }

    // Each of so many takes one byte at least.
    std::size_t count() {
        std::size_t said = plain<std::uint32_t>();
        if (said > left.size()) throw Unreadable("more values than it has room for");
        return said;
    }

    void end() const {
        if (!left.empty()) throw Unreadable("more than was asked for");
    }

    int depth = 0;

  private:
    std::string_view left;
};

class Deeper {
  public:
    explicit Deeper(Reader& from) : reader(from) {
        if (++reader.depth > deepest) throw Unreadable("values nested too deep");
    }
    ~Deeper() { --reader.depth; }
    Deeper(const Deeper&) = delete;

  private:
    Reader& reader;
};

// What a shape says of a type is found beside that type.

struct Anything {
    template <class... A>
    void operator()(A&&...) const {}
};

template <class T, class = void>
struct is_struct : std::false_type {};
template <class T>
struct is_struct<T, std::void_t<decltype(ecode_fields(Tag<T>(), Anything()))>> : std::true_type {};

template <class T, class = void>
struct is_enum : std::false_type {};
template <class T>
struct is_enum<T, std::void_t<decltype(ecode_enumerators(Tag<T>()))>> : std::true_type {};

template <class T>
struct is_function : std::false_type {};
template <class R, class... A>
struct is_function<std::function<R(A...)>> : std::true_type {};

template <class T>
inline constexpr bool is_text =
    std::is_same_v<T, const char*> || std::is_same_v<T, std::string_view>;

template <class T, class = void>
struct Codec {
    static_assert(never<T>,
                  "Values of this type do not cross to a submission. A struct or an enum does when the shape says what is in it: "
                  "SUBMISSION_STRUCT, SUBMISSION_ENUM");
};

template <class T>
struct Codec<T, std::enable_if_t<std::is_arithmetic_v<T>>> {
    static constexpr char kind = static_cast<char>(
        (std::is_same_v<T, bool> ? 0x20 : std::is_floating_point_v<T> ? 0x40 : std::is_signed_v<T> ? 0x60 : 0x00) +
        sizeof(T));

    static void write(Writer& to, T value) {
        to.tag(kind);
        if constexpr (std::is_same_v<T, long double>) {
            char image[sizeof value] = {};
            std::memcpy(image, &value, 10);
            to.raw(image, sizeof image);
        } else {
            to.plain(value);
        }
    }

    static T read(Reader& from) {
        from.tag(kind);
        if constexpr (std::is_same_v<T, bool>) {
            unsigned char said = from.plain<unsigned char>();
            if (said > 1) throw Unreadable("a bool that is neither true nor false");
            return said == 1;
        } else {
            return from.plain<T>();
        }
    }
};

template <>
struct Codec<std::string> {
    static void write(Writer& to, std::string_view value) {
        to.tag('s');
        to.text(value);
    }
    static std::string read(Reader& from) {
        from.tag('s');
        return from.text();
    }
};

template <class C>
struct Sequence {
    using T = typename C::value_type;
    static void write(Writer& to, const C& values) {
        to.tag('[');
        to.plain<std::uint32_t>(static_cast<std::uint32_t>(values.size()));
        for (const auto& one : values) Codec<T>::write(to, one);
    }
    static C read(Reader& from) {
        Deeper deeper(from);
        from.tag('[');
        C values;
        for (std::size_t left = from.count(); left > 0; left--) values.push_back(Codec<T>::read(from));
        return values;
    }
};
template <class T>
struct Codec<std::vector<T>> : Sequence<std::vector<T>> {};
template <class T>
struct Codec<std::deque<T>> : Sequence<std::deque<T>> {};
template <class T>
struct Codec<std::list<T>> : Sequence<std::list<T>> {};

template <class T, std::size_t N>
struct Codec<std::array<T, N>> {
    static void write(Writer& to, const std::array<T, N>& values) {
        to.tag('(');
        for (const T& one : values) Codec<T>::write(to, one);
    }
    static std::array<T, N> read(Reader& from) {
        Deeper deeper(from);
        from.tag('(');
        std::array<T, N> values{};
        for (T& one : values) one = Codec<T>::read(from);
        return values;
    }
};

// Sets and maps: one of each, and never so many in one place that looking for them takes long.
template <class C, class T, bool hashed>
struct Unique {
    static void write(Writer& to, const C& values) {
        to.tag('{');
        to.plain<std::uint32_t>(static_cast<std::uint32_t>(values.size()));
        for (const auto& one : values) Codec<T>::write(to, one);
    }
    static C read(Reader& from) {
        Deeper deeper(from);
        from.tag('{');
        C values;
        for (std::size_t left = from.count(); left > 0; left--) {
            auto [at, isNew] = values.insert(Codec<T>::read(from));
            if (!isNew) throw Unreadable("the same key twice");
            if constexpr (hashed) {
                std::size_t bucket = 0;
                if constexpr (std::is_same_v<typename C::key_type, T>)
                    bucket = values.bucket(*at);
                else
                    bucket = values.bucket(at->first);
                if (values.bucket_size(bucket) > fullest) throw Unreadable("too many keys with one hash");
            }
        }
        return values;
    }
};
template <class T>
struct Codec<std::set<T>> : Unique<std::set<T>, T, false> {};
template <class T>
struct Codec<std::unordered_set<T>> : Unique<std::unordered_set<T>, T, true> {};
template <class K, class V>
struct Codec<std::map<K, V>> : Unique<std::map<K, V>, std::pair<K, V>, false> {};
template <class K, class V>
struct Codec<std::unordered_map<K, V>> : Unique<std::unordered_map<K, V>, std::pair<K, V>, true> {};

template <class A, class B>
struct Codec<std::pair<A, B>> {
    // The key of a map is const.
    template <class Pair>
    static void write(Writer& to, const Pair& value) {
        to.tag('(');
        Codec<A>::write(to, value.first);
        Codec<B>::write(to, value.second);
    }
    static std::pair<A, B> read(Reader& from) {
        Deeper deeper(from);
        from.tag('(');
        A first = Codec<A>::read(from);
        B second = Codec<B>::read(from);
        return {std::move(first), std::move(second)};
    }
};

template <class... T>
struct Codec<std::tuple<T...>> {
    static void write(Writer& to, const std::tuple<T...>& value) {
        to.tag('(');
        std::apply([&](const T&... one) { (Codec<T>::write(to, one), ...); }, value);
    }
    static std::tuple<T...> read(Reader& from) {
        Deeper deeper(from);
        from.tag('(');
        return std::tuple<T...>{Codec<T>::read(from)...};
    }
};

template <class T>
struct Codec<std::optional<T>> {
    static void write(Writer& to, const std::optional<T>& value) {
        to.tag('o');
        Codec<bool>::write(to, value.has_value());
        if (value) Codec<T>::write(to, *value);
    }
    static std::optional<T> read(Reader& from) {
        Deeper deeper(from);
        from.tag('o');
        if (!Codec<bool>::read(from)) return std::nullopt;
        return Codec<T>::read(from);
    }
};

template <class T>
struct Codec<std::unique_ptr<T>> {
    static void write(Writer& to, const std::unique_ptr<T>& value) {
        to.tag('o');
        Codec<bool>::write(to, value != nullptr);
        if (value) Codec<T>::write(to, *value);
    }
    static std::unique_ptr<T> read(Reader& from) {
        Deeper deeper(from);
        from.tag('o');
        if (!Codec<bool>::read(from)) return nullptr;
        return std::make_unique<T>(Codec<T>::read(from));
    }
};

template <class S>
struct Codec<S, std::enable_if_t<is_struct<S>::value>> {
    static void write(Writer& to, const S& value) {
        to.tag('(');
        ecode_fields(Tag<S>(), [&](const char*, auto field, auto type) { one(to, value.*field, type); });
    }
    static S read(Reader& from) {
        Deeper deeper(from);
        from.tag('(');
        S value{};
        ecode_fields(Tag<S>(), [&](const char*, auto field, auto type) { value.*field = one(from, type); });
        return value;
    }

  private:
    template <class V, class T>
    static void one(Writer& to, const V& value, Tag<T>) {
        Codec<T>::write(to, value);
    }
    template <class T>
    static T one(Reader& from, Tag<T>) {
        return Codec<T>::read(from);
    }
};

template <class E>
struct Codec<E, std::enable_if_t<is_enum<E>::value>> {
    static void write(Writer& to, E value) {
        to.tag('e');
        std::uint32_t at = 0;
        for (const auto& one : ecode_enumerators(Tag<E>())) {
            if (one.first == value) return to.plain(at);
            at++;
        }
        throw std::invalid_argument("a value that is none of its enum's");
    }
    static E read(Reader& from) {
        from.tag('e');
        std::uint32_t said = from.plain<std::uint32_t>();
        auto all = ecode_enumerators(Tag<E>());
        if (said >= all.size()) throw Unreadable("a value that is none of its enum's");
        return all[said].first;
    }
};

// Exceptions of the standard library, the nearest last.
inline constexpr std::array<const char*, 15> std_exceptions{
    "std::exception",        "std::runtime_error",  "std::logic_error",     "std::bad_alloc",       "std::bad_cast",
    "std::invalid_argument", "std::out_of_range",   "std::domain_error",    "std::length_error",    "std::range_error",
    "std::overflow_error",   "std::underflow_error", "std::bad_optional_access", "std::bad_function_call", "other"};

// What a signature says, `int(const std::string&)` for instance.
template <class S>
struct Signature;
template <class R, class... A>
struct Signature<R(A...)> {
    using Returned = R;
    using Plain = R(A...);
    static constexpr std::size_t arity = sizeof...(A);
    static constexpr bool constant = false;
    template <std::size_t I>
    using Parameter = std::tuple_element_t<I, std::tuple<Tag<A>...>>;
};
template <class R, class... A>
struct Signature<R(A...) const> : Signature<R(A...)> {
    static constexpr bool constant = true;
};
template <class R, class... A>
struct Signature<R(A...) noexcept> : Signature<R(A...)> {};
template <class R, class... A>
struct Signature<R(A...) const noexcept> : Signature<R(A...) const> {};

}  // namespace ecode

#define ECODE_CAT_(a, b) a##b
#define ECODE_CAT(a, b) ECODE_CAT_(a, b)
#define ECODE_STR_(...) #__VA_ARGS__
#define ECODE_STR(...) ECODE_STR_(__VA_ARGS__)
#define ECODE_KEY(name, ...) (std::string(name) + "|" #__VA_ARGS__ "|" ECODE_STR(__LINE__))

#define ECODE_PARENS ()
#define ECODE_MORE1(...) ECODE_MORE2(ECODE_MORE2(ECODE_MORE2(ECODE_MORE2(__VA_ARGS__))))
#define ECODE_MORE2(...) ECODE_MORE3(ECODE_MORE3(ECODE_MORE3(ECODE_MORE3(__VA_ARGS__))))
#define ECODE_MORE3(...) ECODE_MORE4(ECODE_MORE4(ECODE_MORE4(ECODE_MORE4(__VA_ARGS__))))
#define ECODE_MORE4(...) __VA_ARGS__
#define ECODE_EACH(macro, type, ...) __VA_OPT__(ECODE_MORE1(ECODE_EACH_(macro, type, __VA_ARGS__)))
#define ECODE_EACH_(macro, type, one, ...) \
    macro(type, one) __VA_OPT__(ECODE_EACH_AGAIN ECODE_PARENS(macro, type, __VA_ARGS__))
#define ECODE_EACH_AGAIN() ECODE_EACH_

#define ECODE_NAME_OF(name, ...) name
#define ECODE_TYPE_OF(name, ...) __VA_ARGS__
#define ECODE_VISIT_FIELD(type, field) \
    visit(ECODE_STR(ECODE_NAME_OF field), &type::ECODE_NAME_OF field, ::ecode::Tag<ECODE_TYPE_OF field>());
#define ECODE_ENUMERATOR(type, name) std::pair<type, const char*>{type::name, #name},

// A field of a struct: its name and its type.
#define FIELD(name, ...) (name, __VA_ARGS__)

#define ECODE_FIELDS(name, ...)                             \
    template <class Visit>                                  \
    inline void ecode_fields(::ecode::Tag<name>, Visit&& visit) { \
        ECODE_EACH(ECODE_VISIT_FIELD, name, __VA_ARGS__)    \
    }
#define ECODE_ENUMERATORS(name, ...)                                                 \
    inline auto ecode_enumerators(::ecode::Tag<name>) {                              \
        return std::array{ECODE_EACH(ECODE_ENUMERATOR, name, __VA_ARGS__)};          \
    }
