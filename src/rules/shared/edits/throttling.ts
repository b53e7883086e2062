import type { BlockValue } from "../../../terraform/index.ts";
import type { Fix } from "../../rule.ts";
import { setArgument } from "./arguments.ts";
import { addBlock } from "./blocks.ts";
import { suggestionOf } from "./fixes.ts";

const BURST = "throttling_burst_limit";
const RATE = "throttling_rate_limit";
const LIMITS = [BURST, RATE] as const;
/** Rates to choose from, in requests per second; the burst limit is twice as much. */
const RATES = [100, 1000];

/** Adds the limits that settings lack, or that are 0, after the existing one. */
export function throttlingLimits(settings: BlockValue): readonly Fix[] {
  const [burst, rate] = LIMITS.map((name) => settings.number(name) || undefined);
  const known = rate ?? (burst === undefined ? undefined : Math.max(1, Math.floor(burst / 2)));
  return (known === undefined ? RATES : [known]).flatMap((one) => {
    const lacking = LIMITS.filter((name) => settings.isSet(name) === "no" || settings.number(name) === 0);
    return suggestionOf(title(one), ...lacking.map((name) => setArgument(settings, name, limit(name, one))));
  });
}

/** A block with both limits. */
export function throttlingBlock(body: BlockValue, type: string): readonly Fix[] {
  return RATES.flatMap((rate) => {
    const content = LIMITS.map((name) => `${name} = ${limit(name, rate)}`).join("\n");
    return suggestionOf(title(rate), addBlock(body, type, content));
  });
}

function limit(name: string, rate: number): string {
  return String(name === BURST ? 2 * rate : rate);
}

function title(rate: number): string {
  return `Allow ${rate} requests per second, in bursts of up to ${2 * rate}`;
}
