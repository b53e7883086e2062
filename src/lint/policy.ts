import { dirname } from "node:path";
import { registry } from "../rules/registry.generated.ts";
import { findConfig } from "./config/find-config.ts";
import { type Configuration, type Layer, noConfiguration } from "./config/layer.ts";
import { loadConfig } from "./config/load-config.ts";
import { matches } from "./config/path-patterns.ts";
import { layersFor, ruleSettings, strongest } from "./config/settings.ts";
import { type ActiveRule, selectRules } from "./selection.ts";

/** Which rules apply to certain files and how: files with the same policy share one object. */
export interface Policy {
  readonly rules: readonly ActiveRule[];
  readonly ids: ReadonlySet<string>;
  readonly peerSuppressions: boolean;
}

/** Where a run's settings come from. */
export interface PolicyRequest {
  readonly cwd: string;
  /** The configuration file (absolute) to use instead of those that are found. */
  readonly configFile: string | undefined;
  /** Settings from the command line, which take precedence over files. */
  readonly flags: Layer;
  readonly only: readonly string[];
}

/** Which configuration applies where. */
export class Policies {
  private readonly request: PolicyRequest;
  private readonly configurations: ReadonlyMap<string, Configuration>;
  private readonly byLayers = new Map<string, Policy>();
  private readonly byFile = new Map<string, Policy>();

  private constructor(request: PolicyRequest, configurations: ReadonlyMap<string, Configuration>) {
    this.request = request;
    this.configurations = configurations;
  }

  /** Reads the configuration for these directories and the working directory. Throws a UserError if it is invalid. */
  static async read(request: PolicyRequest, directories: readonly string[]): Promise<Policies> {
    const loaded = new Map<string, Configuration>();
    const known = new Map<string, string | undefined>();
    const configurations = new Map<string, Configuration>();
    for (const directory of new Set([...directories, request.cwd])) {
      const file = request.configFile ?? findConfig(directory, known);
      if (file === undefined) continue;
      const configuration = loaded.get(file) ?? (await loadConfig(file, { cwd: request.cwd, registry }));
      loaded.set(file, configuration);
      configurations.set(directory, configuration);
    }
    return new Policies(request, configurations);
  }

  /** The layers in force for a file (absolute path) in one of the directories, the strongest last. */
  layers(file: string): readonly Layer[] {
    return [...layersFor(this.configuration(file).layers, file), this.request.flags];
  }

  of(file: string): Policy {
    const cached = this.byFile.get(file);
    if (cached) return cached;
    const policy = this.fromLayers(this.layers(file));
    this.byFile.set(file, policy);
    return policy;
  }

  /** The layers that apply to a whole directory. */
  directoryLayers(directory: string): readonly Layer[] {
    const layers = this.configurations.get(directory)?.layers ?? [];
    return [...layers.filter(({ files }) => files === undefined), this.request.flags];
  }

  /** The layers that apply only to some files in or below a directory. */
  partialLayers(directory: string): readonly Layer[] {
    return (this.configurations.get(directory)?.layers ?? []).filter(({ files }) => files !== undefined);
  }

  /** The configuration files for a directory, absolute: extended files before those that extend them. */
  filesOf(directory: string): readonly string[] {
    return this.configurations.get(directory)?.files ?? [];
  }

  /** Whether the configuration excludes a file from reports. */
  isIgnored(file: string): boolean {
    return this.configuration(file).ignored.some((patterns) => matches(patterns, file));
  }

  private configuration(file: string): Configuration {
    return this.configurations.get(dirname(file)) ?? noConfiguration;
  }

  /** The policy that layers make, the strongest last. */
  fromLayers(layers: readonly Layer[]): Policy {
    const key = JSON.stringify(layers.map(({ origin }) => origin));
    const cached = this.byLayers.get(key);
    if (cached) return cached;
    const rules = selectRules(registry, ruleSettings(layers, this.request.only));
    const policy = {
      rules,
      ids: new Set(rules.map(({ id }) => id)),
      peerSuppressions: strongest(layers, "peerSuppressions").value,
    };
    this.byLayers.set(key, policy);
    return policy;
  }
}
