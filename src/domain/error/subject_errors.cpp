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

constexpr Bilingual note_of_jobs{
    .zh = "批量任务是 roomkey 自有接口，厂商没有对应的错误码，采用 USG.000000003（参数非法）。",
    .en =
        "Jobs are specific to roomkey and the vendor has no code for them; USG.000000003 (invalid "
        "parameter) is the closest.",
};

constexpr Bilingual note_of_departments{
    .zh = "厂商未公开此情形的错误码，采用 USG.000000003（参数非法）。",
    .en =
        "The vendor publishes no code for this; USG.000000003 (invalid parameter) is the nearest.",
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
    {.code = ErrorCode::job_unknown,
     .status = 400,
     .wire_code = "USG.000000003",
     .message = {.zh = "任务不存在", .en = "The job does not exist"},
     .when = {.zh = "没有该 id 的任务、任务结束已超过 30 "
                    "天被清除，或属于其他企业；响应不区分这几种情形。",
              .en = "The id is unknown, was removed 30 days after its end, or belongs to another "
                    "enterprise; the response does not say which."},
     .remedy = {.zh = "使用 SearchJobs 返回的 id。", .en = "Use ids returned by SearchJobs."},
     .origin = ErrorOrigin::roomkey,
     .origin_note = note_of_jobs},
    {.code = ErrorCode::job_state_wrong,
     .status = 400,
     .wire_code = "USG.000000003",
     .message = {.zh = "任务的状态不允许此操作", .en = "The state of the job does not allow this"},
     .when =
         {.zh = "只有草稿可以添加行和启动，尚未结束的任务可以取消，有失败行的已完成任务可以重试。",
          .en = "Rows are added to drafts, and drafts with a valid row are started; what has not "
                "ended is cancelled; a finished job with failed rows is retried."},
     .remedy = {.zh = "用 ShowJob 查询任务的状态。", .en = "Look at the job with ShowJob."},
     .origin = ErrorOrigin::roomkey,
     .origin_note = note_of_jobs},
    {.code = ErrorCode::department_unknown,
     .status = 400,
     .wire_code = "USG.201030000",
     .message = {.zh = "部门不存在", .en = "The department does not exist"},
     .when = {.zh = "企业内没有该编码对应的部门。",
              .en = "The enterprise has no department with this code."},
     .remedy = {.zh = "使用已有的部门编码；根部门为 1。",
                .en = "Use an existing code; 1 is the root department."},
     .origin = ErrorOrigin::vendor,
     .origin_note = note_published},
    {.code = ErrorCode::department_exists,
     .status = 400,
     .wire_code = "USG.000000003",
     .message = {.zh = "部门编码已存在", .en = "The department code is in use"},
     .when = {.zh = "企业内已有部门使用该 deptCode。",
              .en = "Another department of the enterprise has this deptCode."},
     .remedy = {.zh = "更换 deptCode，或不填写以由服务端生成。",
                .en = "Take another deptCode, or none, so that the server makes one."},
     .origin = ErrorOrigin::roomkey,
     .origin_note = note_of_departments},
    {.code = ErrorCode::department_limit_reached,
     .status = 400,
     .wire_code = "USG.000000003",
     .message = {.zh = "部门达到上限", .en = "A limit of departments is reached"},
     .when = {.zh = "部门最多 10 级，每个部门最多 100 个直接下级，每个企业最多 10000 个部门。",
              .en = "There are at most 10 levels, 100 children of a department and 10000 "
                    "departments in an enterprise."},
     .remedy = {.zh = "选择其他上级部门，或删除不用的部门。",
                .en = "Choose another parent, or delete what is not needed."},
     .origin = ErrorOrigin::roomkey,
     .origin_note = note_of_departments},
    {.code = ErrorCode::department_below_itself,
     .status = 400,
     .wire_code = "USG.000000003",
     .message = {.zh = "部门不能移动到自身或其下级部门",
                 .en = "A department cannot be moved below itself"},
     .when = {.zh = "parentDeptCode 是该部门自身或其下级部门。",
              .en = "parentDeptCode is the department itself, or one below it."},
     .remedy = {.zh = "选择不在该部门之下的上级部门。",
                .en = "Choose a parent that is not below the department."},
     .origin = ErrorOrigin::roomkey,
     .origin_note = note_of_departments},
    {.code = ErrorCode::department_in_use,
     .status = 400,
     .wire_code = "USG.000000003",
     .message = {.zh = "部门下仍有成员或下级部门", .en = "The department has members or children"},
     .when = {.zh = "要删除的部门下仍有用户、终端或下级部门。",
              .en = "Users, terminals or departments are still in the department that is to be "
                    "deleted."},
     .remedy = {.zh = "先移走或删除其成员与下级部门。",
                .en = "Move or delete its members and children first."},
     .origin = ErrorOrigin::roomkey,
     .origin_note = note_of_departments},
    {.code = ErrorCode::root_department_protected,
     .status = 400,
     .wire_code = "USG.201030006",
     .message = {.zh = "不能删除最高级部门", .en = "The top-level department cannot be deleted"},
     .when = {.zh = "要删除的是根部门 1。", .en = "It is the root department, 1."},
     .remedy = {.zh = "根部门随企业存在，无需删除。",
                .en = "Leave it; every enterprise has its root department."},
     .origin = ErrorOrigin::vendor,
     .origin_note = note_published},
    {.code = ErrorCode::user_not_ordinary,
     .status = 400,
     .wire_code = "USG.201040003",
     .message = {.zh = "仅支持普通用户升级为企业管理员",
                 .en = "Only an ordinary user can be made an administrator"},
     .when = {.zh = "该帐号已是管理员，或为终端帐号。",
              .en = "The account is an administrator's already, or a terminal's."},
     .remedy = {.zh = "选择 adminType 为 2 的普通用户。",
                .en = "Choose a user whose adminType is 2."},
     .origin = ErrorOrigin::vendor,
     .origin_note = note_published},
    {.code = ErrorCode::app_unknown,
     .status = 400,
     .wire_code = "USG.206110009",
     .message = {.zh = "越权访问，应用不属于该企业",
                 .en = "The application does not belong to the enterprise"},
     .when = {.zh = "App ID 不存在，或属于其他企业或服务提供商；响应不区分这几种情形。",
              .en = "The App ID is unknown, or of another enterprise or a service provider; the "
                    "answer does not tell which."},
     .remedy = {.zh = "使用 BatchSearchAppId 返回的 app_id。",
                .en = "Use an app_id that BatchSearchAppId returns."},
     .origin = ErrorOrigin::vendor,
     .origin_note = note_published},
    {.code = ErrorCode::app_limit_reached,
     .status = 400,
     .wire_code = "USG.206110004",
     .message = {.zh = "企业下该类型的应用超出最大个数（最多10个）",
                 .en = "The enterprise has 10 applications already"},
     .when = {.zh = "企业已有 10 个应用，停用的也计算在内。",
              .en = "The enterprise has 10 applications, disabled ones included."},
     .remedy = {.zh = "删除不用的应用。", .en = "Delete an application that is not needed."},
     .origin = ErrorOrigin::vendor,
     .origin_note = note_published},
    {.code = ErrorCode::account_unknown,
     .status = 400,
     .wire_code = "USG.201040000",
     .message = {.zh = "用户帐号不存在", .en = "The user account does not exist"},
     .when = {.zh = "帐号不存在、属于其他企业，或不是该接口所处理的帐号；响应不区分这几种情形。",
              .en = "The account is unknown, belongs to another enterprise, or is not of the kind "
                    "that the operation is about; the response does not say which."},
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
