import type {
  AttributeSchema,
  AttributeType,
  BlockSchema,
  NestedBlockSchema,
  SchemaKind,
} from "../../../aws/provider-schema.ts";

/**
 * The content that Terraform itself defines for a block that every resource may have; undefined for one that it leaves
 * to a plugin.
 */
export function metaBlockSchema(type: string, label: string | undefined, kind: SchemaKind): BlockSchema | undefined {
  switch (type) {
    case "lifecycle":
      return kind === "resource" ? RESOURCE_LIFECYCLE : OTHER_LIFECYCLE;
    case "connection":
      return CONNECTION;
    case "provisioner":
      return PROVISIONERS.get(label ?? "");
    case "dynamic":
      return DYNAMIC;
    default:
      return undefined;
  }
}

const OPTIONAL: AttributeSchema = {
  // what is written there is often no value: names of attributes, of providers, an iterator
  type: { kind: "dynamic" },
  required: false,
  optional: true,
  computed: false,
  sensitive: false,
  writeOnly: false,
  deprecated: undefined,
  allowedValues: undefined,
  conflictsWith: [],
};
const REQUIRED: AttributeSchema = { ...OPTIONAL, required: true, optional: false };

/** A block whose arguments are the members of an object, all of which are optional. */
export function openMembers(members: ReadonlyMap<string, AttributeType>): BlockSchema {
  const rows = [...members].map(([name, type]) => [name, { ...OPTIONAL, type }] as const);
  return { attributes: new Map(rows), blocks: new Map(), open: false, deprecated: undefined };
}

function block(
  attributes: { readonly required?: readonly string[]; readonly optional?: readonly string[] },
  blocks: Readonly<Record<string, NestedBlockSchema>> = {},
): BlockSchema {
  const rows = [
    ...(attributes.required ?? []).map((name) => [name, REQUIRED] as const),
    ...(attributes.optional ?? []).map((name) => [name, OPTIONAL] as const),
  ];
  return { attributes: new Map(rows), blocks: new Map(Object.entries(blocks)), open: false, deprecated: undefined };
}

/** The same with an argument that is a map of strings, which Terraform 0.11 allowed as a block. */
function withMap(schema: BlockSchema, name: string): BlockSchema {
  const map: AttributeSchema = { ...OPTIONAL, type: { kind: "map", element: { kind: "string" } } };
  return { ...schema, attributes: new Map([...schema.attributes, [name, map]]) };
}

function nested(inner: BlockSchema, min = 0, max?: number): NestedBlockSchema {
  return { nesting: "list", min, max, deprecated: undefined, block: inner };
}

/** For blocks that are checked elsewhere, or too new to be known. */
const ANYTHING: BlockSchema = { attributes: new Map(), blocks: new Map(), open: true, deprecated: undefined };

const CONDITION = nested(block({ required: ["condition", "error_message"] }));
const CONDITIONS = { precondition: CONDITION, postcondition: CONDITION };

/** `enabled` and `destroy` are OpenTofu's (1.11 and 1.12), `action_trigger` is Terraform's (1.14). */
const RESOURCE_LIFECYCLE = block(
  {
    optional: [
      ...["create_before_destroy", "prevent_destroy", "ignore_changes", "replace_triggered_by"],
      ...["enabled", "destroy"],
    ],
  },
  { ...CONDITIONS, action_trigger: nested(ANYTHING) },
);
const OTHER_LIFECYCLE = block({ optional: ["enabled"] }, CONDITIONS);

/** Terraform language documentation, Provisioner connection settings (2026-11). */
const CONNECTION = block({
  optional: [
    ...["type", "user", "password", "host", "port", "timeout", "script_path", "target_platform"],
    ...["private_key", "certificate", "agent", "agent_identity", "host_key"],
    ...["https", "insecure", "use_ntlm", "cacert"],
    ...["bastion_host", "bastion_host_key", "bastion_port", "bastion_user", "bastion_password"],
    ...["bastion_private_key", "bastion_certificate"],
    ...["proxy_scheme", "proxy_host", "proxy_port", "proxy_user_name", "proxy_user_password"],
  ],
});

const PROVISIONER_COMMON = ["when", "on_failure"];
const PROVISIONER_BLOCKS = { connection: nested(CONNECTION, 0, 1) };

const PROVISIONERS: ReadonlyMap<string, BlockSchema> = new Map([
  [
    "local-exec",
    withMap(
      block(
        { required: ["command"], optional: [...PROVISIONER_COMMON, "interpreter", "working_dir", "quiet"] },
        PROVISIONER_BLOCKS,
      ),
      "environment",
    ),
  ],
  ["remote-exec", block({ optional: [...PROVISIONER_COMMON, "inline", "script", "scripts"] }, PROVISIONER_BLOCKS)],
  [
    "file",
    block({ required: ["destination"], optional: [...PROVISIONER_COMMON, "source", "content"] }, PROVISIONER_BLOCKS),
  ],
]);

/** `labels` is for blocks with labels, which no known provider has. */
const DYNAMIC = block({ required: ["for_each"], optional: ["iterator"] }, { content: nested(ANYTHING, 1, 1) });
