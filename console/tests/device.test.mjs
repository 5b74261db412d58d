// A page that is a terminal: what a person in the room does with it, and sees.
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
  become_old,
  bound,
  enter,
  erase,
  open_screen,
  reset,
  television,
  typed,
} from "./support/device.mjs";
import { browser, server } from "./support/program.mjs";

const bytes_max = 30_000;

const focused = (page) => page.evaluate(() => document.activeElement.textContent);

const places = ["123", "456", "789", "<0>"];
const place_of = (key, rows) => {
  const row = rows.findIndex((keys) => keys.includes(key));
  return [row, rows[row].indexOf(key)];
};

const letter_places = ["1234567", "890ABCD", "EFGHJKM", "NPQRSTV", "WXYZ#<>"];

/** Moves from one key of the pad to another by arrows, and presses it. */
async function go(page, from, to, keys = places) {
  const [[row, column], [to_row, to_column]] = [place_of(from, keys), place_of(to, keys)];
  const [down, right] = [to_row - row, to_column - column];
  for (let i = 0; i < Math.abs(down); i += 1) {
    await page.keyboard.press(down > 0 ? "ArrowDown" : "ArrowUp");
  }
  for (let i = 0; i < Math.abs(right); i += 1) {
    await page.keyboard.press(right > 0 ? "ArrowRight" : "ArrowLeft");
  }
  await page.keyboard.press("Enter");
}

test("arrow keys and Enter alone activate it, on a browser as old as a television", async () => {
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

test("a code of letters and digits is entered by arrow keys alone", async () => {
  const { account } = server.add_terminal("Room of letters");
  server.command("corp", "set", "--code-format", "crockford");
  const { activeCode } = reset(account);
  server.command("corp", "set", "--code-format", "digits:11");
  assert.match(activeCode, /^[0-9A-HJKMNP-TV-Z]{16}$/);
  const page = await open_screen({ before: become_old });
  for (let i = 0; i < 4; i += 1) await page.keyboard.press("ArrowDown");
  assert.equal(await focused(page), "ABC");
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "123");
  assert.deepEqual(await serious_findings(page), []);
  let at = "#";
  for (const character of activeCode) {
    await go(page, at, character, letter_places);
    at = character;
  }
  assert.equal(await typed(page), activeCode);
  // To the digits and back, which erases nothing.
  await go(page, at, "#", letter_places);
  assert.equal(await focused(page), "ABC");
  await page.keyboard.press("ArrowUp");
  assert.equal(await focused(page), "0");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await go(page, "#", "<", letter_places);
  assert.equal(await typed(page), activeCode.slice(0, -1));
  await go(page, "<", ">", letter_places);
  expect_failures(page, "status of 400", "/v1/terminal/activation");
  await page.waitForSelector(".message:has-text('Check each character')");
  await go(page, ">", activeCode.slice(-1), letter_places);
  await go(page, activeCode.slice(-1), ">", letter_places);
  await bound(page, "Room of letters");
  await close_clean(page);
});

test("arrows reach the language and come back, and a press at the edge stays", async () => {
  const page = await open_screen();
  await page.keyboard.press("ArrowLeft");
  assert.equal(await focused(page), "Pair with a phone");
  await page.keyboard.press("ArrowLeft");
  assert.equal(await focused(page), "Pair with a phone");
  await page.focus(".pad button");
  await page.keyboard.press("ArrowUp");
  assert.equal(await focused(page), "1");
  for (let i = 0; i < 5; i += 1) await page.keyboard.press("ArrowDown");
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
  await erase(page, activeCode.length);
  await enter(page, next);
  await bound(page, "Room of resets");
  await close_clean(page);
});

test("a code that is too short is not sent, and a keyboard may paste one", async () => {
  const { activeCode } = server.add_terminal("Room of pastes");
  const page = await open_screen();
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await enter(page, "1234567");
  await page.waitForSelector(".message:has-text('at least 8 characters')");
  assert.deepEqual(asked, []);
  await erase(page, 7);
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
  test(`in ${locale}: nothing serious by axe-core, and it fits screens of all sizes`, async () => {
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
    await page.click(".switch");
    await look("letters");
    await page.click(".switch");
    await page.keyboard.type("0000");
    await look("typing");
    await erase(page, 4);
    await enter(page, activeCode);
    await bound(page, "上海研发中心");
    await look("bound");
    reset(account);
    await page.waitForSelector(".message:not(:empty)");
    await look("thrown out");
    await close_clean(page);
  });
}
