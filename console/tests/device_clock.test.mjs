// A page that is a terminal, on a screen whose clock is wrong.
import assert from "node:assert/strict";
import { test } from "node:test";
import { close_clean } from "./support/browser.mjs";
import { bound, enter, loads_of, open_screen, pass } from "./support/device.mjs";
import { server } from "./support/program.mjs";

const hour = 3_600_000;
const day = 24 * hour;
const clocks = [
  ["three days behind", -3 * day],
  ["a year ahead", 365 * day],
];

/** Today, as the screen says it. */
const today = () =>
  new Intl.DateTimeFormat("en-US", { weekday: "long", month: "long", day: "numeric" }).format();

/** The server was heard of just now, and it is its day. */
async function shows_the_right_time(page) {
  assert.match(await page.textContent(".facts"), /Last contact\d{1,2} s ago/);
  const before = today();
  assert.ok([before, today()].includes(await page.textContent(".date")));
}

for (const [how, ms] of clocks) {
  test(`bound, with a clock ${how}, it reloads once a day and no more often`, async () => {
    const { activeCode } = server.add_terminal("Room of wrong clocks");
    const page = await open_screen({ clock: { time: Date.now() + ms } });
    await enter(page, activeCode);
    await bound(page, "Room of wrong clocks");
    await page.reload();
    const loads = loads_of(page);
    await bound(page, "Room of wrong clocks");
    await shows_the_right_time(page);
    for (let looks = 0; looks < 3; looks += 1) {
      await pass(page);
      await page.waitForSelector("[data-link=away]");
      await bound(page, "Room of wrong clocks");
    }
    await shows_the_right_time(page);
    assert.deepEqual(loads, []);
    const loaded = page.waitForEvent("load");
    await pass(page, 30 * hour);
    await loaded;
    await bound(page, "Room of wrong clocks");
    await pass(page);
    await page.waitForSelector("[data-link=away]");
    await bound(page, "Room of wrong clocks");
    assert.equal(loads.length, 1);
    await close_clean(page);
  });

  test(`without a room, with a clock ${how}, it reloads once a day and no more often`, async () => {
    const page = await open_screen({ clock: { time: Date.now() + ms } });
    const loads = loads_of(page);
    for (let looks = 0; looks < 3; looks += 1) await pass(page);
    assert.deepEqual(loads, []);
    const loaded = page.waitForEvent("load");
    await pass(page, 30 * hour);
    await loaded;
    await page.waitForSelector(".pad button:focus");
    await pass(page);
    assert.equal(loads.length, 1);
    await close_clean(page);
  });
}

/** A clock that is three days behind until `right_clock` puts it right, as NTP does. */
function begin_behind() {
  const Right = Date;
  let late = 3 * 86_400_000;
  window.Date = class extends Right {
    constructor(...given) {
      super(...(given.length > 0 ? given : [Right.now() - late]));
    }
    static now() {
      return Right.now() - late;
    }
  };
  window.right_clock = () => {
    late = 0;
  };
}

test("a clock that is put right while the room is shown changes nothing", async () => {
  const { activeCode } = server.add_terminal("Room of late clocks");
  const page = await open_screen({ before: begin_behind });
  await enter(page, activeCode);
  await bound(page, "Room of late clocks");
  await page.reload();
  const loads = loads_of(page);
  await bound(page, "Room of late clocks");
  await shows_the_right_time(page);
  await page.evaluate(() => window.right_clock());
  // Longer than the display takes to follow.
  await page.waitForTimeout(2_000);
  await shows_the_right_time(page);
  // Such a jump may be sleep as well, after which the time is asked for again.
  const asked = page.waitForRequest("**/v1/terminal/events");
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await asked;
  await bound(page, "Room of late clocks");
  await shows_the_right_time(page);
  assert.deepEqual(loads, []);
  await close_clean(page);
});
