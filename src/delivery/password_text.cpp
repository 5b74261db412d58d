#include "delivery/password_text.hpp"

namespace roomkey {
namespace {

// The contract's longest enterprise name is far longer than what a text message has room for.
constexpr std::size_t sms_corp_length_max = 20;
constexpr std::size_t corp_length_max = 64;
constexpr std::size_t name_length_max = 64;
constexpr std::size_t account_length_max = 255;

Secret chinese_sms(std::string const& corp, std::string const& account, Secret const& password) {
    return Secret("【" + corp + "】帐号 " + account + " 的新密码：" + password.reveal() +
                  " 请登录后尽快修改，勿转发。");
}

Secret english_sms(std::string const& corp, std::string const& account, Secret const& password) {
    return Secret(corp + ": account " + account + ", new password " + password.reveal() +
                  " Change it once signed in. Do not pass it on.");
}

MessageText chinese_email(std::string const& corp, std::string const& account,
                          Secret const& password) {
    return {corp + "的会议帐号", Secret("您好：\n\n您在" + corp + "的会议帐号是：\n\n    " +
                                        account + "\n\n新密码：\n\n    " + password.reveal() +
                                        "\n\n请登录后尽快修改密码，此前的密码均已失效。请勿转发。"
                                        "如果您没有等待这封邮件，请告知贵企业的管理员。\n")};
}

MessageText english_email(std::string const& corp, std::string const& account,
                          Secret const& password) {
    return {"Your meeting account at " + corp,
            Secret("Hello,\n\nyour meeting account at " + corp + " is:\n\n    " + account +
                   "\n\nIts new password is:\n\n    " + password.reveal() +
                   "\n\nChange the password once you have signed in. Earlier passwords no longer\n"
                   "work. Do not pass it on. If you did not expect this message, tell the\n"
                   "administrator of your enterprise.\n")};
}

}  // namespace

MessageText password_text(OutgoingMessage const& message) {
    bool const is_chinese = message.language == Language::zh_cn;
    bool const is_sms = message.channel == Channel::sms;
    auto const corp =
        printable_line(message.corp_name, is_sms ? sms_corp_length_max : corp_length_max);
    auto const account = printable_line(message.account, account_length_max);
    if (is_sms) {
        return {{},
                is_chinese ? chinese_sms(corp, account, message.code)
                           : english_sms(corp, account, message.code)};
    }
    return is_chinese ? chinese_email(corp, account, message.code)
                      : english_email(corp, account, message.code);
}

PasswordParts password_parts(OutgoingMessage const& message) {
    return {printable_line(message.corp_name, corp_length_max),
            printable_line(message.terminal_name, name_length_max),
            printable_line(message.account, account_length_max), message.code};
}

}  // namespace roomkey
