// A page that is a terminal: by arrow keys alone, thrown out by a reset, back after a restart.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  close_clean,
  expect_failures,
  open_page,
  overflow,
  phone,
  serious_findings,
} from "./support/browser.mjs";
import { browser, server } from "./support/program.mjs";

const television = { width: 1920, height: 1080 };
const bytes_max = 30_000;

/** Opens the page as a screen that no code was ever entered on. */
async function open_screen(options = {}) {
  const page = await open_page(browser, server, { viewport: television, ...options });
  if (options.before) await page.addInitScript(options.before);
  if (options.clock) await page.clock.install();
  expect_failures(page, "status of 401", "/v1/terminal");
  await page.open("/device");
  await page.waitForSelector(".pad button:focus");
  return page;
}

const focused = (page) => page.evaluate(() => document.activeElement.textContent);
const typed = async (page) => (await page.textContent(".code")).replace(/\s/g, "");
const bound = (page, room) =>
  page.waitForSelector(`.room:has-text("${room}") [data-link=connected]`);
const reset = (account) => server.command("code", "reset", account);

/** Types as somebody at a keyboard does. */
async function enter(page, code) {
  await page.keyboard.type(code);
  await page.keyboard.press("Enter");
}

const places = ["123", "456", "789", "<0>"];
const place_of = (key) => {
  const row = places.findIndex((keys) => keys.includes(key));
  return [row, places[row].indexOf(key)];
};

/** Moves from one key of the pad to another by arrows, and presses it. */
async function go(page, from, to) {
  const [[row, column], [to_row, to_column]] = [place_of(from), place_of(to)];
  const [down, right] = [to_row - row, to_column - column];
  for (let i = 0; i < Math.abs(down); i += 1) {
    await page.keyboard.press(down > 0 ? "ArrowDown" : "ArrowUp");
  }
  for (let i = 0; i < Math.abs(right); i += 1) {
    await page.keyboard.press(right > 0 ? "ArrowRight" : "ArrowLeft");
  }
  await page.keyboard.press("Enter");
}

/** Everything that Chromium 68 does not have and the sources could call by accident. */
function become_old() {
  for (const [holder, names] of [
    [Element.prototype, ["replaceChildren"]],
    [Document.prototype, ["replaceChildren"]],
    [Array.prototype, ["at", "flat", "flatMap", "findLast", "toSorted", "toReversed", "with"]],
    [String.prototype, ["at", "replaceAll", "matchAll", "trimStart", "trimEnd"]],
    [Object, ["fromEntries", "groupBy", "hasOwn"]],
    [Promise, ["allSettled", "any", "withResolvers", "try"]],
    [AbortSignal, ["timeout", "any"]],
    [Crypto.prototype, ["randomUUID"]],
    [Intl, ["RelativeTimeFormat", "ListFormat", "DisplayNames", "Locale"]],
    [ReadableStream.prototype, ["values", Symbol.asyncIterator]],
    [window, ["structuredClone", "queueMicrotask", "BigInt", "WeakRef", "Navigation"]],
    [Navigator.prototype, ["wakeLock"]],
  ]) {
    for (const name of names) delete holder[name];
  }
  Object.defineProperty(Navigator.prototype, "userAgent", {
    get: () =>
      "Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 (KHTML, like Gecko) " +
      "Chrome/68.0.3440.106 Safari/537.36 WebAppManager",
  });
}

test("arrow keys and Enter alone activate it, on a browser as old as those of televisions", async () => {
  const { account, activeCode } = server.add_terminal("Room of arrows");
  const page = await open_screen({ before: become_old });
  assert.equal(await focused(page), "1");
  let at = "1";
  for (const digit of activeCode) {
    await go(page, at, digit);
    at = digit;
  }
  assert.equal(await typed(page), activeCode);
  await go(page, at, ">");
  await bound(page, "Room of arrows");
  assert.match(await page.textContent(".place"), /会议科技/);
  assert.match(await page.textContent(".facts"), new RegExp(`Last contact\\d+ s ago.*${account}`));
  // By which name and as what an administrator finds it.
  const serial = await page.textContent(".serial [translate=no]");
  assert.match(serial, /^WEB-[0-9A-Z]{12}$/);
  await close_clean(page);
});

test("arrows reach the language and come back, and a press at the edge stays", async () => {
  const page = await open_screen();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowUp");
  assert.equal(await focused(page), "1");
  for (let i = 0; i < 4; i += 1) await page.keyboard.press("ArrowDown");
  assert.equal(await focused(page), "中文");
  await page.keyboard.press("Enter");
  assert.equal(await page.getAttribute("html", "lang"), "zh-CN");
  assert.equal(await page.textContent("h1"), "请输入激活码");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  assert.equal(await page.getAttribute("html", "data-theme"), "dark");
  await page.keyboard.press("ArrowUp");
  assert.ok(await page.$(".pad :focus"));
  await page.reload();
  await page.waitForSelector(".pad button:focus");
  assert.equal(await page.getAttribute("html", "lang"), "zh-CN");
  assert.equal(await page.getAttribute("html", "data-theme"), "dark");
  await close_clean(page);
});

test("Back erases before it leaves, however a remote control says it", async () => {
  const page = await open_screen();
  await page.keyboard.type("12345");
  await page.goBack();
  await page.waitForFunction(() => document.querySelector(".code").textContent.trim() === "");
  await page.keyboard.type("123");
  for (const [key_code, left] of [
    [461, "12"],
    [10009, "1"],
  ]) {
    await page.evaluate((keyCode) => {
      document.activeElement.dispatchEvent(
        new KeyboardEvent("keydown", { keyCode, bubbles: true, cancelable: true }),
      );
    }, key_code);
    assert.equal(await typed(page), left);
  }
  await page.keyboard.press("Backspace");
  assert.equal(await typed(page), "");
  assert.equal(new URL(page.url()).pathname, "/device");
  // Then it leaves, as Back does anywhere.
  await page.goBack();
  await page.goBack();
  assert.equal(page.url(), "about:blank");
  await page.context().close();
});

test("a reset throws it out at once and says why; the new code brings it back", async () => {
  const { account, activeCode } = server.add_terminal("Room of resets");
  const page = await open_screen();
  await enter(page, activeCode);
  await bound(page, "Room of resets");
  const { activeCode: next } = reset(account);
  await page.waitForSelector(".message:has-text('An administrator reset the code of this room')");
  assert.equal(await page.locator(".room").count(), 0);
  assert.deepEqual(await serious_findings(page), []);
  // The old code is dead, and the screen says that, too.
  expect_failures(page, "status of 400", "/v1/terminal/activation");
  await enter(page, activeCode);
  await page.waitForSelector(".message:has-text('does not exist, or was used already')");
  for (const _ of activeCode) await page.keyboard.press("Backspace");
  await enter(page, next);
  await bound(page, "Room of resets");
  await close_clean(page);
});

test("it stays bound over a reload, and no script can read why", async () => {
  const { activeCode } = server.add_terminal("Room of reloads");
  const page = await open_screen();
  await enter(page, activeCode);
  await bound(page, "Room of reloads");
  const serial = await page.textContent(".serial");
  await page.reload();
  await bound(page, "Room of reloads");
  assert.equal(await page.textContent(".serial"), serial);
  assert.equal(await page.evaluate(() => document.cookie), "");
  const kept = await page.evaluate(() => JSON.stringify(localStorage));
  assert.doesNotMatch(kept, /trm/);
  const [cookie] = await page.context().cookies(`${server.url}/v1/terminal`);
  assert.equal(cookie.name, "__Secure-roomkey-terminal");
  assert.ok(cookie.httpOnly && cookie.secure && cookie.sameSite === "Strict");
  assert.equal(cookie.path, "/v1/terminal");
  const days = (cookie.expires * 1000 - Date.now()) / 86_400_000;
  assert.ok(days > 89 && days <= 90, `${days} days`);
  // What another page of this browser sends along is of no use to it.
  const status = await page.evaluate(async () => (await fetch("/v1/terminal")).status);
  assert.equal(status, 403);
  page.problems.length = 0;
  await close_clean(page);
});

test("it comes back by itself after the server was away, and hears of a reset meanwhile", async () => {
  const { account, activeCode } = server.add_terminal("Room of restarts");
  const other = server.add_terminal("Room of resets meanwhile");
  const page = await open_screen();
  await enter(page, activeCode);
  await bound(page, "Room of restarts");
  const second = await open_screen();
  await enter(second, other.activeCode);
  await bound(second, "Room of resets meanwhile");
  for (const each of [page, second]) {
    expect_failures(each, "ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING", "/v1/terminal");
    each.expected.push({ pattern: /net::ERR_\w+ \S*\/(v1\/terminal|device)/, is_seen: true });
  }
  await server.halt();
  await page.waitForSelector("[data-link=away]");
  assert.match(await page.textContent(".who"), /Room of restarts/);
  reset(other.account);
  await server.resume();
  await bound(page, "Room of restarts");
  await second.waitForSelector(".message:has-text('no longer connected to its room')");
  reset(account);
  await page.waitForSelector(".message:has-text('An administrator reset')");
  await close_clean(page);
  await close_clean(second);
});

test("a code that is too short is not sent, and a keyboard may paste one", async () => {
  const { activeCode } = server.add_terminal("Room of pastes");
  const page = await open_screen();
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await enter(page, "1234567");
  await page.waitForSelector(".message:has-text('at least 8')");
  assert.deepEqual(asked, []);
  for (let i = 0; i < 7; i += 1) await page.keyboard.press("Backspace");
  await page.evaluate(
    (text) => navigator.clipboard.writeText(text),
    `${activeCode.slice(0, 3)} ${activeCode.slice(3)}\n`,
  );
  await page.keyboard.press("Control+V");
  assert.equal(await typed(page), activeCode);
  await page.click(".pad .enter");
  await bound(page, "Room of pastes");
  await close_clean(page);
});

test("a lost answer is asked for again, and costs neither the code nor a guess", async () => {
  const { activeCode } = server.add_terminal("Room of lost answers");
  const page = await open_screen({
    before: () => {
      const ask = window.fetch;
      window.lost = 0;
      window.fetch = async (path, options) => {
        const reply = await ask(path, options);
        if (!path.endsWith("/activation") || window.lost > 0) return reply;
        window.lost += 1;
        throw new TypeError("the server got it, the screen never hears of that");
      };
    },
  });
  await enter(page, activeCode);
  await bound(page, "Room of lost answers");
  assert.equal(await page.evaluate(() => window.lost), 1);
  await close_clean(page);
});

test("a credential of which half the life is over is renewed, and the cookie replaced", async () => {
  const { activeCode } = server.add_terminal("Room of renewals");
  const page = await open_screen();
  await enter(page, activeCode);
  await bound(page, "Room of renewals");
  const value = async () => (await page.context().cookies(`${server.url}/v1/terminal`))[0].value;
  const first = await value();
  await page.reload();
  await bound(page, "Room of renewals");
  assert.equal(await value(), first);
  await page.addInitScript(() => {
    const ask = window.fetch;
    window.fetch = async (path, options) => {
      const reply = await ask(path, options);
      if (path !== "/v1/terminal" || sessionStorage.getItem("later")) return reply;
      sessionStorage.setItem("later", "1");
      const body = await reply.json();
      // As it is in 46 days.
      return Response.json({ ...body, expireTime: body.expireTime - 46 * 86_400 });
    };
  });
  await page.reload();
  await bound(page, "Room of renewals");
  const second = await value();
  assert.notEqual(second, first);
  await page.reload();
  await bound(page, "Room of renewals");
  assert.equal(await value(), second);
  await close_clean(page);
});

const half_an_hour = 31 * 60_000;

/** The times that the page is loaded from now on. */
const loads_of = (page) => {
  const loads = [];
  page.on("load", () => loads.push(page.url()));
  return loads;
};

/** Lets time pass in the page until it has asked for itself again. */
async function pass(page, ms) {
  const asked = page.waitForRequest(
    (request) => request.url().endsWith("/device") && request.resourceType() === "fetch",
  );
  await page.clock.fastForward(ms);
  await (await asked).response();
}

test("a new build of the page is loaded, but not while somebody types", async () => {
  const page = await open_screen({
    clock: true,
    before: () => {
      const ask = window.fetch;
      window.fetch = async (path, options) => {
        const reply = await ask(path, options);
        if (path !== "/device") return reply;
        return new Response((await reply.text()).replace(/device-\w+\.js/, "device-LATER.js"));
      };
    },
  });
  await page.keyboard.type("123");
  const loads = loads_of(page);
  await pass(page, half_an_hour);
  assert.equal(await typed(page), "123");
  for (let i = 0; i < 3; i += 1) await page.keyboard.press("Backspace");
  const loaded = page.waitForEvent("load");
  await pass(page, half_an_hour);
  await loaded;
  assert.equal(loads.length, 1);
  await close_clean(page);
});

test("it reloads once a day, and only if the server is there", async () => {
  const page = await open_screen({ clock: true });
  const loads = loads_of(page);
  await pass(page, half_an_hour);
  await page.waitForSelector(".pad");
  let is_away = true;
  await page.route("**/device", (route) => (is_away ? route.abort() : route.continue()));
  expect_failures(page, "ERR_FAILED", "/device");
  await pass(page, 30 * 3_600_000);
  assert.deepEqual(loads, []);
  is_away = false;
  const loaded = page.waitForEvent("load");
  await pass(page, 61_000);
  await loaded;
  await page.waitForSelector(".pad button:focus");
  assert.equal(loads.length, 1);
  await close_clean(page);
});

test("a stream that is silent for 45 s is given up, and opened again", async () => {
  const { activeCode } = server.add_terminal("Room of silence");
  const page = await open_screen({ clock: true });
  let streams = 0;
  page.on("request", (request) => {
    if (request.url().endsWith("/v1/terminal/events")) streams += 1;
  });
  await enter(page, activeCode);
  await bound(page, "Room of silence");
  await page.clock.fastForward(30_000);
  await bound(page, "Room of silence");
  assert.equal(streams, 1);
  await page.clock.fastForward(46_000);
  await page.waitForSelector("[data-link=away]");
  assert.equal(streams, 1);
  await page.clock.fastForward(61_000);
  await bound(page, "Room of silence");
  assert.equal(streams, 2);
  await close_clean(page);
});

test("it loads less than 30,000 bytes before any compression", async () => {
  const page = await open_page(browser, server, { viewport: television });
  expect_failures(page, "status of 401", "/v1/terminal");
  const replies = [];
  page.on("response", (reply) => replies.push(reply));
  await page.open("/device");
  await page.waitForSelector(".pad");
  let size = 0;
  for (const reply of replies) {
    if (!reply.url().includes("/v1/")) size += (await reply.body()).length;
  }
  assert.ok(size > 10_000 && size <= bytes_max, `${size} bytes`);
  await close_clean(page);
});

for (const locale of ["zh-CN", "en-US"]) {
  test(`in ${locale} it has nothing serious by axe-core, and fits a television and a phone`, async () => {
    const { account, activeCode } = server.add_terminal(
      "上海研发中心三楼东区大型多功能会议室（含同声传译设备与录播系统）",
    );
    const page = await open_screen({ locale });
    assert.equal(await page.getAttribute("html", "lang"), locale);
    const look = async (what) => {
      for (const scheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme: scheme });
        await page.waitForSelector(`html[data-theme=${scheme}]`);
        assert.deepEqual(await serious_findings(page), [], `${what}, ${scheme}`);
      }
      for (const viewport of [television, { width: 1280, height: 720 }]) {
        await page.setViewportSize(viewport);
        const [height, window_height] = await page.evaluate(() => [
          document.documentElement.scrollHeight,
          window.innerHeight,
        ]);
        assert.ok(height <= window_height, `${what}: ${height} of ${window_height}`);
      }
      await page.setViewportSize(phone);
      assert.equal(await overflow(page), 0, what);
      await page.setViewportSize(television);
    };
    await look("code entry");
    await page.keyboard.type("0000");
    await look("typing");
    for (let i = 0; i < 4; i += 1) await page.keyboard.press("Backspace");
    await enter(page, activeCode);
    await bound(page, "上海研发中心");
    await look("bound");
    reset(account);
    await page.waitForSelector(".message:not(:empty)");
    await look("thrown out");
    await close_clean(page);
  });
}

// Last, because it locks the address that all of these come from.
test("after too many wrong codes it says when the next one is examined", async () => {
  const { activeCode } = server.add_terminal("Room of guesses");
  const page = await open_screen();
  const statuses = await page.evaluate(async () => {
    const seen = [];
    for (let at = 0; at < 11; at += 1) {
      const body = JSON.stringify({ activeCode: String(10_000_000_000 + at), sn: "WEB-GUESS" });
      const headers = { "Content-Type": "application/json" };
      seen.push((await fetch("/v1/terminal/activation", { method: "POST", headers, body })).status);
    }
    return seen;
  });
  assert.ok(statuses.includes(429), String(statuses));
  expect_failures(page, "status of 4(00|29)", "/v1/terminal/activation");
  page.problems.length = 0;
  const asked = [];
  await enter(page, activeCode);
  await page.waitForSelector(".message:text-matches('Try again in (10:00|9:\\\\d\\\\d)')");
  page.on("request", (request) => asked.push(request.url()));
  await page.keyboard.press("Enter");
  assert.equal(await page.getAttribute(".pad .enter", "aria-disabled"), "true");
  assert.deepEqual(asked, []);
  await close_clean(page);
});
