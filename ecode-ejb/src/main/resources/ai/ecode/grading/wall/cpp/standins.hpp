// The tests' side of a shape: functions and classes that look like those of the submission, and ask it.
#pragma once

#include "values.hpp"

#include <doctest/doctest.h>

#include <charconv>
#include <sstream>

namespace ecode {

// There is no answer, and the test is lost. It is no std::exception, so that no test expects it by accident.
struct Gone {
    std::string why;
};

// Tells the constructor for objects that there are from those that the shape names.
struct Existing {};

// An object of the submission, as the tests know it.
struct Handle {
    std::uint64_t id = 0;
    std::uint64_t life = 0;
};

using Callback = std::function<void(Reader&, Writer&)>;
using Thrower = void (*)(const std::string&);

template <class Inside>
class StandIn;

template <class T>
struct is_object : std::false_type {};
template <class Inside>
struct is_object<StandIn<Inside>> : std::true_type {};

// The wall as this side sees it; one thread asks at a time.
namespace wall {
// What the answer holds. Throws what the submission threw, or Gone.
std::string ask(const std::string& key, const Writer& arguments);
[[noreturn]] void spoil(const std::string& why);
// Changes when the submission ends: what lived in it is no more.
std::uint64_t life();
std::uint64_t given(Callback callback);
bool throws(const std::string& key, Thrower thrower);
}  // namespace wall

// A function has as many parameters as its signature; one with another number cannot be called.
template <class S, std::size_t K, std::size_t I>
class Nothing;

template <class S, std::size_t K, std::size_t I, bool = Signature<S>::arity == K>
struct Parameter {
    using type = Nothing<S, K, I>&;
};
template <class S, std::size_t K, std::size_t I>
struct Parameter<S, K, I, true> {
    using type = typename Signature<S>::template Parameter<I>::type;
};
template <class S, std::size_t K, std::size_t I>
using parameter = typename Parameter<S, K, I>::type;

template <class T>
void write_value(Writer& to, const T& value) {
    if constexpr (is_object<T>::value) {
        value.ecode_write(to);
    } else {
        Codec<T>::write(to, value);
    }
}

template <class R, class... A>
Callback callback_of(const std::function<R(A...)>& function) {
    return [function](Reader& from, Writer& to) {
        std::tuple<bare<A>...> arguments{Codec<bare<A>>::read(from)...};
        from.end();
        if constexpr (std::is_void_v<R>) {
            std::apply([&](auto&... one) { function(static_cast<A>(one)...); }, arguments);
        } else {
            write_value<bare<R>>(to, std::apply([&](auto&... one) -> bare<R> { return function(static_cast<A>(one)...); },
                                                arguments));
        }
    };
}

template <class P, class T>
void write_argument(Writer& to, const T& value) {
    if constexpr (is_text<bare<P>>) {
        if constexpr (std::is_pointer_v<T>) {
            if (value == nullptr) throw std::invalid_argument("A text that is given to a submission is not nullptr");
        }
        Codec<std::string>::write(to, value);
    } else if constexpr (is_function<T>::value) {
        to.tag('k');
        to.plain<std::uint64_t>(value ? wall::given(callback_of(value)) : 0);
    } else {
        write_value(to, value);
    }
}

// What a submission may change: what it was given by a reference that is not const.
template <class P, class T>
void read_back(Reader& from, T& value) {
    if constexpr (std::is_lvalue_reference_v<P> && !std::is_const_v<std::remove_reference_t<P>> && !is_object<bare<T>>::value &&
                  !is_function<bare<T>>::value) {
        value = Codec<T>::read(from);
    }
}

template <class R, class = void>
struct Returned {
    using type = bare<R>;
    using Raw = type;
    static Raw read(Reader& from) { return Codec<type>::read(from); }
    static type made(Raw&& raw) { return std::move(raw); }
};
template <class R>
struct Returned<R, std::enable_if_t<is_text<bare<R>>>> : Returned<std::string> {};
template <class R>
struct Returned<R, std::enable_if_t<is_object<bare<R>>::value>> {
    using type = bare<R>;
    using Raw = Handle;
    static Raw read(Reader& from) {
        from.tag('h');
        return Handle{from.plain<std::uint64_t>(), wall::life()};
    }
    static type made(Raw&& raw) { return type(Existing(), raw); }
};
template <>
struct Returned<void> {
    using type = void;
};
template <class S>
using returned = typename Returned<typename Signature<S>::Returned>::type;

template <class F>
auto understood(F read) {
    try {
        return read();
    } catch (const Unreadable& unreadable) {
        wall::spoil(std::string("The answer of the submission does not fit: ") + unreadable.what());
    }
}

template <class R, class... P, class... T>
typename Returned<R>::type ask_with(R (*)(P...), const std::string& key, Writer&& question, T&... arguments) {
    (write_argument<P>(question, arguments), ...);
    std::string answer = wall::ask(key, question);
    Reader from(answer);
    if constexpr (std::is_void_v<R>) {
        understood([&] {
            (read_back<P>(from, arguments), ...);
            from.end();
        });
    } else {
        return Returned<R>::made(understood([&] {
            auto raw = Returned<R>::read(from);
            (read_back<P>(from, arguments), ...);
            from.end();
            return raw;
        }));
    }
}

template <class S, class... T>
returned<S> call(const std::string& key, Writer question, T&... arguments) {
    if constexpr (Signature<S>::arity == sizeof...(T)) {
        return ask_with(static_cast<typename Signature<S>::Plain*>(nullptr), key, std::move(question), arguments...);
    } else {
        std::abort();  // nothing can call it
    }
}

// What every class of a shape has.
template <class Name, class Inside>
class Body;

template <class Inside>
class StandIn : public Inside {
    template <class... A>
    using constructs = decltype(std::declval<Inside&>().ecode_construct(std::declval<A>()...));

  public:
    // Explicit, so that no value of a test is made into an object of the submission without saying so.
    template <class... A, class = constructs<A...>>
    explicit StandIn(A&&... arguments) {
        this->ecode_construct(std::forward<A>(arguments)...);
    }
    StandIn(Existing, Handle handle) { this->ecode_hold(handle); }

    StandIn(const StandIn& other) : Inside() { this->ecode_hold(other.ecode_self("copy")); }
    StandIn(StandIn&& other) : Inside() { this->ecode_hold(other.ecode_self("move")); }
    StandIn& operator=(const StandIn& other) {
        this->ecode_assign("copy=", other);
        return *this;
    }
    StandIn& operator=(StandIn&& other) {
        this->ecode_assign("move=", other);
        return *this;
    }
    ~StandIn() { this->ecode_release(); }
};

template <class Name, class Inside>
class Body {
  public:
    using ecode_Name = Name;
    using ecode_Self = StandIn<Inside>;
    static constexpr bool ecode_printable = false;

    void ecode_write(Writer& to) const {
        if (held.life != wall::life()) throw Gone{"The object was one of a submission that has ended."};
        to.tag('h');
        to.plain(held.id);
    }

    Writer ecode_question() const {
        Writer question;
        ecode_write(question);
        return question;
    }

    static std::string ecode_key(const char* what) { return Name::name_() + std::string("::") + what; }

  protected:
    Body() = default;

    void ecode_hold(Handle handle) { held = handle; }

    Handle ecode_self(const char* how) const { return ecode_handle(wall::ask(Name::key() + how, ecode_question())); }

    static Handle ecode_handle(const std::string& answer) {
        return understood([&] {
            Reader from(answer);
            from.tag('h');
            Handle handle{from.plain<std::uint64_t>(), wall::life()};
            from.end();
            return handle;
        });
    }

    void ecode_assign(const char* how, const Body& other) {
        Writer question = ecode_question();
        other.ecode_write(question);
        wall::ask(Name::key() + how, question);
    }

    void ecode_release() noexcept {
        if (held.id == 0 || held.life != wall::life()) return;
        try {
            wall::ask(Name::key() + "~", ecode_question());
        } catch (...) {
            // The test is lost already.
        }
    }

    template <class S, class... T>
    void ecode_make(const std::string& key, T&... arguments) {
        if constexpr (Signature<S>::arity == sizeof...(T)) {
            ecode_making(static_cast<typename Signature<S>::Plain*>(nullptr), key, arguments...);
        } else {
            std::abort();  // nothing can call it
        }
    }

  private:
    template <class... P, class... T>
    void ecode_making(void (*)(P...), const std::string& key, T&... arguments) {
        Writer question;
        (write_argument<P>(question, arguments), ...);
        std::string answer = wall::ask(key, question);
        held = understood([&] {
            Reader from(answer);
            from.tag('h');
            Handle handle{from.plain<std::uint64_t>(), wall::life()};
            (read_back<P>(from, arguments), ...);
            from.end();
            return handle;
        });
    }

    Handle held;
};

template <class Inside, class = std::enable_if_t<Inside::ecode_printable>>
std::ostream& operator<<(std::ostream& to, const StandIn<Inside>& object) {
    return to << object.ecode_print();
}

template <class T, class = void>
struct is_printable : std::false_type {};
template <class T>
struct is_printable<T, std::void_t<decltype(std::declval<std::ostream&>() << std::declval<const T&>())>> : std::true_type {};

// How values are shown in what is said of a test that failed.

template <class T>
void show(std::ostream& to, const T& value);

template <class C>
void show_all(std::ostream& to, const C& values, char opens, char closes) {
    to << opens;
    bool isFirst = true;
    for (const auto& one : values) {
        if (!isFirst) to << ", ";
        isFirst = false;
        show<typename C::value_type>(to, one);
    }
    to << closes;
}

template <class T>
struct Shown {
    static void to(std::ostream& to, const T& value) {
        if constexpr (std::is_same_v<T, bool>) {
            to << (value ? "true" : "false");
        } else if constexpr (std::is_floating_point_v<T> && sizeof(T) <= 8) {
            char text[64];
            to.write(text, std::to_chars(text, text + sizeof text, value).ptr - text);
        } else if constexpr (std::is_same_v<T, char>) {
            to << '\'' << value << '\'';
        } else if constexpr (is_struct<T>::value) {
            to << '{';
            bool isFirst = true;
            ecode_fields(Tag<T>(), [&](const char* name, auto field, auto) {
                to << (isFirst ? "" : ", ") << name << ": ";
                isFirst = false;
                show(to, value.*field);
            });
            to << '}';
        } else if constexpr (is_enum<T>::value) {
            for (const auto& one : ecode_enumerators(Tag<T>()))
                if (one.first == value) to << one.second;
        } else if constexpr (is_printable<T>::value) {
            to << value;
        } else {
            to << "{?}";
        }
    }
};
template <>
struct Shown<std::string> {
    static void to(std::ostream& to, const std::string& value) { to << '"' << value << '"'; }
};
template <class A, class B>
struct Shown<std::pair<A, B>> {
    static void to(std::ostream& to, const std::pair<A, B>& value) {
        to << '(';
        show(to, value.first);
        to << ", ";
        show(to, value.second);
        to << ')';
    }
};
template <class... T>
struct Shown<std::tuple<T...>> {
    static void to(std::ostream& to, const std::tuple<T...>& value) {
        const char* before = "";
        to << '(';
        std::apply([&](const T&... one) { ((to << before, before = ", ", show(to, one)), ...); }, value);
        to << ')';
    }
};
template <class T>
struct Shown<std::optional<T>> {
    static void to(std::ostream& to, const std::optional<T>& value) {
        if (value)
            show(to, *value);
        else
            to << "nothing";
    }
};

template <class T>
void show(std::ostream& to, const T& value) {
    Shown<std::remove_cv_t<T>>::to(to, value);
}

template <class T>
doctest::String shown(const T& value) {
    std::ostringstream text;
    show(text, value);
    return text.str().c_str();
}

#define ECODE_SHOWN(...)                                                                     \
    struct Shown<__VA_ARGS__> {                                                              \
        static void to(std::ostream& to, const __VA_ARGS__& values) { ECODE_SHOW_ALL; }      \
    };
#define ECODE_SHOW_ALL show_all(to, values, '[', ']')
template <class T>
ECODE_SHOWN(std::vector<T>)
template <class T>
ECODE_SHOWN(std::deque<T>)
template <class T>
ECODE_SHOWN(std::list<T>)
template <class T, std::size_t N>
ECODE_SHOWN(std::array<T, N>)
#undef ECODE_SHOW_ALL
#define ECODE_SHOW_ALL show_all(to, values, '{', '}')
template <class T>
ECODE_SHOWN(std::set<T>)
template <class T>
ECODE_SHOWN(std::unordered_set<T>)
template <class K, class V>
ECODE_SHOWN(std::map<K, V>)
template <class K, class V>
ECODE_SHOWN(std::unordered_map<K, V>)
#undef ECODE_SHOW_ALL
#undef ECODE_SHOWN

}  // namespace ecode

#define ECODE_STRING_MAKER(...)                                                              \
    struct StringMaker<__VA_ARGS__> {                                                        \
        static String convert(const __VA_ARGS__& value) { return ::ecode::shown(value); }    \
    };
namespace doctest {
template <class T>
ECODE_STRING_MAKER(std::vector<T>)
template <class T>
ECODE_STRING_MAKER(std::deque<T>)
template <class T>
ECODE_STRING_MAKER(std::list<T>)
template <class T, std::size_t N>
ECODE_STRING_MAKER(std::array<T, N>)
template <class T>
ECODE_STRING_MAKER(std::set<T>)
template <class T>
ECODE_STRING_MAKER(std::unordered_set<T>)
template <class K, class V>
ECODE_STRING_MAKER(std::map<K, V>)
template <class K, class V>
ECODE_STRING_MAKER(std::unordered_map<K, V>)
template <class A, class B>
ECODE_STRING_MAKER(std::pair<A, B>)
template <class... T>
ECODE_STRING_MAKER(std::tuple<T...>)
template <class T>
ECODE_STRING_MAKER(std::optional<T>)
}  // namespace doctest
#undef ECODE_STRING_MAKER


// One function for each number of parameters; that with the number of the signature can be called.
#define ECODE_NONE(S) \
    template <class E = S, std::enable_if_t<std::is_same_v<E, S> && ::ecode::Signature<E>::arity == 0, int> = 0>
#define ECODE_P(S, k, i) ::ecode::parameter<S, k, i> p##i
#define ECODE_OVERLOADS(S, before, name, after, does)                                                                  \
    ECODE_NONE(S) before name() after { return does(); }                                                               \
    before name(ECODE_P(S, 1, 0)) after { return does(p0); }                                                           \
    before name(ECODE_P(S, 2, 0), ECODE_P(S, 2, 1)) after { return does(p0, p1); }                                     \
    before name(ECODE_P(S, 3, 0), ECODE_P(S, 3, 1), ECODE_P(S, 3, 2)) after { return does(p0, p1, p2); }               \
    before name(ECODE_P(S, 4, 0), ECODE_P(S, 4, 1), ECODE_P(S, 4, 2), ECODE_P(S, 4, 3)) after {                        \
        return does(p0, p1, p2, p3);                                                                                   \
    }                                                                                                                  \
    before name(ECODE_P(S, 5, 0), ECODE_P(S, 5, 1), ECODE_P(S, 5, 2), ECODE_P(S, 5, 3), ECODE_P(S, 5, 4)) after {      \
        return does(p0, p1, p2, p3, p4);                                                                               \
    }                                                                                                                  \
    before name(ECODE_P(S, 6, 0), ECODE_P(S, 6, 1), ECODE_P(S, 6, 2), ECODE_P(S, 6, 3), ECODE_P(S, 6, 4),              \
                ECODE_P(S, 6, 5)) after {                                                                              \
        return does(p0, p1, p2, p3, p4, p5);                                                                           \
    }
#define ECODE_SIGNATURE(...)                                                                                    \
    using ECODE_CAT(ecode_signature_, __LINE__) = __VA_ARGS__;                                                  \
    static_assert(::ecode::Signature<ECODE_CAT(ecode_signature_, __LINE__)>::arity <= 6, "At most 6 parameters cross");
#define ECODE_S ECODE_CAT(ecode_signature_, __LINE__)

#define ECODE_FUNCTION(S, calls, name, ...)                                                        \
    using S = __VA_ARGS__;                                                                         \
    static_assert(::ecode::Signature<S>::arity <= 6, "At most 6 parameters cross");                \
    template <class... T>                                                                          \
    ::ecode::returned<S> calls(T&... arguments) {                                                  \
        return ::ecode::call<S>(ECODE_KEY(#name, __VA_ARGS__), ::ecode::Writer(), arguments...);   \
    }                                                                                              \
    ECODE_OVERLOADS(S, inline ::ecode::returned<S>, name, , calls)
#define SUBMISSION_FUNCTION(name, ...) \
    ECODE_FUNCTION(ECODE_CAT(ecode_##name##_signature_, __LINE__), ECODE_CAT(ecode_##name##_call_, __LINE__), name, __VA_ARGS__)

#define SUBMISSION_OPERATOR(op, ...)                                                                               \
    ECODE_SIGNATURE(__VA_ARGS__)                                                                                   \
    inline ::ecode::returned<ECODE_S> operator op(ECODE_P(ECODE_S, 2, 0), ECODE_P(ECODE_S, 2, 1)) {                \
        return ::ecode::call<ECODE_S>(ECODE_KEY("operator" #op, __VA_ARGS__), ::ecode::Writer(), p0, p1);          \
    }

#define SUBMISSION_CLASS(name)                                                                            \
    struct ecode_name_##name {                                                                            \
        static std::string name_() { return #name; }                                                      \
        static std::string key() { return ECODE_KEY(#name, class); }                                      \
    };                                                                                                    \
    struct ecode_body_##name;                                                                             \
    using name = ::ecode::StandIn<ecode_body_##name>;                                                     \
    struct ecode_body_##name : ::ecode::Body<ecode_name_##name, ecode_body_##name>

#define ECODE_MEMBER(what, before, after, head, ...)                                                     \
    template <class... T>                                                                                \
    before auto ECODE_CAT(ecode_call_, __LINE__)(T&... arguments) after {                                \
        return ::ecode::call<ECODE_S>(ecode_key(what) + "|" #__VA_ARGS__ "|" ECODE_STR(__LINE__), head, arguments...); \
    }

#define METHOD(name, ...)                                                                                  \
    ECODE_SIGNATURE(__VA_ARGS__)                                                                           \
    ECODE_MEMBER(#name, , const, ecode_question(), __VA_ARGS__)                                          \
    ECODE_OVERLOADS(ECODE_S, ::ecode::returned<ECODE_S>, name, const, ECODE_CAT(ecode_call_, __LINE__))

#define STATIC_METHOD(name, ...)                                                                              \
    ECODE_SIGNATURE(__VA_ARGS__)                                                                              \
    ECODE_MEMBER(#name, static, , ::ecode::Writer(), __VA_ARGS__)                                           \
    ECODE_OVERLOADS(ECODE_S, static ::ecode::returned<ECODE_S>, name, , ECODE_CAT(ecode_call_, __LINE__))

#define CONSTRUCTOR(...)                                                                                         \
    ECODE_SIGNATURE(void(__VA_ARGS__))                                                                           \
    template <class... T>                                                                                        \
    void ECODE_CAT(ecode_make_, __LINE__)(T&... arguments) {                                                     \
        this->template ecode_make<ECODE_S>(ecode_key("constructor") + "|" #__VA_ARGS__ "|" ECODE_STR(__LINE__),  \
                                           arguments...);                                                        \
    }                                                                                                            \
    ECODE_OVERLOADS(ECODE_S, void, ecode_construct, , ECODE_CAT(ecode_make_, __LINE__))

#define OPERATOR(op, ...)                                                                                  \
    ECODE_SIGNATURE(__VA_ARGS__)                                                                           \
    ECODE_MEMBER("operator" #op, , const, ecode_question(), __VA_ARGS__)                                 \
    friend ::ecode::returned<ECODE_S> operator op(const ecode_Self& self, ECODE_P(ECODE_S, 1, 0)) {        \
        return self.ECODE_CAT(ecode_call_, __LINE__)(p0);                                                  \
    }

#define INDEX(...)                                                                            \
    ECODE_SIGNATURE(__VA_ARGS__)                                                              \
    ECODE_MEMBER("operator[]", , const, ecode_question(), __VA_ARGS__)                      \
    ::ecode::returned<ECODE_S> operator[](ECODE_P(ECODE_S, 1, 0)) const {                     \
        return ECODE_CAT(ecode_call_, __LINE__)(p0);                                          \
    }

#define PRINTABLE()                                                                                      \
    ECODE_SIGNATURE(std::string())                                                                       \
    static constexpr bool ecode_printable = true;                                                        \
    std::string ecode_print() const {                                                                    \
        return ::ecode::call<ECODE_S>(ecode_key("operator<<") + "|" ECODE_STR(__LINE__), ecode_question()); \
    }

#define ECODE_DECLARE_FIELD(type, field) std::common_type_t<ECODE_TYPE_OF field> ECODE_NAME_OF field{};
#define ECODE_SAME_FIELD(type, field) &&left.ECODE_NAME_OF field == right.ECODE_NAME_OF field

#define SUBMISSION_STRUCT(name, ...)                                                                \
    struct name {                                                                                   \
        ECODE_EACH(ECODE_DECLARE_FIELD, name, __VA_ARGS__)                                          \
    };                                                                                              \
    ECODE_FIELDS(name, __VA_ARGS__)                                                                 \
    inline bool operator==(const name& left, const name& right) {                                   \
        return true ECODE_EACH(ECODE_SAME_FIELD, name, __VA_ARGS__);                                \
    }                                                                                               \
    inline bool operator!=(const name& left, const name& right) { return !(left == right); }        \
    inline std::ostream& operator<<(std::ostream& to, const name& value) {                          \
        to << #name;                                                                                \
        ::ecode::show(to, value);                                                                   \
        return to;                                                                                  \
    }

#define SUBMISSION_ENUM(name, ...)                                              \
    enum class name { __VA_ARGS__ };                                            \
    ECODE_ENUMERATORS(name, __VA_ARGS__)                                        \
    inline std::ostream& operator<<(std::ostream& to, name value) {             \
        ::ecode::show(to, value);                                               \
        return to;                                                              \
    }                                                                           \
    inline doctest::String toString(name value) { return ::ecode::shown(value); }

#define SUBMISSION_EXCEPTION(name, ...)                                                                     \
    struct name : __VA_ARGS__ {                                                                             \
        explicit name(const std::string& what) : __VA_ARGS__(what) {}                                       \
    };                                                                                                      \
    inline const bool ecode_throws_##name =                                                                 \
        ::ecode::wall::throws(ECODE_KEY(#name, __VA_ARGS__), [](const std::string& what) { throw name(what); });
