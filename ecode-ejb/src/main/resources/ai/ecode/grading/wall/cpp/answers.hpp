// The submission's side of a shape: looks whether the submission has what the shape names, and answers with it.
#pragma once

#include "values.hpp"

#include <sstream>

namespace ecode {

// What a call comes to when no function of the submission can be called like that.
struct Missing {};

template <class T, class = void>
struct is_object : std::false_type {};
template <class T>
struct is_object<T, std::void_t<decltype(ecode_is_object(Tag<T>()))>> : std::true_type {};

template <class T, class = void>
struct is_complete : std::false_type {};
template <class T>
struct is_complete<T, std::void_t<decltype(sizeof(T))>> : std::true_type {};

using Answer = std::function<void(Reader&, Writer&)>;
using Matcher = bool (*)(std::exception_ptr, std::string&);

namespace answers {
bool add(const std::string& key, Answer answer);
bool catches(const std::string& key, Matcher matcher);
bool missing(const std::string& key, const char* why);
// Objects by their numbers. One that the submission owns itself has nothing that destroys it.
std::uint64_t keep(const void* object, const void* type, void (*destroys)(const void*));
const void* find(std::uint64_t id, const void* type);
void forget(std::uint64_t id);
// Calls a function of the test.
std::string call(std::uint64_t function, const Writer& arguments);
}  // namespace answers

template <class T>
const void* type_of() {
    static const char type = 0;
    return &type;
}

template <class T>
void destroy(const void* object) {
    delete static_cast<const T*>(object);
}

template <class T>
T& object(Reader& from) {
    from.tag('h');
    return *static_cast<T*>(const_cast<void*>(answers::find(from.plain<std::uint64_t>(), type_of<T>())));
}

template <class T>
void write_object(Writer& to, const T* object, bool isOwned) {
    to.tag('h');
    to.plain(answers::keep(object, type_of<T>(), isOwned ? &destroy<T> : nullptr));
}

// An argument while the submission has it.
template <class P, class = void>
class Slot {
  public:
    explicit Slot(Reader& from) : value(Codec<bare<P>>::read(from)) {}
    P&& get() { return static_cast<P&&>(value); }
    void back(Writer& to) {
        if constexpr (std::is_lvalue_reference_v<P> && !std::is_const_v<std::remove_reference_t<P>>)
            Codec<bare<P>>::write(to, value);
    }

  private:
    bare<P> value;
};

template <class P>
class Slot<P, std::enable_if_t<is_text<bare<P>>>> {
  public:
    explicit Slot(Reader& from) : value(Codec<std::string>::read(from)) {}
    bare<P> get() {
        if constexpr (std::is_pointer_v<bare<P>>)
            return value.c_str();
        else
            return value;
    }
    void back(Writer&) {}

  private:
    std::string value;
};

template <class P>
class Slot<P, std::enable_if_t<is_object<bare<P>>::value>> {
  public:
    explicit Slot(Reader& from) : value(object<bare<P>>(from)) {}
    decltype(auto) get() {
        if constexpr (std::is_reference_v<P>)
            return static_cast<P&&>(value);
        else
            return bare<P>(value);
    }
    void back(Writer&) {}

  private:
    bare<P>& value;
};

template <class R, class... A>
std::function<R(A...)> function_of(std::uint64_t id, R (*)(A...)) {
    if (id == 0) return nullptr;
    return [id](A... arguments) -> R {
        Writer question;
        (Codec<bare<A>>::write(question, arguments), ...);
        std::string answer = answers::call(id, question);
        if constexpr (!std::is_void_v<R>) {
            Reader from(answer);
            return Codec<bare<R>>::read(from);
        }
    };
}
template <class R, class... A>
auto function_of(std::uint64_t id, Tag<std::function<R(A...)>>) {
    return function_of(id, static_cast<R (*)(A...)>(nullptr));
}

template <class P>
class Slot<P, std::enable_if_t<is_function<bare<P>>::value>> {
  public:
    explicit Slot(Reader& from) : value(read(from)) {}
    P&& get() { return static_cast<P&&>(value); }
    void back(Writer&) {}

  private:
    static bare<P> read(Reader& from) {
        from.tag('k');
        return function_of(from.plain<std::uint64_t>(), Tag<bare<P>>());
    }
    bare<P> value;
};

template <class R, class F>
void write_result(Writer& to, F&& produce) {
    if constexpr (std::is_void_v<R>) {
        produce();
    } else if constexpr (is_text<bare<R>>) {
        R text = produce();
        if constexpr (std::is_pointer_v<bare<R>>) {
            if (text == nullptr) throw std::logic_error("The submission returned nullptr in the place of a text");
        }
        Codec<std::string>::write(to, text);
    } else if constexpr (is_object<bare<R>>::value) {
        if constexpr (std::is_reference_v<R>) {
            R result = produce();
            write_object(to, &result, false);
        } else {
            write_object(to, new bare<R>(produce()), true);
        }
    } else {
        Codec<bare<R>>::write(to, static_cast<bare<R>>(produce()));
    }
}

template <class R, class F, class... P>
constexpr bool fits() {
    if constexpr (std::is_invocable_v<F&, P...>) {
        using Found = std::invoke_result_t<F&, P...>;
        return !std::is_same_v<bare<Found>, Missing> && (std::is_void_v<R> || std::is_constructible_v<bare<R>, Found>);
    } else {
        return false;
    }
}

template <class R, class... P, class F>
bool add_call(R (*)(P...), const std::string& key, F call) {
    if constexpr (fits<R, F, P...>()) {
        return answers::add(key, [call](Reader& from, Writer& to) mutable {
            std::tuple<Slot<P>...> slots{Slot<P>(from)...};
            from.end();
            std::apply(
                [&](auto&... one) {
                    write_result<R>(to, [&]() -> decltype(auto) { return call(one.get()...); });
                    (one.back(to), ...);
                },
                slots);
        });
    } else {
        return answers::missing(key, "call");
    }
}

template <class S, class F>
bool add_function(const std::string& key, F call) {
    return add_call(static_cast<typename Signature<S>::Plain*>(nullptr), key, call);
}

template <class T, class R, class... P>
auto with_self(R (*)(P...)) -> R (*)(T&, P...);

template <class T, class S, class F>
bool add_method(const std::string& key, F call) {
    if constexpr (is_complete<T>::value) {
        using Self = std::conditional_t<Signature<S>::constant, const T, T>;
        return add_call(decltype(with_self<Self>(static_cast<typename Signature<S>::Plain*>(nullptr)))(nullptr), key, call);
    } else {
        return answers::missing(key, "class");
    }
}

template <class T, class... P>
bool add_construction(void (*)(P...), const std::string& key) {
    if constexpr (std::is_constructible_v<T, P...>) {
        return answers::add(key, [](Reader& from, Writer& to) {
            std::tuple<Slot<P>...> slots{Slot<P>(from)...};
            from.end();
            std::apply(
                [&](auto&... one) {
                    write_object(to, new T(one.get()...), true);
                    (one.back(to), ...);
                },
                slots);
        });
    } else {
        return answers::missing(key, "call");
    }
}

template <class T, class S>
bool add_constructor(const std::string& key) {
    if constexpr (is_complete<T>::value) {
        return add_construction<T>(static_cast<S*>(nullptr), key);
    } else {
        return answers::missing(key, "class");
    }
}

template <class T>
bool add_class(const std::string& key) {
    if constexpr (is_complete<T>::value) {
        if constexpr (std::is_copy_constructible_v<T>)
            add_construction<T>(static_cast<void (*)(const T&)>(nullptr), key + "copy");
        else
            answers::missing(key + "copy", "copied");
        if constexpr (std::is_move_constructible_v<T>)
            add_construction<T>(static_cast<void (*)(T&&)>(nullptr), key + "move");
        else
            answers::missing(key + "move", "moved");
        if constexpr (std::is_copy_assignable_v<T>)
            add_function<void(T&, const T&)>(key + "copy=", [](T& to, const T& from) { to = from; });
        else
            answers::missing(key + "copy=", "assigned");
        if constexpr (std::is_move_assignable_v<T>)
            add_function<void(T&, T&&)>(key + "move=", [](T& to, T&& from) { to = std::move(from); });
        else
            answers::missing(key + "move=", "assigned");
        return answers::add(key + "~", [](Reader& from, Writer&) {
            from.tag('h');
            answers::forget(from.plain<std::uint64_t>());
        });
    }
    return false;
}

template <class E>
bool add_exception(const std::string& key) {
    if constexpr (is_complete<E>::value) {
        return answers::catches(key, [](std::exception_ptr thrown, std::string& what) {
            try {
                std::rethrow_exception(thrown);
            } catch (const E& caught) {
                if constexpr (std::is_base_of_v<std::exception, E>) what = caught.what();
                return true;
            } catch (...) {
                return false;
            }
        });
    }
    return false;
}

template <class T, class Name>
struct Shape {
    using ecode_Self = T;
    static std::string ecode_key(const char* what) { return Name::name_() + std::string("::") + what; }
};

}  // namespace ecode

#define ECODE_SIGNATURE(...) using ECODE_CAT(ecode_signature_, __LINE__) = __VA_ARGS__;
#define ECODE_S ECODE_CAT(ecode_signature_, __LINE__)
#define ECODE_ANSWERS inline static const bool ECODE_CAT(ecode_answers_, __LINE__)
#define ECODE_FORWARD std::forward<decltype(arguments)>(arguments)...

// A function of the submission is called rather than one of these, wherever it can be.
#define ECODE_FUNCTION(fallbacks, calls, name, ...)                                                                \
    namespace fallbacks {                                                                                          \
    template <class S = __VA_ARGS__, std::enable_if_t<::ecode::Signature<S>::arity == 0, int> = 0>                 \
    ::ecode::Missing name();                                                                                       \
    template <class S = __VA_ARGS__, std::enable_if_t<(::ecode::Signature<S>::arity > 0), int> = 0>                \
    ::ecode::Missing name(...);                                                                                    \
    }                                                                                                              \
    namespace calls {                                                                                              \
    using namespace fallbacks;                                                                                     \
    inline const bool isThere = ::ecode::add_function<__VA_ARGS__>(                                                \
        ECODE_KEY(#name, __VA_ARGS__),                                                                             \
        [](auto&&... arguments) -> decltype((name)(ECODE_FORWARD)) { return (name)(ECODE_FORWARD); });             \
    }
#define SUBMISSION_FUNCTION(name, ...)                                                                    \
    ECODE_FUNCTION(ECODE_CAT(ecode_##name##_missing_, __LINE__), ECODE_CAT(ecode_##name##_, __LINE__), name, __VA_ARGS__)

#define SUBMISSION_OPERATOR(op, ...)                                                                               \
    namespace ECODE_CAT(ecode_operator_, __COUNTER__) {                                                            \
        inline const bool isThere = ::ecode::add_function<__VA_ARGS__>(                                            \
            ECODE_KEY("operator" #op, __VA_ARGS__),                                                                \
            [](auto&& left, auto&& right) -> decltype(std::forward<decltype(left)>(left) op std::forward<decltype(right)>(right)) { \
                return std::forward<decltype(left)>(left) op std::forward<decltype(right)>(right);                 \
            });                                                                                                    \
    }

#define SUBMISSION_CLASS(name)                                                                         \
    struct name;                                                                                       \
    std::true_type ecode_is_object(::ecode::Tag<name>);                                                \
    struct ecode_name_##name {                                                                         \
        static std::string name_() { return #name; }                                                   \
    };                                                                                                 \
    inline const bool ecode_class_##name = ::ecode::add_class<name>(ECODE_KEY(#name, class));          \
    struct ecode_shape_##name : ::ecode::Shape<name, ecode_name_##name>

#define METHOD(name, ...)                                                                                             \
    ECODE_SIGNATURE(__VA_ARGS__)                                                                                      \
    ECODE_ANSWERS = ::ecode::add_method<ecode_Self, ECODE_S>(                                                         \
        ecode_key(#name) + "|" #__VA_ARGS__ "|" ECODE_STR(__LINE__),                                                  \
        [](auto& self, auto&&... arguments) -> decltype(self.name(ECODE_FORWARD)) { return self.name(ECODE_FORWARD); });

#define STATIC_METHOD(name, ...)                                                                                 \
    ECODE_SIGNATURE(__VA_ARGS__)                                                                                 \
    template <class T>                                                                                           \
    static bool ECODE_CAT(ecode_static_, __LINE__)(const std::string& key) {                                     \
        if constexpr (::ecode::is_complete<T>::value)                                                            \
            return ::ecode::add_function<ECODE_S>(                                                               \
                key, [](auto&&... arguments) -> decltype(T::name(ECODE_FORWARD)) { return T::name(ECODE_FORWARD); }); \
        else                                                                                                     \
            return ::ecode::answers::missing(key, "class");                          \
    }                                                                                                            \
    ECODE_ANSWERS = ECODE_CAT(ecode_static_, __LINE__)<ecode_Self>(ecode_key(#name) + "|" #__VA_ARGS__ "|" ECODE_STR(__LINE__));

#define CONSTRUCTOR(...)                                                           \
    ECODE_SIGNATURE(void(__VA_ARGS__))                                             \
    ECODE_ANSWERS = ::ecode::add_constructor<ecode_Self, ECODE_S>(                 \
        ecode_key("constructor") + "|" #__VA_ARGS__ "|" ECODE_STR(__LINE__));

#define OPERATOR(op, ...)                                                                    \
    ECODE_SIGNATURE(__VA_ARGS__)                                                             \
    ECODE_ANSWERS = ::ecode::add_method<ecode_Self, ECODE_S>(                                \
        ecode_key("operator" #op) + "|" #__VA_ARGS__ "|" ECODE_STR(__LINE__),                \
        [](auto& self, auto&& other) -> decltype(self op std::forward<decltype(other)>(other)) { \
            return self op std::forward<decltype(other)>(other);                             \
        });

#define INDEX(...)                                                                                \
    ECODE_SIGNATURE(__VA_ARGS__)                                                                  \
    ECODE_ANSWERS = ::ecode::add_method<ecode_Self, ECODE_S>(                                     \
        ecode_key("operator[]") + "|" #__VA_ARGS__ "|" ECODE_STR(__LINE__),                       \
        [](auto& self, auto&& at) -> decltype(self[std::forward<decltype(at)>(at)]) {             \
            return self[std::forward<decltype(at)>(at)];                                          \
        });

#define PRINTABLE()                                                                                    \
    ECODE_SIGNATURE(std::string() const)                                                               \
    ECODE_ANSWERS = ::ecode::add_method<ecode_Self, ECODE_S>(                                          \
        ecode_key("operator<<") + "|" ECODE_STR(__LINE__),                                             \
        [](auto& self) -> decltype(std::declval<std::ostream&>() << self, std::string()) {             \
            std::ostringstream text;                                                                   \
            text << self;                                                                              \
            return text.str();                                                                         \
        });

#define SUBMISSION_STRUCT(name, ...) ECODE_FIELDS(name, __VA_ARGS__)
#define SUBMISSION_ENUM(name, ...) ECODE_ENUMERATORS(name, __VA_ARGS__)
#define SUBMISSION_EXCEPTION(name, ...) \
    struct name;                        \
    inline const bool ecode_throws_##name = ::ecode::add_exception<name>(ECODE_KEY(#name, __VA_ARGS__));
