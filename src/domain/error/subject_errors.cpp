#include "domain/error/error_parts.hpp"

namespace roomkey {
namespace {

constexpr Bilingual note_of_notices{
    .zh = "通知是 roomkey 自有接口，厂商没有对应的错误码，采用 USG.000000003（参数非法）。",
    .en =
        "Notices are specific to roomkey and the vendor has no code for them; USG.000000003 "
        "(invalid "
        "parameter) is the closest.",
};

constexpr ErrorEntry entries[] = {
    {.code = ErrorCode::notice_unknown,
     .status = 400,
     .wire_code = "USG.000000003",
     .message = {.zh = "通知不存在", .en = "The notice does not exist"},
     .when =
         {.zh = "没有该 id 的通知、通知已超过 30 天被清除，或属于其他企业；响应不区分这几种情形。",
          .en = "The id is unknown, was removed after 30 days, or belongs to another enterprise; "
                "the response does not say which."},
     .remedy = {.zh = "使用 SearchNotices 返回的 id。", .en = "Use ids returned by SearchNotices."},
     .origin = ErrorOrigin::roomkey,
     .origin_note = note_of_notices},
    {.code = ErrorCode::notice_outdated,
     .status = 400,
     .wire_code = "USG.000000003",
     .message = {.zh = "该通知的激活码已被替换、使用或删除",
                 .en = "The code of this notice has been replaced, used or deleted"},
     .when = {.zh = "通知对应的激活码已不再有效，没有可再次发送的内容。",
              .en = "The code of the notice is no longer live, so there is nothing to send again."},
     .remedy = {.zh = "重置激活码并填写联系方式。", .en = "Reset the code and give the contacts."},
     .origin = ErrorOrigin::roomkey,
     .origin_note = note_of_notices},
    {.code = ErrorCode::department_unknown,
     .status = 400,
     .wire_code = "USG.201030000",
     .message = {.zh = "部门不存在", .en = "The department does not exist"},
     .when = {.zh = "企业内没有 deptCode 对应的部门。",
              .en = "The enterprise has no department with this deptCode."},
     .remedy = {.zh = "使用已有的部门编码；根部门为 1。",
                .en = "Use an existing code; 1 is the root department."},
     .origin = ErrorOrigin::vendor,
     .origin_note = note_published},
    {.code = ErrorCode::account_unknown,
     .status = 400,
     .wire_code = "USG.201040000",
     .message = {.zh = "用户帐号不存在", .en = "The user account does not exist"},
     .when = {.zh = "帐号不存在、属于其他企业，或不是终端帐号；响应不区分这几种情形。",
              .en = "The account is unknown, belongs to another enterprise, or is not a terminal; "
                    "the response does not say which."},
     .remedy = {.zh = "使用 SearchUsers 返回的 userAccount，并在路径中进行百分号编码。",
                .en = "Use a userAccount returned by SearchUsers, percent-encoded in the path."},
     .origin = ErrorOrigin::vendor,
     .origin_note =
         {.zh = "厂商公开的 REST 错误码，用于删除或修改用户；用于重置激活码为 roomkey 选定。",
          .en = "Published by the vendor for deleting and changing users; roomkey chose it for "
                "resets too."}},
};

}  // namespace

std::span<ErrorEntry const> subject_errors() { return entries; }

}  // namespace roomkey
