import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { TerminalRecord } from "../../generated/api";
import { place } from "../core/address";
import { call } from "../core/client";
import { useSay } from "../core/say";
import { record_path } from "../core/terminals";
import { Fact, Facts } from "../parts/badge";
import { Button, PlaceLink } from "../parts/button";
import { Distance } from "../parts/moment";
import { Card } from "../parts/page";
import { Loaded } from "../parts/state";
import { LabelsDialog } from "./labels_dialog";

/** Each leads to all terminals that have it. */
export function Tags({ tags }: { tags: readonly string[] }) {
  if (tags.length === 0) return null;
  return (
    <span className="badges">
      {tags.map((tag) => (
        <PlaceLink
          key={tag}
          to={`${place("terminals")}?tag=${encodeURIComponent(tag)}`}
          className="badge tag"
        >
          {tag}
        </PlaceLink>
      ))}
    </span>
  );
}

/** When the bound device was last heard of. */
export function Presence({ record }: { record: TerminalRecord }) {
  const say = useSay();
  if (record.lastSeenTime === null) return <span className="faint">–</span>;
  if (record.online) return say("Online", "在线");
  return <Distance at={record.lastSeenTime} />;
}

/** What administrators note about a terminal, of whichever kind. */
export function LabelsCard({ account }: { account: string }) {
  const say = useSay();
  const [is_asked, ask] = useState(false);
  const query = useQuery({
    queryKey: ["terminals", "record", account],
    queryFn: ({ signal }) => call<TerminalRecord>("GET", record_path(account), { signal }),
  });
  return (
    <Card
      title={say("Notes", "标注")}
      actions={
        query.data ? (
          <Button needs="create" onPress={() => ask(true)}>
            {say("Edit notes", "编辑标注")}
          </Button>
        ) : null
      }
    >
      <Loaded query={query}>
        {(record) => (
          <>
            <Facts>
              <Fact name={say("Note", "备忘")}>{record.note}</Fact>
              <Fact name={say("Asset number", "资产编号")}>{record.assetNumber}</Fact>
              <Fact name={say("Tags", "标签")}>
                {record.tags.length > 0 ? <Tags tags={record.tags} /> : ""}
              </Fact>
              <Fact name={say("Last seen", "最近联系")}>
                <Presence record={record} />
              </Fact>
            </Facts>
            {is_asked ? <LabelsDialog record={record} onClose={() => ask(false)} /> : null}
          </>
        )}
      </Loaded>
    </Card>
  );
}
