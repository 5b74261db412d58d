#include "delivery/builtin_email.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace roomkey {
namespace {

// The steps on the device are those of the vendor's user guides for IdeaHub S2, smart TV and
// SmartRooms, and for hard terminals. What differs between the kinds of terminals stands in place
// of <serial> and <step>.
constexpr char const* chinese_subject = "会议室终端“{{terminal}}”的激活码";
constexpr char const* chinese_text = R"(您好：

{{enterprise}}的会议室终端“{{terminal}}”的激活码是：

    {{code}}

有效期至：{{valid_until}}
账号：{{account}}
<serial>
在终端上的操作：
1. <step>
2. 选择使用激活码激活，输入上面的激活码，空格不必输入。

此前的激活码均已失效；原先绑定的设备需要用新的激活码重新激活。
激活码等同于密码，请勿转发。如果您没有等待这封邮件，请告知贵企业的管理员。
)";
constexpr char const* chinese_html = R"(<!DOCTYPE html>
<html lang="zh-CN"><body style="margin:0;padding:24px;background:#f4f5f7;color:#1f2329;
font-family:'PingFang SC','Microsoft YaHei',sans-serif;font-size:15px;line-height:1.6">
<table role="presentation" width="100%" style="max-width:560px;margin:0 auto;background:#ffffff;
border-radius:8px"><tr><td style="padding:32px">
<p style="margin:0 0 8px">您好：</p>
<p style="margin:0 0 20px">{{enterprise}}的会议室终端“<strong>{{terminal}}</strong>”的激活码是：</p>
<p style="margin:0 0 20px;padding:16px;background:#f4f5f7;border-radius:6px;text-align:center;
font-family:Consolas,Menlo,monospace;font-size:28px;letter-spacing:2px">{{code}}</p>
<p style="margin:0 0 20px;text-align:center"><img src="{{qr}}" width="174" alt="激活二维码"
style="border:0"></p>
<p style="margin:0 0 4px">有效期至：{{valid_until}}</p>
<p style="margin:0 0 20px">账号：{{account}}<serial></p>
<p style="margin:0 0 4px"><strong>在终端上的操作</strong></p>
<ol style="margin:0 0 20px;padding-left:20px">
<li><step></li>
<li>选择使用激活码激活，输入上面的激活码，空格不必输入。</li>
</ol>
<p style="margin:0;color:#5f6672;font-size:13px">此前的激活码均已失效；原先绑定的设备需要用新的激活码
重新激活。激活码等同于密码，请勿转发。如果您没有等待这封邮件，请告知贵企业的管理员。</p>
</td></tr></table></body></html>
)";

constexpr char const* english_subject = "Activation code of meeting-room terminal \"{{terminal}}\"";
constexpr char const* english_text = R"(Hello,

the activation code of the meeting-room terminal "{{terminal}}" of {{enterprise}} is:

    {{code}}

Valid until: {{valid_until}}
Account: {{account}}
<serial>
On the terminal:
1. <step>
2. Choose activation by code and enter the code above; spaces may be omitted.

Earlier codes no longer work; a device that was bound before must be activated again
with the new code. Treat the code like a password: do not share it. If you did not
expect this message, tell the administrator of your enterprise.
)";
constexpr char const* english_html = R"(<!DOCTYPE html>
<html lang="en"><body style="margin:0;padding:24px;background:#f4f5f7;color:#1f2329;
font-family:'Segoe UI',Helvetica,Arial,sans-serif;font-size:15px;line-height:1.6">
<table role="presentation" width="100%" style="max-width:560px;margin:0 auto;background:#ffffff;
border-radius:8px"><tr><td style="padding:32px">
<p style="margin:0 0 8px">Hello,</p>
<p style="margin:0 0 20px">the activation code of the meeting-room terminal
"<strong>{{terminal}}</strong>" of {{enterprise}} is:</p>
<p style="margin:0 0 20px;padding:16px;background:#f4f5f7;border-radius:6px;text-align:center;
font-family:Consolas,Menlo,monospace;font-size:28px;letter-spacing:2px">{{code}}</p>
<p style="margin:0 0 20px;text-align:center"><img src="{{qr}}" width="174" alt="Activation QR code"
style="border:0"></p>
<p style="margin:0 0 4px">Valid until: {{valid_until}}</p>
<p style="margin:0 0 20px">Account: {{account}}<serial></p>
<p style="margin:0 0 4px"><strong>On the terminal</strong></p>
<ol style="margin:0 0 20px;padding-left:20px">
<li><step></li>
<li>Choose activation by code and enter the code above; spaces may be omitted.</li>
</ol>
<p style="margin:0;color:#5f6672;font-size:13px">Earlier codes no longer work; a device that was
bound before must be activated again with the new code. Treat the code like a password: do not share
it. If you did not expect this message, tell the administrator of your enterprise.</p>
</td></tr></table></body></html>
)";

/// What the kinds of terminals have of their own, in text and in HTML.
struct OwnWords {
    char const* serial_text;
    char const* serial_html;
    char const* step_text;
    char const* step_html;
};

constexpr OwnWords chinese_vision{
    "", "", "打开激活界面：IdeaHub 在主界面的“会议”中；智慧屏在会议主页的“设置”中升级为企业账号。",
    "打开激活界面：IdeaHub 在主界面的“会议”中；智慧屏在会议主页的“设置”中升级为企业账号。"};
constexpr OwnWords english_vision{
    "", "",
    "Open the activation screen: on an IdeaHub under Meeting on the main screen, on a\n"
    "   smart TV in the settings of the meeting page, \"upgrade to an enterprise account\".",
    "Open the activation screen: on an IdeaHub under Meeting on the main screen, on a smart TV in\n"
    "the settings of the meeting page, \"upgrade to an enterprise account\"."};
constexpr OwnWords chinese_hard{
    "序列号：{{serial_number}}\n", "<br>序列号：{{serial_number}}",
    "首次开机时进入开机向导，之后进入终端的服务器设置。激活码只能用于上述序列号的终端。",
    "首次开机时进入开机向导，之后进入终端的服务器设置。激活码只能用于上述序列号的终端。"};
constexpr OwnWords english_hard{
    "Serial number: {{serial_number}}\n", "<br>Serial number: {{serial_number}}",
    "When it is switched on for the first time, go through its wizard; later open its\n"
    "   server settings. The code works on the device with this serial number alone.",
    "When it is switched on for the first time, go through its wizard; later open its server\n"
    "settings. The code works on the device with this serial number alone."};

std::string filled(std::string words, char const* serial, char const* step) {
    for (auto const& [mark, own] : {std::pair{"<serial>", serial}, std::pair{"<step>", step}}) {
        words.replace(words.find(mark), std::string_view(mark).size(), own);
    }
    return words;
}

EmailTemplate chinese(OwnWords const& own) {
    return {chinese_subject, filled(chinese_text, own.serial_text, own.step_text),
            filled(chinese_html, own.serial_html, own.step_html)};
}

EmailTemplate english(OwnWords const& own) {
    return {english_subject, filled(english_text, own.serial_text, own.step_text),
            filled(english_html, own.serial_html, own.step_html)};
}

/// `words`, unless it is the one that is built in for others.
std::string const& unless_builtin(std::string const& words, std::string const& builtin,
                                  std::string const& own) {
    return words == builtin ? own : words;
}

}  // namespace

EmailTemplate const& builtin_email(Language language, bool is_of_hard_terminal) {
    static EmailTemplate const templates[2][2] = {{chinese(chinese_vision), chinese(chinese_hard)},
                                                  {english(english_vision), english(english_hard)}};
    return templates[language == Language::zh_cn ? 0 : 1][is_of_hard_terminal ? 1 : 0];
}

EmailTemplate for_hard_terminal(EmailTemplate const& words, Language language) {
    auto const& others = builtin_email(language, false);
    auto const& own = builtin_email(language, true);
    return {unless_builtin(words.subject, others.subject, own.subject),
            unless_builtin(words.text, others.text, own.text),
            unless_builtin(words.html, others.html, own.html), words.sms};
}

}  // namespace roomkey
