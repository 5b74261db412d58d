#include "api/problem.hpp"

#include <boost/json.hpp>

#include "api/reply.hpp"

namespace roomkey {
namespace {

using namespace std::string_view_literals;

// Codes and where they come from: USG.000000002 to 4, 2010x are the vendor's REST codes; 2060x and
// 201050012 to 21, 201040031 are "USG." with the vendor's client number; USG.000000001 likewise
// (client 200000001, server busy). Where the vendor has none at all it is USG.000000003.
std::vector<Problem> const rows = {
    {ErrorCode::invalid_parameter, 400, "USG.000000003"sv, "请检查参数是否合法"sv,
     "A parameter is not valid"sv},
    {ErrorCode::idempotency_key_reused, 400, "USG.000000003"sv,
     "该 Idempotency-Key 已用于另一个请求"sv,
     "This Idempotency-Key was used with another request"sv},
    {ErrorCode::route_unknown, 404, "USG.000000003"sv, "请求的路径不存在"sv, "No such path"sv},
    {ErrorCode::method_not_allowed, 405, "USG.000000003"sv, "该路径不支持此请求方法"sv,
     "This path does not take this method"sv},
    {ErrorCode::media_type_unsupported, 415, "USG.000000003"sv,
     "Content-Type 必须为 application/json"sv, "Content-Type has to be application/json"sv},
    {ErrorCode::body_too_large, 413, "USG.000000003"sv, "请求体过大"sv,
     "The request body is too large"sv},
    {ErrorCode::header_too_large, 431, "USG.000000003"sv, "请求头过大"sv,
     "The request header is too large"sv},
    {ErrorCode::request_line_too_long, 414, "USG.000000003"sv, "请求行过长"sv,
     "The request line is too long"sv},
    {ErrorCode::request_malformed, 400, "USG.000000003"sv, "HTTP 请求格式错误"sv,
     "The HTTP request is malformed"sv},
    {ErrorCode::request_timed_out, 408, "USG.000000003"sv, "请求未在规定时间内发送完"sv,
     "The request did not arrive in time"sv},
    {ErrorCode::token_missing, 401, "USG.000000004"sv,
     "鉴权失败: 缺少 X-Access-Token（登录时为 Authorization）"sv,
     "Not authenticated: X-Access-Token (at sign-in: Authorization) is missing"sv},
    {ErrorCode::token_invalid, 401, "USG.000000004"sv, "鉴权失败: 令牌无效或已过期"sv,
     "Not authenticated: the token is not valid or has lapsed"sv},
    {ErrorCode::token_displaced, 401, "USG.206020002"sv, "令牌已被后续登录顶替"sv,
     "The token was displaced by a later sign-in"sv},
    {ErrorCode::not_permitted, 403, "USG.000000004"sv, "鉴权失败: 需要企业管理员权限"sv,
     "Not permitted: an enterprise administrator is needed"sv},
    {ErrorCode::app_id_rejected, 401, "USG.206010025"sv, "APPID校验失败"sv,
     "App ID verification failed"sv},
    {ErrorCode::signature_expired, 401, "USG.206010057"sv, "APPID认证过期"sv,
     "The App ID signature has expired"sv},
    {ErrorCode::nonce_reused, 401, "USG.206010025"sv, "APPID校验失败: nonce 已被使用"sv,
     "App ID verification failed: the nonce was used before"sv},
    {ErrorCode::registration_not_allowed, 403, "USG.206010030"sv, "企业不允许自动开户"sv,
     "The enterprise does not allow automatic registration"sv},
    {ErrorCode::credentials_wrong, 401, "USG.206010000"sv, "用户名或密码错误"sv,
     "User name or password is wrong"sv},
    {ErrorCode::account_disabled, 412, "USG.206010007"sv, "帐号已停用"sv,
     "The account is disabled"sv},
    {ErrorCode::account_locked, 423, "USG.206030015"sv, "帐号已被锁定, 请稍后重试"sv,
     "The account is locked, try again later"sv},
    {ErrorCode::account_unknown, 400, "USG.201040000"sv, "用户帐号不存在"sv,
     "The user account does not exist"sv},
    {ErrorCode::account_exists, 400, "USG.201040001"sv, "用户帐号已存在"sv,
     "The user account exists already"sv},
    {ErrorCode::department_unknown, 400, "USG.201030000"sv, "部门不存在"sv,
     "The department does not exist"sv},
    {ErrorCode::corp_unknown, 400, "USG.000000003"sv, "企业不存在"sv,
     "The enterprise does not exist"sv},
    {ErrorCode::app_unknown, 400, "USG.206110009"sv, "应用不存在或不属于该企业"sv,
     "The application does not exist or is not the enterprise's"sv},
    {ErrorCode::app_limit_reached, 400, "USG.206110004"sv, "企业下的应用已达上限(10个)"sv,
     "The enterprise has 10 applications already"sv},
    {ErrorCode::default_admin_protected, 400, "USG.201040004"sv, "禁止删除或停用默认管理员"sv,
     "The default administrator cannot be deleted or disabled"sv},
    {ErrorCode::code_id_unknown, 400, "USG.201050012"sv, "激活码不存在"sv,
     "The activation code does not exist"sv},
    {ErrorCode::notice_unknown, 400, "USG.000000003"sv, "通知不存在"sv,
     "The notice does not exist"sv},
    {ErrorCode::notice_outdated, 400, "USG.000000003"sv, "该通知的激活码已被替换、使用或删除"sv,
     "The code of this notice was replaced, used or deleted"sv},
    {ErrorCode::code_unknown, 400, "USG.201050012"sv, "激活码不存在"sv,
     "The activation code does not exist"sv},
    {ErrorCode::code_lapsed, 400, "USG.201040031"sv, "激活码过期"sv,
     "The activation code has lapsed"sv},
    {ErrorCode::code_device_mismatch, 400, "USG.201050021"sv, "激活失败: 激活码与终端类型不符"sv,
     "Activation failed: the code is for another type of device"sv},
    {ErrorCode::too_many_wrong_codes, 429, "USG.201040012"sv, "激活码错误次数过多, 请稍后重试"sv,
     "Too many wrong activation codes, try again later"sv},
    {ErrorCode::terminal_unbound, 401, "USG.206010075"sv, "账号已经解绑"sv,
     "The account has been unbound"sv},
    {ErrorCode::unavailable, 503, "USG.000000001"sv, "服务器忙, 请稍后重试"sv,
     "The server is busy, try again later"sv},
    {ErrorCode::internal, 500, "USG.000000002"sv, "内部错误"sv, "Internal error"sv},
};

struct FaultWords {
    Fault fault;
    std::string_view zh;
    std::string_view en;
};

constexpr FaultWords fault_words[] = {
    {Fault::none, "", ""},
    {Fault::missing, "不能为空", "is missing"},
    {Fault::wrong_type, "类型错误", "has the wrong type"},
    {Fault::wrong_length, "长度不合法", "has a wrong length"},
    {Fault::wrong_format, "格式错误", "has a wrong format"},
    {Fault::out_of_range, "超出取值范围", "is out of range"},
    {Fault::not_allowed, "取值不被允许", "is not allowed here"},
    {Fault::duplicated, "重复出现", "is given more than once"},
    {Fault::unknown_value, "取值未知", "has an unknown value"},
};

// A field comes from our own tables, but a refusal may name a value that the caller sent.
constexpr std::size_t named_bytes_max = 255;

std::string shortened(std::string const& text) {
    if (text.size() <= named_bytes_max) return text;
    auto end = named_bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return text.substr(0, end) + "...";
}

}  // namespace

Problem const& problem_of(ErrorCode code) {
    for (auto const& row : rows) {
        if (row.code == code) return row;
    }
    return rows.back();
}

std::vector<Problem> const& all_problems() { return rows; }

std::string problem_message(Error const& error, Language language) {
    bool const is_zh = language == Language::zh_cn;
    auto const& row = problem_of(error.code);
    std::string text(is_zh ? row.zh : row.en);
    if (error.field.empty()) return text;
    text += ": " + shortened(error.field);
    for (auto const& words : fault_words) {
        if (words.fault != error.fault || words.fault == Fault::none) continue;
        text += ' ';
        text += is_zh ? words.zh : words.en;
    }
    if (!error.expected.empty()) {
        text += is_zh ? " (应为 " : " (expected ";
        text += error.expected + ')';
    }
    return text;
}

HttpReply problem_reply(Error const& error, Language language, std::string_view request_id) {
    auto const& row = problem_of(error.code);
    boost::json::object body;
    body["error_code"] = row.wire_code;
    body["error_msg"] = problem_message(error, language);
    body["request_id"] = request_id;
    auto reply = json_reply(body);
    reply.status = row.status;
    reply.reason = reason_name(error.code);
    reply.headers.push_back({"X-Roomkey-Reason", std::string(reply.reason)});
    auto retry_after_s = error.retry_after_s;
    if (error.code == ErrorCode::unavailable && retry_after_s == 0) retry_after_s = 1;
    if (retry_after_s > 0) {
        reply.headers.push_back({"Retry-After", std::to_string(retry_after_s)});
    }
    return reply;
}

}  // namespace roomkey
