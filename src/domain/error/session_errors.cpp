#include "domain/error/error_parts.hpp"

namespace roomkey {
namespace {

constexpr Bilingual note_of_sessions{
    .zh = "厂商没有控制台会话的接口；错误码采用含义最接近的一个。",
    .en = "The vendor's API has no sessions of a console; the code is the closest one.",
};

constexpr Bilingual note_of_totp{
    .zh = "厂商没有动态验证码登录；错误码采用含义最接近的一个（验证码相关或参数非法）。",
    .en =
        "The vendor has no sign-in with one-time passwords; the code is the closest one, of its "
        "verification codes or of parameters.",
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
    {.code = ErrorCode::totp_enrolment_needed,
     .status = 403,
     .wire_code = "USG.000000004",
     .message = {.zh = "鉴权失败：须先启用动态验证码",
                 .en = "Not permitted: one-time passwords must be set up first"},
     .when = {.zh = "企业要求控制台会话使用动态验证码，而该用户尚未启用。",
              .en = "The enterprise demands one-time passwords for sessions of the console, and "
                    "the user has not set them up."},
     .remedy = {.zh = "依次调用 BeginTotp 和 ConfirmTotp；当前会话继续有效。",
                .en = "Call BeginTotp, then ConfirmTotp; the session stays."},
     .origin = ErrorOrigin::roomkey,
     .origin_note = note_of_sessions},
    {.code = ErrorCode::totp_needed,
     .status = 401,
     .wire_code = "USG.206030001",
     .message = {.zh = "需要动态验证码", .en = "A one-time password is needed"},
     .when = {.zh = "帐号和密码正确，但该用户启用了动态验证码，而请求未携带 totp。",
              .en =
                  "Account and password are right, but the user has set up one-time passwords and "
                  "the request has no totp."},
     .remedy = {.zh = "重新请求，并在 totp 中填写验证器应用当前显示的六位数字。",
                .en = "Send the request again with the six digits that the authenticator app shows "
                      "as totp."},
     .origin = ErrorOrigin::roomkey,
     .origin_note = note_of_totp},
    {.code = ErrorCode::totp_wrong,
     .status = 401,
     .wire_code = "USG.206030002",
     .message = {.zh = "动态验证码错误", .en = "Wrong one-time password"},
     .when = {.zh = "动态验证码错误、已过期或已使用过。与密码错误一样计数。",
              .en =
                  "The one-time password is wrong, has expired or was used before. It counts like "
                  "a wrong password."},
     .remedy =
         {.zh =
              "等待验证器应用显示下一个数字；若一直失败，请校准手机时钟。手机丢失时由运维人员执行 "
              "roomkey user totp-reset。",
          .en = "Wait for the app's next number; if none works, set the phone's clock. For a "
                "lost phone the operator runs roomkey user totp-reset."},
     .origin = ErrorOrigin::roomkey,
     .origin_note = note_of_totp},
    {.code = ErrorCode::totp_enrolled,
     .status = 400,
     .wire_code = "USG.000000003",
     .message = {.zh = "动态验证码已启用", .en = "One-time passwords are set up already"},
     .when = {.zh = "用户已启用动态验证码，不能再次启用或确认。",
              .en = "The user has set them up and cannot begin or confirm that again."},
     .remedy = {.zh = "更换手机时，先通过 RemoveTotp 停用。",
                .en = "For another phone, remove them first with RemoveTotp."},
     .origin = ErrorOrigin::roomkey,
     .origin_note = note_of_totp},
    {.code = ErrorCode::totp_not_begun,
     .status = 400,
     .wire_code = "USG.000000003",
     .message = {.zh = "尚未开始启用动态验证码", .en = "One-time passwords are not being set up"},
     .when = {.zh = "调用 ConfirmTotp 之前没有调用 BeginTotp。",
              .en = "ConfirmTotp was called without BeginTotp."},
     .remedy = {.zh = "先调用 BeginTotp。", .en = "Call BeginTotp first."},
     .origin = ErrorOrigin::roomkey,
     .origin_note = note_of_totp},
};

}  // namespace

std::span<ErrorEntry const> session_errors() { return entries; }

}  // namespace roomkey
