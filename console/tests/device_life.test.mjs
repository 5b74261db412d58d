// A page that is a terminal: what it does by itself for months.
import assert from "node:assert/strict";
import { test } from "node:test";
import { close_clean, expect_failures } from "./support/browser.mjs";
import { bound, enter, loads_of, open_screen, pass, reset, typed } from "./support/device.mjs";
import { server } from "./support/program.mjs";

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

test("it comes back after the server was away, and hears of a reset meanwhile", async () => {
  const { account, activeCode } = server.add_terminal("Room of restarts");
  const other = server.add_terminal("Room of resets meanwhile");
  const page = await open_screen();
  await enter(page, activeCode);
  await bound(page, "Room of restarts");
  const second = await open_screen();
  await enter(second, other.activeCode);
  await bound(second, "Room of resets meanwhile");
  for (const each of [page, second]) {
    // Whether it is asked while nothing listens is chance; it listens before it serves.
    for (const pattern of [
      /net::ERR_\w+ \S*\/(v1\/terminal|device)/,
      /status of 503 .*\/v1\/terminal/,
    ]) {
      each.expected.push({ pattern, is_seen: true });
    }
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

test("a credential past half of its life is renewed, and the cookie replaced", async () => {
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
  await pass(page, 110_000);
  assert.equal(await typed(page), "123");
  // What was typed and left would stay on the screen, and the page with it.
  await page.clock.fastForward(20_000);
  assert.equal(await typed(page), "");
  const loaded = page.waitForEvent("load");
  await pass(page);
  await loaded;
  assert.equal(loads.length, 1);
  await close_clean(page);
});

test("it reloads once a day, and only if the server is there", async () => {
  const page = await open_screen({ clock: true });
  const loads = loads_of(page);
  await pass(page);
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

/** Counts what the page asks of the lock; `show` and `hide` are what the browser says of it. */
function watch_locks() {
  const locks = { asked: [], refuses: false };
  window.locks = locks;
  navigator.wakeLock.request = (type) => {
    locks.asked.push(type);
    return locks.refuses ? Promise.reject(new Error("low battery")) : Promise.resolve({});
  };
  let state = "visible";
  Object.defineProperty(document, "visibilityState", { get: () => state });
  window.turn = (to) => {
    state = to;
    document.dispatchEvent(new Event("visibilitychange"));
    return locks.asked;
  };
}

test("the screen is kept on while the page is shown, and again after it was hidden", async () => {
  const page = await open_screen({ before: watch_locks });
  const turn = (to) => page.evaluate((state) => window.turn(state), to);
  assert.deepEqual(await page.evaluate(() => window.locks.asked), ["screen"]);
  // A browser takes the lock back with the page; asking meanwhile is refused.
  assert.deepEqual(await turn("hidden"), ["screen"]);
  assert.deepEqual(await turn("visible"), ["screen", "screen"]);
  // A refusal is no fault of the page, which asks again when it is next shown.
  await page.evaluate(() => {
    window.locks.refuses = true;
  });
  assert.equal((await turn("visible")).length, 3);
  assert.equal((await turn("hidden")).length, 3);
  assert.equal((await turn("visible")).length, 4);
  await close_clean(page);
});
