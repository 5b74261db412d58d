import { useState } from "react";
import type { JobSelection } from "../../generated/api";
import { number_text } from "../core/format";
import { useSay } from "../core/say";
import { JobDialog } from "../jobs/job_dialog";
import { Button } from "../parts/button";

/** What the list is narrowed by. */
interface Filters {
  readonly searchKey: string | null;
  readonly userType: readonly number[];
  readonly status: string | null;
  readonly deptCode: string | null;
  readonly containsUnActive: boolean;
  readonly tag: string | null;
  readonly assetNumber: string | null;
  readonly online: string | null;
}

/** The same search, as a job takes it. */
const selection_of = (filters: Filters): JobSelection => ({
  userType: filters.userType as JobSelection["userType"] & object,
  containsUnActive: filters.containsUnActive,
  ...(filters.searchKey ? { searchKey: filters.searchKey } : {}),
  ...(filters.deptCode ? { deptCode: filters.deptCode } : {}),
  ...(filters.tag ? { tag: filters.tag } : {}),
  ...(filters.assetNumber ? { assetNumber: filters.assetNumber } : {}),
  ...(filters.online ? { online: filters.online === "true" } : {}),
  ...(filters.status ? { status: Number(filters.status) as 0 | 1 } : {}),
});

/** A job for the rows that are chosen. */
export function ChosenAsJob({ accounts }: { accounts: readonly string[] }) {
  const say = useSay();
  const [is_asked, ask] = useState(false);
  return (
    <>
      <Button needs="reset" onPress={() => ask(true)}>
        {say("As a job ...", "作为批量任务……")}
      </Button>
      {is_asked ? <JobDialog subject={{ accounts }} onClose={() => ask(false)} /> : null}
    </>
  );
}

/** A job for all that the search finds, on whichever page. */
export function AllAsJob({ filters, count }: { filters: Filters; count: number }) {
  const say = useSay();
  const [is_asked, ask] = useState(false);
  if (count === 0 && !is_asked) return null;
  const shown = number_text(count);
  return (
    <>
      <Button needs="reset" onPress={() => ask(true)}>
        {say(`All ${shown} as a job ...`, `全部 ${shown} 个作为批量任务……`)}
      </Button>
      {is_asked ? (
        <JobDialog
          subject={{ selection: selection_of(filters), count }}
          onClose={() => ask(false)}
        />
      ) : null}
    </>
  );
}
