import { limits } from "../../limits.ts";
import type { Place } from "../values/value.ts";

/** A limit that was reached, so that something is left out, and where. */
export interface Excess {
  readonly place: Place;
  readonly message: string;
}

/** The limits that the modules of one root share. */
export class Budget {
  private steps = 0;
  private modules = 0;
  private instances = 0;
  private readonly met = new Map<"steps" | "modules", Excess>();

  /** The limits reached so far, each where it was first reached. */
  get excesses(): readonly Excess[] {
    return [...this.met.values()];
  }

  /** Counts steps of evaluation; returns false once there are too many. */
  spend(steps: number): boolean {
    this.steps += steps;
    return this.steps <= limits.steps;
  }

  /** Records where evaluation stopped, if there were too many steps. */
  noteSpent(place: Place): void {
    if (this.steps <= limits.steps || this.met.has("steps")) return;
    const message = `Evaluation has taken ${count(limits.steps)} steps: all values after this are unknown`;
    this.met.set("steps", { place, message });
  }

  /** Counts a called module; returns false once there are too many. */
  takeModule(place: Place): boolean {
    if (++this.modules <= limits.modules) return true;
    if (!this.met.has("modules")) {
      const message = `More than ${count(limits.modules)} modules are called: the rest are not checked`;
      this.met.set("modules", { place, message });
    }
    return false;
  }

  /** Counts instances that are to be distinguished; returns false, and counts none, if they would be too many. */
  takeInstances(instances: number): boolean {
    if (this.instances + instances > limits.instances) return false;
    this.instances += instances;
    return true;
  }
}

function count(limit: number): string {
  return limit.toLocaleString("en");
}
