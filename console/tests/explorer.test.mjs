// The explorer, from sign-in to a device that is thrown out, against the real program.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, test } from "node:test";
import {
  choose,
  clipboard,
  close_clean,
  launch,
  open_page,
  shell,
  sign_in,
} from "./support/browser.mjs";
import { Server } from "./support/server.mjs";

let server;
let browser;
before(async () => {
  server = await Server.start();
  browser = await launch(server);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const text = (page, selector) => page.textContent(selector);

test("the signature grows while one types, and is the right one", async () => {
  const page = await open_page(browser, server);
  await page.open("/explorer");
  assert.match(await text(page, "#signature"), /waits/);
  await page.fill("#sign-in-app-id", "app");
  assert.match(await text(page, "#signed-text"), /^app::\d{10}:[0-9a-f]{32}$/);
  await page.fill("#sign-in-user-id", "李雷");
  await page.fill("#sign-in-corp-id", "100000001");
  await page.click(".advanced summary");
  await page.fill("#sign-in-expire-time", "0");
  const nonce = await page.inputValue("#sign-in-nonce");
  const signed = `app:100000001:李雷:0:${nonce}`;
  assert.equal(await text(page, "#signed-text"), signed);
  await page.fill("#sign-in-app-key", "a key with ümlaut");
  const expected = createHmac("sha256", "a key with ümlaut").update(signed).digest("hex");
  await page.waitForFunction(
    (hex) => document.querySelector("#signature").textContent === hex,
    expected,
  );
  const access = Buffer.from("app").toString("base64");
  const header = `HMAC-SHA256 signature=${expected},access=${access}`;
  assert.equal(await text(page, "#authorization"), header);
  await close_clean(page);
});

test("a reset throws the bound device out, and shows it", async () => {
  const { account, activeCode } = server.add_terminal("Boardroom");
  const device = await server.bind_device(activeCode, "SN-BROWSER-1");
  const page = await open_page(browser, server);
  await page.open("/explorer");
  await sign_in(page, server);
  await page.fill("#terminal-search", account);
  await page.click(`.terminal:has-text("${account}")`);
  assert.match(await text(page, "#state-before"), /Bound to a device/);
  assert.equal(await text(page, "#reset-subject"), `Boardroom${account}`);
  assert.equal(await text(page, ".reset-form [type=submit]"), "Reset Boardroom");
  await page.click(".reset-form [type=submit]");
  await page.waitForSelector("#new-code");
  const code = await text(page, "#new-code");
  assert.match(code, /^[0-9]{11}$/);
  assert.match(await text(page, ".reset .status"), /^200/);
  assert.match(await text(page, ".reset .exchange"), /X-Request-Id: [0-9a-f]{32}/);
  await page.waitForSelector(`#state-after:has-text("${code}")`);
  assert.match(await text(page, "#state-after"), /Code waits for a device/);
  assert.match(await text(page, "#state-before"), /Bound to a device/);
  assert.equal(await device.ended, 3);
  // The code that the page shows is the one that binds.
  const again = await server.bind_device(code, "SN-BROWSER-2");
  assert.equal(again.child.exitCode, null);
  await close_clean(page);
});

test("a reset that waits is of the terminal that was chosen, or is not sent", async () => {
  const one = server.add_terminal("Waits");
  const other = server.add_terminal("Other");
  const page = await open_page(browser, server);
  await page.open("/explorer");
  await sign_in(page, server);
  await page.fill("#terminal-search", "");
  await page.click(`.terminal:has-text("${one.account}")`);
  let release;
  const held = new Promise((resolve) => {
    release = resolve;
  });
  await page.route(`**/corp/member?*searchKey=${one.account}*`, async (route) => {
    await held;
    await route.continue();
  });
  const from = server.run.lines.length;
  await page.focus(".reset-form [type=submit]");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".reset-form [aria-disabled=true]");
  assert.ok(await page.evaluate(() => document.activeElement.matches(".reset-form [type=submit]")));
  const radio = `.terminal:has-text("${other.account}") input`;
  assert.ok(await page.isDisabled(radio));
  // Whatever may make another choice in spite of that.
  await page.$eval(radio, (input) => {
    input.disabled = false;
    input.click();
  });
  assert.match(await text(page, "#state-before"), new RegExp(other.activeCode));
  release();
  await page.waitForSelector(".outcome :text('Waits was not reset')");
  assert.deepEqual(server.statuses("ResetVisionActiveCode", from), []);
  assert.match(await text(page, "#state-before"), new RegExp(other.activeCode));
  await page.click(".reset-form [type=submit]");
  await page.waitForSelector("#new-code");
  assert.deepEqual(server.statuses("ResetVisionActiveCode", from), [200]);
  assert.match(await text(page, ".reset .exchange"), new RegExp(`${other.account}/reset`));
  await close_clean(page);
});

test("a reset that was done is shown though the state after it cannot be read", async () => {
  const { account } = server.add_terminal("Unread");
  const page = await open_page(browser, server);
  await page.open("/explorer");
  await sign_in(page, server);
  await choose(page, account);
  // The look before the reset is answered, those after it are not.
  let looks = 0;
  await page.route("**/corp/member?*", (route) =>
    looks++ === 0 ? route.continue() : route.abort(),
  );
  await page.click(".reset-form [type=submit]");
  await page.waitForSelector("#state-after:has-text('could not be read')");
  assert.match(await text(page, "#new-code"), /^[0-9]{11}$/);
  assert.match(await text(page, ".reset .status"), /^200/);
  await page.waitForSelector(".chooser :text('The search failed')");
  assert.equal(await text(page, ".terminal code"), account);
  // Chromium itself notes the failed requests.
  assert.equal(page.problems.splice(0).length, 2);
  await close_clean(page);
});

test("the chosen terminal stays in the list after its code was searched and replaced", async () => {
  const { account, activeCode } = server.add_terminal("Stays");
  const page = await open_page(browser, server);
  await page.open("/explorer");
  await sign_in(page, server);
  await page.fill("#terminal-search", activeCode);
  await page.click(`.terminal:has-text("${account}")`);
  await page.click(".reset-form [type=submit]");
  await page.waitForSelector("#state-after :text('Code waits')");
  await page.waitForSelector(".chooser :text('0 found')");
  assert.ok(await page.isChecked(`.terminal:has-text("${account}") input`));
  await close_clean(page);
});

test("a token that the server no longer knows ends the session on the page", async () => {
  const page = await open_page(browser, server);
  await page.open("/explorer");
  const [request] = await Promise.all([page.waitForRequest(/corp\/member/), sign_in(page, server)]);
  const headers = { "X-Access-Token": request.headers()["x-access-token"] };
  const ended = await page.evaluate(
    (headers) =>
      fetch("/v1/usg/acs/token", { method: "DELETE", headers }).then((reply) => reply.status),
    headers,
  );
  assert.equal(ended, 200);
  await page.fill("#terminal-search", "anything");
  await page.waitForSelector(".session :text('Your sign-in has ended, sign in again.')");
  await page.waitForSelector("#choose :text('Your sign-in has ended')");
  assert.doesNotMatch(await text(page, ".session"), /until/);
  await page.click("header button:text('中文')");
  await page.waitForSelector(".session :text('登录已失效，请重新登录。')");
  // Chromium itself notes a refused request.
  assert.equal(page.problems.splice(0).length, 1);
  await close_clean(page);
});

test("requests are copied as commands that work", async () => {
  const { account } = server.add_terminal("Copied 'room'");
  const page = await open_page(browser, server);
  await page.open("/explorer");
  await page.fill("#sign-in-app-id", server.init.appId);
  await page.fill("#sign-in-app-key", server.init.appKey);
  await page.click(".sign-in .exchange .half:first-child button");
  await page.waitForSelector(".sign-in .exchange :text('Copied')");
  const signed_in = shell(await clipboard(page));
  assert.match(signed_in, /HTTP\/1.1 200/);
  assert.match(signed_in, /"accessToken":"stb/);

  await sign_in(page, server);
  await page.fill("#terminal-search", account);
  await page.click(`.terminal:has-text("${account}")`);
  await page.fill("#reset-email", "it's@example.com");
  await page.click(".reset .exchange .half:first-child button");
  await page.waitForSelector(".reset .exchange :text('Copied')");
  const command = await clipboard(page);
  assert.match(command, /^curl -i -k -X PUT /);
  const reset = shell(command);
  assert.match(reset, /HTTP\/1.1 200/);
  assert.match(reset, /"activeCode":"[0-9]{11}"/);
  await page.selectOption("#trust", "system");
  await page.click(".reset .exchange .half:first-child button");
  await page.waitForFunction(async () => !(await navigator.clipboard.readText()).includes("-k"));
  await close_clean(page);
});

test("a terminal is found by its code", async () => {
  const { account, activeCode } = server.add_terminal("Found by code");
  const page = await open_page(browser, server);
  await page.open("/explorer");
  await sign_in(page, server);
  await page.fill("#terminal-search", activeCode.replace(/(...)/, "$1 "));
  await page.waitForFunction(() => document.querySelectorAll(".terminal").length === 1);
  assert.equal(await text(page, ".terminal code"), account);
  await page.fill("#terminal-search", "no such terminal");
  await page.waitForSelector(".chooser .empty");
  await close_clean(page);
});

test("a refusal is explained and leads to the error centre", async () => {
  const page = await open_page(browser, server);
  await page.open("/explorer");
  await page.fill("#sign-in-app-id", server.init.appId);
  await page.fill("#sign-in-app-key", "wrong");
  await page.click(".sign-in-form [type=submit]");
  const link = await page.waitForSelector(".sign-in .refusal a");
  assert.equal(await link.getAttribute("href"), "/errors#USG.206010025");
  assert.equal(await link.getAttribute("target"), "_blank");
  // Chromium itself notes a refused request in its console.
  assert.equal(page.problems.splice(0).length, 1);
  await close_clean(page);
});

test("signing out ends the token at the server", async () => {
  const page = await open_page(browser, server);
  await page.open("/explorer");
  await sign_in(page, server);
  const from = server.run.lines.length;
  await page.click(".session .sign-out");
  await server.run.line(/ route=DeleteToken .*status=200/, from);
  await page.waitForSelector("#choose :text('Sign in first')");
  assert.doesNotMatch(await text(page, ".sign-in .exchange"), /stb/);
  assert.equal(await page.evaluate(() => document.activeElement.id), "sign-in-app-id");
  await close_clean(page);
});

test("the whole walk can be done by keys", async () => {
  const { account } = server.add_terminal("By keys");
  const page = await open_page(browser, server);
  await page.open("/explorer");
  await page.focus("#sign-in-app-id");
  await page.keyboard.type(server.init.appId);
  await page.keyboard.press("Tab");
  await page.keyboard.type(server.init.appKey);
  await page.keyboard.press("Enter");
  await page.waitForSelector(".terminal");
  const press_until = async (selector) => {
    for (let count = 0; count < 60; ++count) {
      await page.keyboard.press("Tab");
      if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
    }
    assert.fail(`Tab does not reach ${selector}`);
  };
  await page.waitForFunction(() => document.activeElement.matches("#terminal-search"));
  await page.keyboard.type(account);
  await page.waitForFunction(() => document.querySelectorAll(".terminal").length === 1);
  await press_until(".terminal input");
  await page.keyboard.press("Space");
  await page.waitForSelector("#state-before");
  await press_until(".reset-form [type=submit]");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#new-code");
  await close_clean(page);
});

test("nothing of the App Key or a token is kept by the browser", async () => {
  const page = await open_page(browser, server);
  await page.open("/explorer");
  await sign_in(page, server);
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }]),
  );
  assert.doesNotMatch(kept, /stb/);
  assert.ok(!kept.includes(server.init.appKey));
  assert.deepEqual(await page.context().cookies(), []);
  await page.reload();
  await page.waitForSelector("#choose .empty");
  assert.equal(await page.inputValue("#sign-in-app-key"), "");
  await close_clean(page);
});
