#include "fields/binding.hpp"

namespace roomkey {

constexpr FieldRule rules[] = {
    {.name = "name"},
    {.name = "ids", .is_list = true},
    {.name = "limit",
     .type = FieldType::integer,
     .maximum = 500,
     .has_default = true,
     .default_text = "10"},
    {.name = "level", .type = FieldType::integer},
};

struct Request {
    std::string name;
    std::vector<std::string> ids;
    int limit = 0;
    signed char small_limit = 0;
    std::optional<std::int64_t> level;
    std::int64_t present_level = 0;
};

constexpr auto fields = bind<Request>(rules, {
#if defined(UNKNOWN_FIELD)
    field<&Request::name>("nam"),
#elif defined(UNKNOWN_IGNORED_FIELD)
                                                 ignored("nam"),
#elif defined(WRONG_TYPE)
                                                 field<&Request::limit>("name"),
#else
                                                 field<&Request::name>("name"),
#endif
#if defined(LIST_INTO_TEXT)
        field<&Request::name>("ids"),
#else
                                                 field<&Request::ids>("ids"),
#endif
#if defined(FIELD_TWICE)
        field<&Request::limit>("limit"),
#endif
#if defined(SMALL_NUMBER)
        field<&Request::small_limit>("limit"),
#elif !defined(FIELD_LEFT_OUT)
                                                 field<&Request::limit>("limit"),
#endif
#if defined(ABSENT_NUMBER)
        field<&Request::present_level>("level"),
#else
                                                 field<&Request::level>("level"),
#endif
});

}  // namespace roomkey
