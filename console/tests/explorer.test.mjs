// The explorer, from sign-in to a device that is thrown out, against the real program.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import {
  choose,
  close_clean,
  copied,
  expect_failures,
  open_page,
  search,
  shell,
  sign_in,
} from "./support/browser.mjs";
import { browser, server } from "./support/program.mjs";

const text = (page, selector) => page.textContent(selector);

test("the signature grows while one types, and is the right one", async () => {
  const page = await open_page(browser, server);
  await page.open("/explorer");
  assert.match(await text(page, "#signature"), /waiting/);
  await page.fill("#sign-in-app-id", "app");
  assert.match(await text(page, "#signed-text"), /^app::\d{10}:[0-9a-f]{32}$/);
  await page.click(".sign-in .advanced summary");
  await page.fill("#sign-in-user-id", "李雷");
  await page.fill("#sign-in-corp-id", "100000001");
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

test("the reset is in the first screen before the sign-in, in both languages", async () => {
  for (const locale of ["zh-CN", "en-US"]) {
    const page = await open_page(browser, server, { locale });
    await page.open("/explorer");
    const wanted = [
      "#reset-title",
      "#reset-method",
      "#reset-path",
      "#terminal-search",
      "#state-before",
    ];
    const places = [...wanted, "#state-after", ".reset-form [type=submit]", "#exchange .answer"];
    for (const selector of [...places, ".sign-in-form [type=submit]", "#authorization"]) {
      const box = await page.locator(selector).boundingBox();
      assert.ok(box.height > 0 && box.y >= 0 && box.y + box.height <= 900, `${locale} ${selector}`);
    }
    await close_clean(page);
  }
});

test("a reset that lacks something leads to it", async () => {
  const { account } = server.add_terminal("Leads");
  const page = await open_page(browser, server);
  await page.open("/explorer");
  const focused = () => page.evaluate(() => document.activeElement.id);
  await page.fill("#terminal-search", account);
  await page.click(".reset-form [type=submit]");
  assert.equal(await focused(), "sign-in-app-id");
  await page.click("body");
  await page.click(".chooser .offer button");
  assert.equal(await focused(), "sign-in-app-id");
  await sign_in(page, server);
  // What was typed before is searched for now.
  assert.equal(await page.locator(".terminal").count(), 1);
  await page.click("#reset-title");
  await page.click(".reset-form [type=submit]");
  assert.equal(await focused(), "terminal-search");
  assert.match(await text(page, "#reset-missing"), /Choose a terminal/);
  await page.click(`.terminal:has-text("${account}")`);
  assert.equal(await text(page, "#reset-missing"), "");
  await close_clean(page);
});

test("a list that comes while one chooses by keys leaves the focus where it is", async () => {
  const { account } = server.add_terminal("Focus");
  const page = await open_page(browser, server);
  await page.open("/explorer");
  await sign_in(page, server);
  let release;
  const held = new Promise((resolve) => {
    release = resolve;
  });
  await page.route(`**/corp/member?*searchKey=${account}*`, async (route) => {
    await held;
    await route.continue();
  });
  await page.fill("#terminal-search", account);
  await page.focus(`.terminal:has-text("${account}") input`);
  release();
  await page.waitForSelector(".terminals:not([aria-busy])");
  const focused = () => page.evaluate(() => document.activeElement.value);
  assert.equal(await focused(), account);
  await close_clean(page);
});

test("what is typed just before a reset is searched for once", async () => {
  const { account } = server.add_terminal("Once");
  const page = await open_page(browser, server);
  await page.open("/explorer");
  await sign_in(page, server);
  await choose(page, account);
  const searches = [];
  page.on("request", (request) => {
    if (request.url().endsWith("searchKey=Once")) searches.push(request.url());
  });
  // The pause in typing does not end before the reset has.
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
  await page.fill("#terminal-search", "Once");
  await page.click(".reset-form [type=submit]");
  await page.waitForSelector("#state-after .badge");
  await page.waitForSelector(".terminals:not([aria-busy])");
  await page.clock.runFor(5_000);
  await page.waitForSelector(".terminals:not([aria-busy])");
  assert.equal(searches.length, 1);
  await close_clean(page);
});

test("a reset unbinds the device, and shows it", async () => {
  const { account, activeCode } = server.add_terminal("Boardroom");
  const device = await server.bind_device(activeCode, "SN-BROWSER-1");
  const page = await open_page(browser, server);
  await page.open("/explorer");
  await sign_in(page, server);
  await choose(page, account);
  assert.match(await text(page, "#state-before"), /Bound to a device/);
  assert.equal(await text(page, "#reset-subject"), `Boardroom${account}`);
  assert.equal(await text(page, ".reset-form [type=submit]"), "Reset Boardroom");
  await page.click(".reset-form [type=submit]");
  await page.waitForSelector("#new-code");
  const code = await text(page, "#new-code");
  assert.match(code, /^[0-9]{11}$/);
  assert.match(await text(page, "#exchange .status"), /^200/);
  assert.match(await text(page, "#exchange"), /X-Request-Id: [0-9a-f]{32}/);
  await page.waitForSelector(`#state-after:has-text("${code}")`);
  assert.match(await text(page, "#state-after"), /Code waiting for a device/);
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
  assert.match(await text(page, "#state-before"), new RegExp(other.activeCode));
  await page.click(".reset-form [type=submit]");
  await page.waitForSelector("#new-code");
  // Had the other one been sent, it would be in front of this.
  assert.deepEqual(await server.statuses("ResetVisionActiveCode", from), ["200"]);
  assert.match(await text(page, "#exchange"), new RegExp(`${other.account}/reset`));
  await close_clean(page);
});

test("a reset that was done is shown though the state after it cannot be read", async () => {
  const { account } = server.add_terminal("Unread");
  const page = await open_page(browser, server);
  await page.open("/explorer");
  await sign_in(page, server);
  await choose(page, account);
  expect_failures(page, "ERR_FAILED", "/corp/member\\?");
  // The look before the reset is answered, those after it are not.
  let looks = 0;
  await page.route("**/corp/member?*", (route) =>
    looks++ === 0 ? route.continue() : route.abort(),
  );
  await page.click(".reset-form [type=submit]");
  await page.waitForSelector("#state-after:has-text('could not be read')");
  assert.match(await text(page, "#new-code"), /^[0-9]{11}$/);
  assert.match(await text(page, "#exchange .status"), /^200/);
  await page.waitForSelector(".chooser :text('The search failed')");
  assert.equal(await text(page, ".terminal code"), account);
  await close_clean(page);
});

test("the chosen terminal stays in the list after its code was searched and replaced", async () => {
  const { account, activeCode } = server.add_terminal("Stays");
  const page = await open_page(browser, server);
  await page.open("/explorer");
  await sign_in(page, server);
  await search(page, activeCode);
  await page.click(`.terminal:has-text("${account}")`);
  await page.click(".reset-form [type=submit]");
  await page.waitForSelector("#state-after :text('Code waiting')");
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
  expect_failures(page, "status of 401", "/corp/member\\?");
  await page.fill("#terminal-search", "anything");
  await page.waitForSelector(".session :text('Your session has ended; sign in again.')");
  await page.waitForSelector(".chooser .empty :text('Your session has ended')");
  assert.doesNotMatch(await text(page, ".session"), /until/);
  await page.click("header button:text('中文')");
  await page.waitForSelector(".session :text('登录已失效，请重新登录。')");
  await close_clean(page);
});

test("requests are copied as commands that work", async () => {
  const { account } = server.add_terminal("Copied 'room'");
  const page = await open_page(browser, server);
  await page.open("/explorer");
  await page.fill("#sign-in-app-id", server.init.appId);
  await page.fill("#sign-in-app-key", server.init.appKey);
  const signed_in = shell(await copied(page, ".sign-in .copy-curl"));
  assert.match(signed_in, /HTTP\/1.1 200/);
  assert.match(signed_in, /"accessToken":"stb/);

  await sign_in(page, server);
  await choose(page, account);
  await page.click(".reset .advanced summary");
  await page.fill("#reset-email", "it's@example.com");
  const command = await copied(page, "#exchange .copy-curl");
  assert.match(command, /^curl -i -k -X PUT /);
  const reset = shell(command);
  assert.match(reset, /HTTP\/1.1 200/);
  assert.match(reset, /"activeCode":"[0-9]{11}"/);
  await page.selectOption("#trust", "system");
  assert.match(await copied(page, "#exchange .copy-curl"), /^curl -i -X PUT /);
  await close_clean(page);
});

test("copied commands trust the server as its address suggests", async () => {
  const { port } = new URL(server.url);
  const trusted = { localhost: "-k ", "192.0.2.7": "--cacert server.crt ", "rooms.example": "" };
  for (const [host, options] of Object.entries(trusted)) {
    const url = `https://${host}:${port}`;
    const page = await open_page(browser, Object.create(server, { url: { value: url } }));
    await page.open("/explorer");
    await page.fill("#sign-in-app-id", server.init.appId);
    await page.fill("#sign-in-app-key", server.init.appKey);
    const command = await copied(page, ".sign-in .copy-curl");
    assert.ok(command.startsWith(`curl -i ${options}-X POST `), command);
    assert.ok(command.includes(`'${url}/v`), command);
    await close_clean(page);
  }
});

test("a terminal is found by its code", async () => {
  const { account, activeCode } = server.add_terminal("Found by code");
  const page = await open_page(browser, server);
  await page.open("/explorer");
  await sign_in(page, server);
  await search(page, activeCode.replace(/(...)/, "$1 "));
  assert.equal(await page.locator(".terminal").count(), 1);
  assert.equal(await text(page, ".terminal code"), account);
  await search(page, "no such terminal");
  await page.waitForSelector(".chooser .empty");
  await close_clean(page);
});

test("a refusal is explained and leads to the error centre", async () => {
  const page = await open_page(browser, server);
  await page.open("/explorer");
  await page.fill("#sign-in-app-id", server.init.appId);
  await page.fill("#sign-in-app-key", "wrong");
  expect_failures(page, "status of 401", "/appauth");
  await page.click(".sign-in-form [type=submit]");
  const link = await page.waitForSelector(".sign-in .refusal a");
  assert.equal(await link.getAttribute("href"), "/errors#USG.206010025");
  assert.equal(await link.getAttribute("target"), "_blank");
  await close_clean(page);
});

test("signing out ends the token at the server", async () => {
  const page = await open_page(browser, server);
  await page.open("/explorer");
  await sign_in(page, server);
  const from = server.run.lines.length;
  await page.click(".session .sign-out");
  await server.run.line(/ route=DeleteToken .*status=200/, from);
  await page.waitForSelector(".reset :text('Sign in first')");
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
  await page.waitForFunction(() => document.activeElement.matches("#terminal-search"));
  const press_until = async (selector) => {
    for (let count = 0; count < 60; ++count) {
      await page.keyboard.press("Tab");
      if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
    }
    assert.fail(`Tab does not reach ${selector}`);
  };
  await page.keyboard.type(account);
  await page.waitForSelector(`.terminals:not([aria-busy]) :text("${account}")`);
  await press_until(".terminal input");
  await page.keyboard.press("Space");
  await page.waitForSelector(`#reset-subject:has-text("${account}")`);
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
  await page.waitForSelector(".chooser .offer");
  assert.equal(await page.inputValue("#sign-in-app-key"), "");
  await close_clean(page);
});
