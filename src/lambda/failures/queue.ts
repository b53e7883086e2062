import { QUEUE_VISIBILITY_DEFAULT } from "../../aws/limits.ts";
import { isCallersChoice, isLeftOut, type Place, type Presence, type Resource } from "../../terraform/index.ts";
import { type Redrive, redriveOf } from "./redrive.ts";

/** What the rest of the configuration says about a queue. */
export interface QueueSurroundings {
  /** Its redrive policies in separate resources, and whether there may be others. */
  readonly redrivePolicies: readonly Resource[];
  readonly knowsRedrivePolicies: boolean;
  readonly isDeadLetterQueue: boolean;
}

/** An aws_sqs_queue and what happens to messages that cannot be processed. */
export class Queue {
  readonly resource: Resource;
  private readonly around: () => QueueSurroundings;

  constructor(resource: Resource, around: () => QueueSurroundings) {
    this.resource = resource;
    this.around = around;
  }

  /** The arguments and blocks of its resource. */
  get body(): Resource["body"] {
    return this.resource.body;
  }

  /** Seconds for which a received message stays hidden; the default if not set, undefined if not known. */
  get visibilityTimeout(): number | undefined {
    return this.body.isSet("visibility_timeout_seconds") === "no"
      ? QUEUE_VISIBILITY_DEFAULT
      : this.body.number("visibility_timeout_seconds");
  }

  /** By its argument; a queue whose name ends in .fifo must be one. What callers choose may be different. */
  get isFifo(): Presence {
    if (isCallersChoice(this.resource, "fifo_queue")) return "unknown";
    const flag = this.body.boolean("fifo_queue");
    if (flag !== undefined) return flag ? "yes" : "no";
    if (this.body.isSet("fifo_queue") !== "no") return "unknown";
    const isNamed = this.body.string("name")?.endsWith(".fifo") && !isCallersChoice(this.resource, "name");
    return isNamed ? "yes" : "no";
  }

  /** Its own redrive policy, or that of an aws_sqs_queue_redrive_policy. */
  get redrive(): Redrive {
    const own = redriveOf(this.body);
    if (own.kind !== "none") return own;
    const { redrivePolicies, knowsRedrivePolicies } = this.around();
    const [other] = redrivePolicies;
    if (other) return redriveOf(other.body);
    const isOwnChoice = isLeftOut(this.resource, "redrive_policy");
    return knowsRedrivePolicies && isOwnChoice ? own : { kind: "unknown" };
  }

  /** Whether something in the configuration sends failed messages or events to it. */
  get isDeadLetterQueue(): boolean {
    return this.around().isDeadLetterQueue;
  }

  /** The place of an argument, or the best one to say that it is missing. */
  place(argument?: string): Place {
    return this.body.place(argument);
  }

  /** Its address, for messages. */
  toString(): string {
    return this.resource.address;
  }
}
