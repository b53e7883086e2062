import { limits } from "../limits.ts";
import type { Place } from "./value.ts";

/** Where a limit was met that leaves something out, and which. */
export interface Excess {
  readonly place: Place;
  readonly message: string;
}

/** What the modules of one root may take together. */
export class Budget {
  private steps = 0;
  private modules = 0;
  private instances = 0;
  private readonly met = new Map<"steps" | "modules", Excess>();

  /** The limits that were met so far, each where it was first. */
  get excesses(): readonly Excess[] {
    return [...this.met.values()];
  }

  /** Counts steps of evaluation; false once there were too many. */
  spend(steps: number): boolean {
    this.steps += steps;
    return this.steps <= limits.steps;
  }

  /** Says where evaluation stopped, if it was for too many steps. */
  noteSpent(place: Place): void {
    if (this.steps <= limits.steps || this.met.has("steps")) return;
    const message = `Evaluation has taken ${count(limits.steps)} steps: all values after this are unknown`;
    this.met.set("steps", { place, message });
  }

  /** Counts a module that is called; false once there were too many. */
  takeModule(place: Place): boolean {
    if (++this.modules <= limits.modules) return true;
    if (!this.met.has("modules")) {
      const message = `More than ${count(limits.modules)} modules are called: the rest are not checked`;
      this.met.set("modules", { place, message });
    }
    return false;
  }

  /** Counts instances that are told apart; false where they would be too many, and then none is counted. */
  takeInstances(instances: number): boolean {
    if (this.instances + instances > limits.instances) return false;
    this.instances += instances;
    return true;
  }
}

function count(limit: number): string {
  return limit.toLocaleString("en");
}
