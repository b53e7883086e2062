import { didYouMean } from "../../aws/did-you-mean.ts";
import { grouped } from "../../grouped.ts";
import { holdsDefault } from "../../lambda/index.ts";
import {
  type BlockValue,
  elementsOrSelf,
  type Place,
  type Resource,
  stringOf,
  type Value,
} from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";

const example = (artifact: string) => `resource "aws_codepipeline" "orders" {
  name     = "orders"
  role_arn = "arn:aws:iam::111122223333:role/orders-pipeline"

  artifact_store {
    location = "orders-artifacts"
    type     = "S3"
  }

  stage {
    name = "Source"

    action {
      name             = "Source"
      category         = "Source"
      owner            = "AWS"
      provider         = "CodeStarSourceConnection"
      version          = "1"
      output_artifacts = ["source"]
      configuration    = { ConnectionArn = "arn:aws:codeconnections:eu-west-1:111122223333:connection/1", FullRepositoryId = "shop/orders", BranchName = "main" }
    }
  }

  stage {
    name = "Deploy"

    action {
      name            = "Deploy"
      category        = "Build"
      owner           = "AWS"
      provider        = "CodeBuild"
      version         = "1"
      input_artifacts = ["${artifact}"]
      configuration   = { ProjectName = "orders-deploy" }
    }
  }
}`;

export default defineRule({
  summary: "CodePipeline does not accept the stages or actions of a pipeline",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { "cfn-lint": ["E3700"] },
  source: "AWS CodePipeline user guide, Pipeline structure reference: pipelines, stages and actions (2026-11)",
  why: `The plan shows a pipeline, and CodePipeline refuses it when it is created or changed: the first stage, and only that, has
source actions, names are unique, and an action takes only artifacts that an earlier one has produced.`,
  bad: example("sources"),
  good: example("source"),
  check({ stack }) {
    return stack
      .resources("aws_codepipeline")
      .filter(isWrittenOut)
      .flatMap((pipeline) => {
        const stages = pipeline.body.blocks("stage");
        const actions = stages.flatMap((stage, index) => actionsOf(pipeline, stage, index));
        return [
          ...loneStage(pipeline, stages),
          ...twins(named(pipeline, stages), (name) => `Two stages of ${pipeline} are named ${name}`),
          ...stages.flatMap((stage) => twinActions(pipeline, stage)),
          ...actions.flatMap(misplaced),
          ...twins(
            actions.flatMap(({ outputs }) => outputs.texts),
            (name) => `Two actions of ${pipeline} have the output artifact ${name}`,
          ),
          ...actions.flatMap((action) => unknownInputs(action, actions)),
        ].map((finding) => ({ resource: pipeline.address, ...finding }));
      });
  },
});

type Fault = Omit<RuleFinding, "resource">;

/** A text, and where it is. */
interface Named {
  readonly text: string;
  readonly at: Place;
}

interface Action {
  readonly pipeline: Resource;
  readonly block: BlockValue;
  readonly stage: number;
  readonly category: string | undefined;
  readonly inputs: Artifacts;
  readonly outputs: Artifacts;
}

interface Artifacts {
  readonly texts: readonly Named[];
  /** Whether these are all. */
  readonly isComplete: boolean;
}

/** Whether every stage and action is a block of its own: how many a dynamic block yields is up to its values. */
function isWrittenOut({ body }: Resource): boolean {
  const { whole } = body;
  return !/\bdynamic\b/.test(whole.file.slice(whole));
}

function actionsOf(pipeline: Resource, stage: BlockValue, index: number): readonly Action[] {
  return stage.blocks("action").map((block) => ({
    pipeline,
    block,
    stage: index,
    category: fixed(block.value("category"), pipeline)?.text,
    inputs: artifacts(block.value("input_artifacts"), pipeline),
    outputs: artifacts(block.value("output_artifacts"), pipeline),
  }));
}

function artifacts(value: Value, pipeline: Resource): Artifacts {
  const { elements, complete } = elementsOrSelf(value);
  const texts = elements.flatMap((element) => fixed(element, pipeline) ?? []);
  return { texts, isComplete: complete && texts.length === elements.length };
}

/** A text that no caller of the module may change. */
function fixed(value: Value, { module }: Resource): Named | undefined {
  const text = holdsDefault(value, module) ? undefined : stringOf(value);
  return text === undefined ? undefined : { text, at: value.place };
}

function loneStage(pipeline: Resource, stages: readonly BlockValue[]): readonly Fault[] {
  const [only, ...more] = stages;
  if (!only || more.length > 0) return [];
  return [
    {
      at: only.place(),
      message: `${pipeline} has only one stage, and CodePipeline requires two`,
      help: "Add a stage that does something with what the first one fetches",
    },
  ];
}

function twinActions(pipeline: Resource, stage: BlockValue): readonly Fault[] {
  const name = stage.string("name");
  const where = name === undefined ? `a stage of ${pipeline}` : `the stage ${name} of ${pipeline}`;
  return twins(named(pipeline, stage.blocks("action")), (text) => `Two actions in ${where} are named ${text}`);
}

function named(pipeline: Resource, blocks: readonly BlockValue[]): readonly Named[] {
  return blocks.flatMap((block) => fixed(block.value("name"), pipeline) ?? []);
}

/** What occurs a second time. */
function twins(names: readonly Named[], message: (text: string) => string): readonly Fault[] {
  return [...grouped(names, ({ text }) => [text])].flatMap(([text, [first, second]]) =>
    first && second
      ? [
          {
            at: second.at,
            message: message(text),
            help: "Give each a name of its own",
            related: [{ at: first.at, message: "the other one" }],
          },
        ]
      : [],
  );
}

/** An action in a stage that its category does not belong to, or with artifacts that it does not have. */
function misplaced({ pipeline, block, stage, category, inputs, outputs }: Action): readonly Fault[] {
  if (category === undefined) return [];
  const name = spoken(block);
  const isSource = category === "Source";
  const at = block.place("category");
  if (stage === 0 && !isSource)
    return [
      {
        at,
        message: `${name} in the first stage of ${pipeline} is of the category ${category}, but that stage may have only source actions`,
        help: "Move it to a later stage",
      },
    ];
  if (stage > 0 && isSource)
    return [
      {
        at,
        message: `${name} of ${pipeline} is a source action, which only the first stage may have`,
        help: "Move it to the first stage",
      },
    ];
  const [spare] = isSource ? inputs.texts : category === "Approval" ? [...inputs.texts, ...outputs.texts] : [];
  if (!spare) return [];
  return [
    {
      at: spare.at,
      message: `${name} of ${pipeline} has the artifact ${spare.text}, but ${isSource ? "a source action takes none" : "an approval has none"}`,
      help: "Remove the artifact",
    },
  ];
}

/** Artifacts that an action takes although none of those before it produces them. */
function unknownInputs(action: Action, all: readonly Action[]): readonly Fault[] {
  const earlier = all.filter((other) => mayPrecede(other, action));
  if (action.category === undefined || /^(?:Source|Approval)$/.test(action.category)) return [];
  if (!earlier.every(({ outputs }) => outputs.isComplete)) return [];
  const produced = earlier.flatMap(({ outputs }) => outputs.texts.map(({ text }) => text));
  const missing = action.inputs.texts.find(({ text }) => !produced.includes(text));
  if (!missing) return [];
  const meant = didYouMean(missing.text, produced);
  return [
    {
      at: missing.at,
      message: `${spoken(action.block)} of ${action.pipeline} takes the artifact ${missing.text}, which no action before it produces`,
      help: meant === undefined ? "Name an output artifact of an earlier action" : `Did you mean ${meant}?`,
    },
  ];
}

/** Whether an action may run before another one: in an earlier stage, or with a lower number in the same one. */
function mayPrecede(one: Action, other: Action): boolean {
  if (one.stage !== other.stage) return one.stage < other.stage;
  const [first, second] = [one, other].map(({ block }) =>
    block.isSet("run_order") === "no" ? 1 : block.number("run_order"),
  );
  return one !== other && (first === undefined || second === undefined || first < second);
}

function spoken(block: BlockValue): string {
  const name = block.string("name");
  return name === undefined ? "An action" : `The action ${name}`;
}
