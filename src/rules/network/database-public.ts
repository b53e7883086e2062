import { isAlways } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";

const ARGUMENT = "publicly_accessible";

/** What is created anew for another value (AWS provider 6.66.0). */
const REPLACED: ReadonlyMap<string, string> = new Map([
  ["aws_dms_replication_instance", ", which replaces the instance"],
]);
/** Brokers have their own rule. */
const OTHERS: ReadonlySet<string> = new Set(["aws_mq_broker"]);

const example = ({ isPublic }: { readonly isPublic: boolean }) => `resource "aws_db_instance" "orders" {
  identifier                  = "orders"
  engine                      = "postgres"
  instance_class              = "db.t4g.micro"
  allocated_storage           = 20
  username                    = "orders"
  manage_master_user_password = true
  storage_encrypted           = true
  publicly_accessible         = ${isPublic}
}`;

export default defineRule({
  summary: "A database has a public address",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_17", "CKV_AWS_87", "CKV_AWS_89"],
    trivy: ["AWS-0180"],
    kics: ["rds_db_instance_publicly_accessible", "redshift_publicly_accessible"],
    cfn_nag: ["F22"],
  },
  source: "Amazon RDS user guide, Hiding a DB instance in a VPC from the internet (2026-11)",
  why: `A function reaches a database through its VPC. With a public address only a security group and a password stand between the
data and the internet, and both are easily changed by mistake.`,
  ignoreWhen: "Clients outside AWS use the database and cannot reach it in any other way.",
  bad: example({ isPublic: true }),
  good: example({ isPublic: false }),
  check({ stack }) {
    return stack.modules
      .flatMap(({ resources }) => resources)
      .filter(({ mode, type }) => mode === "managed" && type.startsWith("aws_") && !OTHERS.has(type))
      .filter((resource) => isAlways(resource, ARGUMENT, true))
      .map((resource) => ({
        at: resource.body.place(ARGUMENT),
        resource: resource.address,
        message: `${resource} has a public address`,
        help: `Remove ${ARGUMENT}, and reach it from outside through a VPN, a bastion or the Data API`,
        suggestions: suggestValues(resource.body, ARGUMENT, ["false"], REPLACED.get(resource.type)),
      }));
  },
});
