import { type AlarmMetric, alarmMetrics, type Stack } from "../../../lambda/index.ts";
import type { Place } from "../../../terraform/index.ts";
import type { Fix, RuleFinding } from "../../rule.ts";

/** Why an alarm never gets data. */
export interface AlarmProblem {
  readonly at: Place;
  /** Follows "can never go off: ". */
  readonly message: string;
  readonly help: string;
  readonly suggestions?: readonly Fix[];
}

/** The alarms of a stack that can never go off, one for each problem with a metric of theirs. */
export function deadAlarms(
  stack: Stack,
  problemsOf: (metric: AlarmMetric) => readonly AlarmProblem[],
): readonly RuleFinding[] {
  return alarmMetrics(stack).flatMap((metric) =>
    problemsOf(metric).map((problem) => ({
      ...problem,
      resource: metric.alarm.address,
      message: `${metric.alarm} can never go off: ${problem.message}`,
    })),
  );
}
