#include "domain/error/problem_message.hpp"

#include <utility>

#include "domain/error/error_catalogue.hpp"

namespace roomkey {
namespace {

constexpr std::pair<Fault, Bilingual> fault_words[] = {
    {Fault::none, {}},
    {Fault::missing, {.zh = "不能为空", .en = "is missing"}},
    {Fault::wrong_type, {.zh = "类型错误", .en = "has the wrong type"}},
    {Fault::wrong_length, {.zh = "长度不合法", .en = "has a wrong length"}},
    {Fault::wrong_format, {.zh = "格式错误", .en = "has a wrong format"}},
    {Fault::out_of_range, {.zh = "超出取值范围", .en = "is out of range"}},
    {Fault::not_allowed, {.zh = "取值不被允许", .en = "is not allowed here"}},
    {Fault::duplicated, {.zh = "重复出现", .en = "is given more than once"}},
    {Fault::unknown_value, {.zh = "取值未知", .en = "has an unknown value"}},
    {Fault::wrong_value, {.zh = "错误", .en = "is wrong"}},
    {Fault::unchanged, {.zh = "没有变化", .en = "has nothing to change"}},
    {Fault::taken, {.zh = "已被其他用户使用", .en = "is another user's"}},
};

// What `Error::expected` says in words. Ranges, lists of values and patterns stand for themselves.
constexpr Bilingual expectations[] = {
    {.zh = "JSON 对象", .en = "a JSON object"},
    {.zh = "JSON 数组", .en = "a JSON array"},
    {.zh = "字符串", .en = "string"},
    {.zh = "用户名@域名", .en = "name@domain"},
    {.zh = "整数", .en = "integer"},
    {.zh = "64 位整数", .en = "64-bit integer"},
    {.zh = "布尔值", .en = "boolean"},
    {.zh = "百分号编码的 UTF-8", .en = "percent-encoded UTF-8"},
    {.zh = "不含控制字符的文本", .en = "no control characters"},
    {.zh = "不含控制字符与不可见字符的文本", .en = "no control or invisible characters"},
    {.zh = "至少含一个可见字符", .en = "a visible character"},
    {.zh = "不能是服务自身使用的名称", .en = "no name that the service itself uses"},
    {.zh = "验证器应用显示的下一个数字", .en = "the next number that the app shows"},
    {.zh = "邮箱或手机号码", .en = "an email or a phone"},
    {.zh = "邮箱或中国大陆的 smsNumber", .en = "an email or a smsNumber of mainland China"},
    {.zh = "不含冒号", .en = "no colon"},
    {.zh = "普通用户的帐号", .en = "an account of a person"},
    {.zh = "有邮箱或手机号码的用户", .en = "a user with an email or a phone"},
    {.zh = "字母、数字、下划线", .en = "letters, digits, _"},
    {.zh = "使用激活码激活的型号", .en = "a model that is activated by a code"},
    {.zh = "终端的帐号", .en = "the account of a terminal"},
    {.zh = "非硬件终端的帐号；硬件终端请使用 reset-devices 类型的任务",
     .en = "an account that is no hard terminal; for those, a job of the kind reset-devices"},
    {.zh = "邮箱地址或手机号码", .en = "an email or a phone number"},
    {.zh = "不能全为数字", .en = "not only digits"},
    {.zh = "至少含一个字母或数字", .en = "a letter or a digit"},
    {.zh = "激活码的通知；密码不予保存，请重置密码",
     .en = "a notice of a code; a password is not kept, reset it instead"},
    {.zh = "@ 之后不含点", .en = "no . after @"},
    {.zh = "字母、数字、特殊字符", .en = "letters, digits, special characters"},
    {.zh = "与 Authorization 中相同的帐号", .en = "the account of Authorization"},
    {.zh = "8 至 16 位数字，或 16 个字符且末位为校验字符",
     .en = "8..16 digits, or 16 characters of which the last checks the others"},
    {.zh = "属于所填国家的号码", .en = "a number of the country that is given"},
    {.zh = "该国家的号码，或以 + 开头的号码，后者按原样使用",
     .en = "a number of the country, or one with +, which is taken as it is"},
    {.zh = "UTF-8：请在电子表格中另存为“CSV UTF-8（逗号分隔）”",
     .en = "UTF-8: save it as \"CSV UTF-8 (comma delimited)\" in the spreadsheet"},
    {.zh = "一个闭合的双引号", .en = "a closing quotation mark"},
    {.zh = "首行列名", .en = "a first line that names the columns"},
    {.zh = "完整的数字：电子表格已将其缩写，请将该列设为文本",
     .en = "all digits: the spreadsheet has shortened the number, make the column a text"},
    {.zh = "时区数据库中的名称，如 Europe/Berlin",
     .en = "a name of the time zone database, such as Europe/Berlin"},
    {.zh = "前导零：电子表格已将其去掉，请将该列设为文本",
     .en = "the zeros in front: the spreadsheet has taken them away, make the column a text"},
    {.zh = "没有歧义的数字：另有一项在这些数字前还有零，而电子表格会去掉前导零",
     .en = "unambiguous digits: another one has the same digits with leading zeros, which "
           "spreadsheets remove"},
    {.zh = "以 + 开头的号码，或填写国家：这些数字在两个国家都是有效号码，而电子表格会去掉 +",
     .en = "a number with +, or its country: these digits are a number of two countries, and "
           "spreadsheets take the + away"},
    {.zh = "以 + 开头的号码，按原样使用：这些数字有两种读法",
     .en = "a number with +, which is taken as it is: these digits can be read in two ways"},
};

std::string_view in_chinese(std::string_view expected) {
    for (auto const& words : expectations) {
        if (words.en == expected) return words.zh;
    }
    return expected;
}

// A field comes from our own tables, but a refusal may name a value that the caller sent.
constexpr std::size_t named_bytes_max = 255;

std::string shortened(std::string const& text) {
    if (text.size() <= named_bytes_max) return text;
    auto end = named_bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return text.substr(0, end) + "...";
}

}  // namespace

std::string problem_message(Error const& error, Language language) {
    bool const is_zh = language == Language::zh_cn;
    std::string text(error_entry(error.code).message.in(language));
    if (error.field.empty()) return text;
    text += is_zh ? "：" : ": ";
    text += shortened(error.field);
    for (auto const& [fault, words] : fault_words) {
        if (fault != error.fault || words.en.empty()) continue;
        text += ' ';
        text += words.in(language);
    }
    if (error.expected.empty()) return text;
    if (is_zh) return text + "（应为 " + std::string(in_chinese(error.expected)) + "）";
    return text + " (expected " + error.expected + ')';
}

}  // namespace roomkey
