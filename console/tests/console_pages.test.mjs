// What every page of the console is held to: policy, accessibility, themes, small windows.
import assert from "node:assert/strict";
import { test } from "node:test";
import { close_clean, open_page, overflow, phone, serious_findings } from "./support/browser.mjs";
import {
  add_user,
  administrator_state,
  ask,
  expect_strangers,
  no_style_elements,
  own_password,
} from "./support/console.mjs";
import { browser, prepare, server } from "./support/program.mjs";

const long_name = "上海研发中心三楼东区大型多功能会议室（含同声传译设备与录播系统）";
const first_load_bytes_max = 500_000;
let state;
let account;

prepare(async () => {
  state = await administrator_state(browser, server);
  ({ account } = server.add_terminal(long_name));
  server.add_terminal("A".repeat(60), "huawei-vision");
  const page = await open_page(browser, server, { state });
  await page.open("/console/account");
  await page.waitForSelector(".shell");
  await add_user(page, "ann.a-very-long-account-name-without-any-blank", "Ann Example");
  const device = { name: long_name, model: "TE20", sn: "2102310WWP", email: "r@example.com" };
  assert.equal((await ask(page, "POST", "/v1/usg/dcs/corp/device", device)).status, 200);
  await page.context().close();
});

const pages = [
  { path: "/console", ready: ".tile" },
  { path: "/console/terminals", ready: ".table" },
  { path: () => `/console/terminals/${account}`, ready: ".deliveries" },
  { path: "/console/codes", ready: ".table" },
  { path: "/console/pair", ready: ".help-form" },
  { path: "/console/messages", ready: ".table" },
  { path: "/console/jobs", ready: ".empty" },
  { path: () => `/console/help?about=${account}`, ready: ".finding" },
  { path: "/console/devices", ready: ".table .badge" },
  { path: "/console/devices/2102310WWP", ready: ".delivery" },
  { path: "/console/users", ready: ".table" },
  { path: "/console/users/ann.a-very-long-account-name-without-any-blank", ready: ".facts" },
  { path: "/console/departments", ready: ".facts" },
  { path: "/console/administrators", ready: ".table" },
  { path: "/console/applications", ready: ".table" },
  { path: "/console/enterprise", ready: ".resources" },
  { path: "/console/audit", ready: ".table" },
  { path: "/console/account", ready: ".sessions li" },
  { path: "/console/nowhere", ready: ".empty" },
];

for (const { path, ready } of pages) {
  const name = typeof path === "string" ? path : "a page of one terminal";
  for (const locale of ["zh-CN", "en-US"]) {
    test(`${name} in ${locale}: no style of its own, nothing serious, fits a phone`, async () => {
      const page = await open_page(browser, server, { state, locale });
      await page.open(typeof path === "string" ? path : path());
      await page.waitForSelector(ready);
      await page.waitForSelector(".loading", { state: "detached" });
      assert.equal(await page.getAttribute("html", "lang"), locale);
      for (const scheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme: scheme });
        await page.waitForSelector(`html[data-theme=${scheme}]`);
        assert.deepEqual(await serious_findings(page), [], scheme);
      }
      await no_style_elements(page);
      await page.setViewportSize(phone);
      assert.equal(await overflow(page), 0);
      await close_clean(page);
    });
  }
}

test("the way in is held to the same", async () => {
  for (const locale of ["zh-CN", "en-US"]) {
    const page = await open_page(browser, server, { locale });
    expect_strangers(page);
    await page.open("/console");
    await page.waitForSelector("[name=account]");
    for (const scheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.waitForSelector(`html[data-theme=${scheme}]`);
      assert.deepEqual(await serious_findings(page), [], scheme);
    }
    await no_style_elements(page);
    await page.setViewportSize(phone);
    assert.equal(await overflow(page), 0);
    await close_clean(page);
  }
});

test("dialogs, menus and lists of choices are held to the same", async () => {
  const page = await open_page(browser, server, { state });
  for (const scheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.open(`/console/terminals/${account}`);
    await page.click("button:has-text('Reset code')");
    await page.getByLabel("Mobile number").fill("13800138000");
    await page.waitForSelector(".hint:has-text('+86')");
    assert.deepEqual(await serious_findings(page), [], scheme);
    await page.getByRole("combobox", { name: "Country of the number" }).click();
    await page.waitForSelector("[role=option]");
    assert.deepEqual(await serious_findings(page, "[role=listbox]"), [], scheme);
    await no_style_elements(page);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await page.waitForSelector("[role=dialog]", { state: "detached" });
    await page.click(".user-button");
    await page.waitForSelector("[role=menuitem]");
    await no_style_elements(page);
    await page.keyboard.press("Escape");
  }
  await close_clean(page);
});

test("every country of the server has a name in both languages", async () => {
  for (const locale of ["en-US", "zh-CN"]) {
    const page = await open_page(browser, server, { state, locale });
    await page.open(`/console/terminals/${account}`);
    await page.click(`.page-actions .primary`);
    await page.fill("[role=dialog] input[type=tel]", "1");
    await page.fill("[role=dialog] input[type=tel]", "13800138000");
    await page.click("[role=dialog] .combo-box button");
    await page.waitForSelector("[role=option]");
    const offered = await page.$$eval("[role=option]", (options) =>
      options.map((option) => option.firstChild.textContent),
    );
    assert.equal(offered.length, 170);
    assert.match(offered[0], /^(China|中国)/);
    // Identifiers are written in one word that begins small.
    const unnamed = offered.filter((name) => /^[a-z]/.test(name) || /[a-z][A-Z]{2,}/.test(name));
    assert.deepEqual(unnamed, []);
    await close_clean(page);
  }
});

test("the first load is small, and language and theme are switched in place", async (t) => {
  const page = await open_page(browser, server, { state });
  const network = await page.context().newCDPSession(page);
  let bytes = 0;
  network.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await network.send("Network.enable");
  await page.open("/console/terminals");
  await page.waitForSelector(".table");
  // For whoever reads it: a limit on times would fail on a busy machine.
  const ready_ms = await page.evaluate(() => Math.round(performance.now()));
  t.diagnostic(`the list of terminals stands ${ready_ms} ms after the navigation`);
  await page.waitForLoadState("networkidle");
  assert.ok(bytes > 0 && bytes < first_load_bytes_max, `${bytes} bytes`);
  await page.fill(".search input", "上海");
  await page.click("button:text-is('中文')");
  await page.waitForSelector("h1:text-is('终端')");
  assert.equal(await page.getAttribute("html", "lang"), "zh-CN");
  assert.match(await page.title(), /^终端/);
  assert.equal(await page.inputValue(".search input"), "上海");
  await page.click(".top .select-button");
  await page.click("[role=option]:has-text('深色')");
  await page.waitForSelector("html[data-theme=dark]");
  await page.reload();
  await page.waitForSelector("h1:text-is('终端')");
  assert.equal(await page.getAttribute("html", "data-theme"), "dark");
  await close_clean(page);
});

test("all of it goes by keys alone", async () => {
  const page = await open_page(browser, server);
  expect_strangers(page);
  await page.open("/console/terminals");
  await page.waitForSelector("[name=account]:focus");
  await page.keyboard.type(server.init.adminAccount);
  await page.keyboard.press("Tab");
  await page.keyboard.type(own_password);
  await page.keyboard.press("Enter");
  await page.waitForSelector(".table");
  const tab_to = async (selector) => {
    for (let presses = 0; presses < 80; presses += 1) {
      if (await page.$(`${selector}:focus`)) return;
      await page.keyboard.press("Tab");
    }
    assert.fail(`no key leads to ${selector}`);
  };
  await tab_to(".skip");
  await page.keyboard.press("Enter");
  await page.waitForSelector("main:focus");
  await tab_to(".search input");
  await page.keyboard.type("上海研发");
  await page.waitForSelector(".pager-count:has-text('of 1')");
  await tab_to(".table a.link");
  await page.keyboard.press("Enter");
  await page.waitForSelector("main:focus h1");
  await tab_to(".page-actions .primary");
  await page.keyboard.press("Enter");
  await page.waitForSelector("[role=dialog]");
  await tab_to("[role=dialog] button.danger");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".code-large");
  await tab_to(".dialog-foot .primary");
  await page.keyboard.press("Enter");
  await page.waitForSelector("[role=dialog]", { state: "detached" });
  await close_clean(page);
});

test("without a network it says so, and a failed list can be asked for again", async () => {
  const page = await open_page(browser, server, { state });
  await page.open("/console/terminals");
  await page.waitForSelector(".table");
  page.expected.push({ pattern: /ERR_INTERNET_DISCONNECTED/, is_seen: false });
  await page.context().setOffline(true);
  await page.waitForSelector(".note.warn:has-text('offline')");
  await page.fill(".search input", "上海");
  await page.waitForSelector(".note.bad:has-text('cannot be reached')");
  await page.context().setOffline(false);
  await page.click(".note.bad button:text-is('Try again')");
  await page.waitForSelector(".pager-count:has-text('of 1')");
  await close_clean(page);
});
