// Jobs in the console: what all tests of them do.
export const jobs_path = "/v1/roomkey/jobs";

/** Chooses a kind and a file in the dialog, which is open. */
export async function fill(page, kind, name, buffer) {
  const dialog = page.locator("[role=dialog]");
  await dialog.getByRole("button", { name: /What to do/ }).click();
  await page.getByRole("option", { name: kind, exact: true }).click();
  await dialog.locator("input[type=file]").setInputFiles({ name, mimeType: "text/csv", buffer });
  await dialog.locator(`.file:has-text('${name}')`).waitFor();
}

/** Makes a draft from a file; the page of the job is there when this returns. */
export async function upload(page, kind, name, buffer) {
  await page.click("button:has-text('New job')");
  await fill(page, kind, name, buffer);
  await page.click("[role=dialog] button:text-is('Check the rows')");
  await page.waitForURL(/\/console\/jobs\/[0-9a-f]+$/);
  await page.waitForSelector(".badge:text-is('Draft')");
}

export const count_of = async (page, name) => {
  const text = await page.textContent(`.counts button:has(span:text-is('${name}')) strong`);
  return Number(text.replaceAll(",", ""));
};

/** The rows as they are shown. */
export const outcomes = (page) =>
  page.$$eval(".table tbody tr", (rows) =>
    rows.map((row) => row.querySelector("[data-column=Outcome]").textContent),
  );

/** At full pace, or at that many rows a second. */
export async function start(page, rate = "") {
  await page.click("button:text-is('Start ...')");
  await page.locator("[role=dialog]").getByLabel("Rows per second").fill(rate);
  await page.click("[role=dialog] button:text-is('Start')");
}
