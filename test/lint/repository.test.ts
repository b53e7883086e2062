import { join } from "node:path";
import { expect, test } from "vitest";
import { repositoryTop } from "../../src/repository.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

test("the top of a repository is the nearest directory with .git, at or above the given one", () => {
  const top = temporaryDirectory({ ".git/HEAD": "", "live/main.tf": "", "vendor/queue/.git": "gitdir: …\n" });
  expect(repositoryTop(top)).toBe(top);
  expect(repositoryTop(join(top, "live"))).toBe(top);
  expect(repositoryTop(join(top, "vendor/queue/examples"))).toBe(join(top, "vendor/queue"));
});

test("there is no top outside of a repository", () => {
  expect(repositoryTop(temporaryDirectory())).toBeUndefined();
});
