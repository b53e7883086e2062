/**
 * The texts of a module that keeps no policies of a role: what the role has to allow becomes a value, for whoever keeps it.
 * Works on what templates write: a policy with its comment above, and then a name, the role and the document.
 */
export function handedOver(texts: ReadonlyMap<string, string>, role: string): ReadonlyMap<string, string> {
  const policies: string[] = [];
  const names: string[] = [];
  const kept = new Map(
    [...texts].map(([file, text]) => [
      file,
      text.replace(policiesOf(role), (_, comment: string, name: string, document: string) => {
        policies.push(`${comment}${name} = ${document}`);
        names.push(name);
        return "";
      }),
    ]),
  );
  if (policies.length === 0) return kept;
  const told = `${COMMENT}\nlocals {\nrole_policies = {\n${policies.join("\n\n")}\n}\n}\n`;
  const pointed = new Map([...kept].map(([file, text]) => [file, withoutPolicies(text, names)]));
  return new Map(
    [...pointed].map(([file, text]) => [file, file.endsWith("iam.tf") ? `${text.trim()}\n\n${told}` : text]),
  );
}

const COMMENT =
  "# What the role has to allow. Whoever keeps it gives it these policies: nothing of it is changed here.";

function policiesOf(role: string): RegExp {
  const header = String.raw`^resource "aws_iam_role_policy" "(\w+)" \{\n\s*name\s*=.*\n\s*role\s*=\s*${role}\.id\n`;
  return new RegExp(String.raw`((?:^#.*\n)*)${header}\s*policy\s*=\s*([^]*?)\n\}\n+`, "gm");
}

/** Nothing waits for policies that are not made, and whoever read one reads the value. */
function withoutPolicies(text: string, names: readonly string[]): string {
  const policy = `aws_iam_role_policy\\.(${names.join("|")})\\b`;
  return text
    .replace(new RegExp(`^ *${policy},\n`, "gm"), "")
    .replace(new RegExp(`(?:\n *#.*)*\n *depends_on = \\[(?:\\s*|${policy})\\]`, "g"), "")
    .replace(new RegExp(`${policy}(\\.policy)?`, "g"), "local.role_policies.$1");
}
