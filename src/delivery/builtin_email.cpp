#include "delivery/builtin_email.hpp"

namespace roomkey {
namespace {

// The steps on the device are those of the vendor's user guides for IdeaHub S2, smart TV and
// SmartRooms.
constexpr char const* chinese_subject = "会议室终端“{{terminal}}”的激活码";
constexpr char const* chinese_text = R"(您好：

{{enterprise}}的会议室终端“{{terminal}}”的激活码是：

    {{code}}

有效期至：{{valid_until}}
账号：{{account}}

在终端上的操作：
1. 打开激活界面：IdeaHub 在主界面的“会议”中；智慧屏在会议主页的“设置”中升级为企业账号。
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
<p style="margin:0 0 20px">账号：{{account}}</p>
<p style="margin:0 0 4px"><strong>在终端上的操作</strong></p>
<ol style="margin:0 0 20px;padding-left:20px">
<li>打开激活界面：IdeaHub 在主界面的“会议”中；智慧屏在会议主页的“设置”中升级为企业账号。</li>
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

On the terminal:
1. Open the activation screen: on an IdeaHub under Meeting on the main screen, on a
   smart TV in the settings of the meeting page, "upgrade to an enterprise account".
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
<p style="margin:0 0 20px">Account: {{account}}</p>
<p style="margin:0 0 4px"><strong>On the terminal</strong></p>
<ol style="margin:0 0 20px;padding-left:20px">
<li>Open the activation screen: on an IdeaHub under Meeting on the main screen, on a smart TV in
the settings of the meeting page, "upgrade to an enterprise account".</li>
<li>Choose activation by code and enter the code above; spaces may be omitted.</li>
</ol>
<p style="margin:0;color:#5f6672;font-size:13px">Earlier codes no longer work; a device that was
bound before must be activated again with the new code. Treat the code like a password: do not share
it. If you did not expect this message, tell the administrator of your enterprise.</p>
</td></tr></table></body></html>
)";

}  // namespace

EmailTemplate const& builtin_email(Language language) {
    static EmailTemplate const chinese{chinese_subject, chinese_text, chinese_html};
    static EmailTemplate const english{english_subject, english_text, english_html};
    return language == Language::zh_cn ? chinese : english;
}

}  // namespace roomkey
