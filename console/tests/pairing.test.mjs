// A screen is paired with a phone: what is seen on both.
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
import {
  administrator_state,
  enter,
  expect_strangers,
  no_style_elements,
  own_password,
} from "./support/console.mjs";
import { become_old, bound, open_screen, reset, television } from "./support/device.mjs";
import { browser, prepare, server } from "./support/program.mjs";

let state;
prepare(async () => {
  state = await administrator_state(browser, server);
});

const code_pattern = /^[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4}$/;

/** What the screen shows once it shows a code, which is not `before`. */
async function shown_on(screen, before = "") {
  await screen.waitForFunction((old) => {
    const shown = document.querySelector(".number") && document.querySelector(".code").textContent;
    return shown?.includes("-") && shown !== old;
  }, before);
  const code = await screen.textContent(".code");
  assert.match(code, code_pattern);
  return { code, number: await screen.textContent(".number b") };
}

/** As somebody with a remote control does. */
async function ask_to_pair(screen) {
  await screen.keyboard.press("ArrowLeft");
  await screen.keyboard.press("Enter");
  return shown_on(screen);
}

const other_number = (number) => String((Number(number) + 1) % 1000).padStart(3, "0");

async function choose(page, room) {
  await page.getByRole("textbox", { name: "Terminal that it becomes" }).fill(room);
  await page.waitForFunction(() => document.querySelectorAll("[role=option]").length === 1);
  await page.click(`[role=option]:has-text("${room}")`);
}

async function approve(page, number) {
  await page.fill("[name=number]", number);
  await page.click("button:has-text('Approve')");
}

test("whoever scans the screen signs in, chooses the room, and the screen is bound", async () => {
  const { account } = server.add_terminal("Room of pairing");
  const screen = await open_screen({ before: become_old });
  const begun = screen.waitForResponse("**/v1/terminal/pairing");
  const { code, number } = await ask_to_pair(screen);
  const { address } = await (await begun).json();
  assert.equal(address, `${server.url}/console/pair#${code}`);
  assert.ok((await screen.getAttribute(".qr path", "d")).startsWith("M4 4h7v1h-7z"));

  const page = await open_page(browser, server, { viewport: phone });
  expect_strangers(page);
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(address);
  await enter(page, server.init.adminAccount, own_password);
  await page.waitForSelector(".facts");
  assert.equal(await page.inputValue("[name=code]"), code);
  const serial = await screen.textContent(".serial [translate=no]");
  assert.match(await page.textContent(".facts"), new RegExp(serial));
  assert.equal(await overflow(page), 0);
  await choose(page, "Room of pairing");
  expect_failures(page, "status of 400", "/v1/roomkey/pairings/approve");
  await approve(page, other_number(number));
  await page.waitForSelector(".note-title:has-text('This is not the number on the screen')");
  await approve(page, number);
  await page.waitForSelector(".note-title:has-text('Approved.')");
  await bound(screen, "Room of pairing");
  // No address that was asked for has the code: it is in bodies, and behind #.
  assert.deepEqual(
    asked.filter((url) => url.includes(code) && !url.includes(`#${code}`)),
    [],
  );
  assert.equal(await page.evaluate(() => location.hash), "");
  await close_clean(page);

  await screen.reload();
  await bound(screen, "Room of pairing");
  reset(account);
  await screen.waitForSelector(".message:has-text('An administrator reset the code')");
  await close_clean(screen);
});

test("a screen that is turned away, or whose code lapsed, says so and goes on", async () => {
  const screen = await open_screen();
  const first = await ask_to_pair(screen);
  const page = await open_page(browser, server, { state });
  await page.open("/console/pair");
  await page.fill("[name=code]", first.code.toLowerCase().replace("-", ""));
  await page.click("button:has-text('Find the screen')");
  await page.click("button:has-text('Turn it away')");
  await page.waitForSelector(".note-title:has-text('Turned away')");
  const second = await shown_on(screen, first.code);
  assert.match(await screen.textContent(".message"), /administrator declined/);

  // What the server says of a pairing that is over.
  expect_failures(screen, "status of 400", "/v1/terminal/pairing/poll");
  await screen.route("**/v1/terminal/pairing/poll", (route) =>
    route.fulfill({ status: 400, headers: { "X-Roomkey-Reason": "pairing_unknown" }, body: "{}" }),
  );
  await shown_on(screen, second.code);
  assert.match(await screen.textContent(".message"), /not used for 10 minutes/);
  await screen.unroute("**/v1/terminal/pairing/poll");
  expect_failures(page, "status of 400", "/v1/roomkey/pairings/find");
  await page.fill("[name=code]", first.code);
  await page.click("button:has-text('Find the screen')");
  await page.waitForSelector(".note-title:has-text('does not exist or is over')");
  await close_clean(page);
  await close_clean(screen);
});

test("a pairing outlives a restart of the server", async () => {
  server.add_terminal("Room of restarts");
  const screen = await open_screen();
  const { code, number } = await ask_to_pair(screen);
  screen.expected.push({ pattern: /net::ERR_\w+ \S*\/v1\/terminal\/pairing/, is_seen: true });
  await server.halt();
  await server.resume();
  const page = await open_page(browser, server, { state });
  await page.open(`/console/pair#${code}`);
  await page.waitForSelector(".facts");
  await choose(page, "Room of restarts");
  await approve(page, number);
  await bound(screen, "Room of restarts");
  await close_clean(page);
  await close_clean(screen);
});

test("Back returns to the pad, where a code can be typed as ever", async () => {
  const { activeCode } = server.add_terminal("Room of both ways");
  const screen = await open_screen();
  await ask_to_pair(screen);
  for (const leave of [
    () => screen.goBack(),
    () => screen.keyboard.press("Enter"),
    () =>
      screen.evaluate(() =>
        document.activeElement.dispatchEvent(
          new KeyboardEvent("keydown", { keyCode: 461, bubbles: true, cancelable: true }),
        ),
      ),
  ]) {
    await leave();
    await screen.waitForSelector(".pad button:focus");
    await ask_to_pair(screen);
  }
  await screen.goBack();
  await screen.waitForSelector(".pad button:focus");
  await screen.keyboard.type(activeCode);
  await screen.keyboard.press("Enter");
  await bound(screen, "Room of both ways");
  await close_clean(screen);
});

test("a room that has a device is not given away; the page leads to its reset", async () => {
  const { activeCode, account } = server.add_terminal("Room in use");
  const device = await server.bind_device(activeCode, "2102310WWP-9");
  const screen = await open_screen();
  const { code, number } = await ask_to_pair(screen);
  const page = await open_page(browser, server, { state });
  // As from the page of the terminal: it is chosen already.
  await page.open(`/console/pair?for=${account}#${code}`);
  await page.waitForSelector(".facts");
  await page.waitForSelector("[role=option][aria-selected=true]:has-text('Room in use')");
  expect_failures(page, "status of 400", "/v1/roomkey/pairings/approve");
  await approve(page, number);
  await page.waitForSelector(".note-title:has-text('A device is bound to the terminal')");
  await page.click("a:has-text('Reset it there')");
  await page.waitForSelector("h1:has-text('Room in use')");
  await close_clean(page);
  await close_clean(screen);
  await device.stop();
});

for (const locale of ["zh-CN", "en-US"]) {
  test(`in ${locale}: nothing serious by axe-core on either, and both fit`, async () => {
    const screen = await open_screen({ locale });
    const { code } = await ask_to_pair(screen);
    const page = await open_page(browser, server, { state, locale });
    await page.open(`/console/pair#${code}`);
    await page.waitForSelector(".facts");
    for (const scheme of ["light", "dark"]) {
      for (const each of [screen, page]) {
        await each.emulateMedia({ colorScheme: scheme });
        await each.waitForSelector(`html[data-theme=${scheme}]`);
        assert.deepEqual(await serious_findings(each), [], scheme);
      }
    }
    await no_style_elements(page);
    for (const viewport of [television, { width: 1280, height: 720 }]) {
      await screen.setViewportSize(viewport);
      const [height, window_height] = await screen.evaluate(() => [
        document.documentElement.scrollHeight,
        window.innerHeight,
      ]);
      assert.ok(height <= window_height, `${height} of ${window_height}`);
    }
    for (const each of [screen, page]) {
      await each.setViewportSize(phone);
      assert.equal(await overflow(each), 0);
    }
    await close_clean(page);
    await close_clean(screen);
  });
}
