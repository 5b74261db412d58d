// Terminals in the console: found, made, reset with a device that is thrown out, removed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "./support/administrator.mjs";
import {
  close_clean,
  copied,
  expect_failures,
  lose_first_answer,
  phone,
} from "./support/browser.mjs";
import { ask, settled } from "./support/console.mjs";
import { server } from "./support/program.mjs";

const names = (page) =>
  page.$$eval(".table td[data-fixed]", (cells) => cells.map((cell) => cell.textContent));

/** Waits until the list shows exactly these. */
const lists = async (page, wanted) => {
  await page.waitForFunction((expected) => {
    const shown = [...document.querySelectorAll(".table td[data-fixed]")];
    return shown.map((cell) => cell.textContent).join("|") === expected;
  }, wanted.join("|"));
};

/** Faster than the command line. */
const add_by_api = async (page, devName) => {
  const terminal = { devName, devType: "smart-rooms", emailAddr: "room@example.com" };
  const made = await ask(page, "POST", "/v1/usg/dcs/corp/vision/activecode", terminal);
  assert.equal(made.status, 200);
};

const bare = (text) => text.replace(/\s/g, "");

test("a list is searched, sorted and paged, and the address keeps all of it", async () => {
  const page = await open("/console/terminals");
  await page.waitForSelector(".shell");
  for (let at = 10; at < 35; at += 1) await add_by_api(page, `Paged ${at}`);
  await page.fill(".search input", "Paged");
  await page.waitForFunction(() => location.search.includes("search=Paged"));
  await page.waitForSelector(".pager-count:text('of 25')");
  assert.equal((await names(page)).length, 20);
  await page.click("button.sort:has-text('Account')");
  await page.click("button.sort:has-text('Account')");
  await page.waitForFunction(() => location.search.includes("down=1"));
  await page.waitForSelector("th[aria-sort=descending]");
  await settled(page);
  const accounts = await page.$$eval("td[data-column=Account]", (cells) =>
    cells.map((cell) => cell.textContent),
  );
  assert.deepEqual(accounts, [...accounts].sort().reverse());
  await page.click("button[aria-label='Next page']");
  await page.waitForSelector(".pager-count:text('21–25 of 25')");
  await page.reload();
  await page.waitForSelector(".pager-count:text('21–25 of 25')");
  assert.equal(await page.inputValue(".search input"), "Paged");
  await page.fill(".search input", "Paged 12");
  await lists(page, ["Paged 12"]);
  assert.equal(new URL(page.url()).searchParams.get("page"), null);
  await page.fill(".search input", "no such terminal");
  await page.click(".empty button:text-is('Show all')");
  await page.waitForSelector(".table");
  assert.equal(await page.inputValue(".search input"), "");
  await close_clean(page);
});

test("columns are chosen, and the address keeps the choice", async () => {
  server.add_terminal("With columns");
  const page = await open("/console/terminals");
  await page.waitForSelector(".table");
  await page.click("button:has-text('Columns')");
  await page.click("[role=menuitemcheckbox]:has-text('Account')");
  await page.click("[role=menuitemcheckbox]:has-text('Remarks')");
  await page.keyboard.press("Escape");
  await page.waitForSelector("th:text-is('Remarks')");
  assert.equal(await page.locator("th:has-text('Account')").count(), 0);
  await page.reload();
  await page.waitForSelector("th:text-is('Remarks')");
  assert.equal(await page.locator("th:has-text('Account')").count(), 0);
  await close_clean(page);
});

test("a new terminal shows its code, to copy and print, and its message", async () => {
  const page = await open("/console/terminals");
  await page.click("button:has-text('New terminal')");
  const dialog = page.locator("[role=dialog]");
  assert.ok(await dialog.locator("button[type=submit]").isDisabled());
  await dialog.getByLabel("Name").fill("Created here");
  await dialog.getByLabel("Email").fill("room");
  await dialog.locator(".field-error:text('not an address')").waitFor();
  await dialog.getByLabel("Email").fill("room@example.com");
  await dialog.locator("button[type=submit]").click();
  await dialog.locator(".code-large").waitFor();
  const code = bare(await dialog.locator(".code-large").textContent());
  assert.match(code, /^\d{11}$/);
  assert.equal(await copied(page, ".code-card button.primary"), code);
  await dialog.locator(".qr").waitFor();
  await dialog.locator(".delivery:has-text('r***@example.com')").waitFor();
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.isVisible(".door-sheet"));
  assert.equal(bare(await page.textContent(".door-code")), code);
  assert.ok(await page.isHidden(".shell"));
  await page.emulateMedia({ media: "screen" });
  await dialog.locator("button:text-is('Open the terminal')").click();
  await page.waitForSelector("h1:text-is('Created here')");
  // Masked until it is asked for.
  assert.ok(!bare(await page.textContent("main")).includes(code));
  await page.click(".masked-code button");
  await page.waitForSelector(".code-large");
  assert.equal(bare(await page.textContent(".code-large")), code);
  await close_clean(page);
});

test("a reset says which device goes, throws it out and waits for the next", async () => {
  const { account, activeCode } = server.add_terminal("To be reset");
  const device = await server.bind_device(activeCode, "SN-OLD-1");
  const page = await open(`/console/terminals/${account}`);
  await page.waitForSelector(".badge.good");
  await page.click("button:has-text('Reset code')");
  const dialog = page.locator("[role=dialog]");
  await dialog.locator(".consequences .bad:has-text('SN-OLD-1')").waitFor();
  const from = device.lines.length;
  await dialog.locator("button.danger").click();
  await dialog.locator(".code-large").waitFor();
  const code = bare(await dialog.locator(".code-large").textContent());
  assert.notEqual(code, activeCode);
  await device.line(/reset/i, from);
  await dialog.locator(".waiting:has-text('Waiting for a device')").waitFor();
  await dialog.locator("text=Nobody was notified.").waitFor();
  await server.bind_device(code, "SN-NEW-2");
  await dialog.locator(".waiting.done:has-text('SN-NEW-2')").waitFor();
  await dialog.locator("button:text-is('Done')").click();
  await page.waitForSelector("dd:has-text('SN-NEW-2')");
  await close_clean(page);
});

/** Presses, is told that no answer came, and presses again. */
async function press_twice(page, button) {
  await page.click(button);
  await page.waitForSelector("[role=dialog] .note.bad:has-text('cannot be reached')");
  await page.click(button);
  await page.waitForSelector("[role=dialog] .code-large");
}

test("a reset whose answer is lost is sent again and resets once", async () => {
  const { account } = server.add_terminal("Answer lost");
  const page = await open(`/console/terminals/${account}`);
  const codes = await lose_first_answer(page, "/reset");
  await page.click("button:has-text('Reset code')");
  await press_twice(page, "[role=dialog] button.danger");
  assert.equal(codes.length, 2);
  assert.equal(codes[0], codes[1]);
  await close_clean(page);
});

test("a creation whose answer is lost is sent again and makes one", async () => {
  const page = await open("/console/terminals?search=Made+once");
  const codes = await lose_first_answer(page, "/vision/activecode");
  const create = async (press) => {
    await page.click("button:has-text('New terminal')");
    const dialog = page.locator("[role=dialog]");
    await dialog.getByLabel("Name").fill("Made once");
    await dialog.getByLabel("Email").fill("room@example.com");
    await press();
    await dialog.locator(".code-large").waitFor();
    await dialog.locator("button:text-is('Done')").click();
  };
  await create(() => press_twice(page, "[role=dialog] [type=submit]"));
  await lists(page, ["Made once"]);
  assert.equal(codes.length, 2);
  assert.equal(codes[0], codes[1]);
  await create(() => page.click("[role=dialog] [type=submit]"));
  await lists(page, ["Made once", "Made once"]);
  assert.notEqual(codes[2], codes[0]);
  await close_clean(page);
});

test("terminals are disabled and deleted after a question, several at a time", async () => {
  const page = await open("/console/terminals?search=Batch");
  await page.waitForSelector(".shell");
  for (const name of ["Batch one", "Batch two", "Batch three"]) await add_by_api(page, name);
  await page.reload();
  await page.waitForSelector(".pager-count:text('of 3')");
  await page.click(".checkbox:has([aria-label='Choose Batch one'])");
  await page.click(".checkbox:has([aria-label='Choose Batch two'])");
  await page.waitForSelector(".batch strong:text-is('2 chosen')");
  await page.click(".batch button:has-text('Disable')");
  await page.click("[role=alertdialog] button.danger");
  await page.waitForSelector(".toast:has-text('2 disabled.')");
  await page.waitForFunction(() => document.querySelectorAll(".badge.bad").length === 2);
  await page.click(".checkbox:has([aria-label='Choose all on this page'])");
  // What was done before says nothing of these.
  await page.waitForSelector(".batch strong:text-is('3 chosen')");
  assert.doesNotMatch(await page.textContent(".batch"), /Done/);
  await page.click(".batch button:has-text('Delete')");
  await page.click("[role=alertdialog] button:text-is('Cancel')");
  await page.click(".batch button:has-text('Delete')");
  await page.click("[role=alertdialog] button.danger");
  await page.waitForSelector(".empty");
  await close_clean(page);
});

test("more rows than a request takes go in several", async () => {
  const page = await open("/console/terminals?size=500&search=Many");
  await page.waitForSelector(".shell");
  for (let at = 0; at < 100; at += 1) await add_by_api(page, `Many ${at}`);
  const requests = [];
  page.on("request", (request) => {
    if (/\/status\/1$|\/delete$/.test(request.url())) {
      requests.push(request.postDataJSON().length);
    }
  });
  await page.reload();
  await page.waitForSelector(".pager-count:text('of 100')");
  await page.click(".checkbox:has([aria-label='Choose all on this page'])");
  await page.click(".batch button:has-text('Disable')");
  await page.click("[role=alertdialog] button.danger");
  await page.waitForSelector(".toast:has-text('100 disabled.')");
  assert.deepEqual(requests, [100]);
  await add_by_api(page, "Many more");
  await page.reload();
  await page.waitForSelector(".pager-count:text('of 101')");
  await page.click(".checkbox:has([aria-label='Choose all on this page'])");
  await page.click(".batch button:has-text('Delete')");
  await page.click("[role=alertdialog] button.danger");
  await page.waitForSelector(".empty");
  assert.deepEqual(requests, [100, 100, 1]);
  await close_clean(page);
});

test("on a phone one finds a terminal, resets it and reads its messages", async () => {
  server.add_terminal("Phone room 上海研发中心三楼东区大型多功能会议室（含同声传译设备）");
  const page = await open("/console", { viewport: phone });
  await page.waitForSelector("h1");
  await page.click("button[aria-label=Menu]");
  await page.click(".side-link:has-text('Terminals')");
  await page.fill(".search input", "Phone room");
  await page.click(".table .link:has-text('Phone room')");
  await page.click("button:has-text('Reset code')");
  await page.getByLabel("Email").fill("room@example.com");
  await page.click("[role=dialog] button.danger");
  await page.waitForSelector("[role=dialog] .delivery:has-text('r***@example.com')");
  await page.click("[role=dialog] button:text-is('Done')");
  await page.waitForSelector(".card .delivery");
  await close_clean(page);
});

test("the help desk's box knows what is the matter, and cures it", async () => {
  const { activeCode } = server.add_terminal("Kitchen corner");
  const page = await open("/console/help");
  const look_up = async (about) => {
    await page.fill(".help-form input", about);
    await page.click(".help-form button");
  };
  await look_up(`${activeCode.slice(0, 3)} ${activeCode.slice(3, 7)}-${activeCode.slice(7)}`);
  await page.waitForSelector(".finding:has-text('This code is good until')");
  await look_up("Kitchen corner");
  await page.waitForSelector(".finding:has-text('A code is waiting')");
  await look_up("00000000000");
  await page.waitForSelector(".empty:has-text('a reset gives a new code')");
  await server.bind_device(activeCode, "SN-HELP-1");
  await look_up("Kitchen corner");
  await page.waitForSelector(".finding:has-text('SN-HELP-1')");
  await page.click("button.primary:has-text('Reset code')");
  await page.waitForSelector(".consequences .bad:has-text('SN-HELP-1')");
  await close_clean(page);
});

test("the help desk's box shows what it found although a part of the search failed", async () => {
  server.add_terminal("Attic corner");
  const page = await open("/console/help");
  const devices = /\/corp\/device\?/;
  expect_failures(page, "503", "/corp/device");
  await page.route(devices, (route) =>
    route.fulfill({ status: 503, json: { error_code: "USG.000000001", error_msg: "Busy" } }),
  );
  const look_up = async (about) => {
    await page.fill(".help-form input", about);
    await page.click(".help-form button");
  };
  await look_up("Attic corner");
  await page.waitForSelector(".finding:has-text('A code is waiting')");
  await page.waitForSelector(".note.bad:has-text('Busy')");
  // What was not looked for cannot be said to be unknown.
  await look_up("No such room");
  await page.waitForSelector(".finding", { state: "detached" });
  await page.waitForSelector(".note.bad:has-text('Busy')");
  assert.equal(await page.locator(".empty").count(), 0);
  await page.unroute(devices);
  await page.click(".note.bad button:text-is('Try again')");
  await page.waitForSelector(".empty:has-text('Nothing is known by this.')");
  assert.equal(await page.locator(".note.bad").count(), 0);
  await close_clean(page);
});
