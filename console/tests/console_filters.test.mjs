// What lists are narrowed by, what leads to them, and names that are written from right to left.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "./support/administrator.mjs";
import { close_clean, expect_failures, serious_findings } from "./support/browser.mjs";
import { ask, choose } from "./support/console.mjs";
import { prepare, server } from "./support/program.mjs";

prepare(async () => {
  const { account } = server.add_terminal("Off");
  const page = await open("/console/account");
  await page.waitForSelector(".shell");
  const path = "/v1/usg/dcs/corp/member/status/1";
  assert.equal((await ask(page, "PUT", path, [account])).status, 200);
  const corp = "/v1/usg/dcs/corp";
  assert.equal((await ask(page, "PUT", corp, { codeValiditySeconds: 86_400 })).status, 200);
  server.add_terminal("Soon");
  assert.equal((await ask(page, "PUT", corp, { codeValiditySeconds: 864_000 })).status, 200);
  server.add_terminal("Waiting");
  await page.context().close();
});

/** Waits until the list shows exactly these. */
const lists = (page, wanted) =>
  page.waitForFunction((expected) => {
    const shown = [...document.querySelectorAll(".table td[data-fixed]")];
    return shown.map((cell) => cell.textContent).join("|") === expected;
  }, wanted.join("|"));

/** Chooses from a filter above a list. */
async function narrow(page, label, text) {
  await page.locator(".toolbar").getByRole("button", { name: label }).click();
  await page.getByRole("option", { name: text, exact: true }).click();
}

test("terminals are found by their state, which the overview leads to", async () => {
  const page = await open("/console/terminals");
  await lists(page, ["Waiting", "Soon", "Off"]);
  await narrow(page, /State/, "Code waiting for a device");
  await lists(page, ["Waiting", "Soon"]);
  await narrow(page, /State/, "Disabled");
  await lists(page, ["Off"]);
  await page.click("button:text-is('All 1 as a job ...')");
  await page.click("[role=dialog] button:text-is('Cancel')");
  assert.deepEqual(await serious_findings(page), []);
  await narrow(page, /State/, "Bound, not seen for a week");
  await page.waitForSelector(".empty:has-text('No terminal matches.')");
  await page.click("button:text-is('Show all')");
  await lists(page, ["Waiting", "Soon", "Off"]);

  await page.open("/console");
  const soon = page.locator(".needed-link:has-text('Codes that expire within two days')");
  assert.equal(await soon.locator(".needed-count").textContent(), "1");
  await soon.click();
  await lists(page, ["Soon"]);
  await page.open("/console");
  await page.click(".needed-link:has-text('Disabled terminals')");
  await lists(page, ["Off"]);
  await close_clean(page);
});

test("the audit trail is narrowed by who did it, from where, and what came of it", async () => {
  const page = await open("/console/audit");
  const nobody = "/v1/usg/dcs/corp/member/nobody";
  expect_failures(page, "status of 400", nobody);
  assert.equal((await ask(page, "PUT", nobody, { name: "Nobody" })).status, 400);
  await page.reload();
  await narrow(page, /Outcome/, "Refused");
  await page.waitForSelector(".table code:text-is('account_unknown')");
  assert.equal(await page.locator(".table .badge.good").count(), 0);
  await narrow(page, /Outcome/, "Done");
  await page.waitForFunction(() => !document.querySelector(".table .badge.bad"));
  await page.getByPlaceholder("Who did it").fill("operator");
  await page.waitForSelector(".table td[data-column=Who]:text-is('operator')");
  await page.waitForFunction(() => {
    const cells = [...document.querySelectorAll(".table td[data-column=Who]")];
    return cells.length > 0 && cells.every((cell) => cell.textContent === "operator");
  });
  await page.getByPlaceholder("From this address").fill("203.0.113.1");
  await page.waitForSelector(".empty:has-text('No record matches.')");
  await page.getByPlaceholder("From this address").fill("cli");
  await page.waitForSelector(".table td[data-column=From] span:text-is('cli')");
  assert.match(page.url(), /actor=operator/);
  assert.deepEqual(await serious_findings(page), []);
  await close_clean(page);
});

test("an enterprise decides language and time zone of its messages", async () => {
  const page = await open("/console/enterprise");
  await page.waitForSelector("dd:text-is('简体中文')");
  await page.waitForSelector("dd:has-text('Beijing time')");
  await page.waitForSelector("dd:has-text('set by the operator of the server')");
  await page.click("button:text-is('Edit')");
  await choose(page, "Language of messages", "English");
  await choose(page, "Time zone", "Europe/Berlin");
  assert.deepEqual(await serious_findings(page), []);
  await page.click("[role=dialog] [type=submit]");
  await page.waitForSelector("dd:text-is('English')");
  await page.waitForSelector("dd:text-is('Europe/Berlin')");
  const { body } = await ask(page, "GET", "/v1/usg/dcs/corp");
  assert.equal(body.language, "en-US");
  assert.equal(body.timeZone, "Europe/Berlin");
  await close_clean(page);
});

test("a name from right to left leaves its row and its sentence in order", async () => {
  const name = "قاعة 12 (شمال)";
  const { account } = server.add_terminal(name);
  const page = await open("/console/terminals");
  await page.waitForSelector(`.table bdi:has-text('${name}')`);
  const directions = await page.$$eval(".table bdi", (names) =>
    names.map((each) => getComputedStyle(each).unicodeBidi),
  );
  assert.ok(directions.every((each) => each === "isolate"));
  const row = page.locator(".table tbody tr", { hasText: name });
  const boxes = await row
    .locator("td")
    .evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().left));
  assert.deepEqual(
    boxes,
    [...boxes].sort((one, other) => one - other),
  );

  await page.open(`/console/terminals?search=${encodeURIComponent(account)}`);
  await page.click(".checkbox:has([aria-label^='Choose \u2068'])");
  await page.waitForSelector(".batch strong:text-is('1 chosen')");
  await row.locator("a").first().click();
  await page.waitForSelector(`h1:text-is('${name}')`);
  for (const place of [".page-title h1", ".facts dd", ".card-head h2"]) {
    const style = await page
      .locator(place)
      .first()
      .evaluate((each) => {
        const { unicodeBidi, textAlign } = getComputedStyle(each);
        return `${unicodeBidi} ${textAlign}`;
      });
    assert.equal(style, "plaintext left");
  }
  await page.click("button:has-text('Reset code')");
  const title = page.locator("[role=dialog] h2");
  assert.match(await title.textContent(), /of \u2068قاعة 12 \(شمال\)\u2069\?$/);
  // The question mark comes last, to the right of all of the name.
  const edges = await title.evaluate((heading) => {
    const text = heading.firstChild;
    const right_of = (from, to) => {
      const range = document.createRange();
      range.setStart(text, from);
      range.setEnd(text, to);
      return range.getBoundingClientRect().right;
    };
    const end = text.length;
    return {
      mark: right_of(end - 1, end),
      name: right_of(text.data.indexOf("\u2068") + 1, end - 2),
    };
  });
  assert.ok(edges.mark > edges.name, JSON.stringify(edges));
  await close_clean(page);
});
