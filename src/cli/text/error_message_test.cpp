#include "cli/text/error_message.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(ErrorMessage, NamesTheFlagAndWhatIsAccepted) {
    EXPECT_EQ(error_message(invalid_field("code-validity", Fault::out_of_range, "1m..365d")),
              "--code-validity is out of range; accepted: 1m..365d");
    EXPECT_EQ(error_message(invalid_field("name", Fault::missing)), "--name is missing");
    EXPECT_EQ(error_message(invalid_field("password", Fault::wrong_length, "8..32")),
              "password has the wrong length; accepted: 8..32 characters");
    EXPECT_EQ(error_message(invalid_field("emailAddr", Fault::wrong_format, "name@domain")),
              "--email has the wrong format; accepted: name@domain");
}

TEST(ErrorMessage, NamesTheKeyOfABadConfiguration) {
    EXPECT_EQ(error_message(invalid_field("http.listen", Fault::wrong_format, "HOST:PORT")),
              "http.listen has the wrong format; accepted: HOST:PORT");
}

TEST(ErrorMessage, HasWordsForEachFault) {
    auto const words = [](Fault fault) { return error_message(invalid_field("x", fault)); };
    EXPECT_EQ(words(Fault::none), "x is not accepted");
    EXPECT_EQ(words(Fault::wrong_type), "x has the wrong type");
    EXPECT_EQ(words(Fault::not_allowed), "x is not allowed here");
    EXPECT_EQ(words(Fault::duplicated), "x is given more than once");
    EXPECT_EQ(words(Fault::unknown_value), "x has an unknown value");
    EXPECT_EQ(words(Fault::wrong_value), "x is wrong");
    EXPECT_EQ(words(Fault::unchanged), "x has nothing to change");
    EXPECT_EQ(words(Fault::taken), "x is another user's");
}

TEST(ErrorMessage, NamesTheThingThatIsNotThere) {
    struct Row {
        ErrorCode code;
        char const* text;
    };
    for (auto const& row : {
             Row{ErrorCode::account_unknown, "there is no such account: x"},
             Row{ErrorCode::account_exists, "the account name is taken: x"},
             Row{ErrorCode::third_account_exists, "the third-party id is taken: x"},
             Row{ErrorCode::user_not_ordinary,
                 "only an ordinary user can be made an administrator: x"},
             Row{ErrorCode::department_unknown, "the enterprise has no such department: x"},
             Row{ErrorCode::corp_unknown, "there is no such enterprise: x"},
             Row{ErrorCode::app_unknown, "there is no such application: x"},
             Row{ErrorCode::default_admin_protected,
                 "the default administrator cannot be deleted or disabled: x"},
             Row{ErrorCode::code_id_unknown, "the enterprise has no unspent code with this id: x"},
             Row{ErrorCode::notice_unknown, "there is no such notice: x"},
             Row{ErrorCode::code_unknown, "The activation code does not exist: x"},
         }) {
        EXPECT_EQ(error_message(refusal_about(row.code, "x")), row.text);
    }
    EXPECT_EQ(error_message(refusal(ErrorCode::app_limit_reached)),
              "the enterprise already has 10 applications, the limit");
    EXPECT_EQ(error_message(refusal(ErrorCode::notice_outdated)),
              "the code of this notice has been replaced, used or deleted; reset it instead");
    EXPECT_EQ(error_message(refusal(ErrorCode::code_lapsed)),
              "the code has expired; reset it instead");
}

TEST(ErrorMessage, ShowsTheOperatorWhatTheLogWouldSay) {
    EXPECT_EQ(error_message(unavailable("cannot open /data: no such folder")),
              "cannot open /data: no such folder");
    EXPECT_EQ(error_message(unavailable({})), "the database is unavailable; try again");
    EXPECT_EQ(error_message(internal_error("bad\nkey file")), "internal error: bad?key file");
    EXPECT_EQ(error_message(internal_error({})), "internal error");
}

}  // namespace
}  // namespace roomkey
