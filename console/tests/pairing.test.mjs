// A screen is paired with a phone: what is seen on both.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import {
  close_clean,
  expect_failures,
  lose_first_answer,
  open_page,
  overflow,
  phone,
  serious_findings,
} from "./support/browser.mjs";
import {
  add_user,
  administrator_state,
  ask,
  enter,
  enter_first,
  expect_strangers,
  no_style_elements,
  own_password,
} from "./support/console.mjs";
import {
  become_old,
  bound,
  enter as enter_code,
  open_screen,
  reset,
  television,
} from "./support/device.mjs";
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

const qr_reader = createRequire(import.meta.url).resolve("jsqr");

/** What a phone reads in a picture of the screen. */
async function scanned(screen) {
  const picture = (await screen.screenshot()).toString("base64");
  const reader = await screen.context().newPage();
  await reader.addScriptTag({ path: qr_reader });
  const text = await reader.evaluate(async (png) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width, image.height];
    const drawn = canvas.getContext("2d");
    drawn.drawImage(image, 0, 0);
    const { data, width, height } = drawn.getImageData(0, 0, image.width, image.height);
    return window.jsQR(data, width, height)?.data;
  }, picture);
  await reader.close();
  return text;
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
  assert.equal(await scanned(screen), address);

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

test("an approval whose answer is lost is sent again, and the screen is bound once", async () => {
  server.add_terminal("Room of lost approvals");
  const screen = await open_screen();
  const { code, number } = await ask_to_pair(screen);
  const page = await open_page(browser, server, { state });
  await page.open(`/console/pair#${code}`);
  await page.waitForSelector(".facts");
  await choose(page, "Room of lost approvals");
  const answers = await lose_first_answer(page, "/pairings/approve");
  await approve(page, number);
  await page.waitForSelector(".note.bad:has-text('cannot be reached')");
  assert.equal(await page.inputValue("[name=number]"), number);
  await page.click("button:has-text('Approve')");
  await page.waitForSelector(".note-title:has-text('Approved.')");
  await bound(screen, "Room of lost approvals");
  assert.equal(answers.length, 2);
  await close_clean(page);
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

/** Opens the page as from a scan, with the room chosen; approves, and is told of its device. */
async function approve_bound(page, { account, code, number }) {
  await page.open(`/console/pair?for=${account}#${code}`);
  await page.waitForSelector("[role=option][aria-selected=true]");
  expect_failures(page, "status of 400", "/v1/roomkey/pairings/approve");
  await page.fill("[name=number]", number);
  await page.click(".actions [type=submit]");
  await page.waitForSelector(".note .danger");
}

const take_over = async (page) => {
  await page.click(".note .danger");
  await page.click("[role=alertdialog] .danger");
};

test("a screen that lost its cookie gets its room back with one scan", async () => {
  const { activeCode, account } = server.add_terminal("Room of lost cookies");
  const screen = await open_screen();
  await enter_code(screen, activeCode);
  await bound(screen, "Room of lost cookies");
  const [lost] = await screen.context().cookies(`${server.url}/v1/terminal`);
  await screen.context().clearCookies();
  await screen.reload();
  await screen.waitForSelector(".pad button:focus");
  const { code, number } = await ask_to_pair(screen);
  const page = await open_page(browser, server, { state, viewport: phone });
  await approve_bound(page, { account, code, number });
  assert.deepEqual(await serious_findings(page), []);
  assert.equal(await page.inputValue("[name=number]"), number);
  await page.click("button:text-is('Reset and approve ...')");
  const dialog = page.locator("[role=alertdialog]");
  await dialog.locator(".bad:has-text('This device is thrown out at once')").waitFor();
  await dialog.locator("p:has-text('This screen has the same serial number.')").waitFor();
  assert.deepEqual(await serious_findings(page, "[role=alertdialog]"), []);
  assert.equal(await overflow(page), 0);
  await dialog.locator("button:text-is('Reset and approve')").click();
  await page.waitForSelector(".note-title:has-text('Approved.')");
  await bound(screen, "Room of lost cookies");
  const { body } = await ask(page, "GET", `/v1/roomkey/audit?account=${account}&limit=100`);
  const done = body.data.map(({ operation, outcome }) => `${operation} ${outcome}`);
  assert.ok(done.includes("reset_code ok") && done.includes("approve_pairing ok"), String(done));
  await close_clean(page);

  // What the cookie was is worth nothing to whoever has it now.
  const thief = await open_page(browser, server, { viewport: television });
  await thief.context().addCookies([lost]);
  expect_failures(thief, "status of 401", "/v1/terminal");
  await thief.open("/device");
  await thief.waitForSelector(".message:has-text('no longer connected to its room')");
  await close_clean(thief);
  await screen.reload();
  await bound(screen, "Room of lost cookies");
  await close_clean(screen);
});

test("a room with another device is given away on purpose alone", async () => {
  const { activeCode, account } = server.add_terminal("Room in use");
  const device = await server.bind_device(activeCode, "2102310WWP-9");
  const screen = await open_screen();
  const { code, number } = await ask_to_pair(screen);
  const page = await open_page(browser, server, { state, locale: "zh-CN" });
  await approve_bound(page, { account, code, number });
  const asked = [];
  page.on("request", (request) => asked.push(request.method()));
  await page.click("button:text-is('重置并批准……')");
  const dialog = page.locator("[role=alertdialog]");
  await dialog.locator("strong:text-is('2102310WWP-9')").waitFor();
  await dialog.locator("p:has-text('此屏幕的序列号与之不同：WEB-')").waitFor();
  await dialog.locator("button:text-is('取消')").click();
  assert.ok(
    asked.every((method) => method === "GET"),
    String(asked),
  );

  // The pairing ends after the number was right: the reset is done, the approval is not.
  const deny = await ask(page, "POST", "/v1/roomkey/pairings/deny", { userCode: code });
  assert.equal(deny.status, 200);
  await take_over(page);
  await page.waitForSelector(".note-title:has-text('已重置，原设备已解绑；此屏幕未获批准')");
  await page.waitForSelector(".note.bad:has-text('配对不存在或已失效')");
  assert.deepEqual(await serious_findings(page), []);
  await device.line(/unbound|reset/i);
  const again = await shown_on(screen, code);
  await page.fill("[name=code]", again.code);
  await page.click(".help-form [type=submit]");
  await page.waitForSelector("[role=option][aria-selected=true]");
  await page.fill("[name=number]", again.number);
  await page.click(".actions [type=submit]");
  await bound(screen, "Room in use");
  await close_clean(page);
  await close_clean(screen);
  await device.stop();
});

test("whose role was taken meanwhile is told so, and the device stays", async () => {
  const { activeCode, account } = server.add_terminal("Room of roles");
  const device = await server.bind_device(activeCode, "2102310WWP-8");
  const admin = await open_page(browser, server, { state });
  await admin.open("/console/account");
  const helper = await add_user(admin, "pairer", "Pairing Example");
  const role_path = `/v1/roomkey/users/${helper.account}/role`;
  assert.equal((await ask(admin, "PUT", role_path, { role: "help_desk" })).status, 200);
  const screen = await open_screen();
  const { code, number } = await ask_to_pair(screen);
  const page = await open_page(browser, server);
  expect_strangers(page);
  await page.open("/console");
  await enter_first(page, helper.account, helper.password);
  await approve_bound(page, { account, code, number });
  assert.equal((await ask(admin, "PUT", role_path, { role: "auditor" })).status, 200);
  expect_failures(page, "status of 403", "/reset");
  await take_over(page);
  await page.waitForSelector("[role=alertdialog] .note.bad");
  await page.click("[role=alertdialog] button:text-is('Cancel')");
  assert.equal(await page.locator(".note-title:has-text('was reset')").count(), 0);
  const { body } = await ask(admin, "GET", `/v1/usg/dcs/corp/member/${account}`);
  assert.equal(body.sn, "2102310WWP-8");
  for (const each of [page, screen, admin]) await close_clean(each);
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
