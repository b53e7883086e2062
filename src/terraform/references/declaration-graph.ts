import type { Attribute } from "../../hcl/index.ts";
import { placeOf } from "../evaluation/evaluate.ts";
import { type Declared, type MergedBlock, resourceKey } from "../files/declarations.ts";
import type { Module } from "../modules/module.ts";
import { providerConfigurationOf } from "../settings/provider-config.ts";
import type { Place } from "../values/value.ts";
import type { WrittenReference } from "./references.ts";
import { referencesOf } from "./written-dependencies.ts";

/** A step of Terraform's evaluation: a declaration of a module, or the start or end of a module call. */
export interface Declaration {
  readonly module: Module;
  readonly kind: "local" | "resource" | "variable" | "output" | "provider" | "opening" | "closing";
  /** As Terraform writes it within the module. */
  readonly name: string;
  readonly place: Place;
}

/**
 * The dependencies between declarations of a module and everything it calls, as written: Terraform orders blocks, not
 * their instances.
 */
export class DeclarationGraph {
  private readonly known = new Map<string, Declaration>();
  private readonly providers = new Map<Declaration, MergedBlock>();
  private readonly roots: readonly Module[];

  constructor(root: Module) {
    this.roots = [root];
  }

  /** All declarations, those of a module before those of the modules that it calls. */
  *declarations(): Generator<Declaration> {
    const pending = [...this.roots];
    for (let module = pending.shift(); module; module = pending.shift()) {
      const { resources, locals, variables, outputs } = module.declared;
      for (const block of resources.values()) yield this.resource(module, block);
      for (const [name, local] of locals) yield this.local(module, name, local);
      for (const [name, block] of variables) yield this.block(module, "variable", name, block);
      for (const [name, block] of outputs) yield this.block(module, "output", name, block);
      pending.push(...childrenOf(module));
    }
  }

  /** The declarations that a declaration depends on. */
  waitsFor(declaration: Declaration): readonly Declaration[] {
    const { module, kind, name } = declaration;
    switch (kind) {
      case "local":
        return this.named(module, `local ${name}`);
      case "resource":
        return [...this.named(module, keyOf(name)), ...this.configuration(declaration), ...this.openings(module)];
      case "provider":
        return this.configured(declaration);
      case "output":
        return [...this.named(module, `output ${name}`), ...this.openings(module)];
      case "variable":
        return [...this.inputs(module, name), ...this.validated(declaration), ...this.openings(module)];
      case "opening":
        return this.opened(module);
      case "closing":
        return this.contents(module);
    }
  }

  private named(module: Module, declaration: string): readonly Declaration[] {
    return referencesOf(module, declaration).flatMap((reference) => this.meant(module, reference) ?? []);
  }

  private inputs({ call }: Module, name: string): readonly Declaration[] {
    return call ? this.named(call.parent, `input ${call.name} ${name}`) : [];
  }

  /** What the validations of a variable refer to besides the variable. */
  private validated(variable: Declaration): readonly Declaration[] {
    return this.named(variable.module, `variable ${variable.name}`).filter((other) => other !== variable);
  }

  /** The provider configuration of a resource, if there is one. */
  private configuration({ module, name }: Declaration): readonly Declaration[] {
    const parts = name.split(".");
    const [type = "", own = ""] = parts.slice(-2);
    const mode = parts.length === 2 ? "managed" : parts[0] === "data" ? "data" : "ephemeral";
    const found = providerConfigurationOf({ module, mode, type, name: own });
    if (found.kind !== "block") return [];
    const alias = found.block.string("alias");
    const provider = `provider.${found.declared.labels.join("")}${alias === undefined ? "" : `.${alias}`}`;
    const declaration = this.block(found.module, "provider", provider, found.declared);
    this.providers.set(declaration, found.declared);
    return [declaration];
  }

  /** The dependencies of a provider's configuration; there may be further configurations of the same provider. */
  private configured(provider: Declaration): readonly Declaration[] {
    const { module } = provider;
    const block = this.providers.get(provider);
    return referencesOf(module, `provider ${block?.labels.join(" ")}`)
      .filter(({ blocks }) => blocks[0] === block?.declared.node)
      .flatMap((reference) => this.meant(module, reference) ?? []);
  }

  private openings(module: Module): readonly Declaration[] {
    return module.call ? [this.part(module, "opening")] : [];
  }

  private opened({ call }: Module): readonly Declaration[] {
    if (!call) return [];
    const references = referencesOf(call.parent, `module ${call.name}`).filter(
      ({ blocks, argument }) => blocks.length === 1 && OPENING.has(argument),
    );
    return [
      ...references.flatMap((reference) => this.meant(call.parent, reference) ?? []),
      ...this.openings(call.parent),
    ];
  }

  private contents(module: Module): readonly Declaration[] {
    return [
      ...[...module.declared.resources.values()].map((block) => this.resource(module, block)),
      ...childrenOf(module).map((child) => this.part(child, "closing")),
    ];
  }

  /**
   * The declaration that a reference means; undefined if it is not here, or an index hides which part of a module is
   * meant.
   */
  private meant(module: Module, reference: WrittenReference): Declaration | undefined {
    const { root, path } = reference;
    const [first = "", second = ""] = path;
    switch (root) {
      case "local": {
        const local = module.declared.locals.get(first);
        return local && this.local(module, first, local);
      }
      case "var": {
        const block = module.declared.variables.get(first);
        return block && this.block(module, "variable", first, block);
      }
      case "module":
        return this.meantOf(module, reference);
      case "data":
      case "ephemeral":
        return this.found(module, resourceKey(root, first, second));
      case "resource":
        return this.found(module, resourceKey("managed", first, second));
      default:
        return this.found(module, resourceKey("managed", root, first));
    }
  }

  private meantOf(module: Module, { path: [name = "", output], argument }: WrittenReference): Declaration | undefined {
    const [called] = module.calledBy(name);
    if (!called) return undefined;
    if (output === undefined) return argument === "depends_on" ? this.part(called, "closing") : undefined;
    const block = called.declared.outputs.get(output);
    return block && this.block(called, "output", output, block);
  }

  private found(module: Module, key: string): Declaration | undefined {
    const block = module.declared.resources.get(key);
    return block && this.resource(module, block);
  }

  private resource(module: Module, block: MergedBlock): Declaration {
    const prefix = block.type === "resource" ? "" : `${block.type}.`;
    return this.block(module, "resource", `${prefix}${block.labels.join(".")}`, block);
  }

  private block(module: Module, kind: Declaration["kind"], name: string, { declared }: MergedBlock): Declaration {
    const { node, file } = declared;
    const { call } = module;
    // if the call sets it
    if (kind === "variable" && call?.block.isWritten(name))
      return this.once(module, kind, name, () => call.block.place(name));
    const end = node.labels.at(-1)?.end ?? node.typeSpan.end;
    return this.once(module, kind, name, () => placeOf({ start: node.start, end }, file));
  }

  private local(module: Module, name: string, { node, file }: Declared<Attribute>): Declaration {
    return this.once(module, "local", name, () => placeOf(node.nameSpan, file));
  }

  private part(module: Module, kind: "opening" | "closing"): Declaration {
    return this.once(module, kind, "", () => module.call?.block.place() ?? neverHere());
  }

  private once(module: Module, kind: Declaration["kind"], name: string, place: () => Place): Declaration {
    const key = `${module.address} ${kind} ${name}`;
    const known = this.known.get(key) ?? { module, kind, name, place: place() };
    this.known.set(key, known);
    return known;
  }
}

/** Arguments of a call that are evaluated before anything in the module. */
const OPENING: ReadonlySet<string> = new Set(["count", "for_each", "depends_on"]);

/** The modules that a module calls, one per call: all instances of a call are ordered as one. */
function childrenOf(module: Module): readonly Module[] {
  return [...module.declared.moduleCalls.keys()].flatMap((name) => module.calledBy(name).slice(0, 1));
}

/** `resource aws_sqs_queue jobs` for `aws_sqs_queue.jobs`. */
function keyOf(name: string): string {
  const parts = name.split(".");
  return parts.length === 2 ? `resource ${parts.join(" ")}` : parts.join(" ");
}

function neverHere(): never {
  throw new Error("a module that is not called has no call");
}
