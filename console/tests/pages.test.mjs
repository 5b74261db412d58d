// What every page is held to: languages, themes, small windows, accessibility, size and caching.
import assert from "node:assert/strict";
import { test } from "node:test";
import { close_clean, open_page, overflow, phone, serious_findings } from "./support/browser.mjs";
import { browser, server, with_terminal } from "./support/program.mjs";

const first_load_bytes_max = 1_500_000;
const pages = [
  { path: "/", ready: ".light.well" },
  { path: "/explorer#reference", ready: ".opblock" },
  { path: "/errors", ready: ".code-group" },
];

with_terminal("上海研发中心三楼东区大型多功能会议室（含同声传译设备与录播系统）");

/** What a page loads from now on. */
class Loads {
  /** Over the wire, whatever a cache saves. */
  bytes = 0;
  #paths = new Map();
  #statuses = new Map();
  #cached = new Set();

  static async watch(page) {
    const loads = new Loads();
    const network = await page.context().newCDPSession(page);
    // For one request these come in any order.
    network.on("Network.requestWillBeSent", ({ requestId, request }) => {
      loads.#paths.set(requestId, new URL(request.url).pathname);
    });
    network.on("Network.responseReceivedExtraInfo", ({ requestId, statusCode }) => {
      loads.#statuses.set(requestId, statusCode);
    });
    network.on("Network.responseReceived", ({ requestId, response }) => {
      if (response.fromDiskCache) loads.#cached.add(requestId);
    });
    network.on("Network.loadingFinished", ({ encodedDataLength }) => {
      loads.bytes += encodedDataLength;
    });
    await network.send("Network.enable");
    return loads;
  }

  /** How the server answered; empty if it was not asked. */
  status(path) {
    return [...this.#statuses].find(([id]) => this.#paths.get(id) === path)?.[1];
  }

  get assets() {
    const named = [...this.#paths].filter(([, path]) => path.startsWith("/assets/"));
    return named.map(([id, path]) => ({ path, is_cached: this.#cached.has(id) }));
  }
}

for (const { path, ready } of pages) {
  for (const locale of ["zh-CN", "en-US"]) {
    test(`${path} in ${locale}: nothing serious by axe-core, and it fits a phone`, async () => {
      const page = await open_page(browser, server, { locale });
      await page.open(path);
      await page.waitForSelector(ready);
      assert.equal(await page.getAttribute("html", "lang"), locale);
      for (const scheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme: scheme });
        await page.waitForSelector(`html[data-theme=${scheme}]`);
        assert.deepEqual(await serious_findings(page), [], scheme);
      }
      await page.setViewportSize(phone);
      assert.equal(await overflow(page), 0);
      await close_clean(page);
    });
  }

  test(`${path} costs little, and next to nothing the second time`, async () => {
    const page = await open_page(browser, server);
    const first = await Loads.watch(page);
    await page.open(path);
    await page.waitForSelector(ready);
    await page.waitForLoadState("networkidle");
    assert.ok(first.bytes > 0 && first.bytes < first_load_bytes_max, `${first.bytes} bytes`);
    assert.equal(first.status(path.replace(/#.*/, "")), 200);
    await page.goto("about:blank");
    const second = await Loads.watch(page);
    await page.open(path);
    await page.waitForSelector(ready);
    await page.waitForLoadState("networkidle");
    assert.equal(second.status(path.replace(/#.*/, "")), 304);
    assert.ok(second.assets.length > 2);
    for (const { path: asset, is_cached } of second.assets) assert.ok(is_cached, asset);
    assert.ok(second.bytes < first.bytes / 4, `${second.bytes} bytes after ${first.bytes}`);
    await close_clean(page);
  });
}

test("language and theme are switched and remembered, on every page", async () => {
  const page = await open_page(browser, server, { locale: "en-US" });
  await page.open("/explorer#reference");
  await page.waitForSelector(".opblock");
  await page.fill("#sign-in-app-id", "typed before");
  await page.click("header button:text('中文')");
  assert.equal(await page.getAttribute("html", "lang"), "zh-CN");
  assert.match(await page.title(), /API 调试/);
  assert.equal(await page.textContent("h1"), "重置激活码");
  assert.equal(await page.inputValue("#sign-in-app-id"), "typed before");
  await page.waitForSelector(".viewer :text('重置终端帐号的激活码')");
  await page.selectOption("header select", "dark");
  assert.equal(await page.getAttribute("html", "data-theme"), "dark");
  for (const { path, ready } of pages) {
    await page.open(path);
    await page.waitForSelector(ready);
    assert.equal(await page.getAttribute("html", "lang"), "zh-CN");
    assert.equal(await page.getAttribute("html", "data-theme"), "dark");
    assert.doesNotMatch(await page.title(), /explorer|centre|rooms/);
  }
  await page.selectOption("header select", "system");
  assert.equal(await page.getAttribute("html", "data-theme"), "light");
  await page.emulateMedia({ colorScheme: "dark" });
  await page.waitForSelector("html[data-theme=dark]");
  await page.click("header button:text('EN')");
  assert.equal(await page.getAttribute("html", "lang"), "en-US");
  await close_clean(page);
});

test("one can skip the header by keys", async () => {
  const page = await open_page(browser, server);
  await page.open("/errors");
  await page.waitForSelector(".code-group");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  await close_clean(page);
});
