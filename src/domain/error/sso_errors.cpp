#include "domain/error/error_parts.hpp"

namespace roomkey {
namespace {

constexpr Bilingual note_of_sso{
    .zh = "厂商没有控制台单点登录的接口；错误码采用含义最接近的一个。",
    .en = "The vendor's API has no single sign-on of a console; the code is the closest one.",
};

constexpr ErrorEntry entries[] = {
    {.code = ErrorCode::sso_required,
     .status = 403,
     .wire_code = "USG.000000004",
     .message = {.zh = "鉴权失败：企业要求使用单点登录",
                 .en = "Not permitted: the enterprise requires single sign-on"},
     .when = {.zh = "密码正确，但企业要求通过身份提供方登录控制台，而该帐号不是企业默认管理员。",
              .en = "The password is right, but the enterprise requires signing in to the console "
                    "at its provider, and this is not the default administrator."},
     .remedy = {.zh = "在登录页选择“单点登录”。身份提供方不可用时，由企业默认管理员以密码和动态验"
                      "证码登录并关闭单点登录。",
                .en = "Choose single sign-on on the sign-in page. While the provider is down, the "
                      "default administrator signs in with password and one-time password and "
                      "switches single sign-on off."},
     .origin = ErrorOrigin::roomkey,
     .origin_note = note_of_sso},
    {.code = ErrorCode::sso_unavailable,
     .status = 400,
     .wire_code = "USG.000000003",
     .message = {.zh = "该企业没有单点登录", .en = "The enterprise has no single sign-on"},
     .when = {.zh = "企业不存在、尚未设置身份提供方，或未开启单点登录。",
              .en = "There is no such enterprise, it has no provider, or single sign-on is "
                    "switched off."},
     .remedy =
         {.zh = "核对企业 ID，或使用密码登录；企业默认管理员在控制台的“企业”页设置并开启单点登录。",
          .en = "Check the id of the enterprise, or sign in by password; the default "
                "administrator sets it up and switches it on in the console, page "
                "Enterprise."},
     .origin = ErrorOrigin::roomkey,
     .origin_note = note_of_sso},
    {.code = ErrorCode::sso_refused,
     .status = 401,
     .wire_code = "USG.000000004",
     .message = {.zh = "单点登录未成功", .en = "Single sign-on did not succeed"},
     .when = {.zh = "登录并非由该浏览器在 10 分钟内发起，或已完成过；身份提供方的应答未通过校验；或"
                    "没有与之对应的唯一启用帐号。",
              .en = "The sign-in was not begun by this browser within 10 minutes, or has ended "
                    "already; the provider's answer did not pass verification; or not exactly one "
                    "enabled account matches."},
     .remedy =
         {.zh =
              "从登录页重新开始。若一直失败，由企业默认管理员在控制台的“企业”页进行试登录，页面会显"
              "示身份提供方返回的内容。",
          .en = "Begin again on the sign-in page. If it keeps failing, the default "
                "administrator makes a trial in the console, page Enterprise, which shows what the "
                "provider returned."},
     .origin = ErrorOrigin::roomkey,
     .origin_note = note_of_sso},
    {.code = ErrorCode::sso_not_tried,
     .status = 400,
     .wire_code = "USG.000000003",
     .message = {.zh = "须先成功试登录", .en = "A trial sign-in must have succeeded first"},
     .when = {.zh = "以当前设置尚未成功试登录；修改设置后须重新试登录。",
              .en = "No trial with these very settings has succeeded; a change of them asks for "
                    "another one."},
     .remedy = {.zh = "在控制台的“企业”页进行试登录，成功后再开启。",
                .en = "Make a trial in the console, page Enterprise, then switch it on."},
     .origin = ErrorOrigin::roomkey,
     .origin_note = note_of_sso},
    {.code = ErrorCode::sso_way_in_needed,
     .status = 400,
     .wire_code = "USG.000000003",
     .message = {.zh = "企业默认管理员须启用动态验证码",
                 .en = "The default administrator needs one-time passwords"},
     .when = {.zh =
                  "单点登录开启期间，企业默认管理员以密码和动态验证码登录是身份提供方不可用时的唯一"
                  "入口；其尚未启用动态验证码，或要停用它。",
              .en = "While single sign-on is on, password and one-time password of the default "
                    "administrator are the way in when the provider is down; that user has not "
                    "set up one-time passwords, or wants to remove them."},
     .remedy = {.zh = "默认管理员先在“我的帐号”启用动态验证码；停用之前先关闭单点登录。",
                .en = "The default administrator sets them up in My account; before removing "
                      "them, switch single sign-on off."},
     .origin = ErrorOrigin::roomkey,
     .origin_note = note_of_sso},
};

}  // namespace

std::span<ErrorEntry const> sso_errors() { return entries; }

}  // namespace roomkey
