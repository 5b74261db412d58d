import { language, on_language } from "../shared/language";

/** The viewer speaks English only: its own words, as a whole, and what they are in Chinese. */
const chinese: Record<string, string> = {
  Authorize: "授权",
  Logout: "清除",
  Close: "关闭",
  "Available authorizations": "可用的授权方式",
  Authorized: "已授权",
  "Try it out": "试一试",
  "Try it out ": "试一试",
  Cancel: "取消",
  Reset: "还原",
  Execute: "发送",
  Clear: "清空",
  Parameters: "参数",
  "No parameters": "无参数",
  Name: "名称",
  Description: "说明",
  Responses: "响应",
  Response: "响应",
  Code: "状态码",
  Details: "详情",
  Links: "链接",
  "No links": "无",
  "Request body": "请求体",
  "Request URL": "请求地址",
  "Server response": "服务器响应",
  "Response body": "响应体",
  "Response headers": "响应头",
  "Media type": "媒体类型",
  "Controls ": "用于 ",
  " header.": " 请求头。",
  "Example Value": "示例",
  "Edit Value": "编辑内容",
  Schema: "结构",
  Schemas: "数据结构",
  "Enum:": "枚举：",
  Enum: "枚举",
  Default: "默认值",
  "Additional properties": "其他字段",
  forbidden: "不允许",
  Example: "示例",
  Examples: "示例",
  "Examples:": "示例：",
  deprecated: "已弃用",
  "Example Description": "示例说明",
  required: "必填",
  "Send empty value": "发送空值",
  Servers: "服务器",
  Download: "下载",
  "Request duration": "耗时",
  "Copied!": "已复制",
  "Expand all": "全部展开",
  "Collapse all": "全部收起",
  "Default value": "默认值",
  "Available values": "可选值",
  "Loading...": "正在加载……",
  "Add item": "添加",
  "Username:": "帐号：",
  "Password:": "密码：",
  "Value:": "值：",
  "Name:": "名称：",
  "In:": "位置：",
  header: "请求头",
  path: "路径",
  query: "查询",
  body: "请求体",
  "Headers:": "响应头：",
  Type: "类型",
  Undocumented: "文档未列出",
};

/** Text that is not the viewer's: from the document, of a request, or typed. */
const foreign = "pre, code, textarea, .markdown, .renderedMarkdown, .opblock-summary-path";

/** Words around a value. */
const around: readonly [RegExp, string][] = [
  [/^(.*\d\]?) characters$/, "$1 个字符"],
  [/^(.*\d\]?) items$/, "$1 项"],
  [/^matches (.*)$/, "匹配 $1"],
];

function in_chinese(text: string): string | undefined {
  const whole = chinese[text.trim()] ?? chinese[text];
  if (whole) return whole;
  const found = around.find(([pattern]) => pattern.test(text));
  return found && text.replace(...found);
}

function translate(node: Text): void {
  const text = in_chinese(node.data);
  // The viewer sets its own words in italics next to the document's.
  const is_own = node.parentElement?.tagName === "I";
  if (!text || (!is_own && node.parentElement?.closest(foreign))) return;
  node.data = text;
}

function translate_all(root: Node): void {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) translate(walker.currentNode as Text);
}

/** Keeps what the viewer writes into `place` Chinese while the page is. */
export function translate_viewer(place: HTMLElement): void {
  const observer = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "characterData") translate(change.target as Text);
      for (const node of change.addedNodes) translate_all(node);
    }
  });
  const update = () => {
    observer.disconnect();
    if (language() !== "zh-CN") return;
    translate_all(place);
    observer.observe(place, { childList: true, subtree: true, characterData: true });
  };
  on_language(update);
  update();
}
