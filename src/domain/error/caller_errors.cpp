#include "domain/error/error_parts.hpp"

namespace roomkey {
namespace {

constexpr ErrorEntry entries[] = {
    {.code = ErrorCode::token_missing,
     .status = 401,
     .wire_code = "USG.000000004",
     .message = {.zh = "鉴权失败：缺少 X-Access-Token（登录时为 Authorization）",
                 .en = "Not authenticated: X-Access-Token is missing (at sign-in: Authorization)"},
     .when = {.zh = "请求未携带 X-Access-Token；登录请求未携带 Authorization。",
              .en = "The request has no X-Access-Token or, at sign-in, no Authorization."},
     .remedy = {.zh = "先登录（CreateAppIdToken 或 CreateToken），再将 accessToken 放入 "
                      "X-Access-Token 请求头。终端使用激活时得到的凭据。",
                .en = "Sign in (CreateAppIdToken or CreateToken) and send the accessToken in "
                      "X-Access-Token. A terminal sends the credential from its activation."},
     .origin = ErrorOrigin::vendor,
     .origin_note = note_published},
    {.code = ErrorCode::token_invalid,
     .status = 401,
     .wire_code = "USG.000000004",
     .message = {.zh = "鉴权失败：令牌无效或已过期",
                 .en = "Not authenticated: the token is invalid or has expired"},
     .when = {.zh = "令牌或凭据不存在、已过期或已注销；其用户或应用已停用；或种类不符：用户令牌不能"
                    "用于终端接口，"
                    "终端凭据也不能用于其他接口。",
              .en = "The token or credential is unknown, expired or signed out; its user or "
                    "application is disabled; or it is of the wrong kind: a user's token is not "
                    "valid on terminal paths, nor a terminal's credential elsewhere."},
     .remedy = {.zh = "重新登录获取令牌；终端请使用新的激活码重新激活。",
                .en = "Sign in again; a terminal must be activated again with a new code."},
     .origin = ErrorOrigin::vendor,
     .origin_note = note_published},
    {.code = ErrorCode::not_permitted,
     .status = 403,
     .wire_code = "USG.000000004",
     .message = {.zh = "鉴权失败：该用户的角色没有此权限",
                 .en = "Not permitted: the role of this user does not include this"},
     .when = {.zh = "令牌有效，但其用户不是企业管理员，其角色也不含该接口所需的权限。",
              .en = "The token is valid, but its user is neither an enterprise administrator nor "
                    "has a role with the permission that the operation takes."},
     .remedy = {.zh = "以企业管理员身份登录，或请其授予所需角色；使用应用登录时，不填 userId "
                      "即为默认管理员。",
                .en = "Sign in as an administrator, or have one give the role; when signing in by "
                      "App ID, omit userId to act as the default administrator."},
     .origin = ErrorOrigin::vendor,
     .origin_note = note_published},
    {.code = ErrorCode::default_admin_needed,
     .status = 403,
     .wire_code = "USG.000000004",
     .message = {.zh = "鉴权失败：需要企业默认管理员权限",
                 .en = "Not permitted: the default administrator of the enterprise is needed"},
     .when = {.zh = "令牌有效，但其用户不是企业的默认管理员；管理应用和任免管理员仅限默认管理员。",
              .en = "The token is good, but its user is not the default administrator, who alone "
                    "manages applications and appoints administrators."},
     .remedy = {.zh = "以默认管理员身份登录；使用应用登录时不填 userId。",
                .en = "Sign in as the default administrator; with an application, leave userId "
                      "out."},
     .origin = ErrorOrigin::vendor,
     .origin_note = note_published},
    {.code = ErrorCode::credentials_wrong,
     .status = 401,
     .wire_code = "USG.206010000",
     .message = {.zh = "用户名或密码错误", .en = "Wrong user name or password"},
     .when = {.zh = "密码错误、帐号不存在，或 Basic 认证头格式错误；响应不区分这几种情形。",
              .en = "The password is wrong, the account does not exist, or the Basic header is "
                    "malformed; the response does not say which."},
     .remedy = {.zh = "核对帐号和密码；连续输错五次会锁定该帐号名。",
                .en = "Check both; five failures in a row lock the account name."},
     .origin = ErrorOrigin::vendor,
     .origin_note = {.zh = "厂商公开的 REST 错误码，未注明状态码；状态码 401 为 roomkey 选定。",
                     .en = "Published by the vendor without a status; roomkey chose 401."}},
    {.code = ErrorCode::account_disabled,
     .status = 412,
     .wire_code = "USG.206010007",
     .message = {.zh = "帐号已停用", .en = "The account is disabled"},
     .when = {.zh = "帐号已被停用。仅在签名、密码或激活码正确时才会返回。",
              .en = "The account is disabled. Returned only if the signature, password or "
                    "activation code was correct."},
     .remedy = {.zh = "由企业管理员启用该帐号。", .en = "Ask an administrator to enable it."},
     .origin = ErrorOrigin::vendor,
     .origin_note =
         {.zh = "厂商为客户端公布了数字 206010007（帐号未激活，不允许登录），并公布状态码 412 "
                "表示帐号被停用；两者的对应关系为 roomkey 选定。",
          .en = "The vendor publishes the number 206010007 (account not activated, sign-in not "
                "allowed) for its clients, and the status 412 for disabled accounts; roomkey chose "
                "to combine them."}},
    {.code = ErrorCode::app_id_rejected,
     .status = 401,
     .wire_code = "USG.206010025",
     .message = {.zh = "APPID校验失败", .en = "App ID verification failed"},
     .when = {.zh = "App ID 不存在或已停用；Authorization 格式错误或签名错误；单个企业的应用填写了 "
                    "corpId；"
                    "或 corpId 对应的企业不存在。响应不区分这几种情形。",
              .en = "The App ID is unknown or disabled, Authorization is malformed, the signature "
                    "is wrong, corpId was given for an application of a single enterprise, or "
                    "names no enterprise; the response does not say which."},
     .remedy =
         {.zh =
              "核对 App ID、App Key 及参与签名的文本 appId:userId:expireTime:nonce；各值须与请求体"
              "一致。",
          .en = "Check App ID, App Key and the signed text appId:userId:expireTime:nonce; its "
                "values must match the body."},
     .origin = ErrorOrigin::vendor,
     .origin_note =
         {.zh = "厂商为客户端公布了数字 206010025（APPID校验失败）；加上 USG. 前缀及状态码 401 "
                "为 roomkey 的推断。",
          .en = "The vendor publishes the number 206010025 (App ID verification failed) for its "
                "clients; roomkey inferred the USG. prefix and the status 401."}},
    {.code = ErrorCode::nonce_reused,
     .status = 401,
     .wire_code = "USG.206010025",
     .message = {.zh = "APPID校验失败：nonce 已被使用",
                 .en = "App ID verification failed: the nonce has been used before"},
     .when =
         {.zh = "企业要求 nonce 不可重复，而该 nonce 已用于此前的登录；或签名没有失效时间、失效时间"
                "在 24 小时以后，只能使用一次，而它已被使用。",
          .en = "The enterprise requires each nonce to be new, and this one was used in an "
                "earlier sign-in; or the signature has no expiry, or one more than 24 hours "
                "ahead, so that it can be used once, and was used."},
     .remedy = {.zh = "每次登录生成新的随机 nonce 并重新签名；如需重复使用签名，将 expireTime 设在 "
                      "24 小时以内。",
                .en = "Sign each request with a new random nonce; to use a signature again, give "
                      "it an expireTime within 24 hours."},
     .origin = ErrorOrigin::roomkey,
     .origin_note = {.zh = "厂商未公布 nonce 重复时的错误码，采用 206010025（APPID校验失败）。",
                     .en = "The vendor publishes no code for repeated nonces; 206010025 (App ID "
                           "verification failed) is the closest."}},
    {.code = ErrorCode::registration_not_allowed,
     .status = 403,
     .wire_code = "USG.206010030",
     .message = {.zh = "企业不允许自动开户",
                 .en = "The enterprise does not allow automatic registration"},
     .when = {.zh = "userId 首次出现，而企业不允许登录时自动创建用户。",
              .en = "The userId is new, and the enterprise does not let a sign-in create users."},
     .remedy = {.zh = "先创建该用户，或由运维人员为企业开启自动开户。",
                .en = "Create the user first, or ask the operator to allow registration."},
     .origin = ErrorOrigin::vendor,
     .origin_note =
         {.zh = "厂商为客户端公布了数字 206010030（不允许自动开户）；加上 USG. 前缀及状态码 403 "
                "为 roomkey 的推断。",
          .en = "The vendor publishes the number 206010030 (automatic registration not allowed) "
                "for its clients; roomkey inferred the USG. prefix and the status 403."}},
    {.code = ErrorCode::signature_expired,
     .status = 401,
     .wire_code = "USG.206010057",
     .message = {.zh = "APPID认证过期", .en = "The App ID signature has expired"},
     .when = {.zh = "签名正确，但以服务端时钟为准，expireTime 已过。",
              .en = "The signature is correct, but by the server's clock expireTime has passed."},
     .remedy =
         {.zh = "以新的 expireTime（秒级时间戳）重新签名，并校准时钟。",
          .en = "Sign again with a later expireTime (Unix seconds); check that the clocks agree."},
     .origin = ErrorOrigin::vendor,
     .origin_note =
         {.zh = "厂商为客户端公布了数字 206010057（APPID认证过期）；加上 USG. 前缀及状态码 401 "
                "为 roomkey 的推断。",
          .en = "The vendor publishes the number 206010057 (App ID authentication expired) for its "
                "clients; roomkey inferred the USG. prefix and the status 401."}},
    {.code = ErrorCode::token_displaced,
     .status = 401,
     .wire_code = "USG.206020002",
     .message = {.zh = "令牌已被后续登录顶替", .en = "The token was displaced by a later sign-in"},
     .when = {.zh = "同一用户的有效令牌超过上限（clientType 为 72 时 64 个，其他类型 1 "
                    "个），最早的令牌被顶替。",
              .en = "The user exceeded the number of live tokens (64 with clientType 72, one with "
                    "any other); the oldest was ended."},
     .remedy = {.zh = "重新登录；多个线程或进程应共用一个令牌。",
                .en = "Sign in again; share one token among threads and processes."},
     .origin = ErrorOrigin::vendor,
     .origin_note =
         {.zh = "厂商为客户端公布了数字 206020002（令牌被后续登录顶替而失效）；加上 USG. 前缀及"
                "状态码 401 为 roomkey 的推断。",
          .en = "The vendor publishes the number 206020002 (token displaced by a later sign-in) "
                "for its clients; roomkey inferred the USG. prefix and the status 401."}},
    {.code = ErrorCode::account_locked,
     .status = 423,
     .wire_code = "USG.206030015",
     .message = {.zh = "帐号已被锁定，请稍后重试", .en = "The account is locked; try again later"},
     .when = {.zh = "同一来源对同一帐号连续输错五次密码（之后每再错五次锁定更久，最长一小时）；"
                    "或同一帐号共被输错十次，此后从未用它登录过的来源合计每 10 秒只能尝试一次；"
                    "或同一来源五分钟内输错三十次。帐号是否存在，处理相同。",
              .en = "Five wrong passwords in a row for an account name from one source (every "
                    "further five lock it for longer, up to an hour); or ten for a name from "
                    "anywhere, after which all sources it has never signed in from share one "
                    "attempt every 10 s; or thirty from one source within five minutes. Whether "
                    "the account exists makes no difference."},
     .remedy = {.zh = "等待 Retry-After 响应头给出的秒数后重试。",
                .en = "Wait for the number of seconds in Retry-After."},
     .origin = ErrorOrigin::vendor,
     .origin_note =
         {.zh = "厂商为客户端公布了数字 206030015（用户被锁定），并公布状态码 423 表示帐号被锁定；"
                "两者的对应关系为 roomkey 选定。",
          .en = "The vendor publishes the number 206030015 (user locked) for its clients, and the "
                "status 423 for locked accounts; roomkey chose to combine them."}},
};

}  // namespace

std::span<ErrorEntry const> caller_errors() { return entries; }

}  // namespace roomkey
