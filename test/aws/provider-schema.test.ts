import { describe, expect, test } from "vitest";
import {
  type BlockSchema,
  formatAttributeType,
  isKnownProvider,
  providerSchema,
  resourceSchema,
  typeNames,
} from "../../src/aws/provider-schema.ts";

const KINDS = ["resource", "data", "ephemeral"] as const;

function schema(type: string): BlockSchema {
  const found = resourceSchema(type);
  if (!found) throw new Error(`no resource ${type}`);
  return found;
}

const typeOf = (type: string, attribute: string) => {
  const found = schema(type).attributes.get(attribute);
  return found && formatAttributeType(found.type);
};

/** Counts of @cdktn/provider-aws 25.7.0: an incomplete file would have fewer. */
describe("the data is complete", () => {
  test("it has 1,725 resources, 683 data sources and 10 ephemeral resources of AWS provider 6.66.0", () => {
    expect(providerSchema().version("aws")).toBe("6.66.0");
    expect(typeNames("resource").filter((name) => name.startsWith("aws_"))).toHaveLength(1_725);
    expect(typeNames("data").filter((name) => name.startsWith("aws_"))).toHaveLength(683);
    expect(typeNames("ephemeral").filter((name) => name.startsWith("aws_"))).toHaveLength(10);
  });

  test("every type can be read completely, and is consistent", () => {
    let attributes = 0;
    let blocks = 0;
    const walk = (block: BlockSchema, path: string) => {
      for (const [name, attribute] of block.attributes) {
        attributes++;
        expect(attribute.required || attribute.optional || attribute.computed, `${path}.${name}`).toBe(true);
        expect(attribute.required && attribute.optional, `${path}.${name}`).toBe(false);
        expect(formatAttributeType(attribute.type), `${path}.${name}`).toMatch(/^[a-z]/);
        for (const other of attribute.conflictsWith) expect(block.attributes.has(other), `${path}.${name}`).toBe(true);
      }
      for (const [name, nested] of block.blocks) {
        blocks++;
        expect(block.attributes.has(name), `${path}.${name}`).toBe(false);
        if (nested.block.open) expect(nested.block.attributes.size).toBe(0);
        walk(nested.block, `${path}.${name}`);
      }
    };
    for (const name of typeNames("resource")) walk(schema(name), name);
    for (const name of typeNames("data")) walk(providerSchema().type("data", name) as BlockSchema, `data.${name}`);
    for (const name of typeNames("ephemeral"))
      walk(providerSchema().type("ephemeral", name) as BlockSchema, `ephemeral.${name}`);
    expect(attributes).toBe(40_564);
    expect(blocks).toBe(8_209);
  });
});

describe("aws_lambda_function", () => {
  const fn = schema("aws_lambda_function");

  test("tells required, optional, computed and read-only arguments apart", () => {
    expect(fn.attributes.get("function_name")).toMatchObject({ required: true, optional: false, computed: false });
    expect(fn.attributes.get("timeout")).toMatchObject({ required: false, optional: true, computed: false });
    expect(fn.attributes.get("source_code_hash")).toMatchObject({ optional: true, computed: true });
    expect(fn.attributes.get("invoke_arn")).toMatchObject({ required: false, optional: false, computed: true });
    expect([...fn.attributes].flatMap(([name, { required }]) => (required ? [name] : []))).toEqual([
      "function_name",
      "role",
    ]);
  });

  test("knows the types of arguments", () => {
    expect(typeOf("aws_lambda_function", "layers")).toBe("list(string)");
    expect(typeOf("aws_lambda_function", "tags")).toBe("map(string)");
    expect(typeOf("aws_lambda_function", "memory_size")).toBe("number");
    expect(typeOf("aws_lambda_function", "publish")).toBe("bool");
    expect(typeOf("aws_acm_certificate", "subject_alternative_names")).toBe("set(string)");
  });

  test("knows how often blocks may occur", () => {
    expect(fn.blocks.get("environment")).toMatchObject({ nesting: "list", min: 0, max: 1 });
    expect(fn.blocks.get("timeouts")).toMatchObject({ nesting: "single", min: 0, max: 1 });
    expect(fn.blocks.get("vpc_config")?.block.attributes.get("subnet_ids")).toMatchObject({ required: true });
    expect(schema("aws_apigatewayv2_authorizer").blocks.get("jwt_configuration")?.max).toBe(1);
    expect(schema("aws_scheduler_schedule").blocks.get("target")).toMatchObject({ min: 1, max: 1 });
    expect(schema("aws_dynamodb_table").blocks.get("attribute")).toMatchObject({ nesting: "set", max: undefined });
  });

  test("knows the values that the documentation lists", () => {
    expect(schema("aws_dynamodb_table").attributes.get("billing_mode")?.allowedValues).toEqual([
      "PROVISIONED",
      "PAY_PER_REQUEST",
    ]);
    expect(fn.attributes.get("handler")?.allowedValues).toBeUndefined();
    // The documentation lists these, and names more in the next sentence.
    expect(schema("aws_sns_topic_subscription").attributes.get("protocol")?.allowedValues).toBeUndefined();
  });

  test("knows which arguments conflict", () => {
    expect(fn.attributes.get("image_uri")?.conflictsWith).toEqual(["filename", "s3_bucket"]);
    // all_supported = false together with resource_types is valid, so conflicts with flags are left out.
    const group = schema("aws_config_configuration_recorder").blocks.get("recording_group")?.block;
    expect(group?.attributes.get("all_supported")?.conflictsWith).toEqual([]);
    expect(group?.attributes.get("resource_types")?.conflictsWith).toEqual([]);
  });
});

test("objects in attributes are not blocks", () => {
  expect(schema("aws_security_group").blocks.has("ingress")).toBe(false);
  expect(typeOf("aws_security_group", "ingress")).toMatch(/^set\(object\(\{ .*cidr_blocks = list\(string\)/);
  expect(typeOf("aws_acm_certificate", "domain_validation_options")).toContain("resource_record_name = string");
});

test("a list of values that the source cuts off is open", () => {
  expect(schema("aws_wafv2_web_acl").blocks.get("rule")?.block.blocks.get("statement")?.block.open).toBe(true);
  expect(schema("aws_quicksight_analysis").blocks.get("definition")?.block.open).toBe(true);
});

test("deprecations are worded in Terraform's terms", () => {
  expect(schema("aws_s3_bucket").attributes.get("acl")?.deprecated).toBe("Use the aws_s3_bucket_acl resource instead.");
  expect(schema("aws_iam_role").blocks.get("inline_policy")?.deprecated).toContain("aws_iam_role_policy");
  expect(schema("aws_cloudwatch_event_rule").attributes.get("is_enabled")?.deprecated).toBe("Use state instead.");
  expect(providerSchema().type("data", "aws_region")?.attributes.get("name")?.deprecated).toBe("Use region instead.");
  expect(providerSchema().type("data", "aws_s3_bucket_object")?.deprecated).toContain("aws_s3_object");
  expect(schema("aws_lambda_function").deprecated).toBeUndefined();
  for (const kind of ["resource", "data"] as const) {
    for (const name of typeNames(kind)) {
      const { deprecated } = providerSchema().type(kind, name) ?? {};
      if (deprecated !== undefined) expect(deprecated, name).toMatch(/^[A-Z][^*`]*$/);
    }
  }
});

test("knows secrets and write-only arguments", () => {
  expect(schema("aws_db_instance").attributes.get("password")?.sensitive).toBe(true);
  expect(schema("aws_ssm_parameter").attributes.get("value_wo")).toMatchObject({ writeOnly: true, sensitive: true });
  expect(schema("aws_ssm_parameter").attributes.get("name")).toMatchObject({ writeOnly: false, sensitive: false });
});

test("the small providers are known, and others are not", () => {
  expect(providerSchema().type("data", "archive_file")?.attributes.get("output_base64sha256")).toMatchObject({
    computed: true,
    optional: false,
  });
  expect(providerSchema().type("data", "archive_file")?.attributes.get("type")?.required).toBe(true);
  expect(typeOf("null_resource", "triggers")).toBe("map(string)");
  expect(typeOf("terraform_data", "input")).toBe("any");
  expect(providerSchema().type("data", "http")?.attributes.get("url")?.required).toBe(true);
  for (const type of ["random_id", "local_file", "time_sleep", "tls_private_key"])
    expect(
      KINDS.some((kind) => providerSchema().has(kind, type)),
      type,
    ).toBe(true);
  expect(isKnownProvider("aws_nothing")).toBe(true);
  expect(isKnownProvider("terraform_data")).toBe(true);
  expect(isKnownProvider("google_storage_bucket")).toBe(false);
});

describe("older major versions of the AWS provider", () => {
  const inMajor = (major: number, type: string) => providerSchema().typeIn(major, "resource", type);

  test("are versions 5.100.0, 4.67.0 and 3.75", () => {
    expect(providerSchema().knownMajors("aws")).toEqual([6, 5, 4, 3]);
    expect(providerSchema().knownMajors("archive")).toEqual([2]);
    expect(providerSchema().knownMajors("google")).toEqual([]);
  });

  test("types were added and removed", () => {
    const has = (type: string) => [6, 5, 4, 3].filter((major) => inMajor(major, type) !== undefined);
    expect(has("aws_lambda_function")).toEqual([6, 5, 4, 3]);
    expect(has("aws_lambda_function_url")).toEqual([6, 5, 4]);
    expect(has("aws_opsworks_instance")).toEqual([5, 4, 3]);
    expect(has("aws_worklink_fleet")).toEqual([5, 4, 3]);
  });

  test("arguments were added, removed and changed", () => {
    const arn = [6, 3].map((major) => inMajor(major, "aws_s3_bucket")?.attributes.get("arn")?.optional);
    expect(arn).toEqual([false, true]);
    const withRegion = [6, 5, 4, 3].filter((major) => inMajor(major, "aws_sqs_queue")?.attributes.has("region"));
    expect(withRegion).toEqual([6]);
    const withLogging = [6, 5, 4, 3].filter((major) =>
      inMajor(major, "aws_lambda_function")?.blocks.has("logging_config"),
    );
    expect(withLogging).toEqual([6, 5]);
    const vpc = [5, 4].map(
      (major) => inMajor(major, "aws_lambda_function")?.blocks.get("vpc_config")?.block.attributes,
    );
    expect(vpc.map((attributes) => attributes?.has("ipv6_allowed_for_dual_stack"))).toEqual([true, false]);
    const periods = [6, 5].map(
      (major) => inMajor(major, "aws_cloudwatch_metric_alarm")?.attributes.get("evaluation_periods")?.required,
    );
    expect(periods).toEqual([false, true]);
  });

  test("every type can be read in each version", () => {
    const counts = [6, 5, 4, 3].map((major) => {
      const types = ["resource", "data"] as const;
      return types.map(
        (kind) =>
          typeNames(kind).filter((name) => name.startsWith("aws_") && providerSchema().typeIn(major, kind, name))
            .length,
      );
    });
    expect(counts).toEqual([
      [1_725, 683],
      [1_506, 607],
      [1_188, 492],
      [890, 316],
    ]);
  });
});

describe("the configuration of a provider", () => {
  const inMajor = (major: number) => providerSchema().typeIn(major, "provider", "aws");

  test("is known in each major version", () => {
    const has = (name: string) => [6, 5, 4, 3].filter((major) => inMajor(major)?.attributes.has(name));
    expect(has("region")).toEqual([6, 5, 4, 3]);
    expect(has("retry_mode")).toEqual([6, 5]);
    expect(has("s3_force_path_style")).toEqual([4, 3]);
    expect(has("tag_policy_compliance")).toEqual([6]);
    expect([6, 3].map((major) => [...(inMajor(major)?.blocks.keys() ?? [])].length)).toEqual([5, 4]);
  });

  test("requires nothing, as the environment may provide it, and leaves alias to Terraform", () => {
    for (const major of [6, 5, 4, 3]) {
      const attributes = [...(inMajor(major)?.attributes ?? [])];
      expect(attributes.filter(([name, { required }]) => required || name === "alias")).toEqual([]);
    }
    expect(inMajor(6)?.blocks.get("endpoints")?.block.open).toBe(true);
  });

  test("is known for the small providers too", () => {
    expect([...(providerSchema().type("provider", "tls")?.blocks.keys() ?? [])]).toEqual(["proxy"]);
    expect(providerSchema().type("provider", "random")?.attributes.size).toBe(0);
  });
});

test("unknown and hostile names have no schema", () => {
  for (const name of ["aws_lambda_functon", "", "versions", "__proto__", "aws_sqs_queue\t0", "constructor"]) {
    expect(resourceSchema(name), name).toBeUndefined();
  }
  expect(schema("aws_sqs_queue").attributes.has("constructor")).toBe(false);
  expect(isKnownProvider("constructor")).toBe(false);
});
