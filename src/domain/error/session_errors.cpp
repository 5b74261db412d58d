#include "domain/error/error_parts.hpp"

namespace roomkey {
namespace {

constexpr Bilingual note_of_sessions{
    .zh = "厂商没有控制台会话的接口；错误码采用含义最接近的一个。",
    .en = "The vendor's API has no sessions of a console; the code is the closest one.",
};

constexpr ErrorEntry entries[] = {
    {.code = ErrorCode::cross_site_request,
     .status = 403,
     .wire_code = "USG.000000004",
     .message = {.zh = "鉴权失败：请求并非由本服务的页面发起",
                 .en = "Not permitted: the request did not come from a page of this server"},
     .when = {.zh = "请求携带控制台会话或终端的 Cookie，但没有 X-Roomkey-Console 或 "
                    "X-Roomkey-Device 请求头；或浏览器以 Sec-Fetch-Site "
                    "表明请求由其他来源的页面发起。",
              .en = "The request has the cookie of a console session, or of a terminal, without "
                    "the header X-Roomkey-Console, or X-Roomkey-Device; or the browser says in "
                    "Sec-Fetch-Site that a page of another origin sent it."},
     .remedy = {.zh = "从控制台或 /device 页面操作，或使用 X-Access-Token；自行编写的同源页面须"
                      "添加 X-Roomkey-Console 或 X-Roomkey-Device 请求头。",
                .en = "Use the console, the page /device, or X-Access-Token; a page of your own on "
                      "this origin adds the header X-Roomkey-Console or X-Roomkey-Device."},
     .origin = ErrorOrigin::roomkey,
     .origin_note = note_of_sessions},
    {.code = ErrorCode::password_change_needed,
     .status = 403,
     .wire_code = "USG.000000004",
     .message = {.zh = "鉴权失败：须先修改密码",
                 .en = "Not permitted: the password must be changed first"},
     .when = {.zh = "控制台会话的用户仍在使用他人设置的初始密码或重置后的密码。",
              .en = "The user of the console session still has a first password, or one that "
                    "somebody else reset."},
     .remedy = {.zh = "通过 UpdatePwd 修改密码；当前会话继续有效。",
                .en = "Change it with UpdatePwd; the session stays."},
     .origin = ErrorOrigin::roomkey,
     .origin_note = note_of_sessions},
    {.code = ErrorCode::session_unknown,
     .status = 400,
     .wire_code = "USG.000000003",
     .message = {.zh = "会话不存在", .en = "The session does not exist"},
     .when = {.zh = "调用者没有该 id 的会话或令牌，或它已经结束。",
              .en = "The caller has no session or token with this id, or it has ended."},
     .remedy = {.zh = "使用 SearchSessions 返回的 id。",
                .en = "Use ids returned by SearchSessions."},
     .origin = ErrorOrigin::roomkey,
     .origin_note = note_of_sessions},
};

}  // namespace

std::span<ErrorEntry const> session_errors() { return entries; }

}  // namespace roomkey
