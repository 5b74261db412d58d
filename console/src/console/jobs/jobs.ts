// Jobs as the API has them: made in parts that fit a request, saved as a file.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { AddJobRowsRequest, CreateJobRequest, Job, JobExport } from "../../generated/api";
import { is_outcome_unknown } from "../core/change";
import { call, Refusal } from "../core/client";
import { usePresence } from "../core/presence";
import { save_file } from "../core/save";
import { is_waiting } from "./job_words";
import { parts_of } from "./table_parts";

export const jobs_path = "/v1/roomkey/jobs";
export const job_path = (id: string): string => `${jobs_path}/${encodeURIComponent(id)}`;

const look_again_ms = 1_500;
const look_again_later_ms = 10_000;
const exported_rows = 5_000;
/** Accounts have 255 characters at most, and a request 64 KiB. */
const accounts_max = 200;

/** How soon a job looks otherwise by itself. */
export function look_again(job: Job): number | false {
  if (is_waiting(job)) return look_again_later_ms;
  return job.state === "preparing" || job.state === "running" ? look_again_ms : false;
}

/** Asked again for as long as it moves. */
export function useJob(id: string) {
  const is_present = usePresence();
  return useQuery({
    queryKey: ["jobs", "one", id],
    queryFn: ({ signal }) => call<Job>("GET", job_path(id), { signal }),
    refetchInterval: ({ state }) =>
      is_present && state.data !== undefined && look_again(state.data),
  });
}

/**
 * The rows of a job: a table, or a list of accounts or of hard terminals. What a search finds is in
 * the request.
 */
export interface JobRows {
  readonly csv?: string;
  readonly accounts?: readonly string[];
  readonly serialNumbers?: readonly string[];
}

function requests_of({ csv, accounts = [], serialNumbers = [] }: JobRows): readonly JobRows[] {
  const requests: JobRows[] = csv === undefined ? [] : parts_of(csv).map((part) => ({ csv: part }));
  for (let at = 0; at < accounts.length; at += accounts_max) {
    requests.push({ accounts: accounts.slice(at, at + accounts_max) });
  }
  for (let at = 0; at < serialNumbers.length; at += accounts_max) {
    requests.push({ serialNumbers: serialNumbers.slice(at, at + accounts_max) });
  }
  return requests.length > 0 ? requests : [{}];
}

const tries_max = 5;
const pause_s = 2;

/** Sends rows until the outcome is known: with the same key they are taken up once. */
async function send_rows(path: string, body: unknown): Promise<Job> {
  const headers = { "Idempotency-Key": crypto.randomUUID() };
  for (let tries = 1; ; tries += 1) {
    try {
      return await call<Job>("POST", path, { headers, body });
    } catch (error) {
      if (!is_outcome_unknown(error) || tries === tries_max) throw error;
      const wait_s = (error instanceof Refusal && error.retry_after) || pause_s;
      await new Promise((go_on) => setTimeout(go_on, wait_s * 1000));
    }
  }
}

/**
 * Makes a draft of rows of any number. It is whole or cancelled: half a table would look like all
 * of it.
 */
async function create_job(
  request: Omit<CreateJobRequest, keyof JobRows>,
  rows: JobRows,
  on_part: (sent: number, all: number) => void,
): Promise<Job> {
  const [first, ...others] = requests_of(rows);
  on_part(0, others.length + 1);
  let job = await send_rows(jobs_path, { ...request, ...first });
  try {
    const { kind: _, selection: __, ...defaults } = request;
    for (const [at, part] of others.entries()) {
      on_part(at + 1, others.length + 1);
      const body: AddJobRowsRequest = { ...defaults, ...part };
      job = await send_rows(`${job_path(job.id)}/rows`, body);
    }
  } catch (refused) {
    await call("POST", `${job_path(job.id)}/cancel`).catch(() => undefined);
    throw refused;
  }
  return job;
}

export function useJobCreation() {
  const client = useQueryClient();
  return async (...what: Parameters<typeof create_job>): Promise<Job> => {
    try {
      return await create_job(...what);
    } finally {
      void client.invalidateQueries({ queryKey: ["jobs"] });
    }
  };
}

/** Saves what became of each row. */
export async function save_rows(id: string): Promise<void> {
  // By the mark in front, spreadsheets know that it is UTF-8.
  let text = "\uFEFF";
  let fromRow: number | null = 1;
  while (fromRow !== null) {
    const query = { fromRow, maxRows: exported_rows };
    const part: JobExport = await call("GET", `${job_path(id)}/export`, { query });
    text += part.csv;
    fromRow = part.nextRow;
  }
  save_file(`job-${id}.csv`, "text/csv;charset=utf-8", text);
}
