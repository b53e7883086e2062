import { editDistance } from "./did-you-mean.ts";
import { iamService } from "./iam-actions.ts";
import { toGlobalPrincipal } from "./principals.ts";

/**
 * The names of services that roles are often made for, none so short that another service's name could be one letter
 * away. Source: the AWS guides of each service (2026-11).
 */
const COMMON: readonly string[] = [
  "apigateway",
  "application-autoscaling",
  "appsync",
  "autoscaling",
  "backup",
  "batch",
  "bedrock",
  "cloudformation",
  "cloudfront",
  "cloudtrail",
  "cloudwatch",
  "codebuild",
  "codecommit",
  "codedeploy",
  "codepipeline",
  "cognito-idp",
  "config",
  "dynamodb",
  "ecs-tasks",
  "edgelambda",
  "elasticloadbalancing",
  "elasticmapreduce",
  "events",
  "firehose",
  "kinesis",
  "lambda",
  "pipes",
  "redshift",
  "sagemaker",
  "scheduler",
  "secretsmanager",
  "states",
  "transfer",
  "vpc-flow-logs",
];

const DOMAIN = "amazonaws.com";

/**
 * The principal that a text is certainly a misspelling of: one letter of the domain or of a well-known service's name
 * is wrong (`lambda.amazonaws.co`, `lamda.amazonaws.com`), and no other service has that name.
 */
export function meantPrincipal(text: string): string | undefined {
  if (!/^[a-z0-9.-]{1,100}$/i.test(text)) return undefined;
  const labels = text.toLowerCase().split(".");
  if (labels.at(-1) === "amazonaws") return `${text}.com`;
  const domain = labels.slice(-2).join(".");
  if (domain !== DOMAIN && labels.length > 2 && editDistance(domain, DOMAIN, 1) === 1)
    return [...labels.slice(0, -2), DOMAIN].join(".");
  const global = toGlobalPrincipal(text);
  const service = global.endsWith(`.${DOMAIN}`) ? global.slice(0, -DOMAIN.length - 1) : "";
  if (service.length < 4 || service.includes(".") || COMMON.includes(service) || iamService(service)) return undefined;
  const [meant, ...others] = COMMON.filter((name) => editDistance(service, name, 1) === 1);
  return meant !== undefined && others.length === 0 ? `${meant}.${DOMAIN}` : undefined;
}
