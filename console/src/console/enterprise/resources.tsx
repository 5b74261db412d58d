import { useQuery } from "@tanstack/react-query";
import type { CorpResources, UsedResourceCounter } from "../../generated/api";
import { type Words, words } from "../../shared/language";
import { place } from "../core/address";
import { call } from "../core/client";
import { number_text } from "../core/format";
import { useSay } from "../core/say";
import { PlaceLink } from "../parts/button";
import { Loaded } from "../parts/state";

/** As the API says that there is no limit. */
const unlimited = 2_147_483_647;
const whole_width = 100;
const full_share = 0.9;

interface Kind {
  readonly name: Words;
  readonly to: string;
  readonly of: (resources: CorpResources) => UsedResourceCounter;
}

const kinds: readonly Kind[] = [
  {
    name: words("IdeaHub", "IdeaHub"),
    to: `${place("terminals")}?type=13`,
    of: ({ ideaHubCount }) => ideaHubCount,
  },
  {
    name: words("Smart TVs", "智慧屏"),
    to: `${place("terminals")}?type=12`,
    of: ({ hwVisionCount }) => hwVisionCount,
  },
  {
    name: words("SmartRooms", "SmartRooms"),
    to: `${place("terminals")}?type=14`,
    of: ({ roomCount }) => roomCount,
  },
  {
    name: words("Hard terminals", "硬件终端"),
    to: place("devices"),
    of: ({ te1080pHardCount }) => te1080pHardCount,
  },
  { name: words("Users", "用户"), to: place("users"), of: ({ teSoftCount }) => teSoftCount },
];

/** How much of what the enterprise may have is in use. */
export function Resources() {
  const say = useSay();
  const query = useQuery({
    queryKey: ["corp", "resources"],
    queryFn: ({ signal }) => call<CorpResources>("GET", "/v1/usg/dcs/corp/resource", { signal }),
  });
  return (
    <Loaded query={query}>
      {(resources) => (
        <ul className="resources">
          {kinds.map((kind) => {
            const { sumCount, usedCount } = kind.of(resources);
            const is_limited = sumCount < unlimited;
            const share = is_limited ? Math.min(1, usedCount / Math.max(1, sumCount)) : 0;
            return (
              <li key={kind.to}>
                <PlaceLink to={kind.to}>{say(kind.name)}</PlaceLink>
                <span className="resource-count">
                  {is_limited
                    ? say(
                        `${number_text(usedCount)} of ${number_text(sumCount)}`,
                        `${number_text(usedCount)} / ${number_text(sumCount)}`,
                      )
                    : say(
                        `${number_text(usedCount)}, no limit`,
                        `${number_text(usedCount)}，不限量`,
                      )}
                </span>
                {is_limited ? (
                  <svg
                    className={share >= full_share ? "share full" : "share"}
                    viewBox={`0 0 ${whole_width} 4`}
                    preserveAspectRatio="none"
                    aria-hidden="true"
                  >
                    <rect className="share-whole" width={whole_width} height="4" />
                    <rect className="share-part" width={share * whole_width} height="4" />
                  </svg>
                ) : null}
              </li>
            );
          })}
        </ul>
      )}
    </Loaded>
  );
}
