import path from "node:path";
import { SourceFile } from "../../hcl/index.ts";
import { ModuleDirectory } from "../directory.ts";
import { ASSUMABLE_ROLE_MODULE, GITHUB_ROLE_MODULE, IAM_POLICY_MODULE, IAM_ROLE_MODULE } from "./iam-modules.ts";
import { LAMBDA_MODULE } from "./lambda-module.ts";
import { STAND_INS } from "./place.ts";

/** By owner, name and folder of the registry's AWS modules. */
const TEXTS: ReadonlyMap<string, string> = new Map([
  ["lambda", LAMBDA_MODULE],
  ["iam//modules/iam-policy", IAM_POLICY_MODULE],
  ["iam//modules/iam-role", IAM_ROLE_MODULE],
  ["iam//modules/iam-assumable-role", ASSUMABLE_ROLE_MODULE],
  ["iam//modules/iam-github-oidc-role", GITHUB_ROLE_MODULE],
]);

const FROM_REGISTRY =
  /^(?:registry\.(?:terraform\.io|opentofu\.org)\/)?terraform-aws-modules\/([a-z-]+)\/aws(\/\/[^?]+)?$/;
const FROM_GIT =
  /^(?:git::)?(?:https:\/\/|ssh:\/\/git@|git@)?github\.com[/:]terraform-aws-modules\/terraform-aws-([a-z-]+?)(?:\.git)?(\/\/[^?]+)?(?:\?.*)?$/;

const directories = new Map<string, ModuleDirectory>();

/**
 * A stand-in for a widely used module whose source is not available: the part of it that rules need, written from its
 * documentation. Undefined for any other source. Its arguments have the places of their values, which are in the call:
 * problems there are reported, while those in the stand-in itself are not, as nobody wrote it.
 */
export function standInFor(source: string): ModuleDirectory | undefined {
  const [, name, folder = ""] = FROM_REGISTRY.exec(source) ?? FROM_GIT.exec(source) ?? [];
  const key = `${name}${folder}`;
  const text = TEXTS.get(key);
  if (text === undefined) return undefined;
  const cached = directories.get(key);
  if (cached) return cached;
  // a path that exists on no disk
  const directory = path.resolve("/", STAND_INS, key);
  const file = new SourceFile(path.join(directory, "main.tf"), text);
  const read = new ModuleDirectory(directory, [file], { origin: "stand-in" });
  directories.set(key, read);
  return read;
}
