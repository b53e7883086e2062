import type { Stack } from "../../../lambda/index.ts";
import { isLeftOut, type Place, type Resource } from "../../../terraform/index.ts";

const LOGGING = "logging_configuration";

/** The state machines of a type that write no log, whoever calls the module, each with the place to report. */
export function machinesWithoutLog(
  stack: Stack,
  type: "STANDARD" | "EXPRESS",
): readonly { readonly machine: Resource; readonly at: Place }[] {
  return stack.resources("aws_sfn_state_machine").flatMap((machine) => {
    const { body } = machine;
    // defaults: AWS Step Functions API reference, CreateStateMachine: type, and LoggingConfiguration: level (2026-11)
    const ownType = body.isSet("type") === "no" ? "STANDARD" : body.string("type");
    const [block] = body.blocks(LOGGING);
    const isOff = block?.isCertain === true && (block.string("level") === "OFF" || block.isSet("level") === "no");
    if (ownType !== type || (!isOff && !isLeftOut(machine, LOGGING))) return [];
    return [{ machine, at: block ? block.place("level") : body.place() }];
  });
}
